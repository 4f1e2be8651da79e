"""Cells with numbered or bulleted items (docs/text.md, 5), or references."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import regex

from pipeline.layout.blocks import BULLETS
from pipeline.model.ids import Pattern
from pipeline.records.name_lists import protected
from pipeline.records.printed import Printed

_NUMBER = regex.compile(r"\s*(\d{1,2})(?:\.(?!\d)\s*|\s+(?=\p{L}))")
_BEGINS_NUMBERED = regex.compile(r"\s*1\s*[.)](?!\d)")
_AT_START = regex.compile(r"\s*(\d{1,2})[.)](?!\d)\s*(?=\S)")
_IN_SENTENCE = regex.compile(r"(?:^|(?<=[.;!?”\"»)]\s)|(?<=[.;]))\s*(\d{1,2})[.)](?!\d)\s*(?=\S)")
_SEPARATORS = regex.compile(r"[\s,;]*")
_DASH = regex.compile(r"\s*[-‐‑–—]\s*")


@dataclass(frozen=True, slots=True)
class Numbered:
    """An indicator: its number as printed with the full stop (None where it has none), and its
    text.
    """

    number: Printed | None
    text: Printed


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference as printed, and its id; None where it does not parse."""

    printed: Printed
    target: str | None


_Mark = tuple[int, int, int, int]  # offsets of the item, its number, its text; the number's end


def indicators(cell: Printed) -> list[Numbered]:
    """The indicators of a cell; each starts with its number at a line's start."""
    marks: list[_Mark] = []
    last = 0
    for start, end in zip(cell.starts, cell.ends, strict=True):
        match = _NUMBER.match(cell.text, start, end)
        if match is None or not match.group(1):
            continue
        number = int(match.group(1))
        stopped = "." in match.group()
        follows = cell.text[match.end() : match.end() + 1]
        if number != last + 1 and (not stopped or follows.islower()):
            continue
        if start and cell.text[start - 1] != " ":  # the line continues a word of the one before
            continue
        marks.append((start, match.start(1), match.end(1) + stopped, match.end()))
        last = number
    return _numbered(cell, marks)


def results(cell: Printed) -> list[Numbered]:
    """The results of a cell, split at `1.`, `2.` … where it begins with a number (at a line's start
    or after a sentence), at bullets where it begins with one, else at semicolons outside brackets.
    """
    if not cell.text.strip() or _DASH.fullmatch(cell.text):
        return []
    if _BEGINS_NUMBERED.match(cell.text):
        marks: list[_Mark] = []
        places = {match.start(1): match for match in _IN_SENTENCE.finditer(cell.text)}
        for start in cell.starts:
            match = _AT_START.match(cell.text, start)
            if match:
                places[match.start(1)] = match
        for start, match in sorted(places.items()):
            if int(match.group(1)) == len(marks) + 1:
                marks.append((start, start, match.end(1) + 1, match.end()))
        return _numbered(cell, marks)
    if cell.text.strip()[0] in BULLETS and cell.text.strip()[0] not in "-–—−":
        return [Numbered(None, text) for text in measures(cell)]
    shield = protected(cell.text)
    stops = [at for at, char in enumerate(cell.text) if char == ";" and not shield[at]]
    bounds = itertools.pairwise([-1, *stops, len(cell.text)])
    parts = [cell.part(start + 1, end) for start, end in bounds]
    return [Numbered(None, part) for part in parts if part.tidied]


def _numbered(cell: Printed, marks: list[_Mark]) -> list[Numbered]:
    items: list[Numbered] = []
    first = marks[0][0] if marks else len(cell.text)
    if cell.text[:first].strip():
        items.append(Numbered(None, cell.part(0, first)))
    stops = [*(mark[0] for mark in marks[1:]), len(cell.text)]
    for (_, number_start, number_end, text_start), stop in zip(marks, stops, strict=False):
        items.append(Numbered(cell.part(number_start, number_end), cell.part(text_start, stop)))
    return items


def measures(cell: Printed) -> list[Printed]:
    """The measures of a cell: each starts at a bullet; bullet and closing `;` are dropped."""
    bullet = next((cell.text[start] for start in cell.starts if cell.text[start] in BULLETS), None)
    starts = [
        start
        for start in cell.starts
        if bullet is not None and _is_bullet(cell.text, start, bullet)
    ]
    bounds = [0, *starts, len(cell.text)]
    items: list[Printed] = []
    for start, end in itertools.pairwise(bounds):
        own = cell.text[start:end]
        begin = start + (1 if start in starts else 0)
        stop = start + len(own.rstrip())
        if cell.text[:stop].endswith(";"):
            stop -= 1
        if cell.text[begin:stop].strip():
            items.append(cell.part(begin, stop))
    return items


def _is_bullet(text: str, start: int, bullet: str) -> bool:
    # A dash is a bullet only at the start of a sentence; within one it can begin a wrapped line.
    if text[start] != bullet:
        return False
    if bullet in "-–—−" and start:
        return text[:start].rstrip()[-1:] in ";.:" or text[start + 1 : start + 2].isupper()
    return True


def references(cell: Printed, pattern: Pattern, bare: bool) -> list[Reference]:
    """The references of a cell in order; other text is a reference without target.

    A range (`A 1.1.–A 1.4.`) is ambiguous, so it is kept as printed and not resolved. `bare`
    accepts numbers without letters (`6.10.`).
    """
    found: list[tuple[int, int, str | None]] = []
    at = 0
    for start, end, target in pattern.find(cell.text, bare):
        gap = cell.text[at:start]
        if found and _DASH.fullmatch(gap):
            found[-1] = (found[-1][0], end, None)
        else:
            _residue(found, cell.text, at, start)
            found.append((start, end, target))
        at = end
    _residue(found, cell.text, at, len(cell.text))
    return [Reference(cell.part(start, end), target) for start, end, target in found]


def _residue(found: list[tuple[int, int, str | None]], text: str, start: int, end: int) -> None:
    begin = start + _SEPARATORS.match(text[start:end]).end()
    stop = start + len(text[start:end].rstrip(" ,;"))
    if begin < stop:
        found.append((begin, stop, None))
