"""Rereads a cell from a corrected text, with the readers of `records`."""

from __future__ import annotations

import array
import itertools
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pipeline.model import fields, values
from pipeline.model.geometry import Box
from pipeline.model.schema import Provenance
from pipeline.model.table_shapes import HeaderColumn
from pipeline.records import cells
from pipeline.records.builder import PlanBuilder
from pipeline.records.corrections.tables import Tables
from pipeline.records.printed import Printed, printed
from pipeline.text.page import Line, PageFacts

NOWHERE = 0  # page number of a text without a known place


def column_of(tables: Tables, table: str, column: str) -> HeaderColumn | None:
    """The column of the profile whose text a printed column contains; None where there is none."""
    known = fields.BY_TABLE.get(table, {})
    for shape in tables.plan.profile.shapes(table):
        for header in shape.columns:
            own = known.get(header.field)
            raw = header.name if header.field == "more" else own.raw if own else None
            if raw == column and header.field in cells.READERS:
                return header
    return None


def read_again(
    tables: Tables, table: str, place: int, header: HeaderColumn, lines: Sequence[Provenance],
    text: str,
) -> None:  # fmt: skip
    """Update a row as if its cell contained `text`: values, items, places and findings.

    `lines` are the lines of the text for the provenance.
    """
    rows = tables.of(table)
    row, key = rows[place], tables.key_of(table, rows[place])
    numbers = {NOWHERE, *(line.page for line in lines)}
    pages = {number: PageFacts(number, 0, 0, 0, 0, 0, 0.0, "", None) for number in numbers}
    builder = PlanBuilder(tables.plan.profile, pages)
    names = tables.declared(table).names
    reading = cells.RowOf(builder, table, key, {name: getattr(row, name) for name in names})
    whole = _printed(lines, text)
    cells.READERS[header.field](reading, header, whole)
    rows[place] = tables.declared(table).row(**reading.values)
    column = next(name for name in names if name == _raw(table, header))
    _swap_doubts(tables, table, key, column, builder)
    tables.replace_lines(
        tables.lines(table, key, None, column),
        [
            line
            for line in builder.rows.get("provenance", [])
            if line.column == column and line.page != NOWHERE
        ],
    )
    for name in _lists(table, header):
        replace_items(tables, name, key, builder.rows.get(name, []))


def _raw(table: str, header: HeaderColumn) -> str:
    own = fields.BY_TABLE[table].get(header.field)
    return header.name or "" if own is None or header.field == "more" else own.raw or ""


def _lists(table: str, header: HeaderColumn) -> list[str]:
    own = fields.BY_TABLE[table].get(header.field)
    found = [own.items[0]] if own is not None and own.items else []
    return [*found, "activity_partners"] if header.partners else found


def _swap_doubts(tables: Tables, table: str, key: str, column: str, builder: PlanBuilder) -> None:
    """Replace the reading findings on the old text by those on the new one."""
    rows = tables.of("findings")
    place = (table, key, column)
    rows[:] = [found for found in rows if (found.table, found.key, found.column) != place]
    for found in builder.rows.get("findings", []):
        rows.append(replace(found, page=None) if found.page == NOWHERE else found)


def replace_items(tables: Tables, name: str, key: str, items: Sequence[Any]) -> None:
    """Replace the items of a row's list in place; where it had none, after those of earlier
    rows.
    """
    rows = tables.of(name)
    places = tables.places(name, key)
    at = places[0] if places else _after(tables, name, key)
    gone = set(places)
    kept_before = [row for n, row in enumerate(rows[:at]) if n not in gone]
    kept_after = [row for n, row in enumerate(rows) if n >= at and n not in gone]
    rows[:] = [*kept_before, *items, *kept_after]


def _after(tables: Tables, name: str, key: str) -> int:
    """The index at which to insert items of a row that had none, in the order of owners."""
    spec = tables.relations.lists[name]
    owner, column = spec.owners[0]
    order = {tables.key_of(owner, row): n for n, row in enumerate(tables.of(owner))}
    own = order.get(spec.ids(key)[0], len(order))
    return sum(1 for row in tables.of(name) if order.get(getattr(row, column), -1) < own)


def _printed(lines: Sequence[Provenance], text: str) -> Printed:
    """The text with its lines, for the readers. The lines contain all of it, or none of it where it
    has no place.
    """
    if not lines:
        return Printed(text, (_line(None, text),) if text else (), (0,) if text else (),
                       (len(text),) if text else ())  # fmt: skip
    own = [_line(line, line.text) for line in lines]
    glues, at = [], 0
    for line, after in itertools.pairwise(lines):
        at += len(line.text)
        blank = text[at : at + 1] == " " and not after.text.startswith(" ")
        glues.append(" " if blank else "")
        at += blank
    return printed(own, glues)


def _line(line: Provenance | None, text: str) -> Line:
    box = Box(line.x0, line.top, line.x1, line.bottom) if line else Box(0, 0, 0, 0)
    step = (box.x1 - box.x0) / max(len(text), 1)
    edges = array.array("f", (box.x0 + step * n for n in range(len(text) + 1)))
    return Line(text, line.page if line else NOWHERE, box, 10.0, False, False, edges)


def followed(tables: Tables, table: str, column: str, row: Any, text: str) -> dict[str, Any]:
    """The values parsed from a printed column, for tables other than those of levels."""
    found: dict[str, Any] = {}
    match table, column:
        case "activity_amounts", "amount_raw":
            header = _money(tables, row.source, row.year)
            share = header is not None and header.share
            amount = None if share else values.amount(text)
            found["share"] = values.share(text) if share else None
            found["amount_eur"] = amount * header.unit if amount and header else amount
        case "totals", "amount_raw":
            header = _money(tables, row.source, row.year)
            amount = values.amount(text)
            found["amount_eur"] = amount * header.unit if amount and header else amount
        case "action_activities", "ref_raw":
            level = tables.plan.profile.level("activity")
            pattern = level.pattern if level else None
            found["activity_id"] = pattern.parse(text, bare=True) if pattern else None
        case "outcome_indicators", "base_raw" | "target_raw":
            found[column.replace("_raw", "_value")] = values.number(text)
    return found


def _money(tables: Tables, source: str | None, year: int | None) -> HeaderColumn | None:
    for shape in tables.plan.profile.shapes("activities"):
        for header in shape.columns:
            if header.field in ("money", "amount") and (header.source, header.year) == (
                source,
                year,
            ):
                return header
    return None
