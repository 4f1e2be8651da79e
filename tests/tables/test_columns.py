"""Which field stands in which column where no header says it."""

from __future__ import annotations

import dataclasses

import pytest

from pipeline.tables.columns import Columns, columns_of, inherited
from tests.tables.drawn import fragment
from tests.tables.test_stitching import FIELDS, HEAD, profile

PROFILE = profile("A #.#")
ROW = ["A 1.1.", "Parks", "100", "2024"]


def known() -> Columns:
    return columns_of(PROFILE.tables[0], 0, FIELDS, fragment([HEAD]))


def test_columns_under_a_header() -> None:
    columns = columns_of(PROFILE.tables[0], 0, ["id", None, "amount", "deadline"], fragment([HEAD]))
    assert columns.fields == ("id", "?1", "amount", "deadline")
    assert columns.key == 0 and columns.levels == ()


@pytest.mark.parametrize(
    ("row", "last", "fits"),
    [
        (ROW, 0, True),
        (["", "izbūve", "", ""], 0, True),  # a remainder has no id
        (["1.1.", "izbūve", "", ""], 0, True),  # half an id, right after the table
        (["1.1.", "izbūve", "", ""], None, False),
        (["1.", "Cits", "x", "y"], None, False),  # ids of another kind, elsewhere
    ],
)
def test_a_fragment_without_a_header(row: list[str], last: int | None, fits: bool) -> None:
    part = fragment([row])
    found = inherited([known()], last, part.cells, part, PROFILE)
    assert (found is not None) is fits


def test_columns_that_a_page_leaves_out() -> None:
    part = fragment([["A 1.2.", "Ceļš", "200"]])
    found = inherited([known()], 0, part.cells, part, PROFILE)
    assert found is not None and found.fields == ("id", "name", "amount")


def test_other_borders_are_another_table() -> None:
    part = fragment([["A 1.2.", "Ceļš", "200"]])
    moved = dataclasses.replace(part, borders=(0.0, 150.0, 250.0, 300.0))
    assert inherited([known()], 0, moved.cells, moved, PROFILE) is None
