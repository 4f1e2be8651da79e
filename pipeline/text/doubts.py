"""Detects doubtful words of a reading, which are then checked by a second reader.

Doubts are visible in the glyphs: a letter that the font does not map, one of an impossible width,
overlapping letters, an ambiguous gap, /ActualText that replaces drawn letters, overlapping texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.reading.glyphs import Floats
from pipeline.text.page import Page, Word
from pipeline.text.thresholds import TEXT

NONE = ""
UNMAPPED, TOLD, OVERLAP, WIDTH, GAP = "unmapped", "told", "overlap", "width", "gap"
DOUBTS = (NONE, UNMAPPED, TOLD, OVERLAP, WIDTH, GAP)

_HYPHENS = ("-", "\u00ad", "\u2010")


@dataclass(frozen=True, slots=True)
class Stretch:
    """The glyphs of a page in reading order, as columns; gap columns have one fewer."""

    text: Sequence[str]
    advance: Floats
    size: Floats
    blank: NDArray[np.bool_]
    gap: Floats  # to the next glyph
    limit: Floats  # minimum gap between words there
    near: Floats  # the smaller size of the two glyphs
    inside: NDArray[np.bool_]  # both glyphs are of the same word
    level: NDArray[np.bool_]  # both are letters on the same line
    told: NDArray[np.bool_]  # the text is from /ActualText


def doubts_of(stretch: Stretch, starts: NDArray[np.int64]) -> dict[int, str]:
    """Doubts by word index; `starts` has the first glyph of each word."""
    limits = TEXT.doubts
    size = np.maximum(stretch.size, limits.smallest)
    odd = (stretch.advance > limits.wide * size) | (stretch.advance < limits.narrow * size)
    over = stretch.inside & (stretch.gap < -limits.overlap * stretch.near)
    unsure = stretch.level & (np.abs(stretch.gap - stretch.limit) < limits.gap * stretch.near)
    unsure &= stretch.gap > 0
    stated = stretch.told & ~stretch.blank
    if stated.any():  # most /ActualText is hyphens at line ends
        stated &= ~np.array([char in _HYPHENS for char in stretch.text], bool)
    found: dict[int, str] = {}
    for kind, glyphs in (
        (GAP, np.flatnonzero(unsure)),
        (GAP, np.flatnonzero(unsure) + 1),
        (WIDTH, np.flatnonzero(odd & ~stretch.blank)),
        (OVERLAP, np.flatnonzero(over)),
        (TOLD, np.flatnonzero(stated)),
    ):
        if len(glyphs):
            own = np.searchsorted(starts, glyphs, "right") - 1
            found.update(dict.fromkeys(own.tolist(), kind))
    if "\ufffd" in stretch.text:
        lost = np.array([at for at, char in enumerate(stretch.text) if char == "\ufffd"])
        own = np.searchsorted(starts, lost, "right") - 1
        found.update(dict.fromkeys(own.tolist(), UNMAPPED))
    return found


def in_doubt(page: Page) -> tuple[Word, ...]:
    """The words of a page that are in doubt, including those that overlap another text."""
    return tuple(word for word in page.words if word.doubt or word.over)
