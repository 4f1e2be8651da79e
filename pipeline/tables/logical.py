"""Logical tables: rows stitched across pages, columns named by their fields."""

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
    """The cell of a field: its printed lines and their joins."""

    field: str  # key of a column of the profile, of a level, or of an unknown column
    lines: tuple[Line, ...]
    joins: tuple[Join, ...]  # one fewer than lines
    pieces: tuple[tuple[int, Box], ...]  # page and box of each part of the cell
    shaded: bool = False  # whether most of it is filled with a colour

    @property
    def glues(self) -> tuple[str, ...]:
        """The glues between consecutive lines: "" or a space."""
        return tuple(join.glue for join in self.joins)

    @property
    def text(self) -> str:
        """The text of the cell with joined lines; spaces as printed."""
        return text_of(self.lines, self.glues)


@dataclass(frozen=True, slots=True)
class Stitch:
    """The stitch of a row cut by a page break."""

    page: int  # page of the remainder
    remainder: str
    reason: str
    confidence: float


@dataclass(frozen=True, slots=True)
class LogicalRow:
    """A row of a table, with its parts on all pages."""

    cells: tuple[LogicalCell, ...]
    pieces: tuple[tuple[int, Box], ...]  # page and box of each part of the row
    stitches: tuple[Stitch, ...]
    shared: tuple[str, ...]  # fields whose cells are merged with those of the row above
    sums: bool = False  # whether it is a row of sums, with its label in the cell `label`

    def cell(self, field: str) -> LogicalCell | None:
        """The cell of a field; None where the table has no such column."""
        for cell in self.cells:
            if cell.field == field:
                return cell
        return None


@dataclass(frozen=True, slots=True)
class LogicalTable:
    """Consecutive rows of one kind, between two headings."""

    kind: str
    shape: int  # index of the table in the profile; -1 for unknown tables
    header: tuple[tuple[HeaderCell, tuple[Join, ...]], ...]  # headers of its columns
    rows: tuple[LogicalRow, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A block of running text with joined lines."""

    block: Block
    joins: tuple[Join, ...]
    repeated: bool  # a repetition at the top of a page
    level: str | None = None  # role of the level that it names

    @property
    def text(self) -> str:
        """The text with joined lines; spaces as printed."""
        return text_of(self.block.lines, tuple(join.glue for join in self.joins))


@dataclass(frozen=True, slots=True)
class Words:
    """Numbers of the document's words by destination."""

    cell: int
    header: int
    heading: int
    paragraph: int
    furniture: int
    unaccounted: int


@dataclass(frozen=True, slots=True)
class Assembly:
    """The interpreted document: text and tables in order."""

    flow: Iterable[Heading | LogicalTable]  # can be iterated only once
    rows: int  # number of rows of all tables
    words: Words
    layers: tuple[Layer, ...]  # boxes in coordinates of the displayed pages
    pages: tuple[PageFacts, ...]
