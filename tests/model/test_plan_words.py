"""Tables in the words of one plan."""

from __future__ import annotations

from datetime import date

from pipeline.model import relations, schema
from pipeline.model.findings import finding, message
from pipeline.model.strings import day, uncapitalised
from tests.plans import gold_plan
from tests.wider_plan import PROFILE, wider_plan


def headings(table: str) -> dict[str, str]:
    return {column.name: column.label.lv for column in PROFILE.declared[table].columns}


def test_ids_and_names_stand_under_the_plans_own_words() -> None:
    assert headings("activities")["activity_id"] == "ID (pasākums)"
    assert headings("activity_amounts")["activity_id"] == "ID (pasākums)"
    assert headings("actions")["name"] == "Uzdevums"
    assert headings("directions")["direction_id"] == "Virziena ID"  # called as in most plans


def test_lists_between_levels_say_from_which_to_which() -> None:
    plan = wider_plan()
    assert relations.label(plan, "action_activities").lv == "Uzdevumi → Pasākumi"
    assert relations.label(plan, "action_activities").en == "Tasks → Measures"
    links = relations.label(plan, "activity_priorities").lv
    assert links == "Pasākumi → Vidēja termiņa prioritātes"
    assert PROFILE.declared["activity_partners"].about.lv == "Pasākumi: partneri"


def test_a_plan_that_uses_the_usual_words_keeps_them() -> None:
    declared = gold_plan().declared
    assert all(declared[name].label == table.label for name, table in schema.plan_tables().items())
    assert declared["activities"].column("activity_id").label.lv == "Aktivitātes ID"


def test_a_message_names_a_column_as_the_plan_does_in_both_languages() -> None:
    declared = PROFILE.declared
    found = finding(
        "missing-value", table="activities", key="1.1.1.1", column="activity_id", declared=declared
    )
    assert found.message == "1.1.1.1: kolonna „ID (pasākums)” ir tukša."
    said = message(found, "en", declared)
    assert said == "1.1.1.1: the column “Id (measure)” is empty."


def test_small_words() -> None:
    assert (uncapitalised("Pasākums"), uncapitalised("VTP"), uncapitalised("")) == (
        "pasākums", "VTP", "",
    )  # fmt: skip
    assert day(date(2016, 5, 2)) == day("2016-05-02") == "02.05.2016."
    assert day("izdomāts") == "izdomāts"
