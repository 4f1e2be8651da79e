"""Options that several commands share, declared once."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands.terminal import set_level
from pipeline.model.errors import UsageError
from pipeline.reading import ENGINES

if TYPE_CHECKING:
    from pipeline.store.params import Limits

PLACE = click.Path(
    path_type=Path
)  # existence is checked by the reader, which has its own exit code

fail_on = click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "never"]),
    default="never",
    show_default=True,
    help="Exit with 1 when there is a finding of at least this severity.",
)
as_json = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object on stdout and nothing else."
)
folder = click.argument("folder", metavar="DIR", type=PLACE)
as_of = click.option("--as-of", metavar="DATE", help="Date of reporting, such as 31.12.2026.")
row_id = click.argument("row_id", metavar="ID", nargs=-1, required=True)
engine = click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default=ENGINES[0],
    show_default=True,
    help="Library that reads the PDF; both give the same tables.",
)
cross_check = click.option(
    "--cross-check",
    is_flag=True,
    help="Read everything with both libraries, not only doubtful words; each "
    "disagreement is a finding.",
)
limit = click.option(
    "--limit",
    "limit",
    multiple=True,
    metavar="NAME=N",
    help="Raise or lower a limit of params.yaml, such as seconds=1200; may be repeated.",
)
ocr = click.option(
    "--ocr",
    is_flag=True,
    help="Recognise scanned pages with Tesseract and its Latvian language data.",
)
corrections = click.option(
    "--corrections",
    type=PLACE,
    metavar="FILE",
    help="File of corrections, or folder of <doc_id>.toml; by default the one beside the register.",
)


def loudness() -> list[click.Parameter]:
    """The options -q and -v, which every command has."""

    def set_verbosity(level: int) -> Callable[[click.Context, click.Parameter, bool], None]:
        return lambda ctx, parameter, given: set_level(level) if given else None

    flag = {"is_flag": True, "expose_value": False}
    return [
        click.Option(
            ["-q", "--quiet"],
            **flag,
            callback=set_verbosity(-1),
            help="Print only errors on stderr.",
        ),
        click.Option(
            ["-v", "--verbose"], **flag, callback=set_verbosity(1), help="Print progress messages."
        ),
    ]


PASSWORD = (
    "RICPLAN_PASSWORD"  # environment variable: the command line would be visible to other users
)
password_file = click.option(
    "--password-file",
    type=PLACE,
    metavar="FILE",
    help=f"File whose first line opens the PDF; else the variable {PASSWORD}.",
)


def limits(given: tuple[str, ...]) -> Limits:
    """The limits of the project, overridden by those of --limit."""
    from pipeline.reading.limits import raised
    from pipeline.store import params

    return raised(params.load().limits, given)


def password(file: Path | None) -> str | None:
    """The password of an encrypted PDF: from the file, else from the environment, else None."""
    if file is None:
        return os.environ.get(PASSWORD) or None
    try:
        return file.read_text(encoding="utf-8").partition("\n")[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"The password file {file} cannot be read.", f"{error}.", "Check its path and content."
        ) from error
