"""The thresholds of reading: which drawn shapes are rules, and which glyphs are trusted.

One frozen struct a subject, all of them in `READING`, which the modules read when they are
called. (What a document may cost at most, in pages, seconds and memory, is in `limits`.)
"""

from __future__ import annotations

from msgspec import Struct


class EdgeThresholds(Struct, frozen=True):
    """Drawn shapes. Points, unless told otherwise."""

    thin: float = 3.0  # a filled rectangle no thicker than this is a rule
    thick: float = 6.2  # nor this, where it is long enough
    slender: float = 2.5  # of its thickness: how long a thick rule is at least
    slant: float = 0.5  # a rule slants by no more, and is longer
    dot: float = 3.2  # a shape no larger than this is a dot
    compact: float = 0.4  # of the longer side of a dot: the shorter one is longer
    spaced: float = 4.5  # dots of one border stand no further apart
    dots: int = 5  # of one border, at least
    straight: float = 0.5  # share of a rounded rectangle's outline that is straight
    level: float = 0.01  # how far a side of a rectangle may slant
    along: float = 0.1  # the straight parts of a rounded one stand no further from its sides
    ring: float = 0.05  # a border filled between two rectangles is wider than this
    white: float = 0.985  # of full brightness: what is lighter is not seen on paper
    page: float = 0.9  # share of the page that a background covers
    touch: float = 0.6  # fields of one colour this near are one


class GlyphThresholds(Struct, frozen=True):
    """Glyphs, and the blanks that a reader drops."""

    uneven: float = 0.08  # share by which boxes of letters of one font differ where one is stated
    upright: float = 0.3  # share of glyphs that stand upright on a page that is not turned
    lost: float = 0.25  # share of its glyphs that a font may map to none and still be believed
    blank: float = 0.2  # of the font's size: the width of a blank of which pdfium tells none
    smallest: float = 0.01  # points: glyphs without a size are taken for this
    no_width: float = 0.01  # points: what is narrower, or lower, is a blank
    blanks: int = 9  # in a row that are put back, at most, where pdfium left one of them
    exact: float = 0.04  # of a blank's width: by no more does the gap differ from so many blanks


class ReadingThresholds(Struct, frozen=True):
    """All thresholds of the reading."""

    edges: EdgeThresholds = EdgeThresholds()
    glyphs: GlyphThresholds = GlyphThresholds()


READING = ReadingThresholds()
