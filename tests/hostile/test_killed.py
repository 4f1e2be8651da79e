"""A run that is killed leaves nothing that the next one does not put right."""

from __future__ import annotations

import contextlib
import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.hostile import files
from tests.hostile.running import ROOT

pytestmark = pytest.mark.no_cover

MOMENTS = 4


def started(pdf: Path, out: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "pipeline", "extract", str(pdf), "--out", str(out)]
    return subprocess.Popen([*command, "--no-report"], cwd=ROOT, stderr=subprocess.DEVNULL)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_killed_at_any_moment_and_run_again(tmp_path: Path) -> None:
    pdf = tmp_path / "plan.pdf"
    pdf.write_bytes(files.sheets())
    begun = time.monotonic()
    assert started(pdf, tmp_path / "undisturbed").wait() == 0
    whole = time.monotonic() - begun
    true = contents(tmp_path / "undisturbed")
    assert len(true) > 15
    chance = random.Random(1)
    for number in range(MOMENTS):
        # Every other one while the tables are written, which is the last part.
        share = chance.random() if number % 2 else 0.8 + 0.25 * chance.random()
        out = tmp_path / str(number)
        process = started(pdf, out)
        time.sleep(share * whole)
        process.kill()
        process.wait()
        assert started(pdf, out).wait() == 0
        assert contents(out) == true, f"killed after {share:.2f} of a run"


def gone(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return True
    return state == "Z"  # dead, and not yet collected


def reader_of(process: int) -> int:
    """The process that reads for another, once there is one."""
    children = Path(f"/proc/{process}/task/{process}/children")
    for _ in range(500):
        for child in children.read_text().split():
            with contextlib.suppress(
                FileNotFoundError, ProcessLookupError
            ):  # gone since it was listed
                limits = Path(f"/proc/{child}/limits").read_text()
                # Nothing else that a command starts binds itself to write no file.
                if re.search(r"^Max file size +0 +0 ", limits, re.MULTILINE):
                    return int(child)
        time.sleep(0.01)
    raise AssertionError("no reader was started")


def until_it_reads(reader: int) -> None:
    """Wait until it is on the page, which then fills its memory."""
    for _ in range(1000):
        if int(Path(f"/proc/{reader}/statm").read_text().split()[1]) * 4096 > 100e6:
            return
        time.sleep(0.01)
    raise AssertionError("it does not read")


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_reader_is_left_alone(how: signal.Signals, tmp_path: Path) -> None:
    pdf = tmp_path / "plan.pdf"
    pdf.write_bytes(files.nested_forms(9))  # takes long
    process = started(pdf, tmp_path / "out")
    reader = reader_of(process.pid)
    until_it_reads(reader)
    assert not gone(reader)
    process.send_signal(how)
    process.wait()
    for _ in range(300):
        if gone(reader):
            break
        time.sleep(0.01)
    assert gone(reader)
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
@pytest.mark.parametrize(
    ("how", "code", "told"),
    [
        (signal.SIGKILL, 5, "was killed, on page 1 (SIGKILL)"),
        (signal.SIGSEGV, 3, "crashed (SIGSEGV), on page 1"),
        (signal.SIGXCPU, 5, "took too long, on page 1"),
        (signal.SIGABRT, 5, "more memory than the limit, on page 1"),
    ],
)
def test_how_the_reader_ended_is_told_with_its_page(
    how: signal.Signals, code: int, told: str, tmp_path: Path
) -> None:
    pdf = tmp_path / "plan.pdf"
    pdf.write_bytes(files.nested_forms(9))
    command = [sys.executable, "-m", "pipeline", "extract", str(pdf)]
    process = subprocess.Popen(
        [*command, "--out", str(tmp_path / "out"), "--no-report"],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
    reader = reader_of(process.pid)
    until_it_reads(reader)
    os.kill(reader, how)
    assert process.stderr is not None
    err = process.stderr.read()
    assert process.wait() == code, err
    assert told in err
    assert not (tmp_path / "out").exists()
    process.stderr.close()
