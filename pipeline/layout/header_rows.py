"""Headers without a rule above them.

Where rules are only below rows, there is none above the header: it is outside its table, or in a
band with the heading above it, between the last rule of one table and the first of the next.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.layout.bands import Bands, stretches_of, united
from pipeline.layout.blocks import is_label
from pipeline.layout.fragment import Cell, Fragment
from pipeline.layout.sketch import Sketch, place_in
from pipeline.layout.thresholds import LAYOUT
from pipeline.model.geometry import Box
from pipeline.text.lines import lines_of, rows_of
from pipeline.text.page import Word, in_reading_order

IsHead = Callable[[Sequence[Word]], bool]
Row = Sequence[Word]


def with_header_rows(
    sketch: Sketch,
    is_head: IsHead,
    frames: Sequence[Bands] = (),
) -> Sketch:
    """The page with each such header as the first row of its table, and the text above it as free
    words.

    `is_head` decides whether words are those of a header. `frames` are tables whose rules do not
    separate rows; they are not changed.
    """
    loose = list(sketch.loose)
    bands: list[tuple[Bands, bool]] = []
    for table, boxed in sketch.bands:
        framed = table in frames
        parts, freed = ([table], []) if framed else _parted(table, is_head)
        loose.extend(freed)
        bands.extend((part, boxed) for part in parts)
    bands.sort(key=lambda item: item[0].box.top)
    above = 0.0
    for place, (table, boxed) in enumerate(bands):
        headed = not table.words or table in frames or is_head(table.words[0])
        if not headed:
            near = [
                word for word in loose if above <= word.top and word.bottom <= table.rows[0] + 1
            ]
            head = _head_above(near, table, is_head)
            if head:
                taken = set(map(id, head))
                loose = [word for word in loose if id(word) not in taken]
                bands[place] = (_grown(table, head), boxed)
        above = table.box.bottom - 1
    fragments: list[Fragment] = []
    for fragment in sketch.fragments:
        head = _head_over(loose, fragment, is_head)
        taken = set(map(id, head))
        loose = [word for word in loose if id(word) not in taken]
        fragments.append(_headed(fragment, head) if head else fragment)
    if bands == list(sketch.bands) and fragments == list(sketch.fragments):
        return sketch
    return replace(
        sketch, fragments=tuple(fragments), bands=tuple(bands), loose=in_reading_order(loose)
    )


def _head_over(loose: Sequence[Word], fragment: Fragment, is_head: IsHead) -> list[Word]:
    """The words right above a table with rules between its columns that are its header: each of
    them has one text, and none crosses a rule.
    """
    near = LAYOUT.headers.near
    above = [
        word
        for word in loose
        if _is_over(word, fragment.box) and fragment.box.top - word.bottom <= near * word.size
    ]
    lines = rows_of(above)
    if not lines or fragment.box.top - _foot(lines[-1]) > LAYOUT.headers.text * lines[-1][0].size:
        return []
    start = head_start(lines, is_head)
    head = [] if start is None else _words(lines[start:])
    columns = {_column(word, fragment) for word in head}
    texts = len(united(stretches_of(head)))
    whole = columns == set(range(len(fragment.borders) - 1)) and texts == len(columns)
    return head if whole else []


def _is_over(word: Word, box: Box) -> bool:
    out = LAYOUT.headers.outside
    return word.bottom <= box.top + 1 and box.x0 - out <= word.x0 and word.x1 <= box.x1 + out


def _column(word: Word, fragment: Fragment) -> int | None:
    """The column over which a word stands; None where it crosses a rule."""
    first, last = (place_in(x, fragment.borders) for x in (word.x0, word.x1))
    return first if first == last else None


def _headed(fragment: Fragment, head: Sequence[Word]) -> Fragment:
    """The table with a row of words above it."""
    top = min(word.top for word in head) - 1
    borders = fragment.borders
    cells = [
        Cell(
            0,
            column,
            1,
            1,
            Box(left, top, right, fragment.rows[0]),
            tuple(lines_of(own, fragment.page)),
        )
        for column, (left, right) in enumerate(itertools.pairwise(borders))
        for own in [[word for word in head if _column(word, fragment) == column]]
    ]
    cells.extend(cell._replace(row=cell.row + 1) for cell in fragment.cells)
    return replace(
        fragment,
        box=fragment.box._replace(top=top),
        rows=(top, *fragment.rows),
        cells=tuple(cells),
    )


def _head_above(words: Sequence[Word], table: Bands, is_head: IsHead) -> list[Word]:
    """The words directly above the first rule of a table that are its header."""
    lines = rows_of([word for word in words if _beside(word, table)])
    if not lines or table.rows[0] - _foot(lines[-1]) > LAYOUT.headers.near * lines[-1][0].size:
        return []
    start = head_start(lines, is_head)
    return [] if start is None else _words(lines[start:])


def _beside(word: Word, table: Bands) -> bool:
    outside = LAYOUT.headers.outside
    return table.box.x0 - outside <= word.x0 and word.x1 <= table.box.x1 + outside


def head_start(lines: Sequence[Row], is_head: IsHead) -> int | None:
    """The first of the last lines of a text that form a header; None where none do.

    Of several possibilities, the one with most columns is selected, as a line of text above a
    header crosses columns. Numbered headings are not part of headers.
    """
    best: tuple[int, int] | None = None
    for start in range(len(lines) - 1, max(-1, len(lines) - 1 - LAYOUT.headers.deepest), -1):
        line = lines[start]
        below = lines[start + 1] if start + 1 < len(lines) else line
        if _foot(below) - _foot(line) > LAYOUT.headers.leading * line[0].size:
            break
        left = min((word.x0 for word in _words(lines[start + 1 :])), default=line[0].x0)
        leads = line[0].x0 <= left + line[0].size
        if leads and not _is_several(line) and is_label(_text(line)):
            break
        if start and _goes_on(lines[start - 1], line):
            continue
        words = _words(lines[start:])
        columns = len(united(stretches_of(words)))
        if is_head(words) and (best is None or columns >= best[0]):
            best = columns, start
    return best[1] if best else None


def _goes_on(before: Row, line: Row) -> bool:
    """Whether a line of text continues the line above it."""
    lone = not _is_several(before) and not _is_several(line)
    near = _foot(line) - _foot(before) <= LAYOUT.headers.text * line[0].size
    return (
        lone and near and abs(before[0].x0 - line[0].x0) < LAYOUT.headers.same_start * line[0].size
    )


def _parted(table: Bands, is_head: IsHead) -> tuple[list[Bands], list[Word]]:
    """The table split before each header in a band with text above it; and that text, as far as it
    is not a row of the previous table.
    """
    parts: list[Bands] = []
    freed: list[Word] = []
    rows, words = [table.rows[0]], list[tuple[Word, ...]]()
    for own, bottom in zip(table.words, table.rows[1:], strict=True):
        lines = rows_of(own)
        start = head_start(lines, is_head) if lines else None
        if start:
            stop = _row_stop(lines[:start])
            row, text, head = lines[:stop], lines[stop:start], lines[start:]
            if row:
                rows.append((_foot(row[-1]) + _top((*text, *head)[0])) / 2)
                words.append(tuple(_words(row)))
            if words:
                parts.append(_part(table, rows, words))
            freed.extend(_words(text))
            rows, words = [_top(head[0]) - 1], []
            own = tuple(_words(head))
        rows.append(bottom)
        words.append(own)
    if not parts:
        return [table], freed
    return [*parts, replace(_part(table, rows, words), open_foot=table.open_foot)], freed


def _row_stop(lines: Sequence[Row]) -> int:
    """The number of lines above a header that belong to a row; running text begins with a heading
    or after a wide white strip.
    """
    several = [place for place, line in enumerate(lines) if _is_several(line)]
    if not several:
        return 0
    last = several[-1]
    left = min(word.x0 for word in _words(lines[: last + 1]))
    for place in range(last + 1, len(lines)):
        line, before = lines[place], lines[place - 1]
        step = _foot(line) - _foot(before)
        label = is_label(_text(line)) and line[0].x0 <= left + line[0].size
        bold = line[0].bold and not before[0].bold
        if label or bold or step > LAYOUT.headers.white * before[0].size:
            return place
    return len(lines)


def _is_several(line: Row) -> bool:
    """Whether a line has several cells."""
    return any(
        after.x0 - word.x1 > LAYOUT.headers.column_gap * word.size
        for word, after in itertools.pairwise(line)
    )


def _part(table: Bands, rows: Sequence[float], words: Sequence[tuple[Word, ...]]) -> Bands:
    box = table.box._replace(top=rows[0], bottom=rows[-1])
    return Bands(table.page, box, tuple(rows), tuple(words), False)


def _grown(table: Bands, head: Sequence[Word]) -> Bands:
    top = min(word.top for word in head) - 1
    return replace(
        table,
        box=table.box._replace(top=top),
        rows=(top, *table.rows),
        words=(tuple(head), *table.words),
    )


def _words(lines: Sequence[Row]) -> list[Word]:
    return [word for line in lines for word in line]


def _text(line: Row) -> str:
    return " ".join(word.text for word in line)


def _foot(line: Row) -> float:
    return max(word.bottom for word in line)


def _top(line: Row) -> float:
    return min(word.top for word in line)
