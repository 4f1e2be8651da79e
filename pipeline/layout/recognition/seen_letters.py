"""Corrects readings by the picture: letter case, kinds of dashes, the digit one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
from numpy.typing import NDArray

from pipeline.layout.recognition.letter_shapes import Alphabet, Letter
from pipeline.layout.recognition.regions import Region, runs
from pipeline.layout.recognition.short_lines import CAPITAL, dash_of, look_of
from pipeline.layout.recognition.tesseract import ReadWord
from pipeline.layout.recognition.thresholds import RECOGNITION

# Letters whose capital has the same shape.
_BARE = frozenset("cosuvwxz")
_LOW = _BARE | frozenset("aemnr")
_DASHES = frozenset("-‐‑–—―")
_LIKE_RAISED = frozenset("?*”\"'’“°²³23")
_RAISED = {"2": "²", "3": "³"}
_LIKE_ONE = frozenset("1lILiJj|!")


@dataclass(frozen=True, slots=True)
class Seen:
    """A line of a region with its letters; lengths in pixels."""

    region: Region
    foot: float  # the baseline, in the region
    size: float  # of the font
    words: Sequence[ReadWord]
    alphabet: Alphabet  # the plan's capitals and digits

    def texts(self) -> Iterator[str]:
        """The corrected text of each word of the line."""
        low = self._low()
        ends = [0, *(word.right for word in self.words)]
        starts = [*(word.left for word in self.words[1:]), self.region.grey.shape[1]]
        for place, word in enumerate(self.words):
            if word.text in _DASHES:
                yield self._dash(ends[place], starts[place])
                continue
            letters = self._letters(word)
            text = [*word.text]
            for index, (char, left, right) in enumerate(letters):
                text[index] = self._cased(char, left, right, word, low)
                if index and char in _LIKE_RAISED and word.text[index - 1] == "m":
                    text[index] = self._raised(char, left, right, word)
            if place == 0 and word.text[0] in _LIKE_ONE and word.text[1:2] in (".", ")"):
                text[0] = self._one(word, letters)
            yield "".join(self._dashed(text, word))

    def _low(self) -> float | None:
        """The height of small letters without ascenders on this line, pixels; None where there are
        none.
        """
        found = [
            self.foot - top
            for word in self.words
            for char, left, right in self._letters(word)
            if char in _LOW and (top := self._top(left, right, word)) is not None
        ]
        return median(found) if found else None

    def _letters(self, word: ReadWord) -> list[tuple[str, int, int]]:
        """The letters separated by white, each with its sides; only the first where some touch."""
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
        """The top of the ink of a letter, in the region."""
        rows = self._rows(left, right, word)
        return int(rows[0]) if len(rows) else None

    def _rows(self, left: int, right: int, word: ReadWord) -> NDArray[np.int64]:
        """The inked rows of a letter, in the region."""
        ink = self.region.inked(left, word.top, right, word.bottom)
        return np.flatnonzero(np.any(ink, axis=1)) + word.top

    def _cased(self, char: str, left: int, right: int, word: ReadWord, low: float | None) -> str:
        """The letter, in lower case where it is no higher than small letters."""
        small = char.lower()
        if low is None or char == small or small not in _BARE:
            return char
        top = self._top(left, right, word)
        if top is None or right - left > self.size:
            return char
        return small if (self.foot - top) / low <= RECOGNITION.letters.small else char

    def _one(self, word: ReadWord, letters: Sequence[tuple[str, int, int]]) -> str:
        """The text before a full stop at the start of a line: 1 where it resembles those of the
        plan, or was read as a small l, as no word ends so.
        """
        if word.text[0] == "l" and word.text[2:3].isupper():
            return "1"
        letter = self._letter(letters[0][1], letters[0][2], word) if letters else None
        is_one = letter and letter.text == "1" and letter.sure >= RECOGNITION.letters.sure
        return "1" if is_one else word.text[0]

    def _raised(self, char: str, left: int, right: int, word: ReadWord) -> str:
        """A superscript 2 or 3 (m², m³), where the shape is raised and resembles one."""
        rows = self._rows(left, right, word)
        raised = RECOGNITION.letters.raised * self.size
        if not len(rows) or self.foot - rows[-1] < raised:
            return char
        digit = self.alphabet.likest(self._look(left, right, word), "0123456789")
        return _RAISED.get(digit, char)

    def _letter(self, left: int, right: int, word: ReadWord) -> Letter:
        """The letter of a shape, by the plan's capitals and digits."""
        rows = self._rows(left, right, word)
        if not len(rows):
            return Letter("", 0.0)
        high = int(rows[-1]) + 1 - int(rows[0])
        return self.alphabet.letter(self._look(left, right, word), (right - left) / high)

    def _look(self, left: int, right: int, word: ReadWord) -> NDArray[np.float32]:
        """The picture of an inked letter of a word."""
        rows = self._rows(left, right, word)
        return look_of(self.region, left, right, int(rows[0]), int(rows[-1]) + 1)

    def _dashed(self, text: list[str], word: ReadWord) -> list[str]:
        """The text of a word, with dashes by their printed width."""
        places = [index for index, char in enumerate(text) if char in _DASHES]
        if not places:
            return text
        bottom, top = (round(self.foot - high * self.size) for high in RECOGNITION.letters.dash)
        found = []
        for left, right in runs(
            np.any(self.region.inked(word.left, word.top, word.right, word.bottom), axis=0)
        ):
            column = self.region.inked(word.left + left, word.top, word.left + right, word.bottom)
            rows = np.flatnonzero(np.any(column, axis=1)) + word.top
            if len(rows) and top <= rows[0] and rows[-1] <= bottom:
                found.append(dash_of(column, CAPITAL * self.size))
        if len(found) == len(places):
            for index, dash in zip(places, found, strict=True):
                text[index] = dash
        return text

    def _dash(self, after: int, before: int) -> str:
        """The dash between two words."""
        bottom, top = (self.foot - high * self.size for high in RECOGNITION.letters.dash)
        ink = self.region.inked(after + 1, round(top), before - 1, round(bottom))
        return dash_of(ink, CAPITAL * self.size)
