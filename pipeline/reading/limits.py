"""Limits per document: error messages, and raising limits."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from pipeline.model.errors import LimitError, UsageError
from pipeline.store.params import PARAMS, Limits

_UNITS = {
    "file_mb": "MB for a file",
    "pages": "pages",
    "page_points": "points for a side of a page",
    "objects_per_page": "objects on a page",
    "inflated_mb": "MB for a stream of the PDF once inflated",
    "seconds": "seconds for reading a document",
    "memory_mb": "MB of memory for reading a document",
}
NAMES = tuple(_UNITS)


def exceeded(seen: str, name: str, limits: Limits) -> LimitError:
    """The error for an exceeded limit; `seen` is a sentence on what exceeded it."""
    value = getattr(limits, name)
    return LimitError(
        seen,
        f"The limit is {value} {_UNITS[name]}.",
        f"If you trust the file, raise it with --limit {name}=N or as limits.{name} in {PARAMS}.",
    )


def raised(limits: Limits, given: Iterable[str]) -> Limits:
    """The limits, overridden by those given as `name=number`. UsageError for any other text."""
    values: dict[str, int] = {}
    for text in given:
        name, _, number = text.partition("=")
        if name not in NAMES or not number.isdecimal() or int(number) == 0:
            raise UsageError(
                f"--limit {text} is no limit and its value.",
                f"The limits are: {', '.join(NAMES)}.",
                "Write one of them, = and a whole number above 0, such as --limit seconds=1200.",
            )
        values[name] = int(number)
    return dataclasses.replace(limits, **values)
