"""The lines of entries in TOML files, for messages."""

from __future__ import annotations

from collections.abc import Sequence

import regex

_LIST_ITEM = {"tables": r"^\s*\[\[tables\]\]", "columns": r"\bfield\s*="}


def line_of(text: str, path: Sequence[str | int]) -> int | None:
    """The line (from 1) of an entry; None where no part of its path is found.

    `path` has the names of the tables and the entry, and list indices from 0; its last part may be
    a word of the entry's value.
    """
    lines = [line.partition(" #")[0] for line in text.splitlines()]
    at: int | None = None
    before = ""
    for step in path:
        if isinstance(step, int):
            mark, nth = _LIST_ITEM.get(before, "$^"), step
        else:
            mark, nth = rf"(?<![\p{{L}}\p{{N}}_]){regex.escape(step)}(?![\p{{L}}\p{{N}}_])", 0
            before = step
        start = at or 0
        found = [
            number
            for number, line in enumerate(lines[start:], start)
            if not line.lstrip().startswith("#") and regex.search(mark, line)
        ]
        if nth < len(found):
            at = found[nth]
    return None if at is None else at + 1
