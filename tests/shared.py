"""Plans that many tests look at, read once for all workers of a test run."""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from pipeline import stages
from pipeline.model.plan import Plan

FOLDER = "RICPLAN_TESTS_SHARED"  # environment variable; conftest makes the folder for a test run


def extracted(pdf: Path, **options: Any) -> Plan:
    """What `stages.extract` gives. Plans are frozen: nobody can spoil one for the others."""
    return _extracted(pdf.resolve(), tuple(sorted(options.items())))


@cache
def _extracted(pdf: Path, options: tuple[tuple[str, Any], ...]) -> Plan:
    name = hashlib.sha256(repr((str(pdf), options)).encode()).hexdigest()[:16]
    file = Path(os.environ[FOLDER]) / f"{name}.pickle"
    with _locked(file.with_suffix(".lock")):
        if file.is_file():
            plan: Plan = pickle.loads(file.read_bytes())
            return plan
        plan = stages.extract(pdf, **dict(options))
        file.write_bytes(pickle.dumps(plan))
    return plan


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    """Wait for a worker that reads the same; where there are no locks, both read it."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
