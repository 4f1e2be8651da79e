"""Matching of rows between two versions.

Rows are matched by id and similarity within each table. First the certain pairs: the same id and
content, then the same content under another id, then the same id and name. The rest is matched by
an optimal assignment over likely pairs, and last by place, between matched neighbours. Every step
is symmetric, so that swapping old and new gives the same pairs.
"""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from pipeline.model.plan import Plan
from pipeline.tracking.diff.assignment import assign
from pipeline.tracking.diff.likeness import normal
from pipeline.tracking.diff.row_features import Entry, entries, evidence, likeness, word_weights
from pipeline.tracking.diff.thresholds import DIFF


@dataclass(frozen=True, slots=True)
class Matching:
    """The pairs of one table: old id → new id, new id → old id, and the similarity of each pair."""

    forth: Mapping[str, str]
    back: Mapping[str, str]
    likeness: Mapping[str, float]  # by old id

    def token(self, key: str | None, *, new: bool) -> tuple[bool, str] | None:
        """A token for the row that `key` refers to, equal in both versions for the same row.

        A reference to a row that is not in both versions is represented by its id.
        """
        if key is None:
            return None
        known = key in self.back if new else key in self.forth
        return known, (key if new or not known else self.forth[key])


def match(old: Plan, new: Plan, table: str) -> Matching:
    """The matching of a table with ids."""
    work = _Work(entries(old, table), entries(new, table))
    work.pair_unique(lambda entry: (entry.key, entry.exact))
    work.pair_unique(lambda entry: entry.exact or None)
    work.pair_unique(lambda entry: (entry.key, normal(entry.name)) if entry.name else None)
    work.assign(work.likely_pairs())
    work.assign(work.placed_pairs())
    return work.result()


class _Work:
    """State of the matching: the rows of both versions and the pairs found so far, by place."""

    def __init__(self, old: list[Entry], new: list[Entry]) -> None:
        self.old, self.new = old, new
        self.pairs: dict[int, int] = {}
        self.taken: dict[int, int] = {}
        self.weights = word_weights(old, new)

    def free_old(self) -> list[Entry]:
        return [entry for entry in self.old if entry.place not in self.pairs]

    def free_new(self) -> list[Entry]:
        return [entry for entry in self.new if entry.place not in self.taken]

    def pair(self, old: int, new: int) -> None:
        self.pairs[old] = new
        self.taken[new] = old

    def pair_unique(self, key_of: Callable[[Entry], object]) -> None:
        """Pair rows with equal keys that are unique on both sides; None is no key."""
        ours = _unique(self.free_old(), key_of)
        theirs = _unique(self.free_new(), key_of)
        for key, entry in ours.items():
            if key in theirs:
                self.pair(entry.place, theirs[key].place)

    def likely_pairs(self) -> dict[tuple[int, int], float]:
        """Pairs of unmatched rows with sufficient similarity."""
        old, new = self.free_old(), self.free_new()
        wanted = _candidates(old, new, self.weights)
        wanted |= {(b, a) for a, b in _candidates(new, old, self.weights)}
        by_key = {entry.key: entry.place for entry in new}
        wanted |= {(e.place, by_key[e.key]) for e in old if e.key in by_key}
        pairs = {}
        for a, b in wanted:
            alike = likeness(self.old[a], self.new[b], self.weights)
            if alike >= self._needed(a, b):
                pairs[a, b] = alike
        return pairs

    def placed_pairs(self) -> dict[tuple[int, int], float]:
        """Pairs of unmatched rows that are next to a matched pair, on the same side of it."""
        pairs = {}
        for entry in self.free_old():
            for step in (-1, 1):
                beside = self.pairs.get(entry.place + step)
                if beside is None:
                    continue
                place = beside - step
                if 0 <= place < len(self.new) and place not in self.taken:
                    alike = likeness(entry, self.new[place], self.weights)
                    if alike >= DIFF.rows.same_place:
                        pairs[entry.place, place] = alike
        return pairs

    def assign(self, pairs: Mapping[tuple[int, int], float]) -> None:
        weights: dict[int, dict[int, int]] = defaultdict(dict)
        for (a, b), alike in sorted(pairs.items()):
            weights[a][b] = self._weight(a, b, alike)
        for a, b in assign(weights).items():
            self.pair(a, b)

    def result(self) -> Matching:
        forth = {self.old[a].key: self.new[b].key for a, b in sorted(self.pairs.items())}
        alike = {
            self.old[a].key: round(likeness(self.old[a], self.new[b], self.weights), 4)
            for a, b in self.pairs.items()
            if self.old[a].key != self.new[b].key
        }
        return Matching(forth, {b: a for a, b in forth.items()}, alike)

    def _needed(self, a: int, b: int) -> float:
        if not self._same_id(a, b):
            return DIFF.rows.other_id
        return (
            DIFF.rows.same_id if evidence(self.old[a], self.new[b]) >= DIFF.rows.evidence else 0.0
        )

    def _same_id(self, a: int, b: int) -> bool:
        return self.old[a].key == self.new[b].key

    def _weight(self, a: int, b: int, alike: float) -> int:
        """The weight of a pair: similarity first, then the id, then the place, then a tie breaker.

        Cubing keeps a certain pair from being replaced by two doubtful ones.
        """
        worth = round(1_000_000 * alike**3) + DIFF.rows.id_bonus * self._same_id(a, b) + 1
        apart = min(abs(a - b), 1 << 15) ** 2
        tie = _tie_breaker(self.old[a].key) * _tie_breaker(self.new[b].key)
        return (worth << 64) + ((1 << 31) - apart << 32) + tie


def _unique(rows: Iterable[Entry], key_of: Callable[[Entry], object]) -> dict[object, Entry]:
    keyed = [(key_of(entry), entry) for entry in rows]
    count = Counter(key for key, _ in keyed)
    return {key: entry for key, entry in keyed if key is not None and count[key] == 1}


def _candidates(
    rows: list[Entry], others: list[Entry], weights: Mapping[str, float]
) -> set[tuple[int, int]]:
    """For each row the candidates that share most of its rare words, by place."""
    index: dict[str, list[int]] = defaultdict(list)
    for entry in others:
        for word in entry.words:
            index[word].append(entry.place)
    pairs = set()
    for entry in rows:
        score: dict[int, float] = defaultdict(float)
        known = [
            word for word in entry.words if 0 < len(index.get(word, ())) <= DIFF.rows.common_word
        ]
        known.sort(key=lambda word: (-weights[word], word))
        for word in known[: DIFF.rows.rare_words]:
            for place in index[word]:
                score[place] += weights[word]
        best = sorted(score, key=lambda place: (-score[place], abs(place - entry.place), place))
        pairs |= {(entry.place, place) for place in best[: DIFF.rows.candidates]}
    return pairs


def _tie_breaker(key: str) -> int:
    """A hash of the id below 65,536, which breaks ties in the same way in both directions."""
    return zlib.crc32(key.encode()) & 0xFFFF
