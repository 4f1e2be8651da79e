"""Exports of the tables: CSV, Excel, SQLite, DuckDB.

One module per format, each with `write(data, out, …)`. What is exported is a `Dataset`: one plan,
or all versions of the register together (`combined`).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.model.errors import UsageError
from pipeline.model.plan import Plan
from pipeline.store.register import Register

if TYPE_CHECKING:
    from pipeline.store.export.dataset import Dataset

FORMATS = ("csv", "xlsx", "sqlite", "duckdb")


def write(
    source: Plan | Path,
    out: Path | None,
    to: str,
    *,
    excel_lv: bool = False,
    formula_safe: bool = False,
    register: Register | None = None,
    overwrite: bool = True,
) -> Path:
    """Export a plan, or an output folder of one plan or of all; return the path of the export.

    `out` is a folder for CSV and a file for the others; by default the export is written to the
    source folder, named after the plan. `excel_lv` and `formula_safe` are for CSV (see
    `csv.write`). `register` supplies what the PDFs do not contain; by default it is the project's.
    Raises `UsageError` for options that do not fit and, without `overwrite`, for an export that is
    there already; `InputError` where the folder holds no tables.
    """
    from pipeline.store import register as registers
    from pipeline.store.export import dataset

    if to not in FORMATS:
        raise UsageError(
            f"There is no export format '{to}'.",
            f"The formats are {', '.join(FORMATS)}.",
            "Choose one of them with --to.",
        )
    if to != "csv" and (excel_lv or formula_safe):
        raise UsageError(
            f"--excel-lv and --formula-safe do not go with --to {to}.",
            "They are about the text of CSV files; the other formats have types.",
            "Leave them out, or use --to csv.",
        )
    known = registers.load() if register is None else register
    if isinstance(source, Plan):
        data = dataset.of_plan(source, known)
    elif dataset.is_combined(source):
        data = dataset.of_combined(source)
    else:
        data = _with_progress(source, known)
    target = _target(out, source if isinstance(source, Path) else Path(), data.name, to)
    if not overwrite:
        _check_not_existing(target)
        if to == "sqlite":
            from pipeline.store.export.sqlite import METADATA

            _check_not_existing(target.with_name(METADATA))
    try:
        _write(data, target, to, excel_lv, formula_safe)
    except ModuleNotFoundError as error:
        raise UsageError(
            f"The export to {to} needs the package '{error.name}', which is not installed.",
            "It is an optional dependency.",
            "Install it with the extra: pip install 'ricplan[export]'.",
        ) from error
    return target


def _with_progress(folder: Path, known: Register) -> Dataset:
    """The data set of a plan's folder or of a folder of monitoring. The output folder of a
    registered plan is joined with the monitoring tables that a run collected.
    """
    from pipeline.store import plan_files, progress_files
    from pipeline.store.export import dataset

    if progress_files.is_progress(folder):
        plan = dataset.of_folders([folder / progress_files.PLAN], known)
        return dataset.with_progress(plan, [folder])
    data = dataset.of_folders([folder], known)
    meta = data.plans[0]
    if known.root is None or folder.resolve() != (known.root / "output" / meta.doc_id).resolve():
        return data
    own = [
        one
        for one in progress_files.collected_in(known.collected(meta.doc_id))
        if plan_files.read_meta(one / progress_files.PLAN).sha256 == meta.sha256
    ]
    return dataset.with_progress(data, own)


def _write(data: Dataset, target: Path, to: str, excel_lv: bool, formula_safe: bool) -> None:
    match to:
        case "csv":
            from pipeline.store.export import csv

            csv.write(data, target, excel_lv=excel_lv, formula_safe=formula_safe)
        case "xlsx":
            from pipeline.store.export import xlsx

            xlsx.write(data, target)
        case "sqlite":
            from pipeline.store.export import sqlite

            sqlite.write(data, target)
        case _:
            from pipeline.store.export import duckdb

            duckdb.write(data, target)


def _check_not_existing(target: Path) -> None:
    """UsageError where the target exists: it may have been edited."""
    taken = any(target.iterdir()) if target.is_dir() else target.exists()
    if taken:
        raise UsageError(
            f"{target} exists already.",
            "Edits in it would be lost.",
            "Give --overwrite, or another place with --out.",
        )


def _target(out: Path | None, folder: Path, name: str, to: str) -> Path:
    if to == "csv":
        return out or folder / "csv"
    # ids may contain characters that file names cannot
    file = re.sub(r"[^\w.-]", "_", name).lstrip(".") or "plan"
    if out is None:
        return folder / f"{file}.{to}"
    return out / f"{file}.{to}" if out.is_dir() else out
