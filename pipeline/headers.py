"""Headers of tables recognised by their words, however broken, against the shapes of a profile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex
from rapidfuzz.distance import Indel

from pipeline.model import Box, Cell, Fragment, Line
from pipeline.profile import Profile, TableShape
from pipeline.text import squeeze, tidy

_ALIKE = 0.8  # a header at least this like a wording of the profile is it
_SHARE = 0.6  # share of a table's columns that its header row must show
_DEEPEST = 4  # rows that a header may have


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A column of a table as its header says: `field` of the profile, or None where unknown."""

    field: str | None
    lines: tuple[Line, ...]
    wording: str | None  # of the profile, that it was matched with
    score: float  # likeness, 0 to 1
    box: Box


@dataclass(frozen=True, slots=True)
class Header:
    """A recognised header: the kind of table, its columns left to right, how many rows it takes."""

    kind: str
    columns: tuple[HeaderCell, ...]
    rows: int
    score: float


def recognise(fragment: Fragment, row: int, profile: Profile) -> Header | None:
    """The header that begins at this row of a fragment, or None where there is none."""
    best: Header | None = None
    for depth in range(1, min(_DEEPEST, len(fragment.rows) - 1 - row) + 1):
        inside = [
            cell
            for cell in fragment.cells
            if row <= cell.row and cell.row + cell.rows <= row + depth
        ]
        if len({cell.row for cell in inside}) == 0:
            continue
        columns = _columns(fragment, inside)
        boxes = [
            Box(left, fragment.rows[row], right, fragment.rows[row + depth])
            for left, right in zip(fragment.borders, fragment.borders[1:], strict=False)
        ]
        for shape in profile.tables:
            found = _match(columns, boxes, shape, profile, depth)
            if found and (best is None or found.score > best.score + 0.02):
                best = found
        if best:
            break
    return best


def _columns(fragment: Fragment, cells: Sequence[Cell]) -> list[tuple[Line, ...]]:
    result: list[tuple[Line, ...]] = []
    for column in range(len(fragment.borders) - 1):
        own = [cell for cell in cells if cell.column <= column < cell.column + cell.columns]
        result.append(tuple(line for cell in own for line in cell.lines))
    return result


def _match(
    columns: Sequence[tuple[Line, ...]],
    boxes: Sequence[Box],
    shape: TableShape,
    profile: Profile,
    depth: int,
) -> Header | None:
    texts = [squeeze("".join(line.text for line in lines)) for lines in columns]
    pairs: list[tuple[float, int, int]] = []
    for place, text in enumerate(texts):
        for number, column in enumerate(shape.columns):
            score = max((likeness(text, wording) for wording in column.squeezed), default=0.0)
            if score >= _ALIKE:
                pairs.append((score, place, number))
    pairs.sort(key=lambda pair: (-pair[0], pair[1], pair[2]))
    taken: dict[int, tuple[int, float]] = {}
    for score, place, number in pairs:
        if place not in taken and number not in {other for other, _ in taken.values()}:
            taken[place] = (number, score)
    cells = [
        _cell(lines, box, taken.get(place), shape, profile)
        for place, (lines, box) in enumerate(zip(columns, boxes, strict=True))
    ]
    known = [cell for cell in cells if cell.field]
    if shape.kind == "principles":
        principles = [
            cell for cell in known if cell.field and cell.field.startswith(profile.ids["principle"])
        ]
        if not principles or len(known) == len(principles):
            return None
    elif len(taken) < max(2, _SHARE * len(shape.columns)):
        return None
    score = sum(cell.score for cell in known) / max(len(shape.columns), len(cells))
    return Header(shape.kind, tuple(cells), depth, score)


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
        return HeaderCell(column.field, lines, column.wordings[wording], round(taken[1], 3), box)
    if shape.kind == "principles":
        letters = regex.escape(profile.ids["principle"])
        match = regex.match(
            rf"^{letters}[. ]?\s?(\d+)\b", tidy(" ".join(line.text for line in lines))
        )
        if match:
            return HeaderCell(
                f"{profile.ids['principle']}{int(match.group(1))}", lines, None, 1.0, box
            )
    return HeaderCell(None, lines, None, 0.0, box)


def likeness(text: str, wording: str) -> float:
    """How like a header is to a wording, both squeezed; 1 is the same."""
    if not text or not wording:
        return 0.0
    return float(Indel.normalized_similarity(text, wording))
