"""`rows`: Layout → Assembly. Headers recognised, rows cut by page breaks whole, lines joined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from pipeline.layout.blocks import blocks_of
from pipeline.layout.fragment import Block, Cell, Fragment, Layout
from pipeline.model.geometry import Box
from pipeline.model.profile import Profile
from pipeline.model.strings import squeeze, tidy
from pipeline.store.layers import Layer
from pipeline.tables import cell_texts
from pipeline.tables.columns import LEVELS, UNKNOWN, Columns, columns_of, inherited
from pipeline.tables.headers import Header, HeaderCell, numbers_columns, recognise
from pipeline.tables.line_joins import Lexicon
from pipeline.tables.logical import Assembly, Heading, LogicalTable, Words
from pipeline.tables.row_ids import level_id, level_label, row_key
from pipeline.tables.stitching import OpenRow, Piece, continues, level_goes_on
from pipeline.tables.sums import is_sum
from pipeline.tables.unruled_rows import parted
from pipeline.text.page import Line, PageFacts

NO_SHAPE = -1  # of a table that the profile does not know
_WIDE = 0.6  # of the table's width: a cell this wide that spans columns is a band


@dataclass(frozen=True, slots=True)
class _Text:
    block: Block
    repeated: bool  # printed again at the head of a page
    level: str | None = None


@dataclass(slots=True)
class _Table:
    kind: str
    shape: int
    header: tuple[HeaderCell, ...]
    rows: list[OpenRow]


@dataclass(slots=True)
class _State:
    """What is known while reading on: the only mutable thing of this stage, and it stays in it."""

    profile: Profile
    flow: list[_Text | _Table] = field(default_factory=list)
    columns: dict[int, Columns] = field(default_factory=dict)  # by shape
    last: int | None = None  # the shape of the last table
    table: _Table | None = None  # the one that rows go on with; None after a heading
    header: tuple[HeaderCell, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)  # level → id of its last heading
    levels: dict[str, OpenRow] = field(default_factory=dict)  # level → row in which its cell began
    repeated: set[str] = field(default_factory=set)  # levels whose cell later rows print again
    words: dict[str, int] = field(default_factory=dict)
    layers: list[Layer] = field(default_factory=list)

    def count(self, kind: str, page: int, box: Box, lines: Iterable[Line]) -> None:
        """Words of the lines go to `kind`, and the box to the layer of that name."""
        self.words[kind] = self.words.get(kind, 0) + sum(len(line.text.split()) for line in lines)
        self.layers.append(Layer(page, kind, *box))

    def end_table(self) -> None:
        """What comes next is no more of the table before."""
        self.table = None
        self.levels.clear()


def assemble(layouts: Iterable[Layout], profile: Profile) -> Assembly:
    """The document read through with a profile.

    Each page is let go as soon as it is read; `flow` is made while it is read, and lets go too.
    """
    state = _State(profile)
    pages: list[PageFacts] = []
    for layout in layouts:
        pages.append(layout.facts)
        for item in layout.items:
            if isinstance(item, Fragment):
                _fragment(state, item)
            elif item.kind == "furniture":
                state.count("furniture", item.page, _box(item.lines), item.lines)
            else:
                _block(state, item)
    return _finish(state, tuple(pages))


def _box(lines: Sequence[Line]) -> Box:
    return Box(
        min(line.box.x0 for line in lines),
        min(line.box.top for line in lines),
        max(line.box.x1 for line in lines),
        max(line.box.bottom for line in lines),
    )


def _text(lines: Iterable[Line]) -> str:
    return " ".join(line.text for line in lines)


# ── headings and running text ───────────────────────────────────────────────────────────────────


def _block(state: _State, block: Block, band: bool = False) -> None:
    """A heading ends the table above it, unless it is printed again at the head of a page.

    `band`: the block stands in a merged row of a table.
    """
    for part in _parts(state.profile, block, band):
        level, again = _level_of(state, part, band)
        kind = "heading" if part.kind == "heading" or level else "paragraph"
        state.count(kind, part.page, _box(part.lines), part.lines)
        if kind == "heading" and not again and part.kind != "bullet":
            state.end_table()
        state.flow.append(_Text(part, again, level))


def _level_of(state: _State, part: Block, band: bool) -> tuple[str | None, bool]:
    """The level whose row a block names, and whether it is printed again."""
    text = _text(part.lines)
    if part.kind == "bullet" or (part.kind == "paragraph" and not band):
        found = level_label(state.profile, _bare(text), "bullet")
        return (found[0].role, False) if found else (None, False)
    if part.kind != "heading" and not band:
        return None, False
    found = level_label(state.profile, text, "heading", *(["band"] if band else []))
    if found is None:
        unnumbered = [
            item.role for item in state.profile.containers("band") if item.pattern is None
        ]
        return (unnumbered[0] if band and len(unnumbered) == 1 else None), False
    level, key = found
    again = state.labels.get(level.role) == key
    state.labels[level.role] = key
    return level.role, again


def _bare(text: str) -> str:
    """A list's line without its bullet."""
    return text.lstrip("•●▪■◦○‣⁃·–—- ")


def _parts(profile: Profile, block: Block, band: bool) -> list[Block]:
    """A block whose later lines begin with an id of the plan is as many headings."""
    if block.kind == "contents":  # names what stands elsewhere
        return [Block("paragraph", block.lines)]
    seen = ("heading", "band") if band else ("heading",)
    groups: list[list[Line]] = []
    kinds: list[str] = []
    for line in block.lines:
        listed = block.kind != "heading" and level_label(profile, _bare(line.text), "bullet")
        headed = (
            block.kind != "bullet"
            and level_label(profile, line.text, *seen) is not None
            and (line.bold or block.kind == "heading" or not groups)
        )
        if listed or headed or not groups:
            groups.append([line])
            kinds.append("heading" if headed else "bullet" if listed else block.kind)
        else:
            groups[-1].append(line)
    return [Block(kind, tuple(group)) for kind, group in zip(kinds, groups, strict=True)]


# ── fragments ───────────────────────────────────────────────────────────────────────────────────


def _fragment(state: _State, fragment: Fragment) -> None:
    columns: Columns | None = None
    row, first = 0, True
    by_row = _by_row(fragment)
    while row < len(fragment.rows) - 1:
        cells = [cell for cell in by_row.get(row, []) if cell.lines]
        if not cells:
            row += 1
            continue
        known = columns or _under_way(state, fragment)
        if known is not None and is_sum(_text(cells[0].lines)):
            columns = columns or _going_on(state, fragment, row)
            if columns is not None:
                _sums(state, fragment, columns, row, cells)
                row, first = row + 1, False
                continue
        if _is_band(state.profile, fragment, cells, known):
            _band(state, fragment, cells, columns or known, row)
            row += 1
            continue
        header = (
            recognise(fragment, row, state.profile)
            if _may_be_header(state.profile, cells)
            else None
        )
        if header is not None:
            columns = _header(state, fragment, row, header)
            row += header.rows
            continue
        if known is not None and numbers_columns(by_row[row]):
            for cell in cells:
                state.count("header", fragment.page, cell.box, cell.lines)
            row += 1
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


def _by_row(fragment: Fragment) -> dict[int, list[Cell]]:
    result: dict[int, list[Cell]] = {}
    for cell in fragment.cells:
        result.setdefault(cell.row, []).append(cell)
    return result


def _under_way(state: _State, fragment: Fragment) -> Columns | None:
    """The columns of the table before, where the fragment has as many."""
    last = state.columns.get(state.last) if state.last is not None else None
    return last if last is not None and len(last.borders) == len(fragment.borders) else None


def _is_band(
    profile: Profile, fragment: Fragment, cells: Sequence[Cell], columns: Columns | None
) -> bool:
    """A row that is one cell across the columns, or holds the heading of a level alone."""
    count = len(fragment.borders) - 1
    if count == 1:
        return False
    if len(cells) == 1 and cells[0].columns >= 2:
        cell = cells[0]
        wide = cell.box.x1 - cell.box.x0 > _WIDE * (fragment.box.x1 - fragment.box.x0)
        return cell.columns == count or wide
    if columns is not None and columns.levels:
        return False  # the level has a column of its own
    ordered = sorted(cells, key=lambda cell: cell.column)
    first = _text(ordered[0].lines)
    # No row of a table begins with the id of such a level but its heading.
    alone = level_id(profile, first, "band") is not None and len(cells) > 1
    if len(cells) == 2 and sum(cell.columns for cell in cells) == count > 3:
        joined = f"{first} {_text(ordered[1].lines)}"  # its word stands beside its id and name
        alone = alone or level_label(profile, joined, "band") is not None
    return alone or level_label(profile, first, "band") is not None


def _band(
    state: _State, fragment: Fragment, cells: Sequence[Cell], columns: Columns | None, row: int
) -> None:
    """A band names a level; what it prints in columns of money are sums of that level."""
    ordered = sorted(cells, key=lambda cell: cell.column)
    beside = [cell for cell in ordered[1:] if columns is not None and _has_money(columns, cell)]
    named = [cell for cell in ordered if cell not in beside]
    lines = _heading_lines(state.profile, named)
    for block in blocks_of(lines, lines[0].size):
        _block(state, block, band=True)
    if beside and columns is not None:
        _sums(state, fragment, columns, row, beside)


def _has_money(columns: Columns, cell: Cell) -> bool:
    name = columns.fields[cell.column] if cell.column < len(columns.fields) else ""
    return name.split(" ")[0] in ("amount", "money")


def _heading_lines(profile: Profile, cells: Sequence[Cell]) -> list[Line]:
    """The lines of a merged row: an id in a cell of its own comes first, however the two cells'
    lines are centred; else from top to bottom.
    """
    first = cells[0].lines
    led = level_label(profile, _text(first), "band") is None
    rest = [line for cell in cells[led:] for line in cell.lines]
    rest.sort(key=lambda line: (line.box.top, line.box.x0))
    return [*first, *rest] if led else rest


def _may_be_header(profile: Profile, cells: Sequence[Cell]) -> bool:
    """Quick and generous: rows with the id of a row are none."""
    text = _text(cells[0].lines)
    if any(row_key(profile, kind, text) for kind in ("actions", "activities")):
        return False
    letters = sum(len(squeeze(line.text)) for cell in cells for line in cell.lines)
    return letters <= 2.5 * max(len(shape.header) for shape in profile.tables) + 150


def _header(state: _State, fragment: Fragment, row: int, header: Header) -> Columns:
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
    if header.kind == "principles" and state.table is None:  # the header itself holds names
        _open(state, columns)
    return columns


def _open(state: _State, columns: Columns) -> _Table:
    if state.table is None or state.table.shape != columns.shape:
        header = state.header if columns.shape == state.last else ()
        state.table = _Table(columns.kind, columns.shape, header, [])
        state.flow.append(state.table)
    return state.table


def _going_on(state: _State, fragment: Fragment, row: int) -> Columns | None:
    """The columns of a fragment without a header: those of a table that was begun before."""
    cells = [cell for cell in fragment.cells if cell.row >= row]
    columns = inherited(state.columns.values(), state.last, cells, fragment, state.profile)
    if columns is not None:
        state.last = columns.shape
    return columns


def _unknown(state: _State, fragment: Fragment, row: int) -> None:
    """No table of the profile: a frame around text is text, anything else is kept cell by cell."""
    if len(fragment.borders) == 2:
        lines = [line for cell in fragment.cells for line in cell.lines]
        for block in blocks_of(lines, lines[0].size):
            _block(state, block)
        return
    state.end_table()
    table = _Table("unknown", NO_SHAPE, (), [])
    for start in range(row, len(fragment.rows) - 1):
        cells = [cell for cell in fragment.cells if cell.row == start and cell.lines]
        for cell in cells:
            state.count("cell", fragment.page, cell.box, cell.lines)
        table.rows.append(
            OpenRow(
                {f"{UNKNOWN}{cell.column}": [_piece(fragment, cell)] for cell in cells},
                [(fragment.page, _row_box(fragment, start, start + 1))],
                (),
            )
        )
    state.flow.append(table)


# ── rows ────────────────────────────────────────────────────────────────────────────────────────


def _piece(fragment: Fragment, cell: Cell) -> Piece:
    return Piece(fragment.page, cell.box, cell.lines, cell.shaded)


def _row_box(fragment: Fragment, row: int, end: int) -> Box:
    return Box(fragment.borders[0], fragment.rows[row], fragment.borders[-1], fragment.rows[end])


def _starts_row(profile: Profile, kind: str, text: str) -> bool:
    return row_key(profile, kind, text) is not None


def _group_end(fragment: Fragment, columns: Columns, row: int) -> int:
    """The row after the last one that the id's cell spans."""
    for cell in fragment.cells:
        if cell.column == columns.key and cell.row <= row < cell.row + cell.rows:
            return cell.row + cell.rows
    return row + 1


def _sums(
    state: _State, fragment: Fragment, columns: Columns, row: int, cells: Sequence[Cell]
) -> None:
    """A row of sums: its label, and what stands in the columns."""
    own: dict[str, list[Piece]] = {}
    for cell in sorted(cells, key=lambda cell: cell.column):
        state.count("cell", fragment.page, cell.box, cell.lines)
        name = columns.fields[cell.column]
        labels = "label" not in own and not _has_money(columns, cell)
        own.setdefault("label" if labels else name, []).append(_piece(fragment, cell))
    place = [(fragment.page, _row_box(fragment, row, row + 1))]
    _open(state, columns).rows.append(OpenRow(own, place, (), sums=True))


def _data(
    state: _State, fragment: Fragment, columns: Columns, row: int, end: int, first: bool
) -> None:
    """Rows from `row` up to `end` are one row of the table, or the remainder of the one before."""
    new = _read(state, fragment, columns, row, end)
    table = state.table if state.table is not None and state.table.shape == columns.shape else None
    before = table.rows[-1] if first and table is not None and table.rows else None
    reason = None
    if before is not None and not before.sums and columns.kind != "hierarchy":
        reason = continues(state.profile, columns, before, new)
    _level_cells(state, fragment, columns, row, end, new, first and table is not None)
    if before is None or reason is None:
        _open(state, columns).rows.append(new)
        return
    (page, box), (last_page, last_box) = new.pieces[0], before.pieces[-1]
    foot, head = last_box._replace(top=last_box.bottom), box._replace(bottom=box.top)
    state.layers.append(Layer(last_page, "stitch", *foot))
    state.layers.append(Layer(page, "stitch", *head))
    before.add(new, *reason)


def _read(state: _State, fragment: Fragment, columns: Columns, row: int, end: int) -> OpenRow:
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
        cells[name].append(_piece(fragment, cell))
        if spans and cell.lines:
            shared.append(name)
    return OpenRow(cells, [(fragment.page, _row_box(fragment, row, end))], tuple(shared))


def _level_cells(
    state: _State,
    fragment: Fragment,
    columns: Columns,
    row: int,
    end: int,
    new: OpenRow,
    goes_on: bool,
) -> None:
    """The cells of levels that begin in a row: only where a level begins does its row hold one.

    A merged cell that a page break cuts goes on in the row where it began, wherever its text is
    printed. `goes_on`: the row is the first of a fragment that goes on with a table.
    """
    for name in columns.levels:
        level = state.profile.level(name)
        places = columns.level_columns(name)
        cells = [
            cell
            for place in places
            for cell in fragment.cells
            if cell.column == place and row <= cell.row < end
        ]
        if level is None or not cells:
            continue
        began = state.levels.get(name)
        pieces = [_piece(fragment, cell) for cell in cells if cell.lines]
        text = tidy(" ".join(_text(piece.lines) for piece in pieces))
        before = began.text(name) if began else ""
        if began is not None and goes_on:
            kind = level_goes_on(level, before, text)
            if kind == "more" and name not in state.repeated:  # else of a row that repeats it
                began.cells[name].extend(pieces)
            if kind != "new":
                continue
        elif not text and not _cut_below(fragment, cells):
            continue  # left empty below the one that it repeats
        elif began is not None and text and level_goes_on(level, before, text) == "same":
            state.repeated.add(name)
            continue
        new.cells[name] = pieces
        state.levels[name] = new
        state.repeated.discard(name)
        for narrower in LEVELS[: LEVELS.index(name)]:
            if state.levels.get(narrower) is not new:  # one that begins in this very row goes on
                state.levels.pop(narrower, None)


def _cut_below(fragment: Fragment, cells: Sequence[Cell]) -> bool:
    """Whether merged cells reach the foot of a fragment: their text may stand on the next page."""
    foot = len(fragment.rows) - 1
    return any(_merged(fragment, cell.column) and cell.row + cell.rows >= foot for cell in cells)


def _merged(fragment: Fragment, column: int) -> bool:
    """Whether a column has cells that span rows."""
    return any(cell.rows > 1 for cell in fragment.cells if cell.column == column)


def _finish(state: _State, pages: tuple[PageFacts, ...]) -> Assembly:
    tables = [item for item in state.flow if isinstance(item, _Table)]
    blocks = (item.block for item in state.flow if isinstance(item, _Text))
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


def _flow(items: list[_Text | _Table], words: Lexicon) -> Iterator[Heading | LogicalTable]:
    """Text and tables with their lines joined, in the order of the document.

    What is passed on is let go: a plan of thousands of pages is not held twice.
    """
    items.reverse()
    while items:
        item = items.pop()
        if isinstance(item, _Text):
            yield cell_texts.heading(item.block, item.repeated, item.level, words)
        else:
            yield cell_texts.table(item.kind, item.shape, item.header, item.rows, words)


def _shown(layers: Iterable[Layer], pages: Sequence[PageFacts]) -> tuple[Layer, ...]:
    facts = {page.number: page for page in pages}
    return tuple(
        sorted(Layer(page, kind, *facts[page].shown(Box(*box))) for page, kind, *box in layers)
    )
