"""Detects columns and rows without rules, by white strips between aligned words, and by leading.

Purely geometric, without header words. Distances are in units of the font's size unless noted
otherwise.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import regex

from pipeline.layout.thresholds import LAYOUT
from pipeline.model.averages import median
from pipeline.text.lines import rows_of
from pipeline.text.page import Word

_GROUP = regex.compile(r"\d{3}(?:[.,]\d+)?")  # `384` in `24 384`, `000,00`
_GROUP_DIGITS = 3

_LEADER = regex.compile(r"[.·…_]{4,}")
_RULE = regex.compile(r"[-–—_=*]{4,}")

Stretch = tuple[float, float]

_NUMBER = regex.compile(r"[\p{Sc}%(<>~+\-–−]*\d[\d.,  ’']*[%)*\p{Sc}]*|[-–—−.…*]+|n/?a|x", regex.I)


@dataclass(frozen=True, slots=True)
class TextLine:
    """The words of a baseline, and its stretches of words separated by normal spaces."""

    words: tuple[Word, ...]
    cells: tuple[tuple[Word, ...], ...]
    blank: float = LAYOUT.alignment.usual  # gap between its words, if known

    @property
    def top(self) -> float:
        """The top of its highest word."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """The bottom of its lowest word."""
        return max(word.bottom for word in self.words)

    @property
    def size(self) -> float:
        """The size of its largest word."""
        return max(word.size for word in self.words)


def text_lines(words: Sequence[Word]) -> list[TextLine]:
    """The lines of a page or a part of it, top to bottom."""
    rows = rows_of(words)
    gaps = [_blanks(row) for row in rows]
    told = [gap for own in gaps for gap in own]
    usual = median(told) if told else LAYOUT.alignment.usual
    # In justified lines all spaces are wide; lines of a table also have narrow ones.
    of = LAYOUT.alignment.narrow
    blanks = [min(usual, own[len(own) // of]) if own else usual for own in gaps]
    return [
        TextLine(tuple(row), tuple(_cells(row, blank)), blank)
        for row, blank in zip(rows, blanks, strict=True)
    ]


def _blanks(row: Sequence[Word]) -> list[float]:
    """The gaps between the words of a line that may be spaces, ascending."""
    pairs = itertools.pairwise(row)
    gaps = ((after.x0 - word.x1) / word.size for word, after in pairs)
    return sorted(gap for gap in gaps if 0 < gap < LAYOUT.alignment.blank)


def _cells(row: Sequence[Word], blank: float) -> list[tuple[Word, ...]]:
    """The stretches of a line; `blank` is the gap between its words, if known."""
    limits = LAYOUT.alignment
    gap = max(limits.gap, min(limits.word_gaps * blank, limits.widest))
    grouped = max(limits.numbers, min(limits.number_gaps * blank, gap))
    result: list[list[Word]] = []
    for word in row:
        before = result[-1][-1] if result else None
        most = gap
        if before is not None and is_number([before]) and is_number([word]):
            one = _GROUP.fullmatch(word.text) and len(before.text) <= _GROUP_DIGITS
            most = grouped if one else min(grouped, limits.apart)
        if before is not None and _LEADER.fullmatch(before.text):
            most = 0.0  # leaders before a value separate its cell
        elif _LEADER.fullmatch(word.text):
            most = limits.led
        if before is not None and word.x0 - before.x1 <= most * max(word.size, before.size):
            result[-1].append(word)
        else:
            result.append([word])
    return [tuple(cell) for cell in result]


def sides(cell: Sequence[Word]) -> Stretch:
    """The left and right side of a stretch of words."""
    return cell[0].x0, max(word.x1 for word in cell)


def is_drawn(line: TextLine) -> bool:
    """Whether a line is a rule made of dashes or similar characters."""
    return all(_RULE.fullmatch(word.text) for word in line.words)


def is_number(cell: Sequence[Word]) -> bool:
    """Whether a stretch of words is a number, a share, an amount, or a placeholder for a missing
    one.
    """
    return _NUMBER.fullmatch(" ".join(word.text for word in cell)) is not None


def gutters(lines: Sequence[TextLine]) -> list[Stretch]:
    """The white strips between the columns of lines, left to right, without the sides.

    Lines of a single stretch are ignored. Headers of groups of columns, which are few stretches
    across gutters, are ignored if that gives more columns.
    """
    told = [line for line in lines if len(line.cells) > 1]
    found = _gutters(told)
    if not told:
        return found
    usual = Counter(len(line.cells) for line in told).most_common(1)[0][0]
    full = [line for line in told if len(line.cells) > LAYOUT.alignment.few * usual]
    if not 0 < len(told) - len(full) <= LAYOUT.alignment.grouped * len(told):
        return found
    parted = _gutters(full)
    return parted if len(parted) > len(found) else found


def _gutters(told: Sequence[TextLine]) -> list[Stretch]:
    limits = LAYOUT.alignment
    if not told:
        return []
    left = min(word.x0 for line in told for word in line.words)
    right = max(word.x1 for line in told for word in line.words)
    if right - left > limits.sheet:  # damaged fonts may have letters of any width
        return []
    entered = np.zeros(int((right - left) / limits.step) + 2, np.int64)
    for line in told:
        own = np.zeros(len(entered), bool)
        for part in _parts(line):
            start, end = sides(part)
            own[int((start - left) / limits.step) : int((end - left) / limits.step) + 1] = True
        entered += own
    most = int(limits.entered * len(told))
    size = median([line.size for line in told])
    found = _strips(entered, most)
    least = (limits.gutter if len(told) >= limits.lines else limits.sure) * size
    return [
        (left + start * limits.step, left + end * limits.step)
        for start, end in found
        if (end - start) * limits.step >= least and start > 0 and end < len(entered)
    ]


def _parts(line: TextLine) -> Iterator[tuple[Word, ...]]:
    """The stretches of a line, split at wide spaces beside numbers, which may be gutters if other
    lines agree.
    """
    for cell in line.cells:
        start = 0
        for at in range(1, len(cell)):
            if _may_part(cell[at - 1], cell[at], line.blank):
                yield cell[start:at]
                start = at
        yield cell[start:]


def _may_part(before: Word, word: Word, blank: float) -> bool:
    limits = LAYOUT.alignment
    wide = word.x0 - before.x1 >= max(limits.numbers, limits.wider * blank) * word.size
    return wide and (is_number([before]) or is_number([word]))


def _strips(entered: np.ndarray, most: int) -> list[tuple[int, int]]:
    """Intervals entered by at most `most` lines, each narrowed to where the fewest enter."""
    free = np.concatenate([[0], (entered <= most).astype(np.int8), [0]])
    starts, ends = np.flatnonzero(np.diff(free) == 1), np.flatnonzero(np.diff(free) == -1)
    result: list[tuple[int, int]] = []
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        own = entered[start:end]
        least = np.flatnonzero(own == own.min())
        runs = np.split(least, np.flatnonzero(np.diff(least) > 1) + 1)
        widest = max(runs, key=len)
        result.append((start + int(widest[0]), start + int(widest[-1]) + 1))
    return result


def columns_of(cell: Sequence[Word], borders: Sequence[float]) -> tuple[int, int]:
    """The first column of a stretch of words, and the one after its last; `borders` are the middles
    of gutters, without the sides.
    """
    start, end = sides(cell)
    size = cell[0].size
    first = sum(1 for border in borders if border <= start + LAYOUT.alignment.spill * size)
    last = sum(1 for border in borders if border < end - LAYOUT.alignment.spill * size)
    return first, max(last, first) + 1


def split_at(lines: Sequence[TextLine], x: float) -> tuple[list[TextLine], list[TextLine]]:
    """The parts of lines to the left and to the right of x."""
    halves: tuple[list[TextLine], list[TextLine]] = ([], [])
    for line in lines:
        for right, half in enumerate(halves):
            cells = tuple(cell for cell in line.cells if (cell[0].x0 >= x) == bool(right))
            if cells:
                words = tuple(word for cell in cells for word in cell)
                half.append(TextLine(words, cells, line.blank))
    return halves


def cut_numbers(line: TextLine, borders: Sequence[float]) -> Iterator[tuple[Word, ...]]:
    """The stretches of a line, split beside numbers where a border passes through a wide space."""
    for cell in line.cells:
        start = 0
        for at in range(1, len(cell)):
            before, word = cell[at - 1], cell[at]
            passed = any(before.x1 < border < word.x0 for border in borders)
            if passed and _may_part(before, word, line.blank):
                yield cell[start:at]
                start = at
        yield cell[start:]


def row_starts(lines: Sequence[TextLine], borders: Sequence[float]) -> list[int]:
    """The indices of the first lines of rows.

    Where the lines have two kinds of leading, and lines after the smaller one leave columns empty,
    the larger one separates rows. Otherwise each line begins a row, except lines that only continue
    cells of the line above.
    """
    if not lines:
        return []
    filled = [_filled(line, borders) for line in lines]
    larger = _larger_leading(lines)
    starts = [0]
    for index in range(1, len(lines)):
        step = (lines[index].bottom - lines[index - 1].bottom) / lines[index].size
        if step < LAYOUT.alignment.level:
            continue
        parted = larger is not None and step >= larger
        parted = parted or _is_bold(lines[index]) != _is_bold(lines[index - 1])
        led = larger is not None
        if parted or not _goes_on(lines, filled, index, starts[-1], borders, led):
            starts.append(index)
    return starts


def _is_bold(line: TextLine) -> bool:
    return all(word.bold for word in line.words)


def _filled(line: TextLine, borders: Sequence[float]) -> set[int]:
    return {column for cell in line.cells for column in range(*columns_of(cell, borders))}


def _larger_leading(lines: Sequence[TextLine]) -> float | None:
    """The minimum leading between rows, where there are two kinds of leading; else None."""
    limits = LAYOUT.alignment
    steps = sorted(
        (after.bottom - line.bottom) / after.size for line, after in itertools.pairwise(lines)
    )
    steps = [
        step for step in steps if step >= limits.level
    ]  # except leadings between vertically centred cells
    if len(steps) < limits.leadings:
        return None
    jumps = [(b / max(a, limits.nearest), b) for a, b in itertools.pairwise(steps)]
    least = max(1, len(steps) // limits.kind)
    inner = jumps[least - 1 : len(jumps) - least + 1]
    if not inner:
        return None
    ratio, value = max(inner)
    return value - limits.rounding if ratio >= limits.leading else None


def _goes_on(
    lines: Sequence[TextLine],
    filled: Sequence[set[int]],
    index: int,
    start: int,
    borders: Sequence[float],
    led: bool,
) -> bool:
    """Whether a line continues cells of the row that begins with line `start`."""
    own = filled[index]
    above: set[int] = set().union(*filled[start:index])
    numbers = any(
        is_number(cell)
        # In centred or bottom-aligned cells, numbers follow the first line.
        and not (led and above.isdisjoint(range(*columns_of(cell, borders))))
        for cell in lines[index].cells
    )
    if 0 in own:
        indented = lines[index].words[0].x0 - lines[start].words[0].x0
        if led:
            return not numbers or len(own) < len(above) / 2
        further = indented > LAYOUT.alignment.indent * lines[index].size
        return len(own) == 1 and 0 in above and further
    return not numbers or own <= above if led else own <= above and not numbers


def rows_within(words: Sequence[Word], borders: Sequence[float]) -> list[list[Word]]:
    """The words between two rules by row, top to bottom: several rows only where a larger leading
    separates them and the first column of each is filled. `borders` are without the sides.
    """
    lines = text_lines(words)
    if len(lines) < 2 or _larger_leading(lines) is None:
        return [list(words)]
    starts = row_starts(lines, borders)
    rows = [lines[start:stop] for start, stop in itertools.pairwise([*starts, len(lines)])]
    led = [any(0 in _filled(line, borders) for line in row) for row in rows]
    if not all(led) or len(rows) < 2:
        return [list(words)]
    return [[word for line in row for word in line.words] for row in rows]
