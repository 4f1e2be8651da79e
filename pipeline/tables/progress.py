"""State while a document is processed: open tables, rows, levels, counts of words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.layout.fragment import Block, Cell, Fragment
from pipeline.model.geometry import Box
from pipeline.model.profile import Profile
from pipeline.store.layers import Layer
from pipeline.tables.columns import Columns
from pipeline.tables.headers import HeaderCell
from pipeline.tables.stitching import OpenRow, Piece
from pipeline.text.page import Line


@dataclass(frozen=True, slots=True)
class TextPart:
    """A block of running text, and the level that it names."""

    block: Block
    repeated: bool  # a repetition at the top of a page
    level: str | None = None


@dataclass(slots=True)
class OpenTable:
    """A table under construction."""

    kind: str
    shape: int
    header: tuple[HeaderCell, ...]
    rows: list[OpenRow]


@dataclass(slots=True)
class Progress:
    """The state of this stage: the only mutable object, used in this stage only."""

    profile: Profile
    flow: list[TextPart | OpenTable] = field(default_factory=list)
    columns: dict[int, Columns] = field(default_factory=dict)  # by shape
    last: int | None = None  # the shape of the last table
    table: OpenTable | None = None  # the table that further rows belong to; None after a heading
    header: tuple[HeaderCell, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)  # level → id of its last heading
    levels: dict[str, OpenRow] = field(
        default_factory=dict
    )  # level → row with the start of its cell
    repeated: set[str] = field(default_factory=set)  # levels whose cells are repeated in later rows
    words: dict[str, int] = field(default_factory=dict)
    layers: list[Layer] = field(default_factory=list)

    def count(self, kind: str, page: int, box: Box, lines: Iterable[Line]) -> None:
        """Count the words of the lines as `kind`, and add the box to the layer of that name."""
        self.words[kind] = self.words.get(kind, 0) + sum(len(line.text.split()) for line in lines)
        self.layers.append(Layer(page, kind, *box))

    def end_table(self) -> None:
        """Close the open table, so that nothing continues it."""
        self.table = None
        self.levels.clear()

    def open_table(self, columns: Columns) -> OpenTable:
        """The open table for rows of these columns, created if there is none."""
        if self.table is None or self.table.shape != columns.shape:
            header = self.header if columns.shape == self.last else ()
            self.table = OpenTable(columns.kind, columns.shape, header, [])
            self.flow.append(self.table)
        return self.table


def lines_text(lines: Iterable[Line]) -> str:
    """The words of several lines as one text."""
    return " ".join(line.text for line in lines)


def piece_of(fragment: Fragment, cell: Cell) -> Piece:
    """A cell of a fragment as a part of a row's cell."""
    return Piece(fragment.page, cell.box, cell.lines, cell.shaded)


def row_box(fragment: Fragment, row: int, end: int) -> Box:
    """The box of the rows from `row` up to `end`."""
    return Box(fragment.borders[0], fragment.rows[row], fragment.borders[-1], fragment.rows[end])
