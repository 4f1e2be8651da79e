"""Checks of the reported values against the plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pipeline.model.findings import finding
from pipeline.model.monitoring import Monitoring
from pipeline.model.schema import Activity, Finding, Progress
from pipeline.model.strings import day
from pipeline.tracking.monitor import planned
from pipeline.tracking.monitor.forms import DONE, NOT_STARTED


def check(reported: Monitoring) -> Iterator[Finding]:
    """The findings of all rows, in the order of the plan."""
    activities = {row.activity_id: row for row in reported.plan.activities}
    in_all = planned.in_all(reported.plan)
    for row in reported.progress:
        yield from _money(row, in_all.get(row.activity_id))
        yield from _completion(row, activities[row.activity_id], reported)
        yield from _status(row)
    yield from _sources(reported)
    told = {row.activity_id for row in reported.progress}
    told |= {row.activity_id for row in reported.progress_indicators if row.activity_id}
    for key in activities:
        if key not in told:
            yield finding("not-reported", table="progress", key=key)


def _money(row: Progress, amount: Decimal | None) -> Iterator[Finding]:
    if row.spent_eur is not None and amount is not None and row.spent_eur > amount:
        yield finding("overspent", table="progress", key=row.activity_id, column="spent_eur",
                      value=f"{row.spent_eur:.2f}", planned=f"{amount:.2f}")  # fmt: skip


def _sources(reported: Monitoring) -> Iterator[Finding]:
    named: dict[str, set[str]] = defaultdict(set)
    for source in reported.plan.activity_funding:
        named[source.activity_id].add(source.source.casefold())
    by_source = planned.by_source(reported.plan)
    for row in reported.progress_funding:
        said: Any = {"table": "progress_funding", "key": row.activity_id, "column": "spent_eur"}
        if row.source.casefold() not in named[row.activity_id]:
            yield finding("source-not-planned", **said, value=row.source, source=row.source)
        amount = by_source.get((row.activity_id, row.source))
        if row.spent_eur is not None and amount is not None and row.spent_eur > amount:
            yield finding("overspent", **said, variant="source", source=row.source,
                          value=f"{row.spent_eur:.2f}", planned=f"{amount:.2f}")  # fmt: skip


def _completion(row: Progress, activity: Activity, reported: Monitoring) -> Iterator[Finding]:
    said: Any = {"table": "progress", "key": row.activity_id, "column": "completed_on"}
    if row.completed_on is None:
        if row.status == DONE:
            yield finding("done-without-date", **said)
        return
    period = reported.plan.meta.period
    begins = activity.start_year or (period[0] if period else None)
    value = day(row.completed_on)
    if begins is not None and row.completed_on.year < begins:
        yield finding("done-too-early", **said, value=value, year=begins)
    if row.completed_on > row.as_of:
        yield finding("done-in-future", **said, value=value, day=day(row.as_of))


def _status(row: Progress) -> Iterator[Finding]:
    said: Any = {
        "table": "progress",
        "key": row.activity_id,
        "column": "status",
        "value": row.status,
    }
    share = row.share_done
    if row.status is None:
        return
    if share is not None and (
        (row.status == DONE and share < 100)
        or (row.status == NOT_STARTED and share > 0)
        or (row.status not in (DONE, NOT_STARTED) and share == 100)
    ):
        shown = f"{share:.2f}".rstrip("0").rstrip(".").replace(".", ",")
        yield finding("status-contradicts", **said, variant="share", share=shown)
    if row.completed_on is not None and row.status != DONE:
        yield finding("status-contradicts", **said, variant="date", day=day(row.completed_on))
