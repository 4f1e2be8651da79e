"""From glyphs to letters: diacritics composed with their letters, doubled glyphs dropped."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pipeline.model.strings import nfc
from pipeline.reading.glyphs import Floats
from pipeline.text.thresholds import TEXT

# Accents that some typesetters draw as separate glyphs over a letter, and the combining mark each
# stands for.
_SPACING_MARKS = {
    "\u00af": "\u0304",
    "\u02c9": "\u0304",
    "\u02c7": "\u030c",
    "\u00b8": "\u0327",
    "\u02db": "\u0328",
    "\u00b4": "\u0301",
    "\u02cb": "\u0300",
}


@dataclass(frozen=True, slots=True)
class Placed:
    """Glyphs in the reading frame, as columns."""

    text: list[str]
    x0: Floats
    x1: Floats
    y: Floats  # baseline
    size: Floats
    bold: NDArray[np.bool_]
    order: NDArray[np.int64]  # place in the content stream

    def take(self, order: NDArray[np.int64]) -> Placed:
        """The glyphs of the indexes, in this order."""
        return Placed(
            list(map(self.text.__getitem__, order.tolist())),
            self.x0[order],
            self.x1[order],
            self.y[order],
            self.size[order],
            self.bold[order],
            self.order[order],
        )


def composed_letters(placed: Placed) -> Placed:
    """Diacritics composed with the letters under them, doubled glyphs of fake bold dropped."""
    text = list(placed.text)
    kinds = {char for char in set(text) if not char or _mark(char)}
    if not kinds:
        return _undoubled(placed)
    gone: set[int] = {index for index, char in enumerate(text) if not char}
    for index in [index for index, char in enumerate(text) if char and char in kinds]:
        base = _base_of(placed, text, index)
        if base is None:
            continue
        composed = nfc(text[base] + _mark(text[index]))
        if text[index] in _SPACING_MARKS and len(composed) > len(text[base]):
            continue  # a free-standing accent without a letter that it fits
        text[base] = composed
        gone.add(index)
    keep = np.array([index for index in range(len(text)) if index not in gone], np.int64)
    return _undoubled(replace(placed, text=text).take(keep))


def _mark(char: str) -> str:
    """The combining mark of a glyph; "" for letters."""
    if char in _SPACING_MARKS:
        return _SPACING_MARKS[char]
    return char if all(unicodedata.combining(part) for part in char) else ""


def _base_of(placed: Placed, text: list[str], index: int) -> int | None:
    """The glyph under a diacritic: the one before it if they touch, else the nearest."""
    limits = TEXT.marks
    size = placed.size[index]
    low, high = sorted((placed.x0[index], placed.x1[index]))
    before = index - 1
    if (
        (
            before >= 0
            and _is_base(text[before])
            and abs(placed.y[before] - placed.y[index]) < limits.above * size
        )
        and placed.x0[before] + limits.inside * size < high
        and low <= placed.x1[before] + limits.beside * size
    ):
        return before
    # Zero-width marks are drawn to the left of their origin, over the letter that ends there.
    wide = high - low > limits.no_width * size
    middle = (low + high) / 2 if wide else low - limits.left_of_origin * size
    distance = np.abs((placed.x0 + placed.x1) / 2 - middle) + np.abs(placed.y - placed.y[index])
    limit = (limits.near_spacing if text[index] in _SPACING_MARKS else limits.near) * size
    for near in np.argsort(distance, kind="stable")[: limits.looked_at].tolist():
        if _is_base(text[near]) and distance[near] < limit:
            return int(near)
    return None


def _is_base(char: str) -> bool:
    return char.isalpha() and not _mark(char)


def _undoubled(placed: Placed) -> Placed:
    """The glyphs without those printed twice (fake bold, shadows)."""
    if len(placed.text) < 2:
        return placed
    numbers = {char: number for number, char in enumerate(sorted(set(placed.text)))}
    code = np.array([numbers[char] for char in placed.text])
    order = np.lexsort((placed.x0, np.round(placed.y / 2), code))
    before, after = order[:-1], order[1:]
    near = TEXT.marks.doubled * placed.size[after]
    double = (code[before] == code[after]) & (np.abs(placed.x0[before] - placed.x0[after]) < near)
    double &= np.abs(placed.y[before] - placed.y[after]) < near
    if not double.any():
        return placed
    keep = np.ones(len(code), bool)
    keep[np.maximum(before, after)[double]] = False
    return placed.take(np.flatnonzero(keep))
