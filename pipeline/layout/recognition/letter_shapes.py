"""Determines the letter of a shape by majority among similar shapes.

A plan prints each digit hundreds of times, in one or two fonts. Tesseract reads most of them
correctly, so comparing similar shapes of the whole document corrects the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.layout.recognition.short_lines import MARKS, Shape, ShortLine
from pipeline.layout.recognition.thresholds import RECOGNITION


class Vote(NamedTuple):
    """One reading of a line."""

    text: str
    sure: float

    @property
    def letters(self) -> list[str]:
        """The text without punctuation and spaces."""
        return [char for char in self.text if char not in MARKS and not char.isspace()]


class Letter(NamedTuple):
    """The letter of a shape; "" where unknown."""

    text: str
    sure: float


@dataclass(slots=True)
class _Kind:
    """A cluster of similar shapes."""

    total: NDArray[np.float32]
    width: float
    votes: Counter[str] = field(default_factory=Counter)

    def letter(self) -> Letter:
        if not self.votes:
            return Letter("", 0.0)
        (text, most), *_ = self.votes.most_common(1)
        return Letter(text, most / (sum(self.votes.values()) + RECOGNITION.shapes.prior))


class Alphabet:
    """All shapes of a document's short lines, clustered, with the readings of each cluster."""

    def __init__(self, lines: Sequence[tuple[ShortLine, Sequence[Vote]]]) -> None:
        self._kinds: list[_Kind] = []
        self._lines = [[self._added(shape) for shape in line.letters] for line, _ in lines]
        for (_, votes), own in zip(lines, self._lines, strict=True):
            for vote in votes:
                if len(vote.letters) != len(own):
                    continue  # the reading has fewer or more letters than there are shapes
                for char, kind in zip(vote.letters, own, strict=True):
                    kind.votes[char] += vote.sure  # type: ignore[assignment]

    def letters(self) -> list[list[Letter]]:
        """The letters of each line, one for each shape other than punctuation."""
        return [[kind.letter() for kind in own] for own in self._lines]

    def letter(self, look: NDArray[np.float32], width: float) -> Letter:
        """The letter of any other shape."""
        kind = self._like(look, width)
        return kind.letter() if kind else Letter("", 0.0)

    def likest(self, look: NDArray[np.float32], among: str) -> str:
        """Which of some letters a shape looks most like, that is too small or too grainy to be
        known; "" where it looks like several, or like none.
        """
        limits = RECOGNITION.shapes
        likeness = dict.fromkeys(among, 0.0)
        for kind in self._kinds:
            text = kind.letter().text
            if text in likeness:
                own = float(kind.total @ look) / max(float(np.linalg.norm(kind.total)), 1e-6)
                likeness[text] = max(likeness[text], own)
        (best, most), *others = sorted(likeness.items(), key=lambda item: -item[1])
        clear = all(most - other >= limits.clearer for _, other in others)
        return best if most >= limits.likest and clear else ""

    def _added(self, shape: Shape) -> _Kind:
        kind = self._like(shape.look, shape.width)
        if kind is None:
            kind = _Kind(np.zeros_like(shape.look), shape.width)
            self._kinds.append(kind)
        kind.total = kind.total + shape.look
        return kind

    def _like(self, look: NDArray[np.float32], width: float) -> _Kind | None:
        best, most = None, RECOGNITION.shapes.alike
        for kind in self._kinds:
            if abs(kind.width - width) > RECOGNITION.shapes.width * kind.width:
                continue
            likeness = float(kind.total @ look) / max(float(np.linalg.norm(kind.total)), 1e-6)
            if likeness > most:
                best, most = kind, likeness
        return best


def readings(words: Iterable[tuple[str, float]]) -> Vote:
    """The words of a line as one reading, with the lowest of their confidences."""
    found = list(words)
    return Vote(" ".join(text for text, _ in found), min((sure for _, sure in found), default=0.0))
