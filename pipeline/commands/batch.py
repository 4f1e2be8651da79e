"""Many PDFs: a process each, so that a bad file takes nothing down but itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from pipeline import __version__
from pipeline.commands import plans
from pipeline.commands.extract import Wanted, check_id
from pipeline.commands.terminal import emit, on_terminal, say
from pipeline.model.errors import InputError, UsageError
from pipeline.model.findings import SEVERITIES
from pipeline.store import register

STATES = {"done": "nolasīts", "skipped": "jau bija", "failed": "neizdevās"}


@dataclass(frozen=True, slots=True)
class Batch:
    """What holds for all documents of one call."""

    out: Path
    wanted: Wanted
    force: bool  # read finished ones again


@dataclass(frozen=True, slots=True)
class Task:
    """One PDF and the folder that its tables go to."""

    pdf: Path
    doc_id: str
    sha256: str
    out: Path


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one PDF."""

    task: Task
    state: str  # done, skipped or failed
    exit_code: int
    message: str = ""  # why it failed
    metrics: dict[str, Any] | None = None

    @property
    def findings(self) -> dict[str, int]:
        """How many findings of each severity there are."""
        found = (self.metrics or {}).get("findings", {})
        return {name: found.get(name, 0) for name in SEVERITIES}


def extract_all(
    places: Sequence[Path], batch: Batch, *, jobs: int, fail_on: str, as_json: bool
) -> int:
    """Read all PDFs of `places` (files and folders) and return the highest exit code."""
    tasks = _tasks(_pdfs(places), batch.out)
    outcomes = {}
    with _bar(len(tasks)) as advance, ThreadPoolExecutor(min(jobs, len(tasks))) as pool:
        futures = [pool.submit(_outcome, task, batch) for task in tasks]
        try:
            for future in as_completed(futures):
                outcome = future.result()
                outcomes[outcome.task.doc_id] = outcome
                advance(outcome)
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    ordered = [outcomes[task.doc_id] for task in tasks]
    _say_table(ordered)
    if as_json:
        emit({"documents": [_record(outcome, batch) for outcome in ordered]})
    reached = any(plans.reaches(outcome.findings, fail_on) for outcome in ordered)
    return max(*(outcome.exit_code for outcome in ordered), int(reached))


def _pdfs(places: Iterable[Path]) -> list[Path]:
    """All PDFs of the places, each once, in the order of the places and of their names."""
    found: dict[Path, Path] = {}
    for place in places:
        inside = sorted(path for path in place.rglob("*") if path.suffix.lower() == ".pdf")
        if place.is_dir() and not inside:
            raise InputError(
                f"The folder {place} holds no PDF.", "There is nothing to read.", "Check its path."
            )
        for path in inside if place.is_dir() else [place]:
            found.setdefault(path.resolve(), path)
    return list(found.values())


def _tasks(pdfs: Iterable[Path], out: Path) -> list[Task]:
    """What to read and where to; UsageError where two PDFs would share a folder."""
    known = register.load()
    tasks: dict[str, Task] = {}
    for pdf in pdfs:
        sha256 = _sha256(pdf)
        registered = known.by_sha256(sha256)
        doc_id = registered.id if registered else pdf.stem
        check_id(doc_id)
        if doc_id in tasks:
            raise UsageError(
                f"{tasks[doc_id].pdf} and {pdf} would both be '{doc_id}'.",
                "One would overwrite the other.",
                "Rename one, or read them one at a time with --doc-id.",
            )
        tasks[doc_id] = Task(pdf, doc_id, sha256, out / doc_id)
    return list(tasks.values())


def _sha256(pdf: Path) -> str:
    """The hash of a file, empty for one that cannot be read: its own process tells why."""
    import hashlib

    try:
        with pdf.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _outcome(task: Task, batch: Batch) -> Outcome:
    if not batch.force and _finished(task, batch):
        return Outcome(task, "skipped", 0, metrics=_metrics(task))
    command = [sys.executable, "-P", "-m", "pipeline", "extract", str(task.pdf)]
    command += ["--out", str(task.out), "--doc-id", task.doc_id]
    command += ["--engine", batch.wanted.engine]
    command += ["--profile", batch.wanted.profile] if batch.wanted.profile else []
    if batch.wanted.password_file:
        command += ["--password-file", str(batch.wanted.password_file)]
    for limit in batch.wanted.limits:
        command += ["--limit", limit]
    command += ["--cross-check"] if batch.wanted.cross_check else []
    command += ["--ocr"] if batch.wanted.ocr else []
    command += [] if batch.wanted.with_report else ["--no-report"]
    done = subprocess.run(command, capture_output=True, env=os.environ, check=False)
    if done.returncode == 0:
        return Outcome(task, "done", 0, metrics=_metrics(task))
    message = done.stderr.decode("utf-8", "replace").strip()
    if done.returncode < 0:
        # Killed from outside, by the kernel for want of memory most often.
        return Outcome(task, "failed", 70, f"Its process was killed by signal {-done.returncode}.")
    return Outcome(task, "failed", done.returncode, message)


def _finished(task: Task, batch: Batch) -> bool:
    """Whether this program has read this very file into its folder before, report included."""
    meta = _json(task.out / "plan.json")
    return (
        meta.get("sha256") == task.sha256
        and meta.get("version") == __version__
        and batch.wanted.profile in {None, meta.get("profile")}
        and (task.out / "report.html").is_file() >= batch.wanted.with_report
    )


def _metrics(task: Task) -> dict[str, Any]:
    return _json(task.out / "metrics.json")


def _json(path: Path) -> dict[str, Any]:
    """The object in a file, an empty one where there is none."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def _record(outcome: Outcome, batch: Batch) -> dict[str, Any]:
    failed = outcome.state == "failed"
    with_report = (outcome.task.out / "report.html").is_file() and not failed
    return {
        "doc_id": outcome.task.doc_id,
        "pdf": outcome.task.pdf,
        "state": outcome.state,
        "exit_code": outcome.exit_code,
        "message": outcome.message or None,
        "out": None if failed else outcome.task.out,
        "report": outcome.task.out / "report.html" if with_report else None,
        "metrics": outcome.metrics,
        "findings": None if failed else outcome.findings,
    }


@contextmanager
def _bar(total: int) -> Iterator[Any]:
    """A bar for all documents on a terminal, a line for each elsewhere."""
    if not on_terminal():
        yield lambda outcome: say(f"{outcome.task.doc_id}: {STATES[outcome.state]}")
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        bar = progress.add_task("Nolasa", total=total)
        yield lambda outcome: progress.update(bar, advance=1, description=outcome.task.doc_id)


HEADINGS = ("plāns", "stāvoklis", "rindas", "kļūdas", "brīdinājumi", "piezīmes")


def _say_table(outcomes: Sequence[Outcome]) -> None:
    rows = [
        (
            outcome.task.doc_id,
            STATES[outcome.state],
            str(sum((outcome.metrics or {}).get("rows", {}).values())),
            *(str(number) for number in outcome.findings.values()),
        )
        for outcome in outcomes
    ]
    if on_terminal():
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table()
        for index, heading in enumerate(HEADINGS):
            table.add_column(heading, justify="left" if index < 2 else "right")
        for row, outcome in zip(rows, outcomes, strict=True):
            style = "red" if outcome.state == "failed" else ""
            table.add_row(*(Text(value) for value in row), style=style)
        Console(stderr=True).print(table)
    else:
        widths = [max(map(len, column)) for column in zip(HEADINGS, *rows, strict=True)]
        for row in (HEADINGS, *rows):
            cells = (value.ljust(width) for value, width in zip(row, widths, strict=True))
            say("  ".join(cells).rstrip())
    for outcome in outcomes:
        if outcome.message:
            say(f"{click.style(str(outcome.task.pdf), bold=True)}: {outcome.message}")
