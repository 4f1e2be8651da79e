"""Options that several commands share, declared once."""

from __future__ import annotations

import os
from pathlib import Path

import click

from pipeline.errors import UsageError

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
engine = click.option(
    "--engine",
    type=click.Choice(["pdfium", "pdfplumber"]),
    default="pdfium",
    show_default=True,
    help="Library that reads the PDF; both give the same tables.",
)
PASSWORD = "RICPLAN_PASSWORD"  # an environment variable; command lines are for all to see
password_file = click.option(
    "--password-file",
    type=PLACE,
    metavar="FILE",
    help=f"File whose first line opens the PDF; else the variable {PASSWORD}.",
)


def password(file: Path | None) -> str | None:
    """The password of an encrypted PDF: from the file, else from the environment, else none."""
    if file is None:
        return os.environ.get(PASSWORD) or None
    try:
        return file.read_text(encoding="utf-8").partition("\n")[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"The password file {file} cannot be read.", f"{error}.", "Check its path and content."
        ) from error
