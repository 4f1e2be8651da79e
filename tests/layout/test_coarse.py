"""Rules that draw a few large cells around columns, and those around a whole page."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest

from pipeline.layout.coarse import is_coarse, lacks_verticals
from pipeline.layout.grid import grids
from pipeline.layout.sketch import facts_of, sketch_of
from pipeline.model.geometry import Border
from pipeline.text.page import Page, Word
from tests.layout.test_ruleless import line

NUMBERS = [("Auce", "1 200", "35,1"), ("Dobele", "980", "28,7"), ("Iecava", "77", "2,3")]
WORDS = [("Auce", "ceļu un", "tiltu"), ("un", "ielu", "būve"), ("citi", "2015", "2018")]


def words(rows: Sequence[Sequence[str]], y: float = 100) -> tuple[Word, ...]:
    return tuple(itertools.chain(*(line(y + 12 * n, *row) for n, row in enumerate(rows))))


def page(own: tuple[Word, ...], xs: Sequence[float], ys: Sequence[float]) -> Page:
    """A page of 400 by 600 with rules at those places, each over the whole table."""
    across = tuple(Border(y, xs[0], xs[-1]) for y in ys)
    down = tuple(Border(x, ys[0], ys[-1]) for x in xs)
    return Page(1, 400, 600, 0, own, across, down, 0, 0.0)


@pytest.mark.parametrize(
    ("rows", "xs", "ys", "coarse"),
    [
        (NUMBERS, (40, 190, 390), (85, 140), True),  # two columns of numbers in one field
        (NUMBERS, (40, 190, 290, 390), (85, 140), False),  # each column has its own
        (NUMBERS, (40, 190, 390), (85, 104, 116, 140), False),  # each row has: as it is meant
        (WORDS, (40, 190, 390), (85, 140), False),  # text, whose gaps say nothing
    ],
)
def test_a_field_with_columns_of_numbers_is_no_cell(
    rows: Sequence[Sequence[str]], xs: Sequence[float], ys: Sequence[float], coarse: bool
) -> None:
    sheet = page(words(rows), xs, ys)
    (grid,) = grids(sheet.horizontal, sheet.vertical)
    assert is_coarse(grid, sheet.words) is coarse


@pytest.mark.parametrize(
    ("xs", "ys", "fragments"),
    [
        ((10, 340, 390), (10, 590), 0),  # a frame with a margin
        ((10, 190, 390), (80, 140), 1),  # a row of two cells
        ((10, 190, 290, 390), (10, 590), 1),  # a row of three that fills its page
    ],
)
def test_the_decoration_of_a_page_is_no_table(
    xs: Sequence[float], ys: Sequence[float], fragments: int
) -> None:
    sheet = page(words(WORDS), xs, ys)
    sketch = sketch_of(sheet, facts_of(sheet, {}))
    assert len(sketch.fragments) == fragments
    assert bool(sketch.loose) is (fragments == 0)


PLAN = [
    ("R 1", "Ceļu būve", "Dome", "2015"),
    ("", "un remonts", "ZPR", ""),
    ("R 2", "Tiltu būve", "VARAM", "2016"),
    ("R 3", "Ielu remonts", "ZPR", "2017"),
]


@pytest.mark.parametrize(
    ("xs", "rows", "lacks"),
    [
        ((40, 90, 390), PLAN, True),  # a rule beside the ids alone
        ((40, 90, 200, 290, 390), PLAN, False),
        ((40, 200, 290, 390), PLAN, False),  # no drawn column is as wide
        ((40, 90, 390), PLAN[:2], False),  # too few lines tell
        ((40, 90, 390), [("R 1", "Ceļu un tiltu un ielu būve"), *[("", "un remonts")] * 3], False),
    ],
)
def test_rules_beside_some_columns_leave_the_others_to_the_words(
    xs: Sequence[float], rows: Sequence[Sequence[str]], lacks: bool
) -> None:
    columns = (45.0, 110.0, 215.0, 310.0)
    own = itertools.chain(
        *(line(100 + 12 * n, *row, columns=columns) for n, row in enumerate(rows))
    )
    sheet = page(tuple(own), xs, (85, 100 + 12 * len(rows)))
    (grid,) = grids(sheet.horizontal, sheet.vertical)
    assert lacks_verticals(grid, sheet.words) is lacks
