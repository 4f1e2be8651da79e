"""The room that is left in a column beside a line. Widths are in points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model.geometry import Box
from pipeline.tables.thresholds import TABLES
from pipeline.text.page import Line

NO_COLUMN = 1e5  # points: wider than any column


@dataclass(frozen=True, slots=True)
class Measure:
    """The inner width of a column's cell, in points."""

    width: float


def measure(box: Box, lines: Sequence[Line]) -> Measure:
    """The inner width of a cell, from its box and the padding of its lines."""
    left = min((line.box.x0 for line in lines), default=box.x0) - box.x0
    right = box.x1 - max((line.box.x1 for line in lines), default=box.x1)
    padding = max(min(left, right), 0.0)
    return Measure(box.x1 - box.x0 - 2 * min(padding, TABLES.room.padding))


def free(line: Line, room: Measure) -> float:
    """The room left in the column beside a line, points."""
    return room.width - (line.box.x1 - line.box.x0)


def letter(line: Line) -> float:
    """The mean width of a line's letters, points."""
    return (line.box.x1 - line.box.x0) / max(len(line.text), 1)


def is_full(line: Line, after: Line, room: Measure) -> bool:
    """Whether not even the first letter of the next line fits into this one."""
    return free(line, room) < max(width(after, 1), letter(line)) * TABLES.room.full


def stretch(line: Line) -> float:
    """The total excess width of its spaces, by which justified lines are full."""
    blanks = [
        right - left
        for char, left, right in zip(line.text, line.edges, line.edges[1:], strict=False)
        if char == " "
    ]
    return sum(blanks) - len(blanks) * blank_width(line)


def blank_width(line: Line) -> float:
    """The width of a space in the size of a line, in points."""
    return TABLES.room.blank * line.size


def width(line: Line, letters: int) -> float:
    """Width of the first `letters` of a line, or of its last ones where negative."""
    count = len(line.text)
    if letters >= 0:
        return line.edges[min(letters, count)] - line.edges[0]
    return line.edges[count] - line.edges[max(count + letters, 0)]
