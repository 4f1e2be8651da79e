"""Maps ids of an earlier version of a plan to those of the current one, by comparing both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from pipeline.model.plan import Plan
from pipeline.tracking.diff.alignment import Item, align
from pipeline.tracking.diff.row_features import NAME, Entry, entries, word_weights
from pipeline.tracking.diff.version_pair import VersionPair

_CONTAINED = 0.6  # weighted share of a new row's words found in an old row, to be a part of it


@dataclass(frozen=True, slots=True)
class MappedRow:
    """The mapping of a row: its current id (None: removed), and other rows with parts of it."""

    key: str | None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MappedItem:
    """The mapping of a list item: its current position (None: removed), and both texts where
    another item replaced it.
    """

    position: int | None
    replaced: tuple[str, str] | None = None


@dataclass(frozen=True)
class VersionMapping:
    """The mapping from one version to another; the identity where both are the same."""

    old: Plan
    new: Plan

    @property
    def same(self) -> bool:
        """Whether both are the same version."""
        return self.old is self.new

    def activity(self, key: str) -> MappedRow:
        """The mapping of an activity of the old version."""
        if self.same:
            return MappedRow(key)
        return MappedRow(self._new_ids.get(key), self._parts.get(key, ()))

    def indicator(self, key: str | None, position: int) -> MappedItem:
        """The mapping of an indicator of an activity that still exists, or (None) of the plan."""
        if self.same:
            return MappedItem(position)
        found = self._items.get(key)
        if found is None:
            found = self._items[key] = self._aligned(key)
        return found.get(position, MappedItem(None))

    @cached_property
    def _items(self) -> dict[str | None, dict[int, MappedItem]]:
        return {}

    @cached_property
    def _new_ids(self) -> Mapping[str, str]:
        return VersionPair(self.old, self.new).matchings["activities"].forth

    def _aligned(self, key: str | None) -> dict[int, MappedItem]:
        before = _texts(self.old)[key]
        after = _texts(self.new)[key if key is None else self._new_ids.get(key, "")]
        pairs = align(
            [Item(text, text) for _, text in before], [Item(text, text) for _, text in after]
        )
        found = {before[a][0]: MappedItem(after[b][0]) for a, b in (*pairs.same, *pairs.reprinted)}
        for a, b in pairs.replaced:
            found[before[a][0]] = MappedItem(after[b][0], (before[a][1], after[b][1]))
        return found

    @cached_property
    def _parts(self) -> Mapping[str, tuple[str, ...]]:
        """New rows with most words from an old row, by old id: the old row was split or taken
        over.
        """
        old, new = entries(self.old, "activities"), entries(self.new, "activities")
        taken = set(self._new_ids.values())
        weights = word_weights(old, new)
        words = {entry.key: _words(entry) for entry in old}
        having: dict[str, list[str]] = defaultdict(list)  # word → old rows with it
        for key, own in words.items():
            for word in sorted(own):
                having[word].append(key)
        found: dict[str, list[str]] = defaultdict(list)
        for entry in new:
            if entry.key in taken:
                continue
            own = _words(entry)
            shared: dict[str, float] = defaultdict(float)
            for word in sorted(own):
                for key in having.get(word, ()):
                    shared[key] += weights[word]
            whole = sum(weights[word] for word in sorted(own))
            best = max(shared, key=lambda key: shared[key], default=None)
            if best is not None and whole and shared[best] / whole >= _CONTAINED:
                found[best].append(entry.key)
        return {key: tuple(parts) for key, parts in found.items()}


def _words(entry: Entry) -> set[str]:
    """The stems of the name and of the indicators; other parts are similar in many rows."""
    return {word for part in (NAME, "indicators") for word in entry.bags.get(part, {})}


def _texts(plan: Plan) -> Mapping[str | None, list[tuple[int, str]]]:
    """Positions and texts of the indicators of each activity, and (None) of the plan."""
    found: dict[str | None, list[tuple[int, str]]] = defaultdict(list)
    for row in plan.indicators:
        found[row.activity_id].append((row.position, row.text))
    for outcome in plan.outcome_indicators:
        found[None].append((outcome.position, outcome.name or ""))
    return found
