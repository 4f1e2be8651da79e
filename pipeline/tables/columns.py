"""The fields of a fragment's columns, from its header or from the table that it continues."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.layout.fragment import Cell, Fragment
from pipeline.model.levels import CONTAINERS
from pipeline.model.profile import Profile
from pipeline.model.table_shapes import TableShape
from pipeline.tables.row_ids import row_key, row_level
from pipeline.tables.thresholds import TABLES

LEVELS = CONTAINERS[::-1]
UNKNOWN = "?"  # prefix of the keys of unknown columns: "?3"


@dataclass(frozen=True, slots=True)
class Columns:
    """The fields of columns, from the last header."""

    shape: int  # number of the table in the profile
    kind: str
    fields: tuple[str, ...]  # keys of `HeaderColumn`, or UNKNOWN and a number
    borders: tuple[float, ...]
    key_field: str | None  # the field that identifies rows

    @property
    def key(self) -> int | None:
        """The column of the rows' ids (or names, where ids are not printed)."""
        return self.fields.index(self.key_field) if self.key_field in self.fields else None

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels with their own columns, lowest first."""
        return () if self.kind == "principles" else _levels(self.fields)

    def level_columns(self, level: str) -> list[int]:
        """The columns of a level: of its ids, if there is one, and of its names."""
        names = (f"{level} id", level)
        return [self.fields.index(name) for name in names if name in self.fields]

    def of_level(self, name: str) -> bool:
        """Whether a field is of a level with its own column."""
        return name.removesuffix(" id") in self.levels


@lru_cache(maxsize=1024)
def _levels(fields: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in LEVELS if not {name, f"{name} id"}.isdisjoint(fields))


def columns_of(
    shape: TableShape, number: int, fields: Sequence[str | None], fragment: Fragment
) -> Columns:
    """The columns of a fragment under its header; those without a field are numbered."""
    named = tuple(name or f"{UNKNOWN}{place}" for place, name in enumerate(fields))
    return Columns(number, shape.kind, named, fragment.borders, shape.key)


def inherited(
    known: Iterable[Columns],
    last: int | None,
    cells: Sequence[Cell],
    fragment: Fragment,
    profile: Profile,
) -> Columns | None:
    """The columns of an earlier table, where they fit and the ids match.

    `known` has the columns of the last table of each shape, `last` is the shape of the last table;
    `cells` are the remaining cells of the fragment.
    """
    for candidate in sorted(known, key=lambda columns: columns.shape != last):
        columns = _fitted(candidate, fragment)
        if columns is None:
            continue
        ids = [
            " ".join(line.text for line in cell.lines)
            for cell in cells
            if cell.column == columns.key and cell.lines
        ]
        if not ids or any(row_key(profile, columns.kind, text) for text in ids):
            return columns
        if last == columns.shape and (len(ids) == 1 or _without_ids(profile, columns)):
            return columns  # an id cut by the page break, or rows without ids
    return None


def _without_ids(profile: Profile, columns: Columns) -> bool:
    level = row_level(profile, columns.kind)
    return columns.key_field != "id" or level is None or level.pattern is None


def _fitted(known: Columns, fragment: Fragment) -> Columns | None:
    borders, width = fragment.borders, known.borders[-1] - known.borders[0]
    if len(borders) == len(known.borders):
        return replace(known, borders=borders)
    near = max(TABLES.columns.near * width, TABLES.columns.nearest)
    if borders[0] < known.borders[0] - near or borders[-1] > known.borders[-1] + near:
        return None
    fields: list[str] = []
    for left, right in itertools.pairwise(borders):
        own = [
            place
            for place, (a, b) in enumerate(zip(known.borders, known.borders[1:], strict=False))
            if abs(a - left) <= near and abs(b - right) <= near
        ]
        if not own:
            return None
        fields.append(known.fields[own[0]])
    return replace(known, fields=tuple(fields), borders=borders)
