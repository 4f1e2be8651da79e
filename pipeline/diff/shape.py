"""What the tables are to the comparison: owners and their lists, printed and parsed columns."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from pipeline.diff.content import KEYS
from pipeline.model.plan import Plan


@dataclass(frozen=True, slots=True)
class ListTable:
    """A table of items: whose they are, which column is the item, and which is printed beside."""

    table: str
    owners: tuple[tuple[str, str], ...]  # (table, column of this table that names its row)
    value: str
    beside: str | None = None  # a column that follows from the item's place or from the item
    reference: str | None = None  # table that the value names a row of
    source: str | None = None  # column of the owner that the items are cut from

    def key(self, row: Any) -> tuple[str, ...]:
        """The ids of the owners of a row."""
        return tuple(getattr(row, column) for _, column in self.owners)


_ACTIVITY = (("activities", "activity_id"),)
_ACTION = (("actions", "action_id"),)
LISTS = {
    spec.table: spec
    for spec in (
        ListTable("action_participants", _ACTION, "participant", source="participants_raw"),
        ListTable("action_activities", _ACTION, "activity_id", "ref_raw", reference="activities"),
        ListTable("activity_responsible", _ACTIVITY, "organisation", source="responsible_raw"),
        ListTable("activity_partners", _ACTIVITY, "partner", source="partners_raw"),
        ListTable("activity_funding", _ACTIVITY, "source", source="funding_raw"),
        ListTable("activity_priorities", _ACTIVITY, "priority_id", reference="priorities"),
        ListTable("indicators", _ACTIVITY, "text", "number_raw"),
        ListTable(
            "horizontal_measures",
            (("priorities", "priority_id"), ("principles", "principle_id")),
            "text",
        ),
    )
}
# Parents: a column that names a row of another table.
PARENTS = {("directions", "priority_id"): "priorities", ("actions", "direction_id"): "directions"}
# What was parsed from a printed column: other columns of the row, or a list table.
PARSED_COLUMNS = {
    ("actions", "id_raw"): ("action_id",),
    ("actions", "period_raw"): ("period_start", "period_end"),
    ("activities", "id_raw"): ("activity_id",),
    ("activities", "amount_raw"): ("amount_eur",),
    ("activities", "deadline_raw"): ("deadline_year",),
}
PARSED_LISTS = {
    (spec.owners[0][0], spec.source): spec.table for spec in LISTS.values() if spec.source
}


def printed(value: object) -> str | None:
    """A value as the text that `changes` holds."""
    if value is None:
        return None
    return f"{value:.2f}" if isinstance(value, Decimal) else str(value)


def grouped(plan: Plan, spec: ListTable) -> dict[tuple[str, ...], list[Any]]:
    """The rows of a list table by the ids of their owners, in the order of their positions."""
    groups: dict[tuple[str, ...], list[Any]] = defaultdict(list)
    for row in plan.rows(spec.table):
        groups[spec.key(row)].append(row)
    for rows in groups.values():
        rows.sort(key=lambda row: row.position)
    return dict(groups)


def whole_row(table: str, row: Any, lists: Mapping[str, list[Any]]) -> str:
    """A row with its list rows as JSON: its columns, then a list for each list table."""
    value: dict[str, object] = _columns(row)
    value |= {name: [_columns(item) for item in items] for name, items in lists.items()}
    return json.dumps(value, ensure_ascii=False)


def owned(table: str) -> tuple[ListTable, ...]:
    """The list tables whose rows belong to rows of `table`."""
    return tuple(spec for spec in LISTS.values() if any(owner == table for owner, _ in spec.owners))


def key_of(table: str, row: Any) -> str:
    """The id of a row of a matched table."""
    key: str = getattr(row, KEYS[table])
    return key


def _columns(row: Any) -> dict[str, object]:
    return {
        item.name: printed(value) if isinstance(value, Decimal) else value
        for item in fields(row)
        for value in [getattr(row, item.name)]
    }
