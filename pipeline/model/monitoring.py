"""A report on a plan at one date: the tables of monitoring, and the plan."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from pipeline.model import schema
from pipeline.model.plan import Plan
from pipeline.model.schema import (
    Finding,
    Progress,
    ProgressCell,
    ProgressFunding,
    ProgressIndicator,
    Proposal,
)


@dataclass(frozen=True, slots=True)
class Monitoring:
    """The contents of filled workbooks, in the order of the plan; `findings` are those of
    monitoring.

    `plan` is the version whose ids are used.
    """

    plan: Plan
    progress: tuple[Progress, ...] = ()
    progress_funding: tuple[ProgressFunding, ...] = ()
    progress_indicators: tuple[ProgressIndicator, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    progress_cells: tuple[ProgressCell, ...] = ()
    findings: tuple[Finding, ...] = ()

    def rows(self, table: str) -> tuple[Any, ...]:
        """The rows of a table of monitoring, or of `findings`; KeyError for any other name."""
        if table not in schema.monitoring_tables() and table != "findings":
            raise KeyError(table)
        rows: tuple[Any, ...] = getattr(self, table)
        return rows

    @property
    def as_of(self) -> datetime.date | None:
        """The latest date of reporting; None where there are no rows."""
        tables = (self.progress, self.progress_indicators, self.proposals)
        return max((row.as_of for rows in tables for row in rows), default=None)
