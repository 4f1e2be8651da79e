"""Rules that do not separate rows: only above and below a table, or under its header.

Whether the words between such rules are a table is decided by their alignment.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.layout.alignment import columns_of, gutters, rows_within, text_lines
from pipeline.layout.bands import Bands, HeaderWords, header_of, same_place
from pipeline.layout.sketch import Sketch
from pipeline.layout.thresholds import LAYOUT
from pipeline.text.page import Word


@dataclass(frozen=True, slots=True)
class _Table:
    """A table, the header index of each band (None for rows), and whether most of its words are in
    bands of several rows.
    """

    bands: Bands
    kinds: tuple[int | None, ...]
    framing: bool

    @property
    def headers(self) -> set[int]:
        return {kind for kind in self.kinds if kind is not None}

    @property
    def holding(self) -> int:
        """The number of bands with words."""
        return sum(map(bool, self.bands.words))

    @property
    def parts_rows(self) -> bool:
        """Whether a rule separates rows, or ends the table after a row."""
        pairs = zip(self.bands.words, self.kinds, strict=True)
        body = [bool(words) and kind is None for words, kind in pairs]
        return body[-1] or any(above and below for above, below in itertools.pairwise(body))

    def is_like(self, others: Sequence[_Table]) -> bool:
        """Whether one of the others is at the same place and does not have another header."""
        return any(
            same_place(self.bands.box, other.bands.box)
            and (not self.headers or not other.headers or bool(self.headers & other.headers))
            for other in others
        )


def frames_of(
    sketches: Sequence[Sketch], headers: Sequence[HeaderWords]
) -> list[tuple[Bands, ...]]:
    """The tables of each page whose few rules do not separate rows."""
    pages = [
        [(_table(bands, headers), boxed) for bands, boxed in sketch.bands if bands.words]
        for sketch in sketches
    ]
    tables = [table for page in pages for table, _ in page]
    ruled = [
        table for table in tables if table.holding > 1 and table.parts_rows and not table.framing
    ]
    many = [table for table in ruled if table.holding >= LAYOUT.frames.ruled]
    ruled = _different(ruled)
    known = [*many, *(table for table in tables if table.headers and table.is_like(ruled))]
    known = _different(known)
    return [
        tuple(table.bands for table, boxed in page if not boxed and _is_frame(table, known))
        for page in pages
    ]


def _table(bands: Bands, headers: Sequence[HeaderWords]) -> _Table:
    framed = sum(len(words) for words in bands.words if _holds_rows(words))
    framing = framed > sum(map(len, bands.words)) / 2
    return _Table(bands, tuple(header_of(words, headers) for words in bands.words), framing)


def _different(tables: Sequence[_Table]) -> list[_Table]:
    """The tables without those with the same sides and headers as another, since long plans have
    many.
    """
    sides = {
        (round(table.bands.box.x0), round(table.bands.box.x1), frozenset(table.headers)): table
        for table in tables
    }
    return list(sides.values())


def _is_frame(table: _Table, known: Sequence[_Table]) -> bool:
    """Whether the rules of a table do not separate its rows; `known` are tables with a known header
    or many rules, which it may continue.
    """
    if table.holding > 1 and table.framing:
        return True
    return not (table.holding > 1 and table.parts_rows) and not table.is_like(known)


def _holds_rows(words: Sequence[Word]) -> bool:
    lines = text_lines(words)
    several = [line for line in lines if len(line.cells) > 1]
    if len(several) < LAYOUT.frames.framed:
        return False
    borders = [(start + end) / 2 for start, end in gutters(lines)]
    leading = [line for line in several if columns_of(line.cells[0], borders)[0] == 0]
    return len(leading) >= LAYOUT.frames.framed or len(rows_within(words, borders)) > 1
