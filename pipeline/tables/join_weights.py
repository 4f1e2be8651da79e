"""How the signs of a broken word are weighed, and the thresholds of each sign."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class JoinWeights:
    """Weights of the signs as log-odds for "inside a word"; tuned on the plans in `tests/`.

    Widths are in units of a line's mean letter, unless told otherwise.
    """

    prior: float = -2.2
    full: float = 1.6  # not one more letter fits into the line
    packed: float = 3.5  # more where lines are full whatever they end with
    room: float = -4.0  # letters would fit
    too_long: float = 1.4  # the whole word is wider than the column
    fits: float = -1.4  # the whole word is not
    # a word wider than its column is broken at the start of a line of its own
    late: float = -1.2
    no_blank: float = 3.5  # no blank glyph ends the line, where one is expected
    spelt: float = 1.0  # factor of `Spelling.odds`, of the letters at both sides of the line end
    joined_known: float = 3.2  # the document has the whole word elsewhere
    head_known: float = -2.6
    tail_known: float = -1.8
    long_tail_known: float = -1.2  # more where the tail has five letters or more
    head_unknown: float = 0.8
    tail_unknown: float = 0.6
    # by length: a short tail that is no word of its own
    stump: dict[int, float] = field(default_factory=lambda: {1: 2.4, 2: 1.6, 3: 1.0})
    # what the dictionary says where all signs together leave a doubt
    one_word: float = 5.0  # it knows the whole word, and not both halves
    two_words: float = -5.0  # it knows both halves, and not the whole word
    either: float = -0.5  # it knows both readings
    # it knows the second half, a long word, and neither the whole nor the first half, a name
    name_and_word: float = -4.0
    doubt: float = 6.0  # log-odds within which the dictionary is asked

    even: float = 1.5  # log-odds within which both readings are reported as a doubt

    likely: float = 0.75  # probability of a blank glyph from which its absence is evidence
    most: float = (
        0.6  # share of wrapped lines full to the last letter: more make a document `packed`
    )
    enough: int = 8  # wrapped lines needed before their blanks say anything about the typesetter
    full_within: float = 1.15  # a line is full where less than this is free
    free_letters: float = 1.5  # a line has room where more than this is free
    wider: float = 1.01  # of the column's width: a wider word cannot have been printed in it


WEIGHTS = JoinWeights()
