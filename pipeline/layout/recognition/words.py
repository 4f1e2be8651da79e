"""Converts recognised text to words of a page, in points and on baselines, as for printed text."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from pipeline.layout.recognition.doubtful import doubted
from pipeline.layout.recognition.letter_shapes import Alphabet, Letter, Vote
from pipeline.layout.recognition.mending import Known, Reading, as_number, mended
from pipeline.layout.recognition.regions import Region, Straight
from pipeline.layout.recognition.seen_letters import Seen
from pipeline.layout.recognition.short_lines import CAPITAL, ShortLine, blank_between
from pipeline.layout.recognition.tesseract import ReadWord
from pipeline.layout.recognition.thresholds import RECOGNITION
from pipeline.model.strings import nfc
from pipeline.reading.glyphs import ASCENT, DESCENT
from pipeline.text.page import Word

# Heights above and below the baseline, in units of the font's size.
_SMALL, _MARKED, _FOOT = 0.47, 0.9, 0.21
_TALL = frozenset("bdfhklt0123456789()[]{}/\\|\"'“”„’!?&%€ij")
_DEEP = frozenset("gjpqyģķļņŗ()[]{}/|;,QĢĶĻŅŖ")
_OVER = frozenset("ĀČĒĪŠŪŽ")
_OVER_SMALL = frozenset("āčēīšūž")
_SAME_SIZE = 0.2  # sizes of lines of a cell or page that differ by less are unified
_GUESSED = 0.6  # factor of the confidence of a short line's reading that its shapes do not confirm


@dataclass(frozen=True, slots=True)
class TextLine:
    """The words of a line of a region, as read by Tesseract."""

    words: tuple[ReadWord, ...]
    region: Region

    @property
    def text(self) -> str:
        """Its words separated by spaces."""
        return " ".join(word.text for word in self.words)

    def height(self) -> tuple[float, float]:
        """The extent of its letters above and below the baseline, in units of the font's size."""
        letters = set(self.text)
        tall = _SMALL
        if letters & _OVER:
            tall = _MARKED
        elif letters & (_TALL | _OVER_SMALL) or any(char.isupper() for char in letters):
            tall = CAPITAL
        return tall, _FOOT if letters & _DEEP else 0.0

    def size(self) -> float:
        """The font's size, derived from its letters, in pixels."""
        top, bottom = min(w.top for w in self.words), max(w.bottom for w in self.words)
        return (bottom - top) / sum(self.height())

    def foot(self, size: float) -> float:
        """Its baseline in the region, pixels."""
        feet = [w.bottom - (_FOOT * size if set(w.text) & _DEEP else 0) for w in self.words]
        return median(feet)


def text_lines(read: Sequence[ReadWord], region: Region) -> Iterator[TextLine]:
    """The lines of a region."""
    for _, words in itertools.groupby(read, lambda word: word.line):
        yield TextLine(tuple(words), region)


def words_of(
    lines: Sequence[TextLine], page: Straight, alphabet: Alphabet, known: Known
) -> Iterator[Word]:
    """The words of lines of text, corrected by picture and dictionary."""
    usual = median(line.size() for line in lines) if lines else 0.0
    for region, group in itertools.groupby(lines, lambda line: line.region):
        own = list(group)
        sizes = [line.size() for line in own]
        sizes = [usual if abs(size - usual) < _SAME_SIZE * usual else size for size in sizes]
        read = [[*_seen(line, size, alphabet)] for line, size in zip(own, sizes, strict=True)]
        judged = [
            [_numbered(word) for word in doubted(words, known)] for words in mended(read, known)
        ]
        for line, size, texts in zip(own, sizes, judged, strict=True):
            foot = region.y(line.foot(size))
            for place, (word, text) in enumerate(zip(line.words, texts, strict=True)):
                left, right = region.x(word.left), region.x(word.right)
                last = place == len(line.words) - 1
                made = _word(text.text, left, right, foot, size, text.sure, page.scale, last)
                yield made._replace(read=text.read)


def _seen(line: TextLine, size: float, alphabet: Alphabet) -> Iterator[Reading]:
    seen = Seen(line.region, line.foot(size), size, line.words, alphabet)
    for word, text in zip(line.words, seen.texts(), strict=True):
        yield Reading(nfc(text), word.sure)


def _numbered(word: Reading) -> Reading:
    """The word, with letters among the digits of a number replaced by digits."""
    text = as_number(word.text)
    return word if text == word.text else Reading(text, word.sure, word.read or word.text)


def words_of_short(line: ShortLine, letters: Sequence[Letter], page: Straight) -> Iterator[Word]:
    """The words of a line of capitals and digits whose letters are all known."""
    size = line.capital / CAPITAL
    found = iter(letters)
    known = [
        Letter(shape.mark, RECOGNITION.shapes.mark) if shape.mark else next(found)
        for shape in line.shapes
    ]
    start = 0
    for place, (shape, letter) in enumerate(zip(line.shapes, known, strict=True)):
        last = place == len(known) - 1
        if not last:
            digits = letter.text.isdigit() and known[place + 1].text.isdigit()
            if not blank_between(line, place, digits):
                continue
        own = known[start : place + 1]
        read = "".join(letter.text for letter in own)
        text = as_number(read)
        sure = min(letter.sure for letter in own)
        left, right = line.shapes[start].left, shape.right
        made = _word(text, left, right, line.foot, size, sure, page.scale, last)
        yield made._replace(read=read if read != text else None)
        start = place + 1


def words_as_read(line: ShortLine, vote: Vote, page: Straight) -> Iterator[Word]:
    """The words of a line of capitals and digits as read by Tesseract, where some shapes are
    unknown; with lower confidence and approximate places.
    """
    size, start = line.capital / CAPITAL, line.shapes[0].left
    step = (line.shapes[-1].right - start) / max(len(vote.text), 1)
    at = 0
    words = vote.text.split(" ") if vote.text else []
    for place, text in enumerate(words):
        left, right = start + at * step, start + (at + len(text)) * step
        last = place == len(words) - 1
        yield _word(text, left, right, line.foot, size, _GUESSED * vote.sure, page.scale, last)
        at += len(text) + 1


def _word(
    text: str,
    left: float,
    right: float,
    foot: float,
    size: float,
    sure: float,
    scale: float,
    last: bool,
) -> Word:
    left, right, foot, size = left / scale, right / scale, foot / scale, size / scale
    edges = tuple(np.linspace(left, right, len(text) + 1).tolist())
    top, bottom = foot - ASCENT * size, foot + DESCENT * size
    blanks = 0 if last else 1
    return Word(text, left, right, top, bottom, size, False, blanks, edges, sure=sure)
