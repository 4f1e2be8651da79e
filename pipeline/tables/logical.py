"""Tables as they were meant: rows put together across pages, columns named by their fields."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.layout.fragment import Block
from pipeline.model.geometry import Box
from pipeline.store.layers import Layer
from pipeline.tables.headers import HeaderCell
from pipeline.tables.line_joins import Join, text_of
from pipeline.text.page import Line, PageFacts


@dataclass(frozen=True, slots=True)
class LogicalCell:
    """The cell of one field: its printed lines and what stands between them."""

    field: str  # key of the profile's column, a level, or of an unknown one
    lines: tuple[Line, ...]
    joins: tuple[Join, ...]  # one fewer than lines
    pieces: tuple[tuple[int, Box], ...]  # page and box of each piece of the cell
    shaded: bool = False  # most of it is filled with a colour

    @property
    def glues(self) -> tuple[str, ...]:
        """What stands between consecutive lines: "" or a blank."""
        return tuple(join.glue for join in self.joins)

    @property
    def text(self) -> str:
        """The whole cell, lines joined; blanks still as printed."""
        return text_of(self.lines, self.glues)


@dataclass(frozen=True, slots=True)
class Stitch:
    """A row put together again across a page break."""

    page: int  # of the remainder
    remainder: str
    reason: str
    confidence: float


@dataclass(frozen=True, slots=True)
class LogicalRow:
    """A row of a table, whole again."""

    cells: tuple[LogicalCell, ...]
    pieces: tuple[tuple[int, Box], ...]  # page and box of each piece of the row
    stitches: tuple[Stitch, ...]
    shared: tuple[str, ...]  # fields whose cell is merged with the row above
    sums: bool = False  # whether it holds sums: its label is the cell `label`

    def cell(self, field: str) -> LogicalCell | None:
        """The cell of that field; None where the table has no such column."""
        for cell in self.cells:
            if cell.field == field:
                return cell
        return None


@dataclass(frozen=True, slots=True)
class LogicalTable:
    """A stretch of rows of one kind, between two headings."""

    kind: str
    shape: int  # number of the table in the profile; -1 where the profile knows none
    header: tuple[tuple[HeaderCell, tuple[Join, ...]], ...]  # with what stands between its lines
    rows: tuple[LogicalRow, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A block of running text whose lines are joined."""

    block: Block
    joins: tuple[Join, ...]
    repeated: bool  # printed again at the head of a page
    level: str | None = None  # the role of the level whose row it names

    @property
    def text(self) -> str:
        """The whole text, blanks still as printed."""
        return text_of(self.block.lines, tuple(join.glue for join in self.joins))


@dataclass(frozen=True, slots=True)
class Words:
    """Where the words of the document went, by destination."""

    cell: int
    header: int
    heading: int
    paragraph: int
    furniture: int
    unaccounted: int


@dataclass(frozen=True, slots=True)
class Assembly:
    """A document read through: text and tables in its order."""

    flow: Iterable[Heading | LogicalTable]  # may be told only once
    rows: int  # of all tables
    words: Words
    layers: tuple[Layer, ...]  # on the pages as shown
    pages: tuple[PageFacts, ...]
