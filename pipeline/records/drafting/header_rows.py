"""Detects headers of unknown tables: where they begin, their rows, and the columns' names."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from pipeline.layout.fragment import Cell, Fragment
from pipeline.model.strings import tidy
from pipeline.records.drafting import vocabulary
from pipeline.records.drafting.content import is_principles
from pipeline.records.drafting.thresholds import DRAFTING
from pipeline.tables.sums import is_sum
from pipeline.tables.thresholds import TABLES

ID = regex.compile(r"\p{L}{0,12}[-. ]?\s?\d+(?:\.\d+)*[.)]?")
"""A pattern of possible ids of a level."""
VALUE = regex.compile(r"[\s\d.,–—-]+(?:EUR|%|gads|gadi|g\.?)?|[xX+–—-]")
"""A pattern of values that are not headers: an amount, a share, a year, a mark."""

_LONE_YEAR = regex.compile(r"(?:19|20)\d\d\.?\s*(?:gads|gadā|g\.?)?")
_PERIOD = regex.compile(r"(?:19|20)\d\d\D{1,6}(?:19|20)\d\d|\d{1,2}\.\d{1,2}\.\d{4}")
_HEADS = tuple(
    role for role in vocabulary.roles() if role not in ("base", "target", "long", "source", "unit")
)


def header_at(
    fragment: Fragment, by_row: dict[int, list[Cell]], row: int, inside: bool
) -> tuple[tuple[tuple[str, ...], ...], int, bool] | None:
    """The header that begins at a row: the path of each column, the number of its rows, and whether
    it is bold; None where there is none. `inside`: the row is below rows of the table.
    """
    count = len(fragment.borders) - 1
    if count < 2:
        return None
    depth = _depth(fragment, by_row, row)
    if depth is None:
        return None
    paths: list[list[str]] = [[] for _ in range(count)]
    for below in range(row, row + depth):
        for cell in sorted(by_row.get(below, []), key=lambda cell: cell.column):
            text = tidy(" ".join(line.text for line in cell.lines))
            for column in range(cell.column, min(cell.column + cell.columns, count)):
                if text and text not in paths[column][-1:]:
                    paths[column].append(text)
    texts = [" / ".join(path) for path in paths]
    lines = [
        line for at in range(row, row + depth) for cell in by_row.get(at, []) for line in cell.lines
    ]
    bold = all(line.bold for line in lines)
    principles = not inside and is_principles(tuple(texts))
    if not principles and not _is_header(texts, inside, bold):
        return None
    return tuple(map(tuple, paths)), depth, bold


def head_columns(texts: Sequence[str]) -> bool:
    """Whether texts, one per column, are headers."""
    return _is_header(texts, False, False)


def _is_header(texts: Sequence[str], inside: bool, bold: bool) -> bool:
    """Whether texts are headers of columns; `inside`: they are below rows of a table."""
    limits = DRAFTING.header_rows
    printed = [text for text in texts if text]
    if len(texts) > limits.few and len(printed) < limits.full * len(texts):
        return False  # the remainder of a row
    if inside and (len(printed) < limits.inside or len(printed) < len(texts) or not bold):
        return False
    if len(printed) < limits.least or max(len(text) for text in printed) > limits.longest:
        return False
    if ID.fullmatch(printed[0]) or is_sum(printed[0]) or any(map(_is_value, printed)):
        return False
    known = [
        text for text in printed if vocabulary.best(text, vocabulary.roles())[1] >= limits.sure
    ]
    words = [vocabulary.explained(text) for text in printed]
    if sum(own for own, _ in words) < limits.explained * sum(all_ for _, all_ in words):
        return False
    heads = {vocabulary.best(text, _HEADS)[0] for text in known} - {""}
    return len(known) >= limits.least and len(known) >= limits.named * len(printed) and bool(heads)


def _is_value(text: str) -> bool:
    """Whether a text is a value rather than a header: an amount, a period, a dash, items."""
    last = text.rsplit(" / ", 1)[-1]
    if VALUE.fullmatch(last) and not _LONE_YEAR.fullmatch(last):
        return True
    return bool(_PERIOD.search(text)) and vocabulary.explained(text)[0] < 2


def _depth(fragment: Fragment, by_row: dict[int, list[Cell]], row: int) -> int | None:
    """The number of rows of a header: until no cell spans further rows, and all cells that span
    columns have cells below them.
    """
    last = len(fragment.rows) - 1
    whole = len(fragment.borders) - 1
    depth = 1
    while True:
        cells = [cell for at in range(row, row + depth) for cell in by_row.get(at, [])]
        wanted = max((cell.row + cell.rows - row for cell in cells), default=1)
        foot = [cell for cell in cells if cell.row + cell.rows == row + depth]
        if any(cell.columns > 1 and cell.lines for cell in foot):
            if any(cell.columns == whole and cell.lines for cell in foot):
                return None
            wanted = max(wanted, depth + 1)
        if wanted <= depth:
            return depth
        depth = wanted
        if depth > TABLES.headers.deepest or row + depth > last:
            return None
