"""What is known while a document is read through: open tables, rows, levels, counted words."""

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
    """A block of running text, and the level whose row it names."""

    block: Block
    repeated: bool  # printed again at the head of a page
    level: str | None = None


@dataclass(slots=True)
class OpenTable:
    """A table whose rows are being put together."""

    kind: str
    shape: int
    header: tuple[HeaderCell, ...]
    rows: list[OpenRow]


@dataclass(slots=True)
class Progress:
    """What is known while reading on: the only mutable thing of this stage, and it stays in it."""

    profile: Profile
    flow: list[TextPart | OpenTable] = field(default_factory=list)
    columns: dict[int, Columns] = field(default_factory=dict)  # by shape
    last: int | None = None  # the shape of the last table
    table: OpenTable | None = None  # the one that rows go on with; None after a heading
    header: tuple[HeaderCell, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)  # level → id of its last heading
    levels: dict[str, OpenRow] = field(default_factory=dict)  # level → row in which its cell began
    repeated: set[str] = field(default_factory=set)  # levels whose cell later rows print again
    words: dict[str, int] = field(default_factory=dict)
    layers: list[Layer] = field(default_factory=list)

    def count(self, kind: str, page: int, box: Box, lines: Iterable[Line]) -> None:
        """Words of the lines go to `kind`, and the box to the layer of that name."""
        self.words[kind] = self.words.get(kind, 0) + sum(len(line.text.split()) for line in lines)
        self.layers.append(Layer(page, kind, *box))

    def end_table(self) -> None:
        """Close the open table: what follows does not continue it."""
        self.table = None
        self.levels.clear()

    def open_table(self, columns: Columns) -> OpenTable:
        """The table that rows of these columns go on with, begun where there is none."""
        if self.table is None or self.table.shape != columns.shape:
            header = self.header if columns.shape == self.last else ()
            self.table = OpenTable(columns.kind, columns.shape, header, [])
            self.flow.append(self.table)
        return self.table


def lines_text(lines: Iterable[Line]) -> str:
    """The words of lines, in one line."""
    return " ".join(line.text for line in lines)


def piece_of(fragment: Fragment, cell: Cell) -> Piece:
    """A cell as a piece of a row's cell."""
    return Piece(fragment.page, cell.box, cell.lines, cell.shaded)


def row_box(fragment: Fragment, row: int, end: int) -> Box:
    """The box of the rows from `row` up to `end`."""
    return Box(fragment.borders[0], fragment.rows[row], fragment.borders[-1], fragment.rows[end])
