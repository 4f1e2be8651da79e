"""The words of a document, and its typesetter's habits at line ends, collected before joining
lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

from pipeline.tables.column_room import (
    NO_COLUMN,
    Measure,
    blank_width,
    free,
    is_full,
    letter,
    stretch,
    width,
)
from pipeline.tables.letter_pairs import Spelling, spelling
from pipeline.tables.thresholds import TABLES
from pipeline.text.page import Line

_TOKEN = regex.compile(r"[\p{L}\p{N}]+(?:[-‐‑’'][\p{L}\p{N}]+)*")
DIVIDING = "\u2010"  # the hyphen that many typesetters print in divided words


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of a document, and its typesetter's habits at the end of wrapped lines."""

    whole: Counter[
        str
    ]  # words known to be whole: a space or punctuation on both sides, not only a line end
    heads: Counter[str]  # words whose end is known, by a space or punctuation after it
    tails: Counter[str]  # words whose start is known in the same way
    spelling: Spelling
    blanks_full: (
        float | None
    )  # share of full wrapped lines that end with a space; None: too few lines
    blanks_roomy: float | None  # the same for lines with room for a space
    divides: bool  # U+2010 occurs at line ends only, so it is not part of the text
    packed: bool  # most lines are full to the last letter: words are broken at any line end
    # Reliability of widths: 1 where every line has all words that fit, at least 0.3.
    filled: float

    def blanks(self, full: bool) -> float:
        """The probability that a line ending between words ends with a space glyph; 0.5:
        unknown.
        """
        share = self.blanks_full if full else self.blanks_roomy
        return TABLES.joins.unknown if share is None else share


_Found = tuple[str, bool, bool]  # printed text, whether it certainly begins a word, and ends one


@dataclass(slots=True)
class _Tally:
    seen: int = 0
    yes: int = 0

    def add(self, yes: bool) -> None:
        self.seen += 1
        self.yes += yes

    @property
    def share(self) -> float | None:
        return self.yes / self.seen if self.seen >= TABLES.typesetter.enough else None


def lexicon(cells: Iterable[Sequence[tuple[Line, Measure]]]) -> Lexicon:
    """The lexicon of a document, from the lines of its cells and of its running text."""
    limits = TABLES.typesetter
    found: Counter[_Found] = Counter()
    full, roomy, greedy, packed = _Tally(), _Tally(), _Tally(), _Tally()
    dividing = within = 0
    for lines in cells:
        start_sure = True
        for index, (line, room) in enumerate(lines):
            last = index + 1 == len(lines)
            end_sure = last or line.blank or not line.text[-1:].isalnum()
            divided = not last and line.text.endswith(DIVIDING)
            dividing += divided
            within += line.text.count(DIVIDING) - divided
            for match in _TOKEN.finditer(line.text):
                start, end = match.span()
                begins, ends = start > 0 or start_sure, end < len(line.text) or end_sure
                found[match.group(), begins, ends] += 1
            if not last and _is_wrapped(line, lines[index + 1][0]):
                tally = full if free(line, room) < blank_width(line) else roomy
                tally.add(line.blank)
                greedy.add(not _would_fit(line, lines[index + 1][0], room))
                full_to_the_letter = is_full(line, lines[index + 1][0], room)
                packed.add(full_to_the_letter and stretch(line) < limits.stretched * letter(line))
            start_sure = end_sure
    share = 1.0 if greedy.share is None else greedy.share
    whole, heads, tails, printed = _counted(found)
    return Lexicon(
        whole,
        heads,
        tails,
        spelling(heads, tails, printed),
        full.share,
        roomy.share,
        dividing > 0 and not within,
        (packed.share or 0.0) > limits.packed,
        min(max((share - limits.greedy) / limits.greedier, limits.least), 1.0),
    )


def _counted(found: Counter[_Found]) -> list[Counter[str]]:
    """The frequencies of words: whole, with a certain end, with a certain start, printed."""
    whole, heads, tails, printed = counts = [Counter[str]() for _ in range(4)]
    for (word, begins, ends), times in found.items():
        token = key_of(word)
        printed[token] += times
        tails[token] += times * begins
        heads[token] += times * ends
        whole[token] += times * (begins and ends)
    return counts


def key_of(word: str) -> str:
    """The key of a word in the lexicon; case is significant only for abbreviations (`ES` is not
    `es`).
    """
    return word if len(word) > 1 and word.isupper() else word.casefold()


def _is_wrapped(line: Line, after: Line) -> bool:
    """Whether a line certainly continues: it does not end a sentence, and the next begins in lower
    case.
    """
    return line.text[-1:] not in ".;:" and after.text[:1].islower()


def _would_fit(line: Line, after: Line, room: Measure) -> bool:
    """Whether the next line's first word would have fitted into this one."""
    if room.width > NO_COLUMN:
        return False
    word = len(after.text.split(" ")[0])
    return blank_width(line) + width(after, word) < free(line, room) - TABLES.room.exactly
