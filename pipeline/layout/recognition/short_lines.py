"""Lines of capitals and digits only (ids, amounts, years), segmented into letters.

Tesseract determines the scale of a line by its small letters. Without them it guesses, and loses
full stops, spaces and digits. This module segments such lines from the picture; `letter_shapes`
determines the letter of each shape.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.layout.recognition.picture import Grey, Mask
from pipeline.layout.recognition.regions import MARGIN, Region, runs
from pipeline.layout.recognition.thresholds import RECOGNITION

CAPITAL = 0.69  # height of capitals, of the font's size
SIDE = 16  # pixels; size in which letters are compared


MARKS = frozenset(".,-–—")


@dataclass(frozen=True, slots=True)
class Shape:
    """A letter or punctuation mark of a line, in pixels of the page."""

    left: int
    right: int
    mark: str  # the punctuation mark; "" for a letter
    look: NDArray[np.float32]  # its picture, normalised in size; empty for marks
    width: float  # of its height


@dataclass(frozen=True, slots=True)
class ShortLine:
    """A line of capitals and digits."""

    page: int
    top: int  # of the capitals, pixels
    foot: int  # the baseline
    shapes: tuple[Shape, ...]
    grey: Grey  # of the line
    left: int  # left side of it, pixels of the page
    upper: int

    @property
    def capital(self) -> int:
        """The height of capitals."""
        return self.foot - self.top

    @property
    def letters(self) -> tuple[Shape, ...]:
        """Its shapes except marks."""
        return tuple(shape for shape in self.shapes if not shape.mark)


def short_lines(region: Region, page: int) -> list[ShortLine]:
    """The lines of a cell, if all are of capitals and digits only; else none."""
    found: list[ShortLine] = []
    for top, bottom in runs(np.any(region.ink, axis=1)):
        if bottom - top < RECOGNITION.lines.lowest // 4:
            continue
        line = _line(region, page, top, bottom)
        if line is None:
            return []
        found.append(line)
    return found


def _line(region: Region, page: int, top: int, bottom: int) -> ShortLine | None:
    ink = region.ink[top:bottom]
    boxes = []
    for left, right in runs(np.any(ink, axis=0)):
        rows = np.flatnonzero(ink[:, left:right].any(axis=1))
        boxes.append((left, right, int(rows[0]), int(rows[-1]) + 1))
    tallest = max(low - high for _, _, high, low in boxes)
    if tallest < RECOGNITION.lines.lowest:
        return None
    full = [box for box in boxes if box[3] - box[2] > RECOGNITION.lines.full * tallest]
    capital = float(np.median([low - high for _, _, high, low in full]))
    foot = float(np.median([low for _, _, _, low in full]))
    shapes = []
    for left, right, high, low in boxes:
        if max(right - left, low - high) < RECOGNITION.lines.speck * capital:
            continue
        mark = _mark(right - left, (foot - high) / capital, (foot - low) / capital, capital)
        if mark is None:
            return None
        look = (
            np.zeros(0, np.float32)
            if mark
            else look_of(region, *(side + MARGIN for side in (left, right, top + high, top + low)))
        )
        shapes.append(
            Shape(
                region.left + left, region.left + right, mark, look, (right - left) / (low - high)
            )
        )
    head = round(top + foot - capital)
    return ShortLine(
        page,
        region.top + head,
        region.top + round(top + foot),
        tuple(shapes),
        _cut(region, top, bottom),
        region.left + boxes[0][0],
        region.top + top,
    )


def lone_dash(region: Region, page: int, capital: int) -> list[ShortLine]:
    """The line of a cell with a single dash; `capital` is the usual height of capitals in its
    table, pixels.
    """
    height, width = region.ink.shape
    limits = RECOGNITION.lines
    if height > limits.thin * capital or not limits.thin < width / capital < limits.bracket:
        return []
    middle = region.top + height // 2
    foot = middle + round(sum(limits.middle) / 2 * capital)
    dash = Shape(region.left, region.right, _dash(width / capital), np.zeros(0, np.float32), 1.0)
    grey = _cut(region, 0, height)
    return [ShortLine(page, foot - capital, foot, (dash,), grey, region.left, region.top)]


def parted(line: ShortLine, letters: int) -> ShortLine:
    """The line with shapes of several digits split, if it then has `letters` letters; else the line
    itself.
    """
    parts = [_parts(shape, line) for shape in line.shapes]
    if sum(1 for own in parts for shape in own if not shape.mark) != letters:
        return line
    return replace(line, shapes=tuple(shape for own in parts for shape in own))


def _parts(shape: Shape, line: ShortLine) -> list[Shape]:
    """A wide shape split where there is least ink, near multiples of a digit's width."""
    width = shape.right - shape.left
    count = round(width / (RECOGNITION.lines.digit * line.capital))
    if shape.mark or count < 2 or width < RECOGNITION.lines.wide * line.capital:
        return [shape]
    left = shape.left - line.left
    ink = 255.0 * line.grey.shape[0] - line.grey[:, left : left + width].sum(axis=0)
    step = width / count
    cuts = [0]
    for place in range(1, count):
        low = round((place - RECOGNITION.lines.slack) * step)
        high = round((place + RECOGNITION.lines.slack) * step) + 1
        cuts.append(low + int(np.argmin(ink[low:high])))
    result = []
    for start, end in itertools.pairwise([*cuts, width]):
        rows = line.grey[line.top - line.upper : line.foot - line.upper, left + start : left + end]
        wide = (end - start) / max(line.capital, 1)
        result.append(Shape(shape.left + start, shape.left + end, "", _normal(rows), wide))
    return result


def _mark(width: int, high: float, low: float, capital: float) -> str | None:
    """The punctuation mark of a shape, "" for a letter, None for shapes that do not occur in such
    lines.

    `high` and `low` are its top and bottom above the baseline, in units of the capitals' height.
    """
    limits = RECOGNITION.lines
    wide, tall = width / capital, high - low
    if abs(tall - 1) <= limits.alike and abs(low) <= limits.alike:
        return ""
    if (
        tall <= limits.thin
        and wide > limits.thin
        and limits.middle[0] < (high + low) / 2 < limits.middle[1]
    ):
        return _dash(wide)
    if wide > limits.comma:
        return None
    if tall <= limits.stop and abs(low) <= limits.sunk:
        return "."
    if tall <= limits.comma and low < 0 and high < limits.stop:
        return ","
    if 1 + limits.alike < tall < limits.bracket and low < 0:  # a bracket
        return ""
    return None


def look_of(region: Region, left: int, right: int, top: int, bottom: int) -> NDArray[np.float32]:
    """The picture of a letter, normalised in size, by its sides in the region's `grey`."""
    return _normal(region.drawn(left, top, right, bottom))


def _normal(part: Grey) -> NDArray[np.float32]:
    small = Image.fromarray(part).resize((SIDE, SIDE), Image.Resampling.BOX)
    look = 255.0 - np.asarray(small, np.float32).ravel()
    look -= look.mean()
    return look / max(float(np.linalg.norm(look)), 1e-6)


def _cut(region: Region, top: int, bottom: int) -> Grey:
    columns = np.flatnonzero(region.ink[top:bottom].any(axis=0))
    left, right = int(columns[0]), int(columns[-1]) + 1
    return region.drawn(left + MARGIN, top + MARGIN, right + MARGIN, bottom + MARGIN)


def blank_between(line: ShortLine, before: int, digits: bool) -> bool:
    """Whether there is a space after a shape of the line; `digits`: it and the next are digits,
    which are evenly spaced.
    """
    one, other = line.shapes[before], line.shapes[before + 1]
    if digits:
        apart = (other.left + other.right - one.left - one.right) / 2
        return apart > RECOGNITION.lines.pitch * line.capital
    return other.left - one.right > RECOGNITION.lines.blank * line.capital


def dash_of(ink: Mask, size: float) -> str:
    """The kind of a dash by its width in the picture; `size` is that of capitals."""
    wide = max((right - left for left, right in runs(np.any(ink, axis=0))), default=0) / size
    return _dash(wide)


def _dash(wide: float) -> str:
    limits = RECOGNITION.lines
    return "-" if wide <= limits.hyphen else "–" if wide <= limits.dash else "—"
