"""Rules that part too little: where they draw a few large cells, and the words in these stand in
columns and rows of their own.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Sequence

from pipeline.layout.alignment import TextLine, gutters, is_number, text_lines
from pipeline.layout.grid import Grid
from pipeline.layout.thresholds import LAYOUT
from pipeline.text.page import Word


def is_coarse(grid: Grid, words: Sequence[Word]) -> bool:
    """Whether a cell of a grid holds columns of numbers, several lines of them. `words` are those
    within the grid.
    """
    cells: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        place = (
            bisect_right(grid.rows, (word.top + word.bottom) / 2),
            bisect_right(grid.borders, (word.x0 + word.x1) / 2),
        )
        cells.setdefault(place, []).append(word)
    return any(_holds_columns(text_lines(own)) for own in cells.values())


def _holds_columns(lines: Sequence[TextLine]) -> bool:
    """Whether most lines of a cell are several numbers, or a text and a number, in columns."""
    limits = LAYOUT.coarse
    told = [line for line in lines if len(line.cells) > 1]
    if len(told) < limits.lines or len(told) < limits.several * len(lines):
        return False
    cells = [cell for line in told for cell in line.cells]
    numbers = sum(map(is_number, cells))
    return numbers >= limits.numbers * len(cells) and len(gutters(lines)) > 0


def lacks_verticals(grid: Grid, words: Sequence[Word]) -> bool:
    """Whether rules part some columns of a grid and not the others: most of its width is one drawn
    column, and the lines in that are of three columns or more.
    """
    limits = LAYOUT.coarse
    for left, right in itertools.pairwise(grid.borders):
        if right - left < limits.wide * (grid.borders[-1] - grid.borders[0]):
            continue
        lines = text_lines([word for word in words if left < (word.x0 + word.x1) / 2 < right])
        told = [line for line in lines if len(line.cells) > limits.gutters]
        enough = len(told) >= max(limits.lines, limits.told * len(lines))
        if enough and len(gutters(lines)) >= limits.gutters:
            return True
    return False
