"""Repairs as rows: what was stitched, rejoined, kept or matched loosely in reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.model.findings import finding
from pipeline.model.schema import Repair
from pipeline.model.strings import tidy
from pipeline.records.builder import Draft
from pipeline.records.printed import printed
from pipeline.tables.headers import HeaderCell
from pipeline.tables.line_joins import Join
from pipeline.tables.logical import LogicalCell, LogicalRow, LogicalTable

# Which column of which table the cell of a field becomes, for repairs.
_TARGETS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "actions": {
        "id": ("actions", "id_raw"),
        "name": ("actions", "name"),
        "participants": ("actions", "participants_raw"),
        "period": ("actions", "period_raw"),
        "references": ("action_activities", "ref_raw"),
    },
    "activities": {
        "id": ("activities", "id_raw"),
        "name": ("activities", "name"),
        "responsible": ("activities", "responsible_raw"),
        "partners": ("activities", "partners_raw"),
        "amount": ("activities", "amount_raw"),
        "funding": ("activities", "funding_raw"),
        "indicators": ("indicators", "text"),
        "priorities": ("activity_priorities", "priority_id"),
        "deadline": ("activities", "deadline_raw"),
    },
    "principles": {"priority": ("priorities", "name")},
}


def repaired(draft: Draft, kind: str, key: str, row: LogicalRow) -> None:
    """What was put together again in a row: its stitches, joins and merged cells."""
    table = "horizontal_measures" if kind == "principles" else kind
    for stitch in row.stitches:
        draft.add(
            "repairs",
            Repair(
                "row-stitched",
                table,
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
        target, column = _TARGETS[kind].get(cell.field, ("horizontal_measures", "text"))
        own = f"{key}/{cell.field}" if target == "horizontal_measures" else key
        rejoined(draft, target, own, column, cell.joins)
        _overprinted(draft, target, own, column, cell)
        if cell.field in row.shared:
            _shared(draft, target, own, column, cell)


def _shared(draft: Draft, table: str, key: str, column: str, cell: LogicalCell) -> None:
    draft.add(
        "repairs",
        Repair(
            "cell-shared",
            table,
            key,
            column,
            cell.pieces[0][0] if cell.pieces else None,
            None,
            tidy(cell.text),
            "its cell is merged with the row above",
            0.8,
        ),
    )


def _overprinted(draft: Draft, table: str, key: str, column: str, cell: LogicalCell) -> None:
    """A cell whose text lies over that of another, told apart by the order of printing."""
    lines = [line for line in cell.lines if line.over]
    if lines:
        reason = "it is printed over another text, or another text over it"
        text = tidy(" ".join(line.text for line in lines))
        draft.add(
            "repairs",
            Repair("overprint-parted", table, key, column, lines[0].page, None, text, reason, 0.7),
        )


def rejoined(draft: Draft, table: str, key: str, column: str, joins: Sequence[Join]) -> None:
    """The joins of a value's lines that are more than a blank, and those that are in doubt."""
    for join in joins:
        if join.doubt is not None:
            found = finding(
                "uncertain-join",
                table=table,
                key=key,
                column=column,
                value=join.doubt.chosen,
                page=join.page,
                box=draft.place(join.page, join.doubt.box),
                other=join.doubt.other,
            )
            draft.add("findings", found)
        if join.kind:
            draft.add(
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


def matched(draft: Draft, table: LogicalTable) -> None:
    """Headers that differ from the profile's wording, each difference once."""
    for cell, joins in table.header:
        if cell.field is None or cell.wording is None or cell.score >= 1.0:
            continue
        text = printed(cell.lines, tuple(join.glue for join in joins)).tidied
        if (cell.field, text) in draft.headers:
            continue
        draft.headers.add((cell.field, text))
        draft.add("repairs", _header_repair(table.kind, cell, text))


def _header_repair(kind: str, cell: HeaderCell, text: str) -> Repair:
    target, column = _TARGETS[kind][cell.field or ""]
    first = cell.lines[0]
    return Repair(
        "header-matched",
        target,
        None,
        column,
        first.page,
        text,
        cell.wording,
        "the header is like this wording of the profile",
        cell.score,
    )
