"""Options that several commands share, declared once."""

from __future__ import annotations

from pathlib import Path

import click

PLACE = click.Path(path_type=Path)  # whether it exists is the reader's question, with its exit code

fail_on = click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "never"]),
    default="never",
    show_default=True,
    help="Exit with 1 when there is a finding this grave or graver.",
)
as_json = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object on stdout and nothing else."
)
folder = click.argument("folder", metavar="DIR", type=PLACE)
row_id = click.argument("row_id", metavar="ID", nargs=-1, required=True)
