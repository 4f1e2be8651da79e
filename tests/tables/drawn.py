"""Fragments of tables out of rows of texts, and what is put together from them."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.layout.fragment import Block, Cell, Fragment, Layout
from pipeline.model.geometry import Box
from pipeline.model.profile import Profile
from pipeline.model.strings import tidy
from pipeline.tables.logical import LogicalTable
from pipeline.tables.row_assembly import assemble
from pipeline.text.page import Line, PageFacts

UP, LEFT = "^", "<"  # a place that belongs to the cell above it, or to the one at its left
WIDTH, HEIGHT = 100.0, 20.0  # of a place, in points


def line(text: str, page: int = 1, box: Box | None = None, bold: bool = False) -> Line:
    own = box or Box(0.0, 0.0, WIDTH, 10.0)
    edges = tuple(own.x0 + index for index in range(len(text) + 1))
    return Line(text=text, page=page, box=own, size=8.0, bold=bold, blank=True, edges=edges)


def fragment(rows: Sequence[Sequence[str]], page: int = 1) -> Fragment:
    """A fragment with a cell for each text; lines are parted by a line break."""
    count = len(rows[0])
    cells: list[Cell] = []
    for top, row in enumerate(rows):
        for left, text in enumerate(row):
            if text in (UP, LEFT):
                continue
            right = left + 1
            while right < count and row[right] == LEFT:
                right += 1
            bottom = top + 1
            while bottom < len(rows) and rows[bottom][left] == UP:
                bottom += 1
            box = Box(WIDTH * left, HEIGHT * top, WIDTH * right, HEIGHT * bottom)
            lines = tuple(line(part, page, box) for part in text.split("\n") if part)
            cells.append(Cell(top, left, bottom - top, right - left, box, lines))
    borders = tuple(WIDTH * place for place in range(count + 1))
    heights = tuple(HEIGHT * place for place in range(len(rows) + 1))
    return Fragment(
        page, Box(0.0, 0.0, borders[-1], heights[-1]), borders, heights, tuple(cells), False
    )


def heading(text: str, page: int = 1) -> Block:
    return Block("heading", (line(text, page, bold=True),))


def tables_of(profile: Profile, *pages: Sequence[Fragment | Block]) -> list[LogicalTable]:
    """The tables that pages of fragments and headings hold."""
    layouts = [
        Layout(
            PageFacts(number, 600.0, 800.0, 0, sum(map(_words, items)), 0, 0.0, str(number), None),
            tuple(items),
        )
        for number, items in enumerate(pages, 1)
    ]
    assembly = assemble(layouts, profile)
    assert assembly.words.unaccounted == 0
    return [item for item in assembly.flow if isinstance(item, LogicalTable)]


def _words(item: Fragment | Block) -> int:
    lines = item.lines if isinstance(item, Block) else [x for c in item.cells for x in c.lines]
    return sum(len(own.text.split()) for own in lines)


def shown(table: LogicalTable) -> list[dict[str, str]]:
    """The texts of a table's rows by field, empty cells left out."""
    return [
        {cell.field: tidy(cell.text) for cell in row.cells if tidy(cell.text)} for row in table.rows
    ]
