"""Whole processes measured from outside: seconds of the wall clock, and peak memory.

What is measured is compiled first, as an installed program is: otherwise a checkout whose modules
are not (or may not be) compiled would be compiled anew by each process.
"""

from __future__ import annotations

import compileall
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "pipeline"


@dataclass(frozen=True, slots=True)
class Spent:
    """What a process took. Memory is the largest resident size of it or of a child of its."""

    seconds: float
    megabytes: float
    exit_code: int
    processor: float = 0.0  # seconds, of it and of all its children that have ended


def compiled() -> None:
    """Compile all modules of the program. Called before anything is measured."""
    compileall.compile_dir(PACKAGE, quiet=1)


def ricplan() -> list[str]:
    """The command, in the environment that runs the benchmark."""
    return [sys.executable, "-m", "pipeline"]


# Linux counts what a process took before it became another program. A small process stands in
# between, so that none is as large as this one, which may hold a plan of thousands of pages.
_WATCH = """
import resource, subprocess, sys, time
start = time.perf_counter()
try:
    none = subprocess.DEVNULL
    code = subprocess.call(sys.argv[2:], stdout=none, stderr=none, timeout=float(sys.argv[1]))
except subprocess.TimeoutExpired:
    code = -9
seconds = time.perf_counter() - start
took = resource.getrusage(resource.RUSAGE_CHILDREN)
print(seconds, took.ru_maxrss / 1024, code, took.ru_utime + took.ru_stime)
"""


def spent(command: Sequence[str], most_seconds: float = 3600) -> Spent:
    """Run a command to its end; what it prints is thrown away."""
    watch = [sys.executable, "-c", _WATCH, str(most_seconds), *command]
    told = subprocess.run(watch, capture_output=True, text=True, check=True).stdout.split()
    return Spent(float(told[0]), float(told[1]), int(told[2]), float(told[3]))
