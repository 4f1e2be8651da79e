"""Adds rows that reading missed, at their place on the page."""

from __future__ import annotations

import array
from collections.abc import Mapping, Sequence

from pipeline.model import fields
from pipeline.model.geometry import Box
from pipeline.model.profile import Profile
from pipeline.model.strings import tidy
from pipeline.records.corrections.entries import AddRow
from pipeline.records.corrections.flow import (
    Spot,
    Told,
    done,
    key_of,
    needless,
    page_of,
    stale,
    table_at,
    text_of_row,
    with_rows,
)
from pipeline.tables.logical import Heading, LogicalCell, LogicalRow, LogicalTable
from pipeline.text.page import Line, PageFacts


def add_row(
    flow: list[Heading | LogicalTable],
    entry: AddRow,
    profile: Profile,
    pages: Mapping[int, PageFacts],
    told: Told,
) -> None:
    """Insert the row into its table, in the order of the page.

    Reported as stale where the page, the table or a column does not exist; as needless where
    reading now finds the row.
    """
    page = pages.get(entry.page)
    same = [n for n, item in enumerate(flow) if isinstance(item, LogicalTable)
            and item.kind == entry.table and item.rows]  # fmt: skip
    if page is None or not same:
        stale(entry, told, None)
        return
    begins = tidy(entry.printed)
    for n in same:
        table = table_at(flow, Spot(n, 0))
        for row in table.rows:
            if page_of(row) == entry.page and text_of_row(row).startswith(begins):
                needless(entry, told, text_of_row(row))
                return
    target, at = _insertion_point(flow, same, (entry.page, entry.place[1]), pages)
    table = table_at(flow, Spot(target, 0))
    cells = _cells(entry, profile, table, page)
    if not cells:
        stale(entry, told, ", ".join(sorted(entry.cells)))
        return
    new = LogicalRow(cells, cells[0].pieces, (), ())
    flow[target] = with_rows(table, (*table.rows[:at], new, *table.rows[at:]))
    done(entry, told, table.kind, key_of(profile, table, new), None, text_of_row(new))


def _insertion_point(
    flow: Sequence[Heading | LogicalTable],
    same: Sequence[int],
    place: tuple[int, float],
    pages: Mapping[int, PageFacts],
) -> tuple[int, int]:
    """The table and the index in it at which to insert a row with this place."""
    best = (same[0], 0)
    for n in same:
        for m, row in enumerate(table_at(flow, Spot(n, 0)).rows):
            page, box = row.pieces[0] if row.pieces else (0, Box(0, 0, 0, 0))
            shown = pages[page].shown(box) if page in pages else box
            if (page, shown.top) <= place:
                best = (n, m + 1)
    return best


def _cells(
    entry: AddRow, profile: Profile, table: LogicalTable, page: PageFacts
) -> tuple[LogicalCell, ...]:
    """The cells of a new row, each at the row's place; None where a column is unknown."""
    box = _in_reading_frame(page, Box(*entry.place))
    shape = profile.tables[table.shape]
    own = fields.BY_TABLE[entry.table]
    keys: dict[str, str] = {}
    for column in shape.columns:
        known = own.get(column.field)
        names = [column.key, column.field, column.name, known and known.raw]
        names += [known.target(entry.table)[1]] if known else []
        for name in names:
            if name:
                keys.setdefault(name, column.key)
    if not entry.cells or any(name not in keys for name in entry.cells):
        return ()
    given = {keys[name]: tidy(text) for name, text in entry.cells.items()}
    cells = []
    for column in shape.columns:
        text = given.get(column.key, "")
        lines = (_line(text, entry.page, box),) if text else ()
        cells.append(LogicalCell(column.key, lines, (), ((entry.page, box),)))
    return tuple(cells)


def _line(text: str, page: int, box: Box) -> Line:
    step = (box.x1 - box.x0) / len(text)
    edges = array.array("f", (box.x0 + step * n for n in range(len(text) + 1)))
    return Line(text, page, box, 10.0, False, False, edges)


def _in_reading_frame(page: PageFacts, box: Box) -> Box:
    """A box of the displayed page in the coordinates of reading: the inverse of
    `PageFacts.shown`.
    """
    corners = [(box.x0, box.top), (box.x1, box.bottom)]
    if page.turn == 90:
        corners = [(y, page.height - x) for x, y in corners]
    elif page.turn == 180:
        corners = [(page.width - x, page.height - y) for x, y in corners]
    elif page.turn == 270:
        corners = [(page.width - y, x) for x, y in corners]
    (ax, ay), (bx, by) = corners
    return Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
