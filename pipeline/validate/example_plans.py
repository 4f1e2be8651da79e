"""A small plan without faults for examples and tests, and functions that modify it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from pipeline.model import schema
from pipeline.model.plan import Plan, PlanMeta
from pipeline.model.schema import (
    Action,
    ActionActivity,
    ActionParticipant,
    Activity,
    ActivityFunding,
    ActivityPartner,
    ActivityPriority,
    ActivityResponsible,
    Direction,
    HorizontalMeasure,
    Indicator,
    Principle,
    Priority,
)
from pipeline.validate.facts import key_of

_LONG_AGO, END = 2015, 2020
_PRINTED_REFERENCES = (("action_activities", "activities"), ("activity_priorities", "priorities"))


def sound_plan() -> Plan:
    """A plan of one direction, two actions and two activities, without findings."""
    activities = ("A 1.1", "A 1.2")
    return Plan(
        meta=PlanMeta(
            doc_id="example", title="Paraugs", period=(_LONG_AGO, END), sha256=None, pages=1,
            producer=None, profile="zpr-2015-2020",
        ),
        priorities=(Priority("P1", "Uzņēmējdarbība"), Priority("P2", "Izglītība")),
        principles=(Principle("HP1", "Apdzīvotība"),),
        directions=(Direction("RV 1.1", "P1", "Attīstīt uzņēmējdarbību"),
                    Direction("RV 2.1", "P2", "Attīstīt izglītību")),
        actions=tuple(
            Action(key, f"{key}.", direction, f"Sekmēt attīstību {key}", "Pašvaldības",
                   "2015 – 2020", _LONG_AGO, END)
            for key, direction in (("R 1.1.1", "RV 1.1"), ("R 1.1.2", "RV 1.1"))
        ),
        action_participants=tuple(
            ActionParticipant(key, 1, "Pašvaldības") for key in ("R 1.1.1", "R 1.1.2")
        ),
        action_activities=(
            ActionActivity("R 1.1.1", 1, "A 1.1", "A 1.1."),
            ActionActivity("R 1.1.2", 1, "A 1.1", "A 1.1."),
            ActionActivity("R 1.1.2", 2, "A 1.2", "A 1.2."),
        ),
        activities=tuple(
            Activity(key, f"{key}.", f"Izveidot atbalsta centru {key}", "ZPR", "VARAM", "100 000",
                     Decimal("100000.00"), "ETS", "2018", 2018)
            for key in activities
        ),
        activity_responsible=tuple(ActivityResponsible(key, 1, "ZPR") for key in activities),
        activity_partners=tuple(ActivityPartner(key, 1, "VARAM") for key in activities),
        activity_funding=tuple(ActivityFunding(key, 1, "ETS") for key in activities),
        activity_priorities=tuple(ActivityPriority(key, 1, "P1") for key in activities),
        indicators=tuple(Indicator(key, 1, "1", "Izveidots centrs") for key in activities),
        horizontal_measures=(HorizontalMeasure("P1", "HP1", 1, "Atbalsts ģimenēm"),),
    )  # fmt: skip


def changed(plan: Plan, table: str, key: str, position: int | None = None, **values: Any) -> Plan:
    """The plan with other values in one row, given by its key in findings."""
    rows = [
        dataclasses.replace(row, **values)
        if key_of(table, row) == key and position in (None, getattr(row, "position", None))
        else row
        for row in plan.rows(table)
    ]
    return _with(plan, table, rows)


def without(plan: Plan, table: str, key: str, position: int | None = None) -> Plan:
    """The plan without one row, or without all items of one owner."""
    rows = [
        row
        for row in plan.rows(table)
        if key_of(table, row) != key or position not in (None, getattr(row, "position", None))
    ]
    return _with(plan, table, rows)


def misprinted(plan: Plan, table: str, key: str, new: str, raw: str | None = None) -> Plan:
    """The plan as read when the id of a row is printed differently.

    Rows that belong to it follow; references to it stay as printed.
    """
    column = schema.tables()[table].key[0]
    values: dict[str, Any] = {column: new} if raw is None else {column: new, "id_raw": raw}
    plan = changed(plan, table, key, **values)
    for name, declared in schema.plan_tables().items():
        owned = [item.columns[0] for item in declared.foreign if item.table == table]
        if owned and (name, table) not in _PRINTED_REFERENCES:
            rows = [
                dataclasses.replace(row, **{owned[0]: new})
                if getattr(row, owned[0]) == key
                else row
                for row in plan.rows(name)
            ]
            plan = _with(plan, name, rows)
    return plan


def also(plan: Plan, table: str, *rows: Any) -> Plan:
    """The plan with rows appended to a table."""
    return _with(plan, table, (*plan.rows(table), *rows))


def _with(plan: Plan, table: str, rows: Iterable[Any]) -> Plan:
    tables: Any = {table: tuple(rows)}
    return dataclasses.replace(plan, **tables)
