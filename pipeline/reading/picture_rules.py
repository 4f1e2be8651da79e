"""Rules of a table in the picture of a page: long thin runs of dark pixels."""

from __future__ import annotations

from typing import Any

import numpy as np

from pipeline.reading.glyphs import Drawing
from pipeline.reading.thresholds import READING

_Segment = tuple[float, float, float, float]


def rules_in_picture(page: Any, drawing: Drawing) -> tuple[_Segment, ...]:
    """The rules that a pdfium page shows, as segments of user space."""
    picture = page.render(scale=_scale(), grayscale=True, no_smoothpath=True).to_numpy()
    dark = picture.reshape(picture.shape[:2]) < READING.picture_rules.dark
    level = [(x0, y, x1, y) for y, x0, x1 in _rules(dark)]
    upright = [(x, y0, x, y1) for x, y0, y1 in _rules(dark.T)]
    return tuple(_in_user_space(drawing, *segment) for segment in (*level, *upright))


def _scale() -> float:
    """Pixels a point in which a page is drawn."""
    return READING.picture_rules.dpi / 72


def rule_pixels(grey: Any, scale: float) -> Any:
    """Where in a grey picture of `scale` pixels a point rules are drawn, with their soft edges."""
    dark = grey < READING.picture_rules.dark
    found = _thin(dark, scale) | _thin(dark.T, scale).T
    for axis in (0, 1):
        found = found | np.roll(found, 1, axis) | np.roll(found, -1, axis)
    return found


def _rules(dark: Any) -> list[tuple[float, float, float]]:
    """Place, start and end, in points, of the thin rules along the rows of a picture."""
    scale = _scale()
    runs = _runs(_thin(dark, scale), 0, READING.picture_rules.shortest * scale)
    return [((row + 0.5) / scale, start / scale, end / scale) for row, start, end in runs]


def _thin(dark: Any, scale: float) -> Any:
    """Pixels of long runs along the rows, but for those that lie thicker than a rule: shading."""
    long = np.zeros(dark.shape, bool)
    limits = READING.picture_rules
    for row, start, end in _runs(dark, limits.gap * scale, limits.shortest * scale):
        long[row, start:end] = True
    for column, start, end in _runs(long.T, 0, READING.edges.thin * scale + 1):
        long[start:end, column] = False
    return long


def _runs(dark: Any, gap: float, shortest: float) -> list[tuple[int, int, int]]:
    """Row, start and end of each run along a row; smaller gaps count as dark."""
    edges = np.diff(np.pad(dark, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(edges == 1)
    _, ends = np.nonzero(edges == -1)
    if not len(rows):
        return []
    apart = np.ones(len(rows), bool)
    apart[1:] = (rows[1:] != rows[:-1]) | (starts[1:] - ends[:-1] > gap)
    first = np.flatnonzero(apart)
    last = np.append(first[1:], len(rows)) - 1
    rows, starts, ends = rows[first], starts[first], ends[last]
    keep = ends - starts >= shortest
    return list(zip(rows[keep].tolist(), starts[keep].tolist(), ends[keep].tolist(), strict=True))


def _in_user_space(drawing: Drawing, x0: float, y0: float, x1: float, y1: float) -> _Segment:
    (ax, ay), (bx, by) = _point(drawing, x0, y0), _point(drawing, x1, y1)
    return ax, ay, bx, by


def _point(drawing: Drawing, x: float, y: float) -> tuple[float, float]:
    """A point of the page as shown (origin top left) in user space."""
    left, bottom, right, top = drawing.crop
    if drawing.rotate == 90:
        return left + y, bottom + x
    if drawing.rotate == 180:
        return right - x, bottom + y
    if drawing.rotate == 270:
        return right - y, top - x
    return left + x, top - y
