"""Filled-in values with their places, passed from reading to merging."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pipeline.model.findings import finding
from pipeline.model.schema import Finding, ProgressCell, Proposal
from pipeline.tracking.monitor.reading import Cell


class Place(NamedTuple):
    """A cell of a workbook, or the workbook itself."""

    file: str
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        return f"{self.file}, {self.sheet}!{self.cell}" if self.cell else self.file


class Target(NamedTuple):
    """The key of the row that a value belongs to; which of the last three fields are used depends
    on the table.
    """

    table: str
    as_of: datetime.date
    activity_id: str | None
    position: int | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """A value for a column of a row; `text` is as written, `part` the reporting body."""

    target: Target
    column: str
    value: Any
    text: str
    place: Place
    row: int
    part: str


@dataclass
class Reports:
    """Everything reported in workbooks, accumulated."""

    filled: list[Filled] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    cells: list[ProgressCell] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def keep(self, place: Place, header: str | None, cell: Cell) -> None:
        """Record a cell without a value in the tables."""
        self.cells.append(ProgressCell(*place, header, cell.text, None, None, None, None))

    def add_finding(self, rule: str, place: Place | str, **args: Any) -> None:
        """Add a finding of a rule at a place."""
        self.findings.append(finding(rule, place=str(place), **args))
