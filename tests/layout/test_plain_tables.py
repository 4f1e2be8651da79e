"""Pages with tables that few rules draw or none, and with what looks like one: each is exact."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from pipeline.stages import tables

SAMPLES = Path(__file__).parents[1] / "samples"
PDF = SAMPLES / "plain-tables.pdf"
TRUE = json.loads((SAMPLES / "plain-tables.json").read_text(encoding="utf-8"))


@cache
def found() -> dict[int, list[list[list[str]]]]:
    """The tables by page; what a merged cell covers is empty."""
    result: dict[int, list[list[list[str]]]] = {}
    for table in tables(PDF):
        rows = [[cell or "" for cell in row] for row in table["rows"]]
        result.setdefault(table["page"], []).append(rows)
    return result


def test_each_page_gives_its_tables_and_no_other() -> None:
    expected = {
        name: [[[cell or "" for cell in row] for row in table] for table in own]
        for name, own in TRUE.items()
    }
    assert {name: found().get(page, []) for page, name in enumerate(TRUE, 1)} == expected


def test_no_token_with_a_digit_is_invented() -> None:
    for page, own in found().items():
        printed = {word for table in TRUE[list(TRUE)[page - 1]] for row in table for cell in row
                   if cell for word in cell.split()}  # fmt: skip
        tokens = {word for rows in own for row in rows for cell in row for word in cell.split()}
        assert {token for token in tokens if any(map(str.isdigit, token))} <= printed
