"""Ids of rows: how a level prints them, what counts as one, and their canonical form.

Tables hold ids as text, in their canonical form; `Id` is one taken apart, for whoever asks about
its numbers. Keys of rows that belong to several others join their ids: `P1/HP1`.

A pattern is written with `#` for a number: `P#`, `A #.#`, `U#.#.#`, `#.#.#.#`, `Prioritāte #`; `@`
is a first number in Roman numerals: `@`, `@.#`. It is the canonical form. Reading forgives blanks,
letter case and a stop at the end.
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
    """How the ids of a level look."""

    letters: str  # before the numbers, without the blank: "RV"; "" where ids are numbers alone
    blank: str  # what the canonical form has between letters and numbers: "" or " "
    depth: int  # how many numbers an id has
    tail: str = ""  # after the numbers, with its blank or stop: ". prioritāte"
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
        """The id in its canonical form, or None where the text is none of this level.

        `bare` accepts numbers without the letters. Wrapping and blanks within do not matter.
        """
        match = _whole(self, bare).fullmatch(text)
        return self._canonical(match) if match else None

    def label(self, text: str) -> tuple[str, int] | None:
        """The id with which a heading begins, and where the name after it starts.

        `P1 Elastīga …` → (`P1`, 3); None where it begins with none.
        """
        match = _leading(self).match(text)
        found = self._canonical(match) if match else None
        return (found, match.end()) if match and found else None

    def id(self, key: str) -> Id | None:
        """A canonical id taken apart; None where the key is none of this level."""
        match = _exact(self).fullmatch(plain(key))
        numbers = self._numbers(match.groups()) if match else None
        return Id(self, numbers, repeat(key)) if numbers else None

    def find(self, text: str, bare: bool = False) -> list[tuple[int, int, str | None]]:
        """Where ids stand in a text: start, end, and the canonical id.

        None stands for something that looks like one but has too many or too few numbers.
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
    """A canonical id taken apart: `R 1.1.2#3` is the third row that prints `R 1.1.2`.

    >>> str(pattern("R #.#.#").id("R 1.1.2").sibling(4))
    'R 1.1.4'
    """

    pattern: Pattern
    numbers: tuple[int, ...]  # as many as the pattern has
    repeat: int = 1  # 2, 3 … for the second and later rows with one id

    def __str__(self) -> str:
        """The id as the tables have it."""
        return repeated(self.pattern.format(self.numbers), self.repeat)

    @property
    def last(self) -> int:
        """The number that tells it from its siblings."""
        return self.numbers[-1]

    @property
    def above(self) -> tuple[int, ...]:
        """The numbers that it shares with its siblings."""
        return self.numbers[:-1]

    def sibling(self, number: int) -> Id:
        """The id with another last number."""
        return Id(self.pattern, (*self.above, number))

    def at(self, wider: Pattern) -> Id | None:
        """The id of a wider level that its numbers begin with; None where that has as many."""
        depth = wider.depth
        return Id(wider, self.numbers[:depth]) if depth < len(self.numbers) else None

    def is_under(self, wider: Id) -> bool:
        """Whether its numbers begin with all those of the other."""
        depth = len(wider.numbers)
        return depth < len(self.numbers) and self.numbers[:depth] == wider.numbers


def pattern(text: str) -> Pattern:
    """The pattern that a profile writes; ValueError where it has no number, or more than one run.

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
    """The id without the mark of a repeated row: `A 1.4#2` is printed as `A 1.4`."""
    return _REPEATED.sub("", key) if "#" in key else key


def repeated(key: str, nth: int) -> str:
    """The id of the nth row that prints one: `A 1.4#2`; of the first, as it is."""
    return key if nth == 1 else f"{key}#{nth}"


def repeat(key: str) -> int:
    """Which of the rows with its id a row is: 2 for `A 1.4#2`, 1 for the first."""
    match = _REPEATED.search(key)
    return int(match.group()[1:]) if match else 1


def is_repeated(key: str) -> bool:
    """Whether the row is the second or a later one with its id."""
    return _REPEATED.search(key) is not None


def as_typed(text: str) -> str:
    """An id as it is compared with what people type: `a1.4`, `A.1.4.` and `A 1.4` are one."""
    return str(_STOP_AFTER_LETTER.sub("", "".join(text.split()).casefold())).rstrip(".")


def numbered_under(parent: str | None, position: int) -> str:
    """The id of a row that prints none: the row above it, and its place there."""
    return joined_key(part for part in (parent, str(position)) if part)


def joined_key(ids: Iterable[str]) -> str:
    """The key of a row that belongs to several others: `P1/HP1`."""
    return "/".join(ids)


def key_parts(key: str, count: int) -> tuple[str, ...]:
    """The ids in the key of a row that belongs to so many others: `P1/HP1` → P1, HP1.

    The first may hold strokes of its own (`II/1`: the second row under II).
    """
    return tuple(key.rsplit("/", count - 1))


def numbers_in(key: str) -> tuple[int, ...]:
    """The numbers of an id whose level nobody tells, a Roman one too that is no letter before one.

    >>> numbers_in("III.2"), numbers_in("V 1.2")
    ((3, 2), (1, 2))
    """
    found = _ANY_NUMBER.findall(plain(key))
    read = (int(text) if text.isdecimal() else roman.number(text) for text in found)
    return tuple(number for number in read if number is not None)


def _letters(own: Pattern) -> str:
    """The letters with anything or nothing where they print a blank, a stop or a dash."""
    parts = [regex.escape(part) for part in _SEPARATOR.split(own.letters) if part]
    return r"[\s.\-‐‑–:]*".join(parts)


def _tail(own: Pattern) -> str:
    parts = [regex.escape(part) for part in _SEPARATOR.split(own.tail) if part]
    return r"[\s.]*" + r"[\s.]*".join(parts) if parts else ""


def _first(own: Pattern, number: str) -> str:
    """The first number: one like `number`, or a numeral in capitals."""
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
    # Without its letters, an id is bare numbers that follow no digit.
    return regex.compile(
        rf"(?:{letters})?(?<!\d){number}{_tail(own)}" if bare else rf"{letters}{number}{_tail(own)}"
    )
