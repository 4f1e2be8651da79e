"""The relations between the declared tables: rows with ids, their lists, printed and parsed
columns.

Everything is derived from the declarations of `schema`, so that new columns and list tables are
compared, shown and searched without further code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

from pipeline.model import fields, ids, schema
from pipeline.model.errors import UsageError
from pipeline.model.levels import LABELS
from pipeline.model.plan import Plan
from pipeline.model.schema import Table, Text

POSITION = "position"
PARENT = "parent_id"  # refers to the parent, of any level
READING = ("provenance", "repairs", "findings")  # tables of the reading, not of the plan
TEXT = "paragraphs"
_RAW = "_raw"
# Columns from which a year without a printed column of its own name is parsed.
_OF_YEARS = ("period_raw", "deadline_raw")


@dataclass(frozen=True, slots=True)
class ListTable:
    """A table of items that belong to rows of other tables.

    `owners` are pairs of a table and the column that refers to its rows. `value` is the column of
    the item; empty where an item has several columns (money by source and year).
    """

    table: str
    owners: tuple[tuple[str, str], ...]
    value: str
    beside: str | None = (
        None  # column printed beside the value, which depends on the item or its position
    )
    reference: str | None = None  # the table to which the value refers
    source: str | None = None  # column of the owner from which the items are split

    def key(self, row: Any) -> tuple[str, ...]:
        """The ids of the owners of a row."""
        return tuple(getattr(row, column) for _, column in self.owners)

    def ids(self, key: str) -> tuple[str, ...]:
        """The ids of the owners in a joined key: `P1/HP1` → P1, HP1."""
        return ids.key_parts(key, len(self.owners))


@dataclass(frozen=True, slots=True)
class Relations:
    """The declared tables of plans and their relations, in the order of declaration."""

    tables: Mapping[str, Table]
    keys: Mapping[str, str]  # table whose rows have an id → the column of the id
    lists: Mapping[str, ListTable]
    # (table, column) of a reference → the table referred to; None for any
    parents: Mapping[tuple[str, str], str | None]
    # (table, column) of a parsed value → (table, column) of its printed source
    parsed_from: Mapping[tuple[str, str], tuple[str, str]]

    @property
    def loose(self) -> tuple[str, ...]:
        """Tables of the plan whose rows have no id and no owner with an id."""
        known = {*self.keys, *self.lists, *READING, TEXT}
        return tuple(name for name in self.tables if name not in known)

    def owned(self, table: str) -> tuple[ListTable, ...]:
        """The list tables whose rows belong to rows of `table`."""
        return tuple(
            spec for spec in self.lists.values() if any(name == table for name, _ in spec.owners)
        )

    def owner(self, table: str, key: str) -> tuple[str, str]:
        """The owner of a row: itself, or for a list row the first of its owners."""
        spec = self.lists.get(table)
        return (table, key) if spec is None else (spec.owners[0][0], spec.ids(key)[0])

    def is_on(self, table: str | None, key: str | None, row_table: str, row_key: str) -> bool:
        """Whether a row or list item, given by table and key, belongs to this row."""
        if key is None:
            return False
        spec = self.lists.get(table or "")
        if spec is None:
            elsewhere = table in self.keys or table == TEXT
            return key == row_key and (table == row_table or not elsewhere)
        owned = zip(spec.owners, spec.ids(key), strict=False)
        return any(id_ == row_key and owner == row_table for (owner, _), id_ in owned)

    def parsed(self, table: str, column: str) -> tuple[str, ...]:
        """The columns of the same table that were parsed from a printed one."""
        return tuple(
            name
            for (of, name), source in self.parsed_from.items()
            if of == table and source == (table, column)
        )

    def list_from(self, table: str, column: str) -> str | None:
        """The list table whose items are split from a printed column."""
        for spec in self.lists.values():
            if spec.source == column and spec.owners[0][0] == table:
                return spec.table
        return None


def is_amount(table: Table, column: str) -> bool:
    """Whether a column contains amounts."""
    return any(declared.name == column and declared.kind is Decimal for declared in table.columns)


@cache
def declared() -> Relations:
    """The relations of the tables declared for all plans."""
    return _relations(tuple(schema.plan_tables().values()))


def of(*plans: Plan) -> Relations:
    """The relations of the tables of plans, including the additional columns of any of them."""
    tables = dict(schema.plan_tables())
    for plan in plans:
        for name, table in plan.declared.items():
            known = set(table.names)
            more = tuple(column for column in tables[name].columns if column.name not in known)
            tables[name] = replace(table, columns=(*table.columns, *more)) if more else table
    return _relations(tuple(tables.values()))


def label(plan: Plan, table: str) -> Text:
    """The plan's label of the rows of a table, in the plural."""
    try:
        return plan.profile.label(table)
    except UsageError:  # the plan's profile is unknown here
        return schema.plan_tables()[table].label


def label_of_one(plan: Plan, role: str) -> Text:
    """The plan's label of a row of a level; the default one where its profile is unknown."""
    try:
        level = plan.profile.level(role)
    except UsageError:
        level = None
    return level.label if level is not None else LABELS[role][0]


@cache
def _relations(declared_tables: tuple[Table, ...]) -> Relations:
    tables = {table.name: table for table in declared_tables}
    keys = {
        table.name: table.key[0]
        for table in declared_tables
        if len(table.key) == 1 and table.key[0] != POSITION
    }
    parents: dict[tuple[str, str], str | None] = {
        (name, key.columns[0]): key.table
        for name in keys
        for key in tables[name].foreign
        if key.columns[0] != keys[name]
    }
    for name in keys:
        if PARENT in tables[name].names:
            parents.setdefault((name, PARENT), None)
    lists = {
        table.name: spec
        for table in declared_tables
        if (spec := _list_table(table, tables, keys)) is not None
    }
    return Relations(tables, keys, lists, parents, _sources(tables, keys, lists))


def _list_table(
    table: Table, tables: Mapping[str, Table], keys: Mapping[str, str]
) -> ListTable | None:
    foreign = {key.columns[0]: key.table for key in table.foreign}
    owners = tuple(
        (foreign[column], column)
        for column in table.key
        if column != POSITION and foreign.get(column) in keys
    )
    if POSITION not in table.key or not owners:
        return None
    rest = [column for column in table.names if column not in table.key]
    raw = [column for column in rest if column.endswith(_RAW)]
    values = [column for column in rest if column not in raw]
    value = values[0] if len(values) == 1 else ""
    return ListTable(
        table.name,
        owners,
        value,
        beside=raw[0] if value and raw else None,
        reference=foreign.get(value) if value else None,
        source=_cut_from(table, tables[owners[0][0]]) if value else None,
    )


def _cut_from(table: Table, owner: Table) -> str | None:
    """The column from which a list is split: `partners_raw` of activities for
    `activity_partners`.
    """
    name = table.name.split("_", 1)[-1] + _RAW
    return name if name in owner.names else None


def _sources(
    tables: Mapping[str, Table], keys: Mapping[str, str], lists: Mapping[str, ListTable]
) -> dict[tuple[str, str], tuple[str, str]]:
    found = _of_fields()
    for name, table in tables.items():
        if name in READING or name == TEXT:
            continue
        for column in table.columns:
            source = None if column.printed else _printed_as(table, column.name, keys.get(name))
            if source is not None:
                found.setdefault((name, column.name), (name, source))
    for spec in lists.values():
        if spec.value and not tables[spec.table].column(spec.value).printed:
            if spec.source:
                found[spec.table, spec.value] = (spec.owners[0][0], spec.source)
            elif spec.beside:
                found[spec.table, spec.value] = (spec.table, spec.beside)
    return found


def _of_fields() -> dict[tuple[str, str], tuple[str, str]]:
    """The values and items that are parsed from raw columns, as declared by fields."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for table, own in fields.BY_TABLE.items():
        for field in own.values():
            if field.raw is None:
                continue
            for value in field.values:
                found.setdefault((table, value), (table, field.raw))
            if field.items is not None and not field.parsed_items:
                found.setdefault(field.items, (table, field.raw))
    return found


def _printed_as(table: Table, column: str, key: str | None) -> str | None:
    """The printed column of the same table that a column was parsed from."""
    if column == key:
        return "id_raw" if "id_raw" in table.names else None
    stem, _, tail = column.rpartition("_")
    if not stem or column.endswith("_id") or column in table.key:
        return None
    first = column.split("_")[0]
    for name in dict.fromkeys((f"{stem}{_RAW}", f"{first}{_RAW}")):
        if name in table.names and name != column:
            return name
    if tail == "year" or table.column(column).kind is int:
        return next((name for name in _OF_YEARS if name in table.names), None)
    return None
