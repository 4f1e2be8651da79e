"""The plan as plain lists for the report's scripts, with what they need of the schema."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from pipeline.model import findings, levels, lineage, relations, schema
from pipeline.model.plan import Plan
from pipeline.model.reasons import in_words
from pipeline.model.relations import Relations
from pipeline.report import charts
from pipeline.report.pictures import Size
from pipeline.validate.confidence import BANDS, cell_confidence

CERTAIN = BANDS["certain"]

_NOT_SHOWN = {("findings", "details")}  # columns for programs; the message has the same as text


def data(plan: Plan, sizes: Sequence[Size], *, pictures: bool) -> dict[str, Any]:
    """All data but provenance and layers, which the scripts parse on demand."""
    known = relations.of(plan)
    return {
        "id": plan.meta.doc_id,
        "sizes": [[round(size.width, 2), round(size.height, 2)] for size in sizes],
        "pictures": pictures,
        "tables": [
            table(plan, name, known)
            for name, declared in known.tables.items()
            if name != "provenance" and (plan.rows(name) or not declared.optional)
        ],
        "provenance": table(plan, "provenance", known, rows=False),
        "rules": _rules(plan),
        "reasons": [_both(in_words(repair.reason)) for repair in plan.repairs],
        "english": [findings.message(found, "en", plan.declared) for found in plan.findings],
        "doubts": [
            [*cell, value] for cell, value in cell_confidence(plan).items() if value < CERTAIN
        ],
        "levels": {role: _both(relations.label_of_one(plan, role)) for role in levels.ROLES},
        "priorities": lineage.activity_priorities(plan),
        "amounts": {
            key: None if amount is None else f"{amount:.2f}"
            for key, amount in charts.amounts_of(plan).items()
        },
    }


def table(plan: Plan, name: str, known: Relations, *, rows: bool = True) -> dict[str, Any]:
    """A table with its headings and its relations to other tables.

    `foreign`: the table whose ids a column holds ("" where it may be any); `from`: the printed
    column that a column was parsed from; `list`: the list whose items the rows are.
    """
    declared = known.tables[name]
    foreign: dict[str, str] = {key.columns[0]: key.table for key in declared.foreign}
    if name in known.keys:
        foreign[known.keys[name]] = name
        if relations.PARENT in declared.names:
            foreign[relations.PARENT] = ""
    spec = known.lists.get(name)
    columns = [column for column in declared.columns if (name, column.name) not in _NOT_SHOWN]
    digits = 2 if name in ("provenance", "findings") else 4  # points on a page; ratios
    return {
        "name": name,
        "label": _both(relations.label(plan, name)),
        "about": _both(declared.about),
        "key": list(declared.key),
        "id": known.keys.get(name),
        "list": None
        if spec is None
        else {
            "owners": [list(owner) for owner in spec.owners],
            "value": spec.value,
            "reference": spec.reference,
            "source": spec.source,
        },
        "reading": name in relations.READING,
        "count": len(plan.rows(name)),
        "columns": [
            {
                "name": column.name,
                "label": _both(column.label),
                "about": _both(column.about),
                "number": column.kind is not str,
                "money": column.kind is Decimal,
                "foreign": foreign.get(column.name),
                "printed": column.printed,
                "from": known.parsed_from.get((name, column.name)),
            }
            for column in columns
        ],
        "rows": [
            [_plain(getattr(row, column.name, None), digits) for column in columns]
            for row in plan.rows(name)
        ]
        if rows
        else [],
    }


def _rules(plan: Plan) -> dict[str, Any]:
    """Every rule with its number of findings; also undeclared rules that occur in the plan."""
    fired = Counter(found.rule for found in plan.open_findings)
    return {
        name: {
            "title": _both(rule.title),
            "explanation": _both(rule.about),
            "severity": rule.severity,
            "count": fired[name],
        }
        for name, rule in findings.RULES.items()
    }


def _both(text: schema.Text) -> list[str]:
    return [text.lv, text.en]


def _plain(value: object, digits: int) -> object:
    """Decimals as text, to keep all digits; floats rounded to `digits`."""
    if isinstance(value, Decimal):
        return str(value)
    return round(value, digits) if isinstance(value, float) else value
