"""Merges drawn rules into borders: joins pieces of a line, and closes double lines and gaps.

In: the rules and shaded fields of a page. Out: borders for the grid.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from pipeline.layout.thresholds import LAYOUT
from pipeline.model.geometry import Border, Box


def merged(rules: Sequence[Border]) -> list[Border]:
    """Pieces of one border joined: doubled, dashed, drawn cell by cell."""
    result: list[Border] = []
    bundle: list[Border] = []
    for rule in sorted(rules):
        if bundle and rule.at - bundle[-1].at > LAYOUT.borders.double:
            result.extend(_joined(bundle))
            bundle = []
        bundle.append(rule)
    if bundle:
        result.extend(_joined(bundle))
    return result


def _joined(bundle: list[Border]) -> list[Border]:
    result: list[list[Border]] = []
    end = 0.0
    for rule in sorted(bundle, key=lambda item: (item.start, item.end)):
        if result and rule.start <= end + LAYOUT.borders.dash:
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
    across: Sequence[Border], down: Sequence[Border]
) -> tuple[list[Border], list[Border]]:
    """Move borders of separated cells together, so that two facing each other across a white strip
    become one; likewise the lines of a wide double border.
    """
    level, upright = merged(across), merged(down)
    rows, columns = _middles(level), _middles(upright)
    if not rows and not columns:
        return level, upright
    return (
        merged(_moved(level, rows, columns)),
        merged(_moved(upright, columns, rows)),
    )


def _middles(rules: Sequence[Border]) -> list[float]:
    """The middles of the white strips between facing borders, in order."""
    limits = LAYOUT.borders
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
    rules: Sequence[Border], middles: Sequence[float], ends: Sequence[float]
) -> list[Border]:
    reach = LAYOUT.borders.apart / 2
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


def sides_of(shades: Sequence[Box]) -> tuple[list[Border], list[Border]]:
    """The sides of shaded fields as horizontal and vertical borders.

    A field that is alone in its row is a shaded row, so its left and right sides are not borders.
    """
    limits = LAYOUT.borders
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
    over = LAYOUT.borders.overlap
    common = min(box.bottom, other.bottom) - max(box.top, other.top)
    apart = other.x0 >= box.x1 - over or other.x1 <= box.x0 + over
    return apart and common > (box.bottom - box.top) / 2
