"""What the picture tells of a word against the way it was read: large or small, which dash, one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
from numpy.typing import NDArray

from pipeline.recognition.letter_shapes import Letter
from pipeline.recognition.regions import Region, runs
from pipeline.recognition.short_lines import dash_of, look_of
from pipeline.recognition.tesseract import ReadWord
from pipeline.recognition.thresholds import RECOGNITION

# Letters whose capital is but a larger one, bare and with a mark above.
_BARE, _MARKED = frozenset("cosuvwxz"), frozenset("čšžūōīāē")
_LOW = _BARE | frozenset("aemnr")
_DASHES = frozenset("-‐‑–—―")
_LIKE_ONE = frozenset("1lILiJj|!")

Shapes = Callable[[NDArray[np.float32], float], Letter]  # what letter a look and a width are


@dataclass(frozen=True, slots=True)
class Seen:
    """A line of a region, with what is known of its letters; lengths in pixels."""

    region: Region
    foot: float  # the baseline, in the region
    size: float  # of the font
    words: Sequence[ReadWord]
    shapes: Shapes

    def texts(self) -> Iterator[str]:
        """Each word of the line as the picture has it."""
        low = self._low()
        ends = [0, *(word.right for word in self.words)]
        starts = [*(word.left for word in self.words[1:]), self.region.grey.shape[1]]
        for place, word in enumerate(self.words):
            if word.text in _DASHES:
                yield self._dash(ends[place], starts[place])
                continue
            letters = self._letters(word)
            text = [self._cased(*letter, word, low) for letter in letters]
            if (
                letters
                and place == 0
                and word.text[0] in _LIKE_ONE
                and word.text[1:2] in (".", ")")
            ):
                text[0] = self._one(text[0], *letters[0][1:])
            yield "".join(text) + word.text[len(text) :]

    def _low(self) -> float | None:
        """How high bare small letters are on this line, pixels; None where there are none."""
        found = [
            self.foot - top
            for word in self.words
            for char, left, right in self._letters(word)
            if char in _LOW and (top := self._top(left, right, word)) is not None
        ]
        return median(found) if found else None

    def _letters(self, word: ReadWord) -> list[tuple[str, int, int]]:
        """The letters that white parts, each with its sides; the first alone where some touch."""
        ink = self.region.inked(word.left, word.top, word.right, word.bottom)
        places = [
            (word.left + left, word.left + right) for left, right in runs(np.any(ink, axis=0))
        ]
        whole = len(places) == len(word.text)
        return [
            (char, *place)
            for char, place in zip(word.text, places if whole else places[:1], strict=False)
        ]

    def _top(self, left: int, right: int, word: ReadWord) -> int | None:
        """The highest ink of a letter of the word, in the region."""
        rows = np.flatnonzero(np.any(self.region.inked(left, word.top, right, word.bottom), axis=1))
        return word.top + int(rows[0]) if len(rows) else None

    def _cased(self, char: str, left: int, right: int, word: ReadWord, low: float | None) -> str:
        """The letter; a capital that is no higher than small letters is one of those."""
        if char in _DASHES and len(word.text) > 1 and right - left > 2:
            ink = self.region.inked(left, word.top, right, word.bottom)
            return dash_of(ink, 0.69 * self.size)
        small = char.lower()
        if low is None or char == small or (small not in _BARE and small not in _MARKED):
            return char
        top = self._top(left, right, word)
        if top is None or right - left > self.size:
            return char
        height = (self.foot - top) / low
        return (
            small
            if height
            <= (RECOGNITION.letters.small if small in _BARE else RECOGNITION.letters.marked)
            else char
        )

    def _one(self, char: str, left: int, right: int) -> str:
        foot = round(self.foot)
        high = round(self.foot - self.size)
        rows = np.flatnonzero(np.any(self.region.inked(left, high, right, foot), axis=1))
        if not len(rows):
            return char
        top = high + int(rows[0])
        letter = self.shapes(
            look_of(self.region, left, right, top, foot), (right - left) / max(foot - top, 1)
        )
        return (
            letter.text if letter.text == "1" and letter.sure >= RECOGNITION.letters.sure else char
        )

    def _dash(self, after: int, before: int) -> str:
        """The dash between two words."""
        top, bottom = self.foot - 0.5 * self.size, self.foot - 0.08 * self.size
        ink = self.region.inked(after + 1, round(top), before - 1, round(bottom))
        return dash_of(ink, 0.69 * self.size)
