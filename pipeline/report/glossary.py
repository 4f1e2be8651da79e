"""The abbreviations of a plan with their meanings: from its list, else from its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from pipeline.model import relations
from pipeline.model.plan import Plan

_BRACKETED = regex.compile(r"((?:[\p{L}’'-]+\s+){1,9})\((\p{Lu}[\p{Lu}\p{Nd}]{1,7})\)")
_DASHED = regex.compile(
    r"(?<![\p{L}\d])(\p{Lu}[\p{Lu}\p{Nd}]{1,7})\s+[–—-]\s+((?:[\p{L}’'-]+\s*){2,9})"
)
_SMALL = {
    "un",
    "ar",
    "par",
    "uz",
    "no",
    "pie",
    "u",
    "c",
}  # words without a letter in the abbreviation


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """An abbreviation, its meaning, and whether it is from the plan's own list."""

    short: str
    long: str
    listed: bool


def glossary(plan: Plan) -> tuple[Abbreviation, ...]:
    """All abbreviations in alphabetical order. A meaning from the text counts only where the
    initials of its words are the abbreviation.
    """
    if plan.abbreviations:
        return tuple(
            Abbreviation(row.short, row.long or "", listed=True)
            for row in plan.abbreviations
            if row.short
        )
    found: dict[str, str] = {}
    for text in _texts(plan):
        for short, long in _explained(text):
            found.setdefault(short, long)
    return tuple(Abbreviation(short, found[short], listed=False) for short in sorted(found))


def _texts(plan: Plan) -> Iterator[str]:
    for row in plan.paragraphs:
        yield row.text
    for table in relations.declared().keys:
        for row in plan.rows(table):
            if row.name:
                yield row.name


def _explained(text: str) -> Iterator[tuple[str, str]]:
    for match in _BRACKETED.finditer(text):
        long = _ending(match[1].split(), match[2])
        if long:
            yield match[2], long
    for match in _DASHED.finditer(text):
        words = match[2].split()
        for count in range(len(words), 1, -1):
            if _initials(words[:count]) == match[1]:
                yield match[1], " ".join(words[:count])
                break


def _ending(words: list[str], short: str) -> str | None:
    """The last words whose initials are the abbreviation."""
    for start in range(len(words) - 1, -1, -1):
        if words[start].casefold() not in _SMALL and _initials(words[start:]) == short:
            return " ".join(words[start:])
    return None


def _initials(words: list[str]) -> str:
    return "".join(word[0].upper() for word in words if word.casefold() not in _SMALL)
