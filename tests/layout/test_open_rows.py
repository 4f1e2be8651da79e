"""Rows that no rule closes: which words under the last rule are theirs."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.layout.bands import Bands
from pipeline.layout.open_rows import foot_of, narrowed, spans
from pipeline.model.geometry import Box
from pipeline.text.page import Word
from tests.layout.test_justified import words

GUTTERS = [(40.0, 40.0), (120.0, 180.0), (400.0, 400.0)]  # 150 is the middle of the one inside
TABLE = Bands(1, Box(40, 60, 400, 90), (60.0, 90.0), (tuple(words(80, (50, "R 1"))),))


@pytest.mark.parametrize(
    ("line", "is_row"),
    [
        ([(50, "R 2"), (190, "Ceļi")], True),
        ([(50, "R 2"), (145, "un"), (190, "Ceļi")], True),  # ends within the gutter
        ([(50, "R 2"), (110, "un"), (122, "citi ceļi kopā")], False),  # runs from side to side
        ([(20, "R 2")], False),  # outside the table
    ],
)
def test_a_row_left_open_keeps_to_the_columns(
    line: Sequence[tuple[float, str]], is_row: bool
) -> None:
    own = words(102, *line)
    assert foot_of(TABLE, own, GUTTERS) == (tuple(own) if is_row else ())


def test_far_below_there_is_no_row() -> None:
    assert foot_of(TABLE, words(150, (50, "R 2"), (190, "Ceļi")), GUTTERS) == ()


def test_gutters_end_where_words_of_open_rows_do() -> None:
    def inner(*placed: tuple[float, str]) -> tuple[float, float]:
        return narrowed(GUTTERS, words(102, *placed))[1]

    assert inner((50, "R 2"), (190, "Ceļi")) == (120, 180)
    assert inner((145, "un")) == (120, 145)  # nearer to the right
    assert inner((110, "citi ceļi"), (148, "un vēl")) == (120, 180)  # no white is left
    assert inner((110, "citi ceļi")) == (155, 180)
    assert inner((140, "citi ceļi kopā")) == (120, 140)


COLUMNS = (40.0, 120.0, 240.0, 400.0)


@pytest.mark.parametrize(
    ("lines", "cells"),
    [
        ([[(50, "R 2"), (130, "Ceļi"), (250, "ZPR")]], [(0, 1), (1, 2), (2, 3)]),
        ([[(50, "RV 1.1. Ceļi un tilti un ielas un")]], [(0, 3)]),  # a heading over all columns
        # the remainder of a cell, which may run over the border that the header told
        ([[(130, "un ceļu")], [(130, "tiltu būve")]], [(0, 1), (1, 2), (2, 3)]),
        ([[(130, "un citu lielāku ceļu")], [(130, "būve")]], [(0, 1), (1, 2), (2, 3)]),
        ([[(130, "un citu lielāku ceļu un tiltu")], [(130, "būve")]], [(0, 1), (1, 3)]),
        ([[(130, "un citu lielāku ceļu un tiltu")]], [(0, 3)]),  # one line may be a heading
        ([[(130, "citu lielāku ceļu un tiltu")], [(150, "būve")]], [(0, 3)]),  # set in the middle
    ],
)
def test_which_columns_the_cells_of_a_row_span(
    lines: Sequence[Sequence[tuple[float, str]]], cells: list[tuple[int, int]]
) -> None:
    own = [word for n, line in enumerate(lines) for word in split(words(100 + 12 * n, *line))]
    assert spans(own, COLUMNS) == cells


def split(texts: Sequence[Word]) -> list[Word]:
    """Texts as words, with blanks as wide as half a letter between them."""
    found = []
    for text in texts:
        at = text.x0
        for part in text.text.split():
            found.append(text._replace(text=part, x0=at, x1=at + 5.0 * len(part)))
            at = found[-1].x1 + 2.5
    return found
