"""What stands under what: the levels above a row, and the sums of what stands under one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from pipeline.model.levels import TABLES
from pipeline.model.plan import Plan

_ABOVE = ("action", "direction", "priority", "goal")


def above(plan: Plan) -> Mapping[str, str]:
    """The id that each row of a level is nested in, by its own id."""
    found: dict[str, str] = {}
    for role in ("activity", *_ABOVE):
        for row in plan.rows(TABLES[role]):
            parent = getattr(row, "parent_id", None) or getattr(row, "goal_id", None)
            if parent is not None and role != "goal":
                found.setdefault(getattr(row, f"{role}_id"), parent)
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


def sum_of(
    plan: Plan, activities: Collection[str], source: str | None, year: int | None
) -> Decimal | None:
    """What activities cost in all, from one source or in one year; None where no amount is known.

    Without source and year it is the sum of the amounts of the activities themselves, or where a
    plan prints none, of their parts.
    """
    whole = source is None and year is None
    if whole and any(row.amount_raw for row in plan.activities):
        found = [row.amount_eur for row in plan.activities if row.activity_id in activities]
    else:
        found = [
            row.amount_eur
            for row in plan.activity_amounts
            if row.activity_id in activities
            and (source is None or row.source == source)
            and (year is None or row.year == year)
            and row.share is None
        ]
    known = [amount for amount in found if amount is not None]
    return sum(known, Decimal(0)) if known else None
