"""Corrections of ids: the row and all that belongs to it get the new id.

Printed references in other rows are kept; those to the new id now refer to the row.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pipeline.model import relations
from pipeline.model.errors import UsageError
from pipeline.model.ids import joined_key
from pipeline.model.levels import ROLE_OF_TABLE
from pipeline.model.relations import Relations
from pipeline.records.corrections.entries import Correction
from pipeline.records.corrections.lines import rewritten
from pipeline.records.corrections.tables import Tables

_RAW = "id_raw"


def is_id(known: Relations, table: str, column: str) -> bool:
    """Whether a column has the ids of its own table's rows."""
    return known.keys.get(table) == column


def rename(tables: Tables, entry: Correction, place: int, wanted: Any) -> str:
    """Change the id of a row: the printed one, from which the canonical one follows, or only the
    latter. Return the new key.

    UsageError where another row has it.
    """
    table, old = entry.table, entry.key
    row = tables.of(table)[place]
    new = str(wanted or "")
    if entry.column == _RAW:
        role = ROLE_OF_TABLE.get(table)
        level = tables.plan.profile.level(role) if role else None
        pattern = level.pattern if level else None
        new = (pattern.parse(new, bare=True) if pattern else None) or new or old
        lines = tables.lines(table, old, None, _RAW)
        tables.replace_lines(lines, rewritten(lines, str(wanted or "")))
        row = replace(row, **{_RAW: wanted})
        tables.of(table)[place] = row
    if new == old:
        return old
    if tables.places(table, new):
        raise UsageError(
            f"The correction of {table} {old} gives it the id {new}.",
            "Another row has it.",
            "Check which of the two is wrong.",
        )
    tables.of(table)[place] = replace(row, **{tables.relations.keys[table]: new})
    _follow(tables, table, old, new)
    return new


def _follow(tables: Tables, table: str, old: str, new: str) -> None:
    known = tables.relations
    lists = {table}
    for spec in known.lists.values():
        owners = {column for owner, column in spec.owners if owner == table}
        if owners:
            lists.add(spec.table)
            _swap(tables, spec.table, owners, old, new)
    for (other, column), parent in known.parents.items():
        if parent in (table, None):
            _swap(tables, other, {column}, old, new)
    _follow_nested(tables, table, old, new)
    for name in relations.READING:
        rows = tables.of(name)
        for n, row in enumerate(rows):
            if row.table in lists and row.key is not None:
                own = known.lists.get(row.table)
                parts = own.ids(row.key) if own else (row.key,)
                key = joined_key(new if part == old else part for part in parts)
                if key != row.key:
                    rows[n] = replace(row, key=key)


def _follow_nested(tables: Tables, table: str, old: str, new: str) -> None:
    """Update list rows that refer to the row without a printed reference."""
    for spec in tables.relations.lists.values():
        if spec.reference != table or not spec.beside:
            continue
        rows = tables.of(spec.table)
        for n, row in enumerate(rows):
            if getattr(row, spec.beside) is None and getattr(row, spec.value) == old:
                rows[n] = replace(row, **{spec.value: new})


def _swap(tables: Tables, table: str, columns: set[str], old: str, new: str) -> None:
    rows = tables.of(table)
    for n, row in enumerate(rows):
        values = {column: new for column in columns if getattr(row, column) == old}
        if values:
            rows[n] = replace(row, **values)
