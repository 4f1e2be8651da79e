"""Wide spaces of justified lines, which resemble gutters in narrow columns."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from pipeline.layout.bands import Bands
from pipeline.layout.thresholds import LAYOUT
from pipeline.text.lines import rows_of
from pipeline.text.page import Word

Strip = tuple[float, float]


def without_blanks(gutters: Sequence[Strip], tables: Sequence[Bands]) -> list[Strip]:
    """The gutters without those that are spaces within justified lines; the first and the last are
    the table's sides.

    A justified line extends to the right edge of its column, and is never the last of its text. So
    a strip is a space if everything on its right ends at the same edge, in lines that begin on its
    left and continue there in the next line.
    """
    bands = [rows_of(words) for table in tables for words in table.words]
    kept = list(gutters)
    for place in range(len(kept) - 2, 0, -1):
        if _is_blank(kept[place - 1], kept[place], kept[place + 1], bands):
            del kept[place]
    return kept


def _is_blank(
    before: Strip, strip: Strip, after: Strip, bands: Sequence[Sequence[Sequence[Word]]]
) -> bool:
    limits = LAYOUT.justified
    ends: list[float] = []
    texts: set[str] = set()
    size = 0.0
    for lines in bands:
        parts = [(_between(line, before, strip), _between(line, strip, after)) for line in lines]
        for (left, right), (below, _) in itertools.pairwise([*parts, ([], [])]):
            if not right:
                continue
            text = " ".join(word.text for word in right)
            if not left or not below or any(map(str.isdigit, text)):
                return False
            far = below[0].bottom - right[0].bottom > limits.leading * right[0].size
            if far or below[0].x0 > left[0].x0 + limits.edge * left[0].size:
                return False
            ends.append(right[-1].x1)
            texts.add(text)
            size = right[0].size
    return len(texts) >= limits.texts and max(ends) - min(ends) <= limits.edge * size


def share_begun(strip: Strip, core: Strip, lines: Sequence[Sequence[Word]]) -> float:
    """The share of the lines of a column that begin at the right end of a strip, 0 where these are
    few; `core` is the extent of its header.
    """
    firsts = [
        next((word for word in line if word.x0 > strip[0] and word.x0 < core[1]), None)
        for line in lines
    ]
    found = [word for word in firsts if word is not None]
    near = [word for word in found if word.x0 - strip[1] <= LAYOUT.justified.edge * word.size]
    share = len(near) / len(found) if found else 0.0
    return share if share >= LAYOUT.justified.begun else 0.0


def _between(line: Sequence[Word], left: Strip, right: Strip) -> list[Word]:
    return [word for word in line if left[1] <= (word.x0 + word.x1) / 2 <= right[0]]


def set_to_both_edges(words: Sequence[Word]) -> list[Strip]:
    """The extents of justified lines: three words or more with equal spaces, above a line that
    begins at the same place. Of their words only the first begins where words of other lines do,
    unlike texts of columns.
    """
    rows = rows_of(words)
    found: list[Strip] = []
    for place, (line, below) in enumerate(itertools.pairwise(rows)):
        others = [word.x0 for row in (*rows[:place], *rows[place + 1 :]) for word in row]
        starts = [word.x0 for word in below]
        at = 0
        while at + 2 < len(line):
            stop = _evenly(line, at, others)
            if stop - at > 2 and _is_among(line[at], starts):
                found.append((line[at].x0, line[stop - 1].x1))
            at = max(stop - 1, at + 1)
    return found


def _evenly(line: Sequence[Word], start: int, others: Sequence[float]) -> int:
    """The end of the stretch of equally spaced words from `start` on."""
    gaps = [after.x0 - word.x1 for word, after in itertools.pairwise(line)]
    near = LAYOUT.justified.even * line[start].size
    stop = start + 1
    while stop < len(line) and abs(gaps[stop - 1] - gaps[start]) <= near:
        if _is_among(line[stop], others):
            break
        stop += 1
    return stop


def _is_among(word: Word, places: Sequence[float]) -> bool:
    near = LAYOUT.justified.even * word.size
    return any(abs(word.x0 - place) <= near for place in places)
