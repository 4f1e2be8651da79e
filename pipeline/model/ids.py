"""Ids of rows: their patterns, parsing and canonical form.

Tables contain ids as text in canonical form; `Id` is a parsed one. Keys of rows that belong to
several others join their ids: `P1/HP1`.

Patterns have `#` for a number: `P#`, `A #.#`, `U#.#.#`, `#.#.#.#`, `Prioritāte #`; `@` is a first
number in Roman numerals: `@`, `@.#`. They are the canonical form; parsing ignores spaces, letter
case and a final full stop.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from pipeline.model import roman

_NUMBER = r"\d{1,6}"
_SHAPE = regex.compile(r"(?P<letters>[^#@\d]*?)(?P<numbers>[#@](?:\.#)*)(?P<tail>[^#@\d]*)")
_REPEATED = regex.compile(r"#[1-9]\d*$")
_ANY_NUMBER = regex.compile(rf"\d{{1,9}}|\b{roman.NUMERAL}\b(?!\s*\d)")
_STOP_AFTER_LETTER = regex.compile(r"(?<=\p{L})\.")
_SEPARATOR = regex.compile(r"[\s.\-‐‑–:]+")
_TITLE_MARK = r"(?:[-–—:]\s+)?"


@dataclass(frozen=True, slots=True)
class Pattern:
    """The pattern of a level's ids."""

    letters: str  # before the numbers, without the space: "RV"; "" where ids are numbers only
    blank: str  # between letters and numbers in the canonical form: "" or " "
    depth: int  # number of numbers of an id
    tail: str = ""  # after the numbers, with its space or full stop: ". prioritāte"
    roman: bool = False  # whether the first number is a Roman numeral

    @property
    def text(self) -> str:
        """The pattern as a profile writes it."""
        numbers = ".".join(("@" if self.roman else "#") + "#" * (self.depth - 1))
        return f"{self.letters}{self.blank}{numbers}{self.tail}"

    def format(self, numbers: Sequence[int]) -> str:
        """The canonical id of these numbers."""
        parts = [str(number) for number in numbers]
        if self.roman:
            parts[0] = roman.numeral(numbers[0])
        joined = ".".join(parts)
        return f"{self.letters}{self.blank}{joined}{self.tail}"

    def parse(self, text: str, bare: bool = False) -> str | None:
        """The id in canonical form; None where the text is not an id of this level.

        `bare` accepts numbers without letters. Line breaks and spaces inside are ignored.
        """
        match = _whole(self, bare).fullmatch(text)
        return self._canonical(match) if match else None

    def label(self, text: str) -> tuple[str, int] | None:
        """The id at the beginning of a heading, and the offset of the name after it.

        `P1 Elastīga …` → (`P1`, 3); None where there is no id.
        """
        match = _leading(self).match(text)
        found = self._canonical(match) if match else None
        return (found, match.end()) if match and found else None

    def id(self, key: str) -> Id | None:
        """A canonical id, parsed; None where the key is not of this level."""
        match = _exact(self).fullmatch(plain(key))
        numbers = self._numbers(match.groups()) if match else None
        return Id(self, numbers, repeat(key)) if numbers else None

    def find(self, text: str, bare: bool = False) -> list[tuple[int, int, str | None]]:
        """The ids in a text: start, end, and the canonical id.

        The id is None for text that resembles one but has too many or too few numbers.
        """
        return [
            (match.start(), match.end(), self.parse(match.group(), bare))
            for match in _anywhere(self, bare).finditer(text)
        ]

    def _canonical(self, match: regex.Match[str]) -> str | None:
        numbers = self._numbers(match.group("numbers").split("."))
        return self.format(numbers) if numbers and len(numbers) == self.depth else None

    def _numbers(self, parts: Sequence[str]) -> tuple[int, ...] | None:
        first = roman.number(parts[0].strip()) if self.roman else int(parts[0])
        return None if first is None else (first, *(int(part) for part in parts[1:]))


@dataclass(frozen=True, slots=True)
class Id:
    """A parsed canonical id: `R 1.1.2#3` is the third row with the printed id `R 1.1.2`.

    >>> str(pattern("R #.#.#").id("R 1.1.2").sibling(4))
    'R 1.1.4'
    """

    pattern: Pattern
    numbers: tuple[int, ...]  # as many as the pattern has
    repeat: int = 1  # 2, 3 … for the second and later rows with the same id

    def __str__(self) -> str:
        """The canonical id."""
        return repeated(self.pattern.format(self.numbers), self.repeat)

    @property
    def last(self) -> int:
        """The number that distinguishes it from its siblings."""
        return self.numbers[-1]

    @property
    def above(self) -> tuple[int, ...]:
        """The numbers shared with its siblings."""
        return self.numbers[:-1]

    def sibling(self, number: int) -> Id:
        """The id with another last number."""
        return Id(self.pattern, (*self.above, number))

    def at(self, wider: Pattern) -> Id | None:
        """The id of a higher level that is a prefix of its numbers; None where that has as many."""
        depth = wider.depth
        return Id(wider, self.numbers[:depth]) if depth < len(self.numbers) else None

    def is_under(self, wider: Id) -> bool:
        """Whether the other's numbers are a prefix of its numbers."""
        depth = len(wider.numbers)
        return depth < len(self.numbers) and self.numbers[:depth] == wider.numbers


def pattern(text: str) -> Pattern:
    """A pattern from its text in a profile; ValueError where it has no number, or more than one
    run.

    >>> pattern("RV #.#").depth
    2
    """
    match = _SHAPE.fullmatch(text.strip())
    if match is None:
        raise ValueError(
            f"'{text}' is no pattern of ids: it needs one run of # like U#.#.#, or of @ like @.#"
        )
    letters = match.group("letters")
    return Pattern(
        letters.rstrip(),
        " " if letters != letters.rstrip() else "",
        match.group("numbers").count(".") + 1,
        match.group("tail").rstrip("."),
        match.group("numbers").startswith("@"),
    )


def plain(key: str) -> str:
    """The id without the mark of a repetition: `A 1.4` for `A 1.4#2`."""
    return _REPEATED.sub("", key) if "#" in key else key


def repeated(key: str, nth: int) -> str:
    """The id of the nth row with a printed id: `A 1.4#2`; unchanged for the first."""
    return key if nth == 1 else f"{key}#{nth}"


def repeat(key: str) -> int:
    """The ordinal of a row among those with its printed id: 2 for `A 1.4#2`, 1 for the first."""
    match = _REPEATED.search(key)
    return int(match.group()[1:]) if match else 1


def is_repeated(key: str) -> bool:
    """Whether the row is the second or a later one with its id."""
    return _REPEATED.search(key) is not None


def as_typed(text: str) -> str:
    """An id normalised to compare it with user input: `a1.4`, `A.1.4.` and `A 1.4` are equal."""
    return str(_STOP_AFTER_LETTER.sub("", "".join(text.split()).casefold())).rstrip(".")


def numbered_under(parent: str | None, position: int) -> str:
    """The id of a row printed without one, from its parent and its place there."""
    return joined_key(part for part in (parent, str(position)) if part)


def joined_key(ids: Iterable[str]) -> str:
    """The key of a row that belongs to several others: `P1/HP1`."""
    return "/".join(ids)


def key_parts(key: str, count: int) -> tuple[str, ...]:
    """The `count` ids in the key of a row that belongs to several others: `P1/HP1` → P1, HP1.

    The first may itself contain slashes (`II/1`).
    """
    return tuple(key.rsplit("/", count - 1))


def numbers_in(key: str) -> tuple[int, ...]:
    """The numbers of an id of unknown level, including a leading Roman numeral.

    >>> numbers_in("III.2"), numbers_in("V 1.2")
    ((3, 2), (1, 2))
    """
    found = _ANY_NUMBER.findall(plain(key))
    read = (int(text) if text.isdecimal() else roman.number(text) for text in found)
    return tuple(number for number in read if number is not None)


def _letters(own: Pattern) -> str:
    """A regular expression of the letters, with any separators."""
    parts = [regex.escape(part) for part in _SEPARATOR.split(own.letters) if part]
    return r"[\s.\-‐‑–:]*".join(parts)


def _tail(own: Pattern) -> str:
    parts = [regex.escape(part) for part in _SEPARATOR.split(own.tail) if part]
    return r"[\s.]*" + r"[\s.]*".join(parts) if parts else ""


def _first(own: Pattern, number: str) -> str:
    """A regular expression of the first number: like `number`, or a Roman numeral in capitals."""
    return f"(?-i:{roman.NUMERAL})" if own.roman else number


@cache
def _whole(own: Pattern, bare: bool) -> regex.Pattern[str]:
    letters = f"(?:{_letters(own)}){'?' if bare else ''}" if own.letters else ""
    gap = r"[.\s\-‐‑–]*" if own.letters else r"\s*"
    numbers = rf"(?P<numbers>{_first(own, _NUMBER)}(?:\s*\.\s*{_NUMBER})*)"
    return regex.compile(rf"\s*{letters}{gap}{numbers}{_tail(own)}\s*\.?\s*", regex.I)


@cache
def _leading(own: Pattern) -> regex.Pattern[str]:
    numbers = r"\s*\.\s*".join([_first(own, r"\d{1,3}"), *[r"\d{1,3}"] * (own.depth - 1)])
    gap = r"[.\s\-‐‑–]*" if own.letters else r"\s*"
    end = r"(?:\.(?!\d)|(?=[\s:–—-])|(?<=\d)\)|$)" if not own.tail else r"(?:\.|(?!\p{L}))"
    return regex.compile(
        rf"\s*{_letters(own)}{gap}(?P<numbers>{numbers}){_tail(own)}{end}\s*{_TITLE_MARK}"
    )


@cache
def _exact(own: Pattern) -> regex.Pattern[str]:
    first = f"({roman.NUMERAL})" if own.roman else r"(0|[1-9]\d*)"
    numbers = r"\.".join([first, *[r"(0|[1-9]\d*)"] * (own.depth - 1)])
    return regex.compile(
        rf"{regex.escape(own.letters)}{own.blank}{numbers}{regex.escape(own.tail)}"
    )


@cache
def _anywhere(own: Pattern, bare: bool) -> regex.Pattern[str]:
    number = _first(own, r"\d+") + (r"(?:\.\d+)*\.?" if own.depth > 1 else r"\.?")
    if own.roman:
        number += r"(?!\p{L})"
    if not own.letters:
        return regex.compile(rf"(?<![\p{{L}}\d.]){number}{_tail(own)}")
    letters = rf"(?<!\p{{L}}){_letters(own)}[.\s\-‐‑–]*"
    # Without letters, an id consists of numbers that do not follow a digit.
    return regex.compile(
        rf"(?:{letters})?(?<!\d){number}{_tail(own)}" if bare else rf"{letters}{number}{_tail(own)}"
    )
