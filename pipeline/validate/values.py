"""Amounts, periods, years and ids: whether they parse and are consistent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from pipeline.model import schema
from pipeline.model.ids import is_repeated, plain, repeat
from pipeline.model.levels import ROLE_OF_TABLE
from pipeline.model.lineage import by_split, parent, printed_sums, rounding
from pipeline.model.schema import Activity, ActivityAmount, Finding, Total
from pipeline.model.values import like_printed, states_number
from pipeline.validate.facts import (
    ID_COLUMN,
    Facts,
    key_of,
    position_of,
)
from pipeline.validate.registry import check

_ROUNDED_SHARES = 0.5  # per cent: printed shares are rounded
_TABLES = [
    name
    for name in schema.plan_tables()
    if name not in ("extras", "paragraphs", "provenance", "repairs", "findings")
]


@check("duplicate-id")
def duplicate_id(facts: Facts) -> Iterator[Finding]:
    """The second and later rows with the same id, whether marked (`#2`) or, on disk, not."""
    for table in _TABLES:
        seen: dict[tuple[Any, ...], int] = {}
        owned = table not in ID_COLUMN
        role = ROLE_OF_TABLE.get(table, "")
        anew = role in facts.numbered_anew
        for row in facts.plan.rows(table):
            key = key_of(table, row)
            # Where numbering restarts under each parent, ids are unique within it.
            identity = (parent(role, row), plain(key)) if anew else (key, position_of(row))
            seen[identity] = seen.get(identity, 0) + 1
            if _printed_without_id(row):
                continue
            if seen[identity] > 1 or (is_repeated(key) and not owned and not anew):
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
                    nth=repeat(key) if is_repeated(key) else seen[identity],
                )


def _printed_without_id(row: Any) -> bool:
    """Whether the row's id cell is empty; such rows are not duplicates."""
    return hasattr(row, "id_raw") and row.id_raw is None


@check("malformed-amount")
def malformed_amount(facts: Facts) -> Iterator[Finding]:
    """A printed amount that does not parse: of an activity, of one of its parts, of a total."""
    for table in ("activities", "activity_amounts", "totals"):
        for row in facts.plan.rows(table):
            if not states_number(row.amount_raw) or getattr(row, "share", None) is not None:
                continue  # words or per cent instead of an amount
            if row.amount_eur is None or row.amount_eur < 0:
                if table == "totals" and _of_shares(facts, row):
                    continue
                yield facts.found(
                    "malformed-amount",
                    table,
                    key_of(table, row),
                    "amount_raw",
                    row.amount_raw,
                    position=position_of(row),
                )


def _of_shares(facts: Facts, total: Total) -> bool:
    """Whether a sum is in a column of per cent."""
    return any(
        row.share is not None
        for row in facts.plan.activity_amounts
        if (row.source, row.year) == (total.source, total.year)
    )


@check("unparsed-value")
def unparsed_value(facts: Facts) -> Iterator[Finding]:
    """A period, year, reference or id that does not parse, or refers to no row of the plan."""
    yield from _null(facts)
    yield from _unparsed_ids(facts)
    for action in facts.plan.actions:
        years = (action.period_start, action.period_end)
        if states_number(action.period_raw) and None in years:
            yield facts.found(
                "unparsed-value", "actions", action.action_id, "period_raw", action.period_raw
            )
    for reference in () if facts.refers_back else facts.plan.action_activities:
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
        if states_number(activity.deadline_raw) and activity.deadline_year is None:
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


@check("period-reversed")
def period_reversed(facts: Facts) -> Iterator[Finding]:
    """A period whose start is after its end."""
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
        for own in by_split(parts.get(activity.activity_id, ())):
            yield from _differing(facts, activity, own)


def _differing(
    facts: Facts, activity: Activity, parts: Sequence[ActivityAmount]
) -> Iterator[Finding]:
    """The finding on one division of an amount, where its parts do not add up; else None."""
    place = ("sources-differ", "activities", activity.activity_id, "amount_raw")
    shares = [row.share for row in parts if row.share is not None]
    if len(shares) == len(parts):
        if abs(sum(shares) - 100) > _ROUNDED_SHARES:
            total = f"{sum(shares):g}".replace(".", ",")
            yield facts.found(*place, activity.amount_raw, variant="shares", sum=total)
        return
    known = [row.amount_eur for row in parts if row.amount_eur is not None]
    if activity.amount_eur is None or len(known) < len(parts):
        return
    room = rounding((activity, *parts))
    if abs(sum(known) - activity.amount_eur) > room:
        printed = activity.amount_raw or ""
        yield facts.found(*place, printed, sum=like_printed(sum(known, Decimal(0)), printed))


@check("total-differs")
def total_differs(facts: Facts) -> Iterator[Finding]:
    """A printed sum that is not the sum of its rows, once per scope."""
    reported = set()
    for held in printed_sums(facts.plan):
        total = held.total
        if total.scope in reported or held.summed is None or not held.differs:
            continue
        reported.add(total.scope)
        named = ((total.label_raw or "").rstrip(" :"), total.source, total.year)
        yield facts.found(
            "total-differs",
            "totals",
            total.scope or "",
            "amount_raw",
            total.amount_raw,
            position=total.position,
            sum=like_printed(held.summed, total.amount_raw),
            label=", ".join(str(part) for part in named if part),
        )


def _null(facts: Facts) -> Iterator[Finding]:
    """Nulls in non-nullable columns, which tables of other programs may have."""
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
            # A row without an id has an empty cell, which another rule reports.
            if printed and facts.level(role) and not facts.canonical(role, key):
                yield facts.found("unparsed-value", table, key, column, plain(printed))


def _dangling(facts: Facts) -> Iterator[Finding]:
    """Foreign keys without a target; those to activities and priorities have their own rules."""
    for table in _TABLES:
        for foreign in schema.tables()[table].foreign:
            column, target = foreign.columns[0], foreign.table
            if target == "priorities" or table == "action_activities":
                continue
            known = {getattr(row, foreign.reference[0]) for row in facts.plan.rows(target)}
            reported = set()
            for row in facts.plan.rows(table):
                value = getattr(row, column)
                key = key_of(table, row)
                if value is None or value in known or key in reported:
                    continue
                reported.add(key)
                yield facts.found(
                    "unparsed-value",
                    table,
                    key,
                    column,
                    value,
                    variant="dangling",
                    position=position_of(row),
                    target=target,
                )


@check("deadline-after-action")
def deadline_after_action(facts: Facts) -> Iterator[Finding]:
    """A deadline after the end of an action that refers to the activity."""
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
        years = [year for year in (activity.start_year, activity.deadline_year) if year is not None]
        if any(not start <= year <= end for year in years):
            yield facts.found(
                "outside-period",
                "activities",
                activity.activity_id,
                "deadline_raw",
                activity.deadline_raw,
                start=start,
                end=end,
            )
