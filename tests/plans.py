"""Plans for tests: the proof-read tables as a `Plan`."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from pipeline import schema
from pipeline.plan import Plan, PlanMeta

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
