"""Rows cut by a page break: what is a remainder, and what is a row of its own."""

from __future__ import annotations

import pytest

from pipeline.model.ids import pattern
from pipeline.model.levels import LABELS, Level
from pipeline.model.profile import Profile, parse
from pipeline.tables.stitching import level_goes_on
from tests.tables.drawn import fragment, shown, tables_of

HEAD = ["Numurs", "Pasākums", "Finansējums EUR", "Izpildes termiņš"]
FIELDS = ["id", "name", "amount", "deadline"]


def profile(own: str | None, head: list[str] = HEAD, fields: list[str] = FIELDS) -> Profile:
    columns = [
        {"field": field, "headers": [text]} for field, text in zip(fields, head, strict=True)
    ]
    level = {"pattern": own} if own else {}
    return parse(
        {
            "name": "test",
            "levels": {"activity": level},
            "tables": [{"kind": "activities", "columns": columns}],
        },
        "test",
    )


def read(own: Profile, *pages: list[list[str]]) -> list[list[str]]:
    found = tables_of(own, *([fragment(rows, number)] for number, rows in enumerate(pages, 1)))
    return [list(row.values()) for table in found for row in shown(table)]


@pytest.mark.parametrize(
    ("own", "above", "below", "expected"),
    [
        pytest.param(
            "A #.#", ["A 1.1.", "Parka", "100", "2024"], ["", "izbūve", "", ""],
            [["A 1.1.", "Parka izbūve", "100", "2024"]], id="a remainder has no id",
        ),
        pytest.param(
            "A #.#", ["A 1.1.", "Parks", "100", "2024"], ["A 1.2.", "Ceļš", "200", "2025"],
            [["A 1.1.", "Parks", "100", "2024"], ["A 1.2.", "Ceļš", "200", "2025"]],
            id="a row with an id is none",
        ),
        pytest.param(
            "A #.#", ["A", "Parka", "100", "2024"], ["1.1.", "izbūve", "", ""],
            [["A 1.1.", "Parka izbūve", "100", "2024"]], id="an id is cut in two",
        ),
        pytest.param(
            "#", ["48.", "Parks", "140 000", "2024"], ["49.", "Ceļš", "47 500", "2025"],
            [["48.", "Parks", "140 000", "2024"], ["49.", "Ceļš", "47 500", "2025"]],
            id="two whole ids are two rows",
        ),
        pytest.param(
            "#.#", ["1.4.", "Parks", "140 000", "2024"], ["1.5.", "Ceļš", "47 500", "2025"],
            [["1.4.", "Parks", "140 000", "2024"], ["1.5.", "Ceļš", "47 500", "2025"]],
            id="two whole ids of two numbers too",
        ),
        pytest.param(
            None, ["", "Parka", "100", "2024"], ["", "izbūve", "", ""],
            [["Parka izbūve", "100", "2024"]],
            id="without ids, a name that goes on in small letters",
        ),
        pytest.param(
            None, ["", "Parks", "100", "2024"], ["", "Ceļš", "200", "2025"],
            [["Parks", "100", "2024"], ["Ceļš", "200", "2025"]],
            id="without ids, a row with a name and its own amount",
        ),
    ],
)  # fmt: skip
def test_the_first_row_of_a_page(
    own: str | None, above: list[str], below: list[str], expected: list[list[str]]
) -> None:
    assert read(profile(own), [HEAD, above], [below]) == expected
    # A header that is printed again changes nothing.
    assert read(profile(own), [HEAD, above], [HEAD, below]) == expected


def test_a_stitch_says_why() -> None:
    pages = [[HEAD, ["A 1.1.", "Parka", "100", "2024"]], [["", "izbūve", "", ""]]]
    (table,) = tables_of(
        profile("A #.#"), *([fragment(rows, number)] for number, rows in enumerate(pages, 1))
    )
    (stitch,) = table.rows[0].stitches
    assert (stitch.page, stitch.remainder) == (2, "izbūve")
    assert stitch.reason == "first-on-page-without-id"


@pytest.mark.parametrize(
    ("own", "before", "text", "expected"),
    [
        ("U#.#", "U1.1. Uzlabot", "vidi", "more"),
        ("U#.#", "U1.1. Uzlabot", "", "more"),
        ("U#.#", "", "U1.1. Uzlabot", "more"),
        ("U#.#", "U1.1. Uzlabot", "U1.1. Uzlabot", "same"),
        ("U#.#", "U1.1. Uzlabot", "U1.2. Siltināt", "new"),
        (None, "Uzlabot", "Uzlabot", "same"),
        (None, "Uzlabot", "vidi", "more"),
        (None, "Uzlabot", "Siltināt", "new"),
    ],
)
def test_a_cell_of_a_level_at_the_head_of_a_page(
    own: str | None, before: str, text: str, expected: str
) -> None:
    one, many = LABELS["action"]
    level = Level("action", pattern(own) if own else None, one, many, ("column",))
    assert level_goes_on(level, before, text) == expected
