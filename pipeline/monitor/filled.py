"""A value that was filled in, and where: what reading gives and merging takes."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any, NamedTuple


class Place(NamedTuple):
    """A cell of a workbook, or the workbook alone."""

    file: str
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        return f"{self.file}, {self.sheet}!{self.cell}" if self.cell else self.file


class Target(NamedTuple):
    """The row of a table that a value belongs to; which of the last three tell it depends on the
    table.
    """

    table: str
    as_of: datetime.date
    activity_id: str | None
    position: int | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """A value for a column of a row; `text` is as it was written, `part` who reported it."""

    target: Target
    column: str
    value: Any
    text: str
    place: Place
    row: int
    part: str
