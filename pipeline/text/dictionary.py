"""Word forms of Latvian, for what a document alone leaves in doubt.

The data is in `latvian/` and has its own licence (see its README). It is opened when the first word
is asked for, in about ten milliseconds.
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
    """Whether it is a form of a Latvian word; letter case does not count."""
    return word.casefold() in _forms()


@cache
def begins_one(part: str) -> bool:
    """Whether a form of a Latvian word begins so; letter case does not count."""
    forms = _forms().dct
    return forms.follow_bytes(part.casefold().encode(), forms.ROOT) is not None


def one_edit_away(word: str) -> frozenset[str]:
    """The forms that a slip of one letter makes of a word, in lower case: a letter left out, put
    in, taken for another, or two that changed places.

    The beginnings that no form has are left at once, so that it takes a millisecond.
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
            if index is None:  # no form begins so
                return
