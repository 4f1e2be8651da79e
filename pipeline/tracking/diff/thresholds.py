"""Every threshold of the comparison of two versions, with unit and reason.

*Likeness* is a similarity from 0 to 1. Weights are relative to each other. Constants that are not
thresholds (scale factors of integer weights, tie breakers) are in the functions that use them.
"""

from __future__ import annotations

from msgspec import Struct


class PartWeights(Struct, frozen=True):
    """The weight of each kind of part of a row in matching rows.

    A name identifies a row best; a year or a body that most rows share hardly does. Rare words also
    weigh more.
    """

    name: float = 5.0
    children: float = 4.0  # names of the rows beneath, which a renamed direction keeps
    texts: float = 3.0  # lists of texts printed as such, such as indicators
    references: float = 2.0  # names of the rows referred to, since their ids may have changed
    names: float = 1.0  # lists of short names cut from one cell
    amount: float = 1.0
    value: float = 0.5  # years, states, places


class RowMatching(Struct, frozen=True):
    """Which rows of both versions can be a pair.

    Of the 3,240 pairs of different activities of one plan half reach a likeness of 0.15, one in
    twenty 0.25, one in fifty 0.3, and a few variants of one text 0.5; a row whose name alone was
    rewritten keeps more than 0.5. With the same id, or between matched neighbours, chance explains
    less.
    """

    same_id: float = 0.25
    same_place: float = 0.3  # between neighbours that are matched
    other_id: float = 0.55
    evidence: float = 2.0  # weight of the common parts besides the name; with less the id decides
    id_bonus: int = 20_000  # of 1,000,000 for full likeness: decides only between near equals
    common_word: int = 64  # rows; a word of more rows does not lead to candidates
    rare_words: int = 16  # words of a row that are looked up, the rarest first
    candidates: int = 8  # pairs kept per row


class ItemMatching(Struct, frozen=True):
    """Which items of a list replace each other; worth is on a scale of 10,000 for equal texts."""

    same_gap: int = 8_000  # both between the same kept items
    same_neighbour: int = 4_000  # beside the same kept item
    same_position: int = 2_000
    alike: float = 0.75  # likeness of a long item with one at another place
    long: int = 25  # letters; shorter items are alike by chance


class TextMatching(Struct, frozen=True):
    """Words and paragraphs of running text."""

    stem: int = 5  # letters: Latvian endings change with case and tense, the beginning does not
    longest_run: int = 6  # paragraphs that another typesetter merges into one


class DiffThresholds(Struct, frozen=True):
    """All thresholds of the comparison."""

    weights: PartWeights = PartWeights()
    rows: RowMatching = RowMatching()
    items: ItemMatching = ItemMatching()
    texts: TextMatching = TextMatching()


DIFF = DiffThresholds()
