"""How far the reading of one PDF is: a bar on a terminal, lines with --verbose elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.commands.terminal import detail, on_terminal
from pipeline.stages.source import Pdf


@contextmanager
def pages_told(source: Pdf) -> Iterator[None]:
    """Tell each page of the PDF while it is read within the context."""
    if not on_terminal():
        source.on_page = lambda page, count: detail(f"Nolasīta {page}. lappuse no {count}")
        yield
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("Nolasa"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)

        def told(page: int, count: int) -> None:
            progress.update(task, completed=page, total=count)

        source.on_page = told
        yield
