"""Separates overlapping texts of a line by their runs in printing order.

A word too wide for its cell overlaps the next cell's text. Sorted from left to right their letters
would be mixed; in printing order each text is contiguous.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.text.letters import Placed
from pipeline.text.page import Word
from pipeline.text.thresholds import TEXT


def untangled(placed: Placed, line: NDArray[np.int64]) -> tuple[Placed, NDArray[np.int64]]:
    """Glyphs sorted by line and place, with overlapping runs kept contiguous.

    `line` is the line number of each glyph; glyphs are given sorted by it and from left to right.
    Returns the glyphs, and for each the number of its run if that overlaps another, else 0.
    """
    runs = np.zeros(len(placed.text), np.int64)
    if len(runs) < 2:
        return placed, runs
    overlap = placed.x1[:-1] - placed.x0[1:]
    level = line[1:] == line[:-1]
    jumps = np.abs(placed.order[1:] - placed.order[:-1]) > 1
    lying_over = level & jumps & (overlap > TEXT.runs.over * placed.size[1:])
    suspects = sorted(set(line[1:][lying_over].tolist()))
    if not suspects:
        return placed, runs
    sorted_by = placed.x0.copy()
    dropped = np.zeros(len(runs), bool)
    number = 0
    for own in (np.flatnonzero(line == suspect) for suspect in suspects):
        for run, shadow in _overlapping(placed, own):
            number += 1
            runs[run] = number
            sorted_by[run] = placed.x0[run].min()
            dropped[run] = shadow
    order = np.lexsort((placed.x0, runs, sorted_by, line))
    order = order[~dropped[order]]
    return placed.take(order), runs[order]


def _overlapping(placed: Placed, own: NDArray[np.int64]) -> list[tuple[NDArray[np.int64], bool]]:
    """The overlapping runs of a line, and whether each is a shadow of another."""
    runs = [_Run.of(placed, part) for part in _runs(placed, own)]
    runs = [run for run in runs if run.text]
    shadows = [
        run
        for place, run in enumerate(runs)
        if any(run.is_shadow_of(other) for other in runs[:place])
    ]
    rest = [run for run in runs if run not in shadows]
    over = [run for run in rest if any(run.is_over(other) for other in rest)]
    return [(run.glyphs, False) for run in over] + [(run.glyphs, True) for run in shadows]


@dataclass(frozen=True, slots=True, eq=False)
class _Run:
    """Glyphs printed consecutively."""

    glyphs: NDArray[np.int64]
    text: str
    x0: float
    x1: float
    size: float

    @classmethod
    def of(cls, placed: Placed, glyphs: NDArray[np.int64]) -> _Run:
        return cls(
            glyphs,
            "".join(placed.text[index] for index in glyphs.tolist()).strip(),
            float(placed.x0[glyphs].min()),
            float(placed.x1[glyphs].max()),
            float(placed.size[glyphs].max()),
        )

    def is_over(self, other: _Run) -> bool:
        common = min(self.x1, other.x1) - max(self.x0, other.x0)
        return other is not self and common > TEXT.runs.over * self.size

    def is_shadow_of(self, other: _Run) -> bool:
        return self.text == other.text and abs(self.x0 - other.x0) < TEXT.runs.shadow * self.size


def _runs(placed: Placed, own: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """The glyphs of a line in printing order, split where the position jumps."""
    printed = own[np.argsort(placed.order[own], kind="stable")]
    x0, x1, size = placed.x0[printed], placed.x1[printed], placed.size[printed]
    step = x0[1:] - x1[:-1]
    cut = (step < -TEXT.runs.back * size[1:]) | (step > TEXT.runs.ahead * size[1:])
    return np.split(printed, np.flatnonzero(cut) + 1)


def covered(words: Sequence[Word], lines: Sequence[int], runs: Sequence[int]) -> list[bool]:
    """The words that overlap a word of another run; run 0 overlaps none."""
    marked = [index for index, run in enumerate(runs) if run]
    result = [False] * len(runs)
    for index, other in itertools.permutations(marked, 2):
        if lines[index] != lines[other] or runs[index] == runs[other]:
            continue
        common = min(words[index].x1, words[other].x1) - max(words[index].x0, words[other].x0)
        result[index] = result[index] or common > TEXT.runs.covered * words[index].size
    return result
