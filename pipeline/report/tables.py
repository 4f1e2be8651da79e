"""The plan as plain lists for the report's scripts, with all that they need from the schema."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from pipeline.model import findings, schema
from pipeline.model.plan import Plan
from pipeline.report.pictures import Size
from pipeline.report.reasons import in_latvian

# Values without a printed line of their own, and the printed value that they were read from.
READ_FROM: dict[tuple[str, str], tuple[str, str]] = {
    ("actions", "action_id"): ("actions", "id_raw"),
    ("actions", "period_start"): ("actions", "period_raw"),
    ("actions", "period_end"): ("actions", "period_raw"),
    ("action_participants", "participant"): ("actions", "participants_raw"),
    ("action_activities", "activity_id"): ("action_activities", "ref_raw"),
    ("activities", "activity_id"): ("activities", "id_raw"),
    ("activities", "amount_eur"): ("activities", "amount_raw"),
    ("activities", "deadline_year"): ("activities", "deadline_raw"),
    ("activity_responsible", "organisation"): ("activities", "responsible_raw"),
    ("activity_partners", "partner"): ("activities", "partners_raw"),
    ("activity_funding", "source"): ("activities", "funding_raw"),
}
SEPARATE = ("provenance", "repairs", "findings")  # tables of the reading, not of the plan


def data(plan: Plan, sizes: Sequence[Size], *, pictures: bool) -> dict[str, Any]:
    """Everything but provenance and layers, which are parsed only when asked for."""
    return {
        "id": plan.meta.doc_id,
        "sizes": [[round(size.width, 2), round(size.height, 2)] for size in sizes],
        "pictures": pictures,
        "tables": [table(plan, name) for name in schema.plan_tables() if name != "provenance"],
        "provenance": table(plan, "provenance", rows=False),
        "rules": _rules(plan),
        "latvian": [in_latvian(repair.reason) for repair in plan.repairs],
        "english": [findings.message(found, "en") for found in plan.findings],
    }


def table(plan: Plan, name: str, *, rows: bool = True) -> dict[str, Any]:
    """A table with its headings; `foreign` is the table that a column's values are ids of."""
    declared = schema.plan_tables()[name]
    foreign = {key.columns[0]: key.table for key in declared.foreign}
    if len(declared.key) == 1:
        foreign[declared.key[0]] = name
    names = declared.names
    return {
        "name": name,
        "label": _both(declared.label),
        "about": _both(declared.about),
        "key": list(declared.key),
        "count": len(plan.rows(name)),
        "columns": [
            {
                "name": column.name,
                "label": _both(column.label),
                "about": _both(column.about),
                "number": column.kind is not str,
                "foreign": foreign.get(column.name),
                "printed": column.printed,
                "from": READ_FROM.get((name, column.name)),
            }
            for column in declared.columns
        ],
        "rows": [[_plain(getattr(row, n)) for n in names] for row in plan.rows(name)]
        if rows
        else [],
    }


def _rules(plan: Plan) -> dict[str, Any]:
    used = {found.rule for found in plan.findings}
    return {
        name: {"title": _both(rule.title), "explanation": _both(rule.about)}
        for name, rule in findings.RULES.items()
        if name in used
    }


def _both(text: schema.Text) -> list[str]:
    return [text.lv, text.en]


def _plain(value: object) -> object:
    """Decimals as text, so that no cent is lost; boxes to a tenth of a point."""
    if isinstance(value, Decimal):
        return str(value)
    return round(value, 2) if isinstance(value, float) else value
