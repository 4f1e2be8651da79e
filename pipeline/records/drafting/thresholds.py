"""The thresholds of drafting: what a table and its columns must show to be taken for what they are.

One frozen struct a subject, all of them in `DRAFTING`, which the modules read when they are
called; tuned by experiment on the plans in `tests/`. Scores are those of `vocabulary.score` for a
header, from 0 to 1.
"""

from __future__ import annotations

from msgspec import Struct


class RoleThresholds(Struct, frozen=True):
    """What a column has to show for a role: the thresholds of drafting, tuned by experiment.

    Shares are of the printed cells of a column, scores those of `vocabulary.score` for a header,
    both 0 to 1; lengths are mean letters of a cell.
    """

    # shares
    most: float = 0.55  # are of a kind
    ids: float = 0.6  # are ids, in a column of ids, of references or of a level's ids
    all_ids: float = 0.9  # are ids: merged over rows, they are a level's and refer to nothing
    running: float = 0.95  # are ids, and half of them whole numbers: rows numbered on
    half: float = 0.5  # differ, are printed, are words or money: neither way, nothing is told
    repeats: float = 0.7  # differ or are printed: with fewer, the cells of a level
    differ: float = 0.8  # differ, are printed, hold periods: nearly all
    timed: float = 0.6  # hold years: with more, no names or bodies
    marked: float = 0.3  # hold money, periods or words: with fewer, marks or single years
    few: float = 0.2  # are printed, hold years: with fewer, all but empty
    some: float = 0.1  # hold money or years, where the header promises them

    # scores
    least: float = 0.5  # names a role at all
    ending: float = 0.55  # names a beginning or an end
    referring: float = 0.6  # names ids of other rows, or money over columns of sources
    level: float = 0.7  # names a level
    timely: float = 0.8  # names time, so that years in it are no years of money
    clear: float = 0.9  # names ids or time, whatever the cells hold
    nearly: float = 0.02  # by as much surer may another role be than a name

    # lengths
    mark: int = 4
    name: int = 5
    task: int = 10
    long_name: int = 12
    sentence: int = 25
    references: int = 3  # with fewer, numbers that refer to nothing
    level_name: int = 3  # with no more, no name of a level

    # places and counts
    leftmost_columns: int = 2  # columns at the left in which ids stand
    level_columns: int = 3  # columns at the left in which a level stands that no word names
    often_merged: int = 3  # one cell in so many is merged: those of a level

    # scores that are given
    by_content: float = 0.7  # a role that the cells tell, whatever the header says
    of_ids: float = 0.9
    of_marks: float = 0.9
    of_merged: float = 0.6  # a level told by merged cells alone
    of_longest: float = 0.55  # a name told by the length of its texts alone
    leftmost: float = 0.3  # what standing first or second adds to ids
    distinct_name: float = 0.2  # what it adds to a name when all its cells differ
    name_a_row: float = 0.1  # what it adds to a name when every row prints one


class HeaderRowThresholds(Struct, frozen=True):
    """What a row must show to be the header of a table that nobody knows."""

    longest: int = 160  # letters of one header
    named: float = 0.5  # share of its columns whose headers the vocabulary must know
    few: int = 3  # columns: a table of more is a wide one
    full: float = 0.7  # share of the columns of a wide table that have headers
    inside: int = 3  # headers, at least, of a row with rows of a table above it
    least: int = 2  # headers, at least, and as many that the vocabulary knows
    explained: float = 0.4  # share of the words of a header that the vocabulary must hold
    sure: float = 0.6  # the score from which the vocabulary knows a header
    band_columns: int = 4  # of a table, at least, where a row of an id and a name alone is a band


class KindThresholds(Struct, frozen=True):
    """What tells the kind of a table."""

    sure: float = 0.65  # a higher score of a header names what the kind is told by
    likely: float = 0.5  # a higher score of a header names a column of rows
    long_text: int = 20  # mean letters of a cell: more are the names of rows,
    distinct: float = 0.8  # where a larger share of them differ
    principles: int = 3  # headers of a table of principles, at least
    level: float = 0.6  # a higher score of a header names a level of a table of the hierarchy
    other: float = 0.5  # the same of a column of the other tables
    principle_priority: float = 0.8  # the score of the column beside those of principles


class VocabularyThresholds(Struct, frozen=True):
    """How words of a header are looked up."""

    broken: int = 4  # letters: a beginning at least this long may go on in the next piece
    pieces: int = 4  # of one word, at most
    words: int = 6  # of a header: a longer one names more than one thing
    unexplained: float = 0.02  # off the score for each word more
    letter: float = 0.001  # on the score for each letter of a phrase: the longer one is surer


class EntryThresholds(Struct, frozen=True):
    """What is written into the draft of a profile."""

    required: float = 0.9  # share of cells that are filled where an empty one is a fault
    alike: float = 0.8  # share of ids that end in a stop, or do not, where all are to do so
    enough: int = 5  # rows by which something is told
    anew: float = 0.7  # share of the ids that differ: of fewer, rows are numbered on anew
    same_size: float = 0.1  # points: lines of a title differ in size by no more
    longest_title: int = 300  # letters


class NameThresholds(Struct, frozen=True):
    """Names in lists that are printed without commas."""

    longest: int = 80  # letters of a name
    blank: float = 0.3  # of the font's size: the blank before a word that would have fitted
    padding: float = 1.0  # points: that of a cell, at least
    exactly: float = 1.0  # points: how exactly widths are known


class FitThresholds(Struct, frozen=True):
    """When a written profile fits a document."""

    known: float = 0.9  # share of the columns of rows whose headers it has to know
    ids: float = 0.5  # share of the cells in the column of ids that have to be ids of the level


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
