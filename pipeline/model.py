"""The values that pass between stages.

All coordinates are points with the origin at the top left of the page as a viewer shows it
(`/Rotate` resolved); pages count from 1.
"""

from __future__ import annotations

import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

# A long plan has millions of letters: in single precision, packed, they are exact to a thousandth
# of a point.
if TYPE_CHECKING:
    Edges = array.array[float]
else:
    Edges = array.array


class Box(NamedTuple):
    """A rectangle on a page."""

    x0: float
    top: float
    x1: float
    bottom: float


class Rule(NamedTuple):
    """A straight border: horizontal at y = `at` from x = `start` to `end`, or vertical at x = `at`.

    Its drawing (stroke, filled rectangle, side of a rectangle) and its thickness are resolved:
    `at` is the middle of the drawn line.
    """

    at: float
    start: float
    end: float


class Word(NamedTuple):
    """A run of glyphs without a blank, composed to NFC."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float  # of the font, points
    bold: bool
    blanks: int  # blank glyphs printed right after it; 0 where none is
    edges: tuple[float, ...]  # left edge of each character of `text`, then the right of the last


class Line(NamedTuple):
    """Words on one baseline within one cell or one block of text."""

    text: str  # words parted by as many blanks as were printed, at least one
    page: int
    box: Box
    size: float
    bold: bool
    blank: bool  # a blank glyph is printed after the last word
    edges: Edges  # as in Word, one for each character of `text`, then the last right

    def cut(self, start: int, end: int) -> Line:
        """The part of the line from character `start` up to `end`, with its own box.

        Blanks at either end of the part are left out of it.
        """
        part = self.text[start:end]
        start += len(part) - len(part.lstrip(" "))
        end -= len(part) - len(part.rstrip(" "))
        end = max(end, start)
        # The edge after a character is the next one's left; before a blank that is its own right.
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
        )


class Cell(NamedTuple):
    """A cell of a fragment: its first row and column, how many it spans, and its lines."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Fragment:
    """The part of a table that stands on one page."""

    page: int
    box: Box
    borders: tuple[float, ...]  # x of the column borders, left to right: columns + 1
    rows: tuple[float, ...]  # y of the row borders, top to bottom: rows + 1
    cells: tuple[Cell, ...]  # by row, then column
    open_foot: bool  # no rule is drawn under its last row


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of running text that belong together, outside any table."""

    kind: str  # heading, paragraph, bullet, furniture, contents (an entry of their table)
    lines: tuple[Line, ...]

    @property
    def page(self) -> int:
        """The page on which it begins."""
        return self.lines[0].page


@dataclass(frozen=True, slots=True)
class Page:
    """What is drawn on one page."""

    number: int
    width: float
    height: float
    turn: int  # clockwise degrees by which the text runs against the page as shown: 0, 90, 180, 270
    words: tuple[Word, ...]  # in reading frame, that is after undoing `turn`
    horizontal: tuple[Rule, ...]
    vertical: tuple[Rule, ...]
    unmapped: int  # glyphs without a Unicode value
    picture: float  # share of the page covered by its largest picture, 0 to 1


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What of a page is told to the end, when its words have long gone into tables and text."""

    number: int
    width: float  # in reading frame
    height: float
    turn: int  # as in Page
    words: int  # all words of the page, wherever they went
    unmapped: int  # as in Page
    picture: float  # as in Page
    digest: str  # equal for pages with the same words at the same places; "" without words
    copy_of: int | None  # the earlier page that this one repeats

    def shown(self, box: Box) -> Box:
        """A box of the reading frame on the page as it is shown, to a thousandth of a point."""
        corners = [(box.x0, box.top), (box.x1, box.bottom)]
        if self.turn == 90:
            corners = [(self.height - y, x) for x, y in corners]
        elif self.turn == 180:
            corners = [(self.width - x, self.height - y) for x, y in corners]
        elif self.turn == 270:
            corners = [(y, self.width - x) for x, y in corners]
        (ax, ay), (bx, by) = corners
        return Box(
            round(min(ax, bx), 3),
            round(min(ay, by), 3),
            round(max(ax, bx), 3),
            round(max(ay, by), 3),
        )


@dataclass(frozen=True, slots=True)
class Layout:
    """A page taken apart: fragments of tables and blocks of text in reading order."""

    facts: PageFacts
    items: tuple[Fragment | Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was found to be a readable PDF."""

    path: str
    sha256: str
    pages: int
    producer: str | None
    title: str | None
    repair: str | None = None  # what was damaged in the file and put right, in English
