"""Marks of footnotes and turned headers: words that stand off the lines of a page."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.model.values import amount, deadline, years
from pipeline.text.lines import lines_of
from pipeline.text.page import Word
from pipeline.text.raised import with_marks

SIZE = 10.0


def word(text: str, x0: float, up: float = 0.0, size: float = SIZE, blanks: int = 0) -> Word:
    """A word on the baseline at 100, or `up` points above it."""
    foot = 100.0 - up + 0.22 * size
    edges = tuple(x0 + 0.5 * size * place for place in range(len(text) + 1))
    return Word(text, x0, edges[-1], foot - size, foot, size, False, blanks, edges)


def read(*words: Word) -> str:
    return "|".join(line.text for line in lines_of(with_marks(words), 1))


def test_marks_go_to_the_word_they_touch() -> None:
    assert read(word("m", 0, blanks=1), word("2", 5, 3.5, 7), word("platība", 11)) == "m² platība"
    assert read(word("CO", 0), word("2", 10, -2, 7)) == "CO₂"
    assert read(word("parku", 0), word("*", 25, 4, 7)) == "parku*"


def test_a_mark_behind_an_amount_is_no_digit_of_it() -> None:
    text = read(word("100", 0, blanks=1), word("000", 17), word("4", 32, 3.5, 7))
    assert text == "100 000⁴"
    assert amount(text) == Decimal("100000.00")
    assert years("2018³") == (2018, 2018) and deadline("2018³") == 2018


def test_what_goes_on_behind_a_mark() -> None:
    assert read(word("laukumu", 0), word("2", 35, 4, 7), word(",", 38.5)) == "laukumu²,"
    assert read(word("laukumu", 0), word("2", 35, 4, 7), word("un", 41)) == "laukumu² un"


@pytest.mark.parametrize(
    "other",
    [
        word("2", 9, 4, 7),  # apart
        word("2", 5, 0, 7),  # on the baseline: a small letter
        word("2", 5, 4, 9.5),  # as large
        word("2", 5, 12, 7),  # the line above
    ],
)
def test_what_is_no_mark(other: Word) -> None:
    assert len(with_marks([word("m", 0), other])) == 2


def turned(text: str, x0: float, foot: float, turn: int = 270) -> Word:
    edges = tuple(x0 + SIZE * place / len(text) for place in range(len(text) + 1))
    top = foot - 5 * len(text)
    return Word(text, x0, x0 + SIZE, top, foot, SIZE, False, 0, edges, turn=turn)


def test_lines_that_run_upwards_are_read_from_left_to_right() -> None:
    words = [turned("apjoms", 12, 100), turned("Finansējuma", 0, 100), turned("EUR", 12, 65)]
    assert [line.text for line in lines_of(words, 1)] == ["Finansējuma", "apjoms EUR"]


def test_lines_that_run_downwards_are_read_from_right_to_left() -> None:
    places = (("apjoms", 0, 40), ("Finansējuma", 12, 65), ("EUR", 0, 58))
    words = [turned(*place, turn=90) for place in places]
    assert [line.text for line in lines_of(words, 1)] == ["Finansējuma", "apjoms EUR"]
