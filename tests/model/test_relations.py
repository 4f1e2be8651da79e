"""How tables hang together is read from their declarations."""

from __future__ import annotations

import pytest

from pipeline.model import relations
from pipeline.model.relations import ListTable
from tests.wider_plan import wider_plan


def test_rows_with_ids_and_their_lists() -> None:
    known = relations.declared()
    assert list(known.keys)[-1] == "activities"
    assert known.keys["actions"] == "action_id"
    assert known.lists["action_activities"] == ListTable(
        "action_activities", (("actions", "action_id"),), "activity_id", "ref_raw", "activities"
    )
    assert known.lists["horizontal_measures"].owners == (
        ("priorities", "priority_id"), ("principles", "principle_id"),
    )  # fmt: skip
    assert known.parents["actions", "direction_id"] == "directions"


@pytest.mark.parametrize(
    ("table", "column", "source"),
    [
        ("activities", "amount_eur", ("activities", "amount_raw")),
        ("activities", "deadline_year", ("activities", "deadline_raw")),
        ("actions", "period_end", ("actions", "period_raw")),
        ("actions", "action_id", ("actions", "id_raw")),
        ("activity_partners", "partner", ("activities", "partners_raw")),
        ("activity_responsible", "organisation", ("activities", "responsible_raw")),
        ("action_activities", "activity_id", ("action_activities", "ref_raw")),
    ],
)
def test_what_a_value_was_parsed_from(table: str, column: str, source: tuple[str, str]) -> None:
    assert relations.declared().parsed_from[table, column] == source


@pytest.mark.parametrize("column", ["name", "amount_raw", "direction_id"])
def test_printed_values_and_parents_were_parsed_from_nothing(column: str) -> None:
    assert not [key for key in relations.declared().parsed_from if key[1] == column]


def test_tables_that_another_plan_declares() -> None:
    known = relations.of(wider_plan())
    assert known.lists["activity_amounts"].value == ""  # it takes source, year and amount
    assert known.loose == ("totals", "outcome_indicators", "abbreviations", "extras")
    assert known.parents["activities", "parent_id"] is None
    assert known.parsed_from["activity_amounts", "amount_eur"] == ("activity_amounts", "amount_raw")
    assert ("activities", "territory") not in known.parsed_from


def test_the_owners_in_a_joined_key() -> None:
    known = relations.declared()
    assert known.owner("horizontal_measures", "P1/HP2") == ("priorities", "P1")
    assert known.lists["horizontal_measures"].ids("P1/HP2") == ("P1", "HP2")
    # a row without an id of its own is called after the row above and its place there
    assert known.owner("activity_partners", "II/1/3") == ("activities", "II/1/3")
    assert known.owner("directions", "II/1") == ("directions", "II/1")
    assert known.lists["horizontal_measures"].ids("II/1/HP2") == ("II/1", "HP2")


@pytest.mark.parametrize(
    ("table", "key", "row", "on"),
    [
        ("directions", "II/1", ("directions", "II/1"), True),
        ("directions", "II/1", ("priorities", "II"), False),  # stands under it, is not of it
        ("activity_partners", "II/1", ("activities", "II/1"), True),
        ("activity_partners", "II/1", ("directions", "II/1"), False),
        ("horizontal_measures", "P1/HP2", ("principles", "HP2"), True),
        ("horizontal_measures", "P1/HP2", ("priorities", "P1"), True),
        ("totals", "P1", ("priorities", "P1"), True),
        (None, "P1", ("priorities", "P1"), True),
        ("paragraphs", "1/1", ("directions", "1/1"), False),  # chapter and place
        ("paragraphs", None, ("priorities", "P1"), False),
    ],
)
def test_what_is_told_of_a_row(
    table: str | None, key: str | None, row: tuple[str, str], on: bool
) -> None:
    assert relations.declared().is_on(table, key, *row) is on
