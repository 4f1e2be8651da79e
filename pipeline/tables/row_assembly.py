"""`rows`: Layout → Assembly. Headers recognised, rows cut by page breaks whole, lines joined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from pipeline.layout.blocks import blocks_of
from pipeline.layout.fragment import Block, Cell, Fragment, Layout
from pipeline.model import values
from pipeline.model.geometry import Box
from pipeline.model.profile import Profile
from pipeline.model.strings import squeeze, tidy
from pipeline.store.layers import Layer
from pipeline.tables import cell_texts
from pipeline.tables.columns import Columns, inherited
from pipeline.tables.headers import Header, HeaderCell, recognise
from pipeline.tables.line_joins import Lexicon
from pipeline.tables.logical import Assembly, Heading, Leftover, LogicalTable, Words
from pipeline.tables.row_ids import heading_label, row_key
from pipeline.tables.stitching import OpenRow, Piece, continues
from pipeline.tables.unruled_rows import parted
from pipeline.text.page import Line, PageFacts


@dataclass(frozen=True, slots=True)
class _Text:
    block: Block
    repeated: bool  # printed again at the head of a page


@dataclass(slots=True)
class _Table:
    kind: str
    header: tuple[HeaderCell, ...]
    rows: list[OpenRow]


@dataclass(slots=True)
class _State:
    """What is known while reading on: the only mutable thing of this stage, and it stays in it."""

    profile: Profile
    flow: list[_Text | _Table] = field(default_factory=list)
    columns: dict[str, Columns] = field(default_factory=dict)
    last_kind: str | None = None
    table: _Table | None = None  # the one that rows go on with; None after a heading
    header: tuple[HeaderCell, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)  # letters → id of the last heading
    leftovers: list[Leftover] = field(default_factory=list)
    words: dict[str, int] = field(default_factory=dict)
    layers: list[Layer] = field(default_factory=list)

    def count(self, kind: str, page: int, box: Box, lines: Iterable[Line]) -> None:
        """Words of the lines go to `kind`, and the box to the layer of that name."""
        self.words[kind] = self.words.get(kind, 0) + sum(len(line.text.split()) for line in lines)
        self.layers.append(Layer(page, kind, *box))


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


# ── headings and running text ───────────────────────────────────────────────────────────────────


def _block(state: _State, block: Block) -> None:
    """A heading ends the table above it, unless it is printed again at the head of a page."""
    for part in _parts(state.profile, block):
        text = " ".join(line.text for line in part.lines)
        found = heading_label(state.profile, text) if part.kind == "heading" else None
        again = found is not None and state.labels.get(found[0]) == found[1]
        kind = "heading" if part.kind == "heading" else "paragraph"
        state.count(kind, part.page, _box(part.lines), part.lines)
        if part.kind == "heading" and not again:
            state.table = None
            if found is not None:
                state.labels[found[0]] = found[1]
        state.flow.append(_Text(part, again))


def _parts(profile: Profile, block: Block) -> list[Block]:
    """A block whose later lines begin with an id of the plan is as many headings."""
    if block.kind == "bullet":
        return [block]
    if block.kind == "contents":  # names what stands elsewhere
        return [Block("paragraph", block.lines)]
    groups: list[list[Line]] = []
    labelled: list[bool] = []
    for line in block.lines:
        starts = heading_label(profile, line.text) is not None and (
            line.bold or block.kind == "heading" or not groups
        )
        if starts or not groups:
            groups.append([line])
            labelled.append(starts)
        else:
            groups[-1].append(line)
    return [
        Block("heading" if own else block.kind, tuple(group))
        for group, own in zip(groups, labelled, strict=True)
    ]


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
        if _is_merged(state.profile, fragment, cells):
            lines = _heading_lines(state.profile, cells)
            for block in blocks_of(lines, lines[0].size):
                _block(state, block)
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
        columns = columns or _going_on(state, fragment, row)
        if columns is None:
            _unknown(state, fragment, row)
            return
        kind = columns.kind
        found = parted(fragment, row, columns.key, partial(_starts_row, state.profile, kind))
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


def _is_merged(profile: Profile, fragment: Fragment, cells: Sequence[Cell]) -> bool:
    """A row that is one cell across the columns, or holds the heading of a direction alone."""
    count = len(fragment.borders) - 1
    if count == 1:
        return False
    if len(cells) == 1 and cells[0].columns >= 2:
        cell = cells[0]
        return cell.columns == count or cell.box.x1 - cell.box.x0 > 0.6 * (
            fragment.box.x1 - fragment.box.x0
        )
    ordered = sorted(cells, key=lambda cell: cell.column)
    first = " ".join(line.text for line in ordered[0].lines)
    # No row of a table begins with the id of a direction but its heading.
    alone = values.canonical(profile.ids["direction"], first, values.DEPTH["direction"])
    return _is_direction(profile, first) or (alone is not None and len(cells) > 1)


def _heading_lines(profile: Profile, cells: Sequence[Cell]) -> list[Line]:
    """The lines of a merged row: an id in a cell of its own comes first, however the two cells'
    lines are centred; else from top to bottom.
    """
    ordered = sorted(cells, key=lambda cell: cell.column)
    first = ordered[0].lines
    led = not _is_direction(profile, " ".join(line.text for line in first))
    rest = [line for cell in ordered[led:] for line in cell.lines]
    rest.sort(key=lambda line: (line.box.top, line.box.x0))
    return [*first, *rest] if led else rest


def _is_direction(profile: Profile, text: str) -> bool:
    """Whether the text is the heading of a direction: its id, and a name after it."""
    found = heading_label(profile, text)
    return found is not None and found[0] == profile.ids["direction"]


def _may_be_header(profile: Profile, cells: Sequence[Cell]) -> bool:
    """Quick and generous: rows with the id of an action or an activity are none."""
    for cell in cells[:1]:
        text = " ".join(line.text for line in cell.lines)
        for kind in ("action", "activity"):
            if values.canonical(profile.ids[kind], text, values.DEPTH[kind]):
                return False
    letters = sum(len(squeeze(line.text)) for cell in cells for line in cell.lines)
    return letters <= 2.5 * max(len(shape.header) for shape in profile.tables) + 150


def _header(state: _State, fragment: Fragment, row: int, header: Header) -> Columns:
    for cell in fragment.cells:
        if row <= cell.row < row + header.rows and cell.lines:
            state.count("header", fragment.page, cell.box, cell.lines)
    columns = Columns(header.kind, tuple(cell.field for cell in header.columns), fragment.borders)
    state.columns[header.kind] = columns
    if state.table is not None and state.table.kind != header.kind:
        state.table = None
    state.last_kind = header.kind
    state.header = header.columns
    if header.kind == "principles" and state.table is None:  # the header itself holds names
        _open(state, header.kind)
    return columns


def _open(state: _State, kind: str) -> _Table:
    if state.table is None or state.table.kind != kind:
        state.table = _Table(kind, state.header if kind == state.last_kind else (), [])
        state.flow.append(state.table)
    return state.table


def _going_on(state: _State, fragment: Fragment, row: int) -> Columns | None:
    """The columns of a fragment without a header: those of a table that was begun before."""
    cells = [cell for cell in fragment.cells if cell.row >= row]
    columns = inherited(state.columns.values(), state.last_kind, cells, fragment, state.profile)
    if columns is not None:
        state.last_kind = columns.kind
    return columns


def _unknown(state: _State, fragment: Fragment, row: int) -> None:
    """No column of the profile: a frame around text is text, anything else is left over."""
    if len(fragment.borders) == 2:
        lines = [line for cell in fragment.cells for line in cell.lines]
        for block in blocks_of(lines, lines[0].size):
            _block(state, block)
        return
    for cell in fragment.cells:
        if cell.row >= row and cell.lines:
            _leave(state, fragment.page, cell)


def _leave(state: _State, page: int, cell: Cell) -> None:
    state.count("unaccounted", page, cell.box, cell.lines)
    state.leftovers.append(
        Leftover(page, cell.box, tidy(" ".join(line.text for line in cell.lines)))
    )


# ── rows ────────────────────────────────────────────────────────────────────────────────────────


def _starts_row(profile: Profile, kind: str, text: str) -> bool:
    return row_key(profile, kind, text) is not None


def _group_end(fragment: Fragment, columns: Columns, row: int) -> int:
    """The row after the last one that the id's cell spans."""
    for cell in fragment.cells:
        if cell.column == columns.key and cell.row <= row < cell.row + cell.rows:
            return cell.row + cell.rows
    return row + 1


def _data(
    state: _State, fragment: Fragment, columns: Columns, row: int, end: int, first: bool
) -> None:
    """Rows from `row` up to `end` are one row of the table, or the remainder of the one before."""
    new = _read(state, fragment, columns, row, end)
    table = state.table if state.table is not None and state.table.kind == columns.kind else None
    before = table.rows[-1] if first and table is not None and table.rows else None
    reason = continues(state.profile, columns.kind, before, new) if before is not None else None
    if before is None or reason is None:
        _open(state, columns.kind).rows.append(new)
        return
    (page, box), (last_page, last_box) = new.pieces[0], before.pieces[-1]
    foot, head = last_box._replace(top=last_box.bottom), box._replace(bottom=box.top)
    state.layers.append(Layer(last_page, "stitch", *foot))
    state.layers.append(Layer(page, "stitch", *head))
    before.add(new, *reason)


def _read(state: _State, fragment: Fragment, columns: Columns, row: int, end: int) -> OpenRow:
    cells: dict[str, list[Piece]] = {name: [] for name in columns.fields if name}
    shared: list[str] = []
    for cell in fragment.cells:
        begins, spans = row <= cell.row < end, cell.row < row < cell.row + cell.rows
        name = columns.fields[cell.column]
        if begins and cell.lines and name is None:
            _leave(state, fragment.page, cell)
        elif begins and cell.lines:
            state.count("cell", fragment.page, cell.box, cell.lines)
        if name is None or not (begins or (spans and cell.column != columns.key)):
            continue
        cells[name].append(Piece(fragment.page, cell.box, cell.lines))
        if spans and cell.lines:
            shared.append(name)
    borders = fragment.borders
    box = Box(borders[0], fragment.rows[row], borders[-1], fragment.rows[end])
    return OpenRow(cells, [(fragment.page, box)], tuple(shared))


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
        tuple(state.leftovers),
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
            yield cell_texts.heading(item.block, item.repeated, words)
        else:
            yield cell_texts.table(item.kind, item.header, item.rows, words)


def _shown(layers: Iterable[Layer], pages: Sequence[PageFacts]) -> tuple[Layer, ...]:
    facts = {page.number: page for page in pages}
    return tuple(
        sorted(Layer(page, kind, *facts[page].shown(Box(*box))) for page, kind, *box in layers)
    )
