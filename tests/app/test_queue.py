"""What the queue of the review says of the row that a finding is on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.commands.app.queue import queue
from pipeline.model.findings import finding
from pipeline.validate.example_plans import misprinted, sound_plan

# An activity that prints no id of its own: the second one under the priority II.
PLAN = misprinted(sound_plan(), "activities", "A 1.1", "II/2", "")


@pytest.mark.parametrize(
    ("table", "key", "row_table", "row"),
    [
        ("activities", "II/2", "activities", "II/2"),
        ("activity_funding", "II/2", "activities", "II/2"),
        ("horizontal_measures", "P1/HP1", "priorities", "P1"),
        (None, None, None, None),
    ],
)
def test_a_finding_names_its_row(
    table: str | None, key: str | None, row_table: str | None, row: str | None
) -> None:
    found = finding("missing-value", table=table, key=key, column="name")
    (item,) = [one for one in queue(replace(PLAN, findings=(found,))) if one["rule"] != "row"]
    assert (item["row_table"], item["row"], item["key"]) == (row_table, row, key)
