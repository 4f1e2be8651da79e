"""Recognises headers of tables by comparing their words with the profile, regardless of line
breaks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import Indel

from pipeline.layout.fragment import Cell, Fragment, Layout
from pipeline.model.geometry import Box
from pipeline.model.profile import Profile
from pipeline.model.strings import squeeze, tidy
from pipeline.model.table_shapes import TableShape
from pipeline.tables.thresholds import TABLES
from pipeline.text.page import Line

_MARKS = ".,;:()-‐‑/„“\"'\u00ad"


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """The header of a column; without a field where it is not in the profile."""

    field: str | None  # key of the column
    lines: tuple[Line, ...]
    wording: str | None  # the matching wording of the profile
    score: float  # similarity, 0 to 1
    box: Box


@dataclass(frozen=True, slots=True)
class Header:
    """A recognised header: the kind of table, its columns from left to right, and its number of
    rows.
    """

    shape: int  # number of the table in the profile
    kind: str
    columns: tuple[HeaderCell, ...]
    rows: int
    score: float


def recognise(fragment: Fragment, row: int, profile: Profile) -> Header | None:
    """The header that begins at a row of a fragment; None where there is none."""
    best: Header | None = None
    for depth in range(1, min(TABLES.headers.deepest, len(fragment.rows) - 1 - row) + 1):
        inside = [
            cell
            for cell in fragment.cells
            if row <= cell.row and cell.row + cell.rows <= row + depth
        ]
        if not _looks_headed(inside, profile):
            continue
        columns = _columns(fragment, inside)
        boxes = [
            Box(left, fragment.rows[row], right, fragment.rows[row + depth])
            for left, right in zip(fragment.borders, fragment.borders[1:], strict=False)
        ]
        for number in range(len(profile.tables)):
            found = _match(columns, boxes, number, profile, depth)
            if found is None or not _begins(found, [cell for cell in inside if cell.row == row]):
                continue
            if best is None or found.score > best.score + TABLES.headers.better:
                best = found
    return best


def _looks_headed(cells: Sequence[Cell], profile: Profile) -> bool:
    """A quick check whether a sufficient part of the letters is in words of headers."""
    known = _header_words(tuple(shape.header for shape in profile.tables))
    total = found = 0
    for cell in cells:
        for line in cell.lines:
            own, headed = _letters_in(line.text, known, TABLES.headers.shortest)
            total += own
            found += headed
    return found >= TABLES.headers.headed * total > 0


@lru_cache(maxsize=65_536)
def _letters_in(text: str, known: str, shortest: int) -> tuple[int, int]:
    """The number of letters of a text in words of a minimum length, and of those in words of
    headers.
    """
    tokens = [word.strip(_MARKS).casefold() for word in text.split()]
    lengths = [(len(token), token in known) for token in tokens if len(token) >= shortest]
    return sum(own for own, _ in lengths), sum(own for own, headed in lengths if headed)


@cache
def _header_words(headers: tuple[str, ...]) -> str:
    return "|".join(headers)


def _begins(header: Header, first: Sequence[Cell]) -> bool:
    """Whether the first row is part of the header: it has a known column or names groups of
    columns.

    The remainder of a row above a header is not.
    """
    filled = [cell for cell in first if cell.lines]
    groups = all(1 < cell.columns < len(header.columns) for cell in filled)
    return groups or any(
        column.field is not None and column.lines[:1] == cell.lines[:1]
        for cell in filled
        for column in header.columns[cell.column : cell.column + cell.columns]
    )


def headers_found(layouts: Iterable[Layout], profile: Profile) -> int:
    """The number of columns of a document with headers of the profile."""
    return sum(
        sum(1 for cell in header.columns if cell.field)
        for layout in layouts
        for item in layout.items
        if isinstance(item, Fragment)
        for row in range(min(TABLES.headers.deepest, len(item.rows) - 1))
        if (header := recognise(item, row, profile)) is not None
    )


def _columns(fragment: Fragment, cells: Sequence[Cell]) -> list[list[tuple[Line, ...]]]:
    """The possible texts of each column's header: all its cells, and only the lowest where those
    above name a group of columns.
    """
    result: list[list[tuple[Line, ...]]] = []
    for column in range(len(fragment.borders) - 1):
        own = [
            cell.lines
            for cell in cells
            if cell.lines and cell.column <= column < cell.column + cell.columns
        ]
        whole = tuple(line for lines in own for line in lines)
        result.append([whole, own[-1]] if len(own) > 1 else [whole])
    return result


def _match(
    columns: Sequence[Sequence[tuple[Line, ...]]],
    boxes: Sequence[Box],
    shape_number: int,
    profile: Profile,
    depth: int,
) -> Header | None:
    shape = profile.tables[shape_number]
    wordings = tuple(column.wordings for column in shape.columns)
    pairs: list[tuple[float, int, int, int]] = []
    for place, readings in enumerate(columns):
        for reading, lines in enumerate(readings):
            text = " ".join(line.text for line in lines)
            pairs += [
                (-score, place, number, reading)
                for number, score in enumerate(_scores(text, wordings))
                if score >= TABLES.headers.alike
            ]
    taken: dict[int, tuple[int, float]] = {}
    chosen = dict.fromkeys(range(len(columns)), -1)  # the lowest cell has the name of a principle
    for score, place, number, reading in sorted(pairs):
        if place not in taken and number not in {other for other, _ in taken.values()}:
            taken[place] = (number, -score)
            chosen[place] = reading
    least = max(2, TABLES.headers.share * len(shape.columns))
    if shape.kind != "principles" and len(taken) < least:
        return None
    cells = [
        _cell(readings[chosen[place]], box, taken.get(place), shape, profile)
        for place, (readings, box) in enumerate(zip(columns, boxes, strict=True))
    ]
    known = [cell for cell in cells if cell.field]
    if shape.kind == "principles":
        principles = [cell for cell in known if cell.field and shape.column(cell.field) is None]
        if not principles or len(known) == len(principles):
            return None
    score = sum(cell.score for cell in known) / max(len(shape.columns), len(cells))
    return Header(shape_number, shape.kind, tuple(cells), depth, score)


@lru_cache(maxsize=4096)
def _scores(text: str, columns: tuple[tuple[str, ...], ...]) -> tuple[float, ...]:
    """The similarity of a printed header to each column's wordings, computed once per text."""
    header = _Wording.of(text)
    return tuple(max(_alike(header, _wording(own)) for own in wordings) for wordings in columns)


def _cell(
    lines: tuple[Line, ...],
    box: Box,
    taken: tuple[int, float] | None,
    shape: TableShape,
    profile: Profile,
) -> HeaderCell:
    if taken is not None:
        column = shape.columns[taken[0]]
        text = squeeze("".join(line.text for line in lines))
        wording = max(
            range(len(column.squeezed)), key=lambda index: likeness(text, column.squeezed[index])
        )
        return HeaderCell(column.key, lines, column.wordings[wording], round(taken[1], 3), box)
    if shape.kind == "principles":
        level = profile.level("principle")
        text = tidy(" ".join(line.text for line in lines))
        found = level.pattern.label(text) if level and level.pattern else None
        if found:
            return HeaderCell(found[0], lines, None, 1.0, box)
    return HeaderCell(None, lines, None, 0.0, box)


@dataclass(frozen=True, slots=True)
class _Wording:
    """A header reduced to letters and digits, in printed order and with sorted words."""

    straight: str
    sorted: str
    digits: str

    @classmethod
    def of(cls, text: str) -> _Wording:
        return cls(
            squeeze(text),
            "".join(sorted(squeeze(word) for word in text.split())),
            "".join(char for char in text if char.isdigit()),
        )


@cache
def _wording(text: str) -> _Wording:
    return _Wording.of(text)


def alike(header: str, wording: str) -> float:
    """The similarity of a printed header to a wording of the profile, 0 to 1."""
    return _alike(_wording(header), _wording(wording))


def _alike(header: _Wording, wording: _Wording) -> float:
    """The similarity of a printed header to a wording, also if its words are in another order, as
    those of rotated headers can be.
    """
    if header.digits != wording.digits:  # columns of years differ only in digits
        return 0.0
    shorter, longer = sorted((len(header.straight), len(wording.straight)))
    # The difference in length rules out a sufficient similarity.
    if 2 * shorter < TABLES.headers.alike * (shorter + longer):
        return 0.0
    straight = likeness(header.straight, wording.straight)
    if straight >= TABLES.headers.alike:
        return straight
    return TABLES.headers.other_order * likeness(header.sorted, wording.sorted)


def likeness(text: str, wording: str) -> float:
    """The similarity of a header and a wording, both reduced to letters and digits; 1 for equal
    ones.
    """
    if not text or not wording:
        return 0.0
    return float(Indel.normalized_similarity(text, wording))


def numbers_columns(cells: Sequence[Cell]) -> bool:
    """Whether a row has the numbers of the columns: 1, 2, 3 and so on."""
    texts = [
        "".join(line.text for line in cell.lines).strip(" .()")
        for cell in sorted(cells, key=lambda cell: cell.column)
    ]
    return len(texts) > 2 and texts == [str(number) for number in range(1, len(texts) + 1)]
