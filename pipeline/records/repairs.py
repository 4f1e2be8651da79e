"""Rows of the table `repairs`: stitched rows, rejoined words, kept hyphens, loosely matched
headers.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import fields
from pipeline.model.findings import finding
from pipeline.model.ids import joined_key
from pipeline.model.levels import CONTAINERS, TABLES
from pipeline.model.profile import Profile
from pipeline.model.schema import Repair
from pipeline.model.strings import tidy
from pipeline.records.builder import PlanBuilder
from pipeline.records.printed import printed
from pipeline.tables.columns import UNKNOWN
from pipeline.tables.headers import HeaderCell
from pipeline.tables.line_joins import Join
from pipeline.tables.logical import LogicalCell, LogicalRow, LogicalTable


def target(profile: Profile, table: LogicalTable, field: str) -> tuple[str, str] | None:
    """The table and column that show a cell's value; None where there is none."""
    if table.kind == "principles":
        return ("priorities", "name") if field == "priority" else ("horizontal_measures", "text")
    if field in TABLES:
        return TABLES[field], "name"
    column = profile.tables[table.shape].column(field) if table.shape >= 0 else None
    if column is None:
        return ("extras", "value") if field.startswith(UNKNOWN) else None
    if column.field == "more":
        return table.kind, column.name or ""
    own = fields.BY_TABLE.get(table.kind, {}).get(column.field)
    return own.target(table.kind) if own else None


def repaired(builder: PlanBuilder, table: LogicalTable, key: str, row: LogicalRow) -> None:
    """Add the repairs of a row: stitches, joins and merged cells."""
    name = "horizontal_measures" if table.kind == "principles" else table.kind
    for stitch in row.stitches:
        builder.add(
            "repairs",
            Repair(
                "row-stitched",
                name,
                key,
                None,
                stitch.page,
                tidy(stitch.remainder),
                key,
                stitch.reason,
                stitch.confidence,
            ),
        )
    for cell in row.cells:
        place = target(builder.profile, table, cell.field)
        if place is None or (cell.field in CONTAINERS and table.kind != "principles"):
            continue
        own = joined_key((key, cell.field)) if place[0] == "horizontal_measures" else key
        rejoined(builder, place[0], own, place[1], cell.joins)
        _overprinted(builder, place, own, cell)
        if cell.field in row.shared:
            _shared(builder, place, own, cell)


def _shared(builder: PlanBuilder, place: tuple[str, str], key: str, cell: LogicalCell) -> None:
    builder.add(
        "repairs",
        Repair(
            "cell-shared",
            place[0],
            key,
            place[1],
            cell.pieces[0][0] if cell.pieces else None,
            None,
            tidy(cell.text),
            "cell-merged-with-row-above",
            0.8,
        ),
    )


def _overprinted(builder: PlanBuilder, place: tuple[str, str], key: str, cell: LogicalCell) -> None:
    """A cell whose text overlaps that of another, separated by printing order."""
    lines = [line for line in cell.lines if line.over]
    if lines:
        reason = "printed-over-another-text"
        text = tidy(" ".join(line.text for line in lines))
        builder.add(
            "repairs",
            Repair(
                "overprint-parted",
                place[0],
                key,
                place[1],
                lines[0].page,
                None,
                text,
                reason,
                0.7,
            ),
        )


def rejoined(
    builder: PlanBuilder, table: str, key: str, column: str, joins: Sequence[Join]
) -> None:
    """Add the joins of a value's lines that are not a space or are doubtful."""
    for join in joins:
        if join.doubt is not None:
            found = finding(
                "uncertain-join",
                table=table,
                key=key,
                column=column,
                value=join.doubt.chosen,
                page=join.page,
                box=builder.place(join.page, join.doubt.box),
                other=join.doubt.other,
            )
            builder.add("findings", found)
        if join.kind:
            builder.add(
                "repairs",
                Repair(
                    join.kind,
                    table,
                    key,
                    column,
                    join.page,
                    tidy(join.before),
                    tidy(join.after),
                    join.reason,
                    join.confidence,
                ),
            )


def matched(builder: PlanBuilder, table: LogicalTable) -> None:
    """Add the headers that differ from the profile's wording, each difference once."""
    for cell, joins in table.header:
        if cell.field is None or cell.wording is None or cell.score >= 1.0:
            continue
        text = printed(cell.lines, tuple(join.glue for join in joins)).tidied
        if (cell.field, text) in builder.headers:
            continue
        builder.headers.add((cell.field, text))
        _header_repair(builder, table, cell, text)


def _header_repair(builder: PlanBuilder, table: LogicalTable, cell: HeaderCell, text: str) -> None:
    place = target(builder.profile, table, cell.field or "")
    if place is None:
        return
    builder.add(
        "repairs",
        Repair(
            "header-matched",
            place[0],
            None,
            place[1],
            cell.lines[0].page if cell.lines else None,
            text,
            cell.wording,
            "like-a-wording-of-the-profile",
            cell.score,
        ),
    )
