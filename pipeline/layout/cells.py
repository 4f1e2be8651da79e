"""`cells`: Page → Layout. Assigns words to cells of tables or to running text, by geometry."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from pipeline.layout.alignment import text_lines
from pipeline.layout.bands import HeaderWords
from pipeline.layout.blocks import blocks_of, furniture
from pipeline.layout.found_headers import IsHeader, found_headers, tells_header
from pipeline.layout.fragment import Block, Fragment, Layout
from pipeline.layout.frames import frames_of
from pipeline.layout.headed import head_boxes
from pipeline.layout.header_rows import IsHead, with_header_rows
from pipeline.layout.sketch import Sketch, facts_of, sketch_of
from pipeline.layout.thresholds import LAYOUT
from pipeline.layout.whole_document import with_columns, with_ruleless, without_frames
from pipeline.model.geometry import Box
from pipeline.text.lines import lines_of
from pipeline.text.page import Line, Page


def layouts(
    pages: Iterable[Page],
    headers: Sequence[HeaderWords] = (),
    is_header: IsHeader | None = None,
) -> list[Layout]:
    """The layouts of all pages. `headers` are those of the profile's tables, which help to detect
    columns without vertical rules. `is_header` decides whether texts are headers of unknown tables.
    """
    sketches: list[Sketch] = []
    seen: dict[str, int] = {}
    for page in pages:
        facts = facts_of(page, seen)
        sketches.append(
            sketch_of(page, facts) if facts.copy_of is None else Sketch(facts, (), (), page.words)
        )
    is_head = partial(tells_header, known=headers, is_header=is_header)
    sketches = [
        with_header_rows(sketch, is_head, frames)
        for sketch, frames in zip(sketches, frames_of(sketches, headers), strict=True)
    ]
    free = [_free_lines(sketch) for sketch in sketches]
    marked = furniture(
        [(sketch.facts.height, lines) for sketch, lines in zip(sketches, free, strict=True)]
    )
    edges = [
        _edges(sketch, lines, own, is_head)
        for sketch, lines, own in zip(sketches, free, marked, strict=True)
    ]
    sketches = [_without(sketch, lines) for sketch, lines in zip(sketches, edges, strict=True)]
    sketches = without_frames(sketches, headers)
    if any(sketch.bands for sketch in sketches):
        if is_header is not None:
            tables = [table for sketch in sketches for table, _ in sketch.bands]
            headers = [*headers, *found_headers(tables, headers, is_header)]
        sketches = list(with_columns(sketches, headers))
    sketches = with_ruleless(sketches, is_head)
    free = [_free_lines(sketch) for sketch in sketches]
    sketches = [replace(sketch, loose=()) for sketch in sketches]  # these words are in lines now
    body = _body_size(free)
    return [
        _layout(sketch, lines, own, body)
        for sketch, lines, own in zip(sketches, free, edges, strict=True)
    ]


def _free_lines(sketch: Sketch) -> list[Line]:
    gap = LAYOUT.blocks.column_gap
    return lines_of(sketch.loose, sketch.facts.number, gap) if sketch.loose else []


def _edges(
    sketch: Sketch, lines: Sequence[Line], marked: frozenset[int], is_head: IsHead
) -> tuple[Line, ...]:
    """The lines that are furniture: all lines of a repeated page; else the repeated lines, except
    headers of tables.
    """
    if sketch.facts.copy_of is not None:
        return tuple(lines)
    found = tuple(line for index, line in enumerate(lines) if index in marked)
    if not found or sketch.fragments:  # with vertical rules, headers are inside the table
        return found
    heads = head_boxes(text_lines(sketch.loose), is_head)
    return tuple(line for line in found if not any(_holds(head, line.box) for head in heads))


def _holds(outer: Box, box: Box) -> bool:
    middle = (box.top + box.bottom) / 2
    return outer.top <= middle <= outer.bottom and outer.x0 <= box.x1 and box.x0 <= outer.x1


def _without(sketch: Sketch, lines: Sequence[Line]) -> Sketch:
    """The sketch without the words of the given lines."""
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


def _body_size(pages: Iterable[Sequence[Line]]) -> float:
    """The size of most letters of the running text, in points."""
    letters: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            letters[round(line.size, 1)] += len(line.text)
    return letters.most_common(1)[0][0] if letters else LAYOUT.blocks.body


def _layout(sketch: Sketch, lines: Sequence[Line], edges: Sequence[Line], body: float) -> Layout:
    items: list[Fragment | Block] = list(sketch.fragments)
    items.extend(Block("furniture", (line,)) for line in edges)
    items.extend(_between(lines, sketch.fragments, body))
    items.sort(key=_top)
    return Layout(sketch.facts, tuple(items))


def _between(lines: Sequence[Line], fragments: Sequence[Fragment], body: float) -> list[Block]:
    """Blocks of running text, separated by tables."""
    tops = sorted(fragment.box.top for fragment in fragments)
    groups: dict[int, list[Line]] = {}
    for line in lines:
        groups.setdefault(bisect_right(tops, line.box.top), []).append(line)
    return [block for _, group in sorted(groups.items()) for block in blocks_of(group, body)]


def _top(item: Fragment | Block) -> tuple[float, float]:
    box = item.box if isinstance(item, Fragment) else item.lines[0].box
    return box.top, box.x0
