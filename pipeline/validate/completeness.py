"""Is everything there: cells that have to be filled, rows that the register expects."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline import schema
from pipeline.schema import Finding
from pipeline.validate.facts import OWNER, Facts, key_of
from pipeline.validate.registry import check

# Columns that a plan has to fill, where its profile says nothing else. A list column stands for
# the cell from which the list is read.
REQUIRED = frozenset(
    {
        "priorities.name",
        "principles.name",
        "directions.name",
        "actions.id_raw",
        "actions.name",
        "actions.participants_raw",
        "actions.period_raw",
        "action_activities.ref_raw",
        "activities.id_raw",
        "activities.name",
        "activities.responsible_raw",
        "activities.partners_raw",
        "activities.amount_raw",
        "activities.funding_raw",
        "activities.deadline_raw",
        "activity_priorities.priority_id",
        "indicators.text",
    }
)


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
