"""The program run on a file as a person runs it, watched from outside."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Ended:
    """How a run ended, and what it took."""

    code: int
    err: str
    seconds: float
    peak_mb: float  # of its largest process


def extract(pdf: Path, *options: str, **environment: str) -> Ended:
    """`ricplan extract PDF --out …/out --no-report`, with a folder of its own for temporary files.

    What it leaves in either folder is for the test to look at.
    """
    aside = pdf.parent / "aside"
    aside.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "pipeline", "extract", str(pdf), *options]
    started = time.monotonic()
    process = subprocess.Popen(
        [*command, "--out", str(pdf.parent / "out"), "--no-report"],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(aside)} | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert process.stderr is not None
    err = process.stderr.read().decode()
    _, status, used = os.wait4(process.pid, 0)  # with the memory of the children it waited for
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    per_mb = 1e6 if sys.platform == "darwin" else 1e3
    return Ended(process.returncode, err, time.monotonic() - started, used.ru_maxrss / per_mb)


def left_behind(pdf: Path) -> list[str]:
    """What lies about beside the PDF after a run."""
    aside = pdf.parent / "aside"
    return sorted(
        str(path.relative_to(pdf.parent))
        for path in pdf.parent.rglob("*")
        if path not in (pdf, aside)
    )
