"""Which field stands in which column: from a header, or from the table that goes on."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.layout.fragment import Cell, Fragment
from pipeline.model.profile import FIELDS, Profile
from pipeline.tables.row_ids import row_key

_NEAR = 0.02  # of the table's width: columns of one table on two pages differ by no more


@dataclass(frozen=True, slots=True)
class Columns:
    """Which field stands in which column, as the last header said."""

    kind: str
    fields: tuple[str | None, ...]
    borders: tuple[float, ...]

    @property
    def key(self) -> int | None:
        """The column of the rows' ids; None where the table has none."""
        field = FIELDS[self.kind][0]
        return self.fields.index(field) if field in self.fields else None


def inherited(
    known: Iterable[Columns],
    last: str | None,
    cells: Sequence[Cell],
    fragment: Fragment,
    profile: Profile,
) -> Columns | None:
    """The columns of a table that was begun before: where they fit and the ids are of its kind.

    `known` holds those of the last table of each kind, `last` the kind of the very last; `cells`
    are those of the fragment's rows still to be read.
    """
    for candidate in sorted(known, key=lambda columns: columns.kind != last):
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
        if len(ids) == 1 and last == columns.kind:  # an id cut in two by the page break
            return columns
    return None


def _fitted(known: Columns, fragment: Fragment) -> Columns | None:
    borders, width = fragment.borders, known.borders[-1] - known.borders[0]
    if len(borders) == len(known.borders):
        return Columns(known.kind, known.fields, borders)
    near = max(_NEAR * width, 6.0)
    if borders[0] < known.borders[0] - near or borders[-1] > known.borders[-1] + near:
        return None
    fields: list[str | None] = []
    for left, right in itertools.pairwise(borders):
        own = [
            place
            for place, (a, b) in enumerate(zip(known.borders, known.borders[1:], strict=False))
            if abs(a - left) <= near and abs(b - right) <= near
        ]
        if not own:
            return None
        fields.append(known.fields[own[0]])
    return Columns(known.kind, tuple(fields), borders)
