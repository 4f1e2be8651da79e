"""A page taken apart: the fragments of its tables and the blocks of its running text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pipeline.model.geometry import Box
from pipeline.text.page import Line, PageFacts


class Cell(NamedTuple):
    """A cell of a fragment: its first row and column, how many it spans, and its lines."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box
    lines: tuple[Line, ...]
    shaded: bool = False  # most of it is filled with a colour


@dataclass(frozen=True, slots=True)
class Fragment:
    """The part of a table that stands on one page."""

    page: int
    box: Box
    borders: tuple[float, ...]  # x of the column borders, left to right: columns + 1
    rows: tuple[float, ...]  # y of the row borders, top to bottom: rows + 1
    cells: tuple[Cell, ...]  # by row, then column
    open_foot: bool  # no rule is drawn under its last row


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of running text that belong together, outside any table."""

    kind: str  # heading, paragraph, bullet, furniture, contents (an entry of their table)
    lines: tuple[Line, ...]

    @property
    def page(self) -> int:
        """The page on which it begins."""
        return self.lines[0].page


@dataclass(frozen=True, slots=True)
class Layout:
    """A page taken apart: fragments of tables and blocks of text in reading order."""

    facts: PageFacts
    items: tuple[Fragment | Block, ...]
