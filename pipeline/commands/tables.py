"""`ricplan tables`: the raw table fragments of any PDF."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from pipeline.commands import options
from pipeline.commands.pipes import pdf_at
from pipeline.commands.terminal import emit, say, show


@click.command("tables", short_help="Show the raw table fragments of any PDF.")
@click.argument("pdf", metavar="PDF", type=options.PLACE)
@options.engine
@options.ocr
@options.password_file
@options.limit
@click.option(
    "--stitch",
    is_flag=True,
    help="Join the fragments of one table: repeated headers are dropped, cut rows joined.",
)
@options.as_json
def command(
    pdf: Path,
    engine: str,
    ocr: bool,
    password_file: Path | None,
    limit: tuple[str, ...],
    stitch: bool,
    as_json: bool,
) -> int:
    r"""Show the raw table fragments of any PDF, before their contents are interpreted.

    Header rows are included. The text of a merged cell is at its top left position, its other
    positions are empty (null in the JSON). Boxes are in points from the top left of the page.

    With --stitch a table that runs over several pages is one: repeated headers are dropped, rows
    cut by a page break are joined. The JSON then has the places of each row (`places`, a list for
    each row), of each fragment (`pieces`) and of dropped header rows (`dropped`).

    \b
    Example:
      ricplan tables raw/zpr-2015-2020.pdf
      ricplan tables raw/zpr-2015-2020.pdf --json > tables.json
      ricplan tables raw/zpr-2015-2020.pdf --stitch --json > whole.json
      ricplan tables scan.pdf --ocr --json > tables.json
    """
    from pipeline import stages

    password = options.password(password_file)
    limits = options.limits(limit)
    with pdf_at(pdf, limits) as file:
        fragments = stages.tables(
            file, engine=engine, password=password, limits=limits, stitch=stitch, ocr=ocr
        )
    if as_json:
        emit({"tables": fragments})
        return 0
    for fragment in fragments:
        pieces = fragment.get("pieces", [fragment])
        click.echo(click.style("; ".join(map(_heading, pieces)), bold=True))
        for row in fragment["rows"]:
            show(" | ".join(cell or "" for cell in row))
        click.echo()
    say(f"{len(fragments)} {'tables' if stitch else 'table fragments'}")
    return 0


def _heading(piece: Mapping[str, Any]) -> str:
    """Page and box of a fragment."""
    box = ", ".join(f"{edge:.1f}" for edge in piece["bbox"])
    return f"Page {piece['page']} ({box})"
