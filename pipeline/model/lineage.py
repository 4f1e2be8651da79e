"""The hierarchy of rows: ancestors, priorities, and sums over descendants.

Ids are not interpreted here: a plan may number its tasks consecutively, or use other letters or
none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import regex

from pipeline.model.levels import NESTED, PARENT_COLUMNS, TABLES
from pipeline.model.plan import Plan
from pipeline.model.schema import Activity, ActivityAmount, Total
from pipeline.model.values import amount, states_number

_LEVELS = NESTED[NESTED.index("priority") :]  # levels whose rows have a priority, topmost first
RowKey = tuple[str, str]  # table, id
_DECIMALS = regex.compile(r"[.,](\d+)\s*$")


def parent(role: str, row: Any) -> str | None:
    """The id of the parent of a row of a level."""
    return next(_parents(role, row), None)


def _parents(role: str, row: Any) -> Iterator[str]:
    """The ids in the parent columns of a row, nearest level first."""
    for name in PARENT_COLUMNS[role]:
        value = getattr(row, name)
        if value is not None:
            yield str(value)


def above(plan: Plan) -> Mapping[str, str]:
    """The parent's id of each row of a level, by its own id."""
    found: dict[str, str] = {}
    for role in reversed(NESTED):
        for row in plan.rows(TABLES[role]):
            key = parent(role, row)
            if key is not None:
                found.setdefault(getattr(row, f"{role}_id"), key)
    return found


def scopes(key: str, nested: Mapping[str, str]) -> Iterator[str]:
    """The ids of the ancestors of a row, nearest first."""
    seen = {key}
    while (parent := nested.get(key)) is not None and parent not in seen:
        yield parent
        seen.add(parent)
        key = parent


def rows_by_scope(plan: Plan) -> Mapping[str | None, frozenset[str]]:
    """The activities under each row, by its id; all activities under None."""
    nested = above(plan)
    found: dict[str | None, set[str]] = defaultdict(set)
    for row in plan.activities:
        found[None].add(row.activity_id)
        for scope in scopes(row.activity_id, nested):
            found[scope].add(row.activity_id)
    return {scope: frozenset(keys) for scope, keys in found.items()}


# ── money ───────────────────────────────────────────────────────────────────────────────────────


def by_split(parts: Iterable[ActivityAmount]) -> list[list[ActivityAmount]]:
    """The parts of an amount by kind of division: by source, by year, by both, in per cent. The
    parts of each division add up to the amount.
    """
    found: dict[tuple[bool, bool, bool], list[ActivityAmount]] = {}
    for row in parts:
        found.setdefault(_split(row), []).append(row)
    return list(found.values())


def _split(row: ActivityAmount) -> tuple[bool, bool, bool]:
    return row.source is not None, row.year is not None, _in_per_cent(row)


def _in_per_cent(row: ActivityAmount) -> bool:
    return row.share is not None


def amounts_of(
    plan: Plan, activities: Collection[str], source: str | None, year: int | None
) -> Sequence[Activity | ActivityAmount]:
    """The rows whose amounts add up to the cost of activities: total, from a source, or in a year.

    Without source and year these are the activities themselves, or their parts where the plan has
    no amounts of activities. Only one division is used, so that no part counts twice.
    """
    if source is None and year is None and any(row.amount_raw for row in plan.activities):
        return [row for row in plan.activities if row.activity_id in activities]
    fitting = [
        row
        for row in plan.activity_amounts
        if (source is None or row.source == source)
        and (year is None or row.year == year)
        and not _in_per_cent(row)
    ]
    splits = by_split(fitting)
    # Prefer columns of exactly this source and year, else those that add up to it.
    exact = (source is not None, year is not None, False)
    best = next((split for split in splits if _split(split[0]) == exact), None)
    chosen = best if best is not None else splits[0] if splits else []
    return [row for row in chosen if row.activity_id in activities]


@dataclass(frozen=True, slots=True)
class PrintedSum:
    """A printed sum, its rows and their sum in euros; None where one of them, or the printed sum,
    does not parse.
    """

    total: Total
    rows: Sequence[Activity | ActivityAmount]
    summed: Decimal | None

    @property
    def differs(self) -> bool:
        """Whether it certainly differs from the sum of its rows."""
        if self.summed is None or self.total.amount_eur is None:
            return False
        apart = abs(self.summed - self.total.amount_eur)
        return apart > rounding((self.total, *self.rows))


def printed_sums(plan: Plan) -> Iterator[PrintedSum]:
    """Each printed sum of money with the sum of its rows."""
    under = rows_by_scope(plan) if plan.totals else {}
    for total in plan.totals:
        rows = amounts_of(plan, under.get(total.scope, frozenset()), total.source, total.year)
        known = [row.amount_eur for row in rows if row.amount_eur is not None]
        unread = any(row.amount_eur is None and states_number(row.amount_raw) for row in rows)
        told = bool(known) and not unread and total.amount_eur is not None
        yield PrintedSum(total, rows, sum(known, Decimal(0)) if told else None)


def rounding(rows: Iterable[Activity | ActivityAmount | Total]) -> Decimal:
    """The tolerance in euros for sums of printed amounts, due to rounding.

    Amounts in euros are exact. Those in thousands are rounded to their last printed digit;
    independent rounding errors grow with the square root of their number.
    """
    steps = []
    for row in rows:
        printed = amount(row.amount_raw or "")
        if row.amount_eur and printed and row.amount_eur > printed:
            decimals = _DECIMALS.search(row.amount_raw or "")
            steps.append(
                row.amount_eur / printed / 10 ** len(decimals.group(1) if decimals else "")
            )
    return max(steps) * Decimal(len(steps)).sqrt() if steps else Decimal(0)


# ── the priority of a row ───────────────────────────────────────────────────────────────────────


def priorities(plan: Plan) -> dict[RowKey, str | None]:
    """The priority of each priority, direction, action and activity by (table, id); None where it
    is unknown.

    It is the priority in which the row is nested (`parent_id`, `direction_id`, `priority_id`, over
    any number of levels). For other activities, it is the first stated priority that the plan has,
    else that of the first action that refers to it, else the first stated one, even if the plan
    does not list it. Each row has one priority, so that no sum counts it twice.
    """
    known = {row.priority_id for row in plan.priorities}
    found: dict[RowKey, str | None] = {}
    for role in _LEVELS:
        table = TABLES[role]
        for row in plan.rows(table):
            key = str(getattr(row, f"{role}_id"))
            found.setdefault((table, key), key if role == "priority" else None)
            if found[table, key] is None:
                found[table, key] = _nested(row, role, found)
    stated = _stated(plan)
    leading = _leading(plan, found)
    for row in plan.activities:
        key = row.activity_id
        if found["activities", key] is None:
            named = [id_ for id_ in stated.get(key, ()) if id_ in known]
            through = leading.get(key, ())
            found["activities", key] = next(
                (id_ for ids in (named, through, stated.get(key, ())) for id_ in ids), None
            )
    return found


def activity_priorities(plan: Plan) -> dict[str, str | None]:
    """The priority of each activity by its id; see `priorities`."""
    return {key: found for (table, key), found in priorities(plan).items() if table == "activities"}


def _nested(row: Any, role: str, found: Mapping[RowKey, str | None]) -> str | None:
    """The priority of the nearest ancestor that has one."""
    for parent in _parents(role, row):
        for wider in reversed(_LEVELS[: _LEVELS.index(role)]):
            priority = found.get((TABLES[wider], parent))
            if priority is not None:
                return priority
    return None


def _stated(plan: Plan) -> Mapping[str, Iterable[str]]:
    stated: dict[str, list[str]] = defaultdict(list)
    for row in sorted(plan.activity_priorities, key=lambda row: row.position):
        stated[row.activity_id].append(row.priority_id)
    return stated


def _leading(plan: Plan, found: Mapping[RowKey, str | None]) -> Mapping[str, Iterable[str]]:
    """The priorities of the actions that refer to each activity, in the order of the plan."""
    leading: dict[str, list[str]] = defaultdict(list)
    for row in plan.action_activities:
        priority = found.get(("actions", row.action_id))
        if row.activity_id is not None and priority is not None:
            leading[row.activity_id].append(priority)
    return leading
