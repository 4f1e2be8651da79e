"""Visible edges of drawn shapes: rules, outlines, dotted lines, sides of shaded fields.

A shape is a closed or open sequence of points, with its straight parts. Both readers use this
module, so that they find the same borders. Coordinates are in user space, in points.

Rules are horizontal or vertical segments. A filled rectangle too thick for a rule is shading, and
is represented by its diagonal, as the only slanting segments.
"""

from __future__ import annotations

import itertools
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.reading.thresholds import READING

Point = tuple[float, float]
Segment = tuple[float, float, float, float]  # x0, y0, x1, y1


@dataclass(frozen=True, slots=True)
class Shape:
    """One subpath as drawn."""

    points: Sequence[Point]
    closed: bool
    fill: Hashable | None  # fill colour; None where it is not filled
    stroke: bool
    curved: bool = False
    lines: Sequence[tuple[Point, Point]] = ()  # the straight parts of a curved shape

    @property
    def box(self) -> Segment:
        """The bounding box."""
        xs, ys = [point[0] for point in self.points], [point[1] for point in self.points]
        return min(xs), min(ys), max(xs), max(ys)


@dataclass(slots=True)
class EdgeFinder:
    """Collects the shapes of a page; `segments` returns its edges."""

    crop: Segment
    _rules: list[Segment] = field(default_factory=list)
    _dots: list[Point] = field(default_factory=list)
    _fields: dict[Hashable, list[Segment]] = field(default_factory=dict)
    _before: Segment | None = None

    def add(self, shape: Shape) -> None:
        """Add a subpath; two consecutive ones of the same path may be the sides of a border."""
        box = shape.box
        if max(box[2] - box[0], box[3] - box[1]) <= READING.edges.dot and _is_compact(box):
            self._dots.append(((box[0] + box[2]) / 2, (box[1] + box[3]) / 2))
        if shape.curved and not _is_rounded(shape, box):
            if shape.stroke:
                self._rules.extend((*a, *b) for a, b in shape.lines if _is_level(a, b))
            self._before = None
        elif shape.curved or _is_box(shape.points):
            self._add_box(shape, box)
        else:
            self._before = None
            if shape.stroke:
                self._rules.extend(_sides(shape))

    def next_path(self) -> None:
        """Start a new path."""
        self._before = None

    def _add_box(self, shape: Shape, box: Segment) -> None:
        filled = shape.fill is not None
        thin = rectangle_rules(*box) if filled or shape.stroke else []
        if thin:
            self._rules.extend(thin)
        elif shape.stroke:
            self._rules.extend(outline_rules(*box))
        if filled and self._before:  # the area between two filled rectangles is a border
            ring = ring_rules(self._before, box)
            self._rules.extend(ring or ring_rules(box, self._before))
        if filled and not thin:
            self._fields.setdefault(shape.fill, []).append(box)
        self._before = box if filled else None

    def segments(self) -> list[Segment]:
        """All edges: rules, rows of dots, and the diagonals of shading."""
        return [*self._rules, *dotted_rules(self._dots), *self._shading()]

    def _shading(self) -> Iterable[Segment]:
        left, bottom, right, top = self.crop
        area = max((right - left) * (top - bottom), 1.0)
        for colour, fields in self._fields.items():
            if _is_white(colour):
                continue
            for x0, y0, x1, y1 in _united(fields, READING.edges.touch):
                width, height = min(x1, right) - max(x0, left), min(y1, top) - max(y0, bottom)
                if width > 0 and height > 0 and width * height < READING.edges.page * area:
                    yield x0, y0, x1, y1


def _is_compact(box: Segment) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    return min(width, height) > READING.edges.compact * max(width, height)


def _is_level(a: Point, b: Point) -> bool:
    """Whether a side is horizontal or vertical, and not a point."""
    dx, dy = abs(a[0] - b[0]), abs(a[1] - b[1])
    return min(dx, dy) <= READING.edges.slant < max(dx, dy)


def _sides(shape: Shape) -> Iterable[Segment]:
    points = list(shape.points)
    if shape.closed and points[0] != points[-1]:
        points.append(points[0])
    return [(*a, *b) for a, b in itertools.pairwise(points) if _is_level(a, b)]


def _is_box(points: Sequence[Point]) -> bool:
    limits = READING.edges
    corners = points[:-1] if len(points) == 5 and points[0] == points[-1] else points
    if len(corners) != 4:
        return False
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    near = limits.level
    upright = (
        abs(ax - bx) < near and abs(by - cy) < near and abs(cx - dx) < near and abs(dy - ay) < near
    )
    lying = (
        abs(ay - by) < near and abs(bx - cx) < near and abs(cy - dy) < near and abs(dx - ax) < near
    )
    return upright or lying


def _is_rounded(shape: Shape, box: Segment) -> bool:
    """Whether a curved shape is a rectangle with rounded corners, straight along its sides."""
    limits = READING.edges
    x0, y0, x1, y1 = box
    along = 0.0
    for (ax, ay), (bx, by) in shape.lines:
        if abs(ax - bx) < limits.level and min(abs(ax - x0), abs(ax - x1)) < limits.along:
            along += abs(ay - by)
        elif abs(ay - by) < limits.level and min(abs(ay - y0), abs(ay - y1)) < limits.along:
            along += abs(ax - bx)
    return along >= limits.straight * 2 * (x1 - x0 + y1 - y0) > 0


def rectangle_rules(x0: float, y0: float, x1: float, y1: float) -> list[Segment]:
    """The rule drawn as a thin filled rectangle; none for a thick one (shading)."""
    width, height = abs(x1 - x0), abs(y1 - y0)
    if height < width and _is_thin(height, width):
        middle = (y0 + y1) / 2
        return [(x0, middle, x1, middle)]
    if width < height and _is_thin(width, height):
        middle = (x0 + x1) / 2
        return [(middle, y0, middle, y1)]
    return []


def _is_thin(thickness: float, length: float) -> bool:
    long = length > READING.edges.slender * thickness
    return thickness <= READING.edges.thin or (thickness <= READING.edges.thick and long)


def ring_rules(outer: Segment, inner: Segment) -> list[Segment]:
    """The four rules of a border between two filled rectangles; none where it is not a border.

    Rectangles are x0, y0, x1, y1 with the lower values first.
    """
    sides = [abs(a - b) for a, b in zip(outer, inner, strict=True)]
    inside = outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2]
    limits = READING.edges
    if not (inside and inner[3] <= outer[3] and limits.ring < max(sides) <= limits.thick):
        return []
    x0, y0, x1, y1 = ((a + b) / 2 for a, b in zip(outer, inner, strict=True))
    return outline_rules(x0, y0, x1, y1)


def outline_rules(x0: float, y0: float, x1: float, y1: float) -> list[Segment]:
    """The four rules of a stroked rectangle."""
    return [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)]


def dotted_rules(dots: Iterable[Point]) -> list[Segment]:
    """The horizontal and vertical rules drawn as dotted lines."""
    levels: dict[float, list[float]] = {}
    uprights: dict[float, list[float]] = {}
    for x, y in dots:
        levels.setdefault(round(y, 1), []).append(x)
        uprights.setdefault(round(x, 1), []).append(y)
    found = [(a, y, b, y) for y, xs in levels.items() for a, b in _chains(xs)]
    found += [(x, a, x, b) for x, ys in uprights.items() for a, b in _chains(ys)]
    return found


def _chains(places: list[float]) -> Iterable[Point]:
    """Start and end of each row of evenly spaced dots."""
    if len(places) < READING.edges.dots:
        return
    places.sort()
    start = 0
    for index in range(1, len(places) + 1):
        if index < len(places) and places[index] - places[index - 1] <= READING.edges.spaced:
            continue
        if index - start >= READING.edges.dots:
            yield places[start], places[index - 1]
        start = index


def _is_white(colour: Hashable) -> bool:
    """Whether a colour (components from 0 to 1 of grey or RGB) is white."""
    return isinstance(colour, tuple) and all(
        isinstance(part, (int, float)) and part >= READING.edges.white for part in colour
    )


def _united(fields: Sequence[Segment], touch: float) -> list[Segment]:
    """Merge adjacent fields of the same colour, between which no edge is visible."""
    rows = _chained(sorted(fields, key=lambda box: (box[1], box[3], box[0])), 0, touch)
    return _chained(sorted(rows, key=lambda box: (box[0], box[2], box[1])), 1, touch)


def _chained(fields: Sequence[Segment], axis: int, touch: float) -> list[Segment]:
    """Neighbours merged where they touch along an axis and have the same extent across it."""
    other = 1 - axis
    result: list[Segment] = []
    for box in fields:
        last = result[-1] if result else None
        level = last is not None and all(
            abs(last[side] - box[side]) <= touch for side in (other, other + 2)
        )
        if last is not None and level and box[axis] <= last[axis + 2] + touch:
            grown = list(last)
            grown[axis + 2] = max(last[axis + 2], box[axis + 2])
            result[-1] = (grown[0], grown[1], grown[2], grown[3])
        else:
            result.append(box)
    return result
