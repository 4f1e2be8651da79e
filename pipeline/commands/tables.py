"""`ricplan tables`: the raw table fragments of any PDF."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.commands import options
from pipeline.commands.pipes import pdf_at
from pipeline.commands.terminal import emit, say, show


@click.command("tables", short_help="Show the raw table fragments of any PDF.")
@click.argument("pdf", metavar="PDF", type=options.PLACE)
@options.engine
@options.password_file
@options.limit
@options.as_json
def command(
    pdf: Path, engine: str, password_file: Path | None, limit: tuple[str, ...], as_json: bool
) -> int:
    r"""Show the raw table fragments of any PDF, before any meaning is given to them.

    Header rows are included. The text of a merged cell stands at its top left, its other places
    are empty (null in the JSON). Boxes are in points from the top left of the page.

    \b
    Example:
      ricplan tables raw/zpr-2015-2020.pdf
      ricplan tables raw/zpr-2015-2020.pdf --json > tables.json
    """
    from pipeline import stages

    password = options.password(password_file)
    limits = options.limits(limit)
    with pdf_at(pdf, limits) as file:
        fragments = stages.tables(file, engine=engine, password=password, limits=limits)
    if as_json:
        emit({"tables": fragments})
        return 0
    for fragment in fragments:
        box = ", ".join(f"{edge:.1f}" for edge in fragment["bbox"])
        click.echo(click.style(f"Page {fragment['page']} ({box})", bold=True))
        for row in fragment["rows"]:
            show(" | ".join(cell or "" for cell in row))
        click.echo()
    say(f"{len(fragments)} table fragments")
    return 0
