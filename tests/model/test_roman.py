"""Roman numerals in the ids of levels."""

from __future__ import annotations

import pytest

from pipeline.model.roman import number, numeral


@pytest.mark.parametrize(
    ("value", "text"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (19, "XIX"), (39, "XXXIX")]
)
def test_a_number_and_its_numeral(value: int, text: str) -> None:
    assert (numeral(value), number(text)) == (text, value)


@pytest.mark.parametrize("text", ["", "IIV", "IIII", "VX", "iv", "A", "4"])
def test_letters_that_are_no_numeral(text: str) -> None:
    assert number(text) is None
