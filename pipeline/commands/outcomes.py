"""The outcomes of a batch: on the terminal, as JSON, and in `batch.parquet`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from pipeline.commands.tasks import Task
from pipeline.commands.terminal import on_terminal, say
from pipeline.model.findings import SEVERITIES
from pipeline.model.numbers import counted
from pipeline.model.strings import readable

STATES = {"done": "nolasīts", "skipped": "jau bija", "copy": "kopija", "failed": "neizdevās"}
RESULTS = {"done", "skipped"}  # states in which the tables exist
FILE = "batch.parquet"
LONGEST = 20  # documents listed on the terminal; beyond it only totals
HEADINGS = ("plāns", "stāvoklis", "rindas", "kļūdas", "brīdinājumi", "piezīmes")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of one PDF."""

    task: Task
    state: str  # one of STATES
    exit_code: int
    message: str = ""  # why it failed, or which file it duplicates
    metrics: dict[str, Any] | None = None
    seconds: float | None = None  # run time of the process that read it
    pages: int | None = None

    @property
    def findings(self) -> dict[str, int]:
        """Number of findings by severity."""
        found = (self.metrics or {}).get("findings", {})
        return {name: found.get(name, 0) for name in SEVERITIES}

    def count(self, severity: str) -> int | None:
        """Number of findings of a severity; None where there is no result."""
        return self.findings[severity] if self.state in RESULTS else None

    @property
    def rows(self) -> int:
        """Number of rows of all tables together."""
        return sum((self.metrics or {}).get("rows", {}).values())


def record(outcome: Outcome) -> dict[str, Any]:
    """The outcome as an object of `--json`."""
    out = outcome.task.out if outcome.state in RESULTS else None
    report = out / "report.html" if out else None
    return {
        "doc_id": outcome.task.doc_id,
        "pdf": outcome.task.name,
        "state": outcome.state,
        "exit_code": outcome.exit_code,
        "message": outcome.message or None,
        "out": out,
        "report": report if report and report.is_file() else None,
        "metrics": outcome.metrics,
        "findings": outcome.findings if out else None,
    }


def write(outcomes: Sequence[Outcome], out: Path) -> None:
    """Write `batch.parquet` into `out`: a row for each PDF, in the order of the command line.

    Columns: file, id, state, exit_code, error (null where there is none), seconds (null where it
    was not reread), pages, and findings_error, findings_warning, findings_info (null without a
    result).
    """
    import pyarrow as pa

    from pipeline.store import plan_files, staging
    from pipeline.store.arrays import array

    columns: dict[str, tuple[type, list[Any]]] = {
        "file": (str, [readable(one.task.name) for one in outcomes]),
        "id": (str, [one.task.doc_id for one in outcomes]),
        "state": (str, [one.state for one in outcomes]),
        "exit_code": (int, [one.exit_code for one in outcomes]),
        "error": (str, [readable(one.message) or None for one in outcomes]),
        "seconds": (float, [one.seconds for one in outcomes]),
        "pages": (int, [one.pages for one in outcomes]),
        **{f"findings_{name}": (int, [one.count(name) for one in outcomes]) for name in SEVERITIES},
    }
    table = pa.table([array(values, kind) for kind, values in columns.values()], list(columns))
    with staging.staged(out) as folder:
        plan_files.write_table(table, folder / FILE)


def print_outcomes(outcomes: Sequence[Outcome]) -> None:
    """Print a table of all documents, or totals where there are many, and the failures."""
    if len(outcomes) > LONGEST:
        _print_totals(outcomes)
    else:
        _print_each(outcomes)
    for outcome in outcomes:
        if outcome.message:
            say(f"{click.style(outcome.task.name, bold=True)}: {outcome.message}")


def _print_totals(outcomes: Sequence[Outcome]) -> None:
    states = Counter(outcome.state for outcome in outcomes)
    parts = [f"{STATES[state]} {states[state]}" for state in STATES if states[state]]
    say(f"{counted(len(outcomes), ('datņu', 'datne', 'datnes'))}: {', '.join(parts)}")
    say(counted(sum(outcome.rows for outcome in outcomes), ("rindu", "rinda", "rindas")))
    totals = {name: sum(outcome.findings[name] for outcome in outcomes) for name in SEVERITIES}
    from pipeline.commands.terminal import severities

    say(f"Konstatējumi: {severities(totals)}")


def _print_each(outcomes: Sequence[Outcome]) -> None:
    rows = [
        (
            outcome.task.doc_id,
            STATES[outcome.state],
            str(outcome.rows),
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
        return
    widths = [max(map(len, column)) for column in zip(HEADINGS, *rows, strict=True)]
    for row in (HEADINGS, *rows):
        cells = (value.ljust(width) for value, width in zip(row, widths, strict=True))
        say("  ".join(cells).rstrip())


@contextmanager
def bar(total: int) -> Iterator[Any]:
    """Progress over all documents: a bar on a terminal, a line for each elsewhere."""
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
        task = progress.add_task("Nolasa", total=total)
        yield lambda outcome: progress.update(task, advance=1, description=outcome.task.doc_id)
