"""Confidence of each row and cell; explained in `docs/confidence.md`.

Every repair (a row stitched, a word rejoined, a header matched loosely) has the confidence of that
decision. The confidence of a cell is the product of those of its decisions, that of a row the
product over its cells. Decisions about a whole table, such as the match of a column's header, count
for each row of the table.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import schema
from pipeline.model.lineage import RowKey
from pipeline.model.plan import Metrics, Plan
from pipeline.model.schema import Repair

# Lower bounds of the bands; cells without any doubtful decision are `certain`.
BANDS: Mapping[str, float] = {"certain": 1.0, "high": 0.9, "medium": 0.7, "low": 0.0}

CellKey = tuple[str, str, int | None, str]  # table, key, position, column

CORRECTED = "corrected"  # the kind of repairs by corrections
CHECKED = "row-checked"  # … and of rows that a person compared with the page
_NOT_ROWS = ("paragraphs", "provenance", "repairs", "findings")


def row_confidence(plan: Plan) -> dict[RowKey, float]:
    """Confidence of each row by table and key; the rows of a list share their owner's key."""
    weights = _weights(plan.repairs)
    return {row: weights.row(row) for row in _rows(plan)}


def cell_confidence(plan: Plan) -> dict[CellKey, float]:
    """Confidence of each printed cell, by its key in the provenance."""
    weights = _weights(plan.repairs)
    cells = dict.fromkeys(
        (line.table, line.key, line.position, line.column)
        for line in plan.provenance
        if line.table not in _NOT_ROWS
    )
    return {cell: weights.cell(cell[0], cell[1], cell[3]) for cell in cells}


def confidence_metrics(plan: Plan) -> Metrics:
    """Lowest and mean confidence of the rows, and the number of cells in each band."""
    rows = row_confidence(plan).values()
    cells = cell_confidence(plan).values()
    bands = dict.fromkeys(BANDS, 0)
    for value in cells:
        bands[band(value)] += 1
    return {
        "confidence": {
            "min": round(min(rows, default=1.0), 4),
            "mean": round(sum(rows) / len(rows), 4) if rows else 1.0,
            "cells": bands,
        }
    }


def band(value: float) -> str:
    """The band in which a confidence lies."""
    return next(name for name, least in BANDS.items() if value >= least)


@dataclass(frozen=True, slots=True)
class _Weights:
    """Confidences by what they concern; anything else is certain."""

    tables: Mapping[str, float]  # the table as a whole
    columns: Mapping[tuple[str, str], float]  # table, column
    rows: Mapping[RowKey, float]  # the row as a whole
    cells: Mapping[tuple[str, str, str], float]  # table, key, column
    headers: Mapping[str, float]  # all columns of a table together
    contents: Mapping[RowKey, float]  # all cells of a row together

    def row(self, row: RowKey) -> float:
        """The product of all that concerns the row: its table, columns and cells."""
        parts = (
            self.tables.get(row[0], 1.0),
            self.headers.get(row[0], 1.0),
            self.rows.get(row, 1.0),
            self.contents.get(row, 1.0),
        )
        return round(math.prod(parts), 4)

    def cell(self, table: str, key: str, column: str) -> float:
        """The product of all that concerns the cell: its table, column and row."""
        parts = (
            self.tables.get(table, 1.0),
            self.columns.get((table, column), 1.0),
            self.rows.get((table, key), 1.0),
            self.cells.get((table, key, column), 1.0),
        )
        return round(math.prod(parts), 4)


def _weights(repairs: Sequence[Repair]) -> _Weights:
    tables: dict[str, float] = {}
    columns: dict[tuple[str, str], float] = {}
    rows: dict[RowKey, float] = {}
    cells: dict[tuple[str, str, str], float] = {}
    checked = {
        (repair.table, repair.key)
        for repair in repairs
        if repair.kind == CHECKED and repair.table and repair.key
    }
    seen: set[tuple[str, str, str]] = set()  # corrected by a person, so no doubt remains
    for repair in repairs:
        table, key, column, value = repair.table, repair.key, repair.column, repair.confidence
        if table is None:
            continue
        # A header repeated on many pages is a single decision: its worst match counts.
        if key is None and column is None:
            tables[table] = min(tables.get(table, 1.0), value)
        elif key is None and column is not None:
            columns[table, column] = min(columns.get((table, column), 1.0), value)
        elif key is not None and column is None:
            rows[table, key] = rows.get((table, key), 1.0) * value
        elif key is not None and column is not None:
            if repair.kind == CORRECTED:
                seen.add((table, key, column))
            cells[table, key, column] = cells.get((table, key, column), 1.0) * value
    cells |= dict.fromkeys(seen, 1.0)
    rows |= dict.fromkeys(checked, 1.0)
    cells = {place: 1.0 if place[:2] in checked else sure for place, sure in cells.items()}
    headers: dict[str, float] = {}
    for (table, _), value in columns.items():
        headers[table] = headers.get(table, 1.0) * value
    contents: dict[RowKey, float] = {}
    for (table, key, _), value in cells.items():
        contents[table, key] = contents.get((table, key), 1.0) * value
    return _Weights(tables, columns, rows, cells, headers, contents)


def _rows(plan: Plan) -> Iterator[RowKey]:
    seen: set[RowKey] = set()
    for table, declared in schema.plan_tables().items():
        if table in _NOT_ROWS:
            continue
        for row in plan.rows(table):
            key = (table, declared.key_of(row))
            if key not in seen:
                seen.add(key)
                yield key
