"""Groups a document's fragments by header: all fragments under the same header are a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import regex

from pipeline.layout.fragment import Cell, Fragment, Layout
from pipeline.model.strings import squeeze, tidy
from pipeline.records.drafting.content import commonest_form, id_form
from pipeline.records.drafting.header_rows import ID, VALUE, header_at
from pipeline.records.drafting.thresholds import DRAFTING
from pipeline.tables.headers import numbers_columns
from pipeline.tables.sums import is_sum
from pipeline.tables.thresholds import TABLES
from pipeline.text.page import Line

_LETTERED = regex.compile(r"\p{Lu}\p{L}{0,3}[-–. ]?\s?\d")
_WORDED = regex.compile(
    r"(?:\p{L}+\s){0,2}(?:prioritāte|mērķis|virziens|uzdevums|rīcība)\s*[:.]?", regex.I
)
_HYPHEN = regex.compile(r"(?<=\S)([-‐‑–])\n")  # a hyphen after the last letter of a line


@dataclass(frozen=True, slots=True)
class Filled:
    """A cell below a header: its text, and its lines."""

    text: str
    cell: Cell
    page: int


@dataclass(slots=True)
class Sheet:
    """All tables with the same header: the header and their cells."""

    paths: tuple[
        tuple[str, ...], ...
    ]  # the header of each column, from the topmost cell to its own
    rows: int  # number of rows of the header
    columns: list[list[Filled]]  # cells by column
    bold: bool  # whether the header is bold
    bands: list[Filled] = field(default_factory=list)  # merged rows
    merged: list[int] = field(default_factory=list)  # number of cells that span rows, by column
    pages: list[int] = field(default_factory=list)  # pages on which the header is printed
    count: int = 0  # number of rows
    firsts: list[str] = field(default_factory=list)  # the first text of each row

    @property
    def headers(self) -> tuple[str, ...]:
        """The header of each column in the syntax of profiles."""
        return tuple(" / ".join(path) for path in self.paths)


@dataclass(frozen=True, slots=True)
class Event:
    """A text that may name a level, with its place in the document."""

    text: str
    # heading, heading line, bullet; band, column; table: a header is printed; row: may be a band
    kind: str
    page: int
    sheet: int | None = None  # number of the sheet that contains or follows it
    column: int | None = None
    row: int = 0  # of the sheet
    size: float = 0.0
    cells: tuple[Filled, ...] = ()  # cells of a row that may be a band


@dataclass(frozen=True, slots=True)
class Document:
    """The document as used by drafting."""

    sheets: tuple[Sheet, ...]
    events: tuple[Event, ...]
    unknown: int  # fragments without a header


def document_of(layouts: Iterable[Layout]) -> Document:
    """The sheets of a document, and the texts that may name levels, in order."""
    sheets: list[Sheet] = []
    events: list[Event] = []
    last: tuple[int, tuple[float, ...]] | None = None  # sheet, borders
    unknown = 0
    for layout in layouts:
        for item in layout.items:
            if not isinstance(item, Fragment):
                if item.kind in ("heading", "paragraph", "bullet"):
                    events.extend(_text_events(item.kind, item.lines))
                    if item.kind == "heading":
                        last = last if last is None else (last[0], last[1])
                continue
            found = _fragment(item, sheets, events, last)
            if found is None:
                unknown += 1
            else:
                last = (found, item.borders)
    return Document(tuple(sheets), tuple(_decided(sheets, events)), unknown)


def _text_events(kind: str, lines: Sequence[Line]) -> Iterator[Event]:
    if kind == "heading":
        text = tidy(_HYPHEN.sub(r"\1", "\n".join(line.text for line in lines)))
        yield Event(text, "heading", lines[0].page, size=lines[0].size)
        for line in lines[1:]:
            yield Event(tidy(line.text), "heading line", line.page, size=line.size)
        return
    for line in lines:
        yield Event(tidy(line.text), "bullet", line.page, size=line.size)


def _fragment(
    fragment: Fragment,
    sheets: list[Sheet],
    events: list[Event],
    last: tuple[int, tuple[float, ...]] | None,
) -> int | None:
    """Add a fragment; return the number of its last row's sheet."""
    by_row: dict[int, list[Cell]] = {}
    for cell in fragment.cells:
        by_row.setdefault(cell.row, []).append(cell)
    current: int | None = None
    row = rows = 0
    count = len(fragment.rows) - 1
    while row < count:
        cells = [cell for cell in by_row.get(row, []) if cell.lines]
        if not cells:
            row += 1
            continue
        header = header_at(fragment, by_row, row, rows > 0)
        if header is not None:
            paths, depth, bold = header
            current = _sheet(sheets, paths, depth, bold)
            sheets[current].pages.append(fragment.page)
            events.append(Event("", "table", fragment.page, current))
            row += depth
            if row < count and numbers_columns(by_row.get(row, [])):
                row += 1
            continue
        band = _is_band(fragment, cells)
        rows += not band
        if current is None:
            current = _continued(fragment, sheets, last)
        if band:
            filled = _joined(fragment, cells)
            events.append(Event(filled.text, "band", fragment.page, current))
            if current is not None:
                sheets[current].bands.append(filled)
        elif current is not None:
            _row(fragment, by_row.get(row, []), sheets[current], current, events)
        row += 1
    return current


def _row(
    fragment: Fragment, cells: Sequence[Cell], sheet: Sheet, number: int, events: list[Event]
) -> None:
    told = [cell for cell in cells if cell.lines]
    filled = [_filled(fragment, cell) for cell in sorted(cells, key=lambda cell: cell.column)]
    if _may_be_band(fragment, told):
        sheet.firsts.append(_joined(fragment, told[:1]).text)
        text = _joined(fragment, [cell for cell in told if not _is_money(cell)]).text
        events.append(Event(text, "row", fragment.page, number, cells=tuple(filled)))
        return
    printed = [item for item in filled if item.text]
    if not printed or is_sum(printed[0].text):
        return
    sheet.firsts.append(printed[0].text)
    events.extend(_taken(filled, sheet, number))


def _taken(filled: Sequence[Filled], sheet: Sheet, number: int) -> Iterator[Event]:
    """Add the cells of a row."""
    sheet.count += 1
    for item in filled:
        if item.cell.column >= len(sheet.columns):
            continue
        sheet.columns[item.cell.column].append(item)
        if item.cell.rows > 1:
            sheet.merged[item.cell.column] += 1
        if item.text:
            column = item.cell.column
            yield Event(item.text, "column", item.page, number, column, sheet.count)


def _filled(fragment: Fragment, cell: Cell) -> Filled:
    return Filled(tidy(" ".join(line.text for line in cell.lines)), cell, fragment.page)


def _joined(fragment: Fragment, cells: Sequence[Cell]) -> Filled:
    """A merged row as one text, beginning with an id in its own cell."""
    ordered = sorted(cells, key=lambda cell: cell.column)
    text = tidy(" ".join(line.text for cell in ordered for line in cell.lines))
    return Filled(text, ordered[0], fragment.page)


def _is_band(fragment: Fragment, cells: Sequence[Cell]) -> bool:
    """Whether a row is one wide cell, or a level's id or word beside a cell merged over the
    rest.
    """
    cell = cells[0]
    count = len(fragment.borders) - 1
    if len(cells) == 2 and count >= TABLES.bands.columns:
        first, rest = sorted(cells, key=lambda cell: cell.column)
        whole = first.column == 0 and rest.column == first.columns and rest.columns > 1
        text = tidy(" ".join(line.text for line in first.lines))
        return (
            whole
            and rest.column + rest.columns == count
            and bool(ID.fullmatch(text) or _WORDED.fullmatch(text))
        )
    if len(cells) > 1 or cell.columns < 2:
        return False
    wide = cell.box.x1 - cell.box.x0 > TABLES.bands.wide * (fragment.box.x1 - fragment.box.x0)
    return cell.columns == count or wide


def _may_be_band(fragment: Fragment, cells: Sequence[Cell]) -> bool:
    """Whether a row has only an id, possibly a name, and sums: either a band in several cells or a
    sparse row, which is decided later by the forms of ids.
    """
    if len(fragment.borders) - 1 < DRAFTING.header_rows.band_columns:
        return False
    first, *rest = sorted(cells, key=lambda cell: cell.column)
    text = tidy(" ".join(line.text for line in first.lines))
    if first.column > 1 or _LETTERED.match(text) is None:
        return False
    words = [cell for cell in rest if not _is_money(cell)]
    if ID.fullmatch(text):
        return len(words) == 1 and words[0].column == first.column + first.columns
    return not words


def _is_money(cell: Cell) -> bool:
    text = tidy(" ".join(line.text for line in cell.lines))
    return bool(VALUE.fullmatch(text))


def _decided(sheets: Sequence[Sheet], events: Sequence[Event]) -> Iterator[Event]:
    """The events without possible bands whose ids have the most frequent form in their table: these
    are rows.
    """
    usual = [commonest_form([text.split(" ")[0] for text in sheet.firsts]) for sheet in sheets]
    for event in events:
        if event.kind != "row" or event.sheet is None:
            yield event
            continue
        form, common = id_form(event.text, alone=False), usual[event.sheet]
        own = form[0].key if form else None
        if own is None or common is None or own == common[0].key:
            yield from _taken(event.cells, sheets[event.sheet], event.sheet)
        else:
            sheets[event.sheet].bands.append(event.cells[0])
            yield replace(event, kind="band")


def _continued(
    fragment: Fragment, sheets: Sequence[Sheet], last: tuple[int, tuple[float, ...]] | None
) -> int | None:
    """The sheet continued by a fragment without a header: the last one, if columns match."""
    if last is None or len(last[1]) != len(fragment.borders):
        return None
    return last[0]


def _sheet(sheets: list[Sheet], paths: tuple[tuple[str, ...], ...], depth: int, bold: bool) -> int:
    """The number of the sheet with this header, created if missing."""
    key = [squeeze("".join(path)) for path in paths]
    for number, sheet in enumerate(sheets):
        if key == [squeeze("".join(path)) for path in sheet.paths]:
            return number
    empty: list[list[Filled]] = [[] for _ in paths]
    sheets.append(Sheet(paths, depth, empty, bold, merged=[0] * len(paths)))
    return len(sheets) - 1
