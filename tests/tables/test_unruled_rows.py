"""Rows that no rule parts: each id begins one."""

from __future__ import annotations

from pipeline.layout.fragment import Cell, Fragment
from pipeline.model.geometry import Box
from pipeline.model.ids import pattern
from pipeline.tables.unruled_rows import parted
from pipeline.text.page import Line

ACTIVITY = pattern("A #.#")
SIZE = 10.0


def line(text: str, top: float) -> Line:
    edges = tuple(float(place) for place in range(len(text) + 1))
    box = Box(0.0, top, 50.0, top + SIZE)
    return Line(text=text, page=1, box=box, size=SIZE, bold=False, blank=False, edges=edges)


def is_key(text: str) -> bool:
    return ACTIVITY.parse(text) is not None


def fragment(*columns: dict[float, str]) -> Fragment:
    borders = tuple(100.0 * place for place in range(len(columns) + 1))
    cells = tuple(
        Cell(0, place, 1, 1, Box(borders[place], 0, borders[place + 1], 200), lines)
        for place, column in enumerate(columns)
        for lines in [tuple(line(text, top) for top, text in column.items())]
    )
    return Fragment(1, Box(0, 0, borders[-1], 200), borders, (0.0, 200.0), cells, False)


def rows(found: Fragment) -> list[list[str]]:
    return [
        [
            " ".join(own.text for own in cell.lines)
            for cell in sorted(found.cells, key=lambda cell: cell.column)
            if cell.row == row
        ]
        for row in range(len(found.rows) - 1)
    ]


def test_rows_at_the_top_with_the_end_of_another_above() -> None:
    table = fragment(
        {22: "A 1.1.", 58: "A 1.2."},
        {10: "un arī", 22: "Veicināt", 34: "attīstību", 46: "Zemgalē", 58: "Uzlabot", 70: "vidi"},
    )
    found = parted(table, 0, 0, is_key)
    assert rows(found) == [
        ["", "un arī"],
        ["A 1.1.", "Veicināt attīstību Zemgalē"],
        ["A 1.2.", "Uzlabot vidi"],
    ]
    assert list(found.rows) == sorted(found.rows)


def test_centred_rows_part_at_the_highest_white() -> None:
    table = fragment(
        {22: "A 1.1.", 64: "A 1.2."},
        {10: "Veicināt", 22: "attīstību", 34: "Zemgalē", 52: "Uzlabot", 64: "uzņēmumu", 76: "vidi"},
    )
    assert rows(parted(table, 0, 0, is_key)) == [
        ["A 1.1.", "Veicināt attīstību Zemgalē"],
        ["A 1.2.", "Uzlabot uzņēmumu vidi"],
    ]


def test_ids_in_another_column_begin_no_row() -> None:
    table = fragment({10: "R 1.1.1."}, {10: "A 1.1.", 22: "A 1.2."})
    assert parted(table, 0, 0, is_key) is table


def by_lines(*texts: str, top: float = 20.0) -> dict[float, str]:
    return {top + 12.0 * place: text for place, text in enumerate(texts) if text}
