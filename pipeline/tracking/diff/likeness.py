"""How alike two texts are, and whether they differ in their printing alone."""

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
# A dash says something only before a digit (`2015-2020`, `-5`); elsewhere it may come and go with
# the typesetting (`pamat-prasmju`, `ZPR – pašvaldības`).
_IDLE_DASH = regex.compile(r"(?<=\p{L})-|-(?!\d)")
_DECIMAL_COMMA = regex.compile(r"(?<=\d),(?=\d{2}(?!\d))")
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]*|\d+")

Bag = Mapping[str, int]


@lru_cache(maxsize=100_000)
def normal(text: str) -> str:
    """The text without what counts as typographic.

    Blanks go, dashes are one kind and go where no number needs them, case is folded, quotation
    marks are of one form, and a decimal comma is a point. Two texts of one normal form differ in
    their printing alone.
    """
    text = without_blanks(text).casefold()
    text = _APOSTROPHES.sub("'", _QUOTES.sub('"', _DASH.sub("-", text)))
    return str(_DECIMAL_COMMA.sub(".", _IDLE_DASH.sub("", text)))


def typographic(old: str | None, new: str | None) -> bool:
    """Whether two values differ in their printing alone; an empty one is like none."""
    return normal(old or "") == normal(new or "")


def bag(text: str) -> Bag:
    """The words of the text by their stems, counted."""
    return Counter(word[: DIFF.texts.stem] for word in _WORD.findall(nfc(text).casefold()))


def ratio(old: str, new: str) -> float:
    """Likeness letter by letter, 0 to 1, to four places; the same in both directions."""
    from rapidfuzz.distance import Indel

    return round(float(Indel.normalized_similarity(old, new)), 4)


def text_likeness(old: str, new: str, shared: float) -> float:
    """Likeness of two texts of which the share `shared` of the words is the same.

    Two Latvian sentences about different things still have half of their letters in common, so
    only what the letters share beyond that counts.
    """
    return max(shared, 2 * ratio(normal(old), normal(new)) - 1)


def overlap(old: Bag, new: Bag, weights: Mapping[str, float]) -> float:
    """The share of the words (weighted: a rare one says more) that two bags have in common."""
    if not old or not new:
        return 0.0
    # In a fixed order: a sum of floats depends on it, and both directions must agree.
    common = sum(
        min(old[word], new[word]) * weights[word] for word in sorted(old.keys() & new.keys())
    )
    whole = sum(sorted(n * weights[word] for side in (old, new) for word, n in side.items()))
    return 2 * common / whole if whole else 0.0
