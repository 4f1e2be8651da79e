"""The priority of a row comes from the tables, never from the letters of its id."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import lineage
from pipeline.model.schema import ActivityPriority
from tests.plans import gold_plan
from tests.wider_plan import activity, wider_plan


def test_zemgales_activities_are_of_the_priority_that_they_state_first() -> None:
    found = lineage.activity_priorities(gold_plan())
    assert found["A 1.1"] == "P1"
    assert found["A 6.12"] == "P6"
    assert None not in found.values()
    rows = lineage.priorities(gold_plan())
    assert rows["priorities", "P2"] == "P2"
    assert rows["directions", "RV 3.2"] == "P3"
    assert rows["actions", "R 6.3.2"] == "P6"


def test_nesting_counts_before_what_an_activity_states() -> None:
    found = lineage.activity_priorities(wider_plan())
    assert found == {"1.1.1.1": "VTP1", "1.1.1.2": "VTP1", "2.1.1.1": "VTP2"}


def test_a_row_may_be_nested_right_in_its_priority() -> None:
    plan = wider_plan(activities=(activity("1", "Skolas jumts", "VTP2"),), action_activities=())
    assert lineage.activity_priorities(plan) == {"1": "VTP2"}


def test_without_nesting_or_statement_the_first_action_tells() -> None:
    plan = replace(gold_plan(), activity_priorities=())
    found = lineage.activity_priorities(plan)
    assert found["A 1.1"] == "P1"
    assert found["A 4.16"] is None  # no action leads to it


def test_a_priority_that_the_plan_lacks_counts_last() -> None:
    plan = gold_plan()
    stated = (ActivityPriority("A 1.1", 1, "P9"), ActivityPriority("A 1.1", 2, "P2"))
    assert lineage.activity_priorities(replace(plan, activity_priorities=stated))["A 1.1"] == "P2"
    alone = replace(plan, activity_priorities=stated[:1], action_activities=())
    assert lineage.activity_priorities(alone)["A 1.1"] == "P9"


def test_ids_that_stand_on_two_levels_are_no_loop() -> None:
    plan = wider_plan(activities=(activity("VTP1", "Tā pati zīme", "VTP1"),), action_activities=())
    assert lineage.activity_priorities(plan) == {"VTP1": "VTP1"}
