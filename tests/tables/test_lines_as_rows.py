"""Tables nobody knows whose rules part columns alone: which lines are rows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.layout.fragment import Cell, Fragment
from pipeline.model.geometry import Box
from pipeline.tables.lines_as_rows import parted_beside_rows, parted_by_lines
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


def beside(*tops: float) -> Fragment:
    """A table of five rows, 12 high, ruled in its second column alone; `tops` are those of the
    lines in the first, which has one cell.
    """
    table = fragment(dict.fromkeys(tops, "Alga"), {21 + 12 * n: str(n) for n in range(5)})
    first, second = table.cells
    cells = [
        Cell(n, 1, 1, 1, Box(100, 20 + 12 * n, 200, 32 + 12 * n), (line,))
        for n, line in enumerate(second.lines)
    ]
    rows = tuple(20.0 + 12 * n for n in range(6))
    box = first.box._replace(top=20, bottom=80)
    whole = first._replace(rows=5, box=box)
    return replace(table, rows=rows, cells=(whole, *cells))


def test_lines_beside_rows_are_of_these_rows() -> None:
    assert rows(parted_beside_rows(beside(21, 33, 45, 57, 69))) == [
        ["Alga", str(n)] for n in range(5)
    ]
    assert rows(parted_beside_rows(beside(21, 33, 57, 69)))[2] == ["", "2"]


@pytest.mark.parametrize("tops", [(45,), (38, 50, 62), (25, 37, 49, 61, 73), (21, 27, 33, 45, 57)])
def test_a_text_merged_over_rows_stays_whole(tops: tuple[float, ...]) -> None:
    table = beside(*tops)
    assert parted_beside_rows(table) == table
