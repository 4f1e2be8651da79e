"""Rows of lines, and where a page break cuts them."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from tests.typeset.matter import TableRow
from tests.typeset.wrap import Line


@dataclass(frozen=True)
class Column:
    """The lines of one cell, or of what is left of it after a page break."""

    lines: tuple[Line, ...]
    centred: bool
    offset: float = 0.0  # from the inner top of its row, where the row is fixed


@dataclass(frozen=True)
class Part:
    """A row, or what is left of it after a page break."""

    row: TableRow
    columns: tuple[Column, ...]
    leading: float
    fixed: bool = False  # offsets hold: centred over the whole row

    @property
    def inner(self) -> float:
        """Height without padding."""
        return (
            max(
                (
                    column.offset * self.fixed + len(column.lines) * self.leading
                    for column in self.columns
                ),
                default=0.0,
            )
            or self.leading
        )

    @property
    def lines(self) -> int:
        """Of the longest cell."""
        return max(len(column.lines) for column in self.columns)


def middled(part: Part) -> Part:
    """Each cell centred over the whole row, so that a page break may leave the id below it."""
    columns = tuple(
        replace(column, offset=(part.inner - len(column.lines) * part.leading) / 2)
        for column in part.columns
    )
    return replace(part, columns=columns, fixed=True)


def split_counts(part: Part, counts: tuple[int, ...]) -> tuple[Part, Part]:
    """Cut after so many lines of each column."""
    pairs = list(zip(part.columns, counts, strict=True))
    first = tuple(
        replace(column, lines=column.lines[:count], offset=0.0) for column, count in pairs
    )
    rest = tuple(replace(column, lines=column.lines[count:], offset=0.0) for column, count in pairs)
    return replace(part, columns=first, fixed=False), replace(part, columns=rest, fixed=False)


def split_at(part: Part, inner: float, ragged: bool) -> tuple[Part, Part]:
    """Cut where `inner` points of the row fit; ragged: another number of lines in each column."""
    if not part.fixed:
        room = math.floor(inner / part.leading + 0.001)
        counts = [
            _kept(len(column.lines), room, part.row.index + place if ragged else 0)
            for place, column in enumerate(part.columns)
        ]
        return split_counts(part, tuple(counts))
    first, rest = [], []
    for column in part.columns:
        count = math.floor((inner - column.offset) / part.leading + 0.001)
        count = max(0, min(count, len(column.lines)))
        below = max(0.0, column.offset + count * part.leading - inner)
        first.append(replace(column, lines=column.lines[:count]))
        rest.append(replace(column, lines=column.lines[count:], offset=below))
    return replace(part, columns=tuple(first)), replace(part, columns=tuple(rest))


def _kept(lines: int, room: int, seed: int) -> int:
    return lines if lines <= room else max(1, room - seed * 7 % 3)
