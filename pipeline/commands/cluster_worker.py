"""The functions that run on the workers of a cluster: each reads one document in a forked process.

A worker has no shared state; everything a function needs is passed with the call.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

import pipeline
from pipeline.commands.command_runs import CommandRuns
from pipeline.stages.fingerprint import code_digest
from pipeline.store import partitions, places, register

_PART = 1 << 20  # bytes
_UNREADABLE = 3  # exit code


@dataclass(frozen=True, slots=True)
class Job:
    """One PDF, the options that it is read with, and the data set that its tables go to."""

    pdf: str
    doc_id: str
    arguments: tuple[str, ...]
    out: str
    file_mb: int  # limit of the PDF's size; the reader reports where it is exceeded


@dataclass(frozen=True, slots=True)
class Done:
    """The result of a job."""

    code: int  # of `ricplan extract`; the negative of a signal that killed it
    stderr: str
    seconds: float
    pages: int | None = None
    metrics: Mapping[str, Any] | None = None


def program() -> tuple[str, str]:
    """The version and the digest of the program that a worker runs."""
    return pipeline.__version__, code_digest()


def hash_of(pdf: str) -> str:
    """The SHA-256 of a file; empty where it cannot be read."""
    found = hashlib.sha256()
    try:
        system, name = places.opened(pdf)
        with system.open(name, "rb") as file:
            while part := file.read(_PART):
                found.update(part)
    except OSError:
        return ""
    return found.hexdigest()


def read_document(job: Job, project: Mapping[str, bytes]) -> Done:
    """Read a PDF and put its tables into the data set.

    `project` holds the project files that a reading depends on, by relative path.
    """
    begun = time.monotonic()
    with TemporaryDirectory(prefix="ricplan-job-") as name:
        folder = Path(name)
        root = _project(folder / "project", project)
        pdf = folder / "pdf" / PurePosixPath(job.pdf).name
        pdf.parent.mkdir()
        try:
            places.take(job.pdf, pdf, job.file_mb * 1_000_000)
        except OSError as error:
            why = f"{job.pdf} cannot be read: {error}. Check its address and your access rights."
            return Done(_UNREADABLE, why, round(time.monotonic() - begun, 3))
        out = folder / "out"
        command = ["extract", str(pdf), "--out", str(out), "--doc-id", job.doc_id, *job.arguments]
        code, stderr = _runs().run(command, root)
        pages, metrics = None, None
        if code == 0:
            pages = json.loads((out / "plan.json").read_text(encoding="utf-8"))["pages"]
            metrics = json.loads((out / "metrics.json").read_text(encoding="utf-8"))
            partitions.put(out, job.doc_id, job.out)
        stderr = stderr.replace(str(pdf), job.pdf)
        return Done(code, stderr, round(time.monotonic() - begun, 3), pages, metrics)


def _project(root: Path, files: Mapping[str, bytes]) -> Path:
    """Write the files into an empty project folder, isolated from the worker's own files."""
    everything = {register.REGISTER.as_posix(): b"", **files}
    for name, content in everything.items():
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return root


@cache
def _runs() -> CommandRuns:
    """The prepared process of this worker, from which its readers are forked."""
    runs = CommandRuns(sys.executable)
    atexit.register(runs.close)
    return runs
