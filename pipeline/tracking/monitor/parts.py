"""The division of a plan's activities into workbooks."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from pipeline.model import lineage
from pipeline.model.plan import Plan

By = Literal["responsible", "priority", "one"]
NOBODY = "Bez atbildīgā"
NO_PRIORITY = "Bez prioritātes"
_LONGEST = 80  # characters of a file's name
_UNFIT = re.compile(r"[^\w.() -]")


@dataclass(frozen=True, slots=True)
class Part:
    """One workbook: its name, its file's name, and its activities."""

    name: str
    file: str
    activities: frozenset[str]


def parts(plan: Plan, by: By) -> tuple[Part, ...]:
    """The workbooks of a plan, in the order of their first activities."""
    keys = [row.activity_id for row in plan.activities]
    if by == "one":
        groups = {plan.meta.title or plan.meta.doc_id: keys}
        return _named(groups, [plan.meta.doc_id])
    if by == "priority":
        groups = _by_priority(plan, keys)
        return _named(groups, list(groups))
    groups = bodies(plan)
    return _named(groups, list(groups))


def bodies(plan: Plan) -> dict[str, list[str]]:
    """The activities of each responsible body by name. Names that differ in case only are merged
    under the most frequent spelling; activities without a body are under `NOBODY`.
    """
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    of: dict[str, list[str]] = defaultdict(list)
    for row in plan.activity_responsible:
        spelled[row.organisation.casefold()][row.organisation] += 1
        of[row.activity_id].append(row.organisation.casefold())
    groups: dict[str, list[str]] = {}
    for activity in plan.activities:
        for folded in dict.fromkeys(of.get(activity.activity_id, ())):
            name = spelled[folded].most_common(1)[0][0]
            groups.setdefault(name, []).append(activity.activity_id)
        if activity.activity_id not in of:
            groups.setdefault(NOBODY, []).append(activity.activity_id)
    return groups


def _by_priority(plan: Plan, keys: Iterable[str]) -> dict[str, list[str]]:
    names = {row.priority_id: row.name for row in plan.priorities}
    of = lineage.activity_priorities(plan)
    groups: dict[str, list[str]] = {}
    for key in keys:
        priority = of.get(key)
        name = f"{priority} {names.get(priority) or ''}".strip() if priority else NO_PRIORITY
        groups.setdefault(name, []).append(key)
    ranks = {f"{key} {name or ''}".strip(): at for at, (key, name) in enumerate(names.items())}
    return dict(sorted(groups.items(), key=lambda item: ranks.get(item[0], len(ranks))))


def _named(groups: dict[str, list[str]], stems: list[str]) -> tuple[Part, ...]:
    """The parts with file names that are unique also on case-insensitive file systems."""
    taken: set[str] = set()
    made = []
    for (name, keys), stem in zip(groups.items(), stems, strict=True):
        bare = _UNFIT.sub("_", stem)[:_LONGEST].strip(" .") or "darbgramata"
        file, count = bare, 1
        while file.casefold() in taken:
            count += 1
            file = f"{bare}-{count}"
        taken.add(file.casefold())
        made.append(Part(name, f"{file}.xlsx", frozenset(keys)))
    return tuple(made)
