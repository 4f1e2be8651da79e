"""The changes as one object for other programs: `--json`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from pipeline.diff.comparison import Comparison, Version


def as_object(comparison: Comparison) -> dict[str, Any]:
    """Both versions, counts, totals by priority, and the changes as `changes.parquet` has them.

    Amounts are text with two decimals, so that no cent is lost.
    """
    return {
        "old": _version(comparison.before),
        "new": _version(comparison.after),
        "substantive": comparison.substantive,
        "counts": comparison.counts,
        "totals": [
            {**asdict(total), "before": f"{total.before:.2f}", "after": f"{total.after:.2f}"}
            for total in comparison.totals
        ],
        "changes": [asdict(change) for change in comparison.changes],
    }


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
