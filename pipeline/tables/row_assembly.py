"""`rows`: Layout → Assembly: recognises headers, stitches rows cut by page breaks, joins lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from pipeline.layout.blocks import blocks_of
from pipeline.layout.fragment import Cell, Fragment, Layout
from pipeline.model.geometry import Box
from pipeline.model.profile import Profile
from pipeline.model.strings import squeeze
from pipeline.store.layers import Layer
from pipeline.tables import cell_texts
from pipeline.tables.bands import is_band, take_band, take_sums
from pipeline.tables.columns import UNKNOWN, Columns, columns_of, inherited
from pipeline.tables.headers import Header, numbers_columns, recognise
from pipeline.tables.headers_again import with_headers_parted
from pipeline.tables.level_cells import take_level_cells
from pipeline.tables.line_joins import Lexicon
from pipeline.tables.logical import Assembly, Heading, LogicalTable, Words
from pipeline.tables.progress import OpenTable, Progress, TextPart, lines_text, piece_of, row_box
from pipeline.tables.row_ids import row_key
from pipeline.tables.stitching import OpenRow, Piece, continues
from pipeline.tables.sums import is_sum
from pipeline.tables.text_blocks import take_block
from pipeline.tables.thresholds import TABLES
from pipeline.tables.unruled_rows import parted
from pipeline.text.page import PageFacts

NO_SHAPE = -1  # index of a table that is not in the profile


def assemble(layouts: Iterable[Layout], profile: Profile) -> Assembly:
    """The document interpreted with a profile.

    Pages are released as soon as they are consumed; `flow` is lazy and releases its items too.
    """
    state = Progress(profile)
    pages: list[PageFacts] = []
    for layout in with_headers_parted(layouts):
        pages.append(layout.facts)
        for item in layout.items:
            if isinstance(item, Fragment):
                _fragment(state, item)
            elif item.kind == "furniture":
                state.count(
                    "furniture", item.page, Box.around(line.box for line in item.lines), item.lines
                )
            else:
                take_block(state, item)
    return _finish(state, tuple(pages))


# ── fragments ───────────────────────────────────────────────────────────────────────────────────


def _fragment(state: Progress, fragment: Fragment) -> None:
    columns: Columns | None = None
    row, first = 0, True
    by_row = _by_row(fragment)
    while row < len(fragment.rows) - 1:
        cells = [cell for cell in by_row.get(row, []) if cell.lines]
        taken = _take_sums_or_band(state, fragment, by_row, row, columns) if cells else 1
        header = None
        if not taken and _may_be_header(state.profile, cells):
            header = recognise(fragment, row, state.profile)
        if header is not None:
            columns = _header(state, fragment, row, header)
            taken = header.rows
        if taken:
            row += taken
            continue
        columns = columns or _going_on(state, fragment, row)
        if columns is None:
            _unknown(state, fragment, row)
            return
        starts = partial(_starts_row, state.profile, columns.kind)
        found = parted(fragment, row, columns.key, starts)
        if found is not fragment:
            fragment, by_row = found, _by_row(found)
        end = _group_end(fragment, columns, row)
        _data(state, fragment, columns, row, end, first)
        first = False
        row = end


def _take_sums_or_band(
    state: Progress,
    fragment: Fragment,
    by_row: Mapping[int, Sequence[Cell]],
    row: int,
    columns: Columns | None,
) -> int:
    """Take a row of sums, a band or a row with column numbers; return the number of rows taken, 0
    for any other row.
    """
    cells = [cell for cell in by_row[row] if cell.lines]
    known = columns or _open_columns(state, fragment)
    if known is not None and is_sum(lines_text(cells[0].lines)):
        under = columns or _going_on(state, fragment, row)
        if under is not None:
            take_sums(state, fragment, under, row, cells)
            return 1
    if is_band(state.profile, fragment, cells, known):
        take_band(state, fragment, cells, known, row)
        return 1
    if known is not None and numbers_columns(by_row[row]):
        for cell in cells:
            state.count("header", fragment.page, cell.box, cell.lines)
        return 1
    return 0


def _by_row(fragment: Fragment) -> dict[int, list[Cell]]:
    result: dict[int, list[Cell]] = {}
    for cell in fragment.cells:
        result.setdefault(cell.row, []).append(cell)
    return result


def _open_columns(state: Progress, fragment: Fragment) -> Columns | None:
    """The columns of the table before, where the fragment has the same number."""
    last = state.columns.get(state.last) if state.last is not None else None
    return last if last is not None and len(last.borders) == len(fragment.borders) else None


def _may_be_header(profile: Profile, cells: Sequence[Cell]) -> bool:
    """A cheap pre-check with false positives, which excludes rows with an id."""
    text = lines_text(cells[0].lines)
    if any(row_key(profile, kind, text) for kind in ("actions", "activities")):
        return False
    letters = sum(len(squeeze(line.text)) for cell in cells for line in cell.lines)
    longest = max(len(shape.header) for shape in profile.tables)
    return letters <= TABLES.headers.times * longest + TABLES.headers.letters


def _header(state: Progress, fragment: Fragment, row: int, header: Header) -> Columns:
    for cell in fragment.cells:
        if row <= cell.row < row + header.rows and cell.lines:
            state.count("header", fragment.page, cell.box, cell.lines)
    shape = state.profile.tables[header.shape]
    found = [cell.field for cell in header.columns]
    columns = columns_of(shape, header.shape, found, fragment)
    state.columns[header.shape] = columns
    if state.table is not None and state.table.shape != header.shape:
        state.end_table()
    state.last = header.shape
    state.header = header.columns
    if header.kind == "principles" and state.table is None:  # the header itself contains names
        state.open_table(columns)
    return columns


def _going_on(state: Progress, fragment: Fragment, row: int) -> Columns | None:
    """The columns of a fragment without a header, from an earlier table."""
    cells = [cell for cell in fragment.cells if cell.row >= row]
    columns = inherited(state.columns.values(), state.last, cells, fragment, state.profile)
    if columns is not None:
        state.last = columns.shape
    return columns


def _unknown(state: Progress, fragment: Fragment, row: int) -> None:
    """Take a table that is not in the profile: a frame around text as text, others cell by cell."""
    if len(fragment.borders) == 2:
        lines = [line for cell in fragment.cells for line in cell.lines]
        for block in blocks_of(lines, lines[0].size):
            take_block(state, block)
        return
    state.end_table()
    table = OpenTable("unknown", NO_SHAPE, (), [])
    for start in range(row, len(fragment.rows) - 1):
        cells = [cell for cell in fragment.cells if cell.row == start and cell.lines]
        for cell in cells:
            state.count("cell", fragment.page, cell.box, cell.lines)
        table.rows.append(
            OpenRow(
                {f"{UNKNOWN}{cell.column}": [piece_of(fragment, cell)] for cell in cells},
                [(fragment.page, row_box(fragment, start, start + 1))],
                (),
            )
        )
    state.flow.append(table)


# ── rows ────────────────────────────────────────────────────────────────────────────────────────


def _starts_row(profile: Profile, kind: str, text: str) -> bool:
    return row_key(profile, kind, text) is not None


def _group_end(fragment: Fragment, columns: Columns, row: int) -> int:
    """The index after the last row that the id's cell spans."""
    for cell in fragment.cells:
        if cell.column == columns.key and cell.row <= row < cell.row + cell.rows:
            return cell.row + cell.rows
    return row + 1


def _data(
    state: Progress, fragment: Fragment, columns: Columns, row: int, end: int, first: bool
) -> None:
    """Take the rows from `row` up to `end` as a row of the table or the remainder of the previous
    one.
    """
    new = _read(state, fragment, columns, row, end)
    table = state.table if state.table is not None and state.table.shape == columns.shape else None
    before = table.rows[-1] if first and table is not None and table.rows else None
    reason = None
    if before is not None and not before.sums and columns.kind != "hierarchy":
        reason = continues(state.profile, columns, before, new)
    take_level_cells(state, fragment, columns, row, end, new, first and table is not None)
    if before is None or reason is None:
        state.open_table(columns).rows.append(new)
        return
    (page, box), (last_page, last_box) = new.pieces[0], before.pieces[-1]
    foot, head = last_box._replace(top=last_box.bottom), box._replace(bottom=box.top)
    state.layers.append(Layer(last_page, "stitch", *foot))
    state.layers.append(Layer(page, "stitch", *head))
    before.add(new, reason)


def _read(state: Progress, fragment: Fragment, columns: Columns, row: int, end: int) -> OpenRow:
    cells: dict[str, list[Piece]] = {name: [] for name in columns.fields}
    shared: list[str] = []
    for cell in fragment.cells:
        begins, spans = row <= cell.row < end, cell.row < row < cell.row + cell.rows
        name = columns.fields[cell.column]
        if begins and cell.lines:
            state.count("cell", fragment.page, cell.box, cell.lines)
        if columns.of_level(name) or not (begins or (spans and cell.column != columns.key)):
            continue
        if spans and name.startswith(UNKNOWN):
            continue
        cells[name].append(piece_of(fragment, cell))
        if spans and cell.lines:
            shared.append(name)
    return OpenRow(cells, [(fragment.page, row_box(fragment, row, end))], tuple(shared))


def _finish(state: Progress, pages: tuple[PageFacts, ...]) -> Assembly:
    tables = [item for item in state.flow if isinstance(item, OpenTable)]
    blocks = (item.block for item in state.flow if isinstance(item, TextPart))
    words = cell_texts.words_of((row for table in tables for row in table.rows), blocks)
    counted = dict(state.words)
    unplaced = sum(page.words for page in pages) - sum(counted.values())
    counted["unaccounted"] = counted.get("unaccounted", 0) + unplaced
    names = ("cell", "header", "heading", "paragraph", "furniture", "unaccounted")
    found = sum(len(table.rows) for table in tables)
    return Assembly(
        _flow(state.flow, words),
        found,
        Words(*(counted.get(name, 0) for name in names)),
        _shown(state.layers, pages),
        pages,
    )


def _flow(items: list[TextPart | OpenTable], words: Lexicon) -> Iterator[Heading | LogicalTable]:
    """Text and tables with joined lines, in the order of the document.

    Items are released as they are yielded, so that long plans are not in memory twice.
    """
    items.reverse()
    while items:
        item = items.pop()
        if isinstance(item, TextPart):
            yield cell_texts.heading(item.block, item.repeated, item.level, words)
        else:
            yield cell_texts.table(item.kind, item.shape, item.header, item.rows, words)


def _shown(layers: Iterable[Layer], pages: Sequence[PageFacts]) -> tuple[Layer, ...]:
    facts = {page.number: page for page in pages}
    return tuple(
        sorted(Layer(page, kind, *facts[page].shown(Box(*box))) for page, kind, *box in layers)
    )
