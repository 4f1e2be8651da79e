"""Carry out changes on a plan, without the comparison's own code: what comes out must be the new
version, apart from the order of rows and items and from how values are printed.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from pipeline.model.plan import Plan
from pipeline.model.schema import Change

ROWS = {
    "priorities": "priority_id",
    "principles": "principle_id",
    "directions": "direction_id",
    "actions": "action_id",
    "activities": "activity_id",
}
LISTS = {  # table: its owners' columns, the item's column, the table that an item refers to
    "action_participants": (("action_id",), "participant", None),
    "action_activities": (("action_id",), "activity_id", "activities"),
    "activity_responsible": (("activity_id",), "organisation", None),
    "activity_partners": (("activity_id",), "partner", None),
    "activity_funding": (("activity_id",), "source", None),
    "activity_priorities": (("activity_id",), "priority_id", "priorities"),
    "indicators": (("activity_id",), "text", None),
    "horizontal_measures": (("priority_id", "principle_id"), "text", None),
}
PARENTS = {"priority_id": "priorities", "direction_id": "directions"}
OWNERS = {column: table for table, column in ROWS.items()}

State = tuple[dict[tuple[str, str], dict[str, str | None]], Counter[tuple[str, str, str | None]]]


def state(plan: Plan) -> State:
    """The plan as texts: parsed values by row, and list items by owner, both in no order."""
    rows = {
        (table, getattr(row, key)): _values(table, as_dict(row))
        for table, key in ROWS.items()
        for row in plan.rows(table)
    }
    items: Counter[tuple[str, str, str | None]] = Counter()
    for table in LISTS:
        for row in plan.rows(table):
            items[_item(table, as_dict(row))] += 1
    return rows, items


def applied(old: Plan, changes: Iterable[Change]) -> State:
    """The state of `old` after the changes."""
    changes = [change for change in changes if change.table != "paragraphs"]
    names = {
        (c.table, c.key_old): c.key_new for c in changes if c.change in ("renumbered", "moved")
    }
    gone = {(c.table, c.key_old) for c in changes if c.table in ROWS and c.change == "removed"}
    old_rows, old_items = state(old)
    rows = {}
    for (table, key), values in old_rows.items():
        if (table, key) not in gone:
            rows[table, names.get((table, key), key)] = {
                column: names.get((PARENTS.get(column), value), value)
                for column, value in values.items()
            }
    items: Counter[tuple[str, str, str | None]] = Counter()
    for (table, owner, value), count in old_items.items():
        parts = list(zip([OWNERS[c] for c in LISTS[table][0]], owner.split("/"), strict=True))
        if not any(part in gone for part in parts):
            owner = "/".join(names.get((of, part), part) for of, part in parts)
            items[table, owner, names.get((LISTS[table][2], value), value)] += count
    for change in changes:
        _apply(change, rows, items, names)
    return rows, +items


def _apply(change: Change, rows: Any, items: Any, names: Any) -> None:
    if change.table in LISTS:
        if change.column != LISTS[change.table][1]:
            return  # how it is printed
        if change.change in ("removed", "changed"):
            old = names.get((LISTS[change.table][2], change.old), change.old)
            items[change.table, change.key_new, old] -= 1
        if change.change in ("added", "changed"):
            items[change.table, change.key_new, change.new] += 1
    elif change.change == "added":
        value = json.loads(change.new or "")
        lists = {table: value.pop(table) for table in list(value) if table in LISTS}
        rows[change.table, change.key_new] = _values(change.table, value)
        for table, listed in lists.items():
            for item in listed:
                items[_item(table, item)] += 1
    elif change.change == "changed" and not (change.column or "").endswith("_raw"):
        rows[change.table, change.key_new][change.column] = change.new


def as_dict(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__slots__}


def _values(table: str, row: dict[str, Any]) -> dict[str, str | None]:
    return {
        column: None if value is None else str(value)
        for column, value in row.items()
        if not column.endswith("_raw") and column != ROWS[table]
    }


def _item(table: str, row: dict[str, Any]) -> tuple[str, str, str | None]:
    owners, column, _ = LISTS[table]
    return table, "/".join(row[owner] for owner in owners), row[column]
