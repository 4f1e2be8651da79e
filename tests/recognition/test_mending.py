"""What the dictionary may put right in what was recognised, and what it may not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.layout.recognition.mending import Known, Reading, as_number, mended

DOUBTFUL = 0.6


def put_right(*words: str, names: tuple[str, ...] = (), sure: float = DOUBTFUL) -> list[str]:
    """The words of one line, each read as surely, as they are believed to be printed."""
    known = Known(Reading(name, 0.95) for name in names)
    line = [Reading(word, sure) for word in words]
    return [word.text for word in mended([line], known)[0]]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("regionā", "reģionā"),
        ("lzveidoti", "Izveidoti"),
        ("„piemerus”", "„piemērus”"),
        ("reģionā", "reģionā"),
        ("pils", "pils"),
        ("1.lzveidoti", "1.Izveidoti"),  # the number of an item is none of the word
        ("1.1.lzveidoti", "1.1.lzveidoti"),  # an id is
    ],
)
def test_a_word_that_looks_like_one_known_word_is_that_word(read: str, printed: str) -> None:
    assert put_right(read, "un")[0] == printed


def test_what_is_read_surely_stays_unless_it_is_no_letter_of_its_own() -> None:
    assert put_right("regionā", "un", sure=0.95)[0] == "regionā"
    assert put_right("lzveidoti", "un", sure=0.95)[0] == "Izveidoti"


def test_a_name_that_the_plan_has_often_is_known() -> None:
    assert put_right("ZRKĀC", "un", names=("ZRKAC",) * 3)[0] == "ZRKAC"
    assert put_right("ZRKĀC", "un", names=("ZRKAC",) * 2)[0] == "ZRKĀC"


def test_a_capital_i_is_none_of_the_small_letters_however_often_it_is_read_so() -> None:
    assert put_right("lzveidoti", "un", names=("lzveidoti",) * 5)[0] == "Izveidoti"
    assert put_right("lauku", "un", names=("lauku",) * 5)[0] == "lauku"


def test_a_half_of_a_word_at_a_line_end_is_none_that_is_wrong() -> None:
    lines = [[Reading("pašvaldī", DOUBTFUL)], [Reading("bas", DOUBTFUL)]]
    assert [word.text for line in mended(lines, Known([])) for word in line] == ["pašvaldī", "bas"]


@given(st.text("0123456789AR.,- IlOZS", min_size=1, max_size=12).filter(lambda t: t.strip()))
def test_what_has_a_digit_is_never_changed_by_the_dictionary(text: str) -> None:
    words = [word for word in text.split() if any(char.isdigit() for char in word)]
    assert put_right(*words, names=("AR", "ZS", "OS") * 3) == words


@pytest.mark.parametrize(
    ("read", "number"),
    [
        ("20I5", "2015"),
        ("1.l.2.", "1.1.2."),
        ("U3.l.1.", "U3.1.1."),
        ("A1", "A1"),
        ("1B", "1B"),
        ("II", "II"),
        ("IO1.I", "IO1.1"),
        ("lI.2", "lI.2"),
    ],
)
def test_letters_of_the_shape_of_digits_are_those_among_digits(read: str, number: str) -> None:
    assert as_number(read) == number


def test_each_word_keeps_what_was_read_at_first() -> None:
    (line,) = mended([[Reading("regionā", DOUBTFUL), Reading("un", 0.9)]], Known([]))
    assert [word.read for word in line] == ["regionā", None]
    assert line[0].sure < line[1].sure < 1
