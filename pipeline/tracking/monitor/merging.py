"""Merges filled-in values by key: equal reports become one row, contradicting values are left
out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from pipeline.model.findings import finding
from pipeline.model.schema import Finding, Progress, ProgressFunding, ProgressIndicator
from pipeline.tracking.monitor import values
from pipeline.tracking.monitor.filled import Filled, Target

_TEXTS = ("comment", "evidence")  # differing texts are concatenated

Rows = tuple[
    tuple[Progress, ...], tuple[ProgressFunding, ...], tuple[ProgressIndicator, ...]
]  # fmt: skip


def merged(filled: Sequence[Filled], order: Mapping[str, int]) -> tuple[Rows, list[Finding]]:
    """The rows of the tables in the order of the plan (`order`: the place of each activity), and
    findings on contradictions.
    """
    groups: dict[Target, list[Filled]] = {}
    for item in filled:
        groups.setdefault(item.target, []).append(item)
    findings: list[Finding] = []
    found: dict[Target, tuple[dict[str, Any], Filled]] = {}
    for target, items in groups.items():
        findings += _duplicates(target, items)
        found[target] = _columns(target, items, findings), items[0]
    rank = len(order)

    def place(target: Target) -> tuple[int, Any, int, str]:
        at = rank if target.activity_id is None else order[target.activity_id]
        return at, target.as_of, target.position or 0, ""

    ordered = sorted(found, key=place)  # sources keep the order in which they were reported
    funding = tuple(
        ProgressFunding(
            target.activity_id or "", target.source or "", found[target][0].get("spent_eur"),
            target.as_of, *_origin(found[target][1]),
        )
        for target in ordered
        if target.table == "progress_funding"
    )  # fmt: skip
    indicators = tuple(
        ProgressIndicator(
            target.activity_id, target.position or 0, columns.get("value_raw"),
            values.number(columns.get("value_raw") or ""), columns.get("comment"), target.as_of,
            *_origin(first),
        )
        for target in ordered
        if target.table == "progress_indicators"
        for columns, first in [found[target]]
    )  # fmt: skip
    return (_progress(ordered, found, funding, findings), funding, indicators), findings


def _progress(
    ordered: Sequence[Target],
    found: Mapping[Target, tuple[dict[str, Any], Filled]],
    funding: Sequence[ProgressFunding],
    findings: list[Finding],
) -> tuple[Progress, ...]:
    """A row for each activity with reported progress or money."""
    sums: dict[Target, Decimal] = {}
    for row in funding:
        if row.spent_eur is not None:
            key = Target("progress", row.as_of, row.activity_id)
            sums[key] = sums.get(key, Decimal(0)) + row.spent_eur
    rows: dict[Target, Progress] = {}
    for target in ordered:
        own = Target("progress", target.as_of, target.activity_id)
        if target.table == "progress_indicators" or own in rows:
            continue
        columns, first = found.get(own) or ({}, found[target][1])
        total, parts = columns.get("spent_eur"), sums.get(own)
        if total is not None and parts is not None and total != parts:
            findings.append(
                finding("sum-differs", table="progress", key=own.activity_id, column="spent_eur",
                        value=f"{total:.2f}", sum=f"{parts:.2f}")
            )  # fmt: skip
        disputed = "spent_eur" in columns and total is None
        rows[own] = Progress(
            own.activity_id or "", own.as_of, columns.get("status"), columns.get("share_done"),
            columns.get("completed_on"), parts if total is None and not disputed else total,
            columns.get("comment"), columns.get("evidence"), *_origin(first),
        )  # fmt: skip
    return tuple(rows.values())


def _origin(first: Filled) -> tuple[str, str, int]:
    return first.place.file, first.place.sheet, first.row


def _columns(target: Target, items: Sequence[Filled], findings: list[Finding]) -> dict[str, Any]:
    """The value of each column; None where reports contradict each other."""
    by_column: dict[str, list[Filled]] = {}
    for item in items:
        by_column.setdefault(item.column, []).append(item)
    columns: dict[str, Any] = {}
    for name, own in by_column.items():
        if name in _TEXTS:
            columns[name] = "\n".join(dict.fromkeys(str(item.value) for item in own))
            continue
        differing = [item for item in own[1:] if _meaning(item) != _meaning(own[0])]
        columns[name] = None if differing else own[0].value
        findings += [
            finding("reports-differ", table=target.table, key=target.activity_id,
                    position=target.position, column=name, value=item.text,
                    place=str(item.place), other=str(own[0].place), said=own[0].text)
            for item in differing
        ]  # fmt: skip
    return columns


def _meaning(item: Filled) -> object:
    if item.column != "value_raw":
        return item.value
    number = values.number(item.value)
    return item.value if number is None else number


def _duplicates(target: Target, items: Sequence[Filled]) -> list[Finding]:
    """Findings on the same key in two rows of a workbook, or in two workbooks of the same body.

    Two bodies that share an activity should both report on it.
    """
    first: dict[tuple[str, int], Filled] = {}
    for item in items:
        first.setdefault((item.place.file, item.row), item)
    seen: list[Filled] = []
    found = []
    for item in first.values():
        before = next(
            (one for one in seen if one.place.file == item.place.file or one.part == item.part),
            None,
        )
        if before is not None:
            found.append(
                finding("reported-twice", table=target.table, key=target.activity_id,
                        position=target.position, place=str(item.place), other=str(before.place))
            )  # fmt: skip
        seen.append(item)
    return found
