"""Whole processes measured from outside: seconds of the wall clock, and peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spent:
    """What a process took. Memory is the largest resident size of it or of a child of its."""

    seconds: float
    megabytes: float
    exit_code: int


def ricplan() -> list[str]:
    """The command, in the environment that runs the benchmark."""
    return [sys.executable, "-m", "pipeline"]


def spent(command: Sequence[str], most_seconds: float = 3600) -> Spent:
    """Run a command to its end; what it prints is thrown away."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        deadline = start + most_seconds
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            if time.perf_counter() > deadline:
                process.kill()
            time.sleep(0.002)
        process.returncode = os.waitstatus_to_exitcode(status)
    return Spent(time.perf_counter() - start, usage.ru_maxrss / 1024, process.returncode)
