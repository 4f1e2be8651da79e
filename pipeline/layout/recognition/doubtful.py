"""Patterns of words that are often misread in spite of a high confidence.

Their text is not changed; only their confidence is lowered.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from pipeline.layout.recognition.mending import Known, Reading
from pipeline.layout.recognition.thresholds import RECOGNITION
from pipeline.text import dictionary

_UNREAD = regex.compile(
    r"[*^~|\\{}<>_=]|\bm[?”\"'’“°]|\p{L}[?!](?=\p{L})"
)  # punctuation in place of a letter
_LOST_BLANK = regex.compile(r"[\p{L})][,;:][\p{L}(]|\p{Ll}\.\p{Lu}|[\p{Ll})]\p{Lu}")
_ONES = regex.compile(r"[1Il|]{3,}")  # III, 111
_SENTENCE = regex.compile(r"[.:;!?„“\"(/•–-]$|^\d+[.)]?$")  # what precedes the start of a sentence
_SAME_SHAPE = frozenset("CČOSŠUŪVZŽ")  # capitals with the same shape as small letters


def doubted(line: Sequence[Reading], known: Known) -> list[Reading]:
    """The words of a line, with lower confidence for those that are likely misread."""
    befores = ["", *(word.text for word in line[:-1])]
    return [
        word._replace(sure=min(word.sure, _at_most(word.text, before, known)))
        for word, before in zip(line, befores, strict=True)
    ]


def _at_most(text: str, before: str, known: Known) -> float:
    limits = RECOGNITION.doubts
    if _UNREAD.search(text):
        return limits.unread
    if _LOST_BLANK.search(text):
        return limits.lost_blank
    if _ONES.fullmatch(text.strip(".,;)(")):
        return limits.ones
    if before and not _SENTENCE.search(before) and _may_be_small(text, known):
        return limits.case
    return 1.0


def _may_be_small(text: str, known: Known) -> bool:
    """Whether a word within a sentence begins with a capital that may be a small letter."""
    core = text.strip('.,;:)(„“”"')
    small = core[1:].islower() and core[:1] in _SAME_SHAPE
    return small and dictionary.is_known(core.lower()) and not known.has_often(core)
