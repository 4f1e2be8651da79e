"""Progress of reading one PDF: a bar on a terminal, lines with --verbose elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.commands.terminal import detail, on_terminal
from pipeline.stages.source import Pdf


@contextmanager
def shown_pages(source: Pdf) -> Iterator[None]:
    """Within the context, show each page of the PDF as it is read."""
    if not on_terminal():
        source.on_page = lambda page, count: detail(f"Nolasīta {page}. lappuse no {count}")
        yield
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("Nolasa"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)

        def show_page(page: int, count: int) -> None:
            progress.update(task, completed=page, total=count)

        source.on_page = show_page
        yield
