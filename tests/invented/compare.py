"""How many cells of the truth were read right.

Every cell is compared exactly after blanks are normalised; columns that the truth lacks do not
count, rows that it lacks count as wrong, tables that it lacks do not count.
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

Row = dict[str, Any]
Tables = dict[str, list[Row]]
Key = tuple[Any, ...]

KEYS = {
    "goals": ("goal_id",),
    "priorities": ("priority_id",),
    "principles": ("principle_id",),
    "directions": ("direction_id",),
    "actions": ("action_id",),
    "activities": ("activity_id",),
    "totals": ("scope", "position"),
    "outcome_indicators": ("position",),
    "abbreviations": ("position",),
    "activity_amounts": ("activity_id", "position"),
    "activity_priorities": ("activity_id", "position"),
}
OWNERS = ("action_id", "activity_id", "priority_id", "principle_id", "position")


def compare(read: Tables, gold: Tables) -> tuple[int, int, list[str]]:
    """Cells right, cells in all, and a line for each that is wrong."""
    right, total = 0, 0
    wrong: list[str] = []
    for table, rows in gold.items():
        names = list(rows[0])
        key = KEYS.get(table) or tuple(name for name in names if name in OWNERS)
        found = {_key(row, key): row for row in read.get(table, ())}
        total += len(rows) * len(names)
        for row in rows:
            other = found.get(_key(row, key))
            if other is None:
                wrong.append(f"{table} {_key(row, key)}: no such row")
                continue
            for name in names:
                true, value = _normal(row[name]), _normal(other.get(name))
                if _equal(true, value):
                    right += 1
                else:
                    wrong.append(f"{table} {_key(row, key)} {name}: {true!r} read as {value!r}")
        more = found.keys() - {_key(row, key) for row in rows}
        total += len(more) * len(names)
        wrong += [f"{table} {key}: a row too many" for key in sorted(more, key=repr)]
    return right, total, wrong


def folder(path: Path) -> Tables:
    """The tables of an output folder."""
    return {file.stem: pq.read_table(file).to_pylist() for file in sorted(path.glob("*.parquet"))}


def _key(row: Row, names: tuple[str, ...]) -> Key:
    return tuple(row.get(name) for name in names)


def _normal(value: Any) -> Any:
    """Where a line ends at `/` or a free hyphen the PDF may not tell whether a blank follows."""
    if value is None or value != value:
        return None
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, float, Decimal)):
        return float(value)
    if isinstance(value, str):
        text = re.sub(r"\s*/\s*", "/", " ".join(value.split()))
        return text.replace("- (", "-(") or None
    return value


def _equal(true: Any, value: Any) -> bool:
    if isinstance(true, float) and isinstance(value, float):
        return abs(true - value) < 1e-6
    return bool(true == value)
