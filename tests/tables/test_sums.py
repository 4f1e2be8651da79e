"""Rows of sums, told by the words of their first cell."""

from __future__ import annotations

import pytest

from pipeline.tables.sums import is_grand, is_sum
from tests.tables.drawn import fragment, tables_of
from tests.tables.test_stitching import HEAD, profile


@pytest.mark.parametrize(
    "text",
    ["Kopā VTP1:", "KOPĀ", "Pavisam kopā:", "PAVISAM KOPĀ", "Kopsumma", "Kopsummas EUR", "Kopa",
     "Summa", "Kopējā summa", "VTP1 kopā", "Prioritāte kopā, EUR:", "Total"],
)  # fmt: skip
def test_sums(text: str) -> None:
    assert is_sum(text)


@pytest.mark.parametrize(
    "text",
    ["", "1.", "Kopienas centra izveide", "Kopīgs darbs", "Sadarboties kopā ar kaimiņiem",
     "Kopīpašuma sakārtošana", "U1.1. Uzlabot vidi", "Summārais efekts"],
)  # fmt: skip
def test_no_sums(text: str) -> None:
    assert not is_sum(text)


@pytest.mark.parametrize(
    ("text", "grand"),
    [("PAVISAM KOPĀ:", True), ("Kopā plānā", True), ("Kopā visā programmā", True),
     ("Kopā VTP1:", False), ("Kopā", False)],
)  # fmt: skip
def test_the_sum_of_the_whole_plan(text: str, grand: bool) -> None:
    assert is_grand(text) is grand


def test_a_row_of_sums_is_no_row_of_data() -> None:
    rows = [HEAD, ["A 1.1.", "Parks", "100", "2024"], ["Kopā:", "", "100", ""]]
    (table,) = tables_of(profile("A #.#"), [fragment(rows)])
    assert [row.sums for row in table.rows] == [False, True]
    label, amount = table.rows[1].cell("label"), table.rows[1].cell("amount")
    assert label is not None and label.text == "Kopā:"
    assert amount is not None and amount.text == "100"
