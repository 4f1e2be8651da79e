"""Patterns of ids: what is read as one, and what it is called in the tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.ids import (
    Id,
    Pattern,
    as_typed,
    is_repeated,
    joined_key,
    key_parts,
    numbered_under,
    numbers_in,
    pattern,
    plain,
    repeat,
    repeated,
)


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
    found = pattern(own).id(key)
    assert (found.numbers if found else ()) == expected
    assert found is None or str(found) == key


def test_the_mark_of_a_repeated_row() -> None:
    assert plain("A 1.4#2") == "A 1.4" and plain("A 1.4") == "A 1.4"
    assert is_repeated("A 1.4#2") and not is_repeated("A 1.4") and not is_repeated("A 1.4#0")
    assert [repeat(key) for key in ("A 1.4#12", "A 1.4", "A 1.4#0")] == [12, 1, 1]
    assert [repeated("A 1.4", nth) for nth in (1, 2)] == ["A 1.4", "A 1.4#2"]


def taken_apart(own: str, key: str) -> Id:
    found = pattern(own).id(key)
    assert found is not None
    return found


def test_an_id_taken_apart() -> None:
    own = taken_apart("R #.#.#", "R 1.10.2#3")
    assert (own.numbers, own.repeat, own.last, own.above) == ((1, 10, 2), 3, 2, (1, 10))
    assert str(own.sibling(4)) == "R 1.10.4"
    assert str(own.at(pattern("RV #.#"))) == "RV 1.10"
    assert own.at(pattern("U#.#.#")) is None  # no wider one


@pytest.mark.parametrize(
    ("own", "key", "wider", "above", "under"),
    [
        ("R #.#.#", "R 1.10.2", "RV #.#", "RV 1.10", True),
        ("R #.#.#", "R 1.10.2", "RV #.#", "RV 1.1", False),
        ("R #.#.#", "R 1.10.2#2", "P#", "P1", True),
        ("@.#", "II.3", "@", "II", True),
        ("@.#", "II.3", "P#", "P2", True),  # the numbers count, not how they are printed
        ("RV #.#", "RV 1.1", "R #.#.#", "R 1.1.1", False),
        ("RV #.#", "RV 1.1", "RV #.#", "RV 1.1", False),  # not under itself
    ],
)
def test_what_stands_under_what(own: str, key: str, wider: str, above: str, under: bool) -> None:
    assert taken_apart(own, key).is_under(taken_apart(wider, above)) is under


@pytest.mark.parametrize(
    ("key", "numbers"),
    [
        ("R 1.10.2", (1, 10, 2)),
        ("A 1.4#2", (1, 4)),
        ("XIV.2", (14, 2)),
        ("Prioritāte II", (2,)),
        ("V 1.2", (1, 2)),  # letters before numbers
        ("IIX.2", (2,)),  # no numeral
        ("II/1", (2, 1)),
        ("A ?", ()),
    ],
)
def test_numbers_of_an_id_whose_level_is_not_known(key: str, numbers: tuple[int, ...]) -> None:
    assert numbers_in(key) == numbers


def test_keys_of_rows_of_several_owners() -> None:
    assert joined_key(("P1", "HP1")) == "P1/HP1"
    assert key_parts("P1/HP1", 2) == ("P1", "HP1")
    assert key_parts("II/1/HP1", 2) == ("II/1", "HP1")  # the first has no id of its own
    assert key_parts("II/1", 1) == ("II/1",)
    assert (numbered_under("II", 3), numbered_under(None, 3)) == ("II/3", "3")


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
    found = own.id(key)
    assert found is not None and found.numbers == wanted and str(found) == key
    assert pattern(own.text) == own
    label = own.label(f"{key}. Nosaukums")
    assert label is not None and label[0] == key


@given(own=PATTERNS, text=st.text(max_size=30))
def test_whatever_is_parsed_is_canonical(own: Pattern, text: str) -> None:
    key = own.parse(text)
    assert key is None or str(own.id(key)) == key


@pytest.mark.parametrize("text", ["A 1.4", "a1.4", "A.1.4.", " A  1.4 ", "a 1.4."])
def test_what_people_type_is_one_id(text: str) -> None:
    assert as_typed(text) == as_typed("A 1.4")
    assert as_typed(text) != as_typed("A 14")
