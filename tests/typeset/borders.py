"""Every way in which a program draws the borders of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from reportlab.pdfgen.canvas import Canvas

from tests.typeset.layout import Rule
from tests.typeset.style import Style

_STEP = 2.0  # points between the dots of a border
_APART = 3.0  # points between cells that are set apart


def draw_rules(canvas: Canvas, rules: list[Rule], style: Style) -> None:
    """The borders of a page in the way of the style."""
    canvas.saveState()
    canvas.setLineWidth(style.border_width)
    canvas.setStrokeGray(style.border_grey)
    canvas.setFillGray(style.border_grey)
    _WAYS[style.border](canvas, rules, style.border_width)
    canvas.restoreState()


def _stroked(canvas: Canvas, rules: list[Rule], _: float) -> None:
    for rule in rules:
        canvas.line(rule.x0, rule.y0, rule.x1, rule.y1)


def _filled(canvas: Canvas, rules: list[Rule], width: float) -> None:
    half = width / 2
    for rule in rules:
        across, up = rule.x1 - rule.x0 + width, rule.y1 - rule.y0 + width
        canvas.rect(rule.x0 - half, rule.y0 - half, across, up, stroke=0, fill=1)


def _in_segments(canvas: Canvas, rules: list[Rule], width: float) -> None:
    _filled(canvas, _segments(rules), width)


def _dots(canvas: Canvas, rules: list[Rule], width: float) -> None:
    """A filled circle a dot, as browsers draw a dotted border."""
    for rule in rules:
        for x, y in _places(rule, _STEP):
            canvas.circle(x, y, width / 2, stroke=0, fill=1)


def _dashes(canvas: Canvas, rules: list[Rule], _: float) -> None:
    """Short strokes, each a path of its own."""
    for rule in rules:
        length = 2.0
        for x, y in _places(rule, 2 * length):
            level = rule.y0 == rule.y1
            end = (min(x + length, rule.x1), y) if level else (x, min(y + length, rule.y1))
            canvas.line(x, y, *end)


def _patterned(*dash: float) -> Callable[[Canvas, list[Rule], float], None]:
    def draw(canvas: Canvas, rules: list[Rule], width: float) -> None:
        canvas.setLineCap(1)
        canvas.setDash(*[list(dash)])
        _stroked(canvas, rules, width)

    return draw


def _double(canvas: Canvas, rules: list[Rule], width: float) -> None:
    """Two strokes with as much between them as each is thick."""
    for shift in (-width, width):
        for rule in rules:
            level = rule.y0 == rule.y1
            dx, dy = (0.0, shift) if level else (shift, 0.0)
            canvas.line(rule.x0 + dx, rule.y0 + dy, rule.x1 + dx, rule.y1 + dy)


def _pieces(canvas: Canvas, rules: list[Rule], _: float) -> None:
    """Each border in pieces of uneven length that do not quite meet."""
    for rule in _segments(rules):
        places = [*_places(rule, 31.0), (rule.x1, rule.y1)]
        for (ax, ay), (bx, by) in pairwise(places):
            gap = 0.8
            level = rule.y0 == rule.y1
            canvas.line(ax, ay, bx - gap if level else bx, by if level else by - gap)


def _rounded(canvas: Canvas, rules: list[Rule], _: float) -> None:
    """A rounded outline round each cell, the cells set apart."""
    for left, bottom, right, top in _cells(rules):
        half = _APART / 2
        width, height = right - left - _APART, top - bottom - _APART
        canvas.roundRect(left + half, bottom + half, width, height, 4, stroke=1, fill=0)


def _cards(canvas: Canvas, rules: list[Rule], _: float) -> None:
    """Each cell a rounded grey field, white between them."""
    canvas.setFillGray(0.9)
    for left, bottom, right, top in _cells(rules):
        half = _APART / 2
        width, height = right - left - _APART, top - bottom - _APART
        canvas.roundRect(left + half, bottom + half, width, height, 3, stroke=0, fill=1)


def _places(rule: Rule, step: float) -> Iterator[tuple[float, float]]:
    length = max(rule.x1 - rule.x0, rule.y1 - rule.y0)
    level = rule.y0 == rule.y1
    for number in range(int(length / step) + 1):
        at = number * step
        yield (rule.x0 + at, rule.y0) if level else (rule.x0, rule.y0 + at)


def _cells(rules: list[Rule]) -> Iterator[tuple[float, float, float, float]]:
    """Left, bottom, right, top of each cell."""
    verticals: dict[tuple[float, float], list[float]] = {}
    for rule in rules:
        if rule.x0 == rule.x1:
            verticals.setdefault((rule.y0, rule.y1), []).append(rule.x0)
    for (bottom, top), places in sorted(verticals.items()):
        for left, right in pairwise(sorted(places)):
            yield left, bottom, right, top


def _none(canvas: Canvas, rules: list[Rule], _: float) -> None:
    """Nothing is drawn."""


def _segments(rules: list[Rule]) -> list[Rule]:
    """Long horizontal rules cut at every vertical that meets them, as Word prints them."""
    pieces = []
    for rule in rules:
        if rule.y0 != rule.y1:
            pieces.append(rule)
            continue
        stops = sorted(
            {
                rule.x0,
                rule.x1,
                *(
                    other.x0
                    for other in rules
                    if other.y0 != other.y1 and other.y0 <= rule.y0 <= other.y1
                ),
            }
        )
        pieces += [Rule(a, rule.y0, b, rule.y0) for a, b in pairwise(stops)]
    return pieces


def _boxes(canvas: Canvas, rules: list[Rule], _: float) -> None:
    """A stroked rectangle for each cell, where four rules close one; single rules elsewhere."""
    verticals: dict[tuple[float, float], list[float]] = {}
    for rule in rules:
        if rule.x0 == rule.x1:
            verticals.setdefault((rule.y0, rule.y1), []).append(rule.x0)
    levels = {rule.y0 for rule in rules if rule.y0 == rule.y1}
    for (bottom, top), places in sorted(verticals.items()):
        for left, right in pairwise(places):
            if bottom in levels and top in levels:
                canvas.rect(left, bottom, right - left, top - bottom, stroke=1, fill=0)
            else:
                canvas.line(left, bottom, left, top)
                canvas.line(right, bottom, right, top)
    if not verticals:
        for rule in rules:
            canvas.line(rule.x0, rule.y0, rule.x1, rule.y1)


_WAYS = {
    "stroke": _stroked,
    "fill": _filled,
    "segments": _in_segments,
    "box": _boxes,
    "none": _none,
    "dots": _dots,
    "dotted": _patterned(0.1, 2.0),
    "dashes": _dashes,
    "dashed": _patterned(4.0, 3.0),
    "double": _double,
    "pieces": _pieces,
    "rounded": _rounded,
    "cards": _cards,
}
