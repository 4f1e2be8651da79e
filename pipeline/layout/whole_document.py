"""Tables without vertical rules, and tables without any rules, using all pages together."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.layout.alignment import TextLine, is_drawn, rows_within, text_lines
from pipeline.layout.bands import Bands, HeaderWords, divided, same_place
from pipeline.layout.carried import carried
from pipeline.layout.fragment import Cell, Fragment
from pipeline.layout.frames import frames_of
from pipeline.layout.gutters import WithColumns, resolve
from pipeline.layout.headed import headed_regions
from pipeline.layout.header_rows import IsHead
from pipeline.layout.open_rows import spans
from pipeline.layout.ruleless import Region, fragment_of, regions
from pipeline.layout.sketch import Sketch, place_in
from pipeline.layout.thresholds import LAYOUT
from pipeline.model.geometry import Box
from pipeline.text.lines import lines_of
from pipeline.text.page import Word, in_reading_order


def with_columns(sketches: Sequence[Sketch], headers: Sequence[HeaderWords]) -> Iterator[Sketch]:
    """The sketches with tables without vertical rules resolved, using all pages together."""
    sketches = [
        replace(
            sketch,
            bands=tuple(
                (part, boxed) for table, boxed in sketch.bands for part in divided(table, headers)
            ),
        )
        for sketch in _continued(sketches)
    ]
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
            if not ruled.bands.words:
                continue
            if len(ruled.borders) > 2 or boxed:
                fragments.append(_columned(ruled))
                owned = {id(word) for word in taken}
                loose = [word for word in loose if id(word) not in owned]
            else:  # rules above and below running text, not a table
                loose.extend(
                    word for words in ruled.bands.words for word in words if word not in taken
                )
        yield Sketch(sketch.facts, tuple(fragments), (), in_reading_order(loose))


def _continued(sketches: Sequence[Sketch]) -> Iterator[Sketch]:
    """The sketches without single rules that cannot continue a table of the previous page."""
    before: tuple[int, Box] | None = None
    for sketch in sketches:
        bands = tuple(
            (table, boxed)
            for table, boxed in sketch.bands
            if table.words
            or (before and before[0] == table.page - 1 and same_place(before[1], table.box))
        )
        if bands:
            before = (bands[-1][0].page, bands[-1][0].box)
        yield replace(sketch, bands=bands)


def _around(
    loose: Sequence[Word], place: int, bands: Sequence[tuple[Bands, bool]]
) -> tuple[Word, ...]:
    """The free words above the first table of a page, and those below its last one."""
    box, near = bands[place][0].box, LAYOUT.open_rows.free
    return tuple(
        word
        for word in loose
        if (place == 0 and word.bottom <= box.top + near)
        or (place == len(bands) - 1 and word.top >= box.bottom - near)
    )


def _in_rows(bands: Bands, borders: Sequence[float]) -> Bands:
    """The bands, split where they have several rows."""
    rows = [bands.rows[0]]
    words: list[tuple[Word, ...]] = []
    for own, bottom in zip(bands.words, bands.rows[1:], strict=True):
        parts = rows_within(own, borders[1:-1])
        for above, below in itertools.pairwise(parts):
            foot, head = max(word.bottom for word in above), min(word.top for word in below)
            rows.append((foot + head) / 2)
        rows.append(bottom)
        words.extend(tuple(part) for part in parts)
    return replace(bands, rows=tuple(rows), words=tuple(words))


def _columned(ruled: WithColumns) -> Fragment:
    bands, borders = _in_rows(ruled.bands, ruled.borders), ruled.borders
    cells: list[Cell] = []
    for row, words in enumerate(bands.words):
        top, bottom = bands.rows[row], bands.rows[row + 1]
        cuts = spans(words, borders)
        inside: list[list[Word]] = [[] for _ in cuts]
        for word in words:
            column = place_in((word.x0 + word.x1) / 2, borders)
            inside[bisect_right(cuts, (column, len(borders))) - 1].append(word)
        for (first, stop), own in zip(cuts, inside, strict=True):
            if stop - first == len(borders) - 1:
                left, right = borders[0], borders[-1]
            else:
                left, right = ruled.columns[first][0], ruled.columns[stop - 1][1]
            lines = tuple(lines_of(own, bands.page)) if own else ()
            cells.append(Cell(row, first, 1, stop - first, Box(left, top, right, bottom), lines))
    return Fragment(bands.page, bands.box, borders, bands.rows, tuple(cells), bands.open_foot)


def without_frames(sketches: Sequence[Sketch], headers: Sequence[HeaderWords]) -> list[Sketch]:
    """The sketches with the words of tables freed whose few rules do not separate rows: rules only
    above and below a table, or under its header. Their alignment then decides whether they are a
    table.
    """
    result: list[Sketch] = []
    for sketch, frames in zip(sketches, frames_of(sketches, headers), strict=True):
        freed = [word for table in frames for words in table.words for word in words]
        if freed:
            bands = tuple(item for item in sketch.bands if item[0] not in frames)
            loose = in_reading_order((*sketch.loose, *freed))
            sketch = replace(sketch, bands=bands, loose=loose)
        result.append(sketch)
    return result


def with_ruleless(sketches: Sequence[Sketch], is_head: IsHead) -> list[Sketch]:
    """The sketches with tables without rules detected among their free words; `is_head` decides
    whether words are those of a header.
    """
    free = [
        sketch.loose if sketch.facts.copy_of is None and not sketch.bands else ()
        for sketch in sketches
    ]
    pages = [[line for line in text_lines(words) if not is_drawn(line)] for words in free]
    headed = headed_regions(pages, is_head)
    found = carried(
        pages,
        [[*own, *_apart(lines, own)] for lines, own in zip(pages, headed, strict=True)],
    )
    return [_with_tables(sketch, own) for sketch, own in zip(sketches, found, strict=True)]


def _apart(lines: Sequence[TextLine], headed: Sequence[Region]) -> list[Region]:
    """The tables among the lines of a page that are not in tables with headers."""
    taken = {id(line) for table in headed for line in table.lines}
    return regions([line for line in lines if id(line) not in taken])


def _with_tables(sketch: Sketch, found: Sequence[Region]) -> Sketch:
    if not found:
        return sketch
    owned = {id(word) for table in found for line in table.lines for word in line.words}
    fragments = (fragment_of(table, sketch.facts.number) for table in found)
    loose = tuple(word for word in sketch.loose if id(word) not in owned)
    return replace(sketch, fragments=(*sketch.fragments, *fragments), loose=loose)
