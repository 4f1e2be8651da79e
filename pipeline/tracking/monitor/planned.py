"""Planned money of activities, in total and by source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from pipeline.model import lineage
from pipeline.model.plan import Plan
from pipeline.model.schema import ActivityAmount


def in_all(plan: Plan) -> Mapping[str, Decimal]:
    """The amount of each activity that has one: its own, else the sum of its columns."""
    parts: dict[str, list[ActivityAmount]] = defaultdict(list)
    for part in plan.activity_amounts:
        if part.amount_eur is not None:
            parts[part.activity_id].append(part)
    found: dict[str, Decimal] = {}
    for row in plan.activities:
        if row.amount_eur is not None:
            found[row.activity_id] = row.amount_eur
        elif row.activity_id in parts:
            # each division (by source, by year) adds up to the total
            split = lineage.by_split(parts[row.activity_id])[0]
            found[row.activity_id] = sum((p.amount_eur or Decimal(0) for p in split), Decimal(0))
    return found


def by_source(plan: Plan) -> Mapping[tuple[str, str], Decimal]:
    """Planned money by activity and source."""
    parts: dict[tuple[str, str], list[ActivityAmount]] = defaultdict(list)
    for part in plan.activity_amounts:
        if part.source is not None and part.amount_eur is not None:
            parts[part.activity_id, part.source].append(part)
    return {
        key: sum((p.amount_eur or Decimal(0) for p in lineage.by_split(own)[0]), Decimal(0))
        for key, own in parts.items()
    }
