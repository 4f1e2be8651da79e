"""Corrections of rows, tables and headings: Assembly → Assembly, before meaning is read.

Ids, lists, amounts and places follow from what the rows then hold, as with every other row.
"""

from __future__ import annotations

import array
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.corrections.entries import (
    AddRow,
    Corrections,
    JoinRow,
    LeaveOut,
    NoHeading,
    PartRow,
    Structural,
)
from pipeline.model import fields
from pipeline.model.findings import finding
from pipeline.model.geometry import Box
from pipeline.model.profile import Profile
from pipeline.model.schema import Finding, Repair
from pipeline.model.strings import tidy
from pipeline.tables.line_joins import Join
from pipeline.tables.logical import (
    Assembly,
    Heading,
    LogicalCell,
    LogicalRow,
    LogicalTable,
)
from pipeline.tables.row_ids import row_key
from pipeline.text.page import Line, PageFacts

_APART = Join(" ", None, "", "", "", 1.0, 0)
_LONGEST = 300  # letters of a row that a repair repeats


@dataclass(slots=True)
class Told:
    """What was done, and what could not be."""

    repairs: list[Repair] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Spot:
    """A row in the flow: which table, which of its rows."""

    table: int
    row: int


def mended(assembly: Assembly, corrections: Corrections, profile: Profile, told: Told) -> Assembly:
    """The document with its rows, tables and headings put right; `told` says what was done.

    A document without such corrections is passed on as it is, unread.
    """
    entries = corrections.structural
    if not entries:
        return assembly
    flow: list[Heading | LogicalTable] = list(assembly.flow)
    pages = {page.number: page for page in assembly.pages}
    for n, entry in enumerate(entries):
        if entry in entries[:n]:
            continue  # said twice
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
                _add_row(flow, entry, profile, pages, told)
    return replace(assembly, flow=flow)


# ── finding what is meant ───────────────────────────────────────────────────────────────────────


def text_of_row(row: LogicalRow) -> str:
    """All that a row prints, cell by cell."""
    return " ".join(tidy(cell.text) for cell in row.cells if cell.lines)


def _begins(text: str, entry: Structural) -> bool:
    printed = tidy(entry.printed)
    return bool(printed) and text.startswith(printed)


def _page_of(row: LogicalRow) -> int:
    return row.pieces[0][0] if row.pieces else 0


def _rows(flow: Sequence[Heading | LogicalTable], entry: Structural, told: Told) -> Iterator[_Spot]:
    """The one row that an entry means; told, where there is none, or more than one."""
    found = [
        _Spot(n, m)
        for n, item in enumerate(flow)
        if isinstance(item, LogicalTable)
        for m, row in enumerate(item.rows)
        if _page_of(row) == entry.page and _begins(text_of_row(row), entry)
    ]
    if len(found) == 1:
        yield found[0]
    else:
        _stale(entry, told, f"× {len(found)}" if found else None)


def _table(flow: Sequence[Heading | LogicalTable], spot: _Spot) -> LogicalTable:
    table = flow[spot.table]
    assert isinstance(table, LogicalTable)
    return table


def _with_rows(table: LogicalTable, rows: Iterable[LogicalRow]) -> LogicalTable:
    return replace(table, rows=tuple(rows))


# ── tables and headings ─────────────────────────────────────────────────────────────────────────


def _leave_out(flow: list[Heading | LogicalTable], entry: LeaveOut, told: Told) -> None:
    found = [
        n
        for n, item in enumerate(flow)
        if isinstance(item, LogicalTable)
        and item.rows
        and _page_of(item.rows[0]) == entry.page
        and _begins(text_of_row(item.rows[0]), entry)
    ]
    if len(found) != 1:
        _stale(entry, told, f"× {len(found)}" if found else None)
        return
    table = flow.pop(found[0])
    assert isinstance(table, LogicalTable)
    text = "\n".join(text_of_row(row) for row in table.rows)  # nothing of it is lost
    _done(entry, told, _name(table.kind), None, text, None)


def _no_heading(flow: list[Heading | LogicalTable], entry: NoHeading, told: Told) -> None:
    found = [
        n
        for n, item in enumerate(flow)
        if isinstance(item, Heading)
        and item.block.page == entry.page
        and _begins(tidy(item.text), entry)
    ]
    if len(found) != 1:
        _stale(entry, told, f"× {len(found)}" if found else None)
        return
    heading = flow[found[0]]
    assert isinstance(heading, Heading)
    if heading.level is None and heading.block.kind != "heading":
        _needless(entry, told, tidy(heading.text))
        return
    block = replace(heading.block, kind="paragraph")
    flow[found[0]] = replace(heading, level=None, block=block)
    _done(entry, told, "paragraphs", None, heading.level or "heading", tidy(heading.text))


# ── rows ────────────────────────────────────────────────────────────────────────────────────────


def _part_row(
    flow: list[Heading | LogicalTable], entry: PartRow, profile: Profile, told: Told
) -> None:
    for spot in _rows(flow, entry, told):
        table = _table(flow, spot)
        row = table.rows[spot.row]
        first, rest = _cut(row, False, entry), _cut(row, True, entry)
        if not any(cell.lines for cell in first.cells) or not any(c.lines for c in rest.cells):
            _needless(entry, told, text_of_row(row))
            return
        rows = [*table.rows[: spot.row], first, rest, *table.rows[spot.row + 1 :]]
        flow[spot.table] = _with_rows(table, rows)
        key = _key(profile, table, first)
        _done(entry, told, table.kind, key, text_of_row(row), f"… | {text_of_row(rest)}")


def _cut(row: LogicalRow, after: bool, entry: PartRow) -> LogicalRow:
    """The lines of a row before a place, or from it on."""
    place = (entry.at, entry.top)

    def belongs(page: int, top: float) -> bool:
        return ((page, top) >= place) == after

    cells = []
    for cell in row.cells:
        kept = [n for n, line in enumerate(cell.lines) if belongs(line.page, line.box.top)]
        # What stood between two kept lines stands there still.
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
    for spot in _rows(flow, entry, told):
        table = _table(flow, spot)
        above = _above(flow, spot)
        if above is None:
            _stale(entry, told, None)
            return
        row = table.rows[spot.row]
        flow[spot.table] = _with_rows(table, (*table.rows[: spot.row], *table.rows[spot.row + 1 :]))
        owner = _table(flow, above)
        whole = _joined(owner.rows[above.row], row)
        flow[above.table] = _with_rows(
            owner, (*owner.rows[: above.row], whole, *owner.rows[above.row + 1 :])
        )
        key = _key(profile, owner, whole)
        _done(entry, told, owner.kind, key, text_of_row(row), text_of_row(whole))


def _above(flow: Sequence[Heading | LogicalTable], spot: _Spot) -> _Spot | None:
    """The row before one in the same table, or the last of the table of that kind before it."""
    if spot.row:
        return _Spot(spot.table, spot.row - 1)
    shape = _table(flow, spot).shape
    for n in range(spot.table - 1, -1, -1):
        item = flow[n]
        if isinstance(item, LogicalTable) and item.rows and item.shape == shape:
            return _Spot(n, len(item.rows) - 1)
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


def _add_row(
    flow: list[Heading | LogicalTable],
    entry: AddRow,
    profile: Profile,
    pages: Mapping[int, PageFacts],
    told: Told,
) -> None:
    page = pages.get(entry.page)
    same = [n for n, item in enumerate(flow) if isinstance(item, LogicalTable)
            and item.kind == entry.table and item.rows]  # fmt: skip
    if page is None or not same:
        _stale(entry, told, None)
        return
    begins = tidy(entry.printed)
    for n in same:
        table = _table(flow, _Spot(n, 0))
        for row in table.rows:
            if _page_of(row) == entry.page and text_of_row(row).startswith(begins):
                _needless(entry, told, text_of_row(row))
                return
    target, at = _room(flow, same, (entry.page, entry.place[1]), pages)
    table = _table(flow, _Spot(target, 0))
    cells = _cells(entry, profile, table, page)
    if not cells:
        _stale(entry, told, ", ".join(sorted(entry.cells)))
        return
    new = LogicalRow(cells, cells[0].pieces, (), ())
    flow[target] = _with_rows(table, (*table.rows[:at], new, *table.rows[at:]))
    _done(entry, told, table.kind, _key(profile, table, new), None, text_of_row(new))


def _room(
    flow: Sequence[Heading | LogicalTable],
    same: Sequence[int],
    place: tuple[int, float],
    pages: Mapping[int, PageFacts],
) -> tuple[int, int]:
    """The table, and the number in it, at which a row of that place stands."""
    best = (same[0], 0)
    for n in same:
        for m, row in enumerate(_table(flow, _Spot(n, 0)).rows):
            page, box = row.pieces[0] if row.pieces else (0, Box(0, 0, 0, 0))
            shown = pages[page].shown(box) if page in pages else box
            if (page, shown.top) <= place:
                best = (n, m + 1)
    return best


def _cells(
    entry: AddRow, profile: Profile, table: LogicalTable, page: PageFacts
) -> tuple[LogicalCell, ...]:
    """The cells of a new row, each at the row's place; none where a column is not known."""
    box = _unshown(page, Box(*entry.place))
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


def _unshown(page: PageFacts, box: Box) -> Box:
    """A box of the page as it is shown in its reading frame: `PageFacts.shown` undone."""
    corners = [(box.x0, box.top), (box.x1, box.bottom)]
    if page.turn == 90:
        corners = [(y, page.height - x) for x, y in corners]
    elif page.turn == 180:
        corners = [(page.width - x, page.height - y) for x, y in corners]
    elif page.turn == 270:
        corners = [(page.width - y, x) for x, y in corners]
    (ax, ay), (bx, by) = corners
    return Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


# ── what is told ────────────────────────────────────────────────────────────────────────────────


def _key(profile: Profile, table: LogicalTable, row: LogicalRow) -> str | None:
    cell = row.cell("id")
    return row_key(profile, table.kind, tidy(cell.text)) if cell and cell.lines else None


def _name(kind: str) -> str:
    named = {"principles": "horizontal_measures", "hierarchy": "directions", "unknown": "extras"}
    return named.get(kind, kind)


def _done(
    entry: Structural,
    told: Told,
    table: str,
    key: str | None,
    before: str | None,
    after: str | None,
) -> None:
    after = after[:_LONGEST] if after else after
    told.repairs.append(
        Repair("corrected", table, key, None, entry.page, before, after, entry.reason, 1.0)
    )


def _stale(entry: Structural, told: Told, now: str | None) -> None:
    told.findings.append(
        finding(
            "stale-correction",
            variant="structure",
            value=now,
            page=entry.page,
            printed=tidy(entry.printed),
            wanted=entry.NAME,
        )
    )


def _needless(entry: Structural, told: Told, now: str) -> None:
    told.findings.append(
        finding(
            "needless-correction",
            variant="structure",
            value=now[:_LONGEST],
            page=entry.page,
            printed=tidy(entry.printed),
            wanted=entry.NAME,
        )
    )
