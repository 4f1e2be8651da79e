"""Corrects misread words by the dictionary and by the document's other words.

Only words of small letters are corrected, never numbers, ids or abbreviations. A word is corrected
where exactly one known word differs from it by one letter of similar shape.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import regex

from pipeline.layout.recognition.thresholds import RECOGNITION
from pipeline.model.strings import unmarked
from pipeline.text import dictionary

_CORE = regex.compile(r"\p{L}+(?:-\p{L}+)*")
# Letters that Tesseract confuses; those of a group differ by a diacritic or less.
_ALIKE = (
    "aāe", "cčeo", "eēco", "gģ", "iīljt", "kķ", "lļit", "nņru", "sš", "uūn", "zž", "rn", "vy", "hb",
    "mn", "ft",
)  # fmt: skip


_ITEM = regex.compile(r"^\d{1,2}[.)](?=\p{L}{2})")  # `1.` in `1.Izveidots`
_NUMBER = regex.compile(r"\d[\dIlO.,–-]*|\p{Lu}{1,3}\d[\dIlO]*(?:\.[\dIlO]+)+\.?")  # also `U3.1.1.`
_LETTERS = regex.compile(r"\p{Lu}*")
_DIGITS = str.maketrans("IlO", "110")


class Reading(NamedTuple):
    """The corrected reading of a word."""

    text: str
    sure: float
    read: str | None = None  # the original reading, if different


class Known:
    """The words that a document certainly contains."""

    def __init__(self, words: Iterable[Reading]) -> None:
        self._words: Counter[str] = Counter()
        for word in words:
            if word.sure >= RECOGNITION.mending.trusted:
                cores = _CORE.findall(word.text)
                self._words.update(core for core in cores if not _begins_with_i(core))

    def has(self, core: str) -> bool:
        """Whether it is a Latvian word, or a name that is frequent in the document."""
        return dictionary.is_known(core) or self.has_often(core)

    def has_often(self, core: str) -> bool:
        """Whether it is frequent in the document, in this letter case."""
        return self._words[core] >= RECOGNITION.mending.often

    def name_like(self, core: str) -> str | None:
        """The only frequent name in capitals that differs in diacritics only."""
        found = [
            name
            for name, count in self._words.items()
            if count >= RECOGNITION.mending.often
            and count > self._words[core]
            and name.isupper()
            and name != core
            and unmarked(name) == unmarked(core)
        ]
        return found[0] if len(found) == 1 else None


def _begins_with_i(core: str) -> bool:
    """Whether the small l at its start is a capital I, as the word is otherwise unknown, however
    often it is read so.
    """
    known = dictionary.is_known
    return core[0] == "l" and core[1:].islower() and not known(core) and known("i" + core[1:])


def mended(lines: Sequence[Sequence[Reading]], known: Known) -> list[list[Reading]]:
    """The words of a cell by line, corrected where possible."""
    result = []
    open_end = False  # whether the previous line may end inside a word
    for line in lines:
        new = []
        for place, word in enumerate(line):
            half = (open_end and place == 0) or (place == len(line) - 1 and _may_go_on(word, known))
            new.append(_judged(word if half else _mended(word, known), known, half))
        open_end = bool(line) and _may_go_on(line[-1], known)
        result.append(new)
    return result


def _judged(word: Reading, known: Known, half: bool) -> Reading:
    """The word with an adjusted confidence: Tesseract underestimates existing words and
    overestimates others. Numbers and parts of words are not adjusted.
    """
    if word.read is not None:
        return word
    doubt = 1 - word.sure
    core = _core(word.text)
    if half or core is None or known.has(core):
        doubt **= RECOGNITION.mending.modest
    return word._replace(sure=min(1 - doubt, RECOGNITION.mending.most))


def _may_go_on(word: Reading, known: Known) -> bool:
    """Whether a word at a line's end may be the first part of a word."""
    core = _core(word.text)
    if core is None or not word.text.endswith(core):
        return False
    return not known.has(core) and dictionary.begins_one(core)


def _core(text: str) -> str | None:
    """The letters of a word without the marks around it, and without the number of an item right
    before it; None where there are several words, or other digits.
    """
    text = _ITEM.sub("", text)
    found = _CORE.findall(text)
    return found[0] if len(found) == 1 and not regex.search(r"\d", text) else None


def _mended(word: Reading, known: Known) -> Reading:
    limits = RECOGNITION.mending
    core = _core(word.text)
    if core is None or len(core) < limits.shortest or known.has(core):
        return word
    # Capital I and small l have the same shape in many fonts.
    if word.sure >= limits.trusted and core[0] != "l":
        return word
    if core.isupper():
        better = known.name_like(core)
    elif core[1:].islower():
        better = _one_like(core)
    else:
        return word
    if better is None:
        return word
    return Reading(word.text.replace(core, better), RECOGNITION.mending.mended, word.text)


def _one_like(core: str) -> str | None:
    """The only known word that differs by a letter of similar shape."""
    small = core.casefold()
    found = [
        other
        for other in dictionary.one_edit_away(core)
        if len(other) == len(small) and all(_alike(a, b) for a, b in zip(small, other, strict=True))
    ]
    marks = [other for other in found if unmarked(other) == unmarked(small)]
    found = marks or found
    return _cased(core, found[0]) if len(found) == 1 else None


def _alike(one: str, other: str) -> bool:
    return one == other or any(one in group and other in group for group in _ALIKE)


def _cased(core: str, other: str) -> str:
    """The other word in the letter case of the one that was read; a misread small l at the start
    was a capital I.
    """
    first = core[0] != other[0] and core[0] == "l" and other[0] == "i"
    upper = first or core[0].isupper()
    return (other[0].upper() if upper else other[0]) + other[1:]


def as_number(word: str) -> str:
    """A word of digits (id, year, amount) with letters that resemble digits replaced by these.
    Other words are unchanged.
    """
    if not _NUMBER.fullmatch(word):
        return word
    letters = _LETTERS.match(word).end()
    return word[:letters] + word[letters:].translate(_DIGITS)
