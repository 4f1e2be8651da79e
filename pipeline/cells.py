"""`cells`: Page → Layout. Geometry alone: which words stand in which cell, which in no table."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.blocks import blocks_of, furniture
from pipeline.grid import Grid, grids
from pipeline.gutters import Bands, HeaderWords, Ruled, resolve
from pipeline.lines import lines_of
from pipeline.model import Block, Box, Cell, Fragment, Layout, Line, Page, PageFacts, Word

_COLUMN_GAP = 3.0  # of the font's size: free words further apart are lines of their own


@dataclass(frozen=True, slots=True)
class _Sketch:
    """A page of which only what needs the other pages is still open."""

    facts: PageFacts
    fragments: tuple[Fragment, ...]
    bands: tuple[tuple[Bands, bool], ...]  # ruleless tables, and whether a box is drawn around
    loose: tuple[Word, ...]


def layouts(pages: Iterable[Page], headers: Sequence[HeaderWords] = ()) -> list[Layout]:
    """All pages taken apart. `headers` are those of the profile's tables: they help to see columns
    where no vertical rules are drawn.
    """
    sketches: list[_Sketch] = []
    seen: dict[str, int] = {}
    for page in pages:
        facts = _facts(page, seen)
        sketches.append(
            _sketch(page, facts) if facts.copy_of is None else _Sketch(facts, (), (), page.words)
        )
    free = [_free_lines(sketch) for sketch in sketches]
    marked = furniture(
        [(sketch.facts.height, lines) for sketch, lines in zip(sketches, free, strict=True)]
    )
    edges = [
        tuple(
            line
            for index, line in enumerate(lines)
            if index in own or sketch.facts.copy_of is not None
        )
        for sketch, lines, own in zip(sketches, free, marked, strict=True)
    ]
    sketches = [_without(sketch, lines) for sketch, lines in zip(sketches, edges, strict=True)]
    if any(sketch.bands for sketch in sketches):
        sketches = list(_with_columns(sketches, headers))
    free = [_free_lines(sketch) for sketch in sketches]
    body = _body_size(free)
    return [
        _layout(sketch, lines, own, body)
        for sketch, lines, own in zip(sketches, free, edges, strict=True)
    ]


def _free_lines(sketch: _Sketch) -> list[Line]:
    return lines_of(sketch.loose, sketch.facts.number, _COLUMN_GAP) if sketch.loose else []


def _without(sketch: _Sketch, lines: Sequence[Line]) -> _Sketch:
    """The sketch without the words of the lines, which are the page's furniture."""
    boxes = [line.box for line in lines]
    loose = tuple(
        word
        for word in sketch.loose
        if not any(
            box.x0 <= word.x0
            and word.x1 <= box.x1
            and box.top <= word.top
            and word.bottom <= box.bottom
            for box in boxes
        )
    )
    return replace(sketch, loose=loose)


def _facts(page: Page, seen: dict[str, int]) -> PageFacts:
    """What is told of the page; `seen` maps the digests of earlier pages to their numbers."""
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
        len(page.words),
        page.unmapped,
        page.picture,
        digest,
        first if first != page.number else None,
    )


def _sketch(page: Page, facts: PageFacts) -> _Sketch:
    fragments: list[Fragment] = []
    bands: list[tuple[Bands, bool]] = []
    rest = page.words
    # Ruled tables first: rules without verticals inside one (underlined words) are no table.
    for grid in sorted(
        grids(page.horizontal, page.vertical), key=lambda grid: not grid.inner_verticals
    ):
        inside, outside = _split(rest, grid.box)
        if not inside:
            continue
        rest = outside
        if grid.inner_verticals:
            fragments.append(_fragment(page.number, grid, inside))
        else:
            boxed = len(grid.borders) == 2 and any(
                abs(rule.at - side) < 3 for rule in page.vertical for side in grid.borders
            )
            bands.append((_bands(page.number, grid, inside), boxed))
    return _Sketch(facts, tuple(fragments), tuple(bands), rest)


def _split(words: Sequence[Word], box: Box) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    inside: list[Word] = []
    outside: list[Word] = []
    for word in words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        within = box.x0 - 1 <= x <= box.x1 + 1 and box.top <= y <= box.bottom
        (inside if within else outside).append(word)
    return tuple(inside), tuple(outside)


def _place(value: float, sides: Sequence[float]) -> int:
    return min(max(bisect_right(sides, value) - 1, 0), len(sides) - 2)


def _fragment(number: int, grid: Grid, words: Sequence[Word]) -> Fragment:
    owner = {
        (row, column): index
        for index, cell in enumerate(grid.cells)
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    }
    inside: list[list[Word]] = [[] for _ in grid.cells]
    for word in words:
        row = _place((word.top + word.bottom) / 2, grid.rows)
        column = _place((word.x0 + word.x1) / 2, grid.borders)
        inside[owner[row, column]].append(word)
    cells = tuple(
        Cell(
            cell.row,
            cell.column,
            cell.rows,
            cell.columns,
            Box(
                grid.borders[cell.column],
                grid.rows[cell.row],
                grid.borders[cell.column + cell.columns],
                grid.rows[cell.row + cell.rows],
            ),
            tuple(lines_of(own, number)) if own else (),
        )
        for cell, own in zip(grid.cells, inside, strict=True)
    )
    return Fragment(number, grid.box, grid.borders, grid.rows, cells, grid.open_foot)


def _bands(number: int, grid: Grid, words: Sequence[Word]) -> Bands:
    inside: list[list[Word]] = [[] for _ in grid.rows[1:]]
    for word in words:
        inside[_place((word.top + word.bottom) / 2, grid.rows)].append(word)
    return Bands(number, grid.box, grid.rows, tuple(tuple(own) for own in inside), grid.open_foot)


# ── tables without vertical rules ───────────────────────────────────────────────────────────────


def _with_columns(sketches: Sequence[_Sketch], headers: Sequence[HeaderWords]) -> Iterator[_Sketch]:
    """The sketches with ruleless tables resolved, all pages taken together."""
    tables = [table for sketch in sketches for table, _ in sketch.bands]
    around = [
        _around(sketch.loose, place, sketch.bands)
        for sketch in sketches
        for place in range(len(sketch.bands))
    ]
    resolved = iter(resolve(tables, around, headers))
    for sketch in sketches:
        fragments = list(sketch.fragments)
        loose = list(sketch.loose)
        for _, boxed in sketch.bands:
            ruled, taken = next(resolved)
            if len(ruled.borders) > 2 or boxed:
                fragments.append(_columned(ruled))
                owned = {id(word) for word in taken}
                loose = [word for word in loose if id(word) not in owned]
            else:  # rules above and below running text, not a table
                loose.extend(
                    word for words in ruled.bands.words for word in words if word not in taken
                )
        loose.sort(key=lambda word: (round(word.bottom, 1), word.x0))
        yield _Sketch(sketch.facts, tuple(fragments), (), tuple(loose))


def _around(
    loose: Sequence[Word], place: int, bands: Sequence[tuple[Bands, bool]]
) -> tuple[Word, ...]:
    """The free words above the first table of a page, and those below its last one."""
    box = bands[place][0].box
    return tuple(
        word
        for word in loose
        if (place == 0 and word.bottom <= box.top + 1)
        or (place == len(bands) - 1 and word.top >= box.bottom - 1)
    )


def _columned(ruled: Ruled) -> Fragment:
    bands, borders = ruled.bands, ruled.borders
    cells: list[Cell] = []
    for row, words in enumerate(bands.words):
        top, bottom = bands.rows[row], bands.rows[row + 1]
        if row in ruled.across:
            box = Box(borders[0], top, borders[-1], bottom)
            cells.append(Cell(row, 0, 1, len(borders) - 1, box, tuple(lines_of(words, bands.page))))
            continue
        inside: list[list[Word]] = [[] for _ in borders[1:]]
        for word in words:
            inside[_place((word.x0 + word.x1) / 2, borders)].append(word)
        cells.extend(
            Cell(
                row,
                column,
                1,
                1,
                Box(left, top, right, bottom),
                tuple(lines_of(own, bands.page)) if own else (),
            )
            for column, (own, (left, right)) in enumerate(zip(inside, ruled.columns, strict=True))
        )
    return Fragment(bands.page, bands.box, borders, bands.rows, tuple(cells), bands.open_foot)


# ── running text ────────────────────────────────────────────────────────────────────────────────


def _body_size(pages: Iterable[Sequence[Line]]) -> float:
    """The size in which most letters of the running text are set, points."""
    letters: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            letters[round(line.size, 1)] += len(line.text)
    return letters.most_common(1)[0][0] if letters else 10.0


def _layout(sketch: _Sketch, lines: Sequence[Line], edges: Sequence[Line], body: float) -> Layout:
    items: list[Fragment | Block] = list(sketch.fragments)
    items.extend(Block("furniture", (line,)) for line in edges)
    items.extend(_between(lines, sketch.fragments, body))
    items.sort(key=_top)
    return Layout(sketch.facts, tuple(items))


def _between(lines: Sequence[Line], fragments: Sequence[Fragment], body: float) -> list[Block]:
    """Blocks of running text; a table between two lines parts them."""
    tops = sorted(fragment.box.top for fragment in fragments)
    groups: dict[int, list[Line]] = {}
    for line in lines:
        groups.setdefault(bisect_right(tops, line.box.top), []).append(line)
    return [block for _, group in sorted(groups.items()) for block in blocks_of(group, body)]


def _top(item: Fragment | Block) -> tuple[float, float]:
    box = item.box if isinstance(item, Fragment) else item.lines[0].box
    return box.top, box.x0
