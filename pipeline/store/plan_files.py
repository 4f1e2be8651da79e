"""The tables of a plan on disk: Parquet, `plan.json`, `metrics.json`, `datapackage.json`.

The Arrow schemas are derived from `schema` and enforced: a value that does not fit its column stops
the run. The output is reproducible: nothing depends on the time or the machine.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.model import profile, schema
from pipeline.model.errors import InputError
from pipeline.model.plan import Metrics, Plan, PlanMeta
from pipeline.model.profile import Profile
from pipeline.model.schema import Change, Column, Table, Text
from pipeline.store import datapackage, staging
from pipeline.store.arrays import KINDS, array

DERIVED = ("report.html",)  # made from the tables; removed when they change

_GROUP = 65_536  # rows
_PARQUET: dict[str, Any] = {
    "version": "2.6",
    "compression": "zstd",
    "compression_level": 3,
    "use_dictionary": True,
    "data_page_version": "1.0",
}


@cache
def arrow_schema(declared: Table) -> pa.Schema:
    """The Arrow schema of a table, with labels and descriptions as metadata."""
    fields = [_field(column) for column in datapackage.columns(declared)]
    about = {"title_lv": declared.label.lv, "title_en": declared.label.en}
    about |= {"description_lv": declared.about.lv, "description_en": declared.about.en}
    return pa.schema(fields, metadata=about)


def _field(column: Column) -> pa.Field:
    about = {"title_lv": column.label.lv, "title_en": column.label.en}
    about |= {"description_lv": column.about.lv, "description_en": column.about.en}
    return pa.field(column.name, KINDS[column.kind], column.nullable, metadata=about)


def arrow(plan: Plan, name: str, start: int = 0, stop: int | None = None) -> pa.Table:
    """The table `name` of the plan, or its rows from `start` up to `stop`.

    TypeError names the column where a value does not fit.
    """
    declared, rows = plan.declared[name], plan.rows(name)[start:stop]
    doc_id = array([plan.meta.doc_id] * len(rows), str)
    return pa.Table.from_arrays([doc_id, *arrays(declared, rows)], schema=arrow_schema(declared))


def arrow_changes(changes: Sequence[Change]) -> pa.Table:
    """The changes between two versions as a table."""
    declared = schema.tables()["changes"]
    return pa.Table.from_arrays([*arrays(declared, changes)], schema=arrow_schema(declared))


def arrays(declared: Table, rows: Sequence[Any]) -> Iterable[pa.Array]:
    """Arrays by column; rows as dictionaries would take many times the memory."""
    for column in declared.columns:
        place = f"{declared.name}.{column.name}"
        values = list(map(attrgetter(column.name), rows))
        try:
            made = array(values, column.kind)
        except (TypeError, ValueError) as error:
            raise TypeError(f"{place}: {error}") from error
        if made.null_count and not column.nullable:
            raise TypeError(f"{place} is null in row {values.index(None) + 1}but not nullable")
        yield made


def write(plan: Plan, out: Path) -> None:
    """Write the plan to the folder `out` atomically."""
    with staging.staged(out, DERIVED) as folder:
        write_files(plan, folder)


def write_files(plan: Plan, folder: Path) -> None:
    """Write the files of the plan directly into `folder` (a staging folder, see `staging`)."""
    declared = {
        name: table
        for name, table in plan.declared.items()
        if plan.rows(name) or not table.optional
    }
    for name in declared:
        write_rows(plan, name, folder / f"{name}.parquet")
    tables = {name: arrow(plan, name) for name, table in declared.items() if table.key}
    write_json(meta_json(plan.meta), folder / "plan.json")
    write_json(plan.metrics, folder / "metrics.json", sort=True)
    keyed = [table for table in declared.values() if table.key]
    none = dict.fromkeys(declared, datapackage.Keys((), ()))
    keys = none | datapackage.kept_keys(tables, keyed)
    descriptor = datapackage.describe((plan.meta,), declared.values(), keys, folder)
    write_json(descriptor, folder / datapackage.NAME)


def write_rows(plan: Plan, name: str, file: Path) -> None:
    """Write a table in groups of rows, since long plans have millions of lines of provenance."""
    with pq.ParquetWriter(file, arrow_schema(plan.declared[name]), **_PARQUET) as writer:
        for start in range(0, max(len(plan.rows(name)), 1), _GROUP):
            writer.write_table(arrow(plan, name, start, start + _GROUP), _GROUP)


def write_changes(changes: Sequence[Change], out: Path) -> None:
    """Write `changes.parquet` to the folder `out`."""
    with staging.staged(out) as folder:
        write_table(arrow_changes(changes), folder / "changes.parquet")


def write_table(table: pa.Table, file: Path) -> None:
    """Write a Parquet file, with all options explicit, so that output is reproducible."""
    pq.write_table(table, file, row_group_size=_GROUP, **_PARQUET)


def write_json(value: Any, file: Path, *, sort: bool = False) -> None:
    """Write indented JSON in UTF-8, ending in a line break."""
    text = json.dumps(value, ensure_ascii=False, indent=2, sort_keys=sort, allow_nan=False)
    file.write_text(text + "\n", encoding="utf-8", newline="\n")


def meta_json(meta: PlanMeta) -> dict[str, Any]:
    """The content of `plan.json`."""
    return {
        "doc_id": meta.doc_id,
        "title": meta.title,
        "period": list(meta.period) if meta.period else None,
        "file": meta.file,
        "sha256": meta.sha256,
        "pages": meta.pages,
        "producer": meta.producer,
        "profile": meta.profile,
        "expected_rows": dict(meta.expected_rows),
        "model": profile.data_of(meta.model) if meta.model else None,
        "licence": meta.licence,
        "version": meta.version,
        "fingerprint": meta.fingerprint,
    }


def read(folder: Path) -> Plan:
    """The plan that `write` put into `folder`, equal to the one written.

    Raises `InputError` where the folder is missing or incomplete, or was written by a version with
    other tables.
    """
    meta = read_meta(folder)
    tables: dict[str, tuple[Any, ...]] = {}
    tables_of = meta.model.declared if meta.model else schema.plan_tables()
    for name, declared in tables_of.items():
        if declared.optional and not (folder / f"{name}.parquet").exists():
            continue
        columns = read_table(folder, declared).drop_columns("doc_id").columns
        tables[name] = tuple(map(declared.row, *(column.to_pylist() for column in columns)))
    return Plan(meta=meta, metrics=read_metrics(folder), **tables)


def read_meta(folder: Path) -> PlanMeta:
    """The metadata in `plan.json`; see `read` for errors."""
    if folder.is_dir():
        staging.settle(folder)
    value = _read_json(folder, "plan.json")
    try:
        period = value["period"]
        return PlanMeta(
            doc_id=value["doc_id"],
            title=value["title"],
            period=(period[0], period[1]) if period else None,
            sha256=value["sha256"],
            pages=value["pages"],
            producer=value["producer"],
            profile=value["profile"],
            file=value["file"],
            expected_rows=tuple(value["expected_rows"].items()),
            model=_model(value.get("model"), folder),
            licence=value["licence"],
            version=value["version"],
            fingerprint=value["fingerprint"],
        )
    except (KeyError, TypeError, IndexError, AttributeError) as error:
        raise _not_output(folder, f"its plan.json lacks {error}") from error


def _model(data: Any, folder: Path) -> Profile | None:
    """The profile that the plan was read with; output of older versions lacks it."""
    return profile.parse(data, f"in {folder / 'plan.json'}") if data is not None else None


def read_metrics(folder: Path) -> Metrics:
    """The metrics of the plan in `folder`; see `read` for errors."""
    metrics: Metrics = _read_json(folder, "metrics.json")
    return metrics


def read_table(folder: Path, declared: Table) -> pa.Table:
    """A declared table of `folder`; an optional one is empty where its file is missing. See `read`
    for errors.
    """
    file = folder / f"{declared.name}.parquet"
    if not file.is_file():
        if declared.optional:
            return arrow_schema(declared).empty_table()
        raise _not_output(folder, f"it has no {file.name}")
    expected = arrow_schema(declared)
    try:
        with pq.ParquetFile(file) as parquet:  # read_table would import pandas
            table = parquet.read()
    except (pa.ArrowInvalid, OSError) as error:
        raise _not_output(folder, f"its {file.name} cannot be read ({error})") from error
    if not table.schema.equals(expected):
        table = _with_later_columns(table, declared)
    if not table.schema.equals(expected):
        raise _not_output(folder, f"its {file.name} has other columns than this program writes")
    return table.replace_schema_metadata(expected.metadata)


_LATER = {"findings": 3}  # maximal number of trailing columns that older outputs may lack


def _with_later_columns(table: pa.Table, declared: Table) -> pa.Table:
    """The table with columns added that are newer than the version that wrote it."""
    missing = len(declared.columns) + 1 - len(table.schema)
    if not 0 < missing <= _LATER.get(declared.name, 0):
        return table
    later = declared.columns[-missing:]
    defaults = {field.name: field.default for field in fields(declared.row)}
    for column in later:
        values = array([defaults[column.name]] * table.num_rows, column.kind)
        table = table.append_column(_field(column), values)
    return table


def row_count(file: Path) -> int | None:
    """The number of rows of a Parquet file; None where it is missing or unreadable."""
    try:
        with pq.ParquetFile(file) as parquet:
            rows: int = parquet.metadata.num_rows
            return rows
    except (pa.ArrowInvalid, OSError):
        return None


def with_own_columns(folder: Path, declared: Table) -> Table:
    """The declared table, extended by the additional columns of its file (columns of single plans
    in a combined folder).
    """
    file = folder / f"{declared.name}.parquet"
    if not file.is_file():
        return declared
    kinds = {kind: name for name, kind in KINDS.items()}
    known = {"doc_id", *declared.names}
    more = []
    for found in pq.read_schema(file):
        if found.name not in known and found.type in kinds:
            about = {key.decode(): text.decode() for key, text in (found.metadata or {}).items()}
            label = Text(about.get("title_lv", found.name), about.get("title_en", found.name))
            more.append(Column(found.name, kinds[found.type], True, label, label, True))
    if not more:
        return declared
    return replace(
        schema.widened(declared.name, tuple(more)), foreign=declared.foreign, key=declared.key
    )


def _read_json(folder: Path, name: str) -> Any:
    file = folder / name
    if not file.is_file():
        raise _not_output(folder, f"it has no {name}" if folder.is_dir() else "it is no folder")
    try:
        value = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise _not_output(folder, f"its {name} is not JSON ({error})") from error
    if not isinstance(value, dict):
        raise _not_output(folder, f"its {name} is not an object")
    return value


def _not_output(folder: Path, reason: str) -> InputError:
    if (folder / "plans.parquet").is_file():
        return InputError(
            f"{folder} is the data set of all plans together, not the tables of one.",
            "Rows are checked and shown within one plan.",
            "Give the folder of one plan, such as output/<doc_id>; `ricplan export` takes both.",
        )
    return InputError(
        f"{folder} does not have the tables of a plan: {reason}.",
        "Only what `ricplan extract` wrote can be read back.",
        f"Run `ricplan extract PDF --out {folder}` again.",
    )
