"""Vertical texts, such as headers of narrow columns.

Such a text may be longer than the height of its row and overflow into other rows; it belongs to the
row where it begins.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.layout.thresholds import LAYOUT
from pipeline.text.lines import is_turned
from pipeline.text.page import Word

Beginnings = Mapping[int, float]
"""By the identity of a word: the y, in points, at which its text begins."""


def beginnings(words: Sequence[Word]) -> Beginnings:
    """The start of each rotated word's text, which is that of the first word of its line."""
    found: dict[int, float] = {}
    last: dict[int, Word] = {}
    for word in sorted(filter(is_turned, words), key=_along):
        before = last.get(word.turn)
        if before is None or not _goes_on(before, word):
            half = min(word.size, word.bottom - word.top) / 2
            found[id(word)] = word.top + half if word.turn == 90 else word.bottom - half
        else:
            found[id(word)] = found[id(before)]
        last[word.turn] = word
    return found


def _along(word: Word) -> tuple[int, float, float]:
    """Sort key: direction, strip, and place along it."""
    return word.turn, round(word.x0, 1), word.top if word.turn == 90 else -word.bottom


def _goes_on(before: Word, word: Word) -> bool:
    """Whether a word follows another in its line."""
    step = word.top - before.bottom if word.turn == 90 else before.top - word.bottom
    beside = abs(word.x0 - before.x0) <= LAYOUT.turned.strip * word.size
    return beside and -LAYOUT.turned.strip * word.size <= step <= LAYOUT.turned.blank * word.size
