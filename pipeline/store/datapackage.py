"""`datapackage.json`: the descriptor of the files beside it (Data Package v2).

A data set may hold several plans, so doc_id is part of each key. A key that the plan itself
violates (an activity states a priority that does not exist) is not declared; a finding reports it.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline import __version__
from pipeline.model import schema
from pipeline.model.plan import PlanMeta
from pipeline.model.schema import Column, ForeignKey, Table, Text

NAME = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
KINDS = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    Decimal: "number",
    datetime.date: "date",
}
# Names of licences in the register for which path and title are known.
LICENCES = {
    "CC0-1.0": (
        "https://creativecommons.org/publicdomain/zero/1.0/",
        "Creative Commons Zero v1.0 Universal",
    ),
    "CC-BY-4.0": (
        "https://creativecommons.org/licenses/by/4.0/",
        "Creative Commons Attribution 4.0 International",
    ),
}
DOC_ID = Column(
    "doc_id",
    str,
    False,
    Text(schema.DOC_ID_LV, schema.DOC_ID_EN),
    Text(schema.DOC_ID_LV, schema.DOC_ID_EN),
    printed=False,
)


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys that hold for the rows of a table; doc_id is part of each."""

    primary: tuple[str, ...]  # empty where the table declares none or violates it
    foreign: tuple[ForeignKey, ...]


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: `dialect` and `field` give what it adds to the resource and to each field."""

    suffix: str
    name: str
    mediatype: str
    dialect: Mapping[str, Any] | None = None
    field: Callable[[Column], Mapping[str, Any]] = lambda column: {}
    hashed: bool = True  # frictionless rejects the size and hash of Parquet files


def _parquet_field(column: Column) -> Mapping[str, Any]:
    """Declare NaN as a missing value, since frictionless reads null numbers by pandas."""
    nan = column.nullable and column.kind is not str
    return {"missingValues": ["", "nan", "<NA>"]} if nan else {}


PARQUET = Format(
    "parquet", "parquet", "application/vnd.apache.parquet", field=_parquet_field, hashed=False
)


def kept_keys(tables: Mapping[str, pa.Table], declared: Iterable[Table]) -> dict[str, Keys]:
    """The declared keys that hold for the rows, by table."""
    declared = tuple(declared)
    primary = {table.name: _primary(tables[table.name], table.key) for table in declared}
    return {
        table.name: Keys(
            primary[table.name],
            tuple(
                ForeignKey(full(key.columns), key.table, full(key.reference))
                for key in table.foreign
                # a foreign key needs an existing target table with a unique key
                if primary.get(key.table)
                and _refers(tables[table.name], key)
                and not dangling(tables, table.name, key)
            ),
        )
        for table in declared
    }


def _refers(table: pa.Table, key: ForeignKey) -> bool:
    """Whether any row has a value in the key: levels that a plan lacks are not targets."""
    return not table.num_rows or any(
        table[name].null_count < table.num_rows for name in key.columns or ("doc_id",)
    )


def columns(table: Table) -> tuple[Column, ...]:
    """Columns of a table on disk: doc_id first, except in `changes`, which is about two plans."""
    return table.columns if table.name == "changes" else (DOC_ID, *table.columns)


def full(columns: Sequence[str]) -> tuple[str, ...]:
    """The columns of a key, prefixed by doc_id."""
    return tuple(dict.fromkeys(("doc_id", *columns)))


def dangling(tables: Mapping[str, pa.Table], name: str, foreign: ForeignKey) -> list[int]:
    """Row numbers (from 0) of table `name` whose key `foreign` refers to no row.

    Nulls are not dangling.
    """
    targets = set(_tuples(tables[foreign.table], foreign.reference))
    values = _tuples(tables[name], foreign.columns)
    return [
        index for index, value in enumerate(values) if None not in value and value not in targets
    ]


def _primary(table: pa.Table, key: Sequence[str]) -> tuple[str, ...]:
    """The primary key where it is unique; () where it is not, or may be null (a sum of the whole
    plan).
    """
    distinct = [row for row in _tuples(table, key) if None not in row] if key else []
    unique = key and len(set(distinct)) == table.num_rows
    return full(key) if unique else ()


def _tuples(table: pa.Table, columns: Sequence[str]) -> Iterable[tuple[Any, ...]]:
    return zip(*(table[name].to_pylist() for name in full(columns)), strict=True)


def describe(
    plans: Sequence[PlanMeta],
    declared: Iterable[Table],
    keys: Mapping[str, Keys],
    folder: Path,
    form: Format = PARQUET,
) -> dict[str, Any]:
    """The descriptor of the files `<table>.<suffix>` in `folder`, with the PDFs of `plans` as
    sources.
    """
    sources = [_source(plan) for plan in plans]
    rights = licences(plans)
    single = plans[0] if len(plans) == 1 else None
    name = single.doc_id if single else "all"
    title = (single.title or single.doc_id) if single else "Rīcības plānu visas versijas"
    return {
        "$schema": PROFILE,
        "name": name,
        "title": title,
        "version": __version__,
        **rights,
        "sources": sources,
        "resources": [
            _resource(table, keys[table.name], {**rights, "sources": sources}, folder, form)
            for table in declared
        ],
    }


def licences(plans: Sequence[PlanMeta]) -> dict[str, Any]:
    """The licences of the plans' tables from the register; empty where any plan has none."""
    names = [plan.licence for plan in plans]
    if not names or None in names:
        return {}
    return {"licenses": [_licence(name) for name in dict.fromkeys(names) if name]}


def _licence(name: str) -> dict[str, str]:
    if name not in LICENCES:
        # names in the standard consist of letters, digits and - _ . ; a sentence goes into the
        # title
        return {"name": "other", "title": name} if " " in name else {"name": name}
    path, title = LICENCES[name]
    return {"name": name, "path": path, "title": title}


def licence_text(plans: Sequence[PlanMeta]) -> str | None:
    """The licences as text; None where there are none."""
    found = licences(plans).get("licenses", ())
    distinct = (", ".join((one.get("title", one["name"]), *_path(one))) for one in found)
    return "; ".join(distinct) or None


def _path(licence: Mapping[str, str]) -> tuple[str, ...]:
    return (licence["path"],) if "path" in licence else ()


def _source(plan: PlanMeta) -> dict[str, Any]:
    source = {"title": plan.title or plan.file or plan.doc_id}
    if plan.file:
        source["path"] = plan.file
    if plan.sha256:
        source["version"] = f"sha256:{plan.sha256}"
    return source


def _resource(
    table: Table, keys: Keys, origin: Mapping[str, Any], folder: Path, form: Format
) -> dict[str, Any]:
    file = folder / f"{table.name}.{form.suffix}"
    resource: dict[str, Any] = {
        "name": table.name,
        "type": "table",
        "path": file.name,
        "title": table.label.lv,
        "title_en": table.label.en,
        "description": table.about.lv,
        "description_en": table.about.en,
        "format": form.name,
        "mediatype": form.mediatype,
        "encoding": "utf-8",
        "version": __version__,
        **origin,
    }
    if form.hashed:
        content = file.read_bytes()
        resource["bytes"] = len(content)
        resource["hash"] = f"sha256:{hashlib.sha256(content).hexdigest()}"
    if form.dialect:
        resource["dialect"] = form.dialect
    resource["schema"] = _schema(table, keys, form)
    return resource


def _schema(table: Table, keys: Keys, form: Format) -> dict[str, Any]:
    described: dict[str, Any] = {
        "fields": [_field(column, form) for column in columns(table)],
        "missingValues": [""],
    }
    if keys.primary:
        described["primaryKey"] = list(keys.primary)
    if keys.foreign:
        described["foreignKeys"] = [
            {
                "fields": list(foreign.columns),
                "reference": {"resource": foreign.table, "fields": list(foreign.reference)},
            }
            for foreign in keys.foreign
        ]
    return described


def _field(column: Column, form: Format) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": KINDS[column.kind],
        "title": column.label.lv,
        "title_en": column.label.en,
        "description": column.about.lv,
        "description_en": column.about.en,
        **form.field(column),
    }
    if not column.nullable:
        field["constraints"] = {"required": True}
    return field
