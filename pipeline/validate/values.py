"""Amounts, periods, years and ids: do they parse, and do they fit together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from pipeline.model import schema
from pipeline.model.findings import label
from pipeline.model.ids import plain, repeated
from pipeline.model.levels import ROLE_OF_TABLE
from pipeline.model.lineage import rows_by_scope, sum_of
from pipeline.model.schema import ActivityAmount, Finding
from pipeline.validate.facts import (
    ID_COLUMN,
    Facts,
    key_of,
    position_of,
)
from pipeline.validate.registry import check

_ROUNDED_SHARES = 0.5  # per cent: shares are printed rounded
_TABLES = [
    name
    for name in schema.plan_tables()
    if name not in ("extras", "paragraphs", "provenance", "repairs", "findings")
]


@check("duplicate-id")
def duplicate_id(facts: Facts) -> Iterator[Finding]:
    """The second and later rows with one id, marked as such or (on disk) not."""
    for table in _TABLES:
        seen: dict[tuple[Any, ...], int] = {}
        owned = table not in ID_COLUMN
        for row in facts.plan.rows(table):
            key = key_of(table, row)
            identity = (key, position_of(row))
            seen[identity] = seen.get(identity, 0) + 1
            if _printed_without_id(row):
                continue
            if seen[identity] > 1 or (repeated(key) and not owned):
                column = None if owned else ID_COLUMN[table]
                value = None if column is None else getattr(row, column)
                yield facts.found(
                    "duplicate-id",
                    table,
                    key,
                    column,
                    plain(value) if value else None,
                    position=position_of(row),
                    id=plain(key),
                    nth=_nth(key, seen[identity]),
                )


def _printed_without_id(row: Any) -> bool:
    """Rows whose id cells are empty share no id."""
    return hasattr(row, "id_raw") and row.id_raw is None


def _nth(key: str, count: int) -> int:
    mark = key.partition("#")[2]
    return int(mark) if mark.isdecimal() and len(mark) < 10 else count


@check("malformed-amount")
def malformed_amount(facts: Facts) -> Iterator[Finding]:
    """A printed amount that gives no number."""
    for row in facts.plan.activities:
        if not row.amount_raw or not any(char.isdigit() for char in row.amount_raw):
            continue  # words instead of an amount
        if row.amount_eur is None or row.amount_eur < 0:
            yield facts.found(
                "malformed-amount", "activities", row.activity_id, "amount_raw", row.amount_raw
            )


@check("unparsed-value")
def unparsed_value(facts: Facts) -> Iterator[Finding]:
    """A period, year, reference or id that does not parse, or that names no row of the plan."""
    yield from _null(facts)
    yield from _unparsed_ids(facts)
    for action in facts.plan.actions:
        years = (action.period_start, action.period_end)
        if _states_number(action.period_raw) and None in years:
            yield facts.found(
                "unparsed-value", "actions", action.action_id, "period_raw", action.period_raw
            )
    for reference in facts.plan.action_activities:
        if not facts.canonical("activity", reference.activity_id) and reference.ref_raw:
            yield facts.found(
                "unparsed-value",
                "action_activities",
                reference.action_id,
                "ref_raw",
                reference.ref_raw,
                position=reference.position,
            )
    for activity in facts.plan.activities:
        if _states_number(activity.deadline_raw) and activity.deadline_year is None:
            yield facts.found(
                "unparsed-value",
                "activities",
                activity.activity_id,
                "deadline_raw",
                activity.deadline_raw,
            )
    for stated in facts.plan.activity_priorities:
        if stated.priority_id and not facts.canonical("priority", stated.priority_id):
            yield facts.found(
                "unparsed-value",
                "activity_priorities",
                stated.activity_id,
                "priority_id",
                stated.priority_id,
                position=stated.position,
            )
    yield from _dangling(facts)


def _states_number(text: str | None) -> bool:
    """Whether a cell of years holds more than words (`pastāvīgi`, a dash)."""
    return bool(text) and any(char.isdigit() for char in text or "")


@check("period-reversed")
def period_reversed(facts: Facts) -> Iterator[Finding]:
    """A period that begins after it ends."""
    for table, key, start, end in (
        ("actions", "period_raw", "period_start", "period_end"),
        ("activities", "deadline_raw", "start_year", "deadline_year"),
    ):
        for row in facts.plan.rows(table):
            first, last = getattr(row, start), getattr(row, end)
            if first is not None and last is not None and first > last:
                yield facts.found(
                    "period-reversed",
                    table,
                    key_of(table, row),
                    key,
                    getattr(row, key),
                    first=first,
                    last=last,
                )


@check("sources-differ")
def sources_differ(facts: Facts) -> Iterator[Finding]:
    """Money by source (or year) that does not add up to the amount; shares that are not 100 %."""
    parts: dict[str, list[ActivityAmount]] = defaultdict(list)
    for row in facts.plan.activity_amounts:
        parts[row.activity_id].append(row)
    for activity in facts.plan.activities:
        own = parts.get(activity.activity_id, [])
        shares = [row.share for row in own if row.share is not None]
        if shares and abs(sum(shares) - 100) > _ROUNDED_SHARES:
            yield facts.found(
                "sources-differ",
                "activities",
                activity.activity_id,
                "amount_raw",
                activity.amount_raw,
                variant="shares",
                sum=f"{sum(shares):g}",
            )
        amounts = [row.amount_eur for row in own if row.share is None]
        known = [amount for amount in amounts if amount is not None]
        if activity.amount_eur is None or not known or len(known) < len(amounts):
            continue
        if sum(known) != activity.amount_eur:
            yield facts.found(
                "sources-differ",
                "activities",
                activity.activity_id,
                "amount_raw",
                activity.amount_raw,
                sum=sum(known),
            )


@check("total-differs")
def total_differs(facts: Facts) -> Iterator[Finding]:
    """A printed sum that is not the sum of its rows, once a scope."""
    rows = rows_by_scope(facts.plan)
    told = set()
    for total in facts.plan.totals:
        added = sum_of(facts.plan, rows.get(total.scope, frozenset()), total.source, total.year)
        if total.amount_eur is None or added is None or total.scope in told:
            continue
        if added != total.amount_eur:
            told.add(total.scope)
            yield facts.found(
                "total-differs",
                "totals",
                total.scope or "",
                "amount_raw",
                total.amount_raw,
                position=total.position,
                sum=added,
                label=total.label_raw or "",
            )


def _null(facts: Facts) -> Iterator[Finding]:
    """Columns that the declared schemas do not allow to be null, in tables from elsewhere."""
    for table in _TABLES:
        columns = [column.name for column in schema.tables()[table].columns if not column.nullable]
        for row in facts.plan.rows(table):
            for column in columns:
                if getattr(row, column) is None:
                    yield facts.found(
                        "unparsed-value",
                        table,
                        key_of(table, row),
                        column,
                        position=position_of(row),
                        variant="null",
                    )


def _unparsed_ids(facts: Facts) -> Iterator[Finding]:
    for table, column in ID_COLUMN.items():
        role = ROLE_OF_TABLE[table]
        for row in facts.plan.rows(table):
            key = key_of(table, row)
            printed = getattr(row, column)
            # A row without an id at all is an empty cell, which is another rule's.
            if printed and facts.level(role) and not facts.canonical(role, key):
                yield facts.found("unparsed-value", table, key, column, plain(printed))


def _dangling(facts: Facts) -> Iterator[Finding]:
    """Keys into tables that have no such row; activities and priorities have rules of their own."""
    for table in _TABLES:
        for foreign in schema.tables()[table].foreign:
            column, target = foreign.columns[0], foreign.table
            if target == "priorities" or table == "action_activities":
                continue
            known = {getattr(row, foreign.reference[0]) for row in facts.plan.rows(target)}
            told = set()
            for row in facts.plan.rows(table):
                value = getattr(row, column)
                key = key_of(table, row)
                if value is None or value in known or key in told:
                    continue
                told.add(key)
                yield facts.found(
                    "unparsed-value",
                    table,
                    key,
                    column,
                    value,
                    variant="dangling",
                    position=position_of(row),
                    target=label(target).lv,
                )


@check("deadline-after-action")
def deadline_after_action(facts: Facts) -> Iterator[Finding]:
    """A deadline later than the end of any action that leads to the activity."""
    for row in facts.plan.activities:
        year = row.deadline_year
        if year is None:
            continue
        late = [
            f"{action.action_id} ({action.period_end})"
            for action in facts.leading.get(row.activity_id, ())
            if action.period_end is not None and action.period_end < year
        ]
        if late:
            yield facts.found(
                "deadline-after-action",
                "activities",
                row.activity_id,
                "deadline_raw",
                row.deadline_raw,
                year=year,
                actions=", ".join(late),
            )


@check("outside-period")
def outside_period(facts: Facts) -> Iterator[Finding]:
    """A period or deadline outside the plan's own period."""
    if facts.period is None:
        return
    start, end = facts.period
    for action in facts.plan.actions:
        years = [year for year in (action.period_start, action.period_end) if year is not None]
        if any(not start <= year <= end for year in years):
            yield facts.found(
                "outside-period",
                "actions",
                action.action_id,
                "period_raw",
                action.period_raw,
                start=start,
                end=end,
            )
    for activity in facts.plan.activities:
        year = activity.deadline_year
        if year is not None and not start <= year <= end:
            yield facts.found(
                "outside-period",
                "activities",
                activity.activity_id,
                "deadline_raw",
                activity.deadline_raw,
                start=start,
                end=end,
            )
