"""SQLite: one file with types, keys, indexes, views and search, and metadata for Datasette."""

from __future__ import annotations

import datetime
import errno
import os
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.store import datapackage, plan_files, staging
from pipeline.store.export import relational
from pipeline.store.export.csv import CHUNK
from pipeline.store.export.dataset import Dataset
from pipeline.store.export.relational import SEARCH_TEXTS, View

# DECIMAL has numeric affinity: whole euros are integers, cents are exact to 15 digits
TYPES = {
    str: "TEXT",
    int: "INTEGER",
    float: "REAL",
    bool: "BOOLEAN",
    Decimal: "DECIMAL(14,2)",
    datetime.date: "TEXT",  # YYYY-MM-DD, the format of SQLite's date functions
}
METADATA = "metadata.json"
SHORTEST = 4  # letters of the shortest prefix that matches without a *
_WORD = re.compile(r"[^\W_]+")


def write(data: Dataset, out: Path) -> None:
    """Write the database `out`, and `metadata.json` for Datasette beside it."""
    try:
        _write(data, out)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_FULL:
            raise
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(out)) from error


def _write(data: Dataset, out: Path) -> None:
    with (
        staging.staged(out.parent) as folder,
        closing(sqlite3.connect(folder / out.name, isolation_level=None)) as base,
    ):
        base.execute("PRAGMA page_size = 4096")
        base.execute("PRAGMA journal_mode = OFF")  # the file is moved into place when complete
        base.execute("PRAGMA synchronous = OFF")
        base.execute("BEGIN")
        for table in data.declared:
            base.execute(relational.create_table(table, data.keys[table.name], TYPES))
            marks = ", ".join("?" * len(datapackage.columns(table)))
            base.executemany(
                f"INSERT INTO {relational.quoted(table.name)} VALUES ({marks})",
                _rows(data.tables[table.name]),
            )
        views = relational.explain(base, data, _listed, TYPES)
        _search(base)
        base.execute("COMMIT")
        plan_files.write_json(_datasette(data, views, out.stem), folder / METADATA)


def _search(base: sqlite3.Connection) -> None:
    """Create `search`: full-text search by words or prefixes, ignoring case and diacritics.

    The index is folded, the results are as printed. FTS5 matches a prefix only with a `*` after it,
    which users do not know and Datasette escapes; so the index also contains the prefixes of longer
    words.
    """
    for statement in relational.search_texts(TYPES):
        base.execute(statement)
    base.execute(
        "CREATE VIRTUAL TABLE search USING fts5("
        'doc_id UNINDEXED, "table" UNINDEXED, key UNINDEXED, position UNINDEXED, '
        # in double quotes, or Datasette does not associate the index with the table
        f'"column" UNINDEXED, text, content="{SEARCH_TEXTS}", content_rowid="id", '
        "tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
    )
    rows = base.execute(f"SELECT id, text FROM {SEARCH_TEXTS}").fetchall()
    base.executemany(
        "INSERT INTO search(rowid, text) VALUES (?, ?)",
        ((number, f"{text} {' '.join(_prefixes(text))}") for number, text in rows),
    )


def _prefixes(text: str) -> Iterator[str]:
    """The prefixes of the words of a text, from `SHORTEST` letters up, each once."""
    words = {word for word in _WORD.findall(text.casefold()) if len(word) > SHORTEST}
    yield from sorted({word[:end] for word in words for end in range(SHORTEST, len(word))})


def _listed(value: str, source: str, order: str) -> str:
    # ORDER BY inside group_concat needs SQLite 3.44; all versions keep the subquery's order
    return (
        f"(SELECT group_concat(v, ', ') FROM (SELECT {value} AS v FROM {source} ORDER BY {order}))"
    )


def _datasette(data: Dataset, views: Iterable[View], database: str) -> dict[str, Any]:
    """Metadata for Datasette (`datasette FILE -m metadata.json`): titles, and descriptions of
    tables, views and columns.
    """
    title = data.plans[0].title or data.plans[0].doc_id if len(data.plans) == 1 else None
    tables: dict[str, Any] = {
        table.name: {
            "title": f"{table.label.lv} / {table.label.en}",
            "description": f"{table.about.lv} / {table.about.en}",
            "columns": {
                column.name: f"{column.about.lv} / {column.about.en}"
                for column in datapackage.columns(table)
            },
        }
        for table in data.declared
    }
    tables |= {view.name: {"description": f"{view.about.lv} / {view.about.en}"} for view in views}
    tables[SEARCH_TEXTS] = {
        "title": "Meklēšana / Search",
        "description": "Meklē bez garumzīmēm un pēc vārdu sākuma / Finds words whatever their "
        "diacritics, whole or as they begin",
        "fts_table": "search",
        "fts_pk": "id",
    }
    described: dict[str, Any] = {"title": title or "Rīcības plāni / Action plans"}
    licence = datapackage.licence_text(data.plans)
    if licence:
        described["license"] = licence
    return described | {"databases": {database: {"tables": tables}}}


def _rows(table: Any) -> Iterator[tuple[Any, ...]]:
    for batch in table.to_batches(max_chunksize=CHUNK):
        columns = [array.to_pylist() for array in batch.columns]
        for row in zip(*columns, strict=True):
            yield tuple(map(_stored, row))


def _stored(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, datetime.date) else value
