"""Completeness: required cells, and the numbers of rows that the register expects."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import fields, schema
from pipeline.model.levels import TABLES
from pipeline.model.profile import Profile
from pipeline.model.schema import Finding
from pipeline.validate.facts import OWNER, Facts, key_of
from pipeline.validate.registry import check

# Columns from headings, which every plan has.
_NAMES = frozenset(f"{TABLES[role]}.name" for role in ("priority", "principle", "direction"))


def required_columns(profile: Profile) -> frozenset[str]:
    """The columns ("table.column") that are required in a plan of the profile."""
    found = set(_NAMES)
    for shape in profile.tables:
        for name in shape.required:
            own = fields.BY_TABLE.get(shape.kind, {}).get(name)
            if own is not None:
                found.add(
                    ".".join(own.target(shape.kind))
                    if own.raw is None
                    else f"{shape.kind}.{own.raw}"
                )
    return frozenset(found)


@check("missing-value")
def missing_value(facts: Facts) -> Iterator[Finding]:
    """An empty cell in a required column; for a list, an owner without items.

    Names of levels that the plan prints as ids only are not required.
    """
    for table, declared in schema.plan_tables().items():
        for column in declared.columns:
            if f"{table}.{column.name}" not in facts.required:
                continue
            if table in OWNER:
                yield from _without_items(facts, table, column.name)
                continue
            place, rows = f"{table}.{column.name}", facts.plan.rows(table)
            if place in _NAMES and not any(row.name for row in rows):
                continue
            for row in rows:
                if not getattr(row, column.name):
                    yield facts.found("missing-value", table, key_of(table, row), column.name)


def _without_items(facts: Facts, table: str, column: str) -> Iterator[Finding]:
    filled = {key_of(table, row) for row in facts.plan.rows(table) if getattr(row, column)}
    owner = OWNER[table]
    for row in facts.plan.rows(owner):
        key = key_of(owner, row)
        if key not in filled:
            yield facts.found("missing-value", table, key, column, variant="list")


@check("row-count")
def row_count(facts: Facts) -> Iterator[Finding]:
    """A table whose number of rows differs from the one in the register."""
    for table, expected in facts.plan.meta.expected_rows:
        count = len(facts.plan.rows(table))
        if count != expected:
            yield facts.found("row-count", table, None, None, str(count), expected=expected)
