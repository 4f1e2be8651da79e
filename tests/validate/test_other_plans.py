"""The rules on plans of other letters, built small: nothing of one plan is taken for granted."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from pipeline.model.plan import Plan, PlanMeta
from pipeline.model.profile import parse
from pipeline.model.schema import (
    Action,
    ActionActivity,
    Activity,
    ActivityAmount,
    Direction,
    Indicator,
    Priority,
    Total,
)
from pipeline.validate import validate

NAME = {"field": "name", "headers": ["Pasākums"]}


def plan_of(
    levels: dict[str, str | None], columns: Sequence[dict[str, Any]] = (), **tables: Any
) -> Plan:
    """A plan whose profile has these levels, with their patterns, and one table of activities."""
    own = parse(
        {
            "name": "other",
            "levels": {
                role: {"pattern": pattern} if pattern else {} for role, pattern in levels.items()
            },
            "tables": [{"kind": "activities", "columns": [NAME, *columns], "nested": True}],
        },
        "test",
    )
    meta = PlanMeta("other", None, None, None, 1, None, "other", model=own)
    return Plan(meta=meta, **{name: tuple(rows) for name, rows in tables.items()})


def activity(key: str, parent: str | None = None, **values: Any) -> Activity:
    names = [field.name for field in dataclasses.fields(Activity)]
    row = {**dict.fromkeys(names), "activity_id": key, "id_raw": key, "name": f"Pasākums {key}"}
    return Activity(**{**row, "parent_id": parent, **values})


def action(key: str, direction: str | None, **values: Any) -> Action:
    names = [field.name for field in dataclasses.fields(Action)]
    row = {**dict.fromkeys(names), "action_id": key, "id_raw": key, "name": f"Uzdevums {key}"}
    return Action(**{**row, "parent_id": direction, **values})


def cost(key: str, parent: str | None, raw: str, euros: str | None) -> Activity:
    return activity(
        key, parent, amount_raw=raw, amount_eur=None if euros is None else Decimal(euros)
    )


def part(
    key: str, position: int, source: str | None, year: int | None, euros: str | None, **more: Any
) -> ActivityAmount:
    raw = more.get("raw", euros)
    value = None if euros is None else Decimal(euros)
    return ActivityAmount(key, position, source, year, raw, value, more.get("share"))


def total(scope: str | None, source: str | None, year: int | None, euros: str) -> Total:
    return Total(scope, 1, "Kopā", source, year, euros, Decimal(euros))


def keys(plan: Plan, rule: str) -> list[str | None]:
    return [found.key for found in validate(plan).findings if found.rule == rule]


# ── money ───────────────────────────────────────────────────────────────────────────────────────

SUMS: dict[str, tuple[list[Total], list[str]]] = {
    "of a level, right": ([total("VTP1", None, None, "300")], []),
    "of a level, wrong": ([total("VTP1", None, None, "301")], ["VTP1"]),
    "of the whole plan, right": ([total(None, None, None, "700")], []),
    "of the whole plan, wrong": ([total(None, None, None, "1400")], [""]),
    "by source, right": ([total("VTP1", "ES", None, "170")], []),
    "by source, wrong": ([total("VTP1", "ES", None, "180")], ["VTP1"]),
    "by year, right": ([total(None, None, 2024, "350")], []),
    "by year, wrong": ([total(None, None, 2024, "70")], [""]),
    "one finding a scope": (
        [total("VTP1", None, None, "1"), total("VTP1", "ES", None, "1")],
        ["VTP1"],
    ),
    "of a level that has no rows": ([total("VTP9", None, None, "5")], []),
    "of a source that no row has": ([total("VTP1", "Cits", None, "5")], []),
}


@pytest.mark.parametrize("name", SUMS)
def test_printed_sums(name: str) -> None:
    totals, expected = SUMS[name]
    rows = [("1", "VTP1", 100), ("2", "VTP1", 200), ("3", "VTP2", 400)]
    plan = plan_of(
        {"priority": "VTP#", "activity": "#"},
        priorities=[Priority("VTP1", "Vide"), Priority("VTP2", "Izglītība")],
        activities=[cost(key, above, str(euros), str(euros)) for key, above, euros in rows],
        activity_amounts=[
            item
            for key, _, euros in rows
            for item in (
                part(key, 1, "ES", None, {"1": "50", "2": "120", "3": "400"}[key]),
                part(key, 2, "Pašvaldība", None, {"1": "50", "2": "80", "3": "0"}[key]),
                part(key, 3, None, 2024, str(euros // 2)),
                part(key, 4, None, 2025, str(euros - euros // 2)),
            )
        ],
        totals=totals,
    )
    assert keys(plan, "total-differs") == expected
    assert keys(plan, "sources-differ") == []  # by source and by year, each whole


def test_a_sum_over_an_amount_that_could_not_be_read_proves_nothing() -> None:
    plan = plan_of(
        {"activity": "#"},
        activities=[cost("1", None, "100", "100"), cost("2", None, "1 37 5000", None)],
        totals=[total(None, None, None, "237500")],
    )
    assert keys(plan, "total-differs") == []
    assert keys(plan, "malformed-amount") == ["2"]


def test_words_instead_of_an_amount_add_nothing_and_are_no_fault() -> None:
    plan = plan_of(
        {"activity": "#"},
        activities=[cost("1", None, "100", "100"), cost("2", None, "Esošā budžeta ietvaros", None)],
        totals=[total(None, None, None, "100")],
    )
    assert validate(plan).findings == ()


def test_a_plan_without_amounts_of_its_own_is_added_by_its_parts_once() -> None:
    parts = [
        part("1", 1, "ES", None, "70"),
        part("1", 2, "Pašvaldība", None, "30"),
        part("1", 3, None, 2024, "100"),
    ]
    for euros, expected in (("100", []), ("200", [""])):
        plan = plan_of(
            {"activity": "#"},
            activities=[activity("1")],
            activity_amounts=parts,
            totals=[total(None, None, None, euros)],
        )
        assert keys(plan, "total-differs") == expected


@pytest.mark.parametrize(
    ("parts", "differs"),
    [
        (["60", "40"], False),
        (["60", "41"], True),
        (["60"], True),
        (["60", None], False),  # one of them could not be read
        ([], False),
    ],
)
def test_money_by_source(parts: list[str | None], differs: bool) -> None:
    rows = [
        part("5", place, f"Avots {place}", None, euros, raw=euros or "4O")
        for place, euros in enumerate(parts, 1)
    ]
    plan = plan_of(
        {"activity": "#"}, activities=[cost("5", None, "100", "100")], activity_amounts=rows
    )
    assert keys(plan, "sources-differ") == (["5"] if differs else [])
    assert keys(plan, "malformed-amount") == (["5"] if None in parts else [])


@pytest.mark.parametrize(
    ("shares", "differs"),
    [([70, 30], False), ([33.3, 33.3, 33.3], False), ([70, 20], True), ([70, 40], True)],
)
def test_shares(shares: list[float], differs: bool) -> None:
    rows = [
        part("5", place, f"Avots {place}", None, None, raw=f"{share} %", share=share)
        for place, share in enumerate(shares, 1)
    ]
    plan = plan_of(
        {"activity": "#"}, activities=[cost("5", None, "100", "100")], activity_amounts=rows
    )
    assert keys(plan, "sources-differ") == ["5"] * differs
    assert keys(plan, "malformed-amount") == []


def test_amounts_in_thousands_are_as_exact_as_they_are_printed() -> None:
    def plan(raw: str, *parts: str) -> Plan:
        rows = [
            part("5", place, f"Avots {place}", None, f"{Decimal(own) * 1000}", raw=own)
            for place, own in enumerate(parts, 1)
        ]
        return plan_of(
            {"activity": "#"},
            activities=[cost("5", None, raw, f"{Decimal(raw) * 1000}")],
            activity_amounts=rows,
        )

    assert keys(plan("13", "4", "8"), "sources-differ") == []  # 12.8 of 4.4 and 8.4
    assert keys(plan("13", "4", "5"), "sources-differ") == ["5"]
    assert keys(plan("12.8", "4.4", "8.0"), "sources-differ") == ["5"]


# ── periods ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("first", "last", "reversed_"),
    [(2024, 2022, True), (2022, 2024, False), (2022, 2022, False), (None, 2022, False)],
)
def test_a_period_that_begins_after_it_ends(
    first: int | None, last: int | None, reversed_: bool
) -> None:
    row = activity("1", deadline_raw=f"{first}–{last}", start_year=first, deadline_year=last)
    plan = plan_of({"activity": "#"}, activities=[row])
    assert keys(plan, "period-reversed") == (["1"] if reversed_ else [])


def test_a_period_that_begins_before_the_plan() -> None:
    row = activity("1", deadline_raw="2019–2023", start_year=2019, deadline_year=2023)
    plan = plan_of({"activity": "#"}, activities=[row])
    assert keys(plan, "outside-period") == []  # nobody knows the plan's own
    meta = dataclasses.replace(plan.meta, period=(2021, 2027))
    assert keys(dataclasses.replace(plan, meta=meta), "outside-period") == ["1"]


# ── levels ──────────────────────────────────────────────────────────────────────────────────────

BACK = {"field": "references", "headers": ["Atbilstība uzdevumam"]}


def test_unknown_references_need_a_plan_that_has_actions() -> None:
    plan = plan_of(
        {"action": "U#.#.#", "activity": "#"},
        [BACK],
        activities=[activity("1"), activity("2")],
        action_activities=[
            ActionActivity("U1.1.1", 1, "1", "U1.1.1."),
            ActionActivity("U9.9.9", 1, "2", "U9.9.9."),
        ],
    )
    assert validate(plan).findings == ()
    with_actions = dataclasses.replace(plan, actions=(action("U1.1.1", None),))
    assert keys(with_actions, "unknown-reference") == ["2"]
    assert [found.rule for found in validate(with_actions).findings] == ["unknown-reference"]


def test_no_activity_is_unreferenced_where_no_action_refers() -> None:
    nested = plan_of(
        {"action": "U#.#.#", "activity": "#.#.#.#"},
        actions=[action("U1.1.1", None)],
        activities=[activity("1.1.1.1", "U1.1.1"), activity("1.1.1.2")],
        action_activities=[ActionActivity("U1.1.1", 1, "1.1.1.1", None)],
    )
    assert keys(nested, "unreferenced-activity") == []
    referring = dataclasses.replace(
        nested, action_activities=(ActionActivity("U1.1.1", 1, "1.1.1.1", "1.1.1.1."),)
    )
    assert keys(referring, "unreferenced-activity") == ["1.1.1.2"]


@pytest.mark.parametrize(
    ("levels", "rows", "expected"),
    [
        # an activity under a task of other numbers
        (
            {"action": "U#.#.#", "activity": "#.#.#.#"},
            {"actions": [action("U1.1.1", None), action("U1.1.2", None)],
             "activities": [activity("1.1.1.1", "U1.1.1"), activity("1.1.1.2", "U1.1.2")]},
            ["1.1.1.2"],
        ),
        # ids that hold nothing of the level above
        (
            {"priority": "VTP#", "activity": "#"},
            {"activities": [activity("1", "VTP1"), activity("2", "VTP2")]},
            [],
        ),
        # levels without ids of their own
        (
            {"direction": None, "action": "U#.#"},
            {"actions": [action("U1.1", "1"), action("U2.1", "2")]},
            [],
        ),
        # a task beside the others stands under nothing
        (
            {"direction": "RV#.#", "action": "U#.#.#"},
            {"directions": [Direction("RV1.1", None, "Virziens")],
             "actions": [action("U1.1.1", "RV1.1"), action("U1.1.2", None)]},
            ["U1.1.2"],
        ),
        # tasks that are listed in a table of their own stand under nothing, all of them
        (
            {"direction": "RV#.#", "action": "U#.#.#"},
            {"directions": [Direction("RV1.1", None, "Virziens")],
             "actions": [action("U1.1.1", None), action("U1.1.2", None)]},
            [],
        ),
    ],
)  # fmt: skip
def test_numbers_of_rows_and_of_what_they_are_nested_in(
    levels: dict[str, str | None], rows: dict[str, Any], expected: list[str]
) -> None:
    assert keys(plan_of(levels, **rows), "prefix-mismatch") == expected


def test_projects_numbered_from_one_under_each_priority() -> None:
    rows = [activity("1", "VTP1"), activity("2", "VTP1"), activity("3", "VTP1")]
    rows += [activity("1#2", "VTP2", id_raw="1"), activity("2#2", "VTP2", id_raw="2")]
    plan = plan_of({"priority": "VTP#", "activity": "#"}, activities=rows)
    assert validate(plan).findings == ()
    twice = dataclasses.replace(
        plan, activities=(*plan.activities, activity("2#3", "VTP2", id_raw="2"))
    )
    assert keys(twice, "duplicate-id") == ["2#3"]


def test_one_number_printed_twice_in_a_plan_that_numbers_through() -> None:
    rows = [activity("1", "VTP1"), activity("2", "VTP1"), activity("2#2", "VTP2", id_raw="2")]
    plan = plan_of({"priority": "VTP#", "activity": "#"}, activities=rows)
    assert keys(plan, "duplicate-id") == ["2#2"]


# ── lists ───────────────────────────────────────────────────────────────────────────────────────


def test_one_numbered_list_of_many_that_are_not_is_no_fault() -> None:
    rows = [Indicator(str(key), 1, None, "Rezultāts") for key in range(1, 5)]
    rows += [Indicator("5", place, str(place + 1), "Rezultāts") for place in (1, 2)]
    plan = plan_of(
        {"activity": "#"}, activities=[activity(str(key)) for key in range(1, 6)], indicators=rows
    )
    assert keys(plan, "indicator-numbering") == []


def test_results_may_be_printed_without_numbers_among_lists_that_have_them() -> None:
    rows = [Indicator(str(key), 1, "1", "Rezultāts") for key in range(1, 5)]
    rows += [Indicator("5", 1, None, "Rezultāts")]
    activities = [activity(str(key)) for key in range(1, 6)]
    for field, expected in (("results", []), ("indicators", ["5"])):
        column = {"field": field, "headers": ["Rezultāti"]}
        plan = plan_of({"activity": "#"}, [column], activities=activities, indicators=rows)
        assert keys(plan, "indicator-numbering") == expected


def test_a_plan_that_writes_its_amounts_with_decimals_is_not_corrected() -> None:
    usual = [cost(str(key), None, "12,50", "12.50") for key in (1, 2, 3)]
    plan = plan_of({"activity": "#"}, activities=usual)
    assert keys(plan, "amount-format") == []
    others = [cost(str(key), None, "12", "12") for key in (4, 5, 6)]
    mixed = dataclasses.replace(plan, activities=(*usual[:1], *others))
    assert keys(mixed, "amount-format") == ["1"]


def test_levels_that_a_plan_gives_by_ids_alone_miss_no_names() -> None:
    bare = [action("U1.1.1", None, name=None)]
    plan = plan_of({"direction": "RV#", "action": "U#.#.#"}, actions=bare)
    rows = [Direction("RV1", None, None), Direction("RV2", None, None)]
    assert keys(dataclasses.replace(plan, directions=tuple(rows)), "missing-value") == []
    rows[0] = dataclasses.replace(rows[0], name="Virziens")
    assert keys(dataclasses.replace(plan, directions=tuple(rows)), "missing-value") == ["RV2"]
