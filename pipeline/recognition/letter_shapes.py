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

from pipeline.recognition.short_lines import MARKS, Shape, ShortLine


@dataclass(frozen=True, slots=True)
class ShapeLimits:
    """Likenesses are correlations of pictures, from -1 to 1."""

    alike: float = 0.86  # shapes of one letter look as much alike
    width: float = 0.2  # and are about as wide, as a share
    enough: float = 1.0  # votes that name a letter, each as sure as its reading
    prior: float = 0.5  # votes against each letter that nobody has cast


LIMITS = ShapeLimits()


class Vote(NamedTuple):
    """A line as it was read once."""

    text: str
    sure: float


class Letter(NamedTuple):
    """What a shape was taken for; "" where nobody knows."""

    text: str
    sure: float


@dataclass(slots=True)
class _Kind:
    """Shapes that look alike."""

    total: NDArray[np.float32]
    width: float
    members: int = 0
    votes: Counter[str] = field(default_factory=Counter)

    def letter(self, limits: ShapeLimits) -> Letter:
        if not self.votes:
            return Letter("", 0.0)
        (text, most), *_ = self.votes.most_common(1)
        total = sum(self.votes.values())
        if total < limits.enough:
            return Letter("", 0.0)
        return Letter(text, most / (total + limits.prior))


def letters_of(
    lines: Sequence[tuple[ShortLine, Sequence[Vote]]], limits: ShapeLimits = LIMITS
) -> list[list[Letter]]:
    """The letters of each line, one a shape that is no mark, from all readings of all lines."""
    kinds: list[_Kind] = []
    of_lines = [[_kind_of(shape, kinds, limits) for shape in line.letters] for line, _ in lines]
    for (_, votes), own in zip(lines, of_lines, strict=True):
        for vote in votes:
            text = [char for char in vote.text if char not in MARKS and not char.isspace()]
            if len(text) != len(own):
                continue  # it saw fewer letters than there are, or more
            for char, kind in zip(text, own, strict=True):
                kind.votes[char] += vote.sure  # type: ignore[assignment]
    return [[kind.letter(limits) for kind in own] for own in of_lines]


def _kind_of(shape: Shape, kinds: list[_Kind], limits: ShapeLimits) -> _Kind:
    best, most = None, limits.alike
    for kind in kinds:
        if abs(kind.width - shape.width) > limits.width * kind.width:
            continue
        likeness = float(kind.total @ shape.look) / max(float(np.linalg.norm(kind.total)), 1e-6)
        if likeness > most:
            best, most = kind, likeness
    if best is None:
        best = _Kind(np.zeros_like(shape.look), shape.width)
        kinds.append(best)
    best.total = best.total + shape.look
    best.members += 1
    return best


def readings(words: Iterable[tuple[str, float]]) -> Vote:
    """The words of a line as one reading, as sure as the least sure of them."""
    found = list(words)
    return Vote(" ".join(text for text, _ in found), min((sure for _, sure in found), default=0.0))
