"""`records`: Assembly → Plan. Interprets ids, amounts, years and lists, with the place of each
value.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import regex

from pipeline.layout.page_doubts import Span, missing_pages, page_findings
from pipeline.model.ids import joined_key, numbered_under
from pipeline.model.levels import CONTAINERS, TABLES
from pipeline.model.plan import Plan, PlanMeta
from pipeline.model.profile import Profile
from pipeline.model.schema import (
    ActionActivity,
    Paragraph,
)
from pipeline.model.table_shapes import TableShape
from pipeline.records import cells
from pipeline.records.builder import NO_ID, PlanBuilder, SumRow
from pipeline.records.cells import RowOf, keep_extra
from pipeline.records.further_tables import abbreviations, outcome_indicators, principle_measures
from pipeline.records.level_rows import level_row, listed_name
from pipeline.records.printed import EMPTY, Printed, header_of, printed, value_of
from pipeline.records.recognised import recognised
from pipeline.records.repairs import matched, rejoined, repaired
from pipeline.records.sums import totals
from pipeline.tables.columns import UNKNOWN
from pipeline.tables.logical import Assembly, Heading, LogicalRow, LogicalTable

_CHAPTER = regex.compile(r"(\d{1,2})\.?\s+\p{Lu}|(\d{1,2})\.(?=\p{Lu})")
_WORDS = ("cell", "header", "heading", "paragraph", "furniture", "unaccounted")


def plan_of(assembly: Assembly, profile: Profile, meta: PlanMeta) -> Plan:
    """The tables of the plan, with provenance, repairs and findings of reading."""
    builder = PlanBuilder(profile, {page.number: page for page in assembly.pages})
    for found in page_findings(assembly.pages):
        builder.add("findings", found)
    for item in assembly.flow:
        if isinstance(item, Heading):
            _text(builder, item)
        else:
            _TABLES[item.kind](builder, item)
            matched(builder, item)
    totals(builder)
    _unknown_columns(builder)
    referenced = [
        row.activity_id for row in builder.rows.get("action_activities", ()) if row.activity_id
    ]
    for found in missing_pages(builder.spans, referenced):
        builder.add("findings", found)
    for repair in recognised(builder):
        builder.add("repairs", repair)
    metrics = {"words": {name: getattr(assembly.words, name) for name in _WORDS}}
    return Plan(meta=meta, metrics=metrics, **builder.made())


def _unknown_columns(builder: PlanBuilder) -> None:
    for (table, header), unknown in builder.unknown.items():
        builder.add_finding(
            "unknown-column",
            unknown.first,
            table="extras",
            key=table,
            column="value",
            value=header or None,
            header=header or "–",
            count=unknown.count,
        )


# ── headings and running text ───────────────────────────────────────────────────────────────────


def _text(builder: PlanBuilder, heading: Heading) -> None:
    """A block of text: the name of a level, or running text."""
    text = printed(heading.block.lines, tuple(join.glue for join in heading.joins))
    level = builder.profile.level(heading.level) if heading.level else None
    if level is None:
        _paragraph(builder, heading, text)
    elif heading.block.kind in ("heading", "furniture") or "bullet" not in level.seen:
        level_row(builder, level, text, heading.joins)
    else:
        level_row(builder, level, listed_name(text), heading.joins, enter=False)
        _paragraph(builder, heading, text)


def _paragraph(builder: PlanBuilder, heading: Heading, text: Printed) -> None:
    kind = heading.block.kind
    whole = text.tidied
    if kind == "heading":
        match = _CHAPTER.match(whole)
        if match:
            builder.chapter = match.group(1) or match.group(2)
            builder.context.clear()
    chapter = builder.chapter
    position = builder.positions[chapter] = builder.positions.get(chapter, 0) + 1
    key = joined_key((chapter, str(position)))
    builder.add("paragraphs", Paragraph(chapter, position, kind, whole, heading.block.page))
    builder.record_provenance("paragraphs", key, position, "text", text)
    rejoined(builder, "paragraphs", key, "text", heading.joins)


# ── tables ──────────────────────────────────────────────────────────────────────────────────────


def _shape(builder: PlanBuilder, table: LogicalTable) -> TableShape:
    return builder.profile.tables[table.shape]


def _levels(builder: PlanBuilder, row: LogicalRow) -> None:
    """Add the levels that begin in a row, topmost first."""
    for role in CONTAINERS:
        cell, level = row.cell(role), builder.profile.level(role)
        if cell is not None and cell.lines and level is not None:
            level_row(builder, level, printed(cell.lines, cell.glues), cell.joins)


def _rows_of_level(builder: PlanBuilder, table: LogicalTable) -> None:
    """Add the rows of a table of actions or activities."""
    shape = _shape(builder, table)
    for row in table.rows:
        if row.sums:
            builder.sums.append(SumRow(row, table.shape, tuple(builder.context.items())))
            continue
        _levels(builder, row)
        _row(builder, table, shape, row)


def _row(builder: PlanBuilder, table: LogicalTable, shape: TableShape, row: LogicalRow) -> None:
    role = "action" if table.kind == "actions" else "activity"
    ident = value_of(row, "id")
    key = _row_id(builder, role, ident, shape.nested)
    if ident.lines:
        line = ident.lines[0]
        place = builder.place(line.page, line.box)
        builder.spans.append(Span(table.kind, key, line.page, place))
    reading = RowOf(builder, table.kind, key, _begun(builder, role, key, ident, shape.nested))
    _cells_of(reading, table, shape, row)
    cells.finish(reading)
    if role == "action":
        builder.enter(role, key)
    elif shape.nested and "action" in builder.context:
        owner = builder.context["action"]
        position = builder.next("action_activities", owner)
        builder.add("action_activities", ActionActivity(owner, position, key, None))
    repaired(builder, table, key, row)


def _begun(
    builder: PlanBuilder, role: str, key: str, ident: Printed, nested: bool
) -> dict[str, Any]:
    """The values of a row before its cells are read: a new row, or one already named in a hierarchy
    or a list.
    """
    table = TABLES[role]
    own: dict[str, Any] = dict.fromkeys(builder.profile.declared[table].names)
    own |= {f"{role}_id": key, "id_raw": ident.tidied or None}
    if nested:
        own |= builder.parents(role)
    elif role == "action":
        own["direction_id"] = builder.context.get("direction")
    known = builder.by_key.get((table, key))
    if known is not None:
        known |= {name: value for name, value in own.items() if known.get(name) is None}
        return known
    builder.add_keyed(table, key, own)
    builder.record_provenance(table, key, None, "id_raw", ident)
    return own


def _cells_of(reading: RowOf, table: LogicalTable, shape: TableShape, row: LogicalRow) -> None:
    named_in = row.cell("name")
    shaded = named_in is not None and named_in.shaded  # the whole row is
    for cell in row.cells:
        column = shape.column(cell.field)
        text = printed(cell.lines, cell.glues) if cell.lines else EMPTY
        if column is not None and column.field == "mark":
            cells.mark(reading, column, text, cell.shaded and not shaded)
        elif column is not None and column.field in cells.READERS:
            cells.READERS[column.field](reading, column, text)
        elif cell.field.startswith(UNKNOWN):
            header = header_of(table, cell.field)
            keep_extra(reading.builder, table.kind, reading.key, header, text)


def _row_id(builder: PlanBuilder, role: str, text: Printed, nested: bool) -> str:
    """The canonical id of a row; as printed where it does not parse, `A ?` where it is missing;
    made from parent and place where the plan prints no ids.
    """
    level = builder.profile.level(role)
    table = TABLES[role]
    if level is None or level.pattern is None:
        parent = builder.parent(role) if nested else None
        return numbered_under(parent, builder.next(table, parent))
    pattern = level.pattern
    found = (
        pattern.parse(text.text, bare=True)
        or pattern.parse(text.text.replace(" ", ""), bare=True)
        or text.tidied
        or f"{pattern.letters} {NO_ID}".strip()
    )
    if found not in builder.seen.get(table, {}) and (table, found) in builder.by_key:
        builder.seen.setdefault(table, {})[found] = 1
        return found  # already named in a hierarchy or a list: this is its row
    return builder.key(table, found)


def _hierarchy(builder: PlanBuilder, table: LogicalTable) -> None:
    """A hierarchy table: it names levels, but does not make them current for what follows."""
    before = dict(builder.context)
    for row in table.rows:
        _levels(builder, row)
        for cell in row.cells:
            if cell.field.startswith(UNKNOWN):
                header = header_of(table, cell.field)
                keep_extra(builder, "hierarchy", None, header, printed(cell.lines, cell.glues))
    builder.context.clear()
    builder.context.update(before)


def _sum_table(builder: PlanBuilder, table: LogicalTable) -> None:
    """A table of sums only."""
    for row in table.rows:
        builder.sums.append(SumRow(row, table.shape, ()))


def _unknown(builder: PlanBuilder, table: LogicalTable) -> None:
    """A table that is not in the profile, cell by cell."""
    for cell in _cells(table.rows):
        keep_extra(builder, None, None, None, cell)


def _cells(rows: Iterable[LogicalRow]) -> Iterable[Printed]:
    return (printed(cell.lines, cell.glues) for row in rows for cell in row.cells if cell.lines)


_TABLES = {
    "actions": _rows_of_level,
    "activities": _rows_of_level,
    "hierarchy": _hierarchy,
    "principles": principle_measures,
    "outcome_indicators": outcome_indicators,
    "abbreviations": abbreviations,
    "totals": _sum_table,
    "unknown": _unknown,
}
