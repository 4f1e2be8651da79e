"""Data sets of many plans, partitioned by plan: `activities/doc_id=zpr/activities.parquet`.

DuckDB, Arrow, Spark and Dask read such folders as one table, with `doc_id` from the folders' names;
the files do not contain it. Other files of a plan are in `documents/doc_id=…/`; `plan.json` is
written last and marks a plan as complete. `documents.parquet` is the manifest of all complete
plans.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.model.findings import SEVERITIES
from pipeline.store import places, plan_files
from pipeline.store.arrays import array

DOCUMENTS = "documents"
MANIFEST = "documents.parquet"
_LAST = "plan.json"
_RESERVED = '%/\\=?#:*"<>|'


def partition(doc_id: str) -> str:
    """The name of a plan's partition."""
    kept = "".join(f"%{ord(char):02X}" if char in _RESERVED else char for char in doc_id)
    return f"doc_id={kept}"


def put(folder: Path, doc_id: str, out: str) -> None:
    """Copy the output folder of a plan into the data set, replacing an earlier one."""
    own = partition(doc_id)
    forget(out, doc_id)
    with TemporaryDirectory(prefix="ricplan-part-") as name:
        files: dict[str, Path] = {}
        for path in sorted(path for path in folder.iterdir() if path.is_file()):
            if path.suffix != ".parquet":
                files[f"{DOCUMENTS}/{own}/{path.name}"] = path
                continue
            bare = Path(name) / path.name
            _without_id(path, bare)
            files[f"{path.stem}/{own}/{path.name}"] = bare
        last = files.pop(f"{DOCUMENTS}/{own}/{_LAST}")
        places.put(files, out)
        places.put({f"{DOCUMENTS}/{own}/{_LAST}": last}, out)


def _without_id(source: Path, target: Path) -> None:
    file = pq.ParquetFile(source)
    if "doc_id" not in file.schema_arrow.names:
        target.write_bytes(source.read_bytes())
        return
    kept = [name for name in file.schema_arrow.names if name != "doc_id"]
    plan_files.write_table(file.read(columns=kept), target)


def forget(out: str, doc_id: str) -> None:
    """Remove a plan from the data set, beginning with the mark of its completeness."""
    own = partition(doc_id)
    described = places.read_all(out, f"{DOCUMENTS}/{own}/datapackage.json")
    places.remove(out, [f"{DOCUMENTS}/{own}/{_LAST}"])
    tables = {
        Path(resource["path"]).stem
        for text in described.values()
        for resource in json.loads(text).get("resources", ())
    }
    places.remove(out, [f"{table}/{own}" for table in (*sorted(tables), "layers", DOCUMENTS)])


def fingerprints(out: str) -> dict[str, str | None]:
    """The fingerprints of all complete plans, by id."""
    found = places.read_all(out, f"{DOCUMENTS}/doc_id=*/{_LAST}")
    plans = [json.loads(text) for text in found.values()]
    return {plan["doc_id"]: plan.get("fingerprint") for plan in plans}


def with_reports(out: str) -> set[str]:
    """The partitions (`doc_id=…`) of plans that have a report."""
    system, name = places.opened(out)
    found = system.glob(places.below(name, DOCUMENTS, "doc_id=*", "report.html"))
    return {str(one).split("/")[-2] for one in found}


def write_manifest(out: str) -> int:
    """Rewrite `documents.parquet`, a row for each complete plan; return their number."""
    metrics = {
        name.split("/")[1]: json.loads(text)
        for name, text in places.read_all(out, f"{DOCUMENTS}/doc_id=*/metrics.json").items()
    }
    rows = [
        _row(json.loads(text), metrics.get(name.split("/")[1], {}))
        for name, text in places.read_all(out, f"{DOCUMENTS}/doc_id=*/{_LAST}").items()
    ]
    columns: dict[str, tuple[type, list[Any]]] = {
        name: (kind, [row[name] for row in rows]) for name, kind in _COLUMNS.items()
    }
    arrays = [array(values, kind) for kind, values in columns.values()]
    with TemporaryDirectory(prefix="ricplan-manifest-") as folder:
        plan_files.write_table(pa.table(arrays, list(columns)), Path(folder) / MANIFEST)
        places.put({MANIFEST: Path(folder) / MANIFEST}, out)
    return len(rows)


_COLUMNS: dict[str, type] = {
    "doc_id": str,
    "title": str,
    "period_start": int,
    "period_end": int,
    "file": str,
    "sha256": str,
    "pages": int,
    "producer": str,
    "profile": str,
    "fingerprint": str,
    "rows": int,
    "unaccounted_words": int,
    **{f"findings_{severity}": int for severity in SEVERITIES},
}


def _row(plan: Mapping[str, Any], metrics: Mapping[str, Any]) -> dict[str, Any]:
    start, end = plan.get("period") or (None, None)
    found = metrics.get("findings", {})
    return {name: plan.get(name) for name in _COLUMNS} | {
        "period_start": start,
        "period_end": end,
        "rows": sum(metrics.get("rows", {}).values()),
        "unaccounted_words": metrics.get("words", {}).get("unaccounted", 0),
        **{f"findings_{severity}": found.get(severity, 0) for severity in SEVERITIES},
    }
