"""Drawn rules merged into borders: pieces of one line joined, double lines and gaps closed.

In: the rules of a page and its shaded fields. Out: borders for the grid.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model.geometry import Border, Box


@dataclass(frozen=True, slots=True)
class BorderLimits:
    """Points, unless told otherwise."""

    double: float = 1.6  # two rules this near are one border drawn by both neighbours
    dash: float = 3.2  # gaps within a dotted or dashed border
    apart: float = 6.2  # the white between two cells that are set apart is no wider
    facing: float = 0.8  # share of the shorter of two borders that lies beside the other
    lowest: float = 5.0  # a shaded field lower or narrower than this is no cell


LIMITS = BorderLimits()


def merged(rules: Sequence[Border], limits: BorderLimits = LIMITS) -> list[Border]:
    """Pieces of one border joined: doubled, dashed, drawn cell by cell."""
    result: list[Border] = []
    bundle: list[Border] = []
    for rule in sorted(rules):
        if bundle and rule.at - bundle[-1].at > limits.double:
            result.extend(_joined(bundle, limits))
            bundle = []
        bundle.append(rule)
    if bundle:
        result.extend(_joined(bundle, limits))
    return result


def _joined(bundle: list[Border], limits: BorderLimits) -> list[Border]:
    result: list[list[Border]] = []
    end = 0.0
    for rule in sorted(bundle, key=lambda item: (item.start, item.end)):
        if result and rule.start <= end + limits.dash:
            result[-1].append(rule)
            end = max(end, rule.end)
        else:
            result.append([rule])
            end = rule.end
    return [
        Border(_middle(part), min(rule.start for rule in part), max(rule.end for rule in part))
        for part in result
    ]


def _middle(part: Sequence[Border]) -> float:
    weight = sum(rule.end - rule.start for rule in part) or 1.0
    return sum(rule.at * (rule.end - rule.start) for rule in part) / weight


def closed_up(
    across: Sequence[Border], down: Sequence[Border], limits: BorderLimits = LIMITS
) -> tuple[list[Border], list[Border]]:
    """Borders of cells that are set apart moved together, so that two that face each other over a
    strip of white are one; likewise the two lines of a wide double border.
    """
    level, upright = merged(across, limits), merged(down, limits)
    rows, columns = _middles(level, limits), _middles(upright, limits)
    if not rows and not columns:
        return level, upright
    return (
        merged(_moved(level, rows, columns, limits), limits),
        merged(_moved(upright, columns, rows, limits), limits),
    )


def _middles(rules: Sequence[Border], limits: BorderLimits) -> list[float]:
    """The middles of the strips of white between borders that face each other, in order."""
    places: list[list[float]] = []
    for index, rule in enumerate(rules):
        for other in rules[index + 1 :]:
            if other.at - rule.at > limits.apart:
                break
            common = min(rule.end, other.end) - max(rule.start, other.start)
            shorter = min(rule.end - rule.start, other.end - other.start)
            if other.at - rule.at > limits.double and common >= limits.facing * shorter > 0:
                middle = (rule.at + other.at) / 2
                if places and middle - places[-1][-1] <= limits.double:
                    places[-1].append(middle)
                else:
                    places.append([middle])
    return sorted(sum(own) / len(own) for own in places)


def _moved(
    rules: Sequence[Border],
    middles: Sequence[float],
    ends: Sequence[float],
    limits: BorderLimits,
) -> list[Border]:
    reach = limits.apart / 2
    return [
        Border(
            _nearest(rule.at, middles, reach),
            _nearest(rule.start, ends, reach),
            _nearest(rule.end, ends, reach),
        )
        for rule in rules
    ]


def _nearest(value: float, places: Sequence[float], reach: float) -> float:
    at = bisect_left(places, value)
    near = [place for place in places[max(at - 1, 0) : at + 1] if abs(place - value) <= reach]
    return min(near, key=lambda place: abs(place - value)) if near else value


def sides_of(
    shades: Sequence[Box], limits: BorderLimits = LIMITS
) -> tuple[list[Border], list[Border]]:
    """The sides of shaded fields as borders, level and upright.

    A field that is alone in its row is a shaded row, not a cell: its left and right sides part
    nothing.
    """
    fields = [
        box
        for box in shades
        if box.x1 - box.x0 >= limits.lowest and box.bottom - box.top >= limits.lowest
    ]
    level = [Border(at, box.x0, box.x1) for box in fields for at in (box.top, box.bottom)]
    upright = [
        Border(at, box.top, box.bottom)
        for box in fields
        if any(_beside(box, other) for other in fields)
        for at in (box.x0, box.x1)
    ]
    return level, upright


def _beside(box: Box, other: Box) -> bool:
    common = min(box.bottom, other.bottom) - max(box.top, other.top)
    apart = other.x0 >= box.x1 - 1 or other.x1 <= box.x0 + 1
    return apart and common > (box.bottom - box.top) / 2
