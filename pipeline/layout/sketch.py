"""The analysis of a single page: ruled tables, and parts that depend on other pages."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.layout.bands import Bands, stretches_of
from pipeline.layout.borders import merged, sides_of
from pipeline.layout.coarse import is_coarse, lacks_verticals
from pipeline.layout.fragment import Cell, Fragment
from pipeline.layout.grid import Grid, GridCell, grids, without_underlines
from pipeline.layout.thresholds import LAYOUT
from pipeline.layout.turned import Beginnings, beginnings
from pipeline.model.geometry import Border, Box
from pipeline.text.lines import lines_of, rows_of
from pipeline.text.page import Overprint, Page, PageFacts, Word


@dataclass(frozen=True, slots=True)
class Sketch:
    """A page analysed as far as possible without other pages."""

    facts: PageFacts
    fragments: tuple[Fragment, ...]
    # tables without vertical rules, and whether they are boxed
    bands: tuple[tuple[Bands, bool], ...]
    loose: tuple[Word, ...]


def facts_of(page: Page, seen: dict[str, int]) -> PageFacts:
    """The facts about a page; `seen` maps the digests of earlier pages to their numbers."""
    digest = ""
    if page.words:
        text = "\n".join(f"{word.text} {word.x0:.0f} {word.top:.0f}" for word in page.words)
        digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    first = seen.setdefault(digest, page.number) if digest else page.number
    return PageFacts(
        page.number,
        page.width,
        page.height,
        page.turn,
        # a letter of a damaged font may stand for several words
        sum(len(word.text.split()) for word in page.words),
        page.unmapped,
        page.picture,
        digest,
        first if first != page.number else None,
        tuple(
            Overprint(word.text, Box(word.x0, word.top, word.x1, word.bottom))
            for word in page.words
            if word.over
        ),
        page.skew,
    )


def sketch_of(page: Page, facts: PageFacts) -> Sketch:
    """The sketch of a page."""
    fragments: list[Fragment] = []
    bands: list[tuple[Bands, bool]] = []
    rest = page.words
    begins = beginnings(page.words)
    for grid in _without_frame(_grids(page), page):
        inside, outside = _split(rest, grid.box, begins)
        if not inside or (grid.inner_verticals and is_coarse(grid, inside)):
            continue
        rest = outside
        if grid.inner_verticals and not lacks_verticals(grid, inside):
            fragments.append(_fragment(page.number, grid, inside, page.shades, begins))
        else:
            boxed = len(grid.borders) == 2 and any(
                abs(rule.at - side) < LAYOUT.sketch.boxed
                for rule in page.vertical
                for side in grid.borders
            )
            bands.append((_bands(page.number, grid, inside, begins), boxed))
    if not fragments and not bands:
        bands.extend((band, False) for band in _lone_rule(page))
    return Sketch(facts, tuple(fragments), tuple(bands), rest)


def _grids(page: Page) -> list[Grid]:
    """The ruled tables of a page, those with rules between columns first, as rules without
    verticals inside one are not a table. The sides of shaded fields are borders where there is no
    such table.
    """
    across = without_underlines(page.horizontal, page.words)
    drawn = grids(across, page.vertical)
    ruled = [grid for grid in drawn if grid.inner_verticals]
    shades = [box for box in page.shades if not any(_within(box, grid.box) for grid in ruled)]
    level, upright = sides_of(_dividing(shades, drawn))
    if level:
        outside = [
            [rule for rule in rules if not any(_is_of(rule, axis, grid) for grid in ruled)]
            for axis, rules in enumerate((across, page.vertical))
        ]
        drawn = [*ruled, *grids([*outside[0], *level], [*outside[1], *upright])]
    return sorted(drawn, key=lambda grid: not grid.inner_verticals)


def _without_frame(found: Sequence[Grid], page: Page) -> list[Grid]:
    """The tables without page decoration, which is one or two fields around most of it."""
    share = LAYOUT.sketch.frame
    return [
        grid
        for grid in found
        if len(grid.rows) > 2
        or len(grid.borders) > 3
        or grid.box.x1 - grid.box.x0 < share * page.width
        or grid.box.bottom - grid.box.top < share * page.height
    ]


def _dividing(shades: Sequence[Box], drawn: Sequence[Grid]) -> list[Box]:
    """The shaded fields whose sides are borders: not shaded rows, headers and bands of a table with
    rules between all rows.
    """
    kept = list(shades)
    for grid in drawn:
        own = [box for box in shades if not grid.inner_verticals and _within(box, grid.box)]
        places = [(_row_at(box.top, grid), _row_at(box.bottom, grid)) for box in own]
        at_rules = None not in {at for place in places for at in place}
        if own and at_rules and 2 * len(set(places)) < len(grid.rows) - 1:
            kept = [box for box in kept if box not in own]
    return kept


def _row_at(y: float, grid: Grid) -> int | None:
    """The index of the rule at a height; None where there is none."""
    return next((n for n, at in enumerate(grid.rows) if abs(at - y) <= LAYOUT.sketch.at_rule), None)


def _within(box: Box, outer: Box) -> bool:
    """Whether the middle of a box is in another."""
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return outer.x0 <= x <= outer.x1 and outer.top <= y <= outer.bottom


def _is_of(rule: Border, axis: int, grid: Grid) -> bool:
    """Whether a rule, horizontal (0) or vertical (1), belongs to a table."""
    middle = (rule.start + rule.end) / 2
    x, y = (middle, rule.at) if axis == 0 else (rule.at, middle)
    near = LAYOUT.sketch.own_rule
    return (
        grid.box.x0 - near <= x <= grid.box.x1 + near
        and grid.box.top - near <= y <= grid.box.bottom + near
    )


def _lone_rule(page: Page) -> list[Bands]:
    """The only rule of a page, which may separate the remainder of a row from the next row, both
    open.
    """
    rules = [
        rule
        for rule in merged(page.horizontal)
        if rule.end - rule.start > LAYOUT.sketch.wide * page.width
    ]
    return [
        Bands(page.number, Box(rule.start, rule.at, rule.end, rule.at), (rule.at,), ())
        for rule in rules
        if len(rules) == 1
    ]


def _split(
    words: Sequence[Word], box: Box, begins: Beginnings
) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    inside: list[Word] = []
    outside: list[Word] = []
    beside = LAYOUT.sketch.outside
    for word in words:
        x, y = (word.x0 + word.x1) / 2, begins.get(id(word)) or (word.top + word.bottom) / 2
        within = box.x0 - beside <= x <= box.x1 + beside and box.top <= y <= box.bottom
        (inside if within else outside).append(word)
    return tuple(inside), tuple(outside)


def place_in(value: float, sides: Sequence[float]) -> int:
    """The index of the interval between sides that contains a place; outside, the nearest."""
    at, last = bisect_right(sides, value) - 1, len(sides) - 2
    return last if at > last else max(at, 0)


def _row_of(word: Word, rows: Sequence[float], begins: Beginnings) -> int:
    """The row of a word: that of its middle, or of the start of its rotated text."""
    return place_in(begins.get(id(word)) or (word.top + word.bottom) / 2, rows)


def _column_of(word: Word, words: Sequence[Word], borders: Sequence[float]) -> int:
    """The column of a word: that of its middle; for a word that overflows its column, that of the
    start of its line.
    """
    first, last = place_in(word.x0, borders), place_in(word.x1, borders)
    if first == last and word.x0 <= word.x1:
        return first
    middle = place_in((word.x0 + word.x1) / 2, borders)
    if first == last or word.x1 - borders[last] <= LAYOUT.sketch.runs_on * word.size:
        return middle
    led = _begin(word, words) - borders[first] < LAYOUT.sketch.padding * word.size
    ended = borders[last + 1] - word.x1 < LAYOUT.sketch.padding * word.size
    return first if led and not ended else middle


def _begin(word: Word, words: Sequence[Word]) -> float:
    """The start of the text that a word continues, with only spaces between its words."""
    limits = LAYOUT.sketch
    x0 = word.x0
    level = limits.same_line * word.size
    before = [other for other in words if abs(other.bottom - word.bottom) < level]
    for other in sorted(before, key=lambda other: -other.x1):
        if -limits.words_over * word.size < x0 - other.x1 < limits.words_apart * word.size:
            x0 = other.x0
    return x0


def _fragment(
    number: int, grid: Grid, words: Sequence[Word], shades: Sequence[Box], begins: Beginnings
) -> Fragment:
    owner = {
        (row, column): index
        for index, cell in enumerate(grid.cells)
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    }
    inside: list[list[Word]] = [[] for _ in grid.cells]
    for word in words:
        row = _row_of(word, grid.rows, begins)
        inside[owner[row, _column_of(word, words, grid.borders)]].append(word)
    cells = tuple(
        Cell(
            cell.row,
            first,
            cell.rows,
            stop - first,
            Box(
                grid.borders[first],
                grid.rows[cell.row],
                grid.borders[stop],
                grid.rows[cell.row + cell.rows],
            ),
            tuple(lines_of(words, number)) if words else (),
        )
        for cell, own in zip(grid.cells, inside, strict=True)
        for first, stop, words in _columns(cell, own, grid.borders)
    )
    if shades:
        cells = tuple(cell._replace(shaded=_is_shaded(cell.box, shades)) for cell in cells)
    return Fragment(number, grid.box, grid.borders, grid.rows, cells, grid.open_foot)


def _is_shaded(box: Box, shades: Sequence[Box]) -> bool:
    """Whether most of a cell is filled."""
    area = (box.x1 - box.x0) * (box.bottom - box.top)
    filled = 0.0
    for shade in shades:
        width = min(box.x1, shade.x1) - max(box.x0, shade.x0)
        height = min(box.bottom, shade.bottom) - max(box.top, shade.top)
        filled = max(filled, width * height if width > 0 and height > 0 else 0.0)
    return filled > LAYOUT.sketch.filled * area


def _columns(
    cell: GridCell, words: list[Word], borders: Sequence[float]
) -> list[tuple[int, int, list[Word]]]:
    """A cell across columns as first column, the one after the last, and its words; split where its
    text fits the columns of other rows, as then only the rules between them are missing.
    """
    first, stop = cell.column, cell.column + cell.columns
    if cell.columns == 1:
        return [(first, stop, words)]
    own: list[list[Word]] = [[] for _ in range(first, stop)]
    for word in words:
        place = _column_of(word, words, borders)
        own[min(max(place - first, 0), stop - first - 1)].append(word)
    crosses = any(
        start < border < end
        for start, end in stretches_of(words)
        for border in borders[first + 1 : stop]
    )
    if crosses or sum(1 for inside in own if inside) < 2:
        place = next((place for place, inside in enumerate(own) if inside), 0)
        if crosses or not _is_remainder(own[place], first + place, borders):
            return [(first, stop, words)]
    return [(first + place, first + place + 1, inside) for place, inside in enumerate(own)]


def _is_remainder(words: Sequence[Word], column: int, borders: Sequence[float]) -> bool:
    """Whether words across columns are those of one of them, and no heading: several lines that all
    begin at its left side, and not at that of the table.
    """
    rows = rows_of(words)
    near = LAYOUT.sketch.padding
    return (
        column > 0
        and len(rows) > 1
        and all(0 <= row[0].x0 - borders[column] < near * row[0].size for row in rows)
    )


def _bands(number: int, grid: Grid, words: Sequence[Word], begins: Beginnings) -> Bands:
    inside: list[list[Word]] = [[] for _ in grid.rows[1:]]
    for word in words:
        inside[_row_of(word, grid.rows, begins)].append(word)
    return Bands(number, grid.box, grid.rows, tuple(tuple(own) for own in inside), grid.open_foot)
