"""The thresholds of the recognition of pictures.

One frozen struct a subject, all of them in `RECOGNITION`, which the modules read when they are
called. The values were tuned on scans of the plans in `tests/`.
"""

from __future__ import annotations

from msgspec import Struct


class PictureThresholds(Struct, frozen=True):
    """Shares of white, unless told otherwise."""

    fields: tuple[float, float] = (10.0, 16.0)  # points: squares that tell the tone of the paper
    grain: float = 1.4  # points: and as exactly as this
    stroke: float = 4.0  # points: strokes of letters are thinner
    side: float = 2.0  # points: letters stand further from the sides of a dark field
    beside: float = 400.0  # points: no line of light letters is longer
    inverse: float = 0.45  # paper darker than this carries light letters
    ink: float = 0.62  # what is darker, of the paper around it, is ink
    # Degrees: pages lie no further askew than the first; each step is looked at in the next ones.
    steps: tuple[float, ...] = (5.0, 0.25, 0.05, 0.01)
    level: float = 0.04  # degrees: this askew is straight
    dots: int = 150_000  # pixels of ink that tell how far a page is askew
    bare: float = 0.9  # what is lighter is bare paper
    noise: float = 0.02  # spread of bare paper, from which on the picture is smoothed


class RuleThresholds(Struct, frozen=True):
    """Points, unless told otherwise."""

    contrast: float = 0.12  # share of white by which a rule is darker than what lies beside it
    # Thickness and least length of thin and of thick rules: strokes of letters are shorter, and
    # what is thicker is shading.
    kinds: tuple[tuple[float, float], ...] = ((1.4, 14.0), (3.5, 40.0))
    gap: float = 1.2  # dust breaks a rule by no more
    solid: float = 0.85  # share of a rule that is drawn at least
    soft: float = 0.4  # a rule's edges reach this much further
    # A shorter rule that ends at no other, or at one alone, is a part of bold letters.
    alone: float = 90.0
    held: float = 28.0
    piece: float = 6.0  # no shorter pieces of the side of a dark field count
    touch: float = 3.0  # from the end of a rule to the one that it ends at


class LineThresholds(Struct, frozen=True):
    """Lengths in units of the height of capitals, unless told otherwise."""

    lowest: int = 12  # pixels: capitals are no smaller
    alike: float = 0.15  # heights and feet of capitals differ by no more
    stop: float = 0.36  # a stop is no higher and no wider
    comma: float = 0.5  # nor is a comma
    full: float = 0.6  # of the tallest shape: capitals are taller
    bracket: float = 1.5  # a bracket is no taller
    middle: tuple[float, float] = (0.1, 0.65)  # above the baseline: where dashes stand
    sunk: float = 0.055  # a stop ends no further from the baseline
    thin: float = 0.24  # a dash is no thicker
    hyphen: float = 0.48  # a dash up to this width is a hyphen
    dash: float = 1.15  # and up to this one an en dash
    blank: float = 0.38  # a wider gap is a blank
    pitch: float = 0.915  # middles of two digits further apart than this have a blank between
    speck: float = 0.1  # what is lower and narrower is dust
    wide: float = 0.95  # a wider shape may be several digits that touch
    digit: float = 0.72  # each of them about this wide
    slack: float = 0.25  # of that width: how far from its place two of them may meet


class ShapeThresholds(Struct, frozen=True):
    """Likenesses are correlations of pictures, from -1 to 1."""

    alike: float = 0.86  # shapes of one letter look as much alike
    likest: float = 0.7  # small or grainy shapes of one letter look at least so much alike
    clearer: float = 0.1  # and so much more than any other
    width: float = 0.2  # and are about as wide, as a share
    mark: float = 0.99  # how sure a mark is, by its size and place alone
    prior: float = 0.5  # prior votes against each letter


class MendingThresholds(Struct, frozen=True):
    """How sure is sure: 0 to 1."""

    trusted: float = 0.9  # a word read so surely is a word of the document
    often: int = 3  # a name that occurs so often is known
    shortest: int = 4  # letters: shorter words have too many neighbours
    mended: float = 0.9  # how sure a word is that was put right
    modest: float = 2.0  # the power of Tesseract's doubt about a known word that is the true one
    beside: float = 0.7  # words beside printed ones are surer: the others are specks of a picture
    most: float = 0.9999  # no word that was recognised is surer


class DoubtThresholds(Struct, frozen=True):
    """How sure words are at most that are often misread: 0 to 1."""

    unread: float = 0.5  # a mark stands for a letter
    lost_blank: float = 0.7  # a letter stands right behind a comma
    ones: float = 0.7  # III is 111 in many fonts
    case: float = 0.85  # a capital within a sentence is as high as a small letter nearly


class LetterThresholds(Struct, frozen=True):
    """Heights are above the baseline, in units of those of bare small letters."""

    small: float = 1.15  # a bare letter up to this height is small
    sure: float = 0.8  # how sure it must be that a shape is a 1
    raised: float = 0.2  # of the font's size: raised digits stand higher above the baseline
    # Between these heights dashes stand, in units of the font's size.
    dash: tuple[float, float] = (0.08, 0.5)


class RecognitionThresholds(Struct, frozen=True):
    """All thresholds of the recognition."""

    picture: PictureThresholds = PictureThresholds()
    rules: RuleThresholds = RuleThresholds()
    lines: LineThresholds = LineThresholds()
    shapes: ShapeThresholds = ShapeThresholds()
    mending: MendingThresholds = MendingThresholds()
    doubts: DoubtThresholds = DoubtThresholds()
    letters: LetterThresholds = LetterThresholds()


RECOGNITION = RecognitionThresholds()
