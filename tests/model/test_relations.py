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
