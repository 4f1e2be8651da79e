"""Workbooks that LibreOffice saved come back as what was filled into them."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

from pipeline.tracking.monitor.collecting import collect
from tests.monitor import recorded
from tests.monitor.filling import collected, proposed

CHANGED = {"A 1.1", "A 1.13", "A 1.15", "A 1.16"}  # in the workbook with the faults


def test_what_libreoffice_saved(tmp_path: Path) -> None:
    filling = recorded.filled(tmp_path)
    made = collect(recorded.part_of_base(), recorded.SAMPLES)
    found = collected(made.monitoring)
    rest = {where: value for where, value in filling.wrote.items() if where[1] not in CHANGED}
    assert {where: value for where, value in found.items() if where[1] not in CHANGED} == rest
    assert sorted(proposed(made.monitoring)) == sorted(filling.proposals)

    rows = {row.activity_id: row for row in made.monitoring.progress}
    assert rows["A 1.1"].spent_eur == Decimal("100234.50"), "the saved result of a formula"
    assert rows["A 1.13"].share_done == 25
    assert rows["A 1.15"].spent_eur == Decimal("1234.50")
    assert rows["A 1.15"].completed_on == datetime.date(2018, 2, 1)
    errors = {(one.rule, one.key) for one in made.monitoring.findings if one.severity != "info"}
    assert {
        ("overspent", "A 1.1"),
        ("plan-text-changed", "A 1.14"),
        ("report-unparsed", "A 1.16"),
    } <= errors
    assert {rule for rule, key in errors if key not in CHANGED} == {"plan-text-changed"}
