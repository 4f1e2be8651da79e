"""Levels that have a column of their own, merged over their rows and cut by page breaks."""

from __future__ import annotations

import pytest

from pipeline.model.profile import Profile, parse
from tests.tables.drawn import LEFT, UP, fragment, shown, tables_of

COLUMNS = [
    {"field": "action", "headers": ["Uzdevums"]},
    {"field": "id", "headers": ["Numurs"]},
    {"field": "name", "headers": ["Pasākums"]},
    {"field": "deadline", "headers": ["Izpildes termiņš"]},
]
HEAD = ["Uzdevums", "Numurs", "Pasākums", "Izpildes termiņš"]


def profile(*columns: dict[str, object], **levels: object) -> Profile:
    own = {"action": {"pattern": "U#.#"}, "activity": {"pattern": "#.#.#"}, **levels}
    table = {"kind": "activities", "nested": True, "columns": list(columns) or COLUMNS}
    return parse({"name": "test", "levels": own, "tables": [table]}, "test")


FIRST = {"action": "U1.1. Uzlabot vidi", "id": "1.1.1.", "name": "Parks", "deadline": "2024"}
SECOND = {"id": "1.1.2.", "name": "Skvērs", "deadline": "2025"}
THIRD = {"id": "1.1.3.", "name": "Ceļš", "deadline": "2026"}
NEXT = {"action": "U1.2. Siltināt", "id": "1.2.1.", "name": "Skola", "deadline": "2027"}


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        pytest.param(
            [[HEAD,
              ["U1.1. Uzlabot vidi", "1.1.1.", "Parks", "2024"],
              [UP, "1.1.2.", "Skvērs", "2025"],
              ["U1.2. Siltināt", "1.2.1.", "Skola", "2027"]]],
            [FIRST, SECOND, NEXT],
            id="merged over its rows",
        ),
        pytest.param(
            [[HEAD,
              ["U1.1. Uzlabot vidi", "1.1.1.", "Parks", "2024"],
              ["", "1.1.2.", "Skvērs", "2025"],
              ["U1.2. Siltināt", "1.2.1.", "Skola", "2027"]]],
            [FIRST, SECOND, NEXT],
            id="left empty below",
        ),
        pytest.param(
            [[HEAD,
              ["U1.1. Uzlabot vidi", "1.1.1.", "Parks", "2024"],
              ["U1.1. Uzlabot vidi", "1.1.2.", "Skvērs", "2025"],
              ["U1.2. Siltināt", "1.2.1.", "Skola", "2027"]]],
            [FIRST, SECOND, NEXT],
            id="printed in each row",
        ),
        pytest.param(
            [[HEAD,
              ["U1.1. Uzlabot", "1.1.1.", "Parks", "2024"],
              [UP, "1.1.2.", "Skvērs", "2025"]],
             [["vidi", "1.1.3.", "Ceļš", "2026"],
              ["U1.2. Siltināt", "1.2.1.", "Skola", "2027"]]],
            [FIRST, SECOND, THIRD, NEXT],
            id="cut by a page break within its text",
        ),
        pytest.param(
            [[HEAD,
              ["U1.1. Uzlabot vidi", "1.1.1.", "Parks", "2024"],
              [UP, "1.1.2.", "Skvērs", "2025"]],
             [["", "1.1.3.", "Ceļš", "2026"],
              ["U1.2. Siltināt", "1.2.1.", "Skola", "2027"]]],
            [FIRST, SECOND, THIRD, NEXT],
            id="cut by a page break, its text on the first page",
        ),
        pytest.param(
            [[HEAD,
              ["", "1.1.1.", "Parks", "2024"],
              [UP, "1.1.2.", "Skvērs", "2025"]],
             [["U1.1. Uzlabot vidi", "1.1.3.", "Ceļš", "2026"],
              ["U1.2. Siltināt", "1.2.1.", "Skola", "2027"]]],
            [FIRST, SECOND, THIRD, NEXT],
            id="cut by a page break, its text centred on the second page",
        ),
        pytest.param(
            [[HEAD,
              ["U1.1. Uzlabot vidi", "1.1.1.", "Parks", "2024"],
              [UP, "1.1.2.", "Skvērs", "2025"]],
             [HEAD,
              ["U1.1. Uzlabot vidi", "1.1.3.", "Ceļš", "2026"],
              ["U1.2. Siltināt", "1.2.1.", "Skola", "2027"]]],
            [FIRST, SECOND, THIRD, NEXT],
            id="printed again on each page, with the header",
        ),
    ],
)  # fmt: skip
def test_a_column_of_a_level(pages: list[list[list[str]]], expected: list[dict[str, str]]) -> None:
    drawn = [[fragment(rows, number)] for number, rows in enumerate(pages, 1)]
    found = tables_of(profile(), *drawn)
    assert [row for table in found for row in shown(table)] == expected


def test_several_merged_columns_side_by_side() -> None:
    columns = [{"field": "direction", "headers": ["Rīcības virziens"]}, *COLUMNS]
    own = profile(*columns, direction={"pattern": "RV#"})
    first = [
        ["Rīcības virziens", *HEAD],
        ["RV1 Vide", "U1.1. Uzlabot vidi", "1.1.1.", "Parks", "2024"],
        [UP, UP, "1.1.2.", "Skvērs", "2025"],
    ]
    second = [
        ["", "U1.2. Siltināt", "1.2.1.", "Skola", "2027"],
        ["RV2 Ceļi", "U2.1. Asfaltēt", "2.1.1.", "Iela", "2028"],
    ]
    found = tables_of(own, [fragment(first, 1)], [fragment(second, 2)])
    assert [row for table in found for row in shown(table)] == [
        {"direction": "RV1 Vide", **FIRST},
        SECOND,
        NEXT,
        {"direction": "RV2 Ceļi", "action": "U2.1. Asfaltēt", "id": "2.1.1.", "name": "Iela",
         "deadline": "2028"},
    ]  # fmt: skip


def test_a_band_is_no_row() -> None:
    own = profile(*COLUMNS[1:], action={"pattern": "U#.#", "seen": ["band"]})
    rows = [
        HEAD[1:],
        ["U1.1. Uzlabot vidi", LEFT, LEFT],
        ["1.1.1.", "Parks", "2024"],
    ]
    (table,) = tables_of(own, [fragment(rows)])
    assert shown(table) == [{"id": "1.1.1.", "name": "Parks", "deadline": "2024"}]
