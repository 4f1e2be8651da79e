"""Plans for tests: the proof-read tables as a `Plan`."""

from __future__ import annotations

import dataclasses
import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.model import schema
from pipeline.model.plan import Plan, PlanMeta
from pipeline.model.schema import Finding, Paragraph, Provenance, Repair

GOLD = Path(__file__).parent / "gold"


@cache
def gold_plan(name: str = "base") -> Plan:
    """The true tables of `base` or `am1`: no paragraphs, provenance, repairs or findings."""
    gold = json.loads((GOLD / f"{name}.gold.json").read_text(encoding="utf-8"))
    tables = {
        table: tuple(declared.row(**_typed(row)) for row in gold[table])
        for table, declared in schema.plan_tables().items()
        if table in gold
    }
    meta = PlanMeta(
        doc_id="zpr-2015-2020" if name == "base" else f"zpr-2015-2020-{name}",
        title="Zemgales plānošanas reģiona rīcības plāns 2015–2020",
        period=(2015, 2020),
        sha256=None,
        pages=39,
        producer=None,
        profile="zpr-2015-2020",
    )
    return Plan(meta=meta, **tables)


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    amount = row.get("amount_eur")
    if amount is None:
        return row
    return {**row, "amount_eur": Decimal(str(amount)).quantize(Decimal("0.01"))}


def told_plan() -> Plan:
    """The base plan with some text, a repair and findings, made up for the tests.

    Its one row of provenance is true.
    """
    return dataclasses.replace(
        gold_plan(),
        paragraphs=(
            Paragraph("0", 1, "heading", "Rīcības plāns", 1),
            Paragraph("1", 1, "paragraph", 'Teksts, kurā ir "pēdiņas"; un komats, arī –', 2),
        ),
        provenance=(
            Provenance(
                "activities",
                "A 1.1",
                None,
                "name",
                1,
                15,
                108.39,
                171.49,
                229.41,
                182.99,
                "Izveidot Uzņēmējdarbības",
            ),
        ),
        repairs=(
            Repair(
                "word-rejoined", None, None, None, None, "pašvaldī bas", "pašvaldības", "x", 0.9
            ),
        ),
        findings=(
            placed("malformed-amount", "error", "activities", "A 4.9", None, "amount_eur"),
            placed("amount-format", "info", "activities", "A 4.9", None, "amount_eur"),
            placed("unknown-priority", "error", "activity_priorities", "A 2.7", 2, "priority_id"),
            placed("punctuation", "info", "horizontal_measures", "P1/HP1", 2, "text"),
            placed("missing-value", "warning", "activities", "A 1.5", None, None),
            placed("unaccounted-text", "error", None, None, None, None),
        ),
        metrics={"rows": {"activities": 81}, "words": {"cell": 1, "unaccounted": 0}},
    )


def placed(
    rule: str, severity: str, table: str | None, key: str | None, position: int | None,
    column: str | None,
) -> Finding:  # fmt: skip
    """A finding whose message tells its rule and place."""
    message = f"{rule}: {table} {key} {position} {column}"
    return Finding(
        rule, severity, table, key, position, column, None, message, 3, 1.0, 2.0, 3.0, 4.0
    )
