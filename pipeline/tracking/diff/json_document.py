"""The changes as one JSON object (`--json`)."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from pipeline.tracking.diff.comparison import Comparison, Version
from pipeline.tracking.diff.money import Contribution, Total, whole


def as_object(comparison: Comparison) -> dict[str, Any]:
    """Both versions, counts, totals by priority, and the changes as in `changes.parquet`.

    Amounts are text with two decimals, to be exact.
    """
    return {
        "old": _version(comparison.before),
        "new": _version(comparison.after),
        "substantive": comparison.substantive,
        "counts": {
            **comparison.counts.sorts,
            "rows-changed": comparison.counts.rows_changed,
            "typographic": comparison.counts.typographic,
        },
        "totals": [_total(total) for total in comparison.totals],
        "total": _total(whole(comparison.totals)),
        "contributions": [_difference(item) for item in comparison.contributions],
        "changes": [asdict(change) for change in comparison.changes],
    }


def _total(total: Total) -> dict[str, Any]:
    """A total; `real` is the difference of the plan itself, `parts` divide it by reason."""
    return {
        **asdict(total),
        "before": _euros(total.before),
        "after": _euros(total.after),
        "real": _euros(total.real),
        "parts": {reason: _euros(value) for reason, value in total.parts.items()},
    }


def _difference(item: Contribution) -> dict[str, Any]:
    values = {"before": item.before, "after": item.after, "euros": item.euros}
    return {**asdict(item), **{name: _euros(value) for name, value in values.items()}}


def _euros(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:.2f}"


def _version(version: Version) -> dict[str, Any]:
    return {
        "doc_id": version.meta.doc_id,
        "title": version.meta.title,
        "file": version.meta.file,
        "sha256": version.meta.sha256,
        "adopted": version.adopted,
        "decision": version.decision,
        "note": version.note,
    }
