"""The program run on a file as a person runs it, watched from outside."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.commands.running import ricplan

ROOT = Path(__file__).parent.parent.parent

# Linux counts what a process took before it became another program: a child of this one would be
# as large as the whole test run. So a small process stands in between and tells.
_WATCH = """
import pathlib, resource, subprocess, sys
code = subprocess.call(sys.argv[2:])
took = resource.getrusage(resource.RUSAGE_CHILDREN)
pathlib.Path(sys.argv[1]).write_text(f"{code} {took.ru_maxrss} {took.ru_utime + took.ru_stime}")
"""


@dataclass(frozen=True)
class Ended:
    """How a run ended, and what it took."""

    code: int
    err: str
    seconds: float  # of computing
    peak_mb: float  # of its largest process


def extract(pdf: Path, *options: str, **environment: str) -> Ended:
    """`ricplan extract PDF --out …/out --no-report`, with a folder of its own for temporary files.

    What it leaves in either folder is for the test to look at.
    """
    aside = pdf.parent / "aside"
    aside.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "pipeline", "extract", str(pdf), *options]
    report = pdf.parent / "watched"
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            _WATCH,
            report,
            *command,
            "--out",
            pdf.parent / "out",
            "--no-report",
        ],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(aside)} | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    )
    code, peak, seconds = report.read_text().split()
    report.unlink()
    per_mb = 1e6 if sys.platform == "darwin" else 1e3
    return Ended(int(code), done.stderr.decode(), float(seconds), int(peak) / per_mb)


def left_behind(pdf: Path) -> list[str]:
    """What lies about beside the PDF after a run."""
    aside = pdf.parent / "aside"
    return sorted(
        str(path.relative_to(pdf.parent))
        for path in pdf.parent.rglob("*")
        if path not in (pdf, aside)
    )


def extract_here(patch: pytest.MonkeyPatch, pdf: Path, *options: str, **environment: str) -> Ended:
    """The same command line in this process, for files of which it is enough what is said: a start
    of Python costs far more than they do. The PDF itself is read in a process of its own.
    """
    aside = pdf.parent / "aside"
    aside.mkdir(exist_ok=True)
    with patch.context() as own:
        own.setattr(tempfile, "tempdir", None)
        for name, value in (("TMPDIR", str(aside)), *environment.items()):
            own.setenv(name, value)
        out = pdf.parent / "out"
        ran = ricplan(own, "extract", pdf, *options, "--out", out, "--no-report")
    return Ended(ran.code, ran.err, 0.0, 0.0)
