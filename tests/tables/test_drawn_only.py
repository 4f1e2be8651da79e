"""Drawings that look like tables."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.tables.drawn_only import is_drawn_only
from tests.tables.drawn import LEFT, fragment

CARD = fragment([["Prioritāte", "VTP1"], ["Nosaukums", "Ceļi"]])


@pytest.mark.parametrize(
    ("rows", "drawn"),
    [
        ([["Uzmanību!"]], True),  # a box
        ([["Darba grupa", "Vadītājs"]], True),  # two boxes side by side
        ([["a", "b", "c"]], False),  # a row
        ([["", "", "", ""], ["", "12", "", ""], ["", "", "", "7"]], True),  # a chart
        ([["Nr.", "Gads", "Summa", ""], ["", "", "", ""], ["", "", "", ""]], False),  # to fill in
        ([["Diagramma", LEFT, LEFT], ["", "", ""], ["", "", ""], ["", "", ""]], True),
    ],
)
def test_what_is_drawn_only(rows: Sequence[Sequence[str]], drawn: bool) -> None:
    assert is_drawn_only(fragment(rows), []) is drawn


def test_a_row_of_two_cells_is_of_the_table_beside_it() -> None:
    row = fragment([["Prioritāte", "VTP2"]])
    assert not is_drawn_only(row, [row, CARD])
    assert is_drawn_only(row, [row, fragment([["a", "b", "c"]])])
