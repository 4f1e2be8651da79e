"""What commands say: messages on stderr, results on stdout."""

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
    """How much is said from now on: -1 for --quiet, 1 for --verbose, 0 for neither."""
    global _level
    _level = level


def say(text: str = "") -> None:
    """A message for a person, on stderr; colours are taken out when it is no terminal."""
    if _level >= 0:
        click.echo(text, err=True)


def detail(text: str) -> None:
    """A message that is said only with --verbose."""
    if _level > 0:
        click.echo(text, err=True)


def colour() -> bool | None:
    """False where nobody wants colours (https://no-color.org); None leaves it to the terminal."""
    return False if os.environ.get("NO_COLOR") else None


def show(text: str, **style: Any) -> None:
    """A line with text of a PDF, on stdout: control characters must not steer the terminal."""
    click.echo(click.style(for_terminal(text), **style))


def on_terminal() -> bool:
    """Whether someone watches: bars and tables are drawn only then."""
    return _level >= 0 and sys.stderr.isatty()


def emit(value: object) -> None:
    """One machine-readable object on stdout: JSON in UTF-8, whatever the locale says."""
    text = json.dumps(value, ensure_ascii=False, indent=2, default=_plain)
    # A file name may hold bytes that are no UTF-8: in JSON their escape means just them.
    click.echo((text + "\n").encode("utf-8", "backslashreplace"), nl=False)


def record(row: Any) -> dict[str, Any]:
    """A row of a table as a dictionary."""
    return dataclasses.asdict(row)


def severities(counts: dict[str, int]) -> str:
    """How many findings of each severity there are, in words, coloured where there are some."""
    parts = []
    for severity, forms in _COUNTED.items():
        number = counts.get(severity, 0)
        words = counted(number, forms)
        parts.append(click.style(words, fg=COLOURS[severity]) if number else words)
    return ", ".join(parts)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return float(value)  # 14 digits with 2 places: a double holds every one of them
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
