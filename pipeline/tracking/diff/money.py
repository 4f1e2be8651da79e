"""The money of two versions, and what its difference is made of.

A sum that could not be read before and can be now is no change of the plan, so it is kept apart
from what really changed: amounts changed, activities added, removed, or moved to another priority.
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
REAL = (CHANGED, ADDED, REMOVED, MOVED)  # the plan itself differs
APART = (NEWLY_READABLE, NO_LONGER_READABLE)  # only the reading of it does
NOWHERE = "–"  # stands for the priority of an activity that is of none
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one activity adds to the difference: its ids and amounts in both versions."""

    reason: str  # one of REAL or APART
    key_old: str | None
    key_new: str | None
    name: str
    before: Decimal | None
    after: Decimal | None
    priority: str | None  # of the version that the amount is counted in

    @property
    def euros(self) -> Decimal:
        """By how much the sum differs because of it."""
        return (self.after or _ZERO) - (self.before or _ZERO)


@dataclass(frozen=True, slots=True)
class Total:
    """The money of one priority: the sum of each activity once, under the priority it belongs to.

    `before` and `after` count what is readable; `unread` are activities whose printed amount is
    not. `parts` are the contributions by reason, summed.
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
        """By how much the plan itself differs, whatever could be read of which version."""
        return sum((self.parts.get(reason, _ZERO) for reason in REAL), _ZERO)

    @property
    def apart(self) -> Decimal:
        """What the sums differ by only because one version could be read and the other not."""
        return sum((self.parts.get(reason, _ZERO) for reason in APART), _ZERO)

    @property
    def comparable(self) -> Decimal:
        """The sum before, of what is readable in both versions: the ground for a per cent."""
        return self.before + self.parts.get(NO_LONGER_READABLE, _ZERO)


def whole(totals: Iterable[Total]) -> Total:
    """All totals in one."""
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
    """What each activity adds to the difference, those that add nothing left out.

    An activity that moved to another priority takes its money from the one (`moved`, with only a
    `before`) to the other (only an `after`).
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
    """Whether an amount is printed that does not read as a number; words alone are none."""
    raw = row.amount_raw
    return row.amount_eur is None and raw is not None and any(map(str.isdigit, raw))


def totals(old: Plan, new: Plan) -> tuple[Total, ...]:
    """Money by priority before and after, in the order of the new version, then what is gone."""
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
    """The id in the new version of each priority of the old one."""
    return match(old, new, "priorities").forth


def _pairs(
    old: Plan, new: Plan, before: Iterable[str], after: Iterable[str]
) -> Iterator[tuple[str | None, str | None]]:
    """Which priority is which. One that only activities state is what its id says."""
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
    """Ids that one version does not list among its priorities, and that match no other."""
    named = [{row.priority_id for row in plan.priorities} for plan in (old, new)]
    matched = {*matching.forth, *matching.back}
    return {key for key in olds if key not in named[0] or key not in named[1]} - matched


def _keys(plan: Plan, sums: Iterable[str]) -> list[str]:
    """The priorities of a plan, then those that only activities state."""
    return list(dict.fromkeys([*(row.priority_id for row in plan.priorities), *sums]))
