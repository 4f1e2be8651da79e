"""Numbers in text: Latvian plural forms, groups of digits, euros, per cents."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.model.numbers import (
    counted,
    counted_en,
    euros,
    grouped,
    percent,
    plural,
    whole_euros,
)  # fmt: skip

ROWS = ("rindu", "rinda", "rindas")


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, "0 rindu"), (1, "1 rinda"), (2, "2 rindas"), (10, "10 rindu"), (11, "11 rindu"),
        (19, "19 rindu"), (20, "20 rindu"), (21, "21 rinda"), (31, "31 rinda"), (32, "32 rindas"),
        (111, "111 rindu"), (121, "121 rinda"), (122, "122 rindas"),
        (1001, "1\u00a0001 rinda"), (12345, "12\u00a0345 rindas"),
    ],
)  # fmt: skip
def test_a_noun_follows_its_number(number: int, expected: str) -> None:
    assert counted(number, ROWS) == expected


def test_every_number_has_the_form_of_its_last_two_digits() -> None:
    """The samples that CLDR gives for its rule of Latvian."""
    zero = {0, *range(10, 21), 30, 40, 50, 60, 70, 80, 90}
    one = {1, 21, 31, 41, 51, 61, 71, 81, 91}
    for number in range(1000):
        last = number % 100
        expected = ROWS[0] if last in zero else ROWS[1] if last in one else ROWS[2]
        assert plural(number, ROWS) == expected


def test_an_english_noun_follows_its_number() -> None:
    assert counted_en(1, "row", "rows") == "1 row"
    assert counted_en(21, "row", "rows") == "21 rows"


def test_sums_and_shares() -> None:
    assert grouped(999) == "999"
    assert euros(Decimal("-1234567.50"), signed=True) == "−1\u00a0234\u00a0567,50"
    assert euros(Decimal("75000.00")) == "75\u00a0000"
    assert whole_euros(Decimal("1234567.50")) == "1\u00a0234\u00a0568\u00a0€"
    assert percent(-3.86, signed=True) == "−3,9\u00a0%"
    assert percent(Decimal("30.0"), signed=True) == "+30\u00a0%"
    assert percent(Decimal("12.5")) == "12,5\u00a0%"
