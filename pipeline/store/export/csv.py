"""CSV: UTF-8, comma, CRLF (RFC 4180), a file per table, and a data package that declares it.

An empty cell is a null. Excel in Latvian expects other separators and a byte order mark, and treats
text that starts like a formula as one; there are options for both, which the data package declares.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.model.schema import Column
from pipeline.store import datapackage, plan_files, staging
from pipeline.store.datapackage import Format
from pipeline.store.export.dataset import Dataset

# Characters that start a formula in a spreadsheet, including full-width forms (OWASP).
FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
CHUNK = 10_000  # rows converted at a time: provenance may have hundreds of thousands

Cell = Callable[[Any], Any]


def write(data: Dataset, out: Path, *, excel_lv: bool = False, formula_safe: bool = False) -> None:
    """Write the tables to the folder `out`.

    `excel_lv`: semicolons, decimal commas and a byte order mark, so that Excel in Latvian opens the
    file by a double click. `formula_safe`: text that a spreadsheet could treat as a formula is
    prefixed with an apostrophe.
    """
    form = _format(excel_lv, formula_safe)
    with staging.staged(out) as folder:
        for table in data.declared:
            cells = [_cell(column, excel_lv, formula_safe) for column in datapackage.columns(table)]
            file = folder / f"{table.name}.csv"
            encoding = "utf-8-sig" if excel_lv else "utf-8"
            with file.open("w", encoding=encoding, newline="") as stream:
                writer = csv.writer(
                    stream, delimiter=";" if excel_lv else ",", lineterminator="\r\n"
                )
                writer.writerow(column.name for column in datapackage.columns(table))
                writer.writerows(_rows(data.tables[table.name], cells))
        descriptor = datapackage.describe(data.plans, data.declared, data.keys, folder, form)
        plan_files.write_json(descriptor, folder / datapackage.NAME)


def is_formula(text: str) -> bool:
    """Whether a spreadsheet may treat the text as a formula; leading spaces are skipped."""
    return text.startswith(FORMULA_SIGNS) or text.lstrip().startswith(FORMULA_SIGNS)


def _rows(table: pa.Table, cells: list[Cell]) -> Iterator[tuple[Any, ...]]:
    for batch in table.to_batches(max_chunksize=CHUNK):
        columns = [
            map(cell, array.to_pylist()) for cell, array in zip(cells, batch.columns, strict=True)
        ]
        yield from zip(*columns, strict=True)


def _cell(column: Column, excel_lv: bool, formula_safe: bool) -> Cell:
    """The function that formats a value of the column; the csv module writes null as empty."""
    if column.kind is str and formula_safe:
        return lambda value: f"'{value}" if value is not None and is_formula(value) else value
    if column.kind in (float, Decimal) and excel_lv:
        return lambda value: None if value is None else str(value).replace(".", ",")
    if column.kind is bool:
        return lambda value: None if value is None else str(value).lower()
    return lambda value: value


def _format(excel_lv: bool, formula_safe: bool) -> Format:
    dialect: dict[str, Any] = {"delimiter": ";" if excel_lv else ",", "lineTerminator": "\r\n"}
    dialect |= {"quoteChar": '"', "doubleQuote": True, "header": True}

    def field(column: Column) -> Mapping[str, Any]:
        extra: dict[str, Any] = {}
        if excel_lv and column.kind in (float, Decimal):
            extra["decimalChar"] = ","
        if formula_safe and column.kind is str:
            extra["formula_safe"] = "text that starts like a formula is prefixed with an apostrophe"
        return extra

    return Format("csv", "csv", "text/csv", dialect, field)
