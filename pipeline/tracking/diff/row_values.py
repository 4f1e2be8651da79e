"""Rows in the form of the table of changes: values as text, lists by owner, whole rows as JSON."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any

from pipeline.model import relations
from pipeline.model.plan import Plan
from pipeline.model.relations import ListTable


def printed(value: object) -> str | None:
    """A value as text in the table of changes."""
    if value is None:
        return None
    return f"{value:.2f}" if isinstance(value, Decimal) else str(value)


def by_owner(plan: Plan, spec: ListTable) -> dict[tuple[str, ...], list[Any]]:
    """The rows of a list table by owner ids, ordered by position."""
    groups: dict[tuple[str, ...], list[Any]] = defaultdict(list)
    for row in plan.rows(spec.table):
        groups[spec.key(row)].append(row)
    for rows in groups.values():
        rows.sort(key=lambda row: row.position)
    return dict(groups)


def whole_row(row: Any, lists: Mapping[str, list[Any]]) -> str:
    """A row as JSON with its columns, and a list for each list table."""
    value: dict[str, object] = as_dict(row)
    value |= {name: [as_dict(item) for item in items] for name, items in lists.items()}
    return json.dumps(value, ensure_ascii=False)


def key_of(table: str, row: Any) -> str:
    """The id of a row."""
    key: str = getattr(row, relations.declared().keys[table])
    return key


def as_dict(row: Any) -> dict[str, object]:
    """The columns of a row by name, amounts as text."""
    return {
        item.name: printed(value) if isinstance(value, Decimal) else value
        for item in fields(row)
        for value in [getattr(row, item.name)]
    }
