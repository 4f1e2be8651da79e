"""A plan in memory: its tables as tuples of rows, and the document's metadata."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline import __version__
from pipeline.model import profile, schema
from pipeline.model.profile import Profile
from pipeline.model.schema import (
    Abbreviation,
    Action,
    ActionActivity,
    ActionParticipant,
    Activity,
    ActivityAmount,
    ActivityFunding,
    ActivityPartner,
    ActivityPriority,
    ActivityResponsible,
    Direction,
    Extra,
    Finding,
    Goal,
    HorizontalMeasure,
    Indicator,
    OutcomeIndicator,
    Paragraph,
    Principle,
    Priority,
    Provenance,
    Repair,
    Table,
    Total,
)

Metrics = dict[str, Any]  # nested, numbers only, as `metrics.json` holds it


@dataclass(frozen=True, slots=True)
class PlanMeta:
    """The document's metadata, as in `plan.json`."""

    doc_id: str
    title: str | None
    period: tuple[int, int] | None  # first and last year of the plan itself
    sha256: str | None
    pages: int
    producer: str | None  # the program that typeset the PDF, from its metadata
    profile: str
    file: str | None = None  # the PDF's name without folders
    expected_rows: tuple[tuple[str, int], ...] = ()  # rows per table that the register expects
    model: Profile | None = None  # the profile that the plan was read with
    licence: str | None = None  # of the tables, as the register has it
    version: str = __version__  # of the program that read the plan
    fingerprint: str | None = None  # of all inputs of the result, see `stages.fingerprint`


@dataclass(frozen=True, slots=True)
class Plan:
    """One version of a plan. Rows are in the order of the plan; see `schema` for columns."""

    meta: PlanMeta
    goals: tuple[Goal, ...] = ()
    priorities: tuple[Priority, ...] = ()
    principles: tuple[Principle, ...] = ()
    directions: tuple[Direction, ...] = ()
    actions: tuple[Action, ...] = ()
    action_participants: tuple[ActionParticipant, ...] = ()
    action_activities: tuple[ActionActivity, ...] = ()
    activities: tuple[Activity, ...] = ()
    activity_responsible: tuple[ActivityResponsible, ...] = ()
    activity_partners: tuple[ActivityPartner, ...] = ()
    activity_funding: tuple[ActivityFunding, ...] = ()
    activity_priorities: tuple[ActivityPriority, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    horizontal_measures: tuple[HorizontalMeasure, ...] = ()
    activity_amounts: tuple[ActivityAmount, ...] = ()
    totals: tuple[Total, ...] = ()
    outcome_indicators: tuple[OutcomeIndicator, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    extras: tuple[Extra, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    provenance: tuple[Provenance, ...] = ()
    repairs: tuple[Repair, ...] = ()
    findings: tuple[Finding, ...] = ()
    metrics: Metrics = field(default_factory=dict)

    @property
    def profile(self) -> Profile:
        """The profile that the plan was read with; UsageError where it is unknown."""
        return self.meta.model or profile.load(self.meta.profile)

    @property
    def declared(self) -> Mapping[str, Table]:
        """The declared tables, with the additional columns of this plan."""
        return self.meta.model.declared if self.meta.model else schema.plan_tables()

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """The findings that are not accepted."""
        return tuple(found for found in self.findings if not found.accepted)

    def rows(self, table: str) -> tuple[Any, ...]:
        """The rows of a table by its name; KeyError for a name the schema does not declare."""
        if table not in schema.plan_tables():
            raise KeyError(table)
        rows: tuple[Any, ...] = getattr(self, table)
        return rows
