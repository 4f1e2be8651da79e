"""Tables nobody knows whose rules part columns alone: which lines are rows."""

from __future__ import annotations

import pytest

from pipeline.layout.fragment import Fragment
from pipeline.tables.lines_as_rows import parted_by_lines
from tests.tables.test_unruled_rows import by_lines, fragment, rows


def test_lines_of_numbers_between_columns_rules_are_rows() -> None:
    table = fragment(
        by_lines("Auce", "Dobele", "Jelgava", "Tukums", "Bauska", "Iecava", "Ozolnieki"),
        by_lines("100", "98*", "1 204", "77", "–", "12", "5"),
        by_lines("4,5", "3,2", "", "8,0", "2,1", "1,0", "9,9"),
    )
    assert rows(parted_by_lines(table))[1:3] == [["Dobele", "98*", "3,2"], ["Jelgava", "1 204", ""]]
    assert len(parted_by_lines(table).rows) == 8


def test_lines_above_the_numbers_are_headings_of_their_rows() -> None:
    table = fragment(
        by_lines("Zemgale", "Auce", "Dobele", "Kurzeme", "Talsi", "Saldus"),
        by_lines("", "100", "98", "", "12", "7"),
        by_lines("", "4,5", "3,2", "", "8,0", "2,1"),
    )
    assert rows(parted_by_lines(table)) == [
        ["Zemgale", "", ""], ["Auce", "100", "4,5"], ["Dobele", "98", "3,2"],
        ["Kurzeme", "", ""], ["Talsi", "12", "8,0"], ["Saldus", "7", "2,1"],
    ]  # fmt: skip


def test_labels_of_two_lines_stand_around_the_height_of_their_numbers() -> None:
    tops = (20, 29, 48, 57, 70, 79)
    texts = ("Nodarbināto", "skaits", "Bezdarbnieku", "skaits", "Uzņēmumu", "skaits")
    table = fragment(
        dict(zip(tops, texts, strict=True)),
        {24.5: "100", 52.5: "98", 74.5: "12"},
        {24.5: "4,5", 52.5: "3,2", 74.5: "8,0"},
    )
    assert rows(parted_by_lines(table)) == [
        ["Nodarbināto skaits", "100", "4,5"],
        ["Bezdarbnieku skaits", "98", "3,2"],
        ["Uzņēmumu skaits", "12", "8,0"],
    ]


def test_lines_with_numbers_among_words_are_rows_where_all_columns_have_them() -> None:
    table = fragment(
        by_lines("Zemākais", "Vidējais", "Augstākais"),
        by_lines("līdz 500 €", "500–900 €", "vairāk par 900 €"),
        by_lines("līdz 700 €", "700–990 €", "vairāk par 990 €"),
    )
    assert len(rows(parted_by_lines(table))) == 3


@pytest.mark.parametrize(
    "table",
    [
        fragment(*[by_lines("Veicināt", "vides", "attīstību", "novados")] * 3),  # text
        fragment(
            by_lines("A 1.1."), by_lines("100", "200", "300", "400"), by_lines("2015", "2018")
        ),  # lists of different length
        fragment(*[by_lines("1", "2", "3", "4")] * 2),  # two columns may hold lists
        fragment(*[by_lines("100", "200")] * 3),  # two lines may be two values
    ],
)
def test_lines_that_are_no_rows(table: Fragment) -> None:
    assert parted_by_lines(table) == table
