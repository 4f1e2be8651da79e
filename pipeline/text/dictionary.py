"""A dictionary of Latvian word forms, for cases that a document alone does not decide.

The data is in `latvian/` and has its own licence (see its README). It is opened on first use, in
about ten milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

_FORMS = Path(__file__).parent / "latvian" / "forms.dawg"
_ALPHABET = "aābcčdeēfgģhiījkķlļmnņoprsštuūvzž"


@cache
def _forms() -> Any:
    from dawg_python import DAWG

    return DAWG().load(str(_FORMS))


@cache
def is_known(word: str) -> bool:
    """Whether it is a form of a Latvian word, ignoring case."""
    return word.casefold() in _forms()


@cache
def begins_one(part: str) -> bool:
    """Whether it is a prefix of a form of a Latvian word, ignoring case."""
    forms = _forms().dct
    return forms.follow_bytes(part.casefold().encode(), forms.ROOT) is not None


def one_edit_away(word: str) -> frozenset[str]:
    """The forms at one edit from a word, in lower case: a letter deleted, inserted or substituted,
    or two swapped.

    Prefixes of no form are abandoned at once, so it takes a millisecond.
    """
    word = word.casefold()
    return frozenset(found for found in _edited(word) if found != word)


def _edited(word: str) -> Iterator[str]:
    forms = _forms().dct
    index: int | None = forms.ROOT
    for place in range(len(word) + 1):
        head, rest = word[:place], word[place:]
        ways = [("", rest[1:]), *((letter, rest[1:]) for letter in _ALPHABET)] if rest else []
        ways += [(letter, rest) for letter in _ALPHABET]
        if len(rest) > 1:
            ways.append((rest[1] + rest[0], rest[2:]))
        for new, tail in ways:
            end = forms.follow_bytes((new + tail).encode(), index)
            if end is not None and forms.has_value(end):
                yield head + new + tail
        if rest:
            index = forms.follow_bytes(rest[0].encode(), index)
            if index is None:  # no form has this prefix
                return
