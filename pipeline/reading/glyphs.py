"""Glyphs of a page as columns: the output of both PDF readers, before words are built.

Readers contain only the code specific to their library; rotating the page, composing letters and
building words is common code, so that their words can be compared.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.model.geometry import Border, Box
from pipeline.reading.edges import Segment
from pipeline.reading.thresholds import READING

Floats = NDArray[np.float64]

# Boxes of glyphs are derived from baseline and size, as fonts disagree about ascents.
ASCENT = 0.78
DESCENT = 0.22
_LONGEST = 255  # maximum number of characters of a glyph


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Columns of equal length, one entry per glyph, in the order of the content stream.

    Coordinates are of PDF user space (origin bottom left), as in the file.
    """

    text: tuple[str, ...]  # one or more characters; "" where the font does not map the glyph
    x: Floats  # origin on the baseline
    y: Floats
    advance: Floats  # width along the text's direction, points
    size: Floats  # of the font as drawn, points
    angle: NDArray[np.int64]  # 0, 90, 180, 270: direction of the text, counter-clockwise
    bold: NDArray[np.bool_]
    told: NDArray[np.bool_]  # the text is from /ActualText rather than the font


@dataclass(frozen=True, slots=True)
class Drawing:
    """The output of a reader for a page: glyphs and segments of rules, in user space."""

    number: int
    crop: tuple[float, float, float, float]  # left, bottom, right, top of the visible part
    rotate: int  # /Rotate: clockwise degrees, 0, 90, 180 or 270
    glyphs: Glyphs
    segments: tuple[Segment, ...]  # of each straight rule, and the diagonal of each shaded field
    picture: float  # share of the page covered by its largest picture


class CrowdedPageError(Exception):
    """A page draws more objects than the limit."""


def clean(drawing: Drawing) -> Drawing:
    """The drawing without glyphs and segments with non-finite coordinates."""
    glyphs = drawing.glyphs
    keep = np.ones(len(glyphs.text), bool)
    for column in (glyphs.x, glyphs.y, glyphs.advance, glyphs.size):
        keep &= np.isfinite(column)
    text = glyphs.text
    if any(length > _LONGEST for length in map(len, text)):
        text = tuple(char[:_LONGEST] for char in text)
    segments = np.array(drawing.segments, np.float64).reshape(-1, 4)
    segments = segments[np.isfinite(segments).all(axis=1)]
    return replace(
        drawing,
        glyphs=Glyphs(
            tuple(itertools.compress(text, keep.tolist())),
            glyphs.x[keep],
            glyphs.y[keep],
            glyphs.advance[keep],
            glyphs.size[keep],
            glyphs.angle[keep],
            glyphs.bold[keep],
            glyphs.told[keep],
        ),
        segments=tuple((x0, y0, x1, y1) for x0, y0, x1, y1 in segments.tolist()),
    )


def distrusted(text: list[str], fonts: Sequence[object]) -> list[str]:
    """The texts of glyphs, without those of fonts that leave many glyphs unmapped.

    The mappings of such fonts are codes rather than letters.
    """
    if "" not in text:
        return text
    lost = Counter(font for char, font in zip(text, fonts, strict=True) if not char)
    all_of = Counter(font for char, font in zip(text, fonts, strict=True) if not char.isspace())
    bad = {font for font, count in lost.items() if count > READING.glyphs.lost * all_of[font]}
    return ["" if font in bad else char for char, font in zip(text, fonts, strict=True)]


def bold_name(font: str) -> bool:
    """Whether a font is bold by its name."""
    name = font.casefold()
    return any(mark in name for mark in ("bold", "black", "heavy", "semibd", "demi"))


def quarter(a: float, b: float) -> int:
    """The direction of a text matrix, to the nearest quarter turn, counter-clockwise."""
    return round(math.degrees(math.atan2(b, a)) / 90) % 4 * 90


@dataclass(frozen=True, slots=True)
class Frame:
    """The transformation from user space to the reading frame: origin top left, text to the right.

    `turn` is the remaining rotation of the text after `/Rotate` is resolved.
    """

    crop: tuple[float, float, float, float]
    rotate: int
    turn: int

    @property
    def total(self) -> int:
        """Clockwise quarter turns from user space to the reading frame, in degrees."""
        return (self.rotate - self.turn) % 360

    def size(self) -> tuple[float, float]:
        """Width and height of the page in the reading frame."""
        left, bottom, right, top = self.crop
        width, height = right - left, top - bottom
        return (width, height) if self.total % 180 == 0 else (height, width)

    def apply(self, x: Any, y: Any) -> tuple[Any, Any]:
        """A point, or arrays of them, of user space in the reading frame."""
        left, bottom, right, top = self.crop
        if self.total == 0:
            return x - left, top - y
        if self.total == 90:
            return y - bottom, x - left
        if self.total == 180:
            return right - x, y - bottom
        return top - y, right - x


def frame_of(drawing: Drawing) -> Frame:
    """The reading frame of a page, in which most of its glyphs run to the right; or the displayed
    page, if a good part does (others are rotated headers).
    """
    directions = (drawing.rotate - drawing.glyphs.angle) % 360  # clockwise, as displayed
    counts = np.bincount(directions // 90, minlength=4)
    upright = counts[0] >= READING.glyphs.upright * counts.sum()
    turn = 0 if upright else int(np.argmax(counts)) * 90
    return Frame(drawing.crop, drawing.rotate, turn)


def rules_of(
    segments: Sequence[Segment], frame: Frame
) -> tuple[tuple[Border, ...], tuple[Border, ...]]:
    """Horizontal and vertical rules in the reading frame, without slanting segments.

    Rules are clipped to the page.
    """
    width, height = frame.size()
    horizontal: list[Border] = []
    vertical: list[Border] = []
    slant = READING.edges.slant
    for x0, y0, x1, y1 in segments:
        ax, ay = frame.apply(x0, y0)
        bx, by = frame.apply(x1, y1)
        if abs(ay - by) <= slant < abs(ax - bx):
            _add(horizontal, (ay + by) / 2, ax, bx, height, width)
        elif abs(ax - bx) <= slant < abs(ay - by):
            _add(vertical, (ax + bx) / 2, ay, by, width, height)
    return tuple(sorted(horizontal)), tuple(sorted(vertical))


def shades_of(segments: Sequence[Segment], frame: Frame) -> tuple[Box, ...]:
    """The shaded fields in the reading frame, top to bottom, clipped to the page."""
    width, height = frame.size()
    found: list[Box] = []
    for x0, y0, x1, y1 in segments:
        if min(abs(x0 - x1), abs(y0 - y1)) <= READING.edges.slant:
            continue
        (ax, ay), (bx, by) = frame.apply(x0, y0), frame.apply(x1, y1)
        box = Box(max(min(ax, bx), 0), max(min(ay, by), 0), min(max(ax, bx), width), max(ay, by))
        box = box._replace(bottom=min(box.bottom, height))
        if box.x1 > box.x0 and box.bottom > box.top:
            found.append(box)
    return tuple(sorted(found, key=lambda box: (box.top, box.x0)))


def _add(rules: list[Border], at: float, one: float, other: float, most: float, end: float) -> None:
    start, stop = max(min(one, other), 0.0), min(max(one, other), end)
    thick = READING.edges.thick
    if stop > start and -thick <= at <= most + thick:
        rules.append(Border(at, start, stop))
