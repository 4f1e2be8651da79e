"""Headers of tables recognised by their words, in one row or in several."""

from __future__ import annotations

from pipeline.layout.fragment import Cell, Fragment
from pipeline.model import profile
from pipeline.model.geometry import Box
from pipeline.tables.headers import recognise
from pipeline.text.page import Line

PROFILE = profile.load("zpr-2015-2020")
ACTIONS = [
    "Rīcības ID",
    "Rīcība",
    "Īstenošanā iesaistītie dalībnieki",
    "Īstenošanas periods",
    "ZPR loma",
]
FIELDS = ["id", "name", "participants", "period", "references"]


def cell(row: int, column: int, rows: int, columns: int, *texts: str) -> Cell:
    box = Box(100.0 * column, 20.0 * row, 100.0 * (column + columns), 20.0 * (row + rows))
    lines = tuple(
        Line(
            text=text,
            page=1,
            box=box,
            size=8.0,
            bold=True,
            blank=False,
            edges=tuple(box.x0 + index for index in range(len(text) + 1)),
        )
        for text in texts
    )
    return Cell(row, column, rows, columns, box, lines)


def fragment(rows: int, *cells: Cell) -> Fragment:
    borders = tuple(100.0 * place for place in range(6))
    heights = tuple(20.0 * place for place in range(rows + 1))
    box = Box(0.0, 0.0, borders[-1], heights[-1])
    ordered = tuple(sorted(cells, key=lambda item: (item.row, item.column)))
    return Fragment(1, box, borders, heights, ordered, False)


def fields(found: object) -> list[str | None]:
    return [column.field for column in found.columns]  # type: ignore[attr-defined]


def test_a_name_over_a_group_of_columns_is_no_part_of_their_headers() -> None:
    upper = [cell(0, place, 2, 1, ACTIONS[place]) for place in (0, 1, 4)]
    lower = [cell(1, place, 1, 1, ACTIONS[place]) for place in (2, 3)]
    table = fragment(2, *upper, cell(0, 2, 1, 2, "Iesaistītie un laiks"), *lower)
    header = recognise(table, 0, PROFILE)
    assert header is not None
    assert header.rows == 2
    assert fields(header) == FIELDS


def test_a_second_row_that_names_more_columns_belongs_to_the_header() -> None:
    upper = [cell(0, place, 1, 1, ACTIONS[place]) for place in (0, 1, 4)]
    table = fragment(2, *upper, *(cell(1, place, 1, 1, ACTIONS[place]) for place in (2, 3)))
    header = recognise(table, 0, PROFILE)
    assert header is not None
    assert header.rows == 2
    assert fields(header) == FIELDS


def test_an_upright_header_gives_its_words_in_another_order() -> None:
    cells = [cell(0, place, 1, 1, text) for place, text in enumerate(ACTIONS)]
    cells[3] = cell(0, 3, 1, 1, "periods", "Īstenošanas")
    header = recognise(fragment(1, *cells), 0, PROFILE)
    assert header is not None
    assert fields(header) == FIELDS


def test_a_row_of_data_is_no_part_of_the_header() -> None:
    cells = [cell(0, place, 1, 1, text) for place, text in enumerate(ACTIONS)]
    data = ["R 1.1.1.", "Rīcība", "ZPR", "2015 – 2020", "A 1.1."]
    cells += [cell(1, place, 1, 1, text) for place, text in enumerate(data)]
    header = recognise(fragment(2, *cells), 0, PROFILE)
    assert header is not None
    assert header.rows == 1


def test_the_remainder_of_a_row_above_a_header_is_no_part_of_it() -> None:
    remainder = [cell(0, 1, 1, 1, "piedāvājuma attīstību"), cell(0, 4, 1, 1, "A 2.4.")]
    cells = [cell(1, place, 1, 1, text) for place, text in enumerate(ACTIONS)]
    table = fragment(2, *remainder, *cells)
    assert recognise(table, 0, PROFILE) is None
    header = recognise(table, 1, PROFILE)
    assert header is not None
    assert fields(header) == FIELDS
