"""Headers printed again on the next page, with the remainder of a row in their cells: where no rule
is drawn below the header there, both look like one row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pipeline.layout.fragment import Cell, Fragment, Layout
from pipeline.tables.thresholds import TABLES
from pipeline.tables.unruled_rows import cut_at

Texts = tuple[tuple[str, ...], ...]  # the lines of each cell of a header


def with_headers_parted(layouts: Iterable[Layout]) -> Iterator[Layout]:
    """The pages of a document in order, each such remainder as a row of its own."""
    seen: dict[Texts, set[Texts]] = {}  # headers, and the rows below each
    for layout in layouts:
        items = []
        for item in layout.items:
            if isinstance(item, Fragment):
                item = _parted(item, seen)
                texts = _texts(item)
                if texts and len(item.rows) > 2:
                    seen.setdefault(texts, set()).add(_row_texts(item, 1))
            items.append(item)
        yield replace(layout, items=tuple(items))


def _first_row(fragment: Fragment) -> list[Cell]:
    """The cells of the first row, where each column has one of its own that holds something."""
    cells = [cell for cell in fragment.cells if cell.row == 0 and cell.rows == 1 and cell.lines]
    whole = len(cells) == len(fragment.borders) - 1 >= TABLES.headers_again.columns
    return cells if whole else []


def _texts(fragment: Fragment) -> Texts:
    return _row_texts(fragment, 0) if _first_row(fragment) else ()


def _row_texts(fragment: Fragment, row: int) -> Texts:
    return tuple(
        tuple(line.text for line in cell.lines) for cell in fragment.cells if cell.row == row
    )


def _parted(fragment: Fragment, seen: Mapping[Texts, set[Texts]]) -> Fragment:
    """The fragment with its first row cut below a header that was seen before, where more follows
    in its cells, and not but the lines that stood in a row of their own there.
    """
    cells, texts = _first_row(fragment), _texts(fragment)
    for known, below in seen.items():
        if len(known) != len(texts) or known == texts:
            continue
        rest = tuple(own[len(head) :] for own, head in zip(texts, known, strict=True))
        if rest in below:
            continue
        pairs = list(zip(cells, map(len, known), strict=True))
        if any(own[: len(head)] != head for own, head in zip(texts, known, strict=True)):
            continue
        foot = max(line.box.bottom for cell, count in pairs for line in cell.lines[:count])
        top = min(line.box.top for cell, count in pairs for line in cell.lines[count:])
        if top >= foot - TABLES.headers_again.over:
            return cut_at(fragment, 0, [(foot + top) / 2])
    return fragment
