"""The layout of a page: fragments of tables and blocks of running text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pipeline.model.geometry import Box
from pipeline.text.page import Line, PageFacts


class Cell(NamedTuple):
    """A cell of a fragment: its first row and column, its spans, and its lines."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box
    lines: tuple[Line, ...]
    shaded: bool = False  # whether most of it is filled with a colour


@dataclass(frozen=True, slots=True)
class Fragment:
    """The part of a table on one page."""

    page: int
    box: Box
    borders: tuple[float, ...]  # x of the column borders, left to right: columns + 1
    rows: tuple[float, ...]  # y of the row borders, top to bottom: rows + 1
    cells: tuple[Cell, ...]  # by row, then column
    open_foot: bool  # whether there is no rule under its last row


@dataclass(frozen=True, slots=True)
class Block:
    """A block of running text outside of tables."""

    kind: str  # heading, paragraph, bullet, furniture, contents (an entry of their table)
    lines: tuple[Line, ...]

    @property
    def page(self) -> int:
        """The first page."""
        return self.lines[0].page


@dataclass(frozen=True, slots=True)
class Layout:
    """The layout of a page: fragments and blocks in reading order."""

    facts: PageFacts
    items: tuple[Fragment | Block, ...]
