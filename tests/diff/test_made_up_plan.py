"""The made-up municipal plan of the register, read without a profile, and its amendment."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from pipeline import stages
from pipeline.model.plan import Plan
from pipeline.tracking.diff import compare
from scripts.made_up_plan import AMENDED, BASE, SOURCES, MadeUpPlan, Measure, stage

RAW = Path(__file__).parents[2] / "raw"

# Running text has a line of its own below; cells of a column without a role are no part of a row.
APART = ("paragraphs",)
Key = tuple[str, str, str | None, str | None, str | None, str | None, str | None]
MONEY = "amount_eur"

# What `amended` changes, put down by hand: table, change, key_old, key_new, column, old, new. Added
# and removed rows hold themselves as JSON in `old` or `new`, which the test leaves out.
CHANGES: list[Key] = [
    ("actions", "added", None, "U2.1.2", None, None, None),
    ("actions", "renumbered", "U2.1.2", "U2.1.3", None, None, None),
    ("action_activities", "removed", "U1.2.1", "U1.2.1", "activity_id", "1.2.1.2", None),
    ("action_activities", "added", "U3.1.1", "U3.1.1", "activity_id", None, "3.1.1.3"),
    ("activities", "changed", "1.1.1.1", "1.1.1.1", MONEY, "550000.00", "650000.00"),
    ("activities", "removed", "1.2.1.2", None, None, None, None),
    ("activities", "added", None, "2.1.2.1", None, None, None),
    ("activities", "renumbered", "2.1.2.1", "2.1.3.1", None, None, None),
    ("activities", "renumbered", "2.1.2.2", "2.1.3.2", None, None, None),
    ("activities", "changed", "2.2.1.1", "2.2.1.1", "deadline_year", "2030", "2031"),
    ("activities", "changed", "2.2.1.1", "2.2.1.1", "start_year", "2028", "2029"),
    ("activities", "added", None, "3.1.1.3", None, None, None),
    ("activity_amounts", "changed", "1.1.1.1", "1.1.1.1", MONEY, "165000.00", "195000.00"),
    ("activity_amounts", "changed", "1.1.1.1", "1.1.1.1", MONEY, "385000.00", "455000.00"),
    ("activity_amounts", "added", None, "3.1.1.1", None, None, None),
    ("activity_amounts", "changed", "3.1.1.1", "3.1.1.1", MONEY, "1827500.00", "1677500.00"),
    ("activity_funding", "added", "3.1.1.1", "3.1.1.1", "source", None, "Valsts budžets"),
    # the sums follow; of VTP2, the fourth was misprinted (1 683 750) and is put right
    ("totals", "changed", "VTP1", "VTP1", MONEY, "2194900.00", "1994900.00"),
    ("totals", "changed", "VTP1", "VTP1", MONEY, "1082900.00", "902900.00"),
    ("totals", "changed", "VTP1", "VTP1", MONEY, "136000.00", "46000.00"),
    ("totals", "changed", "VTP1", "VTP1", MONEY, "961000.00", "1031000.00"),
    ("totals", "changed", "VTP2", "VTP2", MONEY, "3430000.00", "3630000.00"),
    ("totals", "changed", "VTP2", "VTP2", MONEY, "801250.00", "831250.00"),
    ("totals", "changed", "VTP2", "VTP2", MONEY, "690000.00", "860000.00"),
    ("totals", "changed", "VTP2", "VTP2", MONEY, "1683750.00", "1693750.00"),
    ("totals", "changed", "VTP3", "VTP3", MONEY, "2376000.00", "2400000.00"),
    ("totals", "changed", "VTP3", "VTP3", MONEY, "491500.00", "509500.00"),
    ("totals", "added", None, "VTP3", None, None, None),
    ("totals", "changed", "VTP3", "VTP3", MONEY, "1884500.00", "1734500.00"),
    ("totals", "added", None, "VTP3", None, None, None),
]


@cache
def read(file: str) -> Plan:
    return stages.extract(RAW / file)


@pytest.mark.parametrize("true", [BASE, AMENDED], ids=["base", "amended"])
def test_the_plan_is_read_without_a_profile(true: MadeUpPlan) -> None:
    plan = read(true.file)
    assert plan.profile.drafted
    assert [activity_of(plan, n) for n in range(len(plan.activities))] == [
        expected(measure) for measure in true.measures()
    ]
    assert [(row.scope, int(row.amount_eur or 0)) for row in plan.totals] == [
        (priority.id, value) for priority in true.priorities for value in priority.sums() if value
    ]
    assert plan.metrics["words"]["unaccounted"] == 0


def test_the_only_error_is_the_sum_that_was_misprinted() -> None:
    def doubts(true: MadeUpPlan) -> set[tuple[str, str | None, str | None]]:
        return {(f.rule, f.key, f.value) for f in read(true.file).findings}

    usual = {
        ("profile-drafted", None, None),
        ("unknown-column", "activities", "Kārta"),
    }
    cubic = "Pārbūvētas iekārtas ar jaudu 150 m³ diennaktī"  # of a measure that moves
    assert doubts(BASE) == usual | {
        ("total-differs", "VTP2", "1 683 750"),
        ("raised-mark", "2.1.2.1", cubic),
    }
    assert doubts(AMENDED) == usual | {("raised-mark", "2.1.3.1", cubic)}
    assert [(row.key, row.value) for row in read(BASE.file).extras] == [
        (measure.id.rstrip("."), stage(measure)) for measure in BASE.measures()
    ]


def test_the_comparison_shows_exactly_what_the_amendment_changes() -> None:
    found = list(compare(read(BASE.file), read(AMENDED.file)))
    got = [
        (
            row.table,
            row.change,
            row.key_old,
            row.key_new,
            row.column,
            row.old if row.column else None,
            row.new if row.column else None,
        )
        for row in found
        if row.table not in APART
    ]
    assert sorted(got, key=repr) == sorted(CHANGES, key=repr)
    assert {row.kind for row in found if row.table not in APART} == {"substantive"}
    # the only change of text is the number of the version on the title page
    (text,) = (row for row in found if row.table == "paragraphs")
    assert "Redakcija 1.0" in str(text.old)
    assert str(text.new) == str(text.old).replace("1.0", "2.0")


def activity_of(plan: Plan, n: int) -> tuple[object, ...]:
    row = plan.activities[n]
    own = [item for item in plan.activity_amounts if item.activity_id == row.activity_id]
    return (
        row.id_raw,
        row.name,
        row.responsible_raw,
        row.partners_raw,
        row.deadline_raw,
        row.amount_eur,
        {item.source: item.amount_eur for item in own},
        "; ".join(i.text for i in plan.indicators if i.activity_id == row.activity_id),
    )


def expected(measure: Measure) -> tuple[object, ...]:
    return (
        measure.id,
        measure.name,
        measure.responsible,
        measure.partners,
        measure.years,
        Decimal(sum(measure.money)),
        {source: Decimal(n) for source, n in zip(SOURCES, measure.money, strict=True) if n},
        measure.results,
    )
