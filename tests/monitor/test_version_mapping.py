"""Workbooks of an earlier version arrive at the right activities of today."""

from __future__ import annotations

import dataclasses
import random
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from pipeline.model.plan import Plan
from pipeline.store.register import Register
from pipeline.tracking.monitor import sheets
from pipeline.tracking.monitor.collecting import Collected, collect
from pipeline.tracking.monitor.version_mapping import VersionMapping
from pipeline.tracking.monitor.versions import Versions
from tests.monitor.conftest import named
from tests.monitor.filling import AS_OF, Filling, Where, collected
from tests.plans import gold_plan


@pytest.fixture(scope="module")
def filled(base: Plan, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Filling]:
    """One workbook of the base plan, filled whole."""
    folder = tmp_path_factory.mktemp("one")
    sheets.write(base, folder, "one", AS_OF, Register())
    filling = Filling(base, random.Random(11))
    filling.fill(folder / "zpr-2015-2020.xlsx")
    return folder, filling


def mapped(wrote: dict[Where, Any], ids: dict[str, str]) -> dict[Where, Any]:
    return {
        (table, ids[key], *rest): value
        for (table, key, *rest), value in wrote.items()
        if key in ids
    }


def rules(made: Collected, rule: str) -> list[Any]:
    return [one for one in made.monitoring.findings if one.rule == rule]


def renumbered(plan: Plan) -> tuple[Plan, dict[str, str]]:
    """The plan with an activity put in front of each first number: all the others move by one."""
    ids = {}
    for row in plan.activities:
        first, second = re.fullmatch(r"A (\d+)\.(\d+)", row.activity_id).groups()  # type: ignore[union-attr]
        ids[row.activity_id] = f"A {first}.{int(second) + 1}"
    new = {}
    for table in ("activities", "activity_responsible", "activity_partners", "activity_funding",
                  "activity_priorities", "indicators", "action_activities"):  # fmt: skip
        new[table] = tuple(
            dataclasses.replace(row, activity_id=ids.get(row.activity_id, row.activity_id))
            for row in plan.rows(table)
        )
    first = dataclasses.replace(
        plan.activities[0], activity_id="A 1.1", id_raw="A 1.1.", amount_raw="1 000",
        name="Ierīkot peldvietu pie Lielupes un uzturēt to vasarā",
    )  # fmt: skip
    new["activities"] = (first, *new["activities"])
    return named(dataclasses.replace(plan, **new), "c"), ids


def test_progress_of_base_is_led_to_the_amendment(base: Plan, filled: tuple[Path, Filling]) -> None:
    """The changes that were proof-read say which activity is which."""
    folder, filling = filled
    am1 = named(gold_plan("am1"), "b")
    made = collect(am1, folder, Versions(am1, [base]))
    ids = true_ids(base, am1)
    wanted = mapped(filling.wrote, ids)
    found = collected(made.monitoring)
    activities = {where: value for where, value in wanted.items() if where[2] is None}
    assert {w: v for w, v in found.items() if w[2] is None} == activities
    indicators = {w: v for w, v in found.items() if w[2] is not None}
    dropped = wanted.keys() - activities.keys() - indicators.keys()
    assert len(dropped) <= 2 * len(rules(made, "row-removed")) + 2 * len(
        rules(made, "indicator-changed")
    )
    assert {one.key for one in rules(made, "row-removed") if one.position is None} == {
        row.activity_id for row in base.activities if row.activity_id not in ids
    }
    assert len(rules(made, "workbook-old-version")) == 1
    texts = {c.text for c in made.monitoring.progress_cells}
    assert {str(v) for v in filling.wrote.values() if isinstance(v, str)} <= texts


def true_ids(old: Plan, new: Plan) -> dict[str, str]:
    """Old id → new id by the changes that were proof-read."""
    import json

    from tests.plans import GOLD

    changes = json.loads((GOLD / "am1.changes.json").read_text(encoding="utf-8"))
    ids = {row.activity_id: row.activity_id for row in old.activities}
    for change in changes["changes"] if isinstance(changes, dict) else changes:
        if change["table"] != "activities":
            continue
        if change["change"] in ("renumbered", "moved"):
            ids[change["key_old"]] = change["key_new"]
        elif change["change"] == "removed":
            del ids[change["key_old"]]
    return ids


def test_progress_goes_through_a_renumbering(base: Plan, filled: tuple[Path, Filling]) -> None:
    folder, filling = filled
    new, ids = renumbered(base)
    made = collect(new, folder, Versions(new, [base]))
    assert collected(made.monitoring) == mapped(filling.wrote, ids)
    assert not rules(made, "row-removed") and not rules(made, "indicator-changed")


def test_a_workbook_of_today_beside_an_old_one(
    base: Plan, filled: tuple[Path, Filling], tmp_path: Path
) -> None:
    new, ids = renumbered(base)
    shutil.copytree(filled[0], tmp_path / "all")
    sheets.write(new, tmp_path / "all" / "today", "one", AS_OF, Register())
    made = collect(new, tmp_path / "all", Versions(new, [base]))
    assert collected(made.monitoring) == mapped(filled[1].wrote, ids)
    assert len(made.workbooks) == 2


def split(plan: Plan, key: str) -> Plan:
    """The plan with an activity parted in two: the second half of its name is a new row."""
    row = next(row for row in plan.activities if row.activity_id == key)
    words = (row.name or "").split()
    half = len(words) // 2
    first = dataclasses.replace(row, name=" ".join(words[:half]))
    second = dataclasses.replace(
        row, activity_id="A 1.99", id_raw="A 1.99.", name=" ".join(words[half:])
    )
    rows = [one for row in plan.activities
            for one in ((first, second) if row.activity_id == key else (row,))]  # fmt: skip
    return named(dataclasses.replace(plan, activities=tuple(rows)), "d")


def test_what_was_split_is_told(base: Plan, filled: tuple[Path, Filling]) -> None:
    new = split(base, "A 1.1")
    made = collect(new, filled[0], Versions(new, [base]))
    (found,) = rules(made, "row-split")
    assert (found.key, found.value) == ("A 1.1", "A 1.1") and "A 1.99" in found.message


def test_what_was_added_is_no_part_of_another(base: Plan) -> None:
    new, ids = renumbered(base)
    mapping = VersionMapping(base, new)
    assert {key: mapping.activity(key).key for key in ids} == ids
    assert not any(mapping.activity(key).parts for key in ids)
