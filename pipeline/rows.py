"""`rows`: Layout → Assembly. Headers recognised, rows cut by page breaks whole, lines joined."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline import values
from pipeline.blocks import blocks_of
from pipeline.headers import Header, HeaderCell, recognise
from pipeline.joining import Join, Lexicon, Measure, join, lexicon, measure, text_of
from pipeline.layers import Layer
from pipeline.logical import (
    Assembly,
    Heading,
    Leftover,
    LogicalCell,
    LogicalRow,
    LogicalTable,
    Stitch,
    Words,
)
from pipeline.model import Block, Box, Cell, Fragment, Layout, Line, PageFacts
from pipeline.profile import FIELDS, Profile
from pipeline.text import squeeze, tidy

_KEYS = {"actions": "action", "activities": "activity", "principles": "priority"}
# Running text has no column to fill: how full its lines are says nothing about its words.
_UNBOUNDED = Box(-1e6, 0.0, 1e6, 0.0)
_NEAR = 0.02  # of the table's width: columns of one table on two pages differ by no more


@dataclass(slots=True)
class _Piece:
    page: int
    box: Box
    lines: tuple[Line, ...]


@dataclass(slots=True)
class _Row:
    cells: dict[str, list[_Piece]]
    pieces: list[tuple[int, Box]]
    stitches: list[Stitch] = field(default_factory=list)
    shared: tuple[str, ...] = ()

    def text(self, name: str) -> str:
        return tidy(
            " ".join(line.text for piece in self.cells.get(name, []) for line in piece.lines)
        )


@dataclass(slots=True)
class _Columns:
    """Which field stands in which column, as the last header said."""

    kind: str
    fields: tuple[str | None, ...]
    borders: tuple[float, ...]


@dataclass(slots=True)
class _Table:
    kind: str
    header: tuple[HeaderCell, ...]
    rows: list[_Row]


@dataclass(slots=True)
class _State:
    """What is known while reading on: the only mutable thing of this stage, and it stays in it."""

    profile: Profile
    flow: list[Block | _Table] = field(default_factory=list)
    repeated: set[int] = field(default_factory=set)  # id() of blocks that are printed again
    columns: dict[str, _Columns] = field(default_factory=dict)
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


def assemble(layouts: Sequence[Layout], profile: Profile) -> Assembly:
    """The document read through with a profile. No table of it found: `flow` holds none."""
    state = _State(profile)
    total = 0
    for layout in layouts:
        total += layout.facts.words
        for item in layout.items:
            if isinstance(item, Fragment):
                _fragment(state, item)
            elif item.kind == "furniture":
                state.count("furniture", item.page, _box(item.lines), item.lines)
            else:
                _block(state, item)
    return _finish(state, total, tuple(layout.facts for layout in layouts))


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
        found = (
            _label(state.profile, " ".join(line.text for line in part.lines))
            if part.kind == "heading"
            else None
        )
        again = found is not None and state.labels.get(found[0]) == found[1]
        state.count(
            "heading" if part.kind == "heading" else "paragraph",
            part.page,
            _box(part.lines),
            part.lines,
        )
        if again:
            state.repeated.add(id(part))
        elif part.kind == "heading":
            state.table = None
            if found is not None:
                state.labels[found[0]] = found[1]
        state.flow.append(part)


def _parts(profile: Profile, block: Block) -> list[Block]:
    """A block whose later lines begin with an id of the plan is as many headings."""
    if block.kind == "bullet":
        return [block]
    groups: list[list[Line]] = []
    labelled: list[bool] = []
    for line in block.lines:
        starts = _label(profile, line.text) is not None and (
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


def _label(profile: Profile, text: str) -> tuple[str, str] | None:
    """The letters and the id with which a heading of a priority or a direction begins."""
    for kind in ("direction", "priority"):
        letters = profile.ids[kind]
        found = values.label(letters, text, values.DEPTH[kind])
        if found and found[1] < len(text.rstrip()):
            return letters, found[0]
    return None


# ── fragments ───────────────────────────────────────────────────────────────────────────────────


def _fragment(state: _State, fragment: Fragment) -> None:
    columns: _Columns | None = None
    by_row: dict[int, list[Cell]] = {}
    for cell in fragment.cells:
        by_row.setdefault(cell.row, []).append(cell)
    row, first, height = 0, True, len(fragment.rows) - 1
    while row < height:
        cells = [cell for cell in by_row.get(row, []) if cell.lines]
        if not cells:
            row += 1
            continue
        if _is_merged(state.profile, fragment, cells):
            # an id in a cell of its own comes first, however its lines are centred beside the name
            ordered = sorted(cells, key=lambda cell: cell.column)
            lines = [line for cell in ordered for line in cell.lines]
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
        columns = columns or _inherited(state, fragment, by_row, row)
        if columns is None:
            _unknown(state, fragment, row)
            return
        end = _group_end(fragment, columns, row)
        _data(state, fragment, columns, row, end, first)
        first = False
        row = end


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
    if len(cells) > 2:
        return False
    ordered = sorted(cells, key=lambda cell: cell.column)
    text = " ".join(line.text for cell in ordered for line in cell.lines)
    found = _label(profile, text)
    if found is None or found[0] != profile.ids["direction"]:
        return False
    first = " ".join(line.text for line in ordered[0].lines)
    alone = values.canonical(profile.ids["direction"], first, values.DEPTH["direction"])
    return len(cells) == 1 or alone is not None or sum(cell.columns for cell in cells) == count


def _may_be_header(profile: Profile, cells: Sequence[Cell]) -> bool:
    """Quick and generous: rows with the id of an action or an activity are none."""
    for cell in cells[:1]:
        text = " ".join(line.text for line in cell.lines)
        for kind in ("action", "activity"):
            if values.canonical(profile.ids[kind], text, values.DEPTH[kind]):
                return False
    letters = sum(len(squeeze(line.text)) for cell in cells for line in cell.lines)
    return letters <= 2.5 * max(len(shape.header) for shape in profile.tables) + 150


def _header(state: _State, fragment: Fragment, row: int, header: Header) -> _Columns:
    for cell in fragment.cells:
        if row <= cell.row < row + header.rows and cell.lines:
            state.count("header", fragment.page, cell.box, cell.lines)
    columns = _Columns(header.kind, tuple(cell.field for cell in header.columns), fragment.borders)
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


def _inherited(
    state: _State, fragment: Fragment, by_row: dict[int, list[Cell]], row: int
) -> _Columns | None:
    """The columns of a table that was begun before: where they fit and the ids are of its kind."""
    order = sorted(state.columns.values(), key=lambda columns: columns.kind != state.last_kind)
    for known in order:
        fitted = _fitted(known, fragment)
        if fitted is None:
            continue
        place = (
            fitted.fields.index(FIELDS[known.kind][0])
            if FIELDS[known.kind][0] in fitted.fields
            else None
        )
        ids = [
            " ".join(line.text for line in cell.lines)
            for number, cells in by_row.items()
            if number >= row
            for cell in cells
            if cell.column == place and cell.lines
        ]
        if not ids or any(_is_key(state.profile, known.kind, text) for text in ids):
            state.last_kind = known.kind
            return fitted
        if len(ids) == 1 and state.last_kind == known.kind:  # an id cut in two by the page break
            return fitted
    return None


def _is_key(profile: Profile, kind: str, text: str) -> bool:
    own = _KEYS[kind]
    letters, depth = profile.ids[own], values.DEPTH[own]
    if kind == "principles":
        return values.label(letters, text, depth) is not None
    return _key(profile, kind, text) is not None


def _key(profile: Profile, kind: str, text: str) -> str | None:
    """The id of a row, its lines joined by a blank or by nothing."""
    letters, depth = profile.ids[_KEYS[kind]], values.DEPTH[_KEYS[kind]]
    if kind == "principles":
        found = values.label(letters, text, depth)
        return found[0] if found else None
    return values.canonical(letters, text, depth) or values.canonical(
        letters, text.replace(" ", ""), depth
    )


def _fitted(known: _Columns, fragment: Fragment) -> _Columns | None:
    borders, width = fragment.borders, known.borders[-1] - known.borders[0]
    if len(borders) == len(known.borders):
        return _Columns(known.kind, known.fields, borders)
    near = max(_NEAR * width, 6.0)
    if borders[0] < known.borders[0] - near or borders[-1] > known.borders[-1] + near:
        return None
    fields: list[str | None] = []
    for left, right in itertools.pairwise(borders):
        own = [
            place
            for place, (a, b) in enumerate(zip(known.borders, known.borders[1:], strict=False))
            if abs(a - left) <= near and abs(b - right) <= near
        ]
        if not own:
            return None
        fields.append(known.fields[own[0]])
    return _Columns(known.kind, tuple(fields), borders)


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


def _group_end(fragment: Fragment, columns: _Columns, row: int) -> int:
    """The row after the last one that the id's cell spans."""
    key = FIELDS[columns.kind][0]
    place = columns.fields.index(key) if key in columns.fields else None
    for cell in fragment.cells:
        if cell.column == place and cell.row <= row < cell.row + cell.rows:
            return cell.row + cell.rows
    return row + 1


def _data(
    state: _State, fragment: Fragment, columns: _Columns, row: int, end: int, first: bool
) -> None:
    cells: dict[str, list[_Piece]] = {name: [] for name in columns.fields if name}
    shared: list[str] = []
    key = FIELDS[columns.kind][0]
    for cell in sorted(fragment.cells, key=lambda item: (item.row, item.column)):
        begins = row <= cell.row < end
        spans = cell.row < row < cell.row + cell.rows
        if not begins and not spans:
            continue
        name = columns.fields[cell.column]
        if begins and cell.lines:
            if name is None:
                _leave(state, fragment.page, cell)
                continue
            state.count("cell", fragment.page, cell.box, cell.lines)
        if name is None or (spans and name == key):
            continue
        cells[name].append(_Piece(fragment.page, cell.box, cell.lines))
        if spans and cell.lines:
            shared.append(name)
    borders = fragment.borders
    box = Box(borders[0], fragment.rows[row], borders[-1], fragment.rows[end])
    new = _Row(cells, [(fragment.page, box)], [], tuple(shared))
    table = state.table if state.table is not None and state.table.kind == columns.kind else None
    before = table.rows[-1] if first and table is not None and table.rows else None
    reason = _continues(state.profile, columns.kind, before, new) if before is not None else None
    if before is not None and reason is not None:
        _stitch(state, before, new, *reason)
    else:
        _open(state, columns.kind).rows.append(new)


def _continues(profile: Profile, kind: str, before: _Row, new: _Row) -> tuple[str, float] | None:
    """Why a row that comes first on its page is the remainder of the one before it, or None."""
    key = FIELDS[kind][0]
    above, below = before.text(key), new.text(key)
    if not below:
        return "it comes first on its page and has no id", 0.97
    if not above:
        return "the row before it has no id, this one has", 0.85
    if kind == "principles":
        return (
            None if _is_key(profile, kind, below) else ("its first cell goes on without an id", 0.9)
        )
    if _key(profile, kind, above) is None and _key(profile, kind, f"{above} {below}") is not None:
        return "its id is cut by the page break", 0.95
    return None


def _stitch(state: _State, before: _Row, new: _Row, reason: str, confidence: float) -> None:
    page, box = new.pieces[0]
    remainder = " | ".join(text for name in new.cells if (text := new.text(name)))
    for name, pieces in new.cells.items():
        before.cells.setdefault(name, []).extend(pieces)
    before.pieces.extend(new.pieces)
    before.stitches.append(Stitch(page, remainder, reason, confidence))
    last_page, last_box = before.pieces[-2]
    state.layers.append(
        Layer(last_page, "stitch", last_box.x0, last_box.bottom, last_box.x1, last_box.bottom)
    )
    state.layers.append(Layer(page, "stitch", box.x0, box.top, box.x1, box.top))


# ── lines joined ────────────────────────────────────────────────────────────────────────────────


def _finish(state: _State, total: int, pages: tuple[PageFacts, ...]) -> Assembly:
    tables = [item for item in state.flow if isinstance(item, _Table)]
    words = lexicon(
        [
            *(
                _measured([(piece.box, piece.lines) for piece in pieces])
                for table in tables
                for row in table.rows
                for pieces in row.cells.values()
            ),
            *(
                _measured([(_UNBOUNDED, item.lines)])
                for item in state.flow
                if isinstance(item, Block)
            ),
        ]
    )
    flow: list[Heading | LogicalTable] = []
    for item in state.flow:
        if isinstance(item, Block):
            joins = _joins([(_UNBOUNDED, item.lines)], words)
            flow.append(Heading(item, joins, id(item) in state.repeated))
        else:
            flow.append(_table(item, words))
    counted = dict(state.words)
    known = sum(counted.values())
    counted["unaccounted"] = counted.get("unaccounted", 0) + total - known
    names = ("cell", "header", "heading", "paragraph", "furniture", "unaccounted")
    return Assembly(
        tuple(flow),
        tuple(state.leftovers),
        Words(*(counted.get(name, 0) for name in names)),
        _shown(state.layers, pages),
        pages,
    )


def _shown(layers: Iterable[Layer], pages: Sequence[PageFacts]) -> tuple[Layer, ...]:
    facts = {page.number: page for page in pages}
    return tuple(
        sorted(Layer(page, kind, *facts[page].shown(Box(*box))) for page, kind, *box in layers)
    )


def _table(table: _Table, words: Lexicon) -> LogicalTable:
    header = tuple((cell, _joins([(cell.box, cell.lines)], words)) for cell in table.header)
    rows = tuple(
        LogicalRow(
            tuple(_cell(name, pieces, words) for name, pieces in row.cells.items()),
            tuple(row.pieces),
            tuple(row.stitches),
            row.shared,
        )
        for row in table.rows
    )
    return LogicalTable(table.kind, header, rows)


def _cell(name: str, pieces: Sequence[_Piece], words: Lexicon) -> LogicalCell:
    joins = _joins([(piece.box, piece.lines) for piece in pieces], words)
    lines = tuple(line for piece in pieces for line in piece.lines)
    return LogicalCell(name, lines, joins, tuple((piece.page, piece.box) for piece in pieces))


def _measured(pieces: Sequence[tuple[Box, Sequence[Line]]]) -> list[tuple[Line, Measure]]:
    return [(line, measure(box, lines)) for box, lines in pieces for line in lines]


def _joins(pieces: Sequence[tuple[Box, Sequence[Line]]], words: Lexicon) -> tuple[Join, ...]:
    placed = _measured(pieces)
    return tuple(
        join(line, after, room, words) for (line, room), (after, _) in itertools.pairwise(placed)
    )


# ── bare tables ─────────────────────────────────────────────────────────────────────────────────


def fragment_lexicon(layouts: Sequence[Layout]) -> Lexicon:
    """The words of a document whose tables nobody knows: for joining the lines of their cells."""
    return lexicon(
        [
            _measured([(cell.box, cell.lines)])
            for layout in layouts
            for item in layout.items
            if isinstance(item, Fragment)
            for cell in item.cells
        ]
        + [
            _measured([(_UNBOUNDED, item.lines)])
            for layout in layouts
            for item in layout.items
            if isinstance(item, Block)
        ]
    )


def texts(fragment: Fragment, words: Lexicon) -> list[list[str | None]]:
    """The texts of a fragment's cells, row by row; None where a merged cell goes on."""
    grid: list[list[str | None]] = [[None] * (len(fragment.borders) - 1) for _ in fragment.rows[1:]]
    for cell in fragment.cells:
        glues = tuple(join.glue for join in _joins([(cell.box, cell.lines)], words))
        grid[cell.row][cell.column] = tidy(text_of(cell.lines, glues))
    return grid
