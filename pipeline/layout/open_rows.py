"""Rows of tables without vertical rules: their cells, and open rows at the top and bottom."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from pipeline.layout.bands import Bands, stretches_of
from pipeline.layout.blocks import is_label
from pipeline.layout.thresholds import LAYOUT
from pipeline.text.lines import rows_of
from pipeline.text.page import Word

Strip = tuple[float, float]


def crosses(words: Sequence[Word], borders: Sequence[float]) -> bool:
    """Whether words separated by spaces only cross a border between columns."""
    segments = stretches_of(words)
    over = LAYOUT.open_rows.over
    return any(
        start < border - over and end > border + over
        for start, end in segments
        for border in borders[1:-1]
    )


def spans(words: Sequence[Word], borders: Sequence[float]) -> list[tuple[int, int]]:
    """The cells of a band as first column and the one after the last: text that crosses borders is
    one merged cell, but an id before it keeps its own cell, and the remainder of a single column's
    text belongs to that column.
    """
    first = _goes_on_in(words, borders)
    if first is not None:
        end = max(word.x1 for word in words) - LAYOUT.open_rows.over
        stop = max(first + 1, sum(border < end for border in borders[:-1]))
        return list(itertools.pairwise([*range(first + 1), *range(stop, len(borders))]))
    text = " ".join(word.text for line in rows_of(words) for word in line)
    # Columns can be as close as words, so only a word on a border certainly crosses it; headings,
    # however, continue across borders.
    stretches = stretches_of(words) if is_label(text) else [(word.x0, word.x1) for word in words]
    inner, over = range(1, len(borders) - 1), LAYOUT.open_rows.over
    free = [
        index
        for index in inner
        if not any(
            start < borders[index] - over and end > borders[index] + over
            for start, end in stretches
        )
    ]
    led = 1 in free and any(end <= borders[1] + over for _, end in stretches)
    if len(free) < len(inner) and not led:
        return [(0, len(borders) - 1)]
    return list(itertools.pairwise([0, *free, len(borders) - 1]))


def _goes_on_in(words: Sequence[Word], borders: Sequence[float]) -> int | None:
    """The column that a text without others beside it continues: several lines that begin at the
    same place, but not in the first column, as headings do; else None.
    """
    rows = rows_of(words)
    starts = [row[0].x0 for row in rows]
    alone = len(rows) > 1 and all(len(stretches_of(row)) == 1 for row in rows)
    if not alone or max(starts) - min(starts) > LAYOUT.open_rows.aligned * words[0].size:
        return None
    first = sum(border <= min(starts) + LAYOUT.open_rows.over for border in borders[:-1]) - 1
    return first if first > 0 else None


def foot_of(table: Bands, free: Sequence[Word], gutters: Sequence[Strip]) -> tuple[Word, ...]:
    """The free words below the last rule that fit the columns: an open row at the bottom. `gutters`
    are the strips between columns, the first and the last the table's sides.
    """
    taken: list[Word] = []
    bottom = table.rows[-1]
    limits = LAYOUT.open_rows
    for line in rows_of([word for word in free if word.top >= table.rows[-1] - limits.free]):
        near = min(word.top for word in line) - bottom <= limits.apart * line[0].size
        if not near or not _fits(line, gutters):
            break
        taken.extend(line)
        bottom = max(word.bottom for word in line)
    return tuple(taken)


def head_of(table: Bands, free: Sequence[Word], gutters: Sequence[Strip]) -> tuple[Word, ...]:
    """The free words above the first rule, if all fit the columns: the remainder of an open row at
    the bottom of the previous page.
    """
    above = [word for word in free if word.bottom <= table.rows[0] + LAYOUT.open_rows.free]
    bottom = max((word.bottom for word in above), default=0.0)
    near = above and table.rows[0] - bottom <= LAYOUT.open_rows.apart * above[0].size
    return tuple(above) if near and all(_fits(line, gutters) for line in rows_of(above)) else ()


def _fits(line: Sequence[Word], gutters: Sequence[Strip]) -> bool:
    """Whether a line fits the columns, and is not a heading. It may end or begin in a gutter."""
    out = LAYOUT.open_rows.outside
    left, right = gutters[0][0] - out, gutters[-1][1] + out
    inside = all(left <= word.x0 and word.x1 <= right for word in line)
    text = " ".join(word.text for word in line)
    heading = is_label(text) and all(word.bold for word in line)
    return inside and len(gutters) > 2 and not heading and not _bridges(line, gutters)


def _bridges(words: Sequence[Word], gutters: Sequence[Strip]) -> bool:
    """Whether words separated by spaces only are in two columns."""
    over = LAYOUT.open_rows.over
    return any(
        start < left + over and end > right - over
        for start, end in stretches_of(words)
        for left, right in gutters[1:-1]
    )


def narrowed(gutters: Sequence[Strip], words: Sequence[Word]) -> list[Strip]:
    """The gutters, narrowed from the nearer side where words of open rows extend beyond their
    middles.
    """
    over = LAYOUT.open_rows.over
    result = [gutters[0]]
    for left, right in gutters[1:-1]:
        middle = (left + right) / 2
        entering = [word for word in words if word.x0 < middle - over and word.x1 > middle + over]
        ends = [word.x1 for word in entering if word.x0 - left < right - word.x1]
        begins = [word.x0 for word in entering if word.x0 - left >= right - word.x1]
        own = max([left, *ends]), min([right, *begins])
        result.append(own if own[0] < own[1] else (left, right))
    return [*result, gutters[-1]]


def with_headings(table: Bands, borders: Sequence[float]) -> Bands:
    """The table with a separate row for each heading at the bottom of a band, as between two tables
    of the same width there may be no rule before the heading.
    """
    rows, words = [table.rows[0]], []
    for own, bottom in zip(table.words, table.rows[1:], strict=True):
        lines = rows_of(own)
        start = _heading(lines, borders)
        if start is not None:
            above, below = lines[:start], lines[start:]
            foot = max(word.bottom for line in above for word in line)
            rows.append((foot + min(word.top for line in below for word in line)) / 2)
            words.append(tuple(word for line in above for word in line))
            own = tuple(word for line in below for word in line)
        rows.append(bottom)
        words.append(own)
    return replace(table, rows=tuple(rows), words=tuple(words))


def _heading(lines: Sequence[Sequence[Word]], borders: Sequence[float]) -> int | None:
    """The first line of a heading at the bottom of a band: it has a label, is bold, crosses
    columns, and is followed by its own lines only.
    """
    for start in range(1, len(lines)):
        text = " ".join(word.text for word in lines[start])
        if not is_label(text) or not all(word.bold for word in lines[start]):
            continue
        lone = all(len(stretches_of(line)) == 1 for line in lines[start:])
        if lone and crosses(lines[start], borders):
            return start
    return None


def grown_by(table: Bands, head: tuple[Word, ...], foot: tuple[Word, ...]) -> Bands:
    """The table with open rows added at its top and bottom."""
    box, rows, words = table.box, table.rows, table.words
    if head:
        top = min(word.top for word in head) - LAYOUT.open_rows.margin
        box, rows, words = box._replace(top=top), (top, *rows), (head, *words)
    if foot:
        bottom = max(word.bottom for word in foot) + LAYOUT.open_rows.margin
        box, rows, words = box._replace(bottom=bottom), (*rows, bottom), (*words, foot)
    return replace(table, box=box, rows=rows, words=words, open_foot=table.open_foot or bool(foot))
