"""What a row says, apart from its number: the ground on which rows are told alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import log1p
from typing import Any

from pipeline.diff.likeness import Bag, bag, normal, overlap, text_likeness
from pipeline.model.plan import Plan

MATCHED = ("priorities", "principles", "directions", "actions", "activities")
KEYS = {
    "priorities": "priority_id",
    "principles": "principle_id",
    "directions": "direction_id",
    "actions": "action_id",
    "activities": "activity_id",
}
# How much each part of a row tells which row it is. A name says most; a year or a body shared by
# most rows says little (rare words weigh more besides).
WEIGHTS = {
    "name": 5.0,
    "children": 4.0,  # names of the rows beneath: a direction stays itself under a new name
    "indicators": 3.0,
    "references": 2.0,  # names of the activities, for their numbers may have changed
    "measures": 2.0,
    "partners": 1.5,
    "participants": 1.5,
    "amount": 1.0,
    "responsible": 0.5,
    "funding": 0.5,
    "deadline": 0.5,
    "period": 0.5,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A row to be matched: its id, its place from 0, and its parts as lists of texts."""

    key: str
    place: int
    parts: Mapping[str, tuple[str, ...]]
    bags: Mapping[str, Bag]

    @property
    def name(self) -> str:
        """The row's name; empty where none is printed."""
        return self.parts["name"][0] if self.parts["name"] else ""

    @property
    def exact(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """All parts without what is typographic, in no order: equal where the rows say the same."""
        return tuple(
            (part, tuple(sorted(map(normal, texts)))) for part, texts in self.parts.items() if texts
        )

    @property
    def words(self) -> set[str]:
        """The stems of all parts."""
        return {word for words in self.bags.values() for word in words}


Parts = dict[str, list[str]]


def entries(plan: Plan, table: str) -> list[Entry]:
    """The rows of a matched table in the order of the plan, with what they say."""
    return [
        Entry(
            key,
            place,
            {part: tuple(texts) for part, texts in parts.items()},
            {part: words for part, texts in parts.items() if (words := _words(texts))},
        )
        for place, (key, parts) in enumerate(_READERS[table](plan))
    ]


def word_weights(old: Iterable[Entry], new: Iterable[Entry]) -> dict[str, float]:
    """How much each word tells: the fewer rows of both versions have it, the more."""
    rows = [*old, *new]
    count: dict[str, int] = defaultdict(int)
    for entry in rows:
        for word in entry.words:
            count[word] += 1
    return {word: log1p(len(rows) / n) for word, n in count.items()}


def likeness(old: Entry, new: Entry, weights: Mapping[str, float]) -> float:
    """How alike two rows are, 0 to 1; parts that neither has do not count."""
    total = got = 0.0
    for part, weight in WEIGHTS.items():
        ours, theirs = old.bags.get(part, {}), new.bags.get(part, {})
        if not ours and not theirs:
            continue
        total += weight
        shared = overlap(ours, theirs, weights)
        if part == "name":
            shared = text_likeness(old.name, new.name, shared)
        got += weight * shared
    return got / total if total else 0.0


def evidence(old: Entry, new: Entry) -> float:
    """The weight of the parts besides the name that both rows have."""
    common = old.bags.keys() & new.bags.keys() - {"name"}
    return sum(WEIGHTS[part] for part in sorted(common))


def _words(texts: Iterable[str]) -> Bag:
    total: Counter[str] = Counter()
    for text in texts:
        total.update(bag(text))
    return total


def _grouped(rows: Iterable[Any], key: str, value: str) -> dict[str | None, list[str]]:
    groups: dict[str | None, list[str]] = defaultdict(list)
    for row in rows:
        text = getattr(row, value)
        if text is not None:
            groups[getattr(row, key)].append(text)
    return groups


def _one(value: object) -> list[str]:
    return [] if value is None else [str(value)]


def _priorities(plan: Plan) -> Iterable[tuple[str, Parts]]:
    children = _grouped(plan.directions, "priority_id", "name")
    measures = _grouped(plan.horizontal_measures, "priority_id", "text")
    for row in plan.priorities:
        key = row.priority_id
        yield (
            key,
            {
                "name": _one(row.name),
                "children": children.get(key, []),
                "measures": measures.get(key, []),
            },
        )


def _principles(plan: Plan) -> Iterable[tuple[str, Parts]]:
    measures = _grouped(plan.horizontal_measures, "principle_id", "text")
    for row in plan.principles:
        key = row.principle_id
        yield key, {"name": _one(row.name), "measures": measures.get(key, [])}


def _directions(plan: Plan) -> Iterable[tuple[str, Parts]]:
    children = _grouped(plan.actions, "direction_id", "name")
    for row in plan.directions:
        key = row.direction_id
        yield key, {"name": _one(row.name), "children": children.get(key, [])}


def _actions(plan: Plan) -> Iterable[tuple[str, Parts]]:
    names = {row.activity_id: row.name for row in plan.activities if row.name}
    participants = _grouped(plan.action_participants, "action_id", "participant")
    references = _grouped(plan.action_activities, "action_id", "activity_id")
    for row in plan.actions:
        key = row.action_id
        yield (
            key,
            {
                "name": _one(row.name),
                "references": [names[ref] for ref in references.get(key, []) if ref in names],
                "participants": participants.get(key, []),
                "period": [*_one(row.period_start), *_one(row.period_end)],
            },
        )


def _activities(plan: Plan) -> Iterable[tuple[str, Parts]]:
    indicators = _grouped(plan.indicators, "activity_id", "text")
    partners = _grouped(plan.activity_partners, "activity_id", "partner")
    responsible = _grouped(plan.activity_responsible, "activity_id", "organisation")
    funding = _grouped(plan.activity_funding, "activity_id", "source")
    for row in plan.activities:
        key = row.activity_id
        amount = row.amount_raw if row.amount_eur is None else row.amount_eur
        deadline = row.deadline_raw if row.deadline_year is None else row.deadline_year
        yield (
            key,
            {
                "name": _one(row.name),
                "indicators": indicators.get(key, []),
                "partners": partners.get(key, []),
                "amount": _one(amount),
                "responsible": responsible.get(key, []),
                "funding": funding.get(key, []),
                "deadline": _one(deadline),
            },
        )


_READERS: dict[str, Callable[[Plan], Iterable[tuple[str, Parts]]]] = {
    "priorities": _priorities,
    "principles": _principles,
    "directions": _directions,
    "actions": _actions,
    "activities": _activities,
}
