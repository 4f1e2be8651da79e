"""Cells with the level of their rows, merged or repeated, possibly cut by page breaks."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.layout.fragment import Cell, Fragment
from pipeline.model.strings import tidy
from pipeline.tables.columns import LEVELS, Columns
from pipeline.tables.progress import Progress, lines_text, piece_of
from pipeline.tables.stitching import OpenRow, level_goes_on


def take_level_cells(
    state: Progress,
    fragment: Fragment,
    columns: Columns,
    row: int,
    end: int,
    new: OpenRow,
    goes_on: bool,
) -> None:
    """The level cells that begin in a row; later rows of the same level have none.

    A merged cell that is cut by a page break continues in the row where it began, wherever its text
    is printed. `goes_on`: the row is the first of a fragment that continues a table.
    """
    for name in columns.levels:
        level = state.profile.level(name)
        places = columns.level_columns(name)
        cells = [
            cell
            for place in places
            for cell in fragment.cells
            if cell.column == place and row <= cell.row < end
        ]
        if level is None or not cells:
            continue
        began = state.levels.get(name)
        pieces = [piece_of(fragment, cell) for cell in cells if cell.lines]
        text = tidy(" ".join(lines_text(piece.lines) for piece in pieces))
        before = began.text(name) if began else ""
        if began is not None and goes_on:
            kind = level_goes_on(level, before, text)
            if kind == "more" and name not in state.repeated:  # otherwise a repetition
                began.cells[name].extend(pieces)
            if kind != "new":
                continue
        elif not text and not _cut_below(fragment, cells):
            continue  # empty below the value that it repeats
        elif began is not None and text and level_goes_on(level, before, text) == "same":
            state.repeated.add(name)
            continue
        new.cells[name] = pieces
        state.levels[name] = new
        state.repeated.discard(name)
        for narrower in LEVELS[: LEVELS.index(name)]:
            if state.levels.get(narrower) is not new:  # a cell that begins in this row continues
                state.levels.pop(narrower, None)


def _cut_below(fragment: Fragment, cells: Sequence[Cell]) -> bool:
    """Whether merged cells reach the bottom of a fragment, so that their text may be on the next
    page.
    """
    foot = len(fragment.rows) - 1
    return any(_merged(fragment, cell.column) and cell.row + cell.rows >= foot for cell in cells)


def _merged(fragment: Fragment, column: int) -> bool:
    """Whether a column has cells that span rows."""
    return any(cell.rows > 1 for cell in fragment.cells if cell.column == column)
