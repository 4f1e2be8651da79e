"""Columns of a table without vertical rules: from its header and the gaps between words.

One page rarely shows where columns end, many pages do. So the bands of all pages that share a
header are looked at together: a gutter is a strip that no word of any of them enters and that
parts words of the header.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import regex
from numpy.typing import NDArray

from pipeline.layout.blocks import BULLETS, is_label
from pipeline.model.geometry import Box
from pipeline.model.strings import squeeze
from pipeline.text.lines import rows_of
from pipeline.text.page import Word

_WORD_GAP = 0.4  # of the font's size: a wider gap parts two columns, a narrower one two words
_STEP = 0.25  # points: how finely strips are measured
_LIKE_HEADER = 0.85  # share of a band's letters that must occur in a header of the profile
_SAME_PLACE = 6.0  # points: sides of one table on two pages differ by no more
_ENOUGH = 12  # tables of a group after which its columns are known
_RARELY = 0.25  # share of the bands that may enter a gutter where no strip is free
_OPEN_GAP = 4.0  # of the font's size: lines of an open row follow each other within this


_MARK = regex.compile(rf"[{regex.escape(BULLETS)}]|\d{{1,2}}[.)]?")


@dataclass(frozen=True, slots=True)
class Bands:
    """The rows of a ruleless table on one page: words between consecutive horizontal rules."""

    page: int
    box: Box
    rows: tuple[float, ...]
    words: tuple[tuple[Word, ...], ...]  # one entry a band
    open_foot: bool = False


@dataclass(frozen=True, slots=True)
class Ruled:
    """Bands with the columns found: borders as x, left to right."""

    bands: Bands
    borders: tuple[float, ...]
    columns: tuple[tuple[float, float], ...]  # from where to where the words of each column reach


@dataclass(frozen=True, slots=True)
class HeaderWords:
    """The squeezed headers of one kind of table. With a `marker` (`hp`) there are more columns,
    whose headers begin with it and a number and go on with words that nobody knows beforehand.
    """

    text: str
    marker: str | None = None


def resolve(
    tables: Sequence[Bands], around: Sequence[Sequence[Word]], headers: Sequence[HeaderWords]
) -> list[tuple[Ruled, tuple[Word, ...]]]:
    """Columns of all ruleless tables of a document, in its order.

    `around` holds for each table the free words of its page, of which the first row may own some
    above the first rule and the last row some under the last one, where they are left open; the
    second value of each result are those that it took.
    """
    groups = _groups(tables, headers)
    results: list[tuple[Ruled, tuple[Word, ...]]] = []
    gutters_of = {
        group: _gutters(
            [table for table, own in zip(tables, groups, strict=True) if own == group], headers
        )
        for group in sorted(set(groups))
    }
    before: tuple[int, int] | None = None  # page and group of the table before
    for table, free, group in zip(tables, around, groups, strict=True):
        gutters = gutters_of[group]
        borders = _borders(gutters)
        foot = _foot(table, free, borders)
        if not table.words and len({bisect_right(borders, word.x0) for word in foot}) < 2:
            foot = ()  # under a rule alone on its page: a line of text, and no row
        head = _head(table, free, borders) if before == (table.page - 1, group) else ()
        grown = _with_headings(_grown(table, head, foot), borders)
        columns = tuple((left, right) for (_, left), (right, _) in itertools.pairwise(gutters))
        results.append((Ruled(grown, borders, columns), (*head, *foot)))
        before = (table.page, group)
    return results


def divided(table: Bands, headers: Sequence[HeaderWords]) -> list[Bands]:
    """The table cut where the header of another kind of table begins: rules of the same width on
    one page look like those of one table.
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


def _groups(tables: Sequence[Bands], headers: Sequence[HeaderWords]) -> list[int]:
    """Tables with one header and one place share their columns; a headless one goes on with those
    of the table before it, unless its words do not keep to them.
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
            _forget(borders, own, result)
        result.append(own)
    return result


def _forget(borders: dict[int, tuple[float, ...]], own: int, groups: Sequence[int]) -> None:
    """Columns are looked for anew with every table of a group, until there are so many that one
    more can show nothing new.
    """
    if groups.count(own) < _ENOUGH:
        borders.pop(own, None)


def _keeps_to(table: Bands, borders: Sequence[float]) -> bool:
    """Whether most bands that hold more than one stretch of words cross no column."""
    bands = [words for words in table.words if len(stretches_of(words)) > 1]
    crossing = sum(1 for words in bands if _crosses(words, borders))
    return crossing * 3 <= len(bands)


def same_place(a: Box, b: Box) -> bool:
    """Whether two tables begin and end at the same x."""
    return abs(a.x0 - b.x0) <= _SAME_PLACE and abs(a.x1 - b.x1) <= _SAME_PLACE


def header_of(words: Sequence[Word], headers: Sequence[HeaderWords]) -> int | None:
    """The number of the header whose words these are, or None."""
    tokens = [token for word in words if (token := squeeze(word.text))]
    total = sum(len(token) for token in tokens)
    best: tuple[float, int] | None = None
    for number, header in enumerate(headers):
        found = sum(len(token) for token in tokens if token in header.text)
        if header.marker is None:
            fits = total >= 0.5 * len(header.text) and found >= _LIKE_HEADER * total
        else:
            marked = any(regex.fullmatch(rf"{header.marker}\d+", token) for token in tokens)
            fits = (
                marked
                and found >= _LIKE_HEADER * len(header.text)
                and total <= 8 * len(header.text)
            )
        closeness = -abs(total - len(header.text))
        if fits and (best is None or closeness > best[0]):
            best = (closeness, number)
    return best[1] if best else None


def _word_gap(tables: Sequence[Bands]) -> float:
    """How far apart words of one text stand at most, in units of the font's size."""
    lines = [line for table in tables for words in table.words for line in rows_of(words)]
    gaps = [
        (after.x0 - word.x1) / word.size
        for line in lines
        for word, after in itertools.pairwise(line)
    ]
    near = [gap for gap in gaps if 0 < gap < 1]
    return max(_WORD_GAP, 1.5 * float(np.median(near))) if near else _WORD_GAP


def stretches_of(words: Sequence[Word], gap: float = _WORD_GAP) -> list[tuple[float, float]]:
    """Stretches of words on one baseline that only blanks part."""
    result: list[tuple[float, float]] = []
    for row in rows_of(words):
        before: Word | None = None
        for word in row:
            if before is not None and word.x0 - before.x1 <= gap * word.size:
                result[-1] = (result[-1][0], max(result[-1][1], word.x1))
            else:
                result.append((word.x0, word.x1))
            before = word
    return result


def _cores(
    tables: Sequence[Bands], headers: Sequence[HeaderWords], gap: float
) -> list[tuple[float, float]]:
    """Where the words of the header stand, one stretch a column."""
    segments: list[tuple[float, float]] = []
    for table in tables:
        for words in table.words:
            if header_of(words, headers) is not None:
                segments.extend(stretches_of(words, gap))
    return _united(segments)


def _united(segments: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    result: list[tuple[float, float]] = []
    for start, end in sorted(segments):
        if result and start <= result[-1][1] + 0.5:
            result[-1] = (result[-1][0], max(result[-1][1], end))
        else:
            result.append((start, end))
    return result


def _borders(gutters: Sequence[tuple[float, float]]) -> tuple[float, ...]:
    """The middle of each gutter."""
    return tuple((start + end) / 2 for start, end in gutters)


def _gutters(tables: Sequence[Bands], headers: Sequence[HeaderWords]) -> list[tuple[float, float]]:
    """The strips that part columns, left to right; the first and the last are the table's sides."""
    gap = _word_gap(tables)
    cores = _cores(tables, headers, gap)
    left = min(table.box.x0 for table in tables)
    right = max(table.box.x1 for table in tables)
    sizes = [word.size for table in tables for words in table.words for word in words]
    least = _WORD_GAP * (float(np.median(sizes)) if sizes else 10.0)
    entered = np.zeros(int((right - left) / _STEP) + 2, np.int64)  # bands with words there
    for table in tables:
        for words in table.words:
            stretches = stretches_of(words, gap)
            if _is_lone(words, gap) or _runs_across(stretches, cores, right - left):
                continue
            own = np.zeros(len(entered), bool)
            for start, end in stretches_of(words):
                low, high = int((start - left) / _STEP), int((end - left) / _STEP) + 1
                own[max(low, 0) : max(high, 0)] = True
            entered += own
    strips = [(left + start * _STEP, left + end * _STEP) for start, end in _strips(entered > 0)]
    free = [(a, b) for a, b in strips if b - a >= least and a > left + 1 and b < right - 1]
    if cores:
        free = _before_marks(free, tables)
    gutters = [(left, left), *_parting(free, cores), (right, right)]
    return sorted([*gutters, *_rarely_entered(gutters, cores, entered, least, left)])


def _before_marks(
    strips: Sequence[tuple[float, float]], tables: Sequence[Bands]
) -> list[tuple[float, float]]:
    """Without the strips that stand after the bullets or numbers of items alone."""
    words = [word for table in tables for band in table.words for word in band]
    kept = list(strips[:1])
    for before, strip in itertools.pairwise(strips):
        between = [word for word in words if before[1] - 1 <= word.x0 and word.x1 <= strip[0] + 1]
        if not between or any(_MARK.fullmatch(word.text) is None for word in between):
            kept.append(strip)
    return kept


def _parting(
    strips: Sequence[tuple[float, float]],
    cores: Sequence[tuple[float, float]],
) -> list[tuple[float, float]]:
    """One strip between two headers, the widest: in a table of few rows others can be free by
    chance, and one stands after the numbers of items.
    """
    if not cores:
        return list(strips)
    between: dict[int, list[tuple[float, float]]] = {}
    for x0, x1 in strips:
        between.setdefault(sum(1 for a, b in cores if (a + b) / 2 < x0), []).append((x0, x1))

    return [
        max(own, key=lambda strip: strip[1] - strip[0])
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
    """Gutters between two headers that stand in one column: strips that few bands enter, as merged
    rows do that end within the second of two columns.
    """
    found: list[tuple[float, float]] = []
    for (a0, a1), (b0, b1) in itertools.pairwise(cores):
        if b0 - a1 < least or any(a0 < x1 and x0 < b1 for x0, x1 in gutters):
            continue
        between = entered[int((a1 - left) / _STEP) + 1 : int((b0 - left) / _STEP)]
        if not len(between) or between.min() > _RARELY * entered.max():
            continue
        rare = np.concatenate([[0], between == between.min(), [0]])
        starts, ends = np.flatnonzero(np.diff(rare) == 1), np.flatnonzero(np.diff(rare) == -1)
        widest = int(np.argmax(ends - starts))
        x0 = a1 + (int(starts[widest]) + 1) * _STEP
        x1 = a1 + (int(ends[widest]) + 1) * _STEP
        if x1 - x0 >= least:
            found.append((x0, x1))
    return found


def _runs_across(
    segments: Sequence[tuple[float, float]], cores: Sequence[tuple[float, float]], width: float
) -> bool:
    if cores:
        return any(sum(1 for a, b in cores if start < b and a < end) > 1 for start, end in segments)
    return any(end - start > 0.6 * width for start, end in segments)


def _is_lone(words: Sequence[Word], gap: float) -> bool:
    """Whether every line of a band is one stretch of words: a heading, or a remainder of one cell.

    Such a band says nothing of columns.
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


def _crosses(words: Sequence[Word], borders: Sequence[float]) -> bool:
    segments = stretches_of(words)
    return any(
        start < border - 0.5 and end > border + 0.5
        for start, end in segments
        for border in borders[1:-1]
    )


def spans(words: Sequence[Word], borders: Sequence[float]) -> list[tuple[int, int]]:
    """The cells of a band as first column and the one after the last: text that crosses borders is
    one merged cell, but an id that stands before it in a cell of its own keeps that.
    """
    text = " ".join(word.text for line in rows_of(words) for word in line)
    # Columns can be as near as words, so only a word that stands on a border is sure to cross it;
    # but a heading goes on over one.
    stretches = stretches_of(words) if is_label(text) else [(word.x0, word.x1) for word in words]
    inner = range(1, len(borders) - 1)
    free = [
        index
        for index in inner
        if not any(
            start < borders[index] - 0.5 and end > borders[index] + 0.5 for start, end in stretches
        )
    ]
    led = 1 in free and any(end <= borders[1] + 0.5 for _, end in stretches)
    if len(free) < len(inner) and not led:
        return [(0, len(borders) - 1)]
    return list(itertools.pairwise([0, *free, len(borders) - 1]))


def _foot(table: Bands, free: Sequence[Word], borders: Sequence[float]) -> tuple[Word, ...]:
    """The free words under the last rule that keep to the columns: a row left open at the foot."""
    taken: list[Word] = []
    bottom = table.rows[-1]
    for line in rows_of([word for word in free if word.top >= table.rows[-1] - 1]):
        near = min(word.top for word in line) - bottom <= _OPEN_GAP * line[0].size
        if not near or not _fits(line, borders):
            break
        taken.extend(line)
        bottom = max(word.bottom for word in line)
    return tuple(taken)


def _head(table: Bands, free: Sequence[Word], borders: Sequence[float]) -> tuple[Word, ...]:
    """The free words above the first rule, where all of them keep to the columns: the remainder of
    a row that was left open at the foot of the page before.
    """
    above = [word for word in free if word.bottom <= table.rows[0] + 1]
    bottom = max((word.bottom for word in above), default=0.0)
    near = above and table.rows[0] - bottom <= _OPEN_GAP * above[0].size
    return tuple(above) if near and all(_fits(line, borders) for line in rows_of(above)) else ()


def _fits(line: Sequence[Word], borders: Sequence[float]) -> bool:
    """Whether a line keeps to the columns, and is no heading."""
    inside = all(borders[0] - 2 <= word.x0 and word.x1 <= borders[-1] + 2 for word in line)
    text = " ".join(word.text for word in line)
    heading = is_label(text) and all(word.bold for word in line)
    return inside and len(borders) > 2 and not heading and not _crosses(line, borders)


def _with_headings(table: Bands, borders: Sequence[float]) -> Bands:
    """The table with a row of its own for each heading at the foot of a band: between two tables
    of one width no rule may part it from the row before.
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
    """The line with which a heading begins at the foot of a band: it is labelled and bold, runs
    across columns, and nothing but its own lines follow.
    """
    for start in range(1, len(lines)):
        text = " ".join(word.text for word in lines[start])
        if not is_label(text) or not all(word.bold for word in lines[start]):
            continue
        lone = all(len(stretches_of(line)) == 1 for line in lines[start:])
        if lone and _crosses(lines[start], borders):
            return start
    return None


def _grown(table: Bands, head: tuple[Word, ...], foot: tuple[Word, ...]) -> Bands:
    """The table with the rows that were found open at its head and at its foot."""
    box, rows, words = table.box, table.rows, table.words
    if head:
        top = min(word.top for word in head) - 1
        box, rows, words = box._replace(top=top), (top, *rows), (head, *words)
    if foot:
        bottom = max(word.bottom for word in foot) + 1
        box, rows, words = box._replace(bottom=bottom), (*rows, bottom), (*words, foot)
    return replace(table, box=box, rows=rows, words=words, open_foot=table.open_foot or bool(foot))
