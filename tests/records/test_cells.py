"""Each kind of cell: what of it goes where."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from pipeline.model import fields
from pipeline.model.profile import Profile, parse
from pipeline.model.table_shapes import HeaderColumn
from pipeline.records import cells
from pipeline.records.builder import PlanBuilder
from pipeline.records.cells import RowOf
from pipeline.text.page import PageFacts
from tests.records.printing import cell

PAGE = PageFacts(1, 600.0, 800.0, 0, 0, 0, 0.0, "", None)


def profile(column: Mapping[str, Any], kind: str) -> Profile:
    return parse(
        {
            "name": "test",
            "levels": {
                "priority": {"pattern": "VTP#"},
                "action": {"pattern": "U#.#"},
                "activity": {"pattern": "D#"},
            },
            "tables": [{"kind": kind, "columns": [{"headers": ["Virsraksts"], **column}]}],
            "names": {
                "whole": ["zivju, gaļas ražotāji"],
                "sources": ["ES fondi", "Valsts"],
                "bodies": ["Dome", "Aģentūra"],
            },
        },
        "test",
    )


def read(
    column: Mapping[str, Any], *lines: str, kind: str = "activities"
) -> tuple[dict[str, Any], PlanBuilder]:
    """The values of a row with one cell, and what else the cell gave."""
    own = profile(column, kind)
    (header,) = own.tables[0].columns
    builder = PlanBuilder(own, {1: PAGE})
    row = RowOf(builder, kind, "D1" if kind == "activities" else "U1.1", {})
    cells.READERS[header.field](row, header, cell(*lines))
    cells.finish(row)
    return {name: value for name, value in row.values.items() if value is not None}, builder


VALUES: list[tuple[dict[str, Any], str, dict[str, Any]]] = [
    ({"field": "name"}, "Parka  izbūve", {"name": "Parka izbūve"}),
    ({"field": "name"}, "", {}),
    # amounts, in euro whatever the unit
    ({"field": "amount"}, "100 000", {"amount_raw": "100 000", "amount_eur": Decimal("100000.00")}),
    ({"field": "amount", "unit": "tūkst. EUR"}, "12,5",
     {"amount_raw": "12,5", "amount_eur": Decimal("12500.00")}),
    ({"field": "amount"}, "1 37 5000", {"amount_raw": "1 37 5000"}),
    ({"field": "amount"}, "Esošā budžeta ietvaros", {"amount_raw": "Esošā budžeta ietvaros"}),
    ({"field": "amount"}, "-", {"amount_raw": "-"}),
    # years
    ({"field": "deadline"}, "2018 – 2020", {"deadline_raw": "2018 – 2020", "deadline_year": 2020}),
    ({"field": "deadline"}, "pastāvīgi", {"deadline_raw": "pastāvīgi"}),
    ({"field": "period"}, "2022.–2024.",
     {"deadline_raw": "2022.–2024.", "start_year": 2022, "deadline_year": 2024}),
    ({"field": "period"}, "2023", {"deadline_raw": "2023", "start_year": 2023,
                                   "deadline_year": 2023}),
    ({"field": "period"}, "no 2023", {"deadline_raw": "no 2023", "start_year": 2023}),
    ({"field": "period"}, "līdz 2023. gadam",
     {"deadline_raw": "līdz 2023. gadam", "deadline_year": 2023}),
    ({"field": "period"}, "regulāri", {"deadline_raw": "regulāri"}),
    ({"field": "start"}, "2022. gads", {"start_year": 2022}),
    ({"field": "end"}, "2024. gads", {"deadline_raw": "2024. gads", "deadline_year": 2024}),
    # columns of the plan's own
    ({"field": "more", "name": "territory"}, "Ādažu pagasts", {"territory": "Ādažu pagasts"}),
    ({"field": "more", "name": "loan", "kind": "amount"}, "5 000", {"loan": Decimal("5000.00")}),
    ({"field": "more", "name": "begun", "kind": "year"}, "2021. gads", {"begun": 2021}),
    ({"field": "more", "name": "rate", "kind": "share"}, "85 %", {"rate": 85.0}),
]  # fmt: skip


@pytest.mark.parametrize(("column", "text", "expected"), VALUES)
def test_values(column: dict[str, Any], text: str, expected: dict[str, Any]) -> None:
    assert read(column, *([text] if text else []))[0] == expected


LISTS: list[tuple[dict[str, Any], str, dict[str, list[str]]]] = [
    ({"field": "responsible"}, "Dome Aģentūra", {"activity_responsible": ["Dome", "Aģentūra"]}),
    ({"field": "responsible"}, "Dome / Aģentūra", {"activity_responsible": ["Dome", "Aģentūra"]}),
    ({"field": "responsible", "partners": True}, "Dome (skolas, SIA „Ūdens”)",
     {"activity_responsible": ["Dome"], "activity_partners": ["skolas", "SIA „Ūdens”"]}),
    ({"field": "responsible"}, "Dome (skolas)", {"activity_responsible": ["Dome (skolas)"]}),
    ({"field": "partners"}, "NVA, zivju, gaļas ražotāji",
     {"activity_partners": ["NVA", "zivju, gaļas ražotāji"]}),
    ({"field": "partners"}, "-", {}),
    ({"field": "funding"}, "ES fondi Valsts", {"activity_funding": ["ES fondi", "Valsts"]}),
    ({"field": "funding"}, "–", {}),
    ({"field": "results"}, "Centrs; skola", {"indicators": ["Centrs", "skola"]}),
    ({"field": "indicators"}, "1. Centrs", {"indicators": ["Centrs"]}),
    ({"field": "priorities"}, "VTP1, VTP2", {"activity_priorities": ["VTP1", "VTP2"]}),
]  # fmt: skip


@pytest.mark.parametrize(("column", "text", "expected"), LISTS)
def test_lists(column: dict[str, Any], text: str, expected: dict[str, list[str]]) -> None:
    _, builder = read(column, text)
    found = {
        table: [_item(row) for row in rows]
        for table, rows in builder.rows.items()
        if table not in ("provenance", "findings")
    }
    assert found == expected
    for table, items in expected.items():
        assert [row.position for row in builder.rows[table]] == list(range(1, len(items) + 1))


def _item(row: Any) -> str:
    for name in ("organisation", "partner", "source", "text", "priority_id"):
        if hasattr(row, name):
            return str(getattr(row, name))
    raise AssertionError(row)


MONEY: list[tuple[dict[str, Any], str, list[tuple[Any, ...]], list[str]]] = [
    ({"source": "ES fondi"}, "1 000", [("ES fondi", None, "1 000", Decimal(1000), None)],
     ["ES fondi"]),
    ({"year": 2024, "unit": "tūkst. EUR"}, "1,5", [(None, 2024, "1,5", Decimal(1500), None)], []),
    ({"source": "ES fondi", "year": 2024}, "7", [("ES fondi", 2024, "7", Decimal(7), None)],
     ["ES fondi"]),
    ({"source": "ES fondi", "unit": "%"}, "70 %", [("ES fondi", None, "70 %", None, 70.0)],
     ["ES fondi"]),
    ({"source": "ES fondi"}, "1 37 5000", [("ES fondi", None, "1 37 5000", None, None)],
     ["ES fondi"]),
    ({"source": "ES fondi"}, "0", [("ES fondi", None, "0", Decimal(0), None)], []),
    ({"source": "ES fondi"}, "-", [], []),
    ({"source": "ES fondi"}, "", [], []),
]  # fmt: skip


@pytest.mark.parametrize(("column", "text", "amounts", "sources"), MONEY)
def test_money(
    column: dict[str, Any], text: str, amounts: list[tuple[Any, ...]], sources: list[str]
) -> None:
    _, builder = read({"field": "money", **column}, *([text] if text else []))
    rows = builder.rows.get("activity_amounts", [])
    assert [
        (row.source, row.year, row.amount_raw, row.amount_eur, row.share) for row in rows
    ] == amounts
    assert [row.source for row in builder.rows.get("activity_funding", [])] == sources


def test_words_in_a_column_of_money_are_kept_apart() -> None:
    _, builder = read({"field": "money", "source": "ES fondi"}, "pēc vajadzības")
    (extra,) = builder.rows["extras"]
    assert (extra.table, extra.key, extra.header) == ("activities", "D1", "Virsraksts")
    assert extra.value == "pēc vajadzības"
    assert "activity_amounts" not in builder.rows


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("actions", "D1., 2.", [("U1.1", 1, "D1", "D1."), ("U1.1", 2, "D2", "2.")]),
        ("activities", "U1.1., U2.1.", [("U1.1", 1, "D1", "U1.1."), ("U2.1", 1, "D1", "U2.1.")]),
        ("activities", "-", []),
    ],
)
def test_references(kind: str, text: str, expected: list[tuple[str, int, str, str]]) -> None:
    _, builder = read({"field": "references"}, text, kind=kind)
    rows = builder.rows.get("action_activities", [])
    assert [(r.action_id, r.position, r.activity_id, r.ref_raw) for r in rows] == expected
    assert "findings" not in builder.rows


def test_a_reference_that_is_none_is_told_where_it_stands() -> None:
    _, builder = read({"field": "references"}, "U1.1., visi")
    (finding,) = builder.rows["findings"]
    assert (finding.rule, finding.key, finding.value) == ("unparsed-value", "D1", "visi")
    _, builder = read({"field": "priorities"}, "VTP1, Pl")
    (finding,) = builder.rows["findings"]
    assert (finding.rule, finding.table) == ("unparsed-value", "activity_priorities")


def test_a_name_that_nobody_knows_among_those_that_are_known() -> None:
    _, builder = read({"field": "funding"}, "Valsts Jauns fonds ES fondi")
    (finding,) = builder.rows["findings"]
    assert (finding.rule, finding.value) == ("unknown-name", "Jauns fonds")


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ({2024: ("x", False)}, {"start_year": 2024, "deadline_year": 2024}),
        ({2025: ("x", False), 2023: ("X", False)}, {"start_year": 2023, "deadline_year": 2025}),
        ({2024: ("", True), 2025: ("", True)}, {"start_year": 2024, "deadline_year": 2025}),
        ({2024: ("", False), 2025: ("-", False)}, {}),
    ],
)
def test_marks_under_years(marks: dict[int, tuple[str, bool]], expected: dict[str, int]) -> None:
    builder = PlanBuilder(profile({"field": "mark", "year": 2024}, "activities"), {1: PAGE})
    row = RowOf(builder, "activities", "D1", {})
    for year, (text, shaded) in marks.items():
        column = HeaderColumn("mark", f"mark {year}", (str(year),), (str(year),), year=year)
        cells.mark(row, column, cell(*([text] if text else [])), shaded)
    cells.finish(row)
    assert row.values == expected


def test_every_field_of_a_row_has_a_reader() -> None:
    assert {*fields.ACTIONS, *fields.ACTIVITIES} <= {*cells.READERS, "id", "mark"}
