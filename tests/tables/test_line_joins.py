"""Lines of a cell joined: the hyphens with which typesetters divide words."""

from __future__ import annotations

import itertools

import pytest

from pipeline.model.geometry import Box
from pipeline.tables.line_joins import Join, join, lexicon, measure, text_of
from pipeline.text.page import Line

LETTER = 5.0
SIZE = 18.0  # a blank is as wide as a letter
CELL = Box(0.0, 0.0, 100.0, 100.0)


def lines(*texts: str) -> list[Line]:
    return [
        Line(
            text=text,
            page=1,
            box=Box(0.0, 12.0 * place, LETTER * len(text), 12.0 * place + 10),
            size=SIZE,
            bold=False,
            blank=False,
            edges=tuple(LETTER * index for index in range(len(text) + 1)),
        )
        for place, text in enumerate(texts)
    ]


def joins(cell: list[Line], *others: list[Line], width: float = CELL.x1) -> list[Join]:
    placed = [[(line, measure(CELL, own)) for line in own] for own in (cell, *others)]
    words = lexicon(placed)
    room = measure(CELL._replace(x1=width), cell)
    return [join(a, b, room, words) for a, b in itertools.pairwise(cell)]


def joined(cell: list[Line], *others: list[Line], width: float = CELL.x1) -> str:
    return text_of(cell, [found.glue for found in joins(cell, *others, width=width)])


def test_the_hyphen_of_a_typesetter_goes() -> None:
    # browsers print U+2010 where a word is divided; the text itself has U+002D
    other = lines("pamat-prasmes ir")
    assert joined(lines("infrastruktū‐", "ras attīstība"), other) == "infrastruktūras attīstība"


def test_the_hyphen_of_the_text_stays() -> None:
    other = lines("pamat‐prasmes ir")
    assert joined(lines("pamat‐", "prasmes"), other) == "pamat‐prasmes"
    assert joined(lines("pamat-", "prasmes"), other) == "pamat-prasmes"


def test_a_soft_hyphen_goes() -> None:
    assert joined(lines("infrastruktū\u00ad", "ras")) == "infrastruktūras"


def test_a_word_wider_than_its_column_is_broken_at_the_start_of_a_line() -> None:
    # twenty letters fit: both first lines are full, and what would be whole is too wide for them
    assert joined(lines("energoefektivitātesp", "asākumi")) == "energoefektivitātespasākumi"
    assert joined(lines("• energoefektivitāte", "spasākumi")) == "• energoefektivitātespasākumi"
    assert joined(lines("attīstībai piemērota", "degradētāsvietas")) == (
        "attīstībai piemērota degradētāsvietas"
    )


def test_nothing_follows_an_opening_mark() -> None:
    assert joined(lines("kontaktpunkts(", "i) un citi")) == "kontaktpunkts(i) un citi"


def test_where_every_line_is_full_words_are_broken_anywhere() -> None:
    full = lines("stiprināt atbalsta i", "nstitūciju lomu uzņē", "mējdarbības attīstīb", "ā")
    assert (
        joined(full, *[full] * 4) == "stiprināt atbalsta institūciju lomu uzņēmējdarbības attīstībā"
    )


def test_a_year_broken_in_a_narrow_column_is_whole() -> None:
    narrow = Box(0.0, 0.0, 15.0, 100.0)
    year = lines("201", "8")
    words = lexicon([[(line, measure(narrow, year)) for line in year]])
    assert join(year[0], year[1], measure(narrow, year), words).glue == ""


def test_thousands_are_no_half_of_a_number() -> None:
    narrow = Box(0.0, 0.0, 15.0, 100.0)
    amount = lines("500", "000")
    words = lexicon([[(line, measure(narrow, amount)) for line in amount]])
    assert join(amount[0], amount[1], measure(narrow, amount), words).glue == " "


def test_an_abbreviation_is_no_known_end_of_a_word() -> None:
    other = lines("ES fondi, ES")
    assert joined(lines("kompetenckompetenc", "es"), other) == "kompetenckompetenc es"
    narrow = Box(0.0, 0.0, 45.0, 100.0)
    cell = lines("kompetenc", "es")
    words = lexicon([[(line, measure(CELL, own)) for line in own] for own in (cell, other)])
    assert join(cell[0], cell[1], measure(narrow, cell), words).glue == ""


@pytest.mark.parametrize(
    ("first", "second", "letters", "text"),
    [
        # both halves are words, the whole is none: of a line that is full to the last letter
        ("Indikatīvā", "summa, EUR", 10, "Indikatīvā summa, EUR"),
        ("tehnoloģiskie", "parki", 13, "tehnoloģiskie parki"),
        # the whole is a word, its halves are none
        ("sagatavo", "šanai", 8, "sagatavošanai"),
        ("/p", "rakšu", 3, "/prakšu"),
    ],
)
def test_the_dictionary_decides_where_signs_leave_a_doubt(
    first: str, second: str, letters: int, text: str
) -> None:
    assert joined(lines(first, second), width=letters * LETTER) == text


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        ("„nodarbinātība", "” un", "„nodarbinātība” un"),
        ("„nodarbinātība", "“ un", "„nodarbinātība“ un"),
        ("centrs (ZUC", ") un", "centrs (ZUC) un"),
        ("pieredzes", "/prakses", "pieredzes/prakses"),
        ("attīstība", "“growth”", "attīstība “growth”"),  # opens: nothing stands open
    ],
)
def test_marks_keep_to_their_words(first: str, second: str, text: str) -> None:
    assert joined(lines(first, second), width=len(first) * LETTER) == text


def test_a_line_end_that_nothing_decides_tells_both_readings() -> None:
    # no dictionary knows either: the line is full, and the whole would fit into no column
    (found,) = joins(lines("zemgal", "tūrsx"), lines("zemgal ir"), width=6 * LETTER)
    assert found.doubt is not None
    assert {found.doubt.chosen, found.doubt.other} == {"zemgaltūrsx", "zemgal tūrsx"}


def test_line_ends_that_are_clear_tell_no_doubt() -> None:
    assert joins(lines("Stiprināt", "ražotāju"))[0].doubt is None
