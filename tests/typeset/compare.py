"""What differs between the tables that were printed and those that were read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from pipeline.model.plan import Plan
from tests.typeset.matter import Rows

OWNERS = ("action_id", "activity_id", "direction_id", "priority_id", "principle_id")


def differences(
    expected: dict[str, Rows], plan: Plan, doubtful: Iterable[str] = ()
) -> dict[str, list[str]]:
    """Lines for a person, by table: `-` was printed and not read, `+` was read and not printed.

    In rows of `doubtful` owners a blank after a hyphen or a slash does not count: there the PDF
    does not show it, and both readings count as right.
    """
    doubted = frozenset(doubtful)
    result: dict[str, list[str]] = {}
    for table, rows in expected.items():
        true = [_values(row, doubted) for row in rows]
        read = [_values(_named(row, rows), doubted) for row in plan.rows(table)]
        if true != read:
            lines = [f"- {row}" for row in true if row not in read]
            lines += [f"+ {row}" for row in read if row not in true]
            result[table] = lines or ["the order of rows"]
    return result


def cells_right(
    expected: dict[str, Rows], plan: Plan, doubtful: Iterable[str] = ()
) -> tuple[int, int]:
    """How many of the printed values were read at their row, and how many were printed."""
    doubted = frozenset(doubtful)
    right = total = 0
    for table, rows in expected.items():
        read = Counter(
            cell for row in plan.rows(table) for cell in _cells(_named(row, rows), doubted)
        )
        true = Counter(cell for row in rows for cell in _cells(row, doubted))
        right += (true & read).total()
        total += true.total()
    return right, total


def _cells(row: dict[str, Any], doubted: frozenset[str]) -> Iterable[tuple[Any, ...]]:
    """The values of a row with its id; those of a row of a list with its place too."""
    own = tuple(row[name] for name in (*OWNERS, "position") if name in row)
    return ((*own, name, value) for name, value in _values(row, doubted).items())


def _named(row: Any, like: Rows) -> dict[str, Any]:
    """The columns of a read row that the gold has."""
    values = asdict(row)
    return {name: values[name] for name in like[0]} if like else values


def _values(row: dict[str, Any], doubted: frozenset[str]) -> dict[str, Any]:
    owner = next((row[name] for name in OWNERS if name in row), None)
    return {name: _value(value, owner in doubted) for name, value in row.items()}


def _value(value: Any, doubted: bool) -> Any:
    if isinstance(value, (float, Decimal)):
        return Decimal(str(value)).quantize(Decimal("0.01"))
    if doubted and isinstance(value, str):
        return re.sub(r"(?<=\S)([-/]) +| +(/) *", r"\1\2", value)
    return value
