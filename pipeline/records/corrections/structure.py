"""Corrections of rows, tables and headings: Assembly → Assembly, before interpretation.

Ids, lists, amounts and places are then derived from the corrected rows as from any others.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from pipeline.model.profile import Profile
from pipeline.model.strings import tidy
from pipeline.records.corrections.added_rows import add_row
from pipeline.records.corrections.entries import (
    AddRow,
    Corrections,
    JoinRow,
    LeaveOut,
    NoHeading,
    PartRow,
)
from pipeline.records.corrections.flow import (
    Spot,
    Told,
    begins,
    done,
    key_of,
    name_of,
    needless,
    page_of,
    rows_meant,
    stale,
    table_at,
    text_of_row,
    with_rows,
)
from pipeline.tables.line_joins import Join
from pipeline.tables.logical import (
    Assembly,
    Heading,
    LogicalRow,
    LogicalTable,
)

_APART = Join(" ", None, "", "", "", 1.0, 0)


def corrected(
    assembly: Assembly, corrections: Corrections, profile: Profile, told: Told
) -> Assembly:
    """The document with corrected rows, tables and headings; outcomes are added to `told`.

    Without such corrections the document is returned unchanged, and its lazy `flow` is not
    consumed.
    """
    entries = corrections.structural
    if not entries:
        return assembly
    flow: list[Heading | LogicalTable] = list(assembly.flow)
    pages = {page.number: page for page in assembly.pages}
    for n, entry in enumerate(entries):
        if entry in entries[:n]:
            continue  # a duplicate
        match entry:
            case LeaveOut():
                _leave_out(flow, entry, told)
            case NoHeading():
                _no_heading(flow, entry, told)
            case PartRow():
                _part_row(flow, entry, profile, told)
            case JoinRow():
                _join_row(flow, entry, profile, told)
            case AddRow():
                add_row(flow, entry, profile, pages, told)
    return replace(assembly, flow=flow)


# ── tables and headings ─────────────────────────────────────────────────────────────────────────


def _leave_out(flow: list[Heading | LogicalTable], entry: LeaveOut, told: Told) -> None:
    found = [
        n
        for n, item in enumerate(flow)
        if isinstance(item, LogicalTable)
        and item.rows
        and page_of(item.rows[0]) == entry.page
        and begins(text_of_row(item.rows[0]), entry)
    ]
    if len(found) != 1:
        stale(entry, told, f"× {len(found)}" if found else None)
        return
    table = flow.pop(found[0])
    assert isinstance(table, LogicalTable)
    text = "\n".join(text_of_row(row) for row in table.rows)  # its text is kept as running text
    done(entry, told, name_of(table.kind), None, text, None)


def _no_heading(flow: list[Heading | LogicalTable], entry: NoHeading, told: Told) -> None:
    found = [
        n
        for n, item in enumerate(flow)
        if isinstance(item, Heading)
        and item.block.page == entry.page
        and begins(tidy(item.text), entry)
    ]
    if len(found) != 1:
        stale(entry, told, f"× {len(found)}" if found else None)
        return
    heading = flow[found[0]]
    assert isinstance(heading, Heading)
    if heading.level is None and heading.block.kind != "heading":
        needless(entry, told, tidy(heading.text))
        return
    block = replace(heading.block, kind="paragraph")
    flow[found[0]] = replace(heading, level=None, block=block)
    done(entry, told, "paragraphs", None, heading.level or "heading", tidy(heading.text))


# ── rows ────────────────────────────────────────────────────────────────────────────────────────


def _part_row(
    flow: list[Heading | LogicalTable], entry: PartRow, profile: Profile, told: Told
) -> None:
    for spot in rows_meant(flow, entry, told):
        table = table_at(flow, spot)
        row = table.rows[spot.row]
        first, rest = _cut(row, False, entry), _cut(row, True, entry)
        if not any(cell.lines for cell in first.cells) or not any(c.lines for c in rest.cells):
            needless(entry, told, text_of_row(row))
            return
        rows = [*table.rows[: spot.row], first, rest, *table.rows[spot.row + 1 :]]
        flow[spot.table] = with_rows(table, rows)
        key = key_of(profile, table, first)
        done(entry, told, table.kind, key, text_of_row(row), f"… | {text_of_row(rest)}")


def _cut(row: LogicalRow, after: bool, entry: PartRow) -> LogicalRow:
    """The lines of a row before a place, or from it on."""
    place = (entry.at, entry.top)

    def belongs(page: int, top: float) -> bool:
        return ((page, top) >= place) == after

    cells = []
    for cell in row.cells:
        kept = [n for n, line in enumerate(cell.lines) if belongs(line.page, line.box.top)]
        # Joins between two kept lines are kept.
        joins = tuple(cell.joins[n] if n + 1 == m else _APART for n, m in itertools.pairwise(kept))
        pieces = tuple(piece for piece in cell.pieces if belongs(piece[0], piece[1].top))
        lines = tuple(cell.lines[n] for n in kept)
        cells.append(replace(cell, lines=lines, joins=joins, pieces=pieces))
    pieces = tuple(piece for piece in row.pieces if belongs(piece[0], piece[1].bottom - 0.01))
    stitches = tuple(
        stitch
        for stitch in row.stitches
        if (stitch.page > entry.at if after else stitch.page < entry.at)
    )
    shared = row.shared if not after else ()
    return LogicalRow(tuple(cells), pieces or row.pieces[-1:], stitches, shared, row.sums)


def _join_row(
    flow: list[Heading | LogicalTable], entry: JoinRow, profile: Profile, told: Told
) -> None:
    for spot in rows_meant(flow, entry, told):
        table = table_at(flow, spot)
        above = _above(flow, spot)
        if above is None:
            stale(entry, told, None)
            return
        row = table.rows[spot.row]
        flow[spot.table] = with_rows(table, (*table.rows[: spot.row], *table.rows[spot.row + 1 :]))
        owner = table_at(flow, above)
        whole = _joined(owner.rows[above.row], row)
        flow[above.table] = with_rows(
            owner, (*owner.rows[: above.row], whole, *owner.rows[above.row + 1 :])
        )
        key = key_of(profile, owner, whole)
        done(entry, told, owner.kind, key, text_of_row(row), text_of_row(whole))


def _above(flow: Sequence[Heading | LogicalTable], spot: Spot) -> Spot | None:
    """The row before a row: in the same table, or the last one of the previous table of that
    kind.
    """
    if spot.row:
        return Spot(spot.table, spot.row - 1)
    shape = table_at(flow, spot).shape
    for n in range(spot.table - 1, -1, -1):
        item = flow[n]
        if isinstance(item, LogicalTable) and item.rows and item.shape == shape:
            return Spot(n, len(item.rows) - 1)
    return None


def _joined(row: LogicalRow, rest: LogicalRow) -> LogicalRow:
    names = dict.fromkeys(cell.field for cell in (*row.cells, *rest.cells))
    cells = []
    for name in names:
        parts = [cell for cell in (row.cell(name), rest.cell(name)) if cell is not None]
        filled = [cell for cell in parts if cell.lines]
        if len(filled) < 2:
            cells.append((filled or parts)[0])
            continue
        one, two = filled
        cells.append(
            replace(
                one,
                lines=(*one.lines, *two.lines),
                joins=(*one.joins, _APART, *two.joins),
                pieces=(*one.pieces, *two.pieces),
            )
        )
    return LogicalRow(
        tuple(cells), (*row.pieces, *rest.pieces), (*row.stitches, *rest.stitches), row.shared,
        row.sums,
    )  # fmt: skip
