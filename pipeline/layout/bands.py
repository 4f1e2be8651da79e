"""Bands of tables without vertical rules: their words, and which of them are headers."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from pipeline.layout.thresholds import LAYOUT
from pipeline.model.geometry import Box
from pipeline.model.strings import squeeze
from pipeline.text.lines import rows_of
from pipeline.text.page import Word


@dataclass(frozen=True, slots=True)
class Bands:
    """The rows of a ruleless table on one page: words between consecutive horizontal rules."""

    page: int
    box: Box
    rows: tuple[float, ...]
    words: tuple[tuple[Word, ...], ...]  # one entry per band
    open_foot: bool = False


@dataclass(frozen=True, slots=True)
class HeaderWords:
    """The headers of a kind of table, reduced to letters and digits. With a `marker` (`hp`) there
    are additional columns, whose headers begin with it and a number, followed by any words.
    """

    text: str
    marker: str | None = None


def divided(table: Bands, headers: Sequence[HeaderWords]) -> list[Bands]:
    """The table split where the header of another kind of table begins, since tables of the same
    width on a page have similar rules.
    """
    starts = [0]
    last: int | None = None
    for number, words in enumerate(table.words):
        kind = header_of(words, headers)
        if kind is not None and kind != last and number:
            starts.append(number)
        last = last if kind is None else kind
    parts = []
    for start, stop in itertools.pairwise([*starts, len(table.words)]):
        rows = table.rows[start : stop + 1]
        box = table.box._replace(top=rows[0], bottom=rows[-1])
        foot = table.open_foot and stop == len(table.words)
        parts.append(Bands(table.page, box, rows, table.words[start:stop], foot))
    return parts if len(parts) > 1 else [table]


def same_place(a: Box, b: Box) -> bool:
    """Whether two tables have the same left and right side."""
    near = LAYOUT.bands.same_place
    return abs(a.x0 - b.x0) <= near and abs(a.x1 - b.x1) <= near


def header_of(words: Sequence[Word], headers: Sequence[HeaderWords]) -> int | None:
    """The index of the header that the words match, or None."""
    limits = LAYOUT.bands
    tokens = [token for word in words if (token := squeeze(word.text))]
    total = sum(len(token) for token in tokens)
    best: tuple[float, int] | None = None
    for number, header in enumerate(headers):
        found = sum(len(token) for token in tokens if token in header.text)
        if header.marker is None:
            fits = (
                total >= limits.as_long * len(header.text) and found >= limits.like_header * total
            )
        else:
            fits = (
                found >= limits.like_header * len(header.text)
                and total <= limits.with_names * len(header.text)
                and any(regex.fullmatch(rf"{header.marker}\d+", token) for token in tokens)
            )
        closeness = -abs(total - len(header.text))
        if fits and (best is None or closeness > best[0]):
            best = (closeness, number)
    return best[1] if best else None


def stretches_of(words: Sequence[Word], gap: float | None = None) -> list[tuple[float, float]]:
    """Stretches of words on one baseline with gaps of at most `gap`, in units of the font's
    size.
    """
    most = LAYOUT.bands.word_gap if gap is None else gap
    result: list[tuple[float, float]] = []
    for row in rows_of(words):
        before: Word | None = None
        for word in row:
            if before is not None and word.x0 - before.x1 <= most * word.size:
                result[-1] = (result[-1][0], max(result[-1][1], word.x1))
            else:
                result.append((word.x0, word.x1))
            before = word
    return result


def united(segments: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Adjacent or overlapping intervals merged, left to right."""
    result: list[tuple[float, float]] = []
    for start, end in sorted(segments):
        if result and start <= result[-1][1] + LAYOUT.bands.meet:
            result[-1] = (result[-1][0], max(result[-1][1], end))
        else:
            result.append((start, end))
    return result
