"""The tables of monitoring on disk, with a copy of their plan in `plan/`.

A folder is self-contained: the review can be made again from it years later, also when the plan has
changed since.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline import __version__
from pipeline.model import schema
from pipeline.model.errors import InputError
from pipeline.model.monitoring import Monitoring
from pipeline.model.schema import Table
from pipeline.store import datapackage, plan_files, staging
from pipeline.store.arrays import array

FILE = "progress.json"
PLAN = "plan"  # the folder of the plan's own tables


def tables() -> dict[str, Table]:
    """The declarations of the tables in a folder of monitoring, including its findings."""
    return {**schema.monitoring_tables(), "findings": schema.tables()["findings"]}


def arrow(reported: Monitoring, name: str) -> pa.Table:
    """The monitoring table `name`; TypeError names the column where a value does not fit."""
    declared, rows = tables()[name], reported.rows(name)
    doc_id = array([reported.plan.meta.doc_id] * len(rows), str)
    own = plan_files.arrays(declared, rows)
    return pa.Table.from_arrays([doc_id, *own], schema=plan_files.arrow_schema(declared))


def write(reported: Monitoring, out: Path, workbooks: Sequence[str]) -> None:
    """Write the folder `out` atomically. `workbooks` are the names of the files that were read."""
    with staging.staged(out) as folder:
        made = {name: arrow(reported, name) for name in tables()}
        for name, table in made.items():
            plan_files.write_table(table, folder / f"{name}.parquet")
        own = [  # keys into the plan's tables would refer outside this package
            dataclasses.replace(table, foreign=()) for table in tables().values()
        ]
        keys = datapackage.kept_keys(made, own)
        described = datapackage.describe((reported.plan.meta,), own, keys, folder)
        plan_files.write_json(described, folder / datapackage.NAME)
        plan_files.write_json(_about(reported, workbooks), folder / FILE)
        (folder / PLAN).mkdir()
        plan_files.write_files(reported.plan, folder / PLAN)


def _about(reported: Monitoring, workbooks: Sequence[str]) -> dict[str, Any]:
    meta = reported.plan.meta
    return {
        "doc_id": meta.doc_id,
        "title": meta.title,
        "sha256": meta.sha256,
        "as_of": reported.as_of.isoformat() if reported.as_of else None,
        "workbooks": list(workbooks),
        "rows": {name: len(reported.rows(name)) for name in tables()},
        "version": __version__,
    }


def is_progress(folder: Path) -> bool:
    """Whether a folder has tables of monitoring."""
    return (folder / FILE).is_file() and (folder / PLAN).is_dir()


def collected_in(folder: Path) -> list[Path]:
    """The folders of monitoring in a folder, one per date of reporting, in order."""
    found = folder.glob(f"*/{FILE}")
    return sorted(file.parent for file in found if is_progress(file.parent))


def read(folder: Path) -> Monitoring:
    """The content that `write` wrote; InputError where it is not such a folder."""
    if folder.is_dir():
        staging.settle(folder)
    if not is_progress(folder):
        raise InputError(
            f"{folder} has no reported progress: it lacks {FILE}.",
            "Only what `ricplan monitor collect` wrote can be read back.",
            f"Run `ricplan monitor collect DIR FOLDER --out {folder}`.",
        )
    rows: dict[str, tuple[Any, ...]] = {}
    for name, declared in tables().items():
        columns = read_table(folder, declared).drop_columns("doc_id").columns
        rows[name] = tuple(map(declared.row, *(column.to_pylist() for column in columns)))
    return Monitoring(plan_files.read(folder / PLAN), **rows)


def read_table(folder: Path, declared: Table) -> pa.Table:
    """One table of a folder of monitoring; InputError where it cannot be read."""
    file = folder / f"{declared.name}.parquet"
    expected = plan_files.arrow_schema(declared)
    try:
        with pq.ParquetFile(file) as parquet:
            table = parquet.read()
    except (pa.ArrowInvalid, OSError) as error:
        raise _unreadable(file, str(error)) from error
    if not table.schema.equals(expected):
        raise _unreadable(file, "it has other columns than this program writes")
    return table.replace_schema_metadata(expected.metadata)


def _unreadable(file: Path, why: str) -> InputError:
    return InputError(
        f"{file} cannot be read: {why}.",
        "The review is made from it.",
        "Collect the workbooks again with `ricplan monitor collect`.",
    )
