"""A value that was filled in, and where: what reading gives and merging takes."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pipeline.model.findings import finding
from pipeline.model.schema import Finding, ProgressCell, Proposal
from pipeline.tracking.monitor.reading import Cell


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


@dataclass
class Reports:
    """All that workbooks report, as it is gathered."""

    filled: list[Filled] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    cells: list[ProgressCell] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def keep(self, place: Place, header: str | None, cell: Cell) -> None:
        """A cell of which no value was taken."""
        self.cells.append(ProgressCell(*place, header, cell.text, None, None, None, None))

    def tell(self, rule: str, place: Place | str, **said: Any) -> None:
        """A finding of a rule at a place."""
        self.findings.append(finding(rule, place=str(place), **said))
