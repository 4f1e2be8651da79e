"""Amendments of the proof-read plan, each with exactly the changes that it is made of."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any

import pytest

from pipeline.model.plan import Plan
from pipeline.model.schema import (
    Action,
    Activity,
    Change,
    Direction,
    Indicator,
    Paragraph,
    Priority,
)
from pipeline.tracking.diff import compare
from pipeline.tracking.diff.engine import is_substantive
from tests.diff.applying import applied, state
from tests.plans import GOLD, gold_plan

BASE = gold_plan()


def short(changes: tuple[Change, ...]) -> set[tuple[Any, ...]]:
    return {(c.table, c.change, c.key_old, c.key_new, c.column) for c in changes}


def edited(plan: Plan, table: str, key: str, **values: object) -> Plan:
    """The plan with some columns of one row of a matched table changed."""
    column = {"directions": "direction_id", "actions": "action_id", "priorities": "priority_id"}
    name = column.get(table, "activity_id")
    rows = plan.rows(table)
    assert any(getattr(row, name) == key for row in rows)
    return replace(
        plan, **{table: tuple(replace(r, **values) if getattr(r, name) == key else r for r in rows)}
    )


def renumbered(plan: Plan, names: Mapping[str, str]) -> Plan:
    """Ids changed wherever they stand, printed ones as well, and the rows put in order."""

    def renamed(row: Any) -> Any:
        changed = {
            column: names[value]
            for column in row.__slots__
            for value in [getattr(row, column)]
            if column.endswith("_id") and value in names
        }
        for raw, parsed in (("id_raw", "activity_id"), ("ref_raw", "activity_id")):
            if raw in row.__slots__ and parsed in changed:
                changed[raw] = f"{changed[parsed]}."
        return replace(row, **changed)

    tables = {
        table: tuple(map(renamed, plan.rows(table)))
        for table in (
            "priorities",
            "directions",
            "actions",
            "activities",
            "activity_partners",
            "activity_responsible",
            "activity_funding",
            "activity_priorities",
            "indicators",
            "action_activities",
            "action_participants",
            "horizontal_measures",
        )
    }
    tables["activities"] = tuple(
        sorted(tables["activities"], key=lambda row: _number(row.activity_id))
    )
    return replace(plan, **tables)


def _number(key: str) -> tuple[int, ...]:
    return tuple(int(part) for part in key.split("#")[0].split(" ")[1].split("."))


def without(plan: Plan, key: str) -> Plan:
    return replace(
        plan,
        **{
            table: tuple(row for row in plan.rows(table) if row.activity_id != key)
            for table in (
                "activities",
                "activity_partners",
                "activity_responsible",
                "activity_funding",
                "activity_priorities",
                "indicators",
                "action_activities",
            )
        },
    )


def with_activity(plan: Plan, key: str, name: str = "Atjaunot Bauskas pils parka estrādi") -> Plan:
    row = Activity(
        key, f"{key}.", name, None, None, "10 000", Decimal("10000.00"), None, "2019", 2019
    )
    rows = sorted([*plan.activities, row], key=lambda row: _number(row.activity_id))
    text = Indicator(key, 1, "1", "Atjaunota estrāde")
    return replace(plan, activities=tuple(rows), indicators=(*plan.indicators, text))


def listed(plan: Plan, table: str, key: str, change: Callable[[list[str]], list[str]]) -> Plan:
    """The plan with the items of one list changed."""
    column = {"activity_partners": "partner", "indicators": "text"}[table]
    mine = [row for row in plan.rows(table) if row.activity_id == key]
    items = change([getattr(row, column) for row in mine])
    rows = [
        replace(mine[0], position=at, **{column: item})
        if table != "indicators"
        else Indicator(key, at, str(at), item)
        for at, item in enumerate(items, 1)
    ]
    others = [row for row in plan.rows(table) if row.activity_id != key]
    return replace(plan, **{table: (*others, *rows)})


def test_the_amendment_gives_exactly_the_true_changes() -> None:
    def comparable(change: Mapping[str, Any]) -> tuple[Any, ...]:
        texts = (change["old"], change["new"]) if change["column"] else ()
        return (
            *(
                change[name]
                for name in ("table", "change", "key_old", "key_new", "position", "column")
            ),
            *texts,
        )

    true = json.loads((GOLD / "am1.changes.json").read_text(encoding="utf-8"))
    changes = compare(BASE, gold_plan("am1"))
    assert {comparable(asdict(c)) for c in changes} == {comparable(c) for c in true}
    assert len(changes) == len(true)
    assert all(change.kind == "substantive" for change in changes)


def test_the_changes_of_the_amendment_applied_to_the_plan_give_the_amended_plan() -> None:
    am1 = gold_plan("am1")
    assert applied(BASE, compare(BASE, am1)) == state(am1)
    assert applied(am1, compare(am1, BASE)) == state(BASE)


def test_added_and_removed_rows_carry_their_list_rows_as_json() -> None:
    changes = compare(BASE, gold_plan("am1"))
    added = next(c for c in changes if c.key_new == "A 6.13" and c.table == "activities")
    row = json.loads(added.new or "")
    assert row["amount_eur"] == "75000.00"
    assert row["deadline_year"] == 2020
    assert [item["partner"] for item in row["activity_partners"]] == [
        "Pašvaldības",
        "amatnieku biedrības",
        "TIC",
    ]
    assert [item["text"] for item in row["indicators"]] == [
        "Izveidots digitālais katalogs",
        "Noorganizētas apmācības amatniekiem",
    ]
    assert list(row)[:3] == ["activity_id", "id_raw", "name"]
    assert added.old is None


def test_an_activity_inserted_in_the_middle_is_one_addition_and_seventeen_renumberings() -> None:
    shift = {f"A 5.{n}": f"A 5.{n + 1}" for n in range(2, 19)}
    new = with_activity(renumbered(BASE, shift), "A 5.2")
    changes = compare(BASE, new)
    assert short(changes) == {("activities", "added", None, "A 5.2", None)} | {
        ("activities", "renumbered", old, new, None) for old, new in shift.items()
    }


def test_a_removed_activity_in_the_middle_is_told_with_the_references_that_go_with_it() -> None:
    shift = {f"A 1.{n}": f"A 1.{n - 1}" for n in range(4, 18)}
    changes = compare(BASE, renumbered(without(BASE, "A 1.3"), shift))
    referring = {r.action_id for r in BASE.action_activities if r.activity_id == "A 1.3"}
    assert referring
    assert short(changes) == (
        {("activities", "removed", "A 1.3", None, None)}
        | {("activities", "renumbered", old, new, None) for old, new in shift.items()}
        | {("action_activities", "removed", r, r, "activity_id") for r in referring}
    )
    assert {c.old for c in changes if c.table == "action_activities"} == {"A 1.3"}


def test_two_activities_swapped_are_two_renumberings() -> None:
    changes = compare(BASE, renumbered(BASE, {"A 3.1": "A 3.2", "A 3.2": "A 3.1"}))
    assert short(changes) == {
        ("activities", "renumbered", "A 3.1", "A 3.2", None),
        ("activities", "renumbered", "A 3.2", "A 3.1", None),
    }


def test_an_activity_moved_to_another_priority() -> None:
    names = {"A 5.3": "A 6.13"} | {f"A 5.{n}": f"A 5.{n - 1}" for n in range(4, 19)}
    new = renumbered(BASE, names)
    new = replace(
        new,
        activity_priorities=tuple(
            replace(row, priority_id="P6") if row.activity_id == "A 6.13" else row
            for row in new.activity_priorities
        ),
    )
    changes = compare(BASE, new)
    assert short(changes) == (
        {
            ("activities", "moved", "A 5.3", "A 6.13", None),
            ("activity_priorities", "changed", "A 5.3", "A 6.13", "priority_id"),
        }
        | {("activities", "renumbered", o, n, None) for o, n in names.items() if o != "A 5.3"}
    )


def test_a_moved_activity_may_be_changed_as_well() -> None:
    new = edited(
        renumbered(BASE, {"A 5.18": "A 6.13"}),
        "activities",
        "A 6.13",
        amount_eur=Decimal("1.00"),
        amount_raw="1",
    )
    assert short(compare(BASE, new)) == {
        ("activities", "moved", "A 5.18", "A 6.13", None),
        ("activities", "changed", "A 5.18", "A 6.13", "amount_eur"),
    }


def test_a_text_rewritten_heavily_under_its_own_number_is_a_change() -> None:
    name = "Pilnībā citiem vārdiem pārrakstīts nosaukums, kas ar iepriekšējo nesaskan"
    (change,) = compare(BASE, edited(BASE, "activities", "A 2.3", name=name))
    assert (change.change, change.key_new, change.column) == ("changed", "A 2.3", "name")
    assert change.similarity is not None and change.similarity < 0.6


def test_a_rewritten_text_is_found_between_neighbours_that_shift() -> None:
    shift = {f"A 5.{n}": f"A 5.{n + 1}" for n in range(2, 19)}
    name = "Pilnībā citiem vārdiem pārrakstīts nosaukums, kas ar iepriekšējo nesaskan"
    new = edited(with_activity(renumbered(BASE, shift), "A 5.2"), "activities", "A 5.9", name=name)
    found = short(compare(BASE, new))
    assert ("activities", "renumbered", "A 5.8", "A 5.9", None) in found
    assert ("activities", "changed", "A 5.8", "A 5.9", "name") in found
    assert {c[1] for c in found if c[2] is None or c[3] is None} == {"added"}


def test_a_number_given_to_another_activity_is_a_removal_and_an_addition() -> None:
    """Nothing of the old row is left: only the number is the same."""
    changes = compare(BASE, with_activity(without(BASE, "A 5.18"), "A 5.18"))
    assert short(changes) == {
        ("activities", "removed", "A 5.18", None, None),
        ("activities", "added", None, "A 5.18", None),
    }


def test_a_renamed_direction_stays_the_same_direction() -> None:
    new = edited(BASE, "directions", "RV 2.1", name="Sports visiem")
    assert short(compare(BASE, new)) == {("directions", "changed", "RV 2.1", "RV 2.1", "name")}


def test_a_new_priority_brings_its_own_rows() -> None:
    new = replace(
        BASE,
        priorities=(*BASE.priorities, Priority("P7", "Droša telpa")),
        directions=(*BASE.directions, Direction("RV 7.1", "P7", "Civilā aizsardzība")),
        actions=(
            *BASE.actions,
            Action("R 7.1.1", "R 7.1.1.", "RV 7.1", "Patvertņu tīkls", None, "2019", 2019, 2019),
        ),
    )
    assert short(compare(BASE, new)) == {
        ("priorities", "added", None, "P7", None),
        ("directions", "added", None, "RV 7.1", None),
        ("actions", "added", None, "R 7.1.1", None),
    }


def test_a_priority_put_in_front_renumbers_everything_and_changes_nothing() -> None:
    rows = [*BASE.priorities, *BASE.directions, *BASE.actions, *BASE.activities]
    keys = [getattr(row, row.__slots__[0]) for row in rows]
    names = {key: _next_chapter(key) for key in keys} | {"P7": "P8"}
    new = renumbered(BASE, names)
    new = replace(new, priorities=(Priority("P1", "Droša telpa"), *new.priorities))
    changes = compare(BASE, new)
    # The plan refers to a priority 7 that it does not have; that reference means what it says.
    assert short(changes) == {("priorities", "added", None, "P1", None)} | {
        (table, "moved", key, names[key], None)
        for table, key in zip(
            ["priorities"] * 6 + ["directions"] * 18 + ["actions"] * 45 + ["activities"] * 81,
            keys,
            strict=True,
        )
    } | {("activity_priorities", "changed", "A 2.7", "A 3.7", "priority_id")}


def _next_chapter(key: str) -> str:
    head = key.rstrip("0123456789.")
    first, *rest = key[len(head) :].split(".")
    return head + ".".join([str(int(first) + 1), *rest])


def test_items_of_a_list_replaced_added_removed_and_put_in_another_order() -> None:
    def partners(change: Callable[[list[str]], list[str]]) -> list[tuple[Any, ...]]:
        changes = compare(BASE, listed(BASE, "activity_partners", "A 4.4", change))
        return [(c.change, c.position, c.old, c.new) for c in changes]

    # Pašvaldības, VARAM, mājsaimniecības, pētniecības institūcijas, uzņēmēji
    assert partners(lambda p: p[::-1]) == []
    assert partners(lambda p: [p[0], "LVM", *p[2:]]) == [("changed", 2, "VARAM", "LVM")]
    assert partners(lambda p: ["LLU", p[0], "LVM", *p[2:]]) == [
        ("added", 1, None, "LLU"),
        ("changed", 3, "VARAM", "LVM"),
    ]
    assert partners(lambda p: [p[0], *p[2:], "LVM"]) == [
        ("added", 5, None, "LVM"),
        ("removed", 2, "VARAM", None),
    ]
    assert partners(lambda p: []) == [
        ("removed", at, item, None)
        for at, item in enumerate(
            ["Pašvaldības", "VARAM", "mājsaimniecības", "pētniecības institūcijas", "uzņēmēji"], 1
        )
    ]
    assert partners(lambda p: [*p, p[0]]) == [("added", 6, None, "Pašvaldības")]


def test_an_indicator_put_in_front_does_not_change_those_behind_it() -> None:
    new = listed(BASE, "indicators", "A 2.4", lambda texts: ["Izveidots tīkls", *texts])
    (change,) = compare(BASE, new)
    assert (change.change, change.position, change.new) == ("added", 1, "Izveidots tīkls")


def test_typographic_noise_is_told_and_is_not_substance() -> None:
    names = {row.activity_id: row.name or "" for row in BASE.activities}
    new = edited(BASE, "activities", "A 1.1", name=names["A 1.1"].replace("–", "-").upper())
    new = edited(new, "activities", "A 1.6", name=names["A 1.6"].replace(" ", "  "))
    new = edited(new, "activities", "A 5.6", amount_raw="632 711,00")
    new = edited(new, "activities", "A 5.5", id_raw="A. 5.5")
    new = edited(new, "actions", "R 5.1.1", period_raw="2015.-2018.")
    new = listed(new, "activity_partners", "A 4.4", lambda p: [*p[:4], "Uzņēmēji"])
    changes = compare(BASE, new)
    assert short(changes) == {
        ("activities", "changed", "A 1.1", "A 1.1", "name"),
        ("activities", "changed", "A 1.6", "A 1.6", "name"),
        ("activities", "changed", "A 5.6", "A 5.6", "amount_raw"),
        ("activities", "changed", "A 5.5", "A 5.5", "id_raw"),
        ("actions", "changed", "R 5.1.1", "R 5.1.1", "period_raw"),
        ("activity_partners", "changed", "A 4.4", "A 4.4", "partner"),
    }
    assert not is_substantive(changes)


def test_a_printed_list_is_a_change_of_typography_only_where_its_items_are_equal() -> None:
    raw = "ZPR; ZUC"
    same = edited(BASE, "activities", "A 2.3", partners_raw=raw)
    assert [(c.column, c.kind) for c in compare(BASE, same)] == [("partners_raw", "typographic")]
    other = listed(same, "activity_partners", "A 2.3", lambda p: [*p, "ZUC"])
    assert [(c.table, c.column) for c in compare(BASE, other)] == [("activity_partners", "partner")]


def test_what_cannot_be_parsed_is_compared_as_printed() -> None:
    """`8 000 0000` is no number; when it becomes another such text, that is no typography."""
    other = edited(BASE, "activities", "A 4.9", amount_raw="9 000 0000")
    assert [(c.column, c.kind) for c in compare(BASE, other)] == [("amount_raw", "substantive")]
    blank = edited(BASE, "activities", "A 4.9", amount_raw="8 000  0000")
    assert [(c.column, c.kind) for c in compare(BASE, blank)] == [("amount_raw", "typographic")]


def test_a_second_row_of_one_number_is_a_row_of_its_own() -> None:
    double = with_activity(BASE, "A 1.4#2")
    assert short(compare(BASE, double)) == {("activities", "added", None, "A 1.4#2", None)}
    cured = renumbered(double, {"A 1.4#2": "A 1.18"})
    assert short(compare(double, cured)) == {
        ("activities", "renumbered", "A 1.4#2", "A 1.18", None)
    }


def test_a_reference_that_could_not_be_read_is_compared_as_printed() -> None:
    def with_reference(ref: str | None, raw: str) -> Plan:
        first = BASE.action_activities[0]
        rows = (replace(first, activity_id=ref, ref_raw=raw), *BASE.action_activities[1:])
        return replace(BASE, action_activities=rows)

    unread = with_reference(None, "A 1,x")
    (change,) = compare(unread, with_reference(None, "A 1,y"))
    assert (change.column, change.old, change.new) == ("ref_raw", "A 1,x", "A 1,y")
    (change,) = compare(unread, BASE)
    assert (change.column, change.old, change.new) == ("ref_raw", "A 1,x", "A 1.1.")
    (change,) = compare(BASE, with_reference("A 1.1", "A.1.1"))
    assert (change.column, change.kind) == ("ref_raw", "typographic")


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        (["Viens teikums.", "Otrs teikums."], ["Viens teikums. Otrs teikums."], []),
        (["Saturs ......... 3"], ["Saturs ........ 14"], []),
        (["Viens teikums."], ["Viens  Teikums."], ["typographic"]),
        (["Viens.", "Otrs."], ["Viens.", "Trešais."], ["substantive"]),
        (["Viens."], ["Viens.", "Otrs."], ["substantive"]),
        (["Viens.", "Otrs."], ["Otrs."], ["substantive"]),
        (["A.", "Viens.", "Otrs."], ["B.", "Viens. Otrs."], ["substantive"]),
    ],
)
def test_running_text_is_compared_as_text(old: list[str], new: list[str], kinds: list[str]) -> None:
    def plan(texts: list[str]) -> Plan:
        return replace(
            BASE,
            paragraphs=tuple(
                Paragraph("1", at, "paragraph", text, 3) for at, text in enumerate(texts, 1)
            ),
        )

    changes = compare(plan(old), plan(new))
    assert [c.kind for c in changes] == kinds
    assert {c.table for c in changes} <= {"paragraphs"}


def test_a_direction_put_in_the_middle_renumbers_its_followers_silently() -> None:
    names = {"RV 2.2": "RV 2.3", "RV 2.3": "RV 2.4"} | {
        row.action_id: f"R 2.{int(row.action_id[4]) + 1}{row.action_id[5:]}"
        for row in BASE.actions
        if row.action_id.startswith(("R 2.2.", "R 2.3."))
    }
    new = renumbered(BASE, names)
    new = replace(new, directions=(*new.directions, Direction("RV 2.2", "P2", "Sports visiem")))
    assert short(compare(BASE, new)) == {("directions", "added", None, "RV 2.2", None)} | {
        ("directions" if old.startswith("RV") else "actions", "renumbered", old, now, None)
        for old, now in names.items()
    }


def test_an_action_moved_to_another_direction_is_told_with_its_new_parent() -> None:
    new = edited(BASE, "actions", "R 1.1.2", direction_id="RV 6.1")
    new = renumbered(new, {"R 1.1.2": "R 6.1.9"})
    assert short(compare(BASE, new)) == {
        ("actions", "moved", "R 1.1.2", "R 6.1.9", None),
        ("actions", "changed", "R 1.1.2", "R 6.1.9", "direction_id"),
    }


def test_a_measure_of_a_horizontal_principle_is_told_under_both_owners() -> None:
    first, *others = BASE.horizontal_measures
    text = f"{first.text} un pilsētā"
    new = replace(BASE, horizontal_measures=(replace(first, text=text), *others))
    (change,) = compare(BASE, new)
    assert (change.table, change.key_old, change.key_new) == ("horizontal_measures",) + (
        "P1/HP1",
    ) * 2
    assert (change.position, change.column, change.new) == (1, "text", text)


def test_rows_in_another_order_are_no_change() -> None:
    new = replace(BASE, activities=BASE.activities[::-1], actions=BASE.actions[::-1],
                  indicators=BASE.indicators[::-1])  # fmt: skip
    assert compare(BASE, new) == ()


def test_the_same_id_and_name_is_the_same_row_whatever_else_changed() -> None:
    bare = {column: None for column in Activity.__slots__ if column not in ("activity_id", "name")}
    new = edited(without(BASE, "A 6.1"), "activities", "A 6.2")
    kept = next(row for row in BASE.activities if row.activity_id == "A 6.1")
    new = replace(new, activities=(*new.activities, replace(kept, **bare)))
    found = short(compare(BASE, new))
    assert ("activities", "changed", "A 6.1", "A 6.1", "amount_eur") in found
    assert not {c for c in found if c[0] == "activities" and c[1] != "changed"}
