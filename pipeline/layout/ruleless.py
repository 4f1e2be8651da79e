"""Tables that no rule draws: where they stand on a page, and their cells."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

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
from pipeline.layout.blocks import BULLETS
from pipeline.layout.fragment import Cell, Fragment
from pipeline.model.geometry import Box
from pipeline.text.lines import lines_of
from pipeline.text.page import Word

_LEADERS = regex.compile(r"(?:[.·…_]\s?){4,}")
_CHAPTER = regex.compile(r"\d{1,2}(?:\.\d{1,2})*\.?")
_MARK = regex.compile(rf"[{regex.escape(BULLETS)}]|\(?(?:\d{{1,2}}|\p{{L}}|[ivxIVX]{{1,4}})[.)]")


@dataclass(frozen=True, slots=True)
class RegionLimits:
    """What a table without rules must be, so that running text is none."""

    apart: float = 2.9  # of the font's size: lines of one table follow each other within
    wrapped: float = 1.4  # lines of one cell follow each other within
    ragged: float = 5.0  # of the font's size: the last column may reach further by no more
    single: int = 3  # lines of a single stretch in a row within one table
    lines: int = 3  # with several stretches, at least
    least_columns: float = 0.6  # of the usual number of stretches in its lines
    keeping: float = 0.7  # share of the lines that keep to the columns
    prose_words: float = 3.5  # words of a stretch in running text, on average, at least
    prose_fill: float = 0.72  # share of its column that a line of running text fills, on average
    numbers: float = 0.15  # share of the stretches that are numbers, in a table of two columns
    larger: float = 1.25  # times the usual step between lines: something else begins
    paragraph: int = 4  # lines of running text beside a table, at least
    aside: float = 1.8  # times the next widest strip of white: another table stands beside
    white: float = 3.0  # of the font's size, at least
    told: float = 0.5  # share of the lines that makes it a table of contents, a form, a list


LIMITS = RegionLimits()


@dataclass(frozen=True, slots=True)
class Region:
    """Lines that make a table, and the middles of its gutters."""

    lines: tuple[TextLine, ...]
    borders: tuple[float, ...]


def regions(lines: Sequence[TextLine], limits: RegionLimits = LIMITS) -> list[Region]:
    """The tables among the lines of a page, top to bottom."""
    found = [table for run in _runs(lines, limits) for table in _tables(run, limits)]
    taken = {id(line) for table in found for line in table.lines}
    result: list[Region] = []
    whole = {id(line) for line in lines}
    for table in found:
        if id(table.lines[0]) not in whole:  # one of two side by side
            result.append(table)
            continue
        first, last = lines.index(table.lines[0]), lines.index(table.lines[-1])
        above = _ends(table, lines[:first][::-1], taken, limits)
        below = _ends(table, lines[last + 1 :], taken, limits)
        result.append(Region((*above[::-1], *table.lines, *below), table.borders))
    return result


def _ends(
    table: Region, lines: Sequence[TextLine], taken: set[int], limits: RegionLimits
) -> list[TextLine]:
    """The lines next to a table, going away from it, that keep to its columns: those of one cell
    as near as lines of a cell are, those of several as near as rows are.
    """
    found: list[TextLine] = []
    before = table.lines[0] if lines and lines[0].top < table.lines[0].top else table.lines[-1]
    for line in lines:
        step = abs(line.bottom - before.bottom)
        single = len(line.cells) == 1
        near = step <= (limits.wrapped if single else limits.apart) * line.size
        bold = single and line.words[0].bold != before.words[0].bold
        if id(line) in taken or bold or not near or not keeps(line, table, limits):
            break
        found.append(line)
        before = line
    return found


def keeps(line: TextLine, table: Region, limits: RegionLimits = LIMITS) -> bool:
    """Whether no cell of a line crosses a column, and none is outside the table."""
    left = min(word.x0 for own in table.lines for word in own.words)
    right = max(word.x1 for own in table.lines for word in own.words)
    start, end = sides(line.words)
    inside = left - line.size <= start and end <= right + limits.ragged * line.size
    spans = [columns_of(cell, table.borders) for cell in line.cells]
    return inside and all(stop - first == 1 for first, stop in spans)


def _runs(lines: Sequence[TextLine], limits: RegionLimits) -> Iterator[list[TextLine]]:
    """Stretches of lines that follow each other, and of which few in a row hold one cell alone."""
    run: list[TextLine] = []
    single = 0
    for line in lines:
        far = run and line.top - run[-1].bottom > (limits.apart - 1) * line.size
        single = single + 1 if len(line.cells) < 2 else 0
        if run and (far or single > limits.single):
            yield _trimmed(run)
            run = []
        if run or len(line.cells) > 1:
            run.append(line)
    yield _trimmed(run)


def _trimmed(run: list[TextLine]) -> list[TextLine]:
    while run and len(run[-1].cells) < 2:
        run = run[:-1]
    return run


def _tables(run: Sequence[TextLine], limits: RegionLimits) -> list[Region]:
    """The run as one table, or as several where their columns differ."""
    several = [line for line in run if len(line.cells) > 1]
    if len(several) < limits.lines:
        return []
    parts = _parts(run, limits)
    if [len(part) for part in parts] != [len(run)]:
        return [table for part in parts for table in _tables(part, limits)]
    strips = gutters(run)
    usual = Counter(len(line.cells) for line in several).most_common(1)[0][0]
    if len(strips) + 1 < max(2, limits.least_columns * usual):
        cut = _cut(run)
        return [*_tables(run[:cut], limits), *_tables(run[cut:], limits)] if cut else []
    aside = _aside(several, strips, limits)
    if aside is not None:
        halves = split_at(run, aside)
        return [table for half in halves for table in _tables(half, limits)]
    borders = tuple((start + end) / 2 for start, end in strips)
    region = Region(tuple(run), borders)
    return [region] if _is_table(region, several, limits) else []


def _aside(
    several: Sequence[TextLine], strips: Sequence[tuple[float, float]], limits: RegionLimits
) -> float | None:
    """Where two tables stand side by side: a strip far wider than all others, and on both sides of
    it a column of words before columns of numbers.
    """
    widths = sorted(end - start for start, end in strips)
    size = several[0].size
    if len(strips) < 3 or widths[-1] < max(limits.aside * widths[-2], limits.white * size):
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


def _parts(run: Sequence[TextLine], limits: RegionLimits) -> list[list[TextLine]]:
    """The run without the running text in columns that stands right above or below a table, and
    cut around lines of one cell that white parts from both sides: headings between two tables.
    """
    steps = [(b.bottom - a.bottom) / b.size for a, b in itertools.pairwise(run)]
    large = limits.larger * sorted(steps)[len(steps) // 2]
    starts = [0, *(at for at, step in enumerate(steps, 1) if step > large), len(run)]
    blocks = [list(run[start:stop]) for start, stop in itertools.pairwise(starts)]
    parts: list[list[TextLine]] = [[]]
    for place, block in enumerate(blocks):
        between = 0 < place < len(blocks) - 1 and len(block) == 1 and len(block[0].cells) == 1
        if between or _is_running_text(block, limits):
            parts.append([])
        else:
            parts[-1].extend(block)
    return [part for part in parts if part]


def _is_running_text(block: Sequence[TextLine], limits: RegionLimits) -> bool:
    """Whether lines are running text in columns; the wide blanks of justified ones part nothing."""
    several = [line for line in block if len(line.cells) > 1]
    if len(several) < limits.paragraph:
        return False
    borders = [(start + end) / 2 for start, end in gutters(block)]
    columns: list[list[tuple[Word, ...]]] = [[] for _ in range(len(borders) + 1)]
    for line in several:
        own: list[list[Word]] = [[] for _ in columns]
        for word in line.words:
            own[bisect_right(borders, (word.x0 + word.x1) / 2)].append(word)
        for column, words in zip(columns, own, strict=True):
            if words:
                column.append(tuple(words))
    cells = [cell for own in columns for cell in own]
    return _is_prose(columns, sum(map(is_number, cells)) / len(cells), limits)


def _cut(run: Sequence[TextLine]) -> int:
    """Where a run of lines most likely parts in two: at the largest step between lines."""
    steps = [
        ((after.top - line.bottom) / after.size, index)
        for index, (line, after) in enumerate(itertools.pairwise(run), 1)
    ]
    inner = steps[1:-1]
    return max(inner)[1] if inner else 0


def _is_table(region: Region, several: Sequence[TextLine], limits: RegionLimits) -> bool:
    columns: list[list[tuple[Word, ...]]] = [[] for _ in range(len(region.borders) + 1)]
    crossing = 0
    for line in several:
        for cell in line.cells:
            first, stop = columns_of(cell, region.borders)
            crossing += stop - first > 1
            if stop - first == 1:
                columns[first].append(cell)
    cells = [cell for own in columns for cell in own]
    if not cells or crossing > (1 - limits.keeping) * len(several) * len(columns):
        return False
    numbers = sum(map(is_number, cells)) / len(cells)
    return not (
        _is_contents(several, limits)
        or _is_list(columns, several, limits)
        or _is_prose(columns, numbers, limits)
        or (len(columns) == 2 and (numbers < limits.numbers or _is_form(columns, limits)))
    )


def _is_contents(lines: Sequence[TextLine], limits: RegionLimits) -> bool:
    leaders = sum(
        _LEADERS.search(" ".join(word.text for word in line.words)) is not None for line in lines
    )
    ends = [line.words[-1].text for line in lines]
    pages = [int(text) for text in ends if text.isdigit()]
    rising = len(pages) > limits.told * len(lines) and pages == sorted(pages)
    titles = sum(len(line.cells) <= 3 and len(line.words) > 3 for line in lines)
    chapters = sum(_CHAPTER.fullmatch(line.words[0].text) is not None for line in lines)
    numbered = chapters > limits.told * len(lines) and all(len(line.cells) < 4 for line in lines)
    return leaders > 0.3 * len(lines) or (
        rising and (titles > 0.8 * len(lines) or numbered) and len(set(pages)) > 3
    )


def _is_list(
    columns: Sequence[Sequence[tuple[Word, ...]]], lines: Sequence[TextLine], limits: RegionLimits
) -> bool:
    """Whether all that stands in the first of two columns are bullets and numbers of items."""
    marks = [cell for cell in columns[0] if len(cell) == 1 and _MARK.fullmatch(cell[0].text)]
    return len(columns) == 2 and len(marks) > limits.told * len(columns[0])


def _is_prose(
    columns: Sequence[Sequence[tuple[Word, ...]]], numbers: float, limits: RegionLimits
) -> bool:
    """Whether the columns are running text: lines of many words that fill them."""
    filled = [own for own in columns if own]
    long = [own for own in filled if _mean([len(cell) for cell in own]) >= limits.prose_words]
    full = [
        own
        for own in long
        if _mean([sides(cell)[1] - sides(cell)[0] for cell in own])
        >= limits.prose_fill * max(sides(cell)[1] - sides(cell)[0] for cell in own)
    ]
    return len(full) == len(filled) and numbers < limits.numbers


def _is_form(columns: Sequence[Sequence[tuple[Word, ...]]], limits: RegionLimits) -> bool:
    """Whether most of the first column are labels: they end with a colon."""
    labels = [cell for cell in columns[0] if cell[-1].text.endswith(":")]
    return len(labels) > limits.told * len(columns[0])


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def fragment_of(region: Region, page: int) -> Fragment:
    """The region as a fragment."""
    lines, borders = region.lines, region.borders
    left = min(word.x0 for line in lines for word in line.words) - 1
    right = max(word.x1 for line in lines for word in line.words) + 1
    starts = row_starts(lines, borders)
    tops = [
        (lines[start - 1].bottom + lines[start].top) / 2 if start else lines[0].top - 1
        for start in starts
    ]
    rows = (*tops, lines[-1].bottom + 1)
    xs = (left, *borders, right)
    cells: list[Cell] = []
    for row, (start, stop) in enumerate(itertools.pairwise([*starts, len(lines)])):
        spans: dict[tuple[int, int], list[Word]] = {}
        for line in lines[start:stop]:
            for cell in cut_numbers(line.cells, borders):
                spans.setdefault(columns_of(cell, borders), []).extend(cell)
        cells.extend(_row(row, spans, xs, rows, page))
    box = Box(left, rows[0], right, rows[-1])
    return Fragment(page, box, xs, rows, tuple(cells), False)


def _row(
    row: int,
    spans: dict[tuple[int, int], list[Word]],
    xs: Sequence[float],
    rows: Sequence[float],
    page: int,
) -> Iterator[Cell]:
    """The cells of a row: stretches that share a column are one, empty columns are cells too."""
    merged: list[tuple[int, int, list[Word]]] = []
    for (first, stop), words in sorted(spans.items()):
        if merged and first < merged[-1][1]:
            begun, end, own = merged[-1]
            merged[-1] = (begun, max(end, stop), [*own, *words])
        else:
            merged.append((first, stop, words))
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
