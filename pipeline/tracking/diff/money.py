"""The money of two versions, and the contributions to its difference.

An amount that is readable in one version only is no change of the plan, so it is kept separate from
real changes: amounts changed, activities added, removed, or moved to another priority.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.model import lineage
from pipeline.model.plan import Plan
from pipeline.model.schema import Activity
from pipeline.tracking.diff.matching import Matching, match

CHANGED, ADDED, REMOVED, MOVED = "changed", "added", "removed", "moved"
NEWLY_READABLE, NO_LONGER_READABLE = "newly_readable", "no_longer_readable"
REAL = (CHANGED, ADDED, REMOVED, MOVED)  # reasons of differences of the plan itself
APART = (NEWLY_READABLE, NO_LONGER_READABLE)  # reasons that concern readability only
NOWHERE = "–"  # priority of activities without one
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Contribution:
    """The contribution of an activity to the difference: its ids and amounts in both versions."""

    reason: str  # one of REAL or APART
    key_old: str | None
    key_new: str | None
    name: str
    before: Decimal | None
    after: Decimal | None
    priority: str | None  # in the version in which the amount is counted

    @property
    def euros(self) -> Decimal:
        """The contribution in euros."""
        return (self.after or _ZERO) - (self.before or _ZERO)


@dataclass(frozen=True, slots=True)
class Total:
    """The money of one priority; each activity counts once, under its own priority.

    `before` and `after` are sums of readable amounts; `unread` are numbers of activities with
    unreadable ones. `parts` are sums of contributions by reason.
    """

    key_old: str | None
    key_new: str | None
    name: str
    before: Decimal
    after: Decimal
    activities_before: int
    activities_after: int
    unread_before: int
    unread_after: int
    parts: Mapping[str, Decimal]

    @property
    def real(self) -> Decimal:
        """The difference of the plan itself, regardless of readability."""
        return sum((self.parts.get(reason, _ZERO) for reason in REAL), _ZERO)

    @property
    def apart(self) -> Decimal:
        """The part of the difference due to amounts readable in one version only."""
        return sum((self.parts.get(reason, _ZERO) for reason in APART), _ZERO)

    @property
    def comparable(self) -> Decimal:
        """The sum before of amounts readable in both versions, the base of the per cent."""
        return self.before + self.parts.get(NO_LONGER_READABLE, _ZERO)


def whole(totals: Iterable[Total]) -> Total:
    """The sum of all totals."""
    totals = tuple(totals)
    reasons = {reason for total in totals for reason in total.parts}
    return Total(
        None,
        None,
        "",
        sum((total.before for total in totals), _ZERO),
        sum((total.after for total in totals), _ZERO),
        sum(total.activities_before for total in totals),
        sum(total.activities_after for total in totals),
        sum(total.unread_before for total in totals),
        sum(total.unread_after for total in totals),
        {
            reason: sum((total.parts.get(reason, _ZERO) for total in totals), _ZERO)
            for reason in (*REAL, *APART)
            if reason in reasons
        },
    )


def contributions(old: Plan, new: Plan) -> tuple[Contribution, ...]:
    """The non-zero contributions of activities to the difference.

    An activity that moved to another priority has two: a negative one there (`moved`, only
    `before`) and a positive one here (only `after`).
    """
    matching = match(old, new, "activities")
    under_old, under_new = lineage.activity_priorities(old), lineage.activity_priorities(new)
    back = _priority_names(old, new)
    olds = {row.activity_id: row for row in old.activities}
    found: list[Contribution] = []
    for now in new.activities:
        key = matching.back.get(now.activity_id)
        was = olds.get(key) if key is not None else None
        priority = under_new[now.activity_id]
        if was is None:
            found.append(_one(ADDED, None, now, priority))
            continue
        before = back.get(under_old[was.activity_id] or "", under_old[was.activity_id])
        if before != priority and was.amount_eur is not None and now.amount_eur is not None:
            moved = _one(MOVED, was, now, before)
            found.append(replace(moved, after=None))
            found.append(replace(moved, before=None, after=was.amount_eur, priority=priority))
        found.append(_one(_reason(was, now), was, now, priority))
    for was in old.activities:
        if was.activity_id not in matching.forth:
            before = under_old[was.activity_id]
            found.append(_one(REMOVED, was, None, back.get(before or "", before)))
    return tuple(item for item in found if item.euros)


def _one(
    reason: str, was: Activity | None, now: Activity | None, priority: str | None
) -> Contribution:
    row = now or was
    return Contribution(
        reason,
        was.activity_id if was else None,
        now.activity_id if now else None,
        (row.name if row else None) or "",
        was.amount_eur if was else None,
        now.amount_eur if now else None,
        priority,
    )


def _reason(was: Activity, now: Activity) -> str:
    if is_unreadable(was) and now.amount_eur is not None:
        return NEWLY_READABLE
    if is_unreadable(now) and was.amount_eur is not None:
        return NO_LONGER_READABLE
    return CHANGED


def is_unreadable(row: Activity) -> bool:
    """Whether a printed amount contains digits but does not parse."""
    raw = row.amount_raw
    return row.amount_eur is None and raw is not None and any(map(str.isdigit, raw))


def totals(old: Plan, new: Plan) -> tuple[Total, ...]:
    """Money by priority before and after, in the order of the new version, then removed
    priorities.
    """
    before, after = _by_priority(old), _by_priority(new)
    names = {row.priority_id: row.name or "" for row in (*old.priorities, *new.priorities)}
    parts: dict[str | None, dict[str, Decimal]] = defaultdict(dict)
    for item in contributions(old, new):
        of = parts[item.priority]
        of[item.reason] = of.get(item.reason, _ZERO) + item.euros
    return tuple(
        Total(
            key_old,
            key_new,
            names.get(key_new or key_old or "", ""),
            _sum(was),
            _sum(now),
            len(was),
            len(now),
            sum(map(is_unreadable, was)),
            sum(map(is_unreadable, now)),
            parts.get(_named(key_new or key_old), {}),
        )
        for key_old, key_new in _pairs(old, new, before, after)
        for was in [before.get(key_old or "", [])]
        for now in [after.get(key_new or "", [])]
    )


def _named(key: str | None) -> str | None:
    return None if key == NOWHERE else key


def _sum(rows: Iterable[Activity]) -> Decimal:
    return sum((row.amount_eur for row in rows if row.amount_eur is not None), _ZERO)


def _by_priority(plan: Plan) -> dict[str, list[Activity]]:
    under = lineage.activity_priorities(plan)
    groups: dict[str, list[Activity]] = defaultdict(list)
    for row in plan.activities:
        groups[under[row.activity_id] or NOWHERE].append(row)
    return groups


def _priority_names(old: Plan, new: Plan) -> Mapping[str, str]:
    """The new id of each old priority."""
    return match(old, new, "priorities").forth


def _pairs(
    old: Plan, new: Plan, before: Iterable[str], after: Iterable[str]
) -> Iterator[tuple[str | None, str | None]]:
    """The pairs of priorities. Priorities that are only stated by activities are matched by id."""
    matching = match(old, new, "priorities")
    olds, news = _keys(old, before), _keys(new, after)
    same = _unlisted(old, new, olds, matching)
    listed = set()
    for key in news:
        key_old = matching.back.get(key, key if key in same else None)
        listed.add(key_old)
        yield key_old, key
    yield from ((key, None) for key in olds if key not in listed)


def _unlisted(old: Plan, new: Plan, olds: Iterable[str], matching: Matching) -> set[str]:
    """Ids of priorities that a version does not list and that are not matched."""
    named = [{row.priority_id for row in plan.priorities} for plan in (old, new)]
    matched = {*matching.forth, *matching.back}
    return {key for key in olds if key not in named[0] or key not in named[1]} - matched


def _keys(plan: Plan, sums: Iterable[str]) -> list[str]:
    """The priorities of a plan, then those only stated by activities."""
    return list(dict.fromkeys([*(row.priority_id for row in plan.priorities), *sums]))
