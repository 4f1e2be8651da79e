"""Text rules 2 and 3: whether two lines of a cell are parted by a blank or broken inside a word.

No single sign decides. Three are weighed: does the line fill its column so that not even one more
letter fits; does it end without a blank where this document usually prints one; and which of the
readings, whole word or two, do the other pages know.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

from pipeline.model.geometry import Box
from pipeline.tables.letter_pairs import Spelling, spelling
from pipeline.text.page import Line

_TOKEN = regex.compile(r"[\p{L}\p{N}]+(?:[-‐‑’'][\p{L}\p{N}]+)*")
_LAST = regex.compile(r"[\p{L}\p{N}]+$")
_FIRST = regex.compile(r"^[\p{L}\p{N}]+")
_ABBREVIATION = regex.compile(r"^\p{L}{1,3}\.\s?\p{L}")  # u.c., t.sk.: words of their own
_BEGINS = regex.compile(r"(?:[^\p{L}]{1,4}\s)?\P{L}*[\p{L}\p{N}]+")  # one word, its bullet before
_HYPHENS = "-‐‑–—"
_OPENING = "([{„«‚"
_DIVIDING = "\u2010"  # what many typesetters print where they divide a word
DROPPED = "\u00ad"  # glue: the mark that ends the line goes, the word is whole again
_NO_COLUMN = 1e5  # points: a room wider than this is none
_LIKELY = 0.75  # how surely a blank must be expected before its absence tells anything
_MOST = 0.6  # share of the wrapped lines
_THOUSANDS = 3  # digits of a group in an amount
_ENOUGH = 8  # wrapped lines needed before their blanks say anything about the typesetter

# Weights of the signs, as log-odds for "inside a word"; tuned on the plans in tests/.
_PRIOR = -2.2
_FULL, _ROOM = 1.6, -4.0
_PACKED = 3.5  # more where lines are full whatever they end with
_TOO_LONG, _FITS = 1.4, -1.4
_LATE = -1.2  # a word wider than its column is broken at the start of a line of its own
_NO_BLANK = 3.5
_SPELT = 1.0  # of the log-odds of the two letters that meet
_JOINED_KNOWN, _HEAD_KNOWN, _TAIL_KNOWN, _HEAD_UNKNOWN, _TAIL_UNKNOWN = 3.2, -2.6, -1.8, 0.8, 0.6
_LONG_TAIL_KNOWN = -1.2  # more where the tail is a known word of five letters or longer
_STUMP = {1: 2.4, 2: 1.6, 3: 1.0}  # by length: a short tail that is none of these words
_SHORT = """
    ap ar arī bez būs caur cik dēļ es gan ir ja jau jo jā jūs ka kam kas ko kur kā lai līdz man mēs
    nav ne no pa par pat pats pie pret pār pēc sav sev starp šai šajā šie šo šos šā šī šīs tad tai
    tam tas te tie tik to tos tā tām tās un uz vai var ver virs vēl zem
"""
_SHORT_WORDS = frozenset(_SHORT.split())


@dataclass(frozen=True, slots=True)
class Join:
    """How one line follows another: what stands between them, and why."""

    glue: str  # "", " ", or DROPPED where the line's last character goes
    kind: str | None  # word-rejoined, hyphen-kept, soft-hyphen-dropped; None for a plain blank
    before: str
    after: str
    reason: str
    confidence: float
    page: int


_APART = Join(" ", None, "", "", "", 1.0, 0)  # nothing to record: lines parted by a blank


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of a document, and what its typesetter does at the end of a wrapped line."""

    whole: Counter[
        str
    ]  # words that no line end touches on either side, so that they are surely whole
    heads: Counter[str]  # words whose end is surely theirs: no half that a line broke off
    tails: Counter[str]  # words whose beginning is surely theirs
    spelling: Spelling
    blanks_full: (
        float | None
    )  # share of full wrapped lines that end with a blank; None: too few seen
    blanks_roomy: float | None  # the same of those with room for a blank
    divides: bool  # U+2010 ends lines and stands nowhere else: it is no part of the text
    packed: bool  # most lines are full to the last letter: words are broken wherever a line ends
    # How far widths can be trusted: 1 where every line takes all words that fit, 0.3 at least.
    filled: float

    def blanks(self, full: bool) -> float:
        """How surely a line that ends between words ends with a blank: 0.5 says nothing."""
        share = self.blanks_full if full else self.blanks_roomy
        return 0.5 if share is None else share


@dataclass(slots=True)
class _Tally:
    seen: int = 0
    yes: int = 0

    def add(self, yes: bool) -> None:
        self.seen += 1
        self.yes += yes

    @property
    def share(self) -> float | None:
        return self.yes / self.seen if self.seen >= _ENOUGH else None


def lexicon(cells: Iterable[Sequence[tuple[Line, Measure]]]) -> Lexicon:
    """The words of a document, from the lines of its cells and of its running text."""
    whole: Counter[str] = Counter()
    heads: Counter[str] = Counter()
    tails: Counter[str] = Counter()
    printed: Counter[str] = Counter()
    full, roomy, greedy, packed = _Tally(), _Tally(), _Tally(), _Tally()
    dividing = within = 0
    for lines in cells:
        start_sure = True
        for index, (line, room) in enumerate(lines):
            last = index + 1 == len(lines)
            end_sure = last or line.blank or not line.text[-1:].isalnum()
            divided = not last and line.text.endswith(_DIVIDING)
            dividing += divided
            within += line.text.count(_DIVIDING) - divided
            for match in _TOKEN.finditer(line.text):
                token = _key(match.group())
                begins = match.start() > 0 or start_sure
                ends = match.end() < len(line.text) or end_sure
                printed[token] += 1
                tails[token] += begins
                heads[token] += ends
                whole[token] += begins and ends
            if not last and _is_wrapped(line, lines[index + 1][0]):
                tally = full if _free(line, room) < _blank_width(line) else roomy
                tally.add(line.blank)
                greedy.add(not _would_fit(line, lines[index + 1][0], room))
                full_to_the_letter = _is_full(line, lines[index + 1][0], room)
                packed.add(full_to_the_letter and _stretch(line) < 0.5 * _letter(line))
            start_sure = end_sure
    share = 1.0 if greedy.share is None else greedy.share
    return Lexicon(
        whole,
        heads,
        tails,
        spelling(heads, tails, printed),
        full.share,
        roomy.share,
        dividing > 0 and not within,
        (packed.share or 0.0) > _MOST,
        min(max((share - 0.75) / 0.2, 0.3), 1.0),
    )


def _key(word: str) -> str:
    """A word in the lexicon: letter case counts for abbreviations alone (`ES` is no `es`)."""
    return word if len(word) > 1 and word.isupper() else word.casefold()


def _is_wrapped(line: Line, after: Line) -> bool:
    """A line that surely goes on: it does not end a sentence, and the next begins in lower case."""
    return line.text[-1:] not in ".;:" and after.text[:1].islower()


def _would_fit(line: Line, after: Line, room: Measure) -> bool:
    """Whether the next line's first word has room in this one: it would have been put there."""
    if room.width > _NO_COLUMN:
        return False
    word = len(after.text.split(" ")[0])
    return _blank_width(line) + _width(after, word) < _free(line, room) - 0.5


def _free(line: Line, room: Measure) -> float:
    """The room left in the column beside a line, points."""
    return room.width - (line.box.x1 - line.box.x0)


def _letter(line: Line) -> float:
    """The mean width of a line's letters, points."""
    return (line.box.x1 - line.box.x0) / max(len(line.text), 1)


def _is_full(line: Line, after: Line, room: Measure) -> bool:
    """Whether not even the first letter of the next line has room in this one."""
    return _free(line, room) < max(_width(after, 1), _letter(line)) * 1.15


def _stretch(line: Line) -> float:
    """How much its blanks are wider than usual, all together: justified lines are full by them."""
    blanks = [
        right - left
        for char, left, right in zip(line.text, line.edges, line.edges[1:], strict=False)
        if char == " "
    ]
    return sum(blanks) - len(blanks) * _blank_width(line)


def _blank_width(line: Line) -> float:
    return 0.28 * line.size


@dataclass(frozen=True, slots=True)
class Measure:
    """The room of a column: the inner width of its cell, points."""

    width: float


def measure(box: Box, lines: Sequence[Line]) -> Measure:
    """The inner width of a cell, from its box and the padding that its lines keep."""
    left = min((line.box.x0 for line in lines), default=box.x0) - box.x0
    right = box.x1 - max((line.box.x1 for line in lines), default=box.x1)
    padding = max(min(left, right), 0.0)
    return Measure(box.x1 - box.x0 - 2 * min(padding, 8.0))


def join(line: Line, after: Line, room: Measure, words: Lexicon) -> Join:
    """What stands between two consecutive lines of one cell."""
    text, follows = line.text, after.text
    divided = words.divides and text.endswith(_DIVIDING) and text[-2:-1].isalpha()
    if divided or text.endswith(DROPPED):
        reason = "a soft hyphen ends the line"
        return _kept(line, after, "soft-hyphen-dropped", reason, 0.95 if divided else 0.99)
    if len(text) > 1 and text[-1] in _HYPHENS and not text[-2].isspace() and not line.blank:
        return _kept(line, after, "hyphen-kept", "a hyphen touches the end of the line", 0.95)
    if len(text) > 1 and text[-1] == "/" and not text[-2].isspace() and not line.blank:
        return _kept(line, after, "hyphen-kept", "a slash touches the end of the line", 0.9)
    if text[-1:] in _OPENING and not line.blank:
        return _kept(line, after, "word-rejoined", "an opening mark ends the line", 0.9)
    if follows[:1] in ",;.:)" and not line.blank:
        return _closing(line, after, room, words)
    head, tail = _LAST.search(text), _FIRST.match(follows)
    whole = line.blank or head is None or tail is None or _ABBREVIATION.match(follows)
    if whole or head is None or tail is None or not _may_join(head.group(), tail.group(), words):
        return _APART
    score, reason = _weigh(line, after, head.group(), tail.group(), room, words)
    if score <= 0:
        return _APART
    before, after_it = f"{head.group()}|{tail.group()}", head.group() + tail.group()
    confidence = round(1 / (1 + math.exp(-score)), 3)
    return Join("", "word-rejoined", before, after_it, reason, confidence, line.page)


def _closing(line: Line, after: Line, room: Measure, words: Lexicon) -> Join:
    """A line that begins with a closing mark: its word was too wide, or a blank is before it."""
    word = line.text.split(" ")[-1]
    too_wide = _width(line, -len(word)) + _width(after, 1) > room.width - 0.5
    expected = words.blanks(_free(line, room) < _blank_width(line))
    if too_wide or expected > 0.5:
        return _kept(line, after, "word-rejoined", "a closing mark begins the next line", 0.8)
    return _APART


def _kept(line: Line, after: Line, kind: str, reason: str, confidence: float) -> Join:
    head, tail = line.text.split(" ")[-1], after.text.split(" ")[0]
    drops = kind == "soft-hyphen-dropped"
    joined = (head[:-1] if drops else head) + tail
    glue = DROPPED if drops else ""
    return Join(glue, kind, f"{head}|{tail}", joined, reason, confidence, line.page)


def _may_join(head: str, tail: str, words: Lexicon) -> bool:
    """Whether the two could be halves of one word by their letters alone."""
    if head[-1].isdigit() or tail[0].isdigit():
        both = head + tail
        # three digits at a line's start may be thousands of the amount before them
        return both.isdigit() and (words.whole[both] > 0 or len(tail) != _THOUSANDS)
    if tail[0].isupper():
        return head.isupper() and tail.isupper() and words.whole[_key(head + tail)] > 0
    if len(head) > 1 and head.isupper():  # an abbreviation is no half of a word
        return words.whole[_key(head + tail)] > 0
    return True


def _weigh(
    line: Line, after: Line, head: str, tail: str, room: Measure, words: Lexicon
) -> tuple[float, str]:
    score, reasons = _PRIOR, []
    free = _free(line, room)
    if _is_full(line, after, room):
        score += _FULL + (_PACKED if words.packed else 0.0)
        reasons.append("the line fills its column to the last letter")
    elif free > 1.5 * _letter(line):
        score += _ROOM * words.filled * min(free / (2.5 * _letter(line)), 1.0)
    whole = _width(line, -len(head)) + _width(after, len(tail))
    score += _size_of(line, whole, room, words)
    if whole > room.width * 1.01 and _BEGINS.fullmatch(line.text):
        reasons.append("the whole word is wider than the column")
    score += _SPELT * words.spelling.odds(head, tail)
    expected = words.blanks(free < _blank_width(line))
    if expected > _LIKELY and room.width < _NO_COLUMN:
        score += _NO_BLANK * (2 * expected - 1)
        reasons.append("no blank ends the line")
    if words.whole[_key(head + tail)]:
        score += _JOINED_KNOWN
        reasons.append("the whole word occurs elsewhere")
    if words.heads[_key(head)]:
        score += _HEAD_KNOWN
    else:
        score += _HEAD_UNKNOWN
        reasons.append("its first half does not occur")
    if len(tail) > 1 and words.tails[_key(tail)]:
        score += _TAIL_KNOWN + (_LONG_TAIL_KNOWN if len(tail) > 4 else 0.0)
    else:
        score += _TAIL_UNKNOWN
        if tail.casefold() not in _SHORT_WORDS:
            score += _STUMP.get(len(tail), 0.0)
    return score, "; ".join(reasons)


def _size_of(line: Line, whole: float, room: Measure, words: Lexicon) -> float:
    """What the width of the whole word says, beside that of its column."""
    if whole > room.width * 1.01:
        return _TOO_LONG if _BEGINS.fullmatch(line.text) else _LATE
    return _FITS * words.filled if whole <= room.width else 0.0


def _width(line: Line, letters: int) -> float:
    """Width of the first `letters` of a line, or of its last ones where negative."""
    count = len(line.text)
    if letters >= 0:
        return line.edges[min(letters, count)] - line.edges[0]
    return line.edges[count] - line.edges[max(count + letters, 0)]


def text_of(lines: Sequence[Line], glues: Sequence[str]) -> str:
    """The lines put together; `glues[i]` stands between line i and i + 1."""
    return "".join(part for piece in joined(lines, glues) for part in piece)


def joined(lines: Sequence[Line], glues: Sequence[str]) -> list[tuple[str, str]]:
    """Each line's text without a hyphen that only divides a word, and what stands after it."""
    if not lines:
        return []
    pieces = [
        (line.text[:-1], "") if glue == DROPPED else (line.text, glue)
        for line, glue in zip(lines, glues, strict=False)
    ]
    return [*pieces, (lines[-1].text, "")]
