"""A page as words and borders, in its reading frame (its text upright)."""

from __future__ import annotations

import array
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pipeline.model.geometry import Border, Box

# Long plans have millions of letters; packed single precision is exact to a thousandth of a point.
if TYPE_CHECKING:
    Edges = array.array[float]
else:
    Edges = array.array


class Word(NamedTuple):
    """A run of glyphs without a space, in NFC."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float  # of the font, points
    bold: bool
    blanks: int  # number of space glyphs printed directly after it
    edges: tuple[
        float, ...
    ]  # left edge of each character of `text`, then the right edge of the last
    over: bool = False  # overlaps another text
    turn: int = 0  # 90: text runs down the page; 270: up; 180: upside down
    doubt: str = ""  # reason why it may be wrong, see `doubts`
    sure: float = 1.0  # confidence; below 1 for OCR
    read: str | None = None  # the text as recognised, where it was corrected


def in_reading_order(words: Iterable[Word]) -> tuple[Word, ...]:
    """The words sorted top to bottom, and from left to right on each baseline."""
    return tuple(sorted(words, key=lambda word: (round(word.bottom, 1), word.x0)))


def share_width(one: Word, other: Word) -> bool:
    """Whether the middle of one word is between the sides of the other."""
    middle, own = (one.x0 + one.x1) / 2, (other.x0 + other.x1) / 2
    return other.x0 <= middle <= other.x1 or one.x0 <= own <= one.x1


class Line(NamedTuple):
    """Words on one baseline within a cell or a block of text."""

    text: str  # words with as many spaces between them as printed, at least one
    page: int
    box: Box
    size: float
    bold: bool
    blank: bool  # a space glyph is printed after the last word
    edges: Edges  # as in Word
    over: bool = False  # part of it overlaps another text
    sure: float = 1.0  # as in Word, the product over its words
    read: str | None = None  # as in Word, the whole line

    def cut(self, start: int, end: int) -> Line:
        """The part of the line from character `start` up to `end`, with its box.

        Spaces at both ends are trimmed.
        """
        part = self.text[start:end]
        start += len(part) - len(part.lstrip(" "))
        end -= len(part) - len(part.rstrip(" "))
        end = max(end, start)
        # The edge after a character is the left of the next; before a space it is the character's
        # right.
        whole = start == 0 and end == len(self.text)
        x0, x1 = (self.box.x0, self.box.x1) if whole else (self.edges[start], self.edges[end])
        box = Box(x0, self.box.top, x1, self.box.bottom)
        blank = self.blank if end >= len(self.text.rstrip()) else self.text[end : end + 1] == " "
        return Line(
            self.text[start:end],
            self.page,
            box,
            self.size,
            self.bold,
            blank,
            self.edges[start : end + 1],
            self.over,
            self.sure,
            self._read_between(start, end),
        )

    def _read_between(self, start: int, end: int) -> str | None:
        """The recognised text of a part of the line; "" where it cannot be determined."""
        if self.read is None or len(self.read) != len(self.text):
            return self.read
        part = self.read[start:end]
        return part if part != self.text[start:end] else None


class Overprint(NamedTuple):
    """A word that overlaps another text."""

    text: str
    box: Box  # in reading frame


@dataclass(frozen=True, slots=True)
class Page:
    """The contents of a page."""

    number: int
    width: float
    height: float
    turn: int  # clockwise rotation of the text relative to the displayed page: 0, 90, 180, 270
    words: tuple[Word, ...]  # in the reading frame, that is after undoing `turn`
    horizontal: tuple[Border, ...]
    vertical: tuple[Border, ...]
    unmapped: int  # glyphs without a Unicode value
    picture: float  # share of the page covered by its largest picture, 0 to 1
    shades: tuple[Box, ...] = ()  # shaded fields, top to bottom
    # Degrees by which a picture was rotated counter-clockwise about its middle, so that its lines
    # are level. The reading frame is that of the level page.
    skew: float = 0.0


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Facts about a page that are kept after its words have become tables and text."""

    number: int
    width: float  # in reading frame
    height: float
    turn: int  # as in Page
    words: int  # number of all words of the page
    unmapped: int  # as in Page
    picture: float  # as in Page
    digest: str  # equal for pages with the same words at the same places; "" without words
    copy_of: int | None  # the earlier page with the same contents
    overprints: tuple[Overprint, ...] = ()  # words that overlap other texts
    skew: float = 0.0  # as in Page

    def shown(self, box: Box) -> Box:
        """A box of the reading frame in coordinates of the displayed page, to a thousandth of a
        point.
        """
        if self.turn == 0:
            x0, top, x1, bottom = box
            if x0 <= x1 and top <= bottom:
                return Box(round(x0, 3), round(top, 3), round(x1, 3), round(bottom, 3))
        corners = [(box.x0, box.top), (box.x1, box.bottom)]
        if self.skew:
            middle = self.width / 2, self.height / 2
            corners += [(box.x0, box.bottom), (box.x1, box.top)]
            corners = [turned_about(middle, corner, self.skew) for corner in corners]
        if self.turn == 90:
            corners = [(self.height - y, x) for x, y in corners]
        elif self.turn == 180:
            corners = [(self.width - x, self.height - y) for x, y in corners]
        elif self.turn == 270:
            corners = [(y, self.width - x) for x, y in corners]
        xs, ys = zip(*corners, strict=True)
        return Box(round(min(xs), 3), round(min(ys), 3), round(max(xs), 3), round(max(ys), 3))


def turned_about(
    middle: tuple[float, float], point: tuple[float, float], degrees: float
) -> tuple[float, float]:
    """A point rotated clockwise about another, in page coordinates (y downwards)."""
    angle = math.radians(degrees)
    dx, dy = point[0] - middle[0], point[1] - middle[1]
    return (
        middle[0] + math.cos(angle) * dx - math.sin(angle) * dy,
        middle[1] + math.sin(angle) * dx + math.cos(angle) * dy,
    )
