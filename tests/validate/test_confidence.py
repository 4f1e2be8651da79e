"""Confidence of rows and cells from the repairs that made them."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest

from pipeline.model import schema
from pipeline.model.plan import Plan
from pipeline.model.schema import Repair, Total
from pipeline.validate import validate
from pipeline.validate.confidence import band, cell_confidence, confidence_metrics, row_confidence
from pipeline.validate.example_plans import sound_plan
from tests.validate.drawn import drawn


def repair(confidence: float, table: str | None, key: str | None, column: str | None) -> Repair:
    return Repair("word-rejoined", table, key, column, 1, "a", "b", "reason", confidence)


def repaired(*repairs: Repair) -> Plan:
    return dataclasses.replace(drawn(sound_plan()), repairs=repairs)


def test_a_plan_without_repairs_is_certain():
    assert set(row_confidence(repaired()).values()) == {1.0}
    cells = confidence_metrics(repaired())["confidence"]["cells"]
    assert cells["certain"] == sum(cells.values()) > 0


def test_every_row_of_every_table_has_one():
    rows = row_confidence(repaired())
    assert ("activities", "A 1.2") in rows and ("indicators", "A 1.2") in rows
    assert ("horizontal_measures", "P1/HP1") in rows and ("priorities", "P2") in rows


def test_a_sum_of_the_whole_plan_has_the_empty_key_of_its_findings():
    total = Total(None, 1, "Kopā", None, None, "100", Decimal(100))
    plan = dataclasses.replace(repaired(), totals=(total,))
    keys = [key for table, key in row_confidence(plan) if table == "totals"]
    assert keys == [schema.tables()["totals"].key_of(total)] == [""]


def test_decisions_about_one_row_are_multiplied():
    plan = repaired(
        repair(0.9, "activities", "A 1.1", "name"), repair(0.8, "activities", "A 1.1", "name"),
        repair(0.5, "activities", "A 1.1", "partners_raw"),
        repair(0.5, "activities", "A 1.1", None),
    )  # fmt: skip
    rows, cells = row_confidence(plan), cell_confidence(plan)
    assert rows["activities", "A 1.1"] == pytest.approx(0.18)
    assert rows["activities", "A 1.2"] == 1.0
    assert cells["activities", "A 1.1", None, "name"] == pytest.approx(0.36)
    assert cells["activities", "A 1.1", None, "partners_raw"] == pytest.approx(0.25)
    assert cells["activities", "A 1.1", None, "id_raw"] == pytest.approx(0.5)


def test_a_header_counts_once_by_its_worst_match_for_all_rows():
    plan = repaired(
        repair(0.95, "actions", None, "period_raw"), repair(0.9, "actions", None, "period_raw"),
        repair(0.8, "actions", None, None), repair(0.1, None, None, None),
    )  # fmt: skip
    rows, cells = row_confidence(plan), cell_confidence(plan)
    assert rows["actions", "R 1.1.1"] == rows["actions", "R 1.1.2"] == pytest.approx(0.72)
    assert cells["actions", "R 1.1.1", None, "period_raw"] == pytest.approx(0.72)
    assert cells["actions", "R 1.1.1", None, "name"] == pytest.approx(0.8)
    assert rows["activities", "A 1.1"] == 1.0


def test_the_summary_stands_in_the_metrics():
    metrics = validate(repaired(repair(0.5, "activities", "A 1.1", "name"))).metrics["confidence"]
    rows = row_confidence(repaired())
    assert metrics["min"] == 0.5
    assert metrics["mean"] == pytest.approx(1 - 0.5 / len(rows), abs=1e-4)
    assert metrics["cells"]["low"] == 1 and metrics["cells"]["high"] == 0


@pytest.mark.parametrize(
    ("value", "name"),
    [(1.0, "certain"), (0.99, "high"), (0.9, "high"), (0.7, "medium"), (0.69, "low"), (0.0, "low")],
)
def test_bands(value: float, name: str):
    assert band(value) == name


def test_an_empty_plan_is_certain():
    metrics = confidence_metrics(Plan(meta=sound_plan().meta))["confidence"]
    assert (metrics["min"], metrics["mean"]) == (1.0, 1.0)
