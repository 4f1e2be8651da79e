"""Output of commands: messages on stderr, results on stdout."""

from __future__ import annotations

import dataclasses
import json
import os
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from pipeline.model.numbers import counted
from pipeline.model.strings import for_terminal

COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}

SEVERITIES = {"error": "kļūda", "warning": "brīdinājums", "info": "piezīme"}
_COUNTED = {
    "error": ("kļūdu", SEVERITIES["error"], "kļūdas"),
    "warning": ("brīdinājumu", SEVERITIES["warning"], "brīdinājumi"),
    "info": ("piezīmju", SEVERITIES["info"], "piezīmes"),
}

_level = 0  # -1 quiet, 0 usual, 1 verbose


def set_level(level: int) -> None:
    """Set the verbosity: -1 for --quiet, 1 for --verbose, 0 for neither."""
    global _level
    _level = level


def say(text: str = "") -> None:
    """Print a message on stderr; colours are stripped where it is not a terminal."""
    if _level >= 0:
        click.echo(text, err=True)


def detail(text: str) -> None:
    """Print a message only with --verbose."""
    if _level > 0:
        click.echo(text, err=True)


def colour() -> bool | None:
    """False where NO_COLOR is set (https://no-color.org); None leaves the choice to click."""
    return False if os.environ.get("NO_COLOR") else None


def show(text: str, **style: Any) -> None:
    """Print a line with text of a PDF on stdout; control characters are replaced."""
    click.echo(click.style(for_terminal(text), **style))


def on_terminal() -> bool:
    """Whether stderr is a terminal: bars and tables are drawn only there."""
    return _level >= 0 and sys.stderr.isatty()


def emit(value: object) -> None:
    """Print one JSON object on stdout, in UTF-8 whatever the locale."""
    text = json.dumps(value, ensure_ascii=False, indent=2, default=_plain)
    # A file name may hold bytes that are not UTF-8; in JSON they become escapes.
    click.echo((text + "\n").encode("utf-8", "backslashreplace"), nl=False)


def record(row: Any) -> dict[str, Any]:
    """A row of a table as a dictionary."""
    return dataclasses.asdict(row)


def severities(counts: dict[str, int]) -> str:
    """Numbers of findings by severity as text, coloured where not zero."""
    parts = []
    for severity, forms in _COUNTED.items():
        number = counts.get(severity, 0)
        words = counted(number, forms)
        parts.append(click.style(words, fg=COLOURS[severity]) if number else words)
    return ", ".join(parts)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return float(value)  # 14 digits with 2 decimals survive the round trip through a double
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
