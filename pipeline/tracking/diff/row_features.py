"""The features of rows, apart from their ids, by which they are matched."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import log1p
from typing import Any

from pipeline.model import relations
from pipeline.model.plan import Plan
from pipeline.model.relations import ListTable, Relations
from pipeline.tracking.diff.likeness import Bag, bag, normal, overlap, text_likeness
from pipeline.tracking.diff.thresholds import DIFF

NAME, CHILDREN = "name", "children"


@dataclass(frozen=True, slots=True)
class Entry:
    """A row to be matched: its id, its place (from 0), and its parts as lists of texts."""

    key: str
    place: int
    parts: Mapping[str, tuple[str, ...]]
    bags: Mapping[str, Bag]
    weights: Mapping[str, float]  # by part

    @property
    def name(self) -> str:
        """The row's name; empty where none is printed."""
        return self.parts[NAME][0] if self.parts[NAME] else ""

    @property
    def exact(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """All parts in normal form, sorted: equal where the contents are the same."""
        return tuple(
            (part, tuple(sorted(map(normal, texts)))) for part, texts in self.parts.items() if texts
        )

    @property
    def words(self) -> set[str]:
        """The stems of all parts."""
        return {word for words in self.bags.values() for word in words}


def entries(plan: Plan, table: str) -> list[Entry]:
    """The features of all rows of a table with ids, in the order of the plan."""
    known = relations.of(plan)
    key = known.keys[table]
    readers = list(_readers(plan, table, known))
    weights = {part: weight for part, weight, _ in readers}
    found = []
    for place, row in enumerate(plan.rows(table)):
        parts = {part: tuple(read(row)) for part, _, read in readers}
        bags = {part: words for part, texts in parts.items() if (words := _words(texts))}
        found.append(Entry(getattr(row, key), place, parts, bags, weights))
    return found


def word_weights(old: Iterable[Entry], new: Iterable[Entry]) -> dict[str, float]:
    """The weight of each word: the fewer rows of both versions have it, the higher."""
    rows = [*old, *new]
    count: dict[str, int] = defaultdict(int)
    for entry in rows:
        for word in entry.words:
            count[word] += 1
    return {word: log1p(len(rows) / n) for word, n in count.items()}


def likeness(old: Entry, new: Entry, weights: Mapping[str, float]) -> float:
    """The similarity of two rows, 0 to 1; parts that both lack do not count."""
    total = got = 0.0
    for part, weight in old.weights.items():
        ours, theirs = old.bags.get(part, {}), new.bags.get(part, {})
        if not ours and not theirs:
            continue
        total += weight
        shared = overlap(ours, theirs, weights)
        if part == NAME:
            shared = text_likeness(old.name, new.name, shared)
        got += weight * shared
    return got / total if total else 0.0


def evidence(old: Entry, new: Entry) -> float:
    """The total weight of the parts, except the name, that both rows have."""
    common = old.bags.keys() & new.bags.keys() - {NAME}
    return sum(old.weights[part] for part in sorted(common))


def _words(texts: Iterable[str]) -> Bag:
    total: Counter[str] = Counter()
    for text in texts:
        total.update(bag(text))
    return total


Reader = Callable[[Any], list[str]]


def _readers(plan: Plan, table: str, known: Relations) -> Iterator[tuple[str, float, Reader]]:
    """The parts of the table's rows: (name, weight, function that reads it from a row)."""
    key = known.keys[table]
    yield NAME, DIFF.weights.name, lambda row: _texts([getattr(row, NAME, None)])
    children = _children(plan, table, known)
    yield CHILDREN, DIFF.weights.children, lambda row: children.get(getattr(row, key), [])
    for spec in known.owned(table):
        weight = _list_weight(spec, table, known)
        if weight:
            yield spec.table, weight, _list_reader(plan, spec, table, key, known)
    for column in known.tables[table].columns:
        name = column.name
        if name in (key, NAME, "id_raw") or (table, name) in known.parents:
            continue
        if (table, name) in known.parsed_from or known.list_from(table, name):
            continue  # covered by the printed column or by the list
        parsed = known.parsed(table, name)
        money = any(relations.is_amount(known.tables[table], part) for part in (*parsed, name))
        yield (
            name,
            DIFF.weights.amount if money else DIFF.weights.value,
            _value_reader(name, parsed),
        )


def _list_weight(spec: ListTable, table: str, known: Relations) -> float:
    if spec.reference is not None:
        order = list(known.keys)  # only references to lower levels are features
        below = order.index(spec.reference) > order.index(table)
        return DIFF.weights.references if below else 0.0
    if not spec.value:
        return DIFF.weights.amount
    printed = known.tables[spec.table].column(spec.value).printed
    return DIFF.weights.texts if printed else DIFF.weights.names


def _list_reader(plan: Plan, spec: ListTable, table: str, key: str, known: Relations) -> Reader:
    column = next(column for owner, column in spec.owners if owner == table)
    groups: dict[str, list[str]] = defaultdict(list)
    names = _names(plan, spec.reference, known) if spec.reference else None
    for row in plan.rows(spec.table):
        if not spec.value:
            values = [getattr(row, n) for n in known.tables[spec.table].names if n.endswith("_raw")]
        else:
            values = [getattr(row, spec.value)]
        texts = _texts(values)
        groups[getattr(row, column)] += (
            texts if names is None else [names[text] for text in texts if text in names]
        )
    return lambda row: groups.get(getattr(row, key), [])


def _value_reader(column: str, parsed: tuple[str, ...]) -> Reader:
    """A reader of the values parsed from a printed column, else of the printed text."""

    def read(row: Any) -> list[str]:
        return _texts(getattr(row, name) for name in parsed) or _texts([getattr(row, column)])

    return read


def _children(plan: Plan, table: str, known: Relations) -> Mapping[str, list[str]]:
    """The names of the rows nested in each row of the table."""
    own = {getattr(row, known.keys[table]) for row in plan.rows(table)}
    children: dict[str, list[str]] = defaultdict(list)
    for (of, column), target in known.parents.items():
        if target not in (table, None) or of == table:
            continue
        for row in plan.rows(of):
            parent = getattr(row, column)
            if parent in own:
                children[parent] += _texts([getattr(row, NAME, None)])
    return children


def _names(plan: Plan, table: str, known: Relations) -> Mapping[str, str]:
    rows = plan.rows(table)
    return {getattr(row, known.keys[table]): row.name for row in rows if row.name}


def _texts(values: Iterable[object]) -> list[str]:
    return [str(value) for value in values if value is not None]
