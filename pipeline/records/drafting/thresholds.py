"""The thresholds of drafting: the evidence required for kinds of tables and roles of columns.

One frozen struct a subject, all of them in `DRAFTING`, which the modules read when they are
called; tuned by experiment on the plans in `tests/`. Scores are those of `vocabulary.score` for a
header, from 0 to 1.
"""

from __future__ import annotations

from msgspec import Struct


class RoleThresholds(Struct, frozen=True):
    """Thresholds for the roles of columns.

    Shares are of the printed cells of a column, scores those of `vocabulary.score` for a header,
    both 0 to 1; lengths are mean letters of a cell.
    """

    # shares
    most: float = 0.55  # are of a kind
    ids: float = 0.6  # ids, in a column of ids, of references or of a level's ids
    all_ids: float = 0.9  # ids: if merged over rows, they are a level's rather than references
    running: float = 0.95  # ids, half of them whole numbers: consecutive numbers of rows
    half: float = 0.5  # distinct, printed, words or money: neither for nor against
    repeats: float = 0.7  # distinct or printed; with fewer, the cells of a level
    differ: float = 0.8  # distinct, printed, periods: nearly all
    timed: float = 0.6  # years; with more, not names or bodies
    marked: float = 0.3  # money, periods or words; with fewer, marks or single years
    few: float = 0.2  # printed, years; with fewer, nearly empty
    some: float = 0.1  # money or years, where the header indicates them

    # scores
    least: float = 0.5  # a role is named at all
    ending: float = 0.55  # names a beginning or an end
    referring: float = 0.6  # names ids of other rows, or money over columns of sources
    level: float = 0.7  # names a level
    timely: float = 0.8  # names time, so that years in it are not years of money
    clear: float = 0.9  # names ids or time, whatever the contents of cells
    nearly: float = 0.02  # margin by which another role's score may exceed that of a name

    # lengths
    mark: int = 4
    name: int = 5
    task: int = 10
    long_name: int = 12
    sentence: int = 25
    references: int = 3  # with fewer, numbers rather than references
    level_name: int = 3  # with no more, not a name of a level

    # places and counts
    leftmost_columns: int = 2  # leftmost columns that may have ids
    level_columns: int = 3  # leftmost columns that may have a level not named by a header
    often_merged: int = 3  # one cell in this many is merged, for a level

    # scores that are given
    by_content: float = 0.7  # role by the contents of cells, whatever the header
    of_ids: float = 0.9
    of_marks: float = 0.9
    of_merged: float = 0.6  # level by merged cells only
    of_longest: float = 0.55  # name by the length of its texts only
    leftmost: float = 0.3  # added to ids in the first or second column
    distinct_name: float = 0.2  # added to a name whose cells are all distinct
    name_a_row: float = 0.1  # added to a name that is printed in every row


class HeaderRowThresholds(Struct, frozen=True):
    """Thresholds for headers of unknown tables."""

    longest: int = 160  # letters of one header
    named: float = 0.5  # share of columns whose headers are in the vocabulary
    few: int = 3  # columns; a table with more is wide
    full: float = 0.7  # share of the columns of a wide table that have headers
    inside: int = 3  # minimum number of headers of a row below rows of a table
    least: int = 2  # minimum number of headers, all in the vocabulary
    explained: float = 0.4  # share of the words of a header that are in the vocabulary
    sure: float = 0.6  # minimum score of a header in the vocabulary
    band_columns: int = (
        4  # minimum number of columns of a table in which a row of id and name only is a band
    )


class KindThresholds(Struct, frozen=True):
    """Thresholds for the kinds of tables."""

    sure: float = 0.65  # minimum score of a header that determines the kind
    likely: float = 0.5  # minimum score of a header of a table of rows
    long_text: int = 20  # mean letters per cell; with more, texts are names of rows
    distinct: float = 0.8  # if a larger share of them is distinct
    principles: int = 3  # minimum number of headers of a table of principles
    level: float = 0.6  # minimum score of a header of a level in a hierarchy table
    other: float = 0.5  # the same for columns of other tables
    principle_priority: float = 0.8  # score of the column beside those of principles


class VocabularyThresholds(Struct, frozen=True):
    """Thresholds for looking up words of headers."""

    broken: int = 4  # letters; a prefix at least this long may continue in the next piece
    pieces: int = 4  # maximum number of pieces of a word
    words: int = 6  # of a header; longer ones name several things
    unexplained: float = 0.02  # penalty for each additional word
    letter: float = 0.001  # bonus for each letter of a phrase, as longer ones are more specific


class EntryThresholds(Struct, frozen=True):
    """Thresholds for the entries of a drafted profile."""

    required: float = 0.9  # share of filled cells for a required column
    alike: float = 0.8  # share of ids with (or without) a final full stop for it to be the format
    enough: int = 5  # minimum number of rows as evidence
    anew: float = 0.7  # share of distinct ids; with fewer, numbering restarts
    same_size: float = 0.1  # points; maximum difference in size of a title's lines
    longest_title: int = 300  # letters


class NameThresholds(Struct, frozen=True):
    """Names in lists that are printed without commas."""

    longest: int = 80  # letters of a name
    blank: float = 0.3  # of the font's size; the space before a word that would have fitted
    padding: float = 1.0  # points; minimum padding of a cell
    exactly: float = 1.0  # points; accuracy of widths


class FitThresholds(Struct, frozen=True):
    """Thresholds for the fit of a written profile."""

    known: float = 0.9  # share of the columns of rows with headers of the profile
    ids: float = 0.5  # share of the cells in the column of ids that are ids of the level


class DraftingThresholds(Struct, frozen=True):
    """All thresholds of drafting."""

    roles: RoleThresholds = RoleThresholds()
    header_rows: HeaderRowThresholds = HeaderRowThresholds()
    kinds: KindThresholds = KindThresholds()
    vocabulary: VocabularyThresholds = VocabularyThresholds()
    entries: EntryThresholds = EntryThresholds()
    names: NameThresholds = NameThresholds()
    fit: FitThresholds = FitThresholds()


DRAFTING = DraftingThresholds()
