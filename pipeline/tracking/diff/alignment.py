"""Alignment of two lists: items kept, reprinted, replaced at their place, removed, added."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from pipeline.tracking.diff.assignment import assign
from pipeline.tracking.diff.likeness import normal, ratio
from pipeline.tracking.diff.thresholds import DIFF


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list: its meaning (items are the same where it is equal) and its text."""

    meaning: Hashable
    text: str
    readable: bool = True  # whether the similarity of texts is meaningful (it is not for ids)


@dataclass(frozen=True, slots=True)
class Alignment:
    """Pairs of places, from 0: `same` have equal meanings, `reprinted` differ in typography
    only.
    """

    same: tuple[tuple[int, int], ...]
    reprinted: tuple[tuple[int, int], ...]
    replaced: tuple[tuple[int, int], ...]
    removed: tuple[int, ...]
    added: tuple[int, ...]


def align(old: Sequence[Item], new: Sequence[Item]) -> Alignment:
    """Align two lists. Order alone is no difference; swapping old and new mirrors the result."""
    same = _equal(
        [(place, item.meaning) for place, item in enumerate(old)],
        [(place, item.meaning) for place, item in enumerate(new)],
    )
    pairs = dict(same)
    reprinted = _equal(
        [(a, normal(i.text)) for a, i in enumerate(old) if a not in pairs and i.readable],
        [(b, normal(i.text)) for b, i in enumerate(new) if b not in pairs.values() and i.readable],
    )
    pairs.update(reprinted)
    replaced = _replaced(old, new, pairs)
    pairs.update(replaced)
    taken = set(pairs.values())
    return Alignment(
        same=tuple(same),
        reprinted=tuple(reprinted),
        replaced=tuple(sorted(replaced.items(), key=lambda pair: pair[1])),
        removed=tuple(place for place in range(len(old)) if place not in pairs),
        added=tuple(place for place in range(len(new)) if place not in taken),
    )


def gaps(pairs: Sequence[tuple[int, int]], length: int, side: int) -> list[tuple[int, int]]:
    """For each place of one side the numbers of the pairs to its left and right; -1 and n at the
    ends.

    Two unpaired places of different sides are in the same gap where both numbers agree.
    """
    number = {pair[side]: index for index, pair in enumerate(pairs)}
    left, lefts = -1, []
    for place in range(length):
        left = number.get(place, left)
        lefts.append(left)
    right, rights = len(pairs), []
    for place in reversed(range(length)):
        right = number.get(place, right)
        rights.append(right)
    return list(zip(lefts, reversed(rights), strict=True))


def _equal(
    old: Sequence[tuple[int, Hashable]], new: Sequence[tuple[int, Hashable]]
) -> list[tuple[int, int]]:
    """Pair equal keys: the first with the first, the second with the second."""
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for place, key in reversed(new):
        waiting[key].append(place)
    pairs = [(a, waiting[key].pop()) for a, key in old if waiting.get(key)]
    return sorted(pairs, key=lambda pair: (pair[1], pair[0]))


def _replaced(old: Sequence[Item], new: Sequence[Item], pairs: dict[int, int]) -> dict[int, int]:
    """Pair remaining items at the same place, and long ones with nearly the same text."""
    taken = set(pairs.values())
    ours = [place for place in range(len(old)) if place not in pairs]
    theirs = [place for place in range(len(new)) if place not in taken]
    if not ours or not theirs:
        return {}
    numbered = sorted(pairs.items())
    around_old = gaps(numbered, len(old), 0)
    around_new = gaps(numbered, len(new), 1)
    rank_old = _ranks(ours, around_old)
    rank_new = _ranks(theirs, around_new)
    weights: dict[int, dict[int, int]] = defaultdict(dict)
    for a in ours:
        for b in theirs:
            alike = _alike(old[a], new[b])
            worth = _place_worth(around_old[a], around_new[b], a == b)
            length = min(len(old[a].text), len(new[b].text))
            if not worth and (alike < DIFF.items.alike or length < DIFF.items.long):
                continue
            apart = min(abs(rank_old[a] - rank_new[b]), 1 << 10) ** 2
            worth += round(10_000 * alike) + 1
            # Similarity and place first, then the order within the gap, then lower places.
            weights[a][b] = (worth << 64) + ((1 << 24) - apart << 32) + (1 << 31) // (1 + a + b)
    return assign(weights)


def _place_worth(old: tuple[int, int], new: tuple[int, int], same_position: bool) -> int:
    if old == new:
        return DIFF.items.same_gap
    if old[0] == new[0] or old[1] == new[1]:
        return DIFF.items.same_neighbour
    return DIFF.items.same_position if same_position else 0


def _ranks(places: Sequence[int], around: Sequence[tuple[int, int]]) -> dict[int, int]:
    """The rank of each place within its gap."""
    seen: dict[tuple[int, int], int] = defaultdict(int)
    ranks = {}
    for place in places:
        ranks[place] = seen[around[place]]
        seen[around[place]] += 1
    return ranks


def _alike(old: Item, new: Item) -> float:
    return ratio(old.text, new.text) if old.readable and new.readable else 0.0
