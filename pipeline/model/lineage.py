"""What stands under what: the levels above a row, and the sums of what stands under one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import regex

from pipeline.model.levels import TABLES
from pipeline.model.plan import Plan
from pipeline.model.schema import Activity, ActivityAmount, Total
from pipeline.model.values import amount

_DECIMALS = regex.compile(r"[.,](\d+)\s*$")
# The columns that name the level above a row, best first.
_PARENTS: Mapping[str, tuple[str, ...]] = {
    "activity": ("parent_id",),
    "action": ("parent_id", "direction_id"),
    "direction": ("parent_id", "priority_id"),
    "priority": ("goal_id",),
}


def parent(role: str, row: Any) -> str | None:
    """The id of the row of a level above in which a row of this level is nested."""
    columns = _PARENTS.get(role, ())
    return next((key for name in columns if (key := getattr(row, name)) is not None), None)


def above(plan: Plan) -> Mapping[str, str]:
    """The id that each row of a level is nested in, by its own id."""
    found: dict[str, str] = {}
    for role in _PARENTS:
        for row in plan.rows(TABLES[role]):
            key = parent(role, row)
            if key is not None:
                found.setdefault(getattr(row, f"{role}_id"), key)
    return found


def scopes(key: str, nested: Mapping[str, str]) -> Iterator[str]:
    """The ids of the levels above a row, from the nearest."""
    seen = {key}
    while (parent := nested.get(key)) is not None and parent not in seen:
        yield parent
        seen.add(parent)
        key = parent


def rows_by_scope(plan: Plan) -> Mapping[str | None, frozenset[str]]:
    """The activities under each level, by its id; all of them under None."""
    nested = above(plan)
    found: dict[str | None, set[str]] = defaultdict(set)
    for row in plan.activities:
        found[None].add(row.activity_id)
        for scope in scopes(row.activity_id, nested):
            found[scope].add(row.activity_id)
    return {scope: frozenset(keys) for scope, keys in found.items()}


# ── money ───────────────────────────────────────────────────────────────────────────────────────


def by_split(parts: Iterable[ActivityAmount]) -> list[list[ActivityAmount]]:
    """The parts of an amount, by the way in which it is split: by source, by year, by both, in
    per cent. Each of them makes up the whole amount.
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
    """The rows whose amounts make up what activities cost in all, from a source, or in a year.

    Without source and year they are the activities themselves, or where the plan prints no amount
    of theirs, their parts. A part is never there twice, however many ways of splitting a plan has.
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
    # A column of the very source and year is the one meant; else those that add up to it.
    exact = (source is not None, year is not None, False)
    best = next((split for split in splits if _split(split[0]) == exact), None)
    chosen = best if best is not None else splits[0] if splits else []
    return [row for row in chosen if row.activity_id in activities]


def sum_of(
    plan: Plan, activities: Collection[str], source: str | None, year: int | None
) -> Decimal | None:
    """What activities cost in all, from one source or in one year; None where no amount is known.

    See `amounts_of` for the rows that are added.
    """
    rows = amounts_of(plan, activities, source, year)
    known = [row.amount_eur for row in rows if row.amount_eur is not None]
    return sum(known, Decimal(0)) if known else None


def rounding(rows: Iterable[Activity | ActivityAmount | Total]) -> Decimal:
    """By how much sums of printed amounts may differ because each was rounded, in euro.

    Amounts in euro are exact. Those in thousands are as exact as their last printed digit; the
    errors of many mostly cancel out, so that all together grow with the root of their number.
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
