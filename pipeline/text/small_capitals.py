"""Small capitals: capitals in two sizes, of which the smaller ones stand for small letters.

A PDF holds them as capitals, or as whatever its program took the shared shapes of the font for
(`pRIoRItātes`). Which letters are small is seen by their size alone.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import regex
from numpy.typing import NDArray

from pipeline.text.letters import Placed
from pipeline.text.thresholds import TEXT

_ODD = regex.compile(r"\p{Ll}\p{Lu}|^[\P{L}\p{Lu}]+$")  # within a word, or all capitals


@dataclass(frozen=True, slots=True, eq=False)
class _Stretch:
    """Letters of one line that only blanks part."""

    glyphs: NDArray[np.int64]
    x0: float
    x1: float
    y: float
    sizes: frozenset[float]  # of its letters
    bold: bool

    def is_below(self, other: _Stretch, size: float) -> bool:
        """Whether it is the next line of the text, or the one before."""
        near = abs(self.y - other.y) <= TEXT.small_capitals.leading * size
        return near and self.bold == other.bold and self.x0 < other.x1 and other.x0 < self.x1


def with_small_letters(placed: Placed, line: NDArray[np.int64]) -> Placed:
    """The glyphs with small letters where small capitals are printed; `line` is the number of each
    glyph's line, by which they are sorted.
    """
    pairs = _pairs(placed, line)
    if not pairs:
        return placed
    text = list(placed.text)
    stretches = list(_stretches(placed, line))
    for large, small in sorted(pairs):
        own = [
            found
            for found in stretches
            if found.sizes <= {large, small} and not _is_in_lower_case(found, placed, large)
        ]
        sure = [found for found in own if _begins_large(found, placed, large, small)]
        if not any(_has_capitals(found, placed, small) for found in sure):
            continue
        rest = [found for found in own if found not in sure and found.sizes == {small}]
        while True:
            more = [
                found
                for found in rest
                if (found.bold or _is_odd(found, placed))
                and any(found.is_below(other, large) for other in sure)
            ]
            if not more:
                break
            sure += more
            rest = [found for found in rest if found not in more]
        for glyph in (index for found in sure for index in found.glyphs.tolist()):
            is_small = round(float(placed.size[glyph]), 1) == small
            text[glyph] = text[glyph].lower() if is_small else text[glyph].upper()
    return replace(placed, text=text)


def _pairs(placed: Placed, line: NDArray[np.int64]) -> set[tuple[float, float]]:
    """The sizes of a letter and of a smaller one that touches it: those of small capitals."""
    limits = TEXT.small_capitals
    if len(placed.text) < 2:
        return set()
    size = np.maximum(placed.size, TEXT.words.smallest)
    ratio = size[1:] / size[:-1]
    touching = placed.x0[1:] - placed.x1[:-1] < limits.touch * size[:-1]
    level = line[1:] == line[:-1]
    told = np.flatnonzero(level & touching & (ratio >= limits.least) & (ratio <= limits.most))
    return {
        (round(float(size[at]), 1), round(float(size[at + 1]), 1))
        for at in told.tolist()
        if _is_letter(placed.text[at]) and _is_letter(placed.text[at + 1])
    }


def _is_letter(char: str) -> bool:
    return len(char) == 1 and char.isalpha()


def _stretches(placed: Placed, line: NDArray[np.int64]) -> Iterator[_Stretch]:
    gap = placed.x0[1:] - placed.x1[:-1]
    cut = (line[1:] != line[:-1]) | (gap > TEXT.small_capitals.blank * placed.size[1:])
    for glyphs in np.split(np.arange(len(placed.text)), np.flatnonzero(cut) + 1):
        letters = [at for at in glyphs.tolist() if _is_letter(placed.text[at])]
        if letters:
            sizes = frozenset(round(float(placed.size[at]), 1) for at in letters)
            yield _Stretch(
                np.array(letters),
                float(placed.x0[glyphs[0]]),
                float(placed.x1[glyphs].max()),
                float(placed.y[glyphs[0]]),
                sizes,
                bool(2 * placed.bold[letters].sum() > len(letters)),
            )


def _begins_large(found: _Stretch, placed: Placed, large: float, small: float) -> bool:
    """Whether a word of a stretch begins with a large letter and goes on with small ones."""
    sizes = [round(float(placed.size[at]), 1) for at in found.glyphs.tolist()]
    neighbours = itertools.pairwise(found.glyphs.tolist())
    return any(
        after == at + 1 and (one, other) == (large, small)
        for (at, after), (one, other) in zip(neighbours, itertools.pairwise(sizes), strict=True)
    )


def _is_in_lower_case(found: _Stretch, placed: Placed, large: float) -> bool:
    """Whether its words go on in large letters of lower case, more than it has small letters: it is
    printed in both cases as usual, and what is smaller are marks beside it.
    """
    sizes = [round(float(placed.size[at]), 1) for at in found.glyphs.tolist()]
    going_on = sum(
        after == at + 1 and one == other == large and placed.text[after].islower()
        for (at, after), (one, other) in zip(
            itertools.pairwise(found.glyphs.tolist()), itertools.pairwise(sizes), strict=True
        )
    )
    return bool(going_on > sum(size < large for size in sizes))


def _has_capitals(found: _Stretch, placed: Placed, small: float) -> bool:
    """Whether some of its small letters are capitals: else they are what they seem."""
    return any(
        placed.text[at].isupper() and round(float(placed.size[at]), 1) == small
        for at in found.glyphs.tolist()
    )


def _is_odd(found: _Stretch, placed: Placed) -> bool:
    """Whether its capitals stand where none are printed but as small capitals."""
    first, last = int(found.glyphs[0]), int(found.glyphs[-1])
    words = "".join(placed.text[first : last + 1]).split()
    return any(_ODD.search(word) for word in words if len(word) > 1)
