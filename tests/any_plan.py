"""Hypothesis strategies for plans of any content: what a table may hold, not what makes sense.

Keys may repeat and references may lead nowhere: whoever writes tables must keep such rows too.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from pipeline.model import schema
from pipeline.model.plan import Plan, PlanMeta
from pipeline.model.schema import Column, Table

# few ids, so that some rows meet; any text Unicode can hold
IDS = st.sampled_from(["P1", "HP1", "RV 1.1", "R 1.1.1", "A 1.1", "A 1.2", "A 1.1#2", "", "P1/HP1"])
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(
    ["=1+1", "+3", "-5", "@x", "ā", "a\u0304", "a,b;c\"d'e", "rinda\r\nrinda", "\u00ad", "'"]
)
VALUES: dict[type, st.SearchStrategy[Any]] = {
    str: TEXT,
    int: st.integers(-(2**31), 2**31 - 1),
    float: st.floats(-1e9, 1e9),
    bool: st.booleans(),
    date: st.dates(),
    Decimal: st.decimals(Decimal(-(10**12) + 1), Decimal(10**12 - 1), places=2),
}


def _column(column: Column) -> st.SearchStrategy[Any]:
    values = IDS if column.name.endswith("_id") or column.name == "key" else VALUES[column.kind]
    if column.name == "position":
        values = st.integers(1, 3)
    elif column.name == "severity":
        values = st.sampled_from(["error", "warning", "info"])
    elif column.name == "table":
        values = st.sampled_from(["activities", "indicators", "provenance", "", "ā"])
    return st.none() | values if column.nullable else values


def _rows(table: Table) -> st.SearchStrategy[tuple[Any, ...]]:
    columns = {column.name: _column(column) for column in table.columns}
    return st.lists(st.builds(table.row, **columns), max_size=4).map(tuple)


NUMBERS = st.integers(0, 10**9) | st.floats(0, 1)
METRICS = st.recursive(
    NUMBERS, lambda inner: st.dictionaries(st.text("abc.", min_size=1), inner, max_size=3)
).filter(lambda value: isinstance(value, dict))

METAS = st.builds(
    PlanMeta,
    doc_id=st.text("abc-1", min_size=1, max_size=8),
    title=st.none() | TEXT,
    period=st.none() | st.tuples(st.integers(1990, 2050), st.integers(1990, 2050)),
    sha256=st.none() | st.text("0123456789abcdef", min_size=64, max_size=64),
    pages=st.integers(1, 4000),
    producer=st.none() | TEXT,
    profile=st.just("zpr-2015-2020"),
    file=st.none() | st.just("plāns.pdf"),
    expected_rows=st.just(()) | st.just((("activities", 81), ("actions", 45))),
)


def plans() -> st.SearchStrategy[Plan]:
    """Plans of up to four rows a table."""
    rows = {name: _rows(table) for name, table in schema.plan_tables().items()}
    return st.builds(Plan, meta=METAS, metrics=METRICS, **rows)
