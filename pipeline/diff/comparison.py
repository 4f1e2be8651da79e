"""Two versions with their changes, and the facts of both that every way of showing needs."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from pipeline.diff.engine import compare, is_substantive
from pipeline.diff.matching import match
from pipeline.model.plan import Plan, PlanMeta
from pipeline.model.schema import Activity, Change
from pipeline.store import register

_FIRST = re.compile(r"\d+")


class _Sum(NamedTuple):
    """Of the activities of one priority: their money, number, and those without an amount."""

    amount: Decimal
    activities: int
    unread: int


_NOTHING = _Sum(Decimal(0), 0, 0)


@dataclass(frozen=True, slots=True)
class Version:
    """What is known of one version: from the PDF, and from the register where it knows the PDF.

    `note` is what the register wants every reader told, such as that an amendment is made up.
    """

    meta: PlanMeta
    adopted: str | None
    decision: str | None
    note: str | None

    @property
    def title(self) -> str:
        """The title, else the id."""
        return self.meta.title or self.meta.doc_id


@dataclass(frozen=True, slots=True)
class Total:
    """The money of one priority: the whole sum of each activity once, under the priority that the
    activity's own id names. `unread` are activities without a readable amount.
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


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions and the changes from one to the other."""

    old: Plan
    new: Plan
    before: Version
    after: Version
    changes: tuple[Change, ...]
    totals: tuple[Total, ...]

    @property
    def substantive(self) -> bool:
        """Whether any change is more than typography."""
        return is_substantive(self.changes)

    @property
    def counts(self) -> dict[str, int]:
        """Substantive changes by what they are, and `typographic` ones together."""
        found = Counter(c.change if c.kind == "substantive" else c.kind for c in self.changes)
        names = ("added", "removed", "changed", "moved", "renumbered", "typographic")
        return {name: found[name] for name in names}


def compared(old: Plan, new: Plan, known: register.Register | None = None) -> Comparison:
    """Compare two versions; `known` is the register to ask about them, else the project's own."""
    known = register.load() if known is None else known
    return Comparison(
        old, new, version(old.meta, known), version(new.meta, known),
        compare(old, new), totals(old, new),
    )  # fmt: skip


def version(meta: PlanMeta, known: register.Register) -> Version:
    """A version with what the register says of its PDF."""
    entry = known.by_sha256(meta.sha256) if meta.sha256 else None
    if entry is None:
        return Version(meta, None, None, None)
    adopted = entry.adopted.isoformat() if entry.adopted else None
    return Version(meta, adopted, entry.decision, entry.note)


def totals(old: Plan, new: Plan) -> tuple[Total, ...]:
    """Money by priority before and after, in the order of the new version, then what is gone."""
    before, after = _sums(old.activities), _sums(new.activities)
    names = {row.priority_id: row.name or "" for row in (*old.priorities, *new.priorities)}
    return tuple(
        Total(
            key_old,
            key_new,
            names.get(key_new or key_old or "", ""),
            was.amount,
            now.amount,
            was.activities,
            now.activities,
            was.unread,
            now.unread,
        )
        for key_old, key_new in _pairs(old, new, before, after)
        for was in [before.get(key_old or "", _NOTHING)]
        for now in [after.get(key_new or "", _NOTHING)]
    )


def _pairs(
    old: Plan, new: Plan, before: Iterable[str], after: Iterable[str]
) -> list[tuple[str | None, str | None]]:
    """Which priority is which. One that only ids of activities name is what its number says."""
    matching = match(old, new, "priorities")
    olds, news = _keys(old, before), _keys(new, after)
    named = [{row.priority_id for row in plan.priorities} for plan in (old, new)]
    same = {key for key in olds if key not in named[0] or key not in named[1]} - {
        *matching.forth,
        *matching.back,
    }
    pairs: list[tuple[str | None, str | None]] = [
        (matching.back.get(key, key if key in same else None), key) for key in news
    ]
    told = {key for key, _ in pairs}
    return pairs + [(key, None) for key in olds if key not in told]


def _keys(plan: Plan, sums: Iterable[str]) -> list[str]:
    """The priorities of a plan, then those that only ids of activities name."""
    return list(dict.fromkeys([*(row.priority_id for row in plan.priorities), *sums]))


def _sums(activities: Iterable[Activity]) -> dict[str, _Sum]:
    groups: dict[str, list[Decimal | None]] = defaultdict(list)
    for row in activities:
        found = _FIRST.search(row.activity_id)
        groups[f"P{found.group()}" if found else "?"].append(row.amount_eur)
    return {
        key: _Sum(
            sum((amount for amount in amounts if amount is not None), Decimal(0)),
            len(amounts),
            amounts.count(None),
        )
        for key, amounts in groups.items()
    }
