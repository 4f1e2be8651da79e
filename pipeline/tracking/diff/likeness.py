"""The similarity of two texts, and whether they differ in typography only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

import regex

from pipeline.model.strings import nfc, without_blanks
from pipeline.tracking.diff.thresholds import DIFF

_DASH = regex.compile(r"[\p{Pd}\u2212\u2043\u00ad]")
_QUOTES = regex.compile(r"[„“”‟«»″\"]")
_APOSTROPHES = regex.compile(r"[‘’‚‛′`´']")
# A dash is significant only before a digit (`2015-2020`, `-5`); elsewhere it may depend on the
# typesetting (`pamat-prasmju`, `ZPR – pašvaldības`).
_INSIGNIFICANT_DASH = regex.compile(r"(?<=\p{L})-|-(?!\d)")
_DECIMAL_COMMA = regex.compile(r"(?<=\d),(?=\d{2}(?!\d))")
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]*|\d+")

Bag = Mapping[str, int]


@lru_cache(maxsize=100_000)
def normal(text: str) -> str:
    """The text in a normal form without typographic differences.

    Spaces are removed, dashes are unified and removed where they are not part of numbers, case is
    folded, quotation marks are unified, and decimal commas become points. Two texts with the same
    normal form differ in typography only.
    """
    text = without_blanks(text).casefold()
    text = _APOSTROPHES.sub("'", _QUOTES.sub('"', _DASH.sub("-", text)))
    return str(_DECIMAL_COMMA.sub(".", _INSIGNIFICANT_DASH.sub("", text)))


def typographic(old: str | None, new: str | None) -> bool:
    """Whether two values differ in typography only; empty equals None."""
    return normal(old or "") == normal(new or "")


def bag(text: str) -> Bag:
    """The stems of the words of the text, with their numbers."""
    return Counter(word[: DIFF.texts.stem] for word in _WORD.findall(nfc(text).casefold()))


def ratio(old: str, new: str) -> float:
    """Similarity by letters, 0 to 1, rounded to four decimals; symmetric."""
    from rapidfuzz.distance import Indel

    return round(float(Indel.normalized_similarity(old, new)), 4)


def text_likeness(old: str, new: str, shared: float) -> float:
    """Similarity of two texts, given the share `shared` of their words that is the same.

    Unrelated Latvian sentences have about half of their letters in common, so only similarity above
    that counts.
    """
    return max(shared, 2 * ratio(normal(old), normal(new)) - 1)


def overlap(old: Bag, new: Bag, weights: Mapping[str, float]) -> float:
    """The weighted share of the words that two bags have in common."""
    if not old or not new:
        return 0.0
    # In a fixed order, since sums of floats depend on it and the result has to be symmetric.
    common = sum(
        min(old[word], new[word]) * weights[word] for word in sorted(old.keys() & new.keys())
    )
    whole = sum(sorted(n * weights[word] for side in (old, new) for word, n in side.items()))
    return 2 * common / whole if whole else 0.0
