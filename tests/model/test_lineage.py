"""What stands under what, and what it costs in all."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.model import lineage
from pipeline.model.plan import Plan
from pipeline.model.schema import Direction, Goal, Priority
from tests.validate.test_other_plans import action, activity, cost, part, plan_of


def nested() -> Plan:
    return plan_of(
        {"activity": "#"},
        goals=[Goal("SM1", "Mērķis")],
        priorities=[Priority("P1", "Vide", "SM1")],
        directions=[Direction("RV1", "P1", "Daba")],  # without parent_id, as in older tables
        actions=[action("U1", None, direction_id="RV1"), action("U2", "P1")],
        activities=[
            cost("1", "U1", "100", "100"),
            cost("2", "U2", "20", "20"),
            cost("3", None, "3", "3"),
            cost("4", "U1", "1 37 5000", None),
        ],
    )


def summed(plan: Plan, keys: set[str], source: str | None, year: int | None) -> Decimal | None:
    """What activities cost in all; None where no amount is known."""
    rows = lineage.amounts_of(plan, keys, source, year)
    known = [row.amount_eur for row in rows if row.amount_eur is not None]
    return sum(known, Decimal(0)) if known else None


def test_levels_above() -> None:
    above = lineage.above(nested())
    assert list(lineage.scopes("1", above)) == ["U1", "RV1", "P1", "SM1"]
    assert list(lineage.scopes("2", above)) == ["U2", "P1", "SM1"]
    assert list(lineage.scopes("3", above)) == []


def test_a_circle_ends() -> None:
    assert list(lineage.scopes("a", {"a": "b", "b": "a"})) == ["b"]


def test_rows_under_a_level() -> None:
    rows = lineage.rows_by_scope(nested())
    assert rows["U1"] == {"1", "4"} and rows["P1"] == rows["SM1"] == {"1", "2", "4"}
    assert rows[None] == {"1", "2", "3", "4"}


@pytest.mark.parametrize(
    ("keys", "expected"), [({"1", "2"}, Decimal(120)), ({"4"}, None), (set(), None)]
)
def test_sums_of_activities(keys: set[str], expected: Decimal | None) -> None:
    assert summed(nested(), keys, None, None) == expected


PARTS = [
    part("1", 1, "ES", 2024, "10"), part("1", 2, "ES", 2025, "20"),
    part("1", 3, "Cits", 2024, "30"), part("2", 1, "ES", 2024, "5"),
    part("2", 2, "ES", None, None, raw="70 %", share=70.0),
]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "year", "expected"),
    [
        ("ES", 2024, 15),
        ("ES", None, 35),
        (None, 2024, 45),
        (None, None, 65),
        ("Valsts", None, None),
    ],
)
def test_sums_by_source_and_year(
    source: str | None, year: int | None, expected: int | None
) -> None:
    plan = plan_of(
        {"activity": "#"}, activities=[activity("1"), activity("2")], activity_amounts=PARTS
    )
    assert summed(plan, {"1", "2"}, source, year) == expected


def test_columns_by_source_and_columns_by_year_are_the_same_money() -> None:
    parts = [part("1", 1, "ES", None, "100"), part("1", 2, None, 2024, "100")]
    plan = plan_of({"activity": "#"}, activities=[activity("1")], activity_amounts=parts)
    assert summed(plan, {"1"}, None, None) == 100
    assert [len(split) for split in lineage.by_split(parts)] == [1, 1]


def test_rounding() -> None:
    assert lineage.rounding([cost("1", None, "100", "100")]) == 0
    assert lineage.rounding([cost("1", None, "13", "13000")]) == 1000
    assert lineage.rounding([cost("1", None, "13,5", "13500")] * 4) == 200
