"""Rules that part no rows: above and below a table, or under its header alone.

A table is given as its bands, that is what stands between two rules; each band as its rows, and a
row as the texts of its cells.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest

from pipeline.layout.bands import Bands, HeaderWords
from pipeline.layout.frames import frames_of
from pipeline.layout.sketch import Sketch
from pipeline.model.geometry import Box
from pipeline.model.strings import squeeze
from pipeline.text.page import PageFacts
from tests.layout.test_ruleless import line

Band = Sequence[Sequence[str]]
HEADER = ("Rīcība", "Dalībnieki", "Termiņš")
KNOWN = [HeaderWords(squeeze(" ".join(HEADER)))]
FEW = [("R 1", "Dome", "2015")]
OTHER = [("R 2", "ZPR", "2016")]
MANY = [("R 1", "Dome", "2015"), ("R 2", "ZPR", "2016"), ("R 3", "VARAM", "2017")]


def bands(*own: Band, left: float = 48) -> Bands:
    """A table whose rules enclose these bands."""
    rules = [100.0]
    words = []
    for band in own:
        lines = (line(rules[-1] + 12 * n, *row) for n, row in enumerate(band, 1))
        words.append(tuple(itertools.chain(*lines)))
        rules.append(rules[-1] + 12 * len(band) + 6)
    box = Box(left, rules[0], 380, rules[-1])
    return Bands(1, box, tuple(rules), tuple(words))


def sketch(number: int, *tables: Bands, boxed: bool = False) -> Sketch:
    facts = PageFacts(number, 400, 600, 0, 0, 0, 0.0, "", None)
    return Sketch(facts, (), tuple((table, boxed) for table in tables), ())


@pytest.mark.parametrize(
    ("table", "is_frame"),
    [
        (bands([HEADER], MANY), True),  # above, under the header, below
        (bands([HEADER, *MANY]), True),  # above and below alone
        (bands([HEADER], FEW), False),  # one row, which a rule ends
        (bands([HEADER], FEW, OTHER), False),  # a rule between two rows
        (bands([HEADER], FEW, OTHER, MANY[2:]), False),
    ],
)
def test_rules_around_several_rows_are_a_frame(table: Bands, is_frame: bool) -> None:
    assert frames_of([sketch(1, table)], KNOWN) == [(table,) if is_frame else ()]


def test_a_row_alone_is_one_where_others_under_its_header_are_parted() -> None:
    parted, alone = bands([HEADER], FEW, OTHER), bands([HEADER], MANY[2:])
    assert frames_of([sketch(1, parted), sketch(2, alone)], KNOWN) == [(), ()]


def test_a_table_elsewhere_on_the_page_says_nothing() -> None:
    """Of one with the same sides and no header it may be the remainder."""
    parted = bands([HEADER], FEW, OTHER)
    for left, is_frame in ((48, False), (90, True)):
        rest = bands(MANY[2:], left=left)
        (_, found) = frames_of([sketch(1, parted), sketch(2, rest)], KNOWN)
        assert found == ((rest,) if is_frame else ())


def test_a_box_around_text_is_no_frame() -> None:
    assert frames_of([sketch(1, bands([HEADER, *MANY]), boxed=True)], KNOWN) == [()]


def test_a_rule_alone_holds_nothing() -> None:
    alone = Bands(1, Box(48, 100, 380, 100), (100.0,), ())
    assert frames_of([sketch(1, alone)], KNOWN) == [()]
