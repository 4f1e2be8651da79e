"""Letter statistics of a document: pairs within words, last and first letters of words.

Collected from the document itself, so that they work for any language.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.tables.thresholds import TABLES


@dataclass(frozen=True, slots=True)
class Spelling:
    """Frequencies of letters at the ends and starts of words, and of pairs of letters within
    them.
    """

    ends: Counter[str]
    starts: Counter[str]
    pairs: Counter[str]

    def odds(self, head: str, tail: str) -> float:
        """Log-odds that the last letter of `head` and the first of `tail` belong to one word.

        Capped at 0, as they can only be evidence against one word: pairs that are frequent within
        words also occur between words.
        """
        end, start = head[-1:].casefold(), tail[:1].casefold()
        limits = TABLES.letter_pairs
        within = _share(self.pairs, end + start, limits.pairs)
        apart = _share(self.ends, end, limits.letters)
        apart *= _share(self.starts, start, limits.letters)
        return max(-limits.most, min(0.0, math.log(within / apart)))


def _share(counts: Counter[str], key: str, kinds: int) -> float:
    pseudo = TABLES.letter_pairs.pseudo
    return (counts[key] + pseudo) / (counts.total() + pseudo * kinds)


def spelling(
    heads: Mapping[str, int], tails: Mapping[str, int], printed: Mapping[str, int]
) -> Spelling:
    """The statistics of words with a certain end, words with a certain start, and all printed
    pieces.

    All with their frequencies.
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
