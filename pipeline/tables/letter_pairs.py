"""Which letters a document has next to each other within words, and which where two words meet.

Learned from the document itself, so that it holds for any language.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

_FEW = 0.5  # as often has each letter been seen before it was: nothing is impossible
_LETTERS, _PAIRS = 40, 600  # about how many there are
_MOST = 3.0  # log-odds: no more is learned from two letters


@dataclass(frozen=True, slots=True)
class Spelling:
    """Letters at the ends of words, at their beginnings, and pairs of letters within them."""

    ends: Counter[str]
    starts: Counter[str]
    pairs: Counter[str]

    def odds(self, head: str, tail: str) -> float:
        """Log-odds that the last letter of `head` and the first of `tail` are of one word.

        At most 0: letters that often stand together do so in some words, and where words meet too.
        """
        end, start = head[-1:].casefold(), tail[:1].casefold()
        within = _share(self.pairs, end + start, _PAIRS)
        apart = _share(self.ends, end, _LETTERS) * _share(self.starts, start, _LETTERS)
        return max(-_MOST, min(0.0, math.log(within / apart)))


def _share(counts: Counter[str], key: str, kinds: int) -> float:
    return (counts[key] + _FEW) / (counts.total() + _FEW * kinds)


def spelling(
    heads: Mapping[str, int], tails: Mapping[str, int], printed: Mapping[str, int]
) -> Spelling:
    """From words whose end is sure, words whose beginning is, and all that is printed in one piece.

    Each with how often it occurs.
    """
    ends: Counter[str] = Counter()
    starts: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for word, count in heads.items():
        ends[word[-1].casefold()] += count
    for word, count in tails.items():
        starts[word[0].casefold()] += count
    for word, count in printed.items():
        for a, b in itertools.pairwise(word.casefold()):
            pairs[a + b] += count
    return Spelling(ends, starts, pairs)
