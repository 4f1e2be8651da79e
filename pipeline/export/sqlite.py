"""SQLite: one file with types, keys, indexes, views and full-text search that keeps diacritics."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.export import relational
from pipeline.export.csv import CHUNK
from pipeline.export.dataset import Dataset
from pipeline.export.relational import SEARCH_TEXTS
from pipeline.store import datapackage, staging

# DECIMAL has numeric affinity: whole euros stay whole, cents are exact to 15 digits
TYPES = {str: "TEXT", int: "INTEGER", float: "REAL", Decimal: "DECIMAL(14,2)"}


def write(data: Dataset, out: Path) -> None:
    """Write the database `out`."""
    with (
        staging.staged(out.parent) as folder,
        closing(sqlite3.connect(folder / out.name, isolation_level=None)) as base,
    ):
        base.execute("PRAGMA page_size = 4096")
        base.execute("PRAGMA journal_mode = OFF")  # the file is moved into place when it is whole
        base.execute("PRAGMA synchronous = OFF")
        base.execute("BEGIN")
        for table in data.declared:
            base.execute(relational.create_table(table, data.keys[table.name], TYPES))
            marks = ", ".join("?" * len(datapackage.columns(table)))
            base.executemany(
                f"INSERT INTO {relational.quoted(table.name)} VALUES ({marks})",
                _rows(data.tables[table.name]),
            )
        for statement in relational.indexes(data):
            base.execute(statement)
        views = relational.views(data, _listed)
        for view in views:
            base.execute(f"CREATE VIEW {view.name} AS {view.sql}")
        base.execute(relational.create_about(TYPES))
        base.executemany(
            f"INSERT INTO {relational.ABOUT} VALUES (?, ?, ?, ?, ?, ?)",
            relational.about_rows(data, views),
        )
        _search(base)
        base.execute("COMMIT")


def _search(base: sqlite3.Connection) -> None:
    """`search`: words as they are written, without case; ā is not a. `tūris*` finds beginnings."""
    for statement in relational.search_texts(TYPES):
        base.execute(statement)
    base.execute(
        "CREATE VIRTUAL TABLE search USING fts5("
        'doc_id UNINDEXED, "table" UNINDEXED, key UNINDEXED, position UNINDEXED, '
        # in double quotes, or Datasette does not see that it belongs to the table
        f'"column" UNINDEXED, text, content="{SEARCH_TEXTS}", content_rowid="id", '
        "tokenize='unicode61 remove_diacritics 0', prefix='3 5')"
    )
    base.execute("INSERT INTO search(search) VALUES ('rebuild')")


def _listed(value: str, source: str, order: str) -> str:
    # an order inside group_concat needs SQLite 3.44; that of the subquery is kept by all
    return (
        f"(SELECT group_concat(v, ', ') FROM (SELECT {value} AS v FROM {source} ORDER BY {order}))"
    )


def _rows(table: Any) -> Iterator[tuple[Any, ...]]:
    for batch in table.to_batches(max_chunksize=CHUNK):
        columns = [array.to_pylist() for array in batch.columns]
        for row in zip(*columns, strict=True):
            yield tuple(float(value) if isinstance(value, Decimal) else value for value in row)
