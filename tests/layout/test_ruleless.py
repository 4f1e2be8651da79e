"""Tables that no rule draws, and what looks like one and is none."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest

from pipeline.layout.alignment import gutters, is_drawn, row_starts, text_lines
from pipeline.layout.carried import carried
from pipeline.layout.ruleless import fragment_of, regions
from pipeline.text.page import Word

SIZE, LETTER = 10.0, 5.0
COLUMNS = (50.0, 200.0, 300.0)


def line(
    y: float, *cells: str, columns: Sequence[float] = COLUMNS, bold: bool = False
) -> list[Word]:
    found = []
    for x, cell in zip(columns, cells, strict=False):
        at = x
        for text in cell.split():
            right = at + LETTER * len(text)
            edges = tuple(at + LETTER * place for place in range(len(text) + 1))
            found.append(Word(text, at, right, y - 7.8, y + 2.2, SIZE, bold, 1, edges))
            at = right + 2.5
    return found


def page(*rows: Sequence[str], leading: float = 12.0, top: float = 100.0) -> list[Word]:
    return [word for place, row in enumerate(rows) for word in line(top + leading * place, *row)]


def texts(words: list[Word]) -> list[list[list[str]]]:
    """The rows of each table."""
    return [
        [
            [
                " ".join(part.text for part in cell.lines)
                for cell in fragment.cells
                if cell.row == row
            ]
            for row in range(len(fragment.rows) - 1)
        ]
        for fragment in (fragment_of(table, 1) for table in regions(text_lines(words)))
    ]


TABLE = [
    ("Novads", "2014", "2015"),
    ("Bauska", "1 200", "1 350"),
    ("Dobele", "980", "-"),
    ("Jelgava", "2 040", "2 110"),
]


def test_aligned_columns_are_a_table() -> None:
    assert texts(page(*TABLE)) == [[list(row) for row in TABLE]]


def test_an_empty_cell_is_a_cell() -> None:
    assert texts(page(*TABLE[:2], ("Dobele", "", "980"), TABLE[3]))[0][2] == ["Dobele", "", "980"]


def test_running_text_around_a_table_is_none_of_it() -> None:
    prose = line(76, "Zemgales plānošanas reģiona iedzīvotāju skaits pa novadiem un gadiem šeit")
    assert texts([*prose, *page(*TABLE)]) == [[list(row) for row in TABLE]]


@pytest.mark.parametrize(
    "rows",
    [
        # running text in two columns
        [("Reģiona attīstības mērķis ir vide", "kas piesaista uzņēmumus un cilvēkus")] * 6,
        # contents
        [(f"{n}. Nodaļas nosaukums", "", str(3 * n)) for n in range(1, 8)],
        [(f"Nodaļa {n} . . . . . . . .", "", str(n)) for n in (3, 3, 9, 4)],
        # a form
        [("Vārds:", "Anna"), ("Uzvārds:", "Liepa"), ("Tālrunis:", "63 123"), ("Vieta:", "Auce")],
        # a list
        [("•", "Bauska"), ("•", "Dobele"), ("•", "Jelgava"), ("•", "Tukums")],
        [("1.", "Bauska"), ("2.", "Dobele"), ("3.", "Jelgava"), ("4.", "Tukums")],
        # too few lines
        TABLE[:2],
    ],
)  # fmt: skip
def test_what_is_no_table(rows: list[tuple[str, ...]]) -> None:
    assert texts(page(*rows)) == []


def test_the_larger_leading_parts_rows() -> None:
    rows = [
        *line(100, "R1", "Stiprināt", "ZPR"),
        *line(112, "", "ražotājus", "LIAA"),
        *line(134, "R2", "Veicināt", "ZPR"),
        *line(146, "", "apguvi"),
        *line(168, "R3", "Atbalstīt", "ZPR"),
        *line(180, "", "piesaisti", "VARAM"),
    ]
    lines = text_lines(rows)
    assert row_starts(lines, [190, 290]) == [0, 2, 4]
    assert texts(rows)[0][0] == ["R1", "Stiprināt ražotājus", "ZPR LIAA"]


def test_lines_of_cells_that_are_centred_are_one_row() -> None:
    lines = text_lines(
        [*line(100, "", "Finanšu"), *line(105, "Nr.", "", "Gads"), *line(110, "", "avoti")]
    )
    assert row_starts(lines, [190, 290]) == [0]


def test_a_header_is_no_part_of_the_row_below() -> None:
    lines = text_lines([*line(100, "Nr.", "Gads", bold=True), *line(112, "", "2015")])
    assert row_starts(lines, [190, 290]) == [0, 1]


def test_a_table_is_known_again_by_its_header_and_goes_on_without() -> None:
    first = text_lines(page(*TABLE, leading=20))
    header = text_lines(page(("Novads", "2014", "2015"), ("Tukums", "7", ""), leading=20))
    remainder = text_lines(page(("Auce", "12", "13"), ("Ozolnieki", "", "4"), leading=20))
    worded = text_lines(page(("Novads", "Pērn", "Šogad"), *TABLE[1:], leading=20))
    again = text_lines(page(("Novads", "Pērn", "Šogad"), ("Tukums", "7", ""), leading=20))
    found = [regions(lines) for lines in (first, remainder, worded, again, header)]
    assert [len(own) for own in found] == [1, 0, 1, 0, 0]
    shown = carried([first, remainder, worded, again, header], found)
    assert [len(own) for own in shown] == [1, 1, 1, 1, 1]


def test_a_long_remainder_under_a_header_of_uneven_height_is_of_the_table() -> None:
    header = [*line(100, "", "Iedzīvotāji"), *line(112, "Novads", "2014", "2015")]
    first = text_lines([*header, *page(*TABLE[1:], leading=20, top=132)])
    rest = [word for n in range(5) for word in line(132 + 12 * n, "", "vārds vēl")]
    second = text_lines([*header, *rest, *page(*TABLE[1:], leading=20, top=206)])
    shown = carried([first, second], [regions(first), regions(second)])
    assert [[len(table.lines) for table in own] for own in shown] == [[5], [10]]


def test_a_word_wider_than_any_sheet_leaves_no_columns_and_takes_no_memory() -> None:
    """A damaged font gives a letter any width; the strips of so wide a page would fill 700 GB."""
    words = page(*TABLE)
    last = words[-1]
    wide = last._replace(x1=9e10, edges=(*last.edges[:-1], 9e10))
    assert regions(text_lines([*words[:-1], wide])) == []


def test_rows_of_stops_lead_to_values_as_to_pages() -> None:
    rows = [(f"{novads} ........", *TABLE[1][1:]) for novads in ("Auce", "Dobele", "Bauska")]
    (found,) = texts(page(("Novads", "2014", "2015"), *rows))
    assert found[1:] == [list(row) for row in rows]


def test_a_rule_of_dashes_is_none_of_the_text() -> None:
    assert is_drawn(text_lines(line(100, "--------", "----"))[0])
    assert not is_drawn(text_lines(line(100, "Auce", "----"))[0])


def test_a_typewriter_parts_no_number_from_its_word() -> None:
    """Its blanks are as wide as its letters, wider than those between columns of numbers."""
    rows = [
        Word(text, x, x + 5 * len(text), y - 7.8, y + 2.2, SIZE, False, 1, ())
        for y, year in (
            (100, "10"),
            (112, "11"),
            (124, "12"),
            (136, "13"),
            (148, "14"),
            (160, "15"),
        )
        for text, x in ((year, 50.0), ("gadi", 66.0), ("1200", 150.0), ("gab.", 176.0))
    ]
    assert len(gutters(text_lines(rows))) == 1


def test_two_tables_of_other_columns_under_each_other_are_two() -> None:
    shifted = (50.0, 185.0, 222.0, 300.0)
    second = [
        line(196 + 12 * n, *row, columns=shifted)
        for n, row in enumerate([("Ciems", "2014", "2015", "2016"), *[("Ile", "7", "8", "9")] * 4])
    ]
    found = texts([*page(*TABLE, *TABLE[1:]), *itertools.chain(*second)])
    assert [len(table[0]) for table in found] == [3, 4]
