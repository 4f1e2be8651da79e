"""What a column of a sheet holds, and how surely that is known."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bounds:
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

    # scores that are given
    by_content: float = 0.7  # a role that the cells tell, whatever the header says
    of_ids: float = 0.9
    of_marks: float = 0.9
    of_merged: float = 0.6  # a level told by merged cells alone
    of_longest: float = 0.55  # a name told by the length of its texts alone
    leftmost: float = 0.3  # what standing first or second adds to ids
    distinct_name: float = 0.2  # what it adds to a name when all its cells differ
    name_a_row: float = 0.1  # what it adds to a name when every row prints one


BOUNDS = Bounds()


@dataclass(frozen=True, slots=True)
class Role:
    """What a column holds."""

    field: str  # of `fields.NAMES`; "" where nothing tells it
    score: float
    why: str
    name: str | None = None
    source: str | None = None
    year: int | None = None
    unit: str | None = None
    partners: bool = False


UNTOLD = Role("", 0.0, "no word of its header and nothing in its cells tells its role")
