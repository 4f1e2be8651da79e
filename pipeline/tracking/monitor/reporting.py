"""Writes the review: a document to edit and a page to view."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline.model.monitoring import Monitoring
from pipeline.store import staging
from pipeline.tracking.monitor import page, word
from pipeline.tracking.monitor.narrative import narrative
from pipeline.tracking.monitor.review import Group, Review, review

DOCX, HTML = "review.docx", "review.html"


@dataclass(frozen=True, slots=True)
class Written:
    """The files of a review, and its numbers as data."""

    files: tuple[Path, ...]
    numbers: dict[str, Any]


def write(
    reports: Sequence[Monitoring],
    out: Path,
    as_of: datetime.date | None = None,
    template: Path | None = None,
) -> Written:
    """Write the review of the latest of the reports into the folder `out`."""
    made = review(reports, as_of)
    document = narrative(made)
    meta = made.plan.meta
    with staging.staged(out) as folder:
        word.write(document, folder / DOCX, {"plāns": meta.title or meta.doc_id}, template)
        page.write(document, folder / HTML)
    return Written((out / DOCX, out / HTML), numbers(made))


def numbers(made: Review) -> dict[str, Any]:
    """The numbers of the review as one object; sums are text with two decimals."""
    before = made.before
    return {
        "doc_id": made.plan.meta.doc_id,
        "as_of": made.as_of.isoformat(),
        "whole": _group(made.whole),
        "priorities": [_group(group) for group in made.priorities],
        "directions": [_group(group) for group in made.directions],
        "responsible": [_group(group) for group in made.bodies],
        "late": [row.activity_id for row in made.late],
        "sources": [
            {
                "source": source.name,
                "planned": None if source.planned is None else f"{source.planned:.2f}",
                "spent": f"{source.spent:.2f}",
            }
            for source in made.sources
        ],
        "indicators": [asdict(row) for row in (*made.indicators, *made.outcomes)],
        "before": None if before is None else {
            "as_of": before.as_of.isoformat(),
            "states": dict(before.states),
            "spent": f"{before.spent:.2f}",
        },
        "changed": [asdict(step) for step in made.steps],
        "proposals": len(made.proposals),
    }  # fmt: skip


def _group(group: Group) -> dict[str, Any]:
    return asdict(group) | {
        "planned": f"{group.planned:.2f}",
        "spent": f"{group.spent:.2f}",
        "states": dict(group.states),
    }
