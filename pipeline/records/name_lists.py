"""Splits lists of names into items (docs/text.md, 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex

_BRACKETS = {"(": ")", "[": "]"}
_ETC = regex.compile(r"u\.\s?c\.?", regex.I)
_MARKS_OR_NUMBER = regex.compile(r"[^\s\p{L}\p{N}(\[]*(?:\s+[\p{N}.]+(?!\p{L}))?")
_OPENING = regex.compile(r"\s*([(\[])")
_HAS_LETTER = regex.compile(r"\p{L}")


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list; `known` is False for text between known names."""

    text: str
    known: bool = True


def protected(text: str, whole: Sequence[str] = ()) -> list[bool]:
    """The characters at which a list must not be split: within brackets and within names with
    commas.

    A bracket that is not closed before the next opening one, or before the end, protects nothing.
    """
    shield = [False] * len(text)
    for start, char in enumerate(text):
        if char not in _BRACKETS:
            continue
        close = text.find(_BRACKETS[char], start + 1)
        again = text.find(char, start + 1)
        if close != -1 and (again == -1 or close < again):
            shield[start : close + 1] = [True] * (close + 1 - start)
    for name in whole:
        for match in _pattern(name).finditer(text):
            shield[match.start() : match.end()] = [True] * (match.end() - match.start())
    return shield


@cache
def _pattern(name: str) -> regex.Pattern[str]:
    """A pattern of the name as whole words with any spaces between them."""
    words = r"\s+".join(regex.escape(word) for word in name.split())
    return regex.compile(rf"(?<!\p{{L}}){words}(?!\p{{L}})", regex.I)


def cut(text: str, marks: str = ",;", whole: Sequence[str] = ()) -> list[str]:
    """The text split at the marks; empty items are dropped, `u.c.` stays with the item before
    it.
    """
    shield = protected(text, whole)
    items: list[str] = []
    start = 0
    for index in [
        *(i for i, char in enumerate(text) if char in marks and not shield[i]),
        len(text),
    ]:
        item = text[start:index].strip()
        if item and items and _ETC.fullmatch(item):
            items[-1] = text[text.rindex(items[-1], 0, start) : index].strip()
        elif item:
            items.append(item)
        start = index + 1
    return items


def names(
    text: str,
    known: Sequence[str],
    marks: str = ",;",
    whole: Sequence[str] = (),
    only_known: bool = False,
) -> list[Item]:
    """The text split at the marks, and where a known name begins without a mark before it.

    With `only_known`, a piece is split further only where it consists of known names.
    """
    items: list[Item] = []
    for piece in cut(text, marks, whole):
        found = _known_in(piece, known)
        items.extend(
            [Item(piece)] if only_known and not all(item.known for item in found) else found
        )
    return items


def _known_in(piece: str, known: Sequence[str]) -> list[Item]:
    shield = protected(piece)
    by_length = sorted(known, key=len, reverse=True)
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    while at < len(piece):
        end = None if shield[at] else _name_at(piece, at, by_length)
        if end is None:
            at += 1
            continue
        starts.append(at)
        ends.append(_belongings(piece, end))
        at = ends[-1]
    if not starts:
        return [Item(piece)]
    items: list[Item] = []
    before = 0
    for start, end in zip(starts, ends, strict=True):
        _add_unknown(items, piece[before:start])
        items.append(Item(piece[start:end].strip()))
        before = end
    _add_unknown(items, piece[before:])
    return items


def _add_unknown(items: list[Item], text: str) -> None:
    rest = text.strip()
    if not rest:
        return
    if items and not _HAS_LETTER.search(
        rest
    ):  # a full stop or number is part of the name before it
        items[-1] = Item(f"{items[-1].text}{text.rstrip()}", items[-1].known)
    else:
        items.append(Item(rest, known=False))


def _name_at(piece: str, at: int, by_length: Sequence[str]) -> int | None:
    """The end of the known name that begins here as a whole word."""
    if at and (piece[at - 1].isalnum() or piece[at - 1] in "-‐‑"):
        return None
    for name in by_length:
        end = at + len(name)
        if piece[at:end].casefold() == name.casefold() and not piece[end : end + 1].isalnum():
            return end
    return None


def _belongings(piece: str, end: int) -> int:
    """The end of a name, including adjacent marks, numbers, or a bracket."""
    match = _MARKS_OR_NUMBER.match(piece[end:])
    end += match.end() if match else 0
    bracket = _OPENING.match(piece[end:])
    if bracket is None:
        return end
    opening = end + bracket.start(1)
    close = piece.find(_BRACKETS[piece[opening]], opening)
    again = piece.find(piece[opening], opening + 1)
    if close != -1 and (again == -1 or close < again):
        return close + 1
    return again if again != -1 else len(piece)
