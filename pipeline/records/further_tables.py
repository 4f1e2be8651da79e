"""Tables other than of levels: measures of principles, outcome indicators, abbreviations."""

from __future__ import annotations

from pipeline.model import fields, values
from pipeline.model.ids import joined_key
from pipeline.model.schema import Abbreviation, HorizontalMeasure, OutcomeIndicator
from pipeline.records import numbered
from pipeline.records.builder import NO_ID, PlanBuilder
from pipeline.records.cells import keep_extra
from pipeline.records.level_rows import named
from pipeline.records.printed import Printed, header_of, printed, value_of
from pipeline.records.repairs import rejoined, repaired
from pipeline.tables.columns import UNKNOWN
from pipeline.tables.logical import LogicalTable


def principle_measures(builder: PlanBuilder, table: LogicalTable) -> None:
    """Measures for horizontal principles: a row per priority, a column per principle."""
    priorities, principles = builder.profile.level("priority"), builder.profile.level("principle")
    if priorities is None or principles is None or principles.pattern is None:
        return
    for head_cell, joins in table.header:
        text = printed(head_cell.lines, tuple(join.glue for join in joins))
        found = principles.pattern.label(text.text) if head_cell.lines else None
        if found and found[0] == head_cell.field:
            named(builder, "principle", found[0], text, found[1])
            rejoined(builder, "principles", found[0], "name", joins)
    for row in table.rows:
        head = value_of(row, "priority")
        found = priorities.pattern.label(head.text) if priorities.pattern else None
        letters = priorities.pattern.letters if priorities.pattern else ""
        priority = found[0] if found else head.tidied or f"{letters} {NO_ID}"
        if found:
            named(builder, "priority", priority, head, found[1])
        else:
            builder.add_finding(
                "unparsed-value",
                head,
                table="horizontal_measures",
                key=priority,
                column="priority_id",
            )
        for cell in row.cells:
            if principles.is_key(cell.field):
                _measures(builder, priority, cell.field, printed(cell.lines, cell.glues))
        repaired(builder, table, priority, row)


def _measures(builder: PlanBuilder, priority: str, principle: str, cell: Printed) -> None:
    for position, text in enumerate(numbered.measures(cell), 1):
        row = HorizontalMeasure(priority, principle, position, text.tidied)
        builder.add("horizontal_measures", row)
        key = joined_key((priority, principle))
        builder.record_provenance("horizontal_measures", key, position, "text", text)


def outcome_indicators(builder: PlanBuilder, table: LogicalTable) -> None:
    """Outcome indicators of the whole plan, with base and target."""
    shape = builder.profile.tables[table.shape]
    years = {column.field: column.year for column in shape.columns}
    for row in table.rows:
        position = builder.next("outcome_indicators", None)
        texts = {name: value_of(row, name) for name in fields.OUTCOMES}
        for cell in row.cells:  # a year in the header is part of the key of its column
            column = shape.column(cell.field)
            if column is not None and column.field in texts:
                texts[column.field] = printed(cell.lines, cell.glues)
            elif cell.field.startswith(UNKNOWN):
                header = header_of(table, cell.field)
                keep_extra(builder, table.kind, str(position), header, value_of(row, cell.field))
        base, target = texts["base"].tidied, texts["target"].tidied
        builder.add(
            "outcome_indicators",
            OutcomeIndicator(
                position,
                texts["id"].tidied or None,
                texts["name"].tidied or None,
                texts["unit"].tidied or None,
                base or None,
                values.number(base),
                years.get("base"),
                target or None,
                values.number(target),
                years.get("target"),
                texts["data_source"].tidied or None,
            ),
        )
        for name, text in texts.items():
            raw = fields.OUTCOMES[name].raw or name
            builder.record_provenance("outcome_indicators", str(position), position, raw, text)
        repaired(builder, table, str(position), row)


def abbreviations(builder: PlanBuilder, table: LogicalTable) -> None:
    """Abbreviations with their meanings."""
    for row in table.rows:
        position = builder.next("abbreviations", None)
        texts = {name: value_of(row, name) for name in fields.ABBREVIATIONS}
        builder.add(
            "abbreviations",
            Abbreviation(position, texts["short"].tidied or None, texts["long"].tidied or None),
        )
        for name, text in texts.items():
            builder.record_provenance("abbreviations", str(position), position, name, text)
        repaired(builder, table, str(position), row)
