"""The thresholds of the text: how far apart glyphs of one letter, one word and one line stand.

One frozen struct a subject, all of them in `TEXT`, which the modules read when they are called.
Lengths are in units of the font's size where nothing else is said.
"""

from __future__ import annotations

from msgspec import Struct


class MarkThresholds(Struct, frozen=True):
    """Where the letter of a mark is looked for; lengths are in units of the mark's size."""

    beside: float = 0.3  # the mark of the glyph before it begins no further to its right
    inside: float = 0.02  # and ends further right than where that glyph begins
    above: float = 0.9  # nor higher over its baseline
    no_width: float = 0.05  # a mark narrower than this is drawn left of its origin
    left_of_origin: float = 0.25  # there the middle of its letter is
    near: float = 1.0  # the nearest letter is no further
    near_spacing: float = 0.5  # that of a mark that also stands alone
    looked_at: int = 8  # glyphs, the nearest first
    doubled: float = 0.12  # a glyph printed again within this distance is fake bold


class RunThresholds(Struct, frozen=True):
    """Texts printed over each other."""

    back: float = 0.3  # the next glyph of a run begins no further left than this
    ahead: float = 1.5  # and no further right
    over: float = 0.25  # by this much one run lies over another that is printed over it
    shadow: float = 0.5  # the same text within this distance is a printed shadow
    covered: float = 0.05  # a word that lies over another by more covers it


class SmallCapitalThresholds(Struct, frozen=True):
    """Capitals in two sizes."""

    least: float = 0.65  # of the size of a large one: small ones are no smaller
    most: float = 0.9  # and no larger
    touch: float = 0.15  # letters of a word stand no further apart
    blank: float = 1.5  # letters further apart are of another text
    leading: float = 1.6  # the next line of one text is no further below


class WordThresholds(Struct, frozen=True):
    """Glyphs that are one word.

    Where a page prints its blanks as glyphs, only a gap far wider than tracking parts words; where
    it does not, gaps are all there is to tell words apart.
    """

    gap_with_blanks: float = 0.25  # a wider gap parts words, where blanks are printed
    gap_without_blanks: float = 0.16  # and where they are not
    enough_blanks: float = 0.04  # share of blanks among the glyphs of a page that prints them
    same_baseline: float = 0.06  # baselines of one line of glyphs differ by no more
    smallest: float = 0.1  # points: glyphs without a size are taken for this
    jump: int = 3  # places in the content stream: glyphs of one word are printed within this
    backwards: float = 1.5  # a glyph that begins further left than this is of another word
    covered: float = 0.3  # of a blank's width: a glyph that begins within it covers the blank
    blank_after: float = 6.0  # a blank that begins further right does not end the word before it
    # letters that are spaced out on purpose
    tracked: float = 0.1  # letters of a word further apart than this
    stretch: float = 1.2  # a gap wider than this ends a stretch of evenly spaced letters
    letters: int = 4  # pairs of letters of such a stretch, at least
    # vertical rules between the words of two cells
    open: float = 0.02  # a gap wider than this may have a rule in it
    beside: float = 0.5  # points: or within this at either side
    middle: float = 0.25  # over the baseline: where a rule between two glyphs has to pass
    overrun: float = 2.5  # a word runs over the border of its cell by no more
    portion: int = 1 << 20  # pairs of stretches and rules that are compared at once


class RaisedThresholds(Struct, frozen=True):
    """Letters raised or lowered beside a word; lengths are in units of that word's size."""

    smaller: float = 0.9  # of the size of the word beside: a mark is no larger
    touches: float = 0.2  # a mark stands no further away
    off: float = 0.06  # its baseline is further from that of the word
    highest: float = 0.6  # and no further than this
    upright: float = 1.1  # a word that is higher is turned, and has no marks
    bucket: float = 4.0  # points: how finely the right sides of words are looked up


class LineThresholds(Struct, frozen=True):
    """Words that are one line."""

    same_line: float = 0.35  # baselines of one line differ by no more (raised letters)
    turned: float = 1.2  # words that are higher are turned
    # of how much the ends of turned lines differ: by less do their beginnings
    level: float = 0.1


class DoubtThresholds(Struct, frozen=True):
    """Which words a second reader is asked about; lengths are in units of the font's size."""

    overlap: float = 0.35  # a letter begins no further inside the one before it
    wide: float = 1.7  # no letter is wider: a ligature of three has less
    narrow: float = 0.05  # nor narrower
    gap: float = 0.015  # a gap this near to the one that parts words is a blank or none
    smallest: float = 0.1  # points: glyphs without a size are taken for this


class CrossCheckThresholds(Struct, frozen=True):
    """Two readers of one page."""

    near: float = 3.0  # points: one word stands at one place for both readers


class TextThresholds(Struct, frozen=True):
    """All thresholds of the text."""

    marks: MarkThresholds = MarkThresholds()
    runs: RunThresholds = RunThresholds()
    small_capitals: SmallCapitalThresholds = SmallCapitalThresholds()
    words: WordThresholds = WordThresholds()
    raised: RaisedThresholds = RaisedThresholds()
    lines: LineThresholds = LineThresholds()
    doubts: DoubtThresholds = DoubtThresholds()
    crosscheck: CrossCheckThresholds = CrossCheckThresholds()


TEXT = TextThresholds()
