"""Columns that are a plan's own, such as the territory of its measures, in every export."""

from __future__ import annotations

import dataclasses
import sqlite3
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from pipeline.model import profile
from pipeline.model.plan import Plan, PlanMeta
from pipeline.model.schema import Priority
from pipeline.store import export, plan_files
from pipeline.store.export import combined
from pipeline.store.register import Register
from tests.plans import told_plan

PROFILE = profile.parse(
    {
        "name": "novads",
        "levels": {"priority": {"pattern": "VTP#"}, "activity": {"pattern": "#.#"}},
        "tables": [
            {
                "kind": "activities",
                "columns": [
                    {"field": "name", "headers": ["Pasākums"]},
                    {"field": "more", "name": "territory", "headers": ["Teritorija"]},
                ],
            }
        ],
    },
    "test",
)


@pytest.fixture
def plan() -> Plan:
    row = PROFILE.declared["activities"].row
    empty = dict.fromkeys(PROFILE.declared["activities"].names)
    activity = row(**empty | {"activity_id": "1.1", "name": "Skola", "territory": "Viss novads"})
    activity = dataclasses.replace(activity, parent_id="VTP1")
    meta = PlanMeta("novads", "Novads", None, None, 1, None, "novads", model=PROFILE)
    return Plan(meta, priorities=(Priority("VTP1", "Izglītība"),), activities=(activity,))


def test_a_workbook_has_the_column(plan: Plan, tmp_path: Path) -> None:
    plan_files.write(plan, tmp_path / "plan")
    file = export.write(tmp_path / "plan", None, "xlsx", register=Register())
    sheet = openpyxl.load_workbook(file)["activities"]
    assert "Viss novads" in [cell.value for line in sheet.iter_rows() for cell in line]


def test_a_database_has_the_column_and_the_priority_by_nesting(plan: Plan, tmp_path: Path) -> None:
    plan_files.write(plan, tmp_path / "plan")
    file = export.write(tmp_path / "plan", None, "sqlite", register=Register())
    with sqlite3.connect(file) as database:
        assert database.execute("SELECT territory FROM activities").fetchall() == [("Viss novads",)]
        found = database.execute("SELECT priority_id, activities FROM money_by_priority")
        assert found.fetchall() == [("VTP1", 1)]
    database.close()


def test_the_combined_set_keeps_the_column_beside_plans_without_it(
    plan: Plan, tmp_path: Path
) -> None:
    plan_files.write(plan, tmp_path / "one")
    plan_files.write(told_plan(), tmp_path / "two")
    combined.write([tmp_path / "one", tmp_path / "two"], tmp_path / "all", Register())
    table = pq.read_table(tmp_path / "all" / "activities.parquet")
    values = dict(zip(table["doc_id"].to_pylist(), table["territory"].to_pylist(), strict=True))
    assert values == {"novads": "Viss novads", "zpr-2015-2020": None}
