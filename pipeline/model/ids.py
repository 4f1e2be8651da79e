"""Ids of rows: how a level prints them, what counts as one, and their canonical form.

A pattern is written with `#` for a number: `P#`, `A #.#`, `U#.#.#`, `#.#.#.#`, `Prioritāte #`; `@`
is a first number in Roman numerals: `@`, `@.#`. It is the canonical form. Reading forgives blanks,
letter case and a stop at the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex

from pipeline.model import roman

_NUMBER = r"\d{1,6}"
_SHAPE = regex.compile(r"(?P<letters>[^#@\d]*?)(?P<numbers>[#@](?:\.#)*)(?P<tail>[^#@\d]*)")
_REPEATED = regex.compile(r"#[1-9]\d*$")
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

    def numbers(self, key: str) -> tuple[int, ...]:
        """The numbers of a canonical id (`RV 1.2` → (1, 2)); () where the key is none."""
        match = _exact(self).fullmatch(_REPEATED.sub("", key))
        return self._numbers(match.groups()) or () if match else ()

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


def repeated(key: str) -> bool:
    """Whether the row is the second or a later one with its id."""
    return _REPEATED.search(key) is not None


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
