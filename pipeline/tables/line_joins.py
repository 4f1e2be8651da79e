"""Decides whether two lines of a cell are separated by a space or broken inside a word
(docs/text.md, 2, 3).

Three kinds of evidence are combined: whether the line fills its column to the last letter; whether
it ends without a space glyph where this document usually prints one; and whether other pages have
the joined word or the two parts. Where the result is uncertain, a dictionary of Latvian is used.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import regex

from pipeline.model.geometry import Box
from pipeline.tables.column_room import (
    NO_COLUMN,
    Measure,
    blank_width,
    is_full,
    letter,
    measure,
    width,
)
from pipeline.tables.column_room import free as free_beside
from pipeline.tables.document_words import DIVIDING, Lexicon, key_of, lexicon
from pipeline.tables.number_joins import is_broken_amount, is_broken_year, meets
from pipeline.tables.thresholds import TABLES
from pipeline.text.dictionary import begins_one, is_known
from pipeline.text.page import Line

__all__ = [
    "DROPPED",
    "Join",
    "Lexicon",
    "Measure",
    "join",
    "joined",
    "lexicon",
    "measure",
    "text_of",
]

_LAST = regex.compile(r"[\p{L}\p{N}]+$")
_FIRST = regex.compile(r"^[\p{L}\p{N}]+")
_ABBREVIATION = regex.compile(r"^\p{L}{1,3}\.\s?\p{L}")  # u.c., t.sk.: separate words
_BEGINS = regex.compile(
    r"(?:[^\p{L}]{1,4}\s)?\P{L}*[\p{L}\p{N}]+"
)  # one word, optionally after a bullet
_HYPHENS = "-‐‑–—"
_OPENING = "([{„«‚"
_STOPS = ",;.:"
_CLOSING = _STOPS + ")]}»”!?"
DROPPED = "\u00ad"  # glue: the hyphen at the end of the line is removed
_SHORT = """
    ap ar arī bez būs caur cik dēļ es gan ir ja jau jo jā jūs ka kam kas ko kur kā lai līdz man mēs
    nav ne no pa par pat pats pie pret pār pēc sav sev starp šai šajā šie šo šos šā šī šīs tad tai
    tam tas te tie tik to tos tā tām tās un uz vai var ver virs vēl zem
"""
_SHORT_WORDS = frozenset(_SHORT.split())


class Doubt(NamedTuple):
    """A line end with two possible readings."""

    chosen: str
    other: str
    box: Box  # of the last word of the line


@dataclass(frozen=True, slots=True)
class Join:
    """The join of two lines: what is inserted between them, and why."""

    glue: str  # "", " ", or DROPPED where the line's last character is removed
    kind: str | None  # word-rejoined, hyphen-kept, soft-hyphen-dropped; None for a plain space
    before: str
    after: str
    reason: str
    confidence: float
    page: int
    doubt: Doubt | None = None  # where the evidence is balanced


_APART = Join(" ", None, "", "", "", 1.0, 0)  # lines separated by a space, nothing to record


def join(line: Line, after: Line, room: Measure, words: Lexicon) -> Join:
    """The join of two consecutive lines of a cell."""
    text, follows = line.text, after.text
    kept = _by_rule(line, after, words)
    if kept is not None:
        return kept
    if _closes(text, follows) and not line.blank:
        return _closing(line, after, room, words)
    head, tail = _LAST.search(text), _FIRST.match(follows)
    if line.blank or head is None or tail is None or _ABBREVIATION.match(follows):
        return _APART
    if meets(text, follows):
        return _numbers(line, after, room, words)
    if not _may_join(head.group(), tail.group(), words):
        return _APART
    score, reason, odd = _weigh(line, after, head.group(), tail.group(), room, words)
    doubt = _doubt(line, head.group(), tail.group(), score, odd)
    if score <= 0:
        return replace(_APART, page=line.page, doubt=doubt) if doubt else _APART
    before, after_it = f"{head.group()}|{tail.group()}", head.group() + tail.group()
    confidence = round(1 / (1 + math.exp(-score)), 3)
    return Join("", "word-rejoined", before, after_it, reason, confidence, line.page, doubt)


def _doubt(line: Line, head: str, tail: str, score: float, odd: bool) -> Doubt | None:
    """Both readings of a line end, where the evidence is balanced or the words are unknown; else
    None.
    """
    if abs(score) >= TABLES.joins.even and not odd:
        return None
    readings = (head + tail, f"{head} {tail}")
    chosen, other = readings if score > 0 else readings[::-1]
    return Doubt(chosen, other, line.cut(len(line.text) - len(head), len(line.text)).box)


def _by_rule(line: Line, after: Line, words: Lexicon) -> Join | None:
    """The join by the last character of a line only; None where that does not decide."""
    text = line.text
    divided = words.divides and text.endswith(DIVIDING) and text[-2:-1].isalpha()
    if divided or text.endswith(DROPPED):
        reason = "hyphenation-at-line-end" if divided else "soft-hyphen-at-line-end"
        return _kept(line, after, "soft-hyphen-dropped", reason)
    if line.blank:
        return None
    touches = len(text) > 1 and not text[-2].isspace()
    if touches and text[-1] in _HYPHENS:
        return _kept(line, after, "hyphen-kept", "hyphen-at-line-end")
    if touches and text[-1] == "/":
        return _kept(line, after, "hyphen-kept", "slash-at-line-end")
    if text[-1:] in _OPENING:
        return _kept(line, after, "word-rejoined", "opening-mark-last")
    return None


def _closes(text: str, follows: str) -> bool:
    """Whether a line begins with punctuation that belongs to the text before it: `”`, `)`, `/ceļu`.

    Punctuation before a digit begins a number (`.521`).
    """
    mark, second = follows[:1], follows[1:2]
    if second.isdigit():
        return False
    if mark == "“":  # closing in Latvian, opening in English
        return text.count("„") > text.count("“") + text.count("”")
    return mark in _CLOSING or (mark == "/" and second.isalpha() and text[-1:].isalpha())


def _numbers(line: Line, after: Line, room: Measure, words: Lexicon) -> Join:
    """The join of lines that end and begin with digits: two values, unless the grouping of an
    amount, or a year wider than its column, proves that it is one.
    """
    head, tail = line.text.split(" ")[-1], after.text.split(" ")[0]
    wider = width(line, -len(head)) + width(after, len(tail)) > room.width * TABLES.joins.wider
    if is_broken_amount(line.text, after.text):
        return _kept(line, after, "word-rejoined", "amount-goes-on")
    known = words.whole[key_of(head + tail)] > 0
    if wider and is_broken_year(line.text, after.text, known):
        return _kept(line, after, "word-rejoined", "year-wider-than-column")
    return _APART


def _closing(line: Line, after: Line, room: Measure, words: Lexicon) -> Join:
    """The join before closing punctuation: its word was too wide, or there is a space before it."""
    word = line.text.split(" ")[-1]
    if (
        after.text[0] not in _STOPS
    ):  # authors type spaces before full stops, but not before brackets
        return _kept(line, after, "word-rejoined", "closing-mark-next")
    too_wide = width(line, -len(word)) + width(after, 1) > room.width - TABLES.room.exactly
    expected = words.blanks(free_beside(line, room) < blank_width(line))
    if too_wide or expected > TABLES.joins.as_likely:
        return _kept(line, after, "word-rejoined", "stop-next")
    return _APART


def _kept(line: Line, after: Line, kind: str, reason: str) -> Join:
    head, tail = line.text.split(" ")[-1], after.text.split(" ")[0]
    drops = kind == "soft-hyphen-dropped"
    joined = (head[:-1] if drops else head) + tail
    glue = DROPPED if drops else ""
    confidence = TABLES.certainty.joins[reason]
    return Join(glue, kind, f"{head}|{tail}", joined, reason, confidence, line.page)


def _may_join(head: str, tail: str, words: Lexicon) -> bool:
    """Whether the two can be parts of one word by their letters."""
    if tail[0].isupper():
        return head.isupper() and tail.isupper() and words.whole[key_of(head + tail)] > 0
    if len(head) > 1 and head.isupper():  # an abbreviation is not a part of a word
        return words.whole[key_of(head + tail)] > 0
    return True


def _weigh(
    line: Line, after: Line, head: str, tail: str, room: Measure, words: Lexicon
) -> tuple[float, str, bool]:
    weights = TABLES.joins
    score, reasons, odd = weights.prior, [], False
    free = free_beside(line, room)
    if is_full(line, after, room):
        score += weights.full + (weights.packed if words.packed else 0.0)
        reasons.append("line-fills-column")
    elif free > weights.free_letters * letter(line):
        score += weights.room * words.filled * min(free / (weights.much_room * letter(line)), 1.0)
    whole = width(line, -len(head)) + width(after, len(tail))
    score += _width_score(line, whole, room, words)
    if whole > room.width * weights.wider and _BEGINS.fullmatch(line.text):
        reasons.append("word-wider-than-column")
    score += weights.spelt * words.spelling.odds(head, tail)
    expected = words.blanks(free < blank_width(line))
    if expected > weights.likely and room.width < NO_COLUMN:
        score += weights.no_blank * (2 * expected - 1)
        reasons.append("no-blank-at-line-end")
    known, told = _document_score(head, tail, words)
    score += known
    reasons.extend(told)
    if abs(score) < weights.doubt:
        said = _dictionary_score(head, tail, after.text == tail)
        # With one known and one unknown part, both readings are possible.
        tail_known = len(tail) >= weights.long and is_known(tail)
        halves = said in (0.0, weights.name_and_word) and tail_known
        odd = score > 0 and halves and not words.whole[key_of(head + tail)]
        score += said
        if said > 0:
            reasons.append("dictionary-knows-the-whole-word")
    return score, "; ".join(reasons), odd


def _document_score(head: str, tail: str, words: Lexicon) -> tuple[float, list[str]]:
    """Score and reasons from the words that occur elsewhere in the document."""
    weights = TABLES.joins
    score, reasons = 0.0, []
    if words.whole[key_of(head + tail)]:
        score += weights.joined_known
        reasons.append("word-occurs-elsewhere")
    if words.heads[key_of(head)]:
        score += weights.head_known
    else:
        score += weights.head_unknown
        reasons.append("first-half-occurs-nowhere")
    if len(tail) > 1 and words.tails[key_of(tail)]:
        long = len(tail) >= weights.long
        score += weights.tail_known + (weights.long_tail_known if long else 0.0)
    else:
        score += weights.tail_unknown
        if tail.casefold() not in _SHORT_WORDS:
            score += weights.stump.get(len(tail), 0.0)
    return score, reasons


def _dictionary_score(head: str, tail: str, may_go_on: bool) -> float:
    """Score from the dictionary; with `may_go_on` the word may continue after `tail`."""
    weights = TABLES.joins
    whole = is_known(head + tail)
    apart = _is_word(head) and _is_word(tail)
    if not whole and not apart and len(tail) == weights.short and is_known(tail):
        apart = len(head) > weights.long and _is_word(head)  # `Ražošanas` and `ēku`
    if may_go_on and not whole and not apart and len(tail) > weights.short:
        whole = begins_one(head + tail)
        apart = _is_word(head) and begins_one(tail)
    name = head[0].isupper() and len(tail) >= weights.long
    if not whole and not apart and name and is_known(tail):
        return weights.name_and_word
    if whole and apart:
        return weights.either
    return weights.one_word if whole else weights.two_words if apart else 0.0


def _is_word(part: str) -> bool:
    """Whether a part is a word on its own; short dictionary words may be stems or endings."""
    low = part.casefold()
    known = is_known(low) or (len(low) > TABLES.joins.long and is_known(low.removeprefix("ne")))
    return low in _SHORT_WORDS or (len(low) > TABLES.joins.short and known)


def _width_score(line: Line, whole: float, room: Measure, words: Lexicon) -> float:
    """Score from the width of the joined word against that of its column."""
    weights = TABLES.joins
    if whole > room.width * weights.wider:
        return weights.too_long if _BEGINS.fullmatch(line.text) else weights.late
    return weights.fits * words.filled if whole <= room.width else 0.0


def text_of(lines: Sequence[Line], glues: Sequence[str]) -> str:
    """The joined lines; `glues[i]` is between line i and i + 1."""
    return "".join(part for piece in joined(lines, glues) for part in piece)


def joined(lines: Sequence[Line], glues: Sequence[str]) -> list[tuple[str, str]]:
    """Each line's text, without a dividing hyphen, and the glue after it."""
    if not lines:
        return []
    pieces = [
        (line.text[:-1], "") if glue == DROPPED else (line.text, glue)
        for line, glue in zip(lines, glues, strict=False)
    ]
    return [*pieces, (lines[-1].text, "")]
