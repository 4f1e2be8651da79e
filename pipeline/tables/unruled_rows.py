"""Splits unruled rows: each of several ids in the column of ids begins a row."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

import regex

from pipeline.layout.fragment import Cell, Fragment
from pipeline.model.geometry import Box
from pipeline.tables.thresholds import TABLES
from pipeline.text.page import Line

_ID = regex.compile(r"(?:\p{L}{1,3}\.?\s?)?\d{1,3}(?:\.\d{1,3})*\.?")  # `A 1.12.`, `7.`
_NUMBER = regex.compile(r"\d+")


def parted(
    fragment: Fragment, row: int, column: int | None, is_key: Callable[[str], bool]
) -> Fragment:
    """The fragment with a row split into as many as it has lines that are ids.

    Rows are split at the highest white strip between their ids; if all are equally high, directly
    above the second id. Rows with cells that span others are not split.
    """
    touching = [cell for cell in fragment.cells if cell.row <= row < cell.row + cell.rows]
    ids = [
        line
        for cell in touching
        if cell.column == column and cell.columns == 1
        for line in cell.lines
        if is_key(line.text)
    ]
    if len(ids) < 2 or any(cell.rows > 1 for cell in touching):
        return fragment
    lines = [line for cell in touching for line in cell.lines]
    cuts = [_cut(lines, above, below) for above, below in itertools.pairwise(ids)]
    if _ids_are_first_lines(lines, ids, cuts):
        cuts.insert(0, ids[0].box.top - TABLES.unruled_rows.tie)
    return cut_at(fragment, row, cuts)


def cut_at(fragment: Fragment, row: int, cuts: Sequence[float]) -> Fragment:
    """The fragment with a row, none of whose cells span others, split at the given heights."""
    sides = [fragment.rows[row], *cuts, fragment.rows[row + 1]]
    cells: list[Cell] = []
    for cell in fragment.cells:
        if cell.row < row:
            cells.append(cell)
        elif cell.row > row:
            cells.append(cell._replace(row=cell.row + len(cuts)))
        else:
            cells.extend(_pieces(cell, sides))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    rows = (*fragment.rows[:row], *sides, *fragment.rows[row + 2 :])
    return replace(fragment, rows=rows, cells=tuple(cells))


def parted_by_ids(fragment: Fragment) -> Fragment:
    """The fragment of an unknown table, with rows split that have several ids in their first
    column. Ids on consecutive lines are a list in one cell; those of rows are further apart.
    """
    row = 0
    while row < len(fragment.rows) - 1:
        cell = next((c for c in fragment.cells if c.row == row and c.column == 0), None)
        if cell is not None and _holds_rows(cell):
            fragment = parted(fragment, row, 0, _is_id)
        row += 1
    return fragment


def _is_id(text: str) -> bool:
    return _ID.fullmatch(text.strip()) is not None


def _holds_rows(cell: Cell) -> bool:
    if len(cell.lines) < 2 or not all(_is_id(line.text) for line in cell.lines):
        return False
    numbers = [tuple(map(int, _NUMBER.findall(line.text))) for line in cell.lines]
    steps = [b.box.top - a.box.top for a, b in itertools.pairwise(cell.lines)]
    ascend = all(a < b for a, b in itertools.pairwise(numbers))
    return ascend and max(steps) > TABLES.unruled_rows.apart * cell.lines[0].size


def _ids_are_first_lines(lines: Sequence[Line], ids: Sequence[Line], cuts: Sequence[float]) -> bool:
    """Whether ids are at the top of their rows with text above the first one, which is the end of
    another row.
    """
    limits = TABLES.unruled_rows
    if not any(line.box.bottom <= ids[0].box.top + limits.tie for line in lines):
        return False
    sides = [ids[0].box.top - limits.tie, *cuts, float("inf")]
    for own, (start, end) in zip(ids, itertools.pairwise(sides), strict=True):
        tops = [line.box.top for line in lines if start <= line.box.top < end]
        if own.box.top - min(tops, default=own.box.top) > limits.level * own.size:
            return False
    return True


def _cut(lines: Sequence[Line], above: Line, below: Line) -> float:
    """The height at which the rows of two ids are split."""
    limits = TABLES.unruled_rows
    between = sorted(
        (line.box.top, line.box.bottom)
        for line in lines
        if line.box.bottom > above.box.top and line.box.top < below.box.bottom
    )
    strips: list[tuple[float, float]] = []
    bottom = between[0][1]
    for top, end in between:
        if top > bottom and bottom > above.box.top and top <= below.box.top + limits.tie:
            strips.append((bottom, top))
        bottom = max(bottom, end)
    if not strips:
        return below.box.top - limits.tie
    highest = max(end - start for start, end in strips)
    start, end = [strip for strip in strips if strip[1] - strip[0] >= highest - limits.tie][-1]
    return (start + end) / 2


def _pieces(cell: Cell, sides: Sequence[float]) -> list[Cell]:
    lines: list[list[Line]] = [[] for _ in sides[1:]]
    for line in cell.lines:
        lines[bisect_right(sides[1:-1], (line.box.top + line.box.bottom) / 2)].append(line)
    return [
        cell._replace(
            row=cell.row + number,
            box=Box(cell.box.x0, top, cell.box.x1, bottom),
            lines=tuple(lines[number]),
        )
        for number, (top, bottom) in enumerate(itertools.pairwise(sides))
    ]
