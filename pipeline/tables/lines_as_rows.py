"""Splits unruled rows of unknown tables in which each line of numbers is a row.

Only for `ricplan tables`; in plans, rows are separated by rules.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

import regex

from pipeline.layout.alignment import TextLine, row_starts
from pipeline.layout.fragment import Cell, Fragment
from pipeline.tables.thresholds import TABLES
from pipeline.tables.unruled_rows import cut_at
from pipeline.text.page import Line, Word

_VALUE = regex.compile(
    r"[\d\s.,:%()$€+*†‡#<>/–—-]+\p{L}?"
)  # numbers, and placeholders for missing ones
_DIGIT = regex.compile(r"\d")


def parted_by_lines(fragment: Fragment) -> Fragment:
    """The fragment with such rows split: where only columns are ruled, aligned lines with numbers
    are rows.
    """
    row = 0
    while row < len(fragment.rows) - 1:
        cells = [cell for cell in fragment.cells if cell.row <= row < cell.row + cell.rows]
        rows = _rows(cells, fragment.borders) if all(cell.rows == 1 for cell in cells) else []
        if len(rows) > 1:
            cuts = [
                (max(ln.box.bottom for ln in above) + min(ln.box.top for ln in below)) / 2
                for above, below in itertools.pairwise(rows)
            ]
            fragment = cut_at(fragment, row, cuts)
        row += max(len(rows), 1)
    return fragment


def parted_beside_rows(fragment: Fragment) -> Fragment:
    """The fragment with cells split that span many rows and have a line in each, on the baseline of
    the cells beside: only other columns have rules.
    """
    feet = [line.box.bottom for cell in fragment.cells if cell.rows == 1 for line in cell.lines]
    cells = [piece for cell in fragment.cells for piece in _pieces(cell, fragment.rows, feet)]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return replace(fragment, cells=tuple(cells))


def _pieces(cell: Cell, sides: Sequence[float], feet: Sequence[float]) -> list[Cell]:
    limits = TABLES.lines_as_rows
    if cell.rows < limits.beside:
        return [cell]
    last = cell.row + cell.rows
    own: dict[int, list[Line]] = {row: [] for row in range(cell.row, last)}
    for line in cell.lines:
        middle = (line.box.top + line.box.bottom) / 2
        own[bisect_right(sides, middle, cell.row + 1, last) - 1].append(line)
    held = [len(lines) for lines in own.values()]
    level = sum(
        any(abs(line.box.bottom - foot) <= limits.level * line.size for foot in feet)
        for line in cell.lines
    )
    if max(held) > 1 or min(sum(held), level) < limits.filled * cell.rows:
        return [cell]
    return [
        cell._replace(
            row=row,
            rows=1,
            box=cell.box._replace(top=sides[row], bottom=sides[row + 1]),
            lines=tuple(lines),
        )
        for row, lines in own.items()
    ]


def _rows(cells: Sequence[Cell], borders: Sequence[float]) -> list[list[Line]]:
    """The lines of a row by the rows that they form; empty for a single row."""
    filled = [cell for cell in cells if cell.lines]
    if len(filled) < TABLES.lines_as_rows.columns or any(cell.columns > 1 for cell in filled):
        return []
    levels = _levels(filled)
    if not levels:
        return []
    by_height = _by_height(_by_foot(filled))
    starts = row_starts([_text_line(own) for own in by_height], borders[1:-1])
    rows = [
        [ln for own in by_height[start:stop] for ln in own]
        for start, stop in itertools.pairwise([*starts, len(by_height)])
    ]
    held = [sum(any(ln in row for ln in level) for level in levels) for row in rows]
    return rows if max(held) == 1 else _around(levels, by_height)


def _around(levels: Sequence[Sequence[Line]], by_height: Sequence[list[Line]]) -> list[list[Line]]:
    """The lines of a row, grouped around the heights of numbers; neighbouring groups are split at
    the widest step between them (the last one of several).
    """
    at = [next(n for n, own in enumerate(by_height) if level[0] in own) for level in levels]
    feet = [own[0].box.bottom for own in by_height]
    cuts = [
        max(range(above, below), key=lambda n: (round(feet[n + 1] - feet[n], 1), n)) + 1
        for above, below in itertools.pairwise(at)
    ]
    sides = [0, *cuts, len(by_height)]
    return [
        [line for own in by_height[start:stop] for line in own]
        for start, stop in itertools.pairwise(sides)
    ]


def _levels(filled: Sequence[Cell]) -> list[list[Line]]:
    """The lines with numbers by height, where these are heights of rows: all columns of numbers, or
    nearly all columns, have a line there. Else empty.
    """
    limits = TABLES.lines_as_rows
    values = [cell for cell in filled[1:] if _share(cell, _is_value) >= limits.values]
    if len(values) < limits.value_columns or 2 * len(values) < len(filled) - 1:
        values = list(filled)
        others = [line for cell in filled[1:] for line in cell.lines]
        if sum(map(_has_digit, others)) < limits.digits * len(others):
            return []
    levels = _by_height(
        sorted((ln for c in values for ln in c.lines), key=lambda ln: ln.box.bottom)
    )
    full = sum(len(level) >= limits.filled * len(values) for level in levels)
    return levels if len(levels) >= limits.lines and full >= limits.full * len(levels) else []


def _by_foot(cells: Sequence[Cell]) -> list[Line]:
    return sorted((line for cell in cells for line in cell.lines), key=lambda ln: ln.box.bottom)


def _by_height(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines by the heights of their baselines, from the top."""
    levels: list[list[Line]] = []
    for line in lines:
        near = TABLES.lines_as_rows.level * line.size
        if levels and line.box.bottom - levels[-1][0].box.bottom <= near:
            levels[-1].append(line)
        else:
            levels.append([line])
    return levels


def _share(cell: Cell, is_so: Callable[[Line], bool]) -> float:
    return sum(map(is_so, cell.lines)) / len(cell.lines)


def _is_value(line: Line) -> bool:
    return _VALUE.fullmatch(line.text.strip()) is not None


def _has_digit(line: Line) -> bool:
    return _DIGIT.search(line.text) is not None


def _text_line(lines: Sequence[Line]) -> TextLine:
    """Lines side by side as one line of several cells."""
    words = [
        Word(ln.text, ln.box.x0, ln.box.x1, ln.box.top, ln.box.bottom, ln.size, ln.bold, 0, ())
        for ln in sorted(lines, key=lambda ln: ln.box.x0)
    ]
    return TextLine(tuple(words), tuple((word,) for word in words))
