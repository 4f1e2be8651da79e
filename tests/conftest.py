"""Fixtures that tests of several parts share."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from tests.in_process import read_in_process, read_in_process_of_its_own
from tests.shared import FOLDER

if TYPE_CHECKING:
    from playwright.sync_api import Browser


# How long an example takes says nothing of the program where other work runs beside the tests.
settings.register_profile("ricplan", deadline=None)
settings.load_profile("ricplan")


# Their fixtures take long to make: all tests of such a module or folder go to one worker.
TOGETHER = (
    "tests/app/",
    "tests/commands/test_cli.py",
    "tests/commands/test_extract.py",
    "tests/commands/test_forks.py",
    "tests/corrections/test_files.py",
    "tests/diff/test_browser.py",
    "tests/export/test_databases.py",
    "tests/monitor/",
    "tests/recognition/test_scans.py",
    "tests/report/",
    "tests/stages/test_graph.py",
    "tests/test_use.py",
    "tests/validate/test_extracted.py",
)


class Scheduling(LoadScopeScheduling):  # type: ignore[misc]
    """What has costly fixtures first, each as a whole; then the other tests one by one."""

    def _split_scope(self, nodeid: str) -> str:
        return next((place for place in TOGETHER if nodeid.startswith(place)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Scheduling:
    """Asked by pytest-xdist, where there are workers."""
    return Scheduling(config, log)


def pytest_configure(config: pytest.Config) -> None:
    """A folder that all workers share; they inherit its name from the process that starts them."""
    if not hasattr(config, "workerinput"):
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="ricplan-tests-")


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(FOLDER), ignore_errors=True)


@pytest.fixture(autouse=True)
def _uncounted(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines that tests marked `no_cover` run are not counted, nor in the processes they start.

    Counting takes as long again as the tests do; many plans on one way through the program need it
    once.
    """
    if request.node.get_closest_marker("no_cover"):
        for name in ("COVERAGE_PROCESS_CONFIG", "COVERAGE_PROCESS_START"):
            monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True, scope="session")
def _readers() -> Iterator[None]:
    """PDFs are read in the process of the test, but where `own_reader` is asked for."""
    with pytest.MonkeyPatch.context() as patch:
        read_in_process(patch)
        yield


@pytest.fixture
def own_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """PDFs are read in processes of their own: for tests of what those are there for."""
    read_in_process_of_its_own(monkeypatch)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for all browser tests of a worker."""
    from tests.browsing import started

    with started() as running:
        yield running
