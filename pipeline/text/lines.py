"""From words to lines: the words on one baseline, within a cell or a block of text."""

from __future__ import annotations

import array
import itertools
import math
from collections.abc import Iterable, Sequence
from operator import attrgetter

from pipeline.model.geometry import Box
from pipeline.text.page import Line, Word
from pipeline.text.thresholds import TEXT

_LEFT, _FOOT_THEN_LEFT = attrgetter("x0"), attrgetter("bottom", "x0")


def lines_of(words: Iterable[Word], page: int, gap: float | None = None) -> list[Line]:
    """The words grouped by baseline, top to bottom; each line from left to right.

    `gap` (in units of the font's size): words of one baseline further apart are different lines.
    """
    words = list(words)
    if words and all(map(is_turned, words)):
        return [line_of(row, page) for row in turned_rows(words)]
    return [line_of(part, page) for row in rows_of(words) for part in _parts(row, gap)]


def is_turned(word: Word) -> bool:
    """Whether a word runs up or down the page."""
    return word.turn in (90, 270)


def turned_rows(words: Sequence[Word]) -> list[list[Word]]:
    """The lines of vertical words: upward ones from left to right, downward ones from right to
    left.
    """
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda item: item.x0):
        if rows and word.x0 - rows[-1][0].x0 <= TEXT.lines.same_line * word.size:
            rows[-1].append(word)
        else:
            rows.append([word])
    downwards = words[0].turn == 90
    for row in rows:
        row.sort(key=lambda item: item.top if downwards else -item.bottom)
    return rows[::-1] if downwards else rows


def rows_of(words: Iterable[Word]) -> list[list[Word]]:
    """The words by baseline, top to bottom, each row from left to right. This defines lines here
    and in column detection.
    """
    rows: list[list[Word]] = []
    near = TEXT.lines.same_line
    foot = high = 0.0  # of the first word of the last row
    for word in sorted(words, key=_FOOT_THEN_LEFT):
        if rows and abs(word.bottom - foot) <= near * max(word.size, high):
            rows[-1].append(word)
        else:
            rows.append([word])
            foot, high = word.bottom, word.size
    for row in rows:
        row.sort(key=_LEFT)
    return rows


def _parts(row: Sequence[Word], gap: float | None) -> list[list[Word]]:
    parts = [[row[0]]]
    for before, word in itertools.pairwise(row):
        if gap is not None and word.x0 - before.x1 > gap * max(word.size, before.size):
            parts.append([word])
        else:
            parts[-1].append(word)
    return parts


def line_of(words: Sequence[Word], page: int) -> Line:
    """A line from words that are already in order."""
    texts, lefts, rights, tops, feet, sizes, bolds, blanks, sides, overs, _, _, sures, reads = zip(
        *words, strict=True
    )
    edges: list[float] = []
    text: list[str] = []
    for own, right, many, side in zip(texts, rights, blanks, sides, strict=True):
        text += own, " " * (many or 1)
        edges += side
        edges[-1] = right
        edges += (right,) * (many - 1)
    if blanks[-1] > 1:  # the last edge is the right side of the last word
        del edges[1 - blanks[-1] :]
    heavy = sum(itertools.compress(map(len, texts), bolds)) if True in bolds else 0
    return Line(
        "".join(text[:-1]),
        page,
        Box(min(lefts), min(tops), max(rights), max(feet)),
        max(sizes),
        heavy * 2 > sum(map(len, texts)),
        blanks[-1] > 0,
        array.array("f", edges),
        any(overs),
        math.prod(sures),
        " ".join(own if was is None else was for own, was in zip(texts, reads, strict=True))
        if any(reads)
        else None,
    )
