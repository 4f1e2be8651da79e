"""Declarations of the sheets of a workbook: columns, locked or to be filled in.

Writing and reading use the same declaration. Columns are found by header and rows by key, so users
may rearrange them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from pipeline.model import schema
from pipeline.model.ids import joined_key
from pipeline.model.plan import Plan
from pipeline.model.schema import ActivityFunding, Indicator
from pipeline.model.strings import tidy
from pipeline.tracking.monitor.planned import by_source

# How the cells of a column are parsed. `id` and `source` are the plan's, and entered by users in
# spare rows.
Kind = Literal["id", "source", "plan", "key", "hash", "status", "share", "date", "euros", "value",
               "text", "choice"]  # fmt: skip
STATUSES = ("nav sākta", "tiek īstenota", "īstenota", "pārtraukta")
NOT_STARTED, UNDER_WAY, DONE, STOPPED = STATUSES
KEY, HASH = "Atslēga", "Kontrole"
HASH_DIGITS = 16


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column of a sheet; `name` is the column of the form's table that its values go to."""

    name: str
    header: str
    kind: Kind
    width: float  # characters

    @property
    def filled(self) -> bool:
        """Whether it is to be filled in; other columns have the plan's values and are locked."""
        return self.kind not in ("id", "source", "plan", "key", "hash")


@dataclass(frozen=True, slots=True)
class Form:
    """A sheet: the table that its rows go to, and the number of spare rows."""

    sheet: str
    table: str
    columns: tuple[FormColumn, ...]
    spare: int = 0

    def column(self, name: str) -> FormColumn:
        """The column of that name; KeyError when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    @property
    def open_in_spare(self) -> tuple[FormColumn, ...]:
        """The columns to be filled in a spare row."""
        return tuple(c for c in self.columns if c.filled or c.kind in ("id", "source"))


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row as issued: its key, and the plan's values by column name."""

    key: str
    activity_id: str | None  # None: an outcome indicator of the plan
    position: int | None
    values: Mapping[str, str | Decimal | None]

    @property
    def digest(self) -> str:
        """A hash of the plan's values in the row."""
        text = "\x1f".join(canonical(value) for value in self.values.values())
        return hashlib.sha256(text.encode()).hexdigest()[:HASH_DIGITS]


def canonical(value: object) -> str:
    """A cell's value in a form independent of how a spreadsheet stores it."""
    if value is None:
        return ""
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return f"{Decimal(str(value)):.2f}"
    return tidy(str(value))


def _fill(table: str, name: str, kind: Kind, width: float) -> FormColumn:
    return FormColumn(name, schema.tables()[table].column(name).label.lv, kind, width)


_ENDS = (FormColumn("key", KEY, "key", 12), FormColumn("hash", HASH, "hash", 18))
_ID = FormColumn("id", "ID", "id", 9)


def forms(plan: Plan) -> tuple[Form, ...]:
    """The sheets for a plan; locked columns have the plan's own headers."""
    own = plan.declared["activities"]

    def printed(name: str, width: float) -> FormColumn:
        return FormColumn(name, own.column(name).label.lv, "plan", width)

    activity = printed("name", 46)
    progress = Form(
        "Progress",
        "progress",
        (
            _ID, activity, printed("responsible_raw", 16), printed("deadline_raw", 11),
            FormColumn("amount", "Plānots, EUR", "plan", 15), printed("funding_raw", 16),
            _fill("progress", "status", "status", 15),
            _fill("progress", "share_done", "share", 10),
            _fill("progress", "completed_on", "date", 13),
            _fill("progress", "spent_eur", "euros", 15),
            _fill("progress", "comment", "text", 32),
            _fill("progress", "evidence", "text", 26),
            *_ENDS,
        ),
    )  # fmt: skip
    funding = Form(
        "Funding",
        "progress_funding",
        (
            _ID, activity,
            FormColumn("source", schema.tables()["progress_funding"].column("source").label.lv,
                       "source", 28),
            FormColumn("amount", "Plānots, EUR", "plan", 15),
            _fill("progress_funding", "spent_eur", "euros", 16), *_ENDS,
        ),
        spare=50,
    )  # fmt: skip
    number = FormColumn("number", "Nr.", "plan", 6)
    reached = _fill("progress_indicators", "value_raw", "value", 18)
    comment = _fill("progress_indicators", "comment", "text", 36)
    indicator = FormColumn(
        "text", schema.tables()["indicators"].column("text").label.lv, "plan", 60
    )
    indicators = Form(
        "Indicators",
        "progress_indicators",
        (_ID, activity, number, indicator, reached, comment, *_ENDS),
    )
    outcome = schema.tables()["outcome_indicators"]
    outcomes = Form(
        "Outcomes",
        "progress_indicators",
        (
            number, FormColumn("name", outcome.column("name").label.lv, "plan", 50),
            *(FormColumn(name, outcome.column(name).label.lv, "plan", 16)
              for name in ("unit", "base_raw", "target_raw")),
            reached, comment, *_ENDS,
        ),
    )  # fmt: skip
    proposals = Form(
        "Proposals",
        "proposals",
        (
            FormColumn("proposed_id", "ID", "text", 10),
            _fill("proposals", "kind", "choice", 24),
            _fill("proposals", "text", "text", 60),
            _fill("proposals", "reason", "text", 46),
            _fill("proposals", "by", "text", 24),
        ),
        spare=100,
    )
    made = [progress, funding, indicators]
    made += [outcomes] if plan.outcome_indicators else []
    return (*made, proposals)


def rows(plan: Plan) -> Mapping[str, Mapping[str, FormRow]]:
    """The rows of each sheet by key, in the order of the plan."""
    return {
        "Progress": {row.key: row for row in _progress(plan)},
        "Funding": {row.key: row for row in _funding(plan)},
        "Indicators": {row.key: row for row in _indicators(plan)},
        "Outcomes": {row.key: row for row in _outcomes(plan)},
        "Proposals": {},
    }


def _progress(plan: Plan) -> Iterator[FormRow]:
    for row in plan.activities:
        yield FormRow(
            row.activity_id,
            row.activity_id,
            None,
            {
                "id": row.activity_id,
                "name": row.name,
                "responsible_raw": row.responsible_raw,
                "deadline_raw": row.deadline_raw,
                "amount": row.amount_raw if row.amount_eur is None else row.amount_eur,
                "funding_raw": row.funding_raw,
            },
        )


def _of_activity(
    row: ActivityFunding | Indicator, names: Mapping[str, str | None], **own: Any
) -> FormRow:
    """A row of an activity's list, with the activity's id and name."""
    key = row.activity_id
    told = {"id": key, "name": names.get(key), **own}
    return FormRow(joined_key((key, str(row.position))), key, row.position, told)


def _funding(plan: Plan) -> Iterator[FormRow]:
    names = {row.activity_id: row.name for row in plan.activities}
    planned = by_source(plan)
    for row in plan.activity_funding:
        amount = planned.get((row.activity_id, row.source))
        yield _of_activity(row, names, source=row.source, amount=amount)


def _indicators(plan: Plan) -> Iterator[FormRow]:
    names = {row.activity_id: row.name for row in plan.activities}
    for row in plan.indicators:
        number = row.number_raw or str(row.position)
        yield _of_activity(row, names, number=number, text=row.text)


def _outcomes(plan: Plan) -> Iterator[FormRow]:
    for row in plan.outcome_indicators:
        yield FormRow(
            str(row.position),
            None,
            row.position,
            {
                "number": row.number_raw or str(row.position),
                "name": row.name,
                "unit": row.unit,
                "base_raw": row.base_raw,
                "target_raw": row.target_raw,
            },
        )
