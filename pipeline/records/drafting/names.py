"""Collects names from a document's lists, for lists printed without commas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import regex

from pipeline.model.strings import tidy
from pipeline.records.drafting.sheets import Filled
from pipeline.records.drafting.thresholds import DRAFTING
from pipeline.text.page import Line

if TYPE_CHECKING:
    from pipeline.records.drafting.draft_tables import Table

_LISTS = {"funding": "sources", "responsible": "bodies"}


def names_in(tables: Iterable[Table]) -> dict[str, list[str]]:
    """The names of sources and bodies, where some cells list them line by line."""
    found: dict[str, Counter[str]] = {"sources": Counter(), "bodies": Counter()}
    listed = {"sources": 0, "bodies": 0}
    for table in tables:
        for at, role in enumerate(table.roles):
            name = _LISTS.get(role.field)
            if name is None:
                continue
            for item in table.sheet.columns[at]:
                pieces = list(_pieces(item))
                listed[name] += len(pieces) > 1
                for piece in pieces:
                    parts = [part.strip() for part in regex.split(r"[,;/]", piece)]
                    found[name].update(part for part in parts if _is_name(part))
    return {
        name: sorted(text for text, _ in own.items()) if listed[name] else []
        for name, own in found.items()
    }


def _is_name(text: str) -> bool:
    return (1 < len(text) <= DRAFTING.names.longest and text[0].isupper()) or text[:1] in '„“"'


def _pieces(item: Filled) -> Iterator[str]:
    """The paragraphs of a cell, split where a line ends although the next word would have
    fitted.
    """
    lines = item.cell.lines
    own: list[str] = []
    for number, line in enumerate(lines):
        own.append(line.text)
        after = lines[number + 1] if number + 1 < len(lines) else None
        if after is None or _ends_early(line, after, item):
            text = tidy(" ".join(own))
            if text:
                yield text
            own = []


def _ends_early(line: Line, after: Line, item: Filled) -> bool:
    """Whether the first word of the next line would have fitted on this one."""
    if line.text.rstrip().endswith((",", ";", "/", "-")) or not after.text[:1].isupper():
        return False
    first = after.text.split(" ")[0]
    width = after.edges[min(len(first), len(after.edges) - 1)] - after.box.x0
    limits = DRAFTING.names
    padding = max(line.box.x0 - item.cell.box.x0, limits.padding)
    right = item.cell.box.x1 - padding - limits.exactly
    return line.box.x1 + limits.blank * line.size + width < right
