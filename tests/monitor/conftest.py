"""What tests of monitoring share: the plan with its workbooks, issued once."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import pytest

from pipeline.model.plan import Plan
from pipeline.store.register import Register
from pipeline.tracking.monitor import sheets
from tests.monitor.filling import AS_OF
from tests.monitor.recorded import part_of_base
from tests.plans import gold_plan


def named(plan: Plan, sha256: str) -> Plan:
    """The plan as if read from a PDF of that hash."""
    return dataclasses.replace(plan, meta=dataclasses.replace(plan.meta, sha256=sha256 * 64))


@pytest.fixture(scope="session")
def base() -> Plan:
    return named(gold_plan(), "a")


@pytest.fixture(scope="session")
def issued(base: Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Empty workbooks for all responsible bodies of the base plan."""
    folder = tmp_path_factory.mktemp("issued")
    sheets.write(base, folder, "responsible", AS_OF, Register())
    return folder


@pytest.fixture(scope="session")
def part() -> Plan:
    """The activities A 1.1 to A 1.17 of the base plan alone."""
    return part_of_base()


@pytest.fixture(scope="session")
def issued_part(part: Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Empty workbooks for the responsible bodies of `part`."""
    folder = tmp_path_factory.mktemp("issued-part")
    sheets.write(part, folder, "responsible", AS_OF, Register())
    return folder


@pytest.fixture
def folder(issued_part: Path, tmp_path: Path) -> Path:
    """A copy of the empty workbooks of `part`, to be filled."""
    copy = tmp_path / "filled"
    shutil.copytree(issued_part, copy)
    return copy


@pytest.fixture
def whole_folder(issued: Path, tmp_path: Path) -> Path:
    """A copy of the empty workbooks of the base plan, to be filled."""
    copy = tmp_path / "filled-whole"
    shutil.copytree(issued, copy)
    return copy
