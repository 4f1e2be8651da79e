"""DuckDB: one file with types, keys, indexes, views and a search macro.

DuckDB's full-text search is an extension loaded from the network, both to build the index and to
query it. As the file has to work offline, it has a table macro `search('words')` instead: each word
must be the beginning of a word of the text, ignoring case and diacritics.
"""

from __future__ import annotations

import datetime
import errno
import os
from decimal import Decimal
from pathlib import Path

from pipeline.store import staging
from pipeline.store.export import relational
from pipeline.store.export.dataset import Dataset
from pipeline.store.export.relational import SEARCH_TEXTS

TYPES = {
    str: "VARCHAR",
    int: "INTEGER",
    float: "DOUBLE",
    bool: "BOOLEAN",
    Decimal: "DECIMAL(14,2)",
    datetime.date: "DATE",
}


def write(data: Dataset, out: Path) -> None:
    """Write the database `out`."""
    import duckdb

    try:
        _write(data, out)
    except duckdb.IOException as error:
        # DuckDB reports system errors only in the text of its message
        if os.strerror(errno.ENOSPC) not in str(error):
            raise
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(out)) from error


def _write(data: Dataset, out: Path) -> None:
    import duckdb

    with staging.staged(out.parent) as folder:
        settings: dict[str, str | bool | int | float | list[str]] = {
            "threads": 1,
            "temp_directory": str(folder / "spill"),
            "autoload_known_extensions": False,
        }
        with duckdb.connect(config=settings) as base:
            # compression is chosen by random samples, so files would differ from run to run
            base.execute("SET force_compression = 'uncompressed'")
            file = str(folder / out.name).replace("'", "''")
            base.execute(f"ATTACH '{file}' AS plan_file ({_STORAGE})")
            base.execute("USE plan_file")
            base.execute("BEGIN")
            for table in relational.targets_first(data.declared):
                base.execute(relational.create_table(table, data.keys[table.name], TYPES))
                base.register("rows_of_table", data.tables[table.name])
                target = relational.quoted(table.name)
                base.execute(f"INSERT INTO {target} SELECT * FROM rows_of_table")
                base.unregister("rows_of_table")
            relational.explain(base, data, _listed, TYPES)
            for statement in relational.search_texts(TYPES):
                base.execute(statement)
            base.execute(_SEARCH)
            base.execute("COMMIT")
            base.execute("CHECKPOINT plan_file")
            base.execute("USE memory")
            base.execute("DETACH plan_file")


# the format that DuckDB reads since 1.0; small blocks, as each table takes at least one
_STORAGE = "STORAGE_VERSION 'v1.0.0', BLOCK_SIZE 16384"

# the words of a text without case and diacritics: "A 1.4, tūrismā" is "a 1 4 turisma"
_WORDS = r"trim(regexp_replace(lower(strip_accents({})), '[^\pL\pN]+', ' ', 'g'))"

_SEARCH = f"""CREATE MACRO search(words) AS TABLE
SELECT t.doc_id, t."table", t.key, t.position, t."column", t.text
FROM {SEARCH_TEXTS} t
WHERE {_WORDS.format("words")} <> '' AND NOT EXISTS (
  SELECT 1
  FROM (SELECT unnest(string_split({_WORDS.format("words")}, ' ')) AS word) w
  WHERE NOT contains(' ' || {_WORDS.format("t.text")}, ' ' || w.word))
ORDER BY t.id"""


def _listed(value: str, source: str, order: str) -> str:
    return f"(SELECT string_agg({value}, ', ' ORDER BY {order}) FROM {source})"
