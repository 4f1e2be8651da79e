"""The thresholds of tables: similarity of headers, continuation of tables, evidence for words
broken at line ends.

One frozen struct a subject, all of them in `TABLES`, which the modules read when they are
called. Lengths are in units of the font's size where nothing else is said; the values were tuned on
the plans in `tests/`.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field


class HeaderThresholds(Struct, frozen=True):
    """Thresholds for headers. Similarity is from 0 to 1."""

    alike: float = 0.8  # minimum similarity of a header to a wording of the profile
    other_order: float = 0.95  # factor of the similarity for words in another order
    better: float = 0.02  # margin of similarity for a header of more rows or of another table
    share: float = 0.6  # minimum share of a table's columns in its header row
    headed: float = 0.35  # minimum share of letters in header words for a row to be examined
    shortest: int = 3  # letters; shorter words are not counted
    deepest: int = 4  # maximum number of rows of a header
    times: float = 2.5  # times the longest header of the profile; a row of more letters
    letters: int = 150  # plus this number is not a header


class ColumnThresholds(Struct, frozen=True):
    """Columns of one table on two pages."""

    near: float = 0.02  # of the table's width: they differ by no more
    nearest: float = 6.0  # points: or by this


class BandThresholds(Struct, frozen=True):
    """Rows of one cell across a table."""

    wide: float = 0.6  # of the table's width; minimum width of a cell across columns to be a band
    columns: int = 4  # of a table, at least, where two cells across all of them are one


class SumThresholds(Struct, frozen=True):
    """Rows of sums."""

    longest: int = 119  # maximum letters of a text that ends with the word for a sum


class UnruledRowThresholds(Struct, frozen=True):
    """Several rows between two rules."""

    apart: float = 2.0  # lines of one list follow each other within
    level: float = 0.3  # first lines of a row's cells differ by no more
    tie: float = 0.5  # points: strips of white whose heights differ by no more are as high


class HeadersAgainThresholds(Struct, frozen=True):
    """Headers printed again that hold the remainder of a row."""

    columns: int = 3  # of such a header, at least
    over: float = 1.0  # points: the remainder begins no further above its foot


class DrawnOnlyThresholds(Struct, frozen=True):
    """Drawings that look like tables."""

    mesh: int = 3  # columns and rows of a chart, at least
    filled: float = 0.3  # share of the cells of a table that hold something, at least
    header: float = 0.6  # share of the columns that a header fills, at least
    near: float = 6.0  # points: sides of one table on two pages differ by no more


class LinesAsRowsThresholds(Struct, frozen=True):
    """Lines of numbers that are rows each, where rules part columns alone."""

    columns: int = 3  # that hold something, at least
    lines: int = 3  # heights at which lines stand, at least
    level: float = 0.3  # of the font's size: feet of lines of one height differ by no more
    values: float = 0.8  # share of numbers among the lines of a column of numbers
    value_columns: int = 2  # of numbers, at least; and half of all but the first
    filled: float = 0.75  # share of these columns with a line at a height
    full: float = 0.85  # share of the heights at which so many have one
    beside: int = 5  # rows over which a cell runs that holds a line in each, at least
    digits: float = 0.6  # share of lines with a digit, but for the first column, without such


class WholeTableThresholds(Struct, frozen=True):
    """Fragments that are one table, where nothing is known of it."""

    drift: float = 0.4  # of the narrower column beside it: as far a border moves between pages
    same: float = 0.02  # of the table's width: a border of one fragment is one of the other
    as_wide: float = 0.1  # of the table's width: as much two fragments of one table differ
    near: float = 8.0  # points: parts of one table on one page stand no further apart
    deep: int = 4  # rows of a fragment among which a header printed again is looked for
    filled: float = 0.8  # share of the rows that fill a column by which rows are told


class RoomThresholds(Struct, frozen=True):
    """The room of a column beside a line."""

    padding: float = 8.0  # points: the padding of a cell is no wider
    blank: float = 0.28  # the width of a blank
    full: float = 1.15  # letters: a line is full where less than this is free
    # points: how exactly widths are known, where a word is told to fit into a line or not
    exactly: float = 0.5


class TypesetterThresholds(Struct, frozen=True):
    """What a document's typesetter does at the ends of lines."""

    enough: int = 8  # wrapped lines needed before they say anything about it
    # share of wrapped lines full to the last letter: more make a document `packed`
    packed: float = 0.6
    stretched: float = 0.5  # of a letter: a line whose blanks are wider by more is full by them
    # share of the wrapped lines that take all words which fit: up to it widths are trusted least,
    greedy: float = 0.75
    greedier: float = 0.2  # and wholly, where it is so much more
    least: float = 0.3  # how far they are trusted at least


class LetterPairThresholds(Struct, frozen=True):
    """Letter statistics of a document."""

    pseudo: float = 0.5  # pseudo-count of additive smoothing: what was not seen is not impossible
    letters: int = 40  # about how many different ones there are, for the smoothing
    pairs: int = 600  # the same of pairs
    most: float = 3.0  # cap of the log-odds: two letters are weak evidence


class JoinWeights(Struct, frozen=True):
    """Weights of the evidence for a broken word, as log-odds of "inside a word".

    Widths are in units of a line's mean letter, unless told otherwise.
    """

    prior: float = -2.2
    full: float = 1.6  # no further letter fits into the line
    packed: float = 3.5  # additional, where all lines are full
    room: float = -4.0  # letters would fit
    too_long: float = 1.4  # the whole word is wider than the column
    fits: float = -1.4  # the whole word is not
    # a word wider than its column is broken at the start of a line of its own
    late: float = -1.2
    no_blank: float = 3.5  # no space glyph at the end of the line, where one is expected
    spelt: float = 1.0  # factor of `Spelling.odds`, of the letters at both sides of the line end
    joined_known: float = 3.2  # the document has the whole word elsewhere
    head_known: float = -2.6
    tail_known: float = -1.8
    long_tail_known: float = -1.2  # more where the tail has `long` letters
    head_unknown: float = 0.8
    tail_unknown: float = 0.6
    # by length: a short tail that is no word of its own
    stump: dict[int, float] = field(default_factory=lambda: {1: 2.4, 2: 1.6, 3: 1.0})
    # evidence of the dictionary, used where the other evidence is balanced
    one_word: float = 5.0  # it has the joined word, but not both parts
    two_words: float = -5.0  # it has both parts, but not the joined word
    either: float = -0.5  # it has both readings
    # it knows the second half, a long word, and neither the whole nor the first half, a name
    name_and_word: float = -4.0
    doubt: float = 6.0  # log-odds within which the dictionary is used

    even: float = 1.5  # log-odds within which both readings are reported as a doubt

    likely: float = 0.75  # probability of a blank glyph from which its absence is evidence
    unknown: float = 0.5  # that probability where too few lines tell it
    as_likely: float = 0.5  # from more on, a stop that begins a line follows without a blank
    free_letters: float = 1.5  # a line has room where more than this is free
    much_room: float = 2.5  # and from this on the whole weight of `room` counts
    wider: float = 1.01  # of the column's width: a wider word cannot have been printed in it
    short: int = 3  # letters: a known word of no more may be a stem or an ending of another
    long: int = 5  # letters: one of fewer may just as well be the ending of another


class Certainty(Struct, frozen=True):
    """Confidences of joins and stitches by reason, 0 to 1, where a single piece of evidence
    decides. The texts of the reasons are in `model.reasons`.
    """

    joins: Mapping[str, float] = field(
        default_factory=lambda: {
            "soft-hyphen-at-line-end": 0.99,
            "hyphenation-at-line-end": 0.95,
            "hyphen-at-line-end": 0.95,
            "slash-at-line-end": 0.9,
            "opening-mark-last": 0.9,
            "closing-mark-next": 0.9,
            "stop-next": 0.8,
            "amount-goes-on": 0.8,
            "year-wider-than-column": 0.8,
        }
    )
    stitches: Mapping[str, float] = field(
        default_factory=lambda: {
            "first-on-page-without-id": 0.97,
            "id-cut-by-page-break": 0.95,
            "first-on-page-without-name": 0.9,
            "first-cell-goes-on": 0.9,
            "row-before-without-id": 0.85,
            "name-goes-on": 0.85,
            "filled-cells-empty": 0.8,
        }
    )


class TableThresholds(Struct, frozen=True):
    """All thresholds of the tables."""

    headers: HeaderThresholds = HeaderThresholds()
    columns: ColumnThresholds = ColumnThresholds()
    bands: BandThresholds = BandThresholds()
    sums: SumThresholds = SumThresholds()
    unruled_rows: UnruledRowThresholds = UnruledRowThresholds()
    lines_as_rows: LinesAsRowsThresholds = LinesAsRowsThresholds()
    headers_again: HeadersAgainThresholds = HeadersAgainThresholds()
    drawn_only: DrawnOnlyThresholds = DrawnOnlyThresholds()
    whole: WholeTableThresholds = WholeTableThresholds()
    room: RoomThresholds = RoomThresholds()
    typesetter: TypesetterThresholds = TypesetterThresholds()
    letter_pairs: LetterPairThresholds = LetterPairThresholds()
    joins: JoinWeights = field(default_factory=JoinWeights)
    certainty: Certainty = field(default_factory=Certainty)


TABLES = TableThresholds()
