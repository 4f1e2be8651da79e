"""Rectangles and borders on a page.

All coordinates are points with the origin at the top left of the page as a viewer shows it
(`/Rotate` resolved); pages count from 1.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle on a page."""

    x0: float
    top: float
    x1: float
    bottom: float

    @classmethod
    def around(cls, boxes: Iterable[Box]) -> Box:
        """The bounding box of all boxes; ValueError where there are none."""
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        return cls(min(lefts), min(tops), max(rights), max(bottoms))


class Border(NamedTuple):
    """A straight border: horizontal at y = `at` from x = `start` to `end`, or vertical at x = `at`.

    Independent of how it is drawn (stroke, filled rectangle, side of a rectangle): `at` is the
    middle of the line.
    """

    at: float
    start: float
    end: float
