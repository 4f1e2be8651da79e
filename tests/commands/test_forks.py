"""Documents of a batch are forked from one prepared process, and are read as they are alone."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.commands.command_runs import CommandRuns, Ended, run_alone
from tests.hostile import files

PLAN = ("--doc-id", "plan")


@pytest.fixture(scope="module")
def runs() -> Iterator[CommandRuns]:
    with CommandRuns(sys.executable) as runs:
        yield runs


def written(folder: Path, content: bytes) -> str:
    (folder / "plan.pdf").write_bytes(content)
    return str(folder / "plan.pdf")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_fork_writes_the_same_bytes_as_a_process_of_its_own(
    runs: CommandRuns, tmp_path: Path
) -> None:
    command = ["extract", written(tmp_path, files.sheets()), *PLAN, "--out"]
    forked = runs.run([*command, str(tmp_path / "forked")])
    alone = run_alone(sys.executable, [*command, str(tmp_path / "alone")])
    assert forked.code == alone.code == 0
    assert forked.stderr.replace("/forked/", "/alone/") == alone.stderr
    assert contents(tmp_path / "forked") == contents(tmp_path / "alone")


@pytest.mark.parametrize(
    ("limit", "content"),
    [
        ("objects_per_page=100", files.part),
        ("memory_mb=300", files.nested_forms),
        ("seconds=1", files.nested_forms),
    ],
)
def test_a_fork_is_bound_by_the_limits(
    runs: CommandRuns, tmp_path: Path, limit: str, content: Callable[[], bytes]
) -> None:
    pdf, name = written(tmp_path, content()), limit.partition("=")[0]
    command = ["extract", pdf, "--out", str(tmp_path / "out"), "--no-report"]
    ended = runs.run([*command, "--limit", limit])
    assert ended.code == 5, ended.stderr
    assert f"--limit {name}=N" in ended.stderr
    assert not (tmp_path / "out").exists()


def below(process: int) -> list[int]:
    return [
        int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()
    ]


def at_work(runs: CommandRuns, before: set[int]) -> int:
    """The fork that reads a document, once there is one."""
    assert runs.process is not None
    for _ in range(1000):
        found = [one for one in below(runs.process) if one not in before and below(one)]
        if found:
            return found[0]
        time.sleep(0.01)
    raise AssertionError("no document is being read")


@pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")
@pytest.mark.parametrize("whole", [False, True], ids=["a fork", "the server"])
def test_what_is_killed_takes_nothing_else_down(
    runs: CommandRuns, tmp_path: Path, whole: bool
) -> None:
    assert runs.run(["rules"]).code == 0
    assert runs.process is not None
    pdf, before = written(tmp_path, files.nested_forms()), set(below(runs.process))
    ended: list[Ended] = []
    command = ["extract", pdf, "--out", str(tmp_path / "out"), "--no-report"]
    asked = threading.Thread(target=lambda: ended.append(runs.run(command)))
    asked.start()
    document = at_work(runs, before)
    (reader,) = below(document)
    os.kill(runs.process if whole else document, signal.SIGKILL)
    asked.join(10)
    assert ended[0].code == -signal.SIGKILL
    if whole:
        os.kill(document, signal.SIGKILL)
    for _ in range(500):
        if not Path(f"/proc/{reader}").exists():
            break
        time.sleep(0.01)
    else:
        raise AssertionError("its reader is left alone")
    assert runs.run(["rules"]).code == 0
