"""Which letter a shape is: what most of those that look like it were read as.

A plan prints each digit hundreds of times, in one or two fonts. Tesseract reads most of them right
and a few wrong, line by line; looked at together, the few stand out.
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
    """A line as it was read once."""

    text: str
    sure: float

    @property
    def letters(self) -> list[str]:
        """What it holds but for marks and blanks."""
        return [char for char in self.text if char not in MARKS and not char.isspace()]


class Letter(NamedTuple):
    """What a shape was taken for; "" where nobody knows."""

    text: str
    sure: float


@dataclass(slots=True)
class _Kind:
    """Shapes that look alike."""

    total: NDArray[np.float32]
    width: float
    votes: Counter[str] = field(default_factory=Counter)

    def letter(self) -> Letter:
        if not self.votes:
            return Letter("", 0.0)
        (text, most), *_ = self.votes.most_common(1)
        return Letter(text, most / (sum(self.votes.values()) + RECOGNITION.shapes.prior))


class Alphabet:
    """All shapes of a document's short lines, and what each kind of them was read as."""

    def __init__(self, lines: Sequence[tuple[ShortLine, Sequence[Vote]]]) -> None:
        self._kinds: list[_Kind] = []
        self._lines = [[self._added(shape) for shape in line.letters] for line, _ in lines]
        for (_, votes), own in zip(lines, self._lines, strict=True):
            for vote in votes:
                if len(vote.letters) != len(own):
                    continue  # it saw fewer letters than there are, or more
                for char, kind in zip(vote.letters, own, strict=True):
                    kind.votes[char] += vote.sure  # type: ignore[assignment]

    def letters(self) -> list[list[Letter]]:
        """The letters of each line, one a shape that is no mark."""
        return [[kind.letter() for kind in own] for own in self._lines]

    def letter(self, look: NDArray[np.float32], width: float) -> Letter:
        """What a shape that stands elsewhere is."""
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
    """The words of a line as one reading, as sure as the least sure of them."""
    found = list(words)
    return Vote(" ".join(text for text, _ in found), min((sure for _, sure in found), default=0.0))
