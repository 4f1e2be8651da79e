"""Detects columns of tables without vertical rules, from headers and gaps between words.

As a single page rarely determines columns, the bands of all pages with the same header are
evaluated together: a gutter is a strip that no word of any of them enters and that separates words
of the header.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import regex
from numpy.typing import NDArray

from pipeline.layout.bands import (
    Bands,
    HeaderWords,
    header_of,
    same_place,
    stretches_of,
    united,
)
from pipeline.layout.blocks import BULLETS
from pipeline.layout.justified import set_to_both_edges, share_begun, without_blanks
from pipeline.layout.open_rows import (
    crosses,
    foot_of,
    grown_by,
    head_of,
    narrowed,
    with_headings,
)
from pipeline.layout.thresholds import LAYOUT
from pipeline.model.averages import median
from pipeline.model.geometry import Box
from pipeline.text.lines import rows_of
from pipeline.text.page import Word

_DASHES = "-–—−"
_MARK = regex.compile(rf"[{regex.escape(BULLETS)}]|\d{{1,2}}[.)]?")


@dataclass(frozen=True, slots=True)
class WithColumns:
    """Bands with their columns: x of the borders, left to right."""

    bands: Bands
    borders: tuple[float, ...]
    columns: tuple[tuple[float, float], ...]  # extents of the words of each column


def resolve(
    tables: Sequence[Bands], around: Sequence[Sequence[Word]], headers: Sequence[HeaderWords]
) -> list[tuple[WithColumns, tuple[Word, ...]]]:
    """The columns of all tables of a document without vertical rules, in order.

    `around` are the free words of each table's page; those above the first rule or below the last
    one may belong to open rows. The second value of each result are the words taken.
    """
    groups = _groups(tables, headers)
    gutters_of = {
        group: _gutters(
            [table for table, own in zip(tables, groups, strict=True) if own == group], headers
        )
        for group in sorted(set(groups))
    }
    ends: list[tuple[tuple[Word, ...], tuple[Word, ...]]] = []
    before: tuple[int, int] | None = None  # page and group of the previous table
    for table, free, group in zip(tables, around, groups, strict=True):
        gutters = gutters_of[group]
        foot = foot_of(table, free, gutters)
        if not table.words and len({bisect_right(_borders(gutters), w.x0) for w in foot}) < 2:
            foot = ()  # below a single rule on its page: a line of text rather than a row
        head = head_of(table, free, gutters) if before == (table.page - 1, group) else ()
        gutters_of[group] = narrowed(gutters, (*head, *foot))
        ends.append((head, foot))
        before = (table.page, group)
    results: list[tuple[WithColumns, tuple[Word, ...]]] = []
    for table, (head, foot), group in zip(tables, ends, groups, strict=True):
        gutters = gutters_of[group]
        grown = with_headings(grown_by(table, head, foot), _borders(gutters))
        columns = tuple((left, right) for (_, left), (right, _) in itertools.pairwise(gutters))
        results.append((WithColumns(grown, _borders(gutters), columns), (*head, *foot)))
    return results


def _groups(tables: Sequence[Bands], headers: Sequence[HeaderWords]) -> list[int]:
    """Group tables with the same header and place, which share columns; a table without a header
    belongs to the group of the previous one, unless its words do not fit the columns.
    """
    known: list[tuple[int | None, Box]] = []
    result: list[int] = []
    borders: dict[int, tuple[float, ...]] = {}
    for place, table in enumerate(tables):
        kind = next(
            (found for words in table.words if (found := header_of(words, headers)) is not None),
            None,
        )
        own: int | None = None
        if kind is not None:
            own = next(
                (
                    n
                    for n, (other, box) in enumerate(known)
                    if other == kind and same_place(box, table.box)
                ),
                None,
            )
        elif result and same_place(known[result[-1]][1], table.box):
            last = result[-1]
            if last not in borders:
                members = [tables[n] for n in range(place) if result[n] == last]
                borders[last] = _borders(_gutters(members, headers))
            own = last if _keeps_to(table, borders[last]) else None
        if own is None:
            known.append((kind, table.box))
            own = len(known) - 1
        else:
            _invalidate(borders, own, result)
        result.append(own)
    return result


def _invalidate(borders: dict[int, tuple[float, ...]], own: int, groups: Sequence[int]) -> None:
    """Drop the cached columns of a group when a table joins it, so that they are found again with
    that table; not where the group has `LAYOUT.gutters.enough` tables already.
    """
    if groups.count(own) < LAYOUT.gutters.enough:
        borders.pop(own, None)


def _keeps_to(table: Bands, borders: Sequence[float]) -> bool:
    """Whether most bands of several stretches cross no column border."""
    bands = [words for words in table.words if len(stretches_of(words)) > 1]
    crossing = sum(1 for words in bands if crosses(words, borders))
    return crossing * LAYOUT.gutters.crossing <= len(bands)


def _word_gap(tables: Sequence[Bands]) -> float:
    """The maximum gap between words of one text, in units of the font's size."""
    lines = [line for table in tables for words in table.words for line in rows_of(words)]
    gaps = [
        (after.x0 - word.x1) / word.size
        for line in lines
        for word, after in itertools.pairwise(line)
    ]
    near = [gap for gap in gaps if 0 < gap < LAYOUT.gutters.blank]
    usual = LAYOUT.bands.word_gap
    return max(usual, LAYOUT.gutters.blanks * median(near)) if near else usual


def _cores(
    tables: Sequence[Bands], headers: Sequence[HeaderWords], gap: float
) -> list[tuple[float, float]]:
    """The extents of the header's words, one per column."""
    segments: list[tuple[float, float]] = []
    for table in tables:
        for words in table.words:
            if header_of(words, headers) is not None:
                segments.extend(stretches_of(words, gap))
                segments.extend(set_to_both_edges(words))
    return united(segments)


def _borders(gutters: Sequence[tuple[float, float]]) -> tuple[float, ...]:
    """The middle of each gutter."""
    return tuple((start + end) / 2 for start, end in gutters)


def _gutters(tables: Sequence[Bands], headers: Sequence[HeaderWords]) -> list[tuple[float, float]]:
    """The gutters, left to right; the first and the last are the table's sides."""
    limits = LAYOUT.gutters
    gap, step, edge = _word_gap(tables), limits.step, limits.edge
    cores = _cores(tables, headers, gap)
    left = min(table.box.x0 for table in tables)
    right = max(table.box.x1 for table in tables)
    sizes = [word.size for table in tables for words in table.words for word in words]
    least = LAYOUT.bands.word_gap * (median(sizes) if sizes else limits.size)
    entered = np.zeros(int((right - left) / step) + 2, np.int64)  # bands with words at each place
    for table in tables:
        for words in table.words:
            stretches = stretches_of(words, gap)
            if _is_lone(words, gap) or _runs_across(stretches, cores, right - left):
                continue
            own = np.zeros(len(entered), bool)
            for start, end in stretches_of(words):
                low, high = int((start - left) / step), int((end - left) / step) + 1
                own[max(low, 0) : max(high, 0)] = True
            entered += own
    strips = [(left + start * step, left + end * step) for start, end in _strips(entered > 0)]
    free = [(a, b) for a, b in strips if b - a >= least and a > left + edge and b < right - edge]
    if cores:
        printed = [word for table in tables for band in table.words for word in band]
        free = before_marks(free, printed)
    lines = [line for table in tables for words in table.words for line in rows_of(words)]
    gutters = [(left, left), *_parting(free, cores, lines), (right, right)]
    found = sorted([*gutters, *_rarely_entered(gutters, cores, entered, least, left)])
    return without_blanks(found, tables)


def before_marks(
    strips: Sequence[tuple[float, float]], words: Sequence[Word]
) -> list[tuple[float, float]]:
    """The strips without those that only follow bullets or numbers of items; a dash before bullets
    ends the text on their left.
    """
    kept = list(strips[:1])
    edge = LAYOUT.gutters.edge
    for before, strip in itertools.pairwise(strips):
        between = [
            word for word in words if before[1] - edge <= word.x0 and word.x1 <= strip[0] + edge
        ]
        after = [word for word in words if abs(word.x0 - strip[1]) <= edge]
        marks = all(_MARK.fullmatch(word.text) for word in between)
        dash = all(word.text in _DASHES for word in between)
        if not between or not marks or (dash and any(word.text in BULLETS for word in after)):
            kept.append(strip)
    return kept


def _parting(
    strips: Sequence[tuple[float, float]],
    cores: Sequence[tuple[float, float]],
    lines: Sequence[Sequence[Word]],
) -> list[tuple[float, float]]:
    """Select one strip between two headers, as in tables of few rows others can be free by chance:
    the one at whose right end most lines of the next column begin, if a good part of them does;
    else the widest.
    """
    if not cores:
        return list(strips)
    between: dict[int, list[tuple[float, float]]] = {}
    for x0, x1 in strips:
        between.setdefault(sum(1 for a, b in cores if (a + b) / 2 < x0), []).append((x0, x1))

    return [
        max(own, key=lambda strip: (share_begun(strip, cores[place], lines), strip[1] - strip[0]))
        if len(own) > 1
        else own[0]
        for place, own in between.items()
        if 0 < place < len(cores)
    ]


def _rarely_entered(
    gutters: Sequence[tuple[float, float]],
    cores: Sequence[tuple[float, float]],
    entered: NDArray[np.int64],
    least: float,
    left: float,
) -> list[tuple[float, float]]:
    """Gutters between two headers in one column: strips that few bands enter, such as merged rows
    that end within the second of two columns.
    """
    limits = LAYOUT.gutters
    found: list[tuple[float, float]] = []
    for (a0, a1), (b0, b1) in itertools.pairwise(cores):
        if b0 - a1 < least or any(a0 < x1 and x0 < b1 for x0, x1 in gutters):
            continue
        between = entered[int((a1 - left) / limits.step) + 1 : int((b0 - left) / limits.step)]
        if not len(between) or between.min() > limits.rarely * entered.max():
            continue
        rare = np.concatenate([[0], between == between.min(), [0]])
        starts, ends = np.flatnonzero(np.diff(rare) == 1), np.flatnonzero(np.diff(rare) == -1)
        widest = int(np.argmax(ends - starts))
        x0 = a1 + (int(starts[widest]) + 1) * limits.step
        x1 = a1 + (int(ends[widest]) + 1) * limits.step
        if x1 - x0 >= least:
            found.append((x0, x1))
    return found


def _runs_across(
    segments: Sequence[tuple[float, float]], cores: Sequence[tuple[float, float]], width: float
) -> bool:
    if cores:
        return any(sum(1 for a, b in cores if start < b and a < end) > 1 for start, end in segments)
    return any(end - start > LAYOUT.gutters.heading * width for start, end in segments)


def _is_lone(words: Sequence[Word], gap: float) -> bool:
    """Whether every line of a band is one stretch of words: a heading, or the remainder of one
    cell.

    Such a band is no evidence for columns.
    """
    return all(len(stretches_of(line, gap)) == 1 for line in rows_of(words))


def _strips(covered: np.ndarray) -> list[tuple[int, int]]:
    result: list[tuple[int, int]] = []
    start: int | None = None
    for index, taken in enumerate(covered.tolist()):
        if taken and start is not None:
            result.append((start, index))
            start = None
        elif not taken and start is None:
            start = index
    return result
