"""Is everything there: cells that have to be filled, rows that the register expects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.model import profile, schema
from pipeline.model.schema import Finding
from pipeline.validate.facts import OWNER, Facts, key_of
from pipeline.validate.registry import check

# Where the columns of a profile go; a list column stands for the cell from which it is read.
_COLUMN_OF_FIELD: Mapping[str, Mapping[str, str]] = {
    "actions": {
        "id": "actions.id_raw",
        "name": "actions.name",
        "participants": "actions.participants_raw",
        "period": "actions.period_raw",
        "references": "action_activities.ref_raw",
    },
    "activities": {
        "id": "activities.id_raw",
        "name": "activities.name",
        "responsible": "activities.responsible_raw",
        "partners": "activities.partners_raw",
        "amount": "activities.amount_raw",
        "funding": "activities.funding_raw",
        "indicators": "indicators.text",
        "priorities": "activity_priorities.priority_id",
        "deadline": "activities.deadline_raw",
    },
}
# Names that come from headings, which every profile has.
_NAMES = frozenset({"priorities.name", "principles.name", "directions.name"})


def required_columns(profile_name: str) -> frozenset[str]:
    """The columns ("table.column") that have to be filled in a plan of the profile.

    A plan on disk may name a profile that is not installed here: then all columns have to be.
    """
    if profile_name in profile.names():
        required = profile.load(profile_name).required
    else:
        required = {kind: frozenset(fields) for kind, fields in _COLUMN_OF_FIELD.items()}
    return _NAMES | {
        _COLUMN_OF_FIELD[kind][field]
        for kind, fields in required.items()
        for field in fields
        if kind in _COLUMN_OF_FIELD
    }


@check("missing-value")
def missing_value(facts: Facts) -> Iterator[Finding]:
    """An empty cell in a required column; for a list, an owner without a single item."""
    for table, declared in schema.plan_tables().items():
        for column in declared.columns:
            if f"{table}.{column.name}" not in facts.required:
                continue
            if table in OWNER:
                yield from _without_items(facts, table, column.name)
                continue
            for row in facts.plan.rows(table):
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
    """A table with another number of rows than the register expects for this plan."""
    for table, expected in facts.plan.meta.expected_rows:
        count = len(facts.plan.rows(table))
        if count != expected:
            yield facts.found("row-count", table, None, None, str(count), expected=expected)
