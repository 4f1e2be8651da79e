"""Numbers at line ends: two values, unless a grouping or a year proves one that is broken."""

from __future__ import annotations

import pytest

from tests.tables.test_line_joins import LETTER, joined, lines


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        ("51,544", "52,071", "51,544 52,071"),  # amounts of two rows
        ("1 544", "2 071", "1 544 2 071"),
        (".544", ".521", ".544 .521"),
        ("2015", "2016", "2015 2016"),  # years
        ("20", "18", "20 18"),
        ("1.1", "1.2", "1.1 1.2"),  # ids
        ("A1", "B2", "A1 B2"),
        ("12", "mēneši", "12 mēneši"),
        ("500", "000", "500 000"),  # thousands are parted by a blank anyway
        ("100 00", "0", "100 000"),  # the grouping proves it
        ("1 000 0", "00 EUR", "1 000 000 EUR"),
        ("100 00", "00", "100 00 00"),  # and not here
        ("2014.", "2015", "2014. 2015"),
    ],
)
@pytest.mark.parametrize("width", [4, 100])
def test_two_values_are_two(first: str, second: str, text: str, width: int) -> None:
    assert joined(lines(first, second), width=width * LETTER) == text


@pytest.mark.parametrize(
    ("first", "second", "width", "text"),
    [
        ("201", "8", 3, "2018"),  # wider than its column
        ("201", "8", 20, "201 8"),
        ("20", "18", 2, "20 18"),  # two digits each: nothing proves it
        ("301", "8", 3, "301 8"),
    ],
)
def test_a_year_is_broken_only_where_it_does_not_fit(
    first: str, second: str, width: int, text: str
) -> None:
    assert joined(lines(first, second), width=width * LETTER) == text


def test_a_year_that_the_document_knows_may_be_broken_in_the_middle() -> None:
    assert joined(lines("20", "18"), lines("līdz 2018 gadam"), width=2 * LETTER) == "2018"
