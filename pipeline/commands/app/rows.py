"""A row as shown beside its page: every value, and how it may be corrected."""

from __future__ import annotations

from typing import Any

from pipeline.model import relations
from pipeline.model.plan import Plan
from pipeline.model.schema import Column
from pipeline.model.strings import tidy
from pipeline.records.corrections.tables import Tables


def row(plan: Plan, table: str, key: str) -> dict[str, Any] | None:
    """The values of a row and the items of its lists; None where there is no such row."""
    tables = Tables(plan)
    known = tables.relations
    places = tables.places(table, key)
    if table not in known.keys or not places:
        return None
    own = tables.of(table)[places[0]]
    values = [
        _value(plan, table, column, getattr(own, column.name))
        for column in tables.declared(table).columns
        if getattr(own, column.name) is not None or column.printed
        or known.parsed_from.get((table, column.name), ("", ""))[0] == table
    ]  # fmt: skip
    lists = []
    for spec in known.owned(table):
        items = [tables.of(spec.table)[n] for n in tables.places(spec.table, key)]
        if not items or not spec.value:
            continue
        column = tables.declared(spec.table).column(spec.value)
        label = relations.label(plan, spec.table)
        lists.append({
            "table": spec.table,
            "column": spec.value,
            "label": [label.lv, label.en],
            "text": column.kind is str,
            "items": [_text(getattr(item, spec.value)) for item in items],
        })  # fmt: skip
    at = stitched_at(plan, table, key)
    rows = table in ("actions", "activities") and beginning(plan, table, key) is not None
    return {
        "table": table, "key": key, "values": values, "lists": lists,
        "part": at, "join": rows and places[0] > 0,
    }  # fmt: skip


def stitched_at(plan: Plan, table: str, key: str) -> int | None:
    """The page on which a row joined over a page break continues; None for other rows."""
    pages = [
        repair.page
        for repair in plan.repairs
        if repair.kind == "row-stitched" and (repair.table, repair.key) == (table, key)
    ]
    return pages[0] if pages else None


def beginning(plan: Plan, table: str, key: str) -> tuple[int, str] | None:
    """The page and the text of the first cell of a row."""
    lines = [line for line in plan.provenance if (line.table, line.key) == (table, key)]
    if not lines:
        return None
    page = lines[0].page
    first = min((line for line in lines if line.page == page), key=lambda line: line.x0)
    cell = next((line for line in lines if line.column == first.column), first)
    return page, tidy(cell.text)


def _value(plan: Plan, table: str, column: Column, value: object) -> dict[str, Any]:
    return {
        "table": table,
        "column": column.name,
        "label": [column.label.lv, column.label.en],
        "value": _text(value),
        "fault": fault_of(plan, table, column.name),
        "number": column.kind is not str,
        "from": _source(plan, table, column.name),
    }


def _source(plan: Plan, table: str, column: str) -> list[str] | None:
    """The name, in both languages, of the printed column that a value is parsed from."""
    of, source = relations.of(plan).parsed_from.get((table, column), (None, ""))
    if of is None:
        return None
    label = plan.declared[of].column(source).label
    return [label.lv, label.en]


def fault_of(plan: Plan, table: str, column: str) -> str:
    """The fault to assume for a wrong value, by its column: `reading` for printed columns, `plan`
    for those parsed from them and for references.
    """
    declared = plan.declared[table].column(column)
    reference = (table, column) in relations.of(plan).parents
    return "reading" if declared.printed and not reference else "plan"


def _text(value: object) -> str:
    return "" if value is None else str(value)
