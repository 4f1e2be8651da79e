"""Patterns of ids: what is read as one, and what it is called in the tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.ids import Pattern, pattern, plain, repeated


@pytest.mark.parametrize(
    ("text", "letters", "blank", "depth", "tail"),
    [
        ("P#", "P", "", 1, ""),
        ("A #.#", "A", " ", 2, ""),
        ("RV#.#.", "RV", "", 2, ""),  # a stop at the end is no part of the canonical form
        ("#.#.#.#", "", "", 4, ""),
        ("#", "", "", 1, ""),
        ("Prioritāte #", "Prioritāte", " ", 1, ""),
        ("#. prioritāte", "", "", 1, ". prioritāte"),
        (" U#.#.# ", "U", "", 3, ""),
        ("@.#", "", "", 2, ""),
        ("@ prioritāte", "", "", 1, " prioritāte"),
    ],
)
def test_a_pattern_as_a_profile_writes_it(
    text: str, letters: str, blank: str, depth: int, tail: str
) -> None:
    own = pattern(text)
    assert (own.letters, own.blank, own.depth, own.tail) == (letters, blank, depth, tail)
    assert own.text == text.strip().rstrip(".")


@pytest.mark.parametrize("text", ["", "RV", "R1", "#-#", "A # B #", "1.#"])
def test_what_is_no_pattern(text: str) -> None:
    with pytest.raises(ValueError, match="no pattern of ids"):
        pattern(text)


@pytest.mark.parametrize(
    ("own", "printed", "expected"),
    [
        # blanks, stops, dashes and letter case are forgiven
        ("R #.#.#", "R 1.1.1.", "R 1.1.1"),
        ("R #.#.#", "R1.1.1", "R 1.1.1"),
        ("R #.#.#", "R.1.1.2.", "R 1.1.2"),
        ("R #.#.#", "r 1 . 10 . 2", "R 1.10.2"),
        ("R #.#.#", "R 1.1.\n1.", "R 1.1.1"),
        ("R #.#.#", "R-1.1.1", "R 1.1.1"),
        ("U#.#.#", " U 2.3.4. ", "U2.3.4"),
        ("VTP#", "V T P 1", None),  # not among the letters
        # leading zeros are the same number
        ("A #.#", "A 01.02.", "A 1.2"),
        # too few or too many numbers, other letters, no letters
        ("R #.#.#", "R 1.1.", None),
        ("R #.#.#", "R 1.1.1.1", None),
        ("R #.#.#", "RV 1.1.1", None),
        ("R #.#.#", "1.1.1", None),
        ("R #.#.#", "R 1.1.I", None),
        ("R #.#.#", "R 1,1,1", None),
        ("R #.#.#", "R 1.1.1. Nosaukums", None),
        ("R #.#.#", "", None),
        # numbers alone
        ("#.#.#.#", "1.1.1.1.", "1.1.1.1"),
        ("#", "48.", "48"),
        ("#", "48.49", None),
        ("#", "48. 49.", None),
        # words
        ("Prioritāte #", "PRIORITĀTE 3.", "Prioritāte 3"),
        ("#. prioritāte", "1. prioritāte", "1. prioritāte"),
        ("#. prioritāte", "1.prioritāte", "1. prioritāte"),
        ("#. prioritāte", "1. mērķis", None),
        # Roman numerals in their usual form and in capitals
        ("@", "IV.", "IV"),
        ("@.#", "XII. 3.", "XII.3"),
        ("@ prioritāte", "II PRIORITĀTE", "II prioritāte"),
        ("@", "IIV", None),
        ("@", "iv", None),
        ("@", "4", None),
        ("#", "IV", None),
    ],
)
def test_parse(own: str, printed: str, expected: str | None) -> None:
    assert pattern(own).parse(printed) == expected


@pytest.mark.parametrize(
    ("own", "printed", "expected"),
    [("A #.#", "6.10.", "A 6.10"), ("A #.#", "A 6.10.", "A 6.10"), ("A #.#", "6", None)],
)
def test_numbers_without_their_letters_are_read_where_nothing_else_can_be_meant(
    own: str, printed: str, expected: str | None
) -> None:
    assert pattern(own).parse(printed, bare=True) == expected


@pytest.mark.parametrize(
    ("own", "heading", "key", "name"),
    [
        ("P#", "P1 Elastīga vide", "P1", "Elastīga vide"),
        ("P#", "P1: Elastīga vide", "P1", "Elastīga vide"),
        ("P#", "P1 – Elastīga vide", "P1", "Elastīga vide"),
        ("RV #.#", "RV 1.1. Veicināt", "RV 1.1", "Veicināt"),
        ("RV #.#", "RV1.1.Veicināt", "RV 1.1", "Veicināt"),
        ("VTP#", "VTP2. Sakārtota vide", "VTP2", "Sakārtota vide"),
        ("#. prioritāte", "2. prioritāte. Vide", "2. prioritāte", "Vide"),
        ("#. prioritāte", "2. prioritāte – Vide", "2. prioritāte", "Vide"),
        ("#.#.#", "1.2.3. Pilnveidot", "1.2.3", "Pilnveidot"),
        ("P#", "P1", "P1", ""),
        ("@", "III. Vide", "III", "Vide"),
        ("@.#", "I.2. Vide", "I.2", "Vide"),
    ],
)
def test_a_heading_begins_with_an_id(own: str, heading: str, key: str, name: str) -> None:
    found = pattern(own).label(heading)
    assert found is not None
    assert (found[0], heading[found[1] :]) == (key, name)


@pytest.mark.parametrize(
    ("own", "heading"),
    [
        ("P#", "Prioritāte 1"),
        ("P#", "p1 ar mazo burtu"),  # within a sentence letter case tells ids from words
        ("RV #.#", "RV 1.1.1. Par dziļu"),
        ("#.#", "1.1.1. Par dziļu"),
        ("#", "2015. gadā"[:4]),  # a number of four digits is a year
        ("P#", ""),
        ("@", "I.2. Par dziļu"),
        ("@", "Vide"),
        ("@", "Visi kopā"),
    ],
)
def test_a_heading_that_begins_with_none(own: str, heading: str) -> None:
    assert pattern(own).label(heading) is None


@pytest.mark.parametrize(
    ("own", "text", "expected"),
    [
        ("A #.#", "A 1.1., A 1.2.; A1.3", ["A 1.1", "A 1.2", "A 1.3"]),
        ("A #.#", "A 1.1.1.", [None]),
        ("A #.#", "RA 1.1.", []),  # the letters stand in another word
        ("U#.#.#", "U1.1.1.U1.1.2.", ["U1.1.1", "U1.1.2"]),
        ("#.#", "1.1. un 1.2.", ["1.1", "1.2"]),
        ("P#", "P1, P2, P7", ["P1", "P2", "P7"]),
        ("@.#", "I.1., II.3. un Vide", ["I.1", "II.3"]),
    ],
)
def test_ids_in_a_text(own: str, text: str, expected: list[str | None]) -> None:
    found = pattern(own).find(text)
    assert [key for _, _, key in found] == expected
    for start, end, _ in found:
        assert text[start:end].strip(" ,;") == text[start:end]


def test_bare_numbers_in_a_text() -> None:
    assert [key for _, _, key in pattern("A #.#").find("A 1.1., 6.10.", bare=True)] == [
        "A 1.1",
        "A 6.10",
    ]


@pytest.mark.parametrize(
    ("own", "key", "expected"),
    [
        ("R #.#.#", "R 1.10.2", (1, 10, 2)),
        ("A #.#", "A 1.4#2", (1, 4)),
        ("HP#", "HP2", (2,)),
        ("A #.#", "A 01.1", ()),  # not the canonical form
        ("A #.#", "A1.1", ()),
        ("A #.#", "A ?", ()),
        ("A #.#", "", ()),
        ("#", "P1/3", ()),
        ("#. prioritāte", "3. prioritāte", (3,)),
        ("@.#", "XIV.2", (14, 2)),
        ("@.#", "IIX.2", ()),
    ],
)
def test_numbers_of_a_canonical_id(own: str, key: str, expected: tuple[int, ...]) -> None:
    assert pattern(own).numbers(key) == expected


def test_the_mark_of_a_repeated_row() -> None:
    assert plain("A 1.4#2") == "A 1.4" and plain("A 1.4") == "A 1.4"
    assert repeated("A 1.4#2") and not repeated("A 1.4") and not repeated("A 1.4#0")


LETTERS = st.sampled_from(["", "A", "RV", "U", "VTP", "Ā", "Prioritāte", "SAM"])
PATTERNS = st.builds(
    lambda letters, blank, depth, tail, roman: Pattern(
        letters, blank if letters else "", depth, tail, roman
    ),
    LETTERS,
    st.sampled_from(["", " "]),
    st.integers(1, 5),
    st.sampled_from(["", ". prioritāte", " uzdevums"]),
    st.booleans(),
)
NUMBERS = st.lists(st.integers(0, 999), min_size=5, max_size=5)


@given(own=PATTERNS, numbers=NUMBERS, stop=st.sampled_from(["", ".", " .", "  "]))
def test_what_is_formatted_is_parsed(own: Pattern, numbers: list[int], stop: str) -> None:
    first = numbers[0] % 39 + 1 if own.roman else numbers[0]
    wanted = (first, *numbers[1 : own.depth])
    key = own.format(wanted)
    assert own.parse(key + stop) == key
    assert own.numbers(key) == wanted
    assert pattern(own.text) == own
    found = own.label(f"{key}. Nosaukums")
    assert found is not None and found[0] == key


@given(own=PATTERNS, text=st.text(max_size=30))
def test_whatever_is_parsed_is_canonical(own: Pattern, text: str) -> None:
    key = own.parse(text)
    assert key is None or own.format(own.numbers(key)) == key
