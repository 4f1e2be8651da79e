"""Rows of sums: which rows stand under the level that a sum is of."""

from __future__ import annotations

import pytest

from pipeline.model import profile
from pipeline.records.builder import PlanBuilder
from pipeline.records.sums import _under


@pytest.mark.parametrize(
    ("scope", "under"),
    [(None, True), ("1.1", True), ("1", True), ("M1", True), ("2", False), ("M2", False)],
)
@pytest.mark.parametrize("goal", ["M1", "1"])
def test_descendants_are_found_level_by_level(goal: str, scope: str | None, under: bool) -> None:
    """A goal and a priority of one number do not lead to each other for ever."""
    builder = PlanBuilder(profile.load("zpr-2015-2020"), {})
    builder.by_key["goals", goal] = {"goal_id": goal}
    builder.by_key["priorities", "1"] = {"priority_id": "1", "goal_id": goal}
    builder.by_key["directions", "1.1"] = {"priority_id": "1", "parent_id": "1"}
    row = {"activity_id": "1.1.1", "parent_id": "1.1"}
    if scope == "M1":
        scope = goal
    assert _under(builder, row, scope) is under
