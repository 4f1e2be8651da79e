"""Tables without ids of their own are compared as well, whatever tables a plan declares."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.model.schema import Abbreviation, Change
from pipeline.tracking.diff import compare, html_page, minutes, workbook
from pipeline.tracking.diff.comparison import compared
from tests.wider_plan import activity, amount, wider_plan


def short(changes: tuple[Change, ...]) -> list[tuple[Any, ...]]:
    return [(c.table, c.change, c.key_old, c.key_new, c.column, c.old, c.new) for c in changes]


def test_the_same_plan_has_no_changes() -> None:
    assert compare(wider_plan(), wider_plan()) == ()


def test_money_is_matched_by_source_and_year() -> None:
    rows = wider_plan().activity_amounts
    new = wider_plan(
        activity_amounts=(
            replace(rows[1], position=1),
            replace(rows[0], position=2, amount_raw="210000.00", amount_eur=Decimal("210000.00")),
            *rows[2:],
            amount("1.1.1.2", 2, "ES fondi", 2023, "10000.00"),
        )
    )
    changed, added = compare(wider_plan(), new)
    assert short((changed,)) == [
        ("activity_amounts", "changed", "1.1.1.1", "1.1.1.1", "amount_eur", "200000.00",
         "210000.00"),
    ]  # fmt: skip
    assert (added.change, added.key_old, added.key_new, added.position) == (
        "added", None, "1.1.1.2", 2,
    )  # fmt: skip
    assert json.loads(added.new or "")["source"] == "ES fondi"


def test_totals_outcomes_and_abbreviations_are_compared() -> None:
    old = wider_plan()
    new = wider_plan(
        totals=(replace(old.totals[0], amount_raw="1.00", amount_eur=Decimal("1.00")),
                *old.totals[1:]),
        outcome_indicators=(
            replace(old.outcome_indicators[0], target_raw="45", target_value=45.0),
        ),
        abbreviations=(Abbreviation(1, "AM", "Aizsardzības ministrija"),
                       replace(old.abbreviations[0], position=2)),
    )  # fmt: skip
    total, outcome, abbreviation = compare(old, new)
    assert short((total,)) == [
        ("totals", "changed", "VTP1", "VTP1", "amount_eur", "390000.00", "1.00")
    ]
    assert (outcome.table, outcome.column, outcome.old, outcome.new) == (
        "outcome_indicators", "target_value", "40.0", "45.0",
    )  # fmt: skip
    assert (abbreviation.change, abbreviation.key_new) == ("added", "1")


def test_a_column_that_only_this_plan_has_and_the_row_above() -> None:
    rows = wider_plan().activities
    new = wider_plan(activities=(
        replace(rows[0], territory="Jaunumu pagasts"), replace(rows[1], parent_id="U2.1.1"), rows[2]
    ))  # fmt: skip
    assert short(compare(wider_plan(), new)) == [
        ("activities", "changed", "1.1.1.1", "1.1.1.1", "territory", "Vecumu pagasts",
         "Jaunumu pagasts"),
        ("activities", "changed", "1.1.1.2", "1.1.1.2", "parent_id", "U1.1.1", "U2.1.1"),
    ]  # fmt: skip


def test_a_parent_that_is_only_renumbered_is_no_change() -> None:
    old = wider_plan()
    new = wider_plan(
        actions=tuple(replace(row, action_id=row.action_id.replace("U", "Uzd ")) for row in
                      old.actions),
        activities=tuple(replace(row, parent_id=row.parent_id.replace("U", "Uzd ")) for row in
                         old.activities),
        action_activities=tuple(replace(row, action_id=row.action_id.replace("U", "Uzd "))
                                for row in old.action_activities),
    )  # fmt: skip
    assert {(c.table, c.change) for c in compare(old, new)} == {("actions", "renumbered")}


def test_money_of_other_letters_is_summed_and_everything_is_shown(tmp_path: Path) -> None:
    new = wider_plan(
        activities=(*wider_plan().activities, activity("2.1.1.2", "Kiberdrošība", "U2.1.1", "7.00"))
    )
    comparison = compared(wider_plan(), new)
    assert [(t.key_new, t.before, t.after, t.real) for t in comparison.totals] == [
        ("VTP1", Decimal("390000.00"), Decimal("390000.00"), 0),
        ("VTP2", Decimal("50000.00"), Decimal("50007.00"), Decimal("7.00")),
    ]
    minutes.write(comparison, tmp_path / "changes.md")
    workbook.write(comparison, tmp_path / "changes.xlsx")
    html_page.write(comparison, tmp_path)
    assert "| VTP2 Gudra pārvalde | 1 → 2 |" in (tmp_path / "changes.md").read_text("utf-8")
