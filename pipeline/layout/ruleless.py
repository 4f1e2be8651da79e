"""Detects tables without any rules: their regions on a page, and their cells."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.layout.alignment import (
    TextLine,
    columns_of,
    cut_numbers,
    gutters,
    is_number,
    row_starts,
    sides,
    split_at,
)
from pipeline.layout.fragment import Cell, Fragment
from pipeline.layout.table_or_text import (
    is_column_of_text,
    is_running_text,
    is_table,
)
from pipeline.layout.thresholds import LAYOUT
from pipeline.model.geometry import Box
from pipeline.text.lines import lines_of
from pipeline.text.page import Word


@dataclass(frozen=True, slots=True)
class Region:
    """The lines of a table, and the middles of its gutters."""

    lines: tuple[TextLine, ...]
    borders: tuple[float, ...]
    head: int | None = None  # number of header lines, if known


def regions(lines: Sequence[TextLine]) -> list[Region]:
    """The tables among the lines of a page, top to bottom."""
    found = [
        table for column in _text_columns(lines) for run in _runs(column) for table in _tables(run)
    ]
    taken = {id(line) for table in found for line in table.lines}
    result: list[Region] = []
    whole = {id(line) for line in lines}
    for table in found:
        if id(table.lines[0]) not in whole:  # one of two tables side by side
            result.append(table)
            continue
        first, last = lines.index(table.lines[0]), lines.index(table.lines[-1])
        above = _ends(table, lines[:first][::-1], taken)
        below = _ends(table, lines[last + 1 :], taken)
        result.append(Region((*above[::-1], *table.lines, *below), table.borders))
    return result


def _text_columns(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """The lines of a page, separately for each column of text if a page has two whose lines are not
    aligned as in a table.
    """
    limits = LAYOUT.regions
    whole = list(lines)
    if len(lines) < 2 * limits.many:
        return [whole]
    left, right = min(line.words[0].x0 for line in lines), max(sides(ln.words)[1] for ln in lines)
    for start, end in gutters(lines):
        at = (start + end) / 2
        if not limits.side < (at - left) / (right - left) < 1 - limits.side:
            continue
        halves = split_at(lines, at)
        both = len(halves[0]) + len(halves[1]) - len(lines)
        alone = len(lines) - both
        across = sum(sides(cell)[0] < at < sides(cell)[1] for ln in lines for cell in ln.cells)
        if alone < limits.alone * len(lines) or across > limits.across * len(lines):
            continue
        if any(is_column_of_text(half) for half in halves):
            return list(halves)
    return [whole]


def _ends(table: Region, lines: Sequence[TextLine], taken: set[int]) -> list[TextLine]:
    """The lines adjacent to a table, away from it, that fit its columns: lines of one cell within
    the distance of lines, those of several within that of rows.
    """
    found: list[TextLine] = []
    before = table.lines[0] if lines and lines[0].top < table.lines[0].top else table.lines[-1]
    for line in lines:
        step = abs(line.bottom - before.bottom)
        single = len(line.cells) == 1
        near = step <= (LAYOUT.regions.wrapped if single else LAYOUT.regions.apart) * line.size
        bold = single and line.words[0].bold != before.words[0].bold
        if id(line) in taken or bold or not near or not keeps(line, table):
            break
        found.append(line)
        before = line
    return found


def keeps(line: TextLine, table: Region) -> bool:
    """Whether no cell of a line crosses a column border or is outside the table."""
    left = min(word.x0 for own in table.lines for word in own.words)
    right = max(word.x1 for own in table.lines for word in own.words)
    start, end = sides(line.words)
    inside = left - line.size <= start and end <= right + LAYOUT.regions.ragged * line.size
    spans = [columns_of(cell, table.borders) for cell in line.cells]
    return inside and all(stop - first == 1 for first, stop in spans)


def _runs(lines: Sequence[TextLine]) -> Iterator[list[TextLine]]:
    """Runs of consecutive lines, of which only few in a row have a single cell."""
    run: list[TextLine] = []
    single = 0
    for line in lines:
        far = run and line.top - run[-1].bottom > (LAYOUT.regions.apart - 1) * line.size
        single = single + 1 if len(line.cells) < 2 else 0
        if run and (far or single > LAYOUT.regions.single):
            yield _trimmed(run)
            run = []
        if run or len(line.cells) > 1:
            run.append(line)
    yield _trimmed(run)


def _trimmed(run: list[TextLine]) -> list[TextLine]:
    while run and len(run[-1].cells) < 2:
        run = run[:-1]
    return run


def _tables(run: Sequence[TextLine]) -> list[Region]:
    """The tables of a run; several where their columns differ."""
    several = [line for line in run if len(line.cells) > 1]
    if len(several) < LAYOUT.regions.lines:
        return []
    parts = _parts(run)
    if [len(part) for part in parts] != [len(run)]:
        return [table for part in parts for table in _tables(part)]
    strips = gutters(run)
    usual = Counter(len(line.cells) for line in several).most_common(1)[0][0]
    if len(strips) + 1 < max(2, LAYOUT.regions.least_columns * usual):
        cut = _cut(run)
        return [*_tables(run[:cut]), *_tables(run[cut:])] if cut else []
    cut = _cut(run)
    if cut and _is_larger(run, cut) and _show_more_columns(run[:cut], run[cut:], len(strips)):
        return [*_tables(run[:cut]), *_tables(run[cut:])]
    aside = _between_tables(several, strips)
    if aside is not None:
        halves = split_at(run, aside)
        return [table for half in halves for table in _tables(half)]
    borders = tuple((start + end) / 2 for start, end in strips)
    region = Region(tuple(run), borders)
    return [region] if is_table(borders, several) else []


def _is_larger(run: Sequence[TextLine], cut: int) -> bool:
    """Whether the distance at a cut is larger than usual in the run."""
    steps = [(b.bottom - a.bottom) / b.size for a, b in itertools.pairwise(run)]
    return steps[cut - 1] > LAYOUT.regions.larger * sorted(steps)[len(steps) // 2]


def _show_more_columns(above: Sequence[TextLine], below: Sequence[TextLine], strips: int) -> bool:
    """Whether two parts of a run are separate tables, each with more columns than both together."""
    parts = (above, below)
    fewest = min(sum(len(line.cells) > 1 for line in part) for part in parts)
    found = [len(gutters(part)) for part in parts]
    return fewest >= LAYOUT.regions.lines and min(found) >= strips and max(found) > strips


def _between_tables(
    several: Sequence[TextLine], strips: Sequence[tuple[float, float]]
) -> float | None:
    """The x at which to separate two tables side by side; None for one table.

    Two tables have a strip far wider than all others, and on both sides of it a column of words
    before columns of numbers.
    """
    limits = LAYOUT.regions
    if len(strips) < limits.strips:
        return None
    widths = sorted(end - start for start, end in strips)
    if widths[-1] < max(limits.aside * widths[-2], limits.white * several[0].size):
        return None
    at = next((a + b) / 2 for a, b in strips if b - a == widths[-1])
    borders = [(start + end) / 2 for start, end in strips]
    kinds: list[list[bool]] = [[] for _ in range(len(borders) + 1)]
    for line in several:
        for cell in line.cells:
            kinds[columns_of(cell, borders)[0]].append(is_number(cell))
    numbers = [sum(own) > len(own) / 2 for own in kinds]
    cut = 1 + borders.index(at)
    halves = (numbers[:cut], numbers[cut:])
    told = all(len(half) > 1 and not half[0] and any(half) for half in halves)
    return at if told else None


def _parts(run: Sequence[TextLine]) -> list[list[TextLine]]:
    """The run without running text in columns directly above or below a table, and split around
    single-cell lines with white space on both sides, which are headings between tables.
    """
    steps = [(b.bottom - a.bottom) / b.size for a, b in itertools.pairwise(run)]
    large = LAYOUT.regions.larger * sorted(steps)[len(steps) // 2]
    starts = [0, *(at for at, step in enumerate(steps, 1) if step > large), len(run)]
    blocks = [list(run[start:stop]) for start, stop in itertools.pairwise(starts)]
    parts: list[list[TextLine]] = [[]]
    for place, block in enumerate(blocks):
        between = 0 < place < len(blocks) - 1 and len(block) == 1 and len(block[0].cells) == 1
        if between or is_running_text(block):
            parts.append([])
        else:
            parts[-1].extend(block)
    return [part for part in parts if part]


def _cut(run: Sequence[TextLine]) -> int:
    """The most likely place to split a run: the largest distance between lines."""
    steps = [
        ((after.top - line.bottom) / after.size, index)
        for index, (line, after) in enumerate(itertools.pairwise(run), 1)
    ]
    inner = steps[1:-1]
    return max(inner)[1] if inner else 0


def fragment_of(region: Region, page: int) -> Fragment:
    """The region as a fragment."""
    lines, borders = region.lines, region.borders
    margin = LAYOUT.regions.margin
    left = min(word.x0 for line in lines for word in line.words) - margin
    right = max(word.x1 for line in lines for word in line.words) + margin
    starts = row_starts(lines, borders)
    tops = [
        (lines[start - 1].bottom + lines[start].top) / 2 if start else lines[0].top - margin
        for start in starts
    ]
    rows = (*tops, lines[-1].bottom + margin)
    xs = (left, *borders, right)
    extents = _extents(region)
    cells: list[Cell] = []
    for row, (start, stop) in enumerate(itertools.pairwise([*starts, len(lines)])):
        spans: dict[tuple[int, int], list[Word]] = {}
        for line in lines[start:stop]:
            for cell in cut_numbers(line, borders):
                spans.setdefault(columns_of(cell, borders), []).extend(cell)
        if _may_be_head(region, row, start, spans):
            spans = _over_groups(spans, extents)
        cells.extend(_row(row, spans, xs, rows, page))
    box = Box(left, rows[0], right, rows[-1])
    return Fragment(page, box, xs, rows, tuple(cells), False)


def _may_be_head(
    region: Region, row: int, start: int, spans: dict[tuple[int, int], list[Word]]
) -> bool:
    """Whether a row that begins with line `start` may be part of the header."""
    if region.head is not None:
        return start < region.head
    return row < LAYOUT.regions.headed and (row == 0 or not any(map(is_number, spans.values())))


def _extents(region: Region) -> list[tuple[float, float]]:
    """The extents of the texts of each column that do not cross its borders."""
    found = [(float("inf"), float("-inf"))] * (len(region.borders) + 1)
    for line in region.lines:
        for cell in cut_numbers(line, region.borders):
            first, stop = columns_of(cell, region.borders)
            if stop - first == 1:
                start, end = sides(cell)
                found[first] = (min(found[first][0], start), max(found[first][1], end))
    return found


def _over_groups(
    spans: dict[tuple[int, int], list[Word]], extents: Sequence[tuple[float, float]]
) -> dict[tuple[int, int], list[Word]]:
    """The header texts of a row, spanning the columns that they are centred over, if adjacent cells
    are empty.
    """
    taken = {column for first, stop in spans for column in range(first, stop)}
    result: dict[tuple[int, int], list[Word]] = {}
    for (first, stop), words in spans.items():
        start, end = min(word.x0 for word in words), max(word.x1 for word in words)
        widest = (first, stop)
        left, right = first - 1, stop
        while left > 0 and right < len(extents) and not {left, right} & taken:
            middle = (extents[left][0] + extents[right][1]) / 2
            if abs(middle - (start + end) / 2) < LAYOUT.regions.centred * words[0].size:
                widest = (left, right + 1)
            left, right = left - 1, right + 1
        result[widest] = words
    return result


def _row(
    row: int,
    spans: dict[tuple[int, int], list[Word]],
    xs: Sequence[float],
    rows: Sequence[float],
    page: int,
) -> Iterator[Cell]:
    """The cells of a row: stretches in the same column are one cell, empty columns are cells too. A
    single text that crosses the first columns is merged over all.
    """
    merged: list[tuple[int, int, list[Word]]] = []
    for (first, stop), words in sorted(spans.items()):
        if merged and first < merged[-1][1]:
            begun, end, own = merged[-1]
            merged[-1] = (begun, max(end, stop), [*own, *words])
        else:
            merged.append((first, stop, words))
    if len(merged) == 1 and merged[0][0] == 0 and merged[0][1] > 1:
        merged = [(0, len(xs) - 1, merged[0][2])]
    at = 0
    for first, stop, words in [*merged, (len(xs) - 1, len(xs) - 1, [])]:
        for column in range(at, first):
            yield Cell(
                row, column, 1, 1, Box(xs[column], rows[row], xs[column + 1], rows[row + 1]), ()
            )
        if words:
            box = Box(xs[first], rows[row], xs[stop], rows[row + 1])
            yield Cell(row, first, 1, stop - first, box, tuple(lines_of(words, page)))
        at = stop
