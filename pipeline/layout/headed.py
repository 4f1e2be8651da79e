"""Detects tables without rules by their known headers.

Tables with the same header share columns, which many pages together determine.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from pipeline.layout.alignment import TextLine, columns_of, gutters
from pipeline.layout.blocks import is_label
from pipeline.layout.gutters import before_marks
from pipeline.layout.header_rows import IsHead, head_start
from pipeline.layout.ruleless import Region
from pipeline.layout.thresholds import LAYOUT
from pipeline.model.geometry import Box

Pages = Sequence[Sequence[TextLine]]


def headed_regions(pages: Pages, is_head: IsHead) -> list[list[Region]]:
    """The tables of each page that begin with a known header. `pages` are the free lines of each
    page, top to bottom; `is_head` says whether words are those of a header.
    """
    found = [_tables(lines, is_head) for lines in pages]
    pooled: dict[str, list[TextLine]] = {}
    for own in found:
        for head, body in own:
            pooled.setdefault(_key(head), []).extend([*head, *body])
    columns = {
        key: before_marks(gutters(lines), [word for line in lines for word in line.words])
        for key, lines in pooled.items()
    }
    result: list[list[Region]] = []
    for own in found:
        tables = []
        for head, body in own:
            borders = tuple((start + end) / 2 for start, end in columns[_key(head)])
            kept = body[: _end(body, borders)]
            if borders and kept:
                tables.append(Region((*head, *kept), borders, len(head)))
        result.append(tables)
    return result


def head_boxes(lines: Sequence[TextLine], is_head: IsHead) -> list[Box]:
    """The boxes of the headers among the free lines of a page."""
    heads = [lines[start:stop] for start, stop in _heads(lines, is_head)]
    boxes = []
    for head in heads:
        words = [word for line in head for word in line.words]
        left, right = min(word.x0 for word in words), max(word.x1 for word in words)
        top, bottom = min(word.top for word in words), max(word.bottom for word in words)
        boxes.append(Box(left, top, right, bottom))
    return boxes


def _key(head: Sequence[TextLine]) -> str:
    return " ".join(word.text for line in head for word in line.words)


def _tables(
    lines: Sequence[TextLine], is_head: IsHead
) -> list[tuple[Sequence[TextLine], Sequence[TextLine]]]:
    """Each header with the lines below it, down to the next header or a wide white strip."""
    heads = _heads(lines, is_head)
    result = []
    for (start, stop), (limit, _) in itertools.pairwise([*heads, (len(lines), 0)]):
        end = stop
        while end < limit and not _is_far(lines[end - 1], lines[end]):
            end += 1
        result.append((lines[start:stop], lines[stop:end]))
    return result


def _heads(lines: Sequence[TextLine], is_head: IsHead) -> list[tuple[int, int]]:
    """The first line of each header, and the one after its last."""
    result: list[tuple[int, int]] = []
    rows = [line.words for line in lines]
    deepest = LAYOUT.headers.deepest
    at = done = 0
    while at < len(lines):
        window = lines[max(done, at - 2) : at + 1]
        first = max(done, at + 1 - deepest)
        start = None
        if any(len(line.cells) > 1 for line in window):  # running text has no headers
            start = head_start(rows[first : at + 1], is_head)
        at += 1
        if start is None:
            continue
        begin = first + start
        while at < len(lines) and head_start(rows[begin : at + 1], is_head) == 0:
            at += 1
        result.append((begin, at))
        done = at
    return result


def _is_far(before: TextLine, line: TextLine) -> bool:
    return line.top - before.bottom > (LAYOUT.regions.apart - 1) * line.size


def _end(body: Sequence[TextLine], borders: Sequence[float]) -> int:
    """The number of lines below a header that belong to its table: running text begins where a
    stretch crosses columns, or begins like a heading.
    """
    several = [place for place, line in enumerate(body) if len(line.cells) > 1]
    last = several[-1] if several else -1
    for place in range(last + 1, len(body)):
        (cell,) = body[place].cells
        first, stop = columns_of(cell, borders)
        text = " ".join(word.text for word in cell)
        if stop - first > 1 or (first == 0 and is_label(text) and cell[0].bold):
            return place
    return len(body)
