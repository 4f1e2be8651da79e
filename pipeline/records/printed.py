"""A printed text with its lines, so that any part of it can be located on the page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model.strings import tidy
from pipeline.tables.columns import UNKNOWN
from pipeline.tables.line_joins import joined
from pipeline.tables.logical import LogicalRow, LogicalTable
from pipeline.text.page import Line


@dataclass(frozen=True, slots=True)
class Printed:
    """Joined lines; `starts[i]` is the offset of line i."""

    text: str
    lines: tuple[Line, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]  # end of line i (without a dropped soft hyphen)

    @property
    def tidied(self) -> str:
        """The text with runs of spaces collapsed, and trimmed."""
        return tidy(self.text)

    def part(self, start: int, end: int) -> Printed:
        """The characters from `start` up to `end`, with their parts of lines."""
        lines: list[Line] = []
        starts: list[int] = []
        ends: list[int] = []
        for line, first, last in zip(self.lines, self.starts, self.ends, strict=True):
            low, high = max(start, first), min(end, last)
            if low >= high or not self.text[low:high].strip():
                continue
            to = (
                len(line.text) if high == last else high - first
            )  # a soft hyphen stays with its line
            lines.append(line.cut(low - first, to))
            starts.append(low - start)
            ends.append(high - start)
        return Printed(self.text[start:end], tuple(lines), tuple(starts), tuple(ends))

    def line_at(self, index: int) -> int:
        """The index (from 0) of the line of a character."""
        return max(bisect_right(self.starts, index) - 1, 0)


def printed(lines: Sequence[Line], glues: Sequence[str]) -> Printed:
    """Lines joined by `glues`, of which there is one fewer."""
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for text, glue in joined(lines, glues):
        starts.append(at)
        ends.append(at + len(text))
        parts.append(text + glue)
        at += len(text) + len(glue)
    return Printed("".join(parts), tuple(lines), tuple(starts), tuple(ends))


EMPTY = Printed("", (), (), ())


def value_of(row: LogicalRow, name: str | None) -> Printed:
    """The text of a row in the column of a field; empty where it has none."""
    cell = row.cell(name) if name else None
    return printed(cell.lines, cell.glues) if cell is not None and cell.lines else EMPTY


def header_of(table: LogicalTable, field: str) -> str | None:
    """The printed header of a column that is not in the profile."""
    place = int(field.removeprefix(UNKNOWN))
    if place >= len(table.header):
        return None
    cell, joins = table.header[place]
    return printed(cell.lines, tuple(join.glue for join in joins)).tidied or None
