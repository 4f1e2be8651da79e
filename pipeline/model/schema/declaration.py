"""The output tables, each declared once.

A table is a frozen dataclass; a column is one of its fields with a Latvian and an English
description. Everything else about tables and columns (the Parquet writer, `datapackage.json`, the
SQLite keys, the report's headings, the pages in `docs/`) is derived from these declarations.

On disk each table has `doc_id` as its first column; in memory a `Plan` is one document, so rows
do not repeat it.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any, Literal, TypeVar

from pipeline.model.ids import joined_key

DOC_ID_LV = "Plāna identifikators reģistrā"
DOC_ID_EN = "Identifier of the plan in the register"

Row = TypeVar("Row")
# The subject of a table: a plan, the changes between two versions, or monitoring.
Part = Literal["plan", "changes", "monitoring"]


@dataclass(frozen=True, slots=True)
class Text:
    """A text in Latvian and English."""

    lv: str
    en: str


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """`columns` of this table refer to the `reference` columns of `table`."""

    columns: tuple[str, ...]
    table: str
    reference: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A declared column: `kind` is str, int, Decimal, float, bool or date; `printed` means that its
    value is printed on the page, so that provenance has its lines.
    """

    name: str
    kind: type
    nullable: bool
    label: Text
    about: Text
    printed: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A declared table: `key` are the columns that, with doc_id, identify a row."""

    name: str
    row: type
    label: Text
    about: Text
    key: tuple[str, ...]
    foreign: tuple[ForeignKey, ...]
    columns: tuple[Column, ...]
    optional: bool = False  # written only for plans that have rows of it
    part: Part = "plan"

    @property
    def owner(self) -> str | None:
        """The table of the owners of this one's rows; None where it is not a list of one."""
        if "position" not in self.key or len(self.key) != 2:
            return None
        return next((to.table for to in self.foreign if to.columns == self.key[:1]), None)

    @property
    def id_column(self) -> str | None:
        """The column of the rows' ids; None where rows have none."""
        if "id_raw" in self.names:
            return "id_raw"
        return self.key[0] if len(self.key) == 1 and self.key[0] != "position" else None

    @property
    def names(self) -> tuple[str, ...]:
        """Column names in the order of their declaration, without doc_id."""
        return tuple(column.name for column in self.columns)

    def key_of(self, row: Any) -> str:
        """The key of a row in findings, provenance and corrections: its id, or those of its owners;
        else its position.
        """
        columns = [name for name in self.key if name != "position"]
        if not columns:
            return str(getattr(row, "position", None) or getattr(row, "key", None) or "")
        # Nullable parts (the scope of a sum of the whole plan) are empty where null, others "?".
        return joined_key(
            getattr(row, name) or ("" if self.column(name).nullable else "?") for name in columns
        )

    def column(self, name: str) -> Column:
        """The column of that name; KeyError when there is none."""
        for candidate in self.columns:
            if candidate.name == name:
                return candidate
        raise KeyError(f"{self.name} has no column {name}")


_Declared = tuple[type, Text, Text, tuple[str, ...], tuple[ForeignKey, ...], bool, Part]
_DECLARED: dict[str, _Declared] = {}


def output(
    name: str,
    label: tuple[str, str],
    about: tuple[str, str],
    key: tuple[str, ...] = (),
    foreign: tuple[tuple[str, str], ...] = (),
    optional: bool = False,
    part: Part = "plan",
) -> Callable[[type[Row]], type[Row]]:
    """Register a row dataclass as the output table `name`.

    `foreign` lists (column, "table.column") pairs.
    """

    def register(row: type[Row]) -> type[Row]:
        keys = tuple(
            ForeignKey((column,), target.split(".")[0], (target.split(".")[1],))
            for column, target in foreign
        )
        _DECLARED[name] = (row, Text(*label), Text(*about), key, keys, optional, part)
        return row

    return register


def described(
    lv: str,
    en: str,
    about: tuple[str, str] | None = None,
    printed: bool = False,
    default: Any = dataclasses.MISSING,
) -> Any:
    """The dataclass field of a column: its label in Latvian and English, and an optional
    description.

    `default` is the value in plans without the column.
    """
    return field(
        default=default,
        metadata={
            "label": Text(lv, en),
            "about": Text(*about) if about else Text(lv, en),
            "printed": printed,
        },
    )


@cache
def tables() -> dict[str, Table]:
    """All declared tables by name, in the order of their declaration: those of a plan, `changes`,
    those of monitoring.
    """
    return {
        name: Table(name, row, label, about, key, foreign, columns_of(row), optional, part)
        for name, (row, label, about, key, foreign, optional, part) in _DECLARED.items()
    }


def plan_tables() -> dict[str, Table]:
    """The tables of one plan."""
    return _of("plan")


def monitoring_tables() -> dict[str, Table]:
    """The tables of monitoring."""
    return _of("monitoring")


def _of(part: Part) -> dict[str, Table]:
    return {name: declared for name, declared in tables().items() if declared.part == part}


@cache
def widened(name: str, more: tuple[Column, ...]) -> Table:
    """The table extended by a plan's additional columns.

    Its rows are of a new subclass of the table's row class.
    """
    declared = tables()[name]
    made = dataclasses.make_dataclass(
        declared.row.__name__,
        [
            (
                column.name,
                f"{column.kind.__name__} | None",
                described(column.label.lv, column.label.en, printed=column.printed, default=None),
            )
            for column in more
        ],
        bases=(declared.row,),
        frozen=True,
        slots=True,
    )
    return dataclasses.replace(declared, row=made, columns=columns_of(made))


def columns_of(row: type) -> tuple[Column, ...]:
    """The columns declared by the fields of a row class."""
    columns = []
    for item in dataclasses.fields(row):
        kind, _, none = str(item.type).partition(" | ")  # as written: "int" or "int | None"
        meta = item.metadata
        about = (meta["label"], meta["about"], meta["printed"])
        columns.append(Column(item.name, _KINDS[kind], none == "None", *about))
    return tuple(columns)


_KINDS: dict[str, type] = {
    **{kind.__name__: kind for kind in (str, int, float, bool, Decimal)},
    "datetime.date": datetime.date,
}
