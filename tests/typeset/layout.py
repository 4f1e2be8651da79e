"""Blocks to pages: what stands where. Coordinates in points, origin at the lower left."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from tests.typeset.matter import Block, Cell, Item, TableMatter, TableRow, Text
from tests.typeset.parts import Column, Part, middled, split_at, split_counts
from tests.typeset.style import PAPER, Cut, Style
from tests.typeset.wrap import Face, Line, face, wrap


@dataclass(frozen=True)
class Print:
    """A line of text, at its baseline."""

    x: float
    y: float
    line: Line
    face: Face
    stretch: float = 0.0  # added to each blank
    underlined: bool = False
    turn: int = 0  # 90: the text runs up the page from there; 270: down


@dataclass(frozen=True)
class Rule:
    """A straight rule from (x0, y0) to (x1, y1), x0 ≤ x1, y0 ≤ y1."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True)
class Shade:
    """A grey rectangle behind text."""

    x0: float
    y0: float
    x1: float
    y1: float
    grey: float = 0.88  # 0 black, 1 white


@dataclass
class Sheet:
    """A page: its displayed size, and what is on it."""

    width: float
    height: float
    prints: list[Print] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    shades: list[Shade] = field(default_factory=list)


@dataclass
class Band:
    """A row placed on a page."""

    part: Part
    top: float
    bottom: float


class Layout:
    """Places blocks page by page."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.sheets: list[Sheet] = []
        self.y = 0.0
        self.landscape = style.intro_landscape
        self.cuts: dict[tuple[str, int], deque[Cut]] = {}
        for cut in style.cut_at:
            self.cuts.setdefault((cut.table, cut.row), deque()).append(cut)
        self.doubtful: set[str] = set()
        self.bands: list[Band] = []
        self.edges: list[float] = []
        self.continued = False
        self.parity = 0

    # ── pages ──

    @property
    def sheet(self) -> Sheet:
        return self.sheets[-1]

    @property
    def left(self) -> float:
        return self.style.margin

    @property
    def right(self) -> float:
        return self.sheet.width - self.style.margin

    @property
    def top(self) -> float:
        return self.sheet.height - self.style.margin

    @property
    def foot(self) -> float:
        return self.style.margin

    @property
    def fresh(self) -> bool:
        """Nothing stands on this page yet."""
        return self.y >= self.top - 0.01

    def page(self) -> None:
        width, height = PAPER[self.style.paper]
        if self.landscape:
            width, height = height, width
        self.sheets.append(Sheet(width, height))
        self.y = self.top

    def run(self, blocks: list[Block]) -> None:
        for number, block in enumerate(blocks):
            if isinstance(block, str):
                if block == "same":
                    continue
                self.landscape = (
                    self.style.intro_landscape if block == "intro" else self.style.landscape
                )
                self.page()
            elif isinstance(block, Text):
                self._text(block, blocks[number + 1 : number + 4])
            else:
                self._table(block)

    # ── running text ──

    def _text(self, block: Text, following: list[Block]) -> None:
        style = self.style
        size = {"title": style.size * 1.7, "heading1": style.size * 1.3}.get(
            block.level, style.size * (1.1 if block.level == "heading2" else 1.15)
        )
        bold = block.level in ("title", "heading1", "heading2")
        font = face(style, size, bold)
        leading = size * style.leading
        bullet = style.bullet if block.level == "bullet" else None
        lines = wrap(Item(block.text, bullet), self.right - self.left, font, style)
        self._doubt(block.key, lines)
        need = len(lines) * leading if not bold else self._kept(lines, leading, following)
        if style.keep_with_next and bold and self.y - need < self.foot and not self.fresh:
            self.page()
        self.y -= leading * 0.4 if bold else 0.0
        for line in lines:
            if self.y - leading < self.foot:
                self.page()
            self.y -= leading
            ragged = line.end == "last" or not style.justify
            stretch = (
                0.0 if ragged else self._stretch(line, font, self.right - self.left - line.indent)
            )
            self.sheet.prints.append(
                Print(
                    self.left,
                    self.y + leading * 0.25,
                    line,
                    font,
                    stretch,
                    bold and style.underline == "headings",
                )
            )
        self.y -= leading * 0.35

    def _kept(self, lines: list[Line], leading: float, following: list[Block]) -> float:
        """Height of a heading and of the start of what follows it."""
        need = len(lines) * leading
        for block in following:
            need += leading * (6.0 if isinstance(block, TableMatter) else 1.5)
            if not (isinstance(block, Text) and block.level.startswith("heading")):
                break
        return need

    def _stretch(self, line: Line, font: Face, width: float) -> float:
        blanks = line.text.count(" ")
        room = width - font.width(line.text)
        return min(room / blanks, font.size * 0.8) if blanks and line.end == "blank" else 0.0

    # ── tables ──

    def _table(self, table: TableMatter) -> None:
        self.edges = self._edges(table)
        self.bands = []
        self.continued = False
        header = [row for row in table.rows if row.kind == "header"]
        groups: dict[str, TableRow] = {}
        queue = deque(self._part(row, table) for row in table.rows)
        while queue:
            part = queue.popleft()
            row = part.row
            if row.kind != "body":
                if row.kind == "group":
                    groups[row.level] = row
                    if row.level == "priority":
                        groups.pop("direction", None)
                if self._lead_need(part, queue) > self.y - self.foot and not self.fresh:
                    self._turn(table, [], {})
                    if row.kind == "group" and self.style.header == "page" and header:
                        self._repeat(table, header, {})
                self._band(part)
                continue
            rest = self._body(part, table)
            if rest is not None:
                self._turn(table, header, groups)
                queue.appendleft(rest)
        self._close(more=False)
        self.y -= self.style.size * 1.2

    def _body(self, part: Part, table: TableMatter) -> Part | None:
        """Place a row, or the part of it that this page takes; the rest is given back."""
        begun = any(band.part.row.kind == "body" for band in self.bands)
        forced = self.cuts.get((table.table, part.row.index))
        if forced:
            cut = forced.popleft()
            counts = (cut.lines,) * len(part.columns) if isinstance(cut.lines, int) else cut.lines
            first, rest = split_counts(part, counts)
            if begun and not self._fits(first):
                forced.appendleft(cut)
                return part
            if first.lines:
                self._band(first)
            return rest if rest.lines else None
        if self._fits(part):
            self._band(part)
            return None
        inner = self.y - self.foot - 2 * self.style.pad
        if inner >= part.leading and (self.style.split_rows or not begun):
            first, rest = split_at(part, inner, self.style.ragged_cut)
            if first.lines and rest.lines:
                self._band(first)
                return rest
        return part

    def _fits(self, part: Part) -> bool:
        return part.inner + 2 * self.style.pad <= self.y - self.foot + 0.01

    def _part(self, row: TableRow, table: TableMatter) -> Part:
        style = self.style
        bold = row.kind != "body"
        font = face(style, style.size, bold)
        columns = []
        for place, cell in enumerate(row.cells):
            last = len(self.edges) - 1 if row.kind == "group" else place + 1
            width = self.edges[last] - self.edges[place] - 2 * style.pad - 0.5
            if style.turn_header and row.kind == "header":
                width = style.header_length
            lines = self._cell_lines(cell, width, font)
            self._doubt(row.key, lines)
            columns.append(Column(tuple(lines), cell.centred))
        if style.turn_header and row.kind == "header":
            most = max(len(column.lines) for column in columns)
            return Part(row, tuple(columns), style.header_height / most)
        part = Part(row, tuple(columns), style.size * style.leading)
        whole = style.valign == "middle" and style.centre_whole and row.kind == "body"
        return middled(part) if whole else part

    def _doubt(self, key: str, lines: list[Line]) -> None:
        """Note the rows where nobody sees whether a blank follows a line's last mark."""
        shown = self.style.trailing_blank and self.style.blanks == "glyph"
        if key and not shown and any(line.doubtful for line in lines):
            self.doubtful.add(key)

    def _cell_lines(self, cell: Cell, width: float, font: Face) -> list[Line]:
        return [line for item in cell.items for line in wrap(item, width, font, self.style)]

    def _edges(self, table: TableMatter) -> list[float]:
        room = self.right - self.left
        total = sum(weight for _, weight in table.columns)
        edges = [self.left]
        for _, weight in table.columns:
            edges.append(edges[-1] + weight * room / total)
        return edges

    def _lead_need(self, part: Part, queue: deque[Part]) -> float:
        need = part.inner + 2 * self.style.pad
        if not self.style.keep_with_next:
            return need
        for other in queue:
            if other.row.kind == "body":
                lines = 2 if self.style.split_rows else other.lines
                return need + min(lines, other.lines) * other.leading + 2 * self.style.pad
            need += other.inner + 2 * self.style.pad
        return need

    def _band(self, part: Part) -> None:
        height = part.inner + 2 * self.style.pad
        self.bands.append(Band(part, self.y, self.y - height))
        self.y -= height

    def _turn(
        self, table: TableMatter, header: list[TableRow], groups: dict[str, TableRow]
    ) -> None:
        """The table goes on on the next page."""
        self._close(more=True)
        self.page()
        self._repeat(table, header, groups)

    def _repeat(
        self, table: TableMatter, header: list[TableRow], groups: dict[str, TableRow]
    ) -> None:
        style = self.style
        again = header if style.header == "page" else []
        merged = list(groups.values()) if style.direction_repeat else []
        before = style.direction == "row-before-header" and not style.whole_table
        for row in [*merged, *again] if before else [*again, *merged]:
            self._band(self._part(row, table))

    # ── painting of a table's piece on a page ──

    def _close(self, more: bool) -> None:
        if not self.bands:
            return
        if more and self.style.open_foot and self.style.verticals != "none":
            self.bands[-1].bottom = min(self.bands[-1].bottom, self.foot)
        for band in self.bands:
            self._cells(band)
        self._rules(more)
        self.bands = []
        self.continued = more

    def _cells(self, band: Band) -> None:
        style = self.style
        part = band.part
        lead = part.row.kind != "body"
        self.parity += not lead
        striped = style.shade_rows and not lead and self.parity % 2 == 1
        if style.shade_all or striped or (lead and style.shade):
            grey = 0.75 if lead and style.shade_rows else 0.88
            sides = (self.edges[0], band.bottom, self.edges[-1], band.top)
            self.sheet.shades.append(Shade(*sides, grey))
        font = face(style, style.size, lead)
        for place, column in enumerate(part.columns):
            last = len(self.edges) - 1 if part.row.kind == "group" else place + 1
            x0, x1 = self.edges[place] + style.pad, self.edges[last] - style.pad
            offset = column.offset if part.fixed else 0.0
            if not part.fixed and (style.valign == "middle" or part.row.kind == "header"):
                room = part.inner - len(column.lines) * part.leading
                offset = room / 2
            y = band.top - style.pad - offset
            if style.turn_header and part.row.kind == "header":
                self._turned(column, band, (x0 + x1) / 2, font)
                continue
            for line in column.lines:
                y -= part.leading
                x = x0
                if column.centred:
                    x += (x1 - x0 - font.width(line.text)) / 2
                stretch = 0.0
                if style.justify and not column.centred:
                    stretch = self._stretch(line, font, x1 - x0 - line.indent)
                underlined = style.underline == "ids" and place == 0 and not lead
                self.sheet.prints.append(
                    Print(x, y + part.leading * 0.25, line, font, stretch, underlined)
                )

    def _turned(self, column: Column, band: Band, middle: float, font: Face) -> None:
        """The lines of a header cell from left to right, running up from its foot, or the other way
        round.
        """
        up = self.style.turn_header == 90
        leading = font.size * self.style.leading
        x = middle - (len(column.lines) - 1) / 2 * leading
        y = band.bottom + self.style.pad if up else band.top - self.style.pad
        for line in column.lines if up else column.lines[::-1]:
            at = x + font.size * (0.28 if up else -0.28)
            self.sheet.prints.append(Print(at, y, line, font, turn=self.style.turn_header))
            x += leading

    def _rules(self, more: bool) -> None:
        style = self.style
        if style.border == "none":
            return
        left, right = self.edges[0], self.edges[-1]
        rules = self.sheet.rules
        if style.levels != "all":
            rules += [Rule(left, y, right, y) for y in self._few_levels(more)]
            return
        if not (self.continued and style.open_head and self.bands[0].part.row.kind == "body"):
            rules.append(Rule(left, self.bands[0].top, right, self.bands[0].top))
        for number, band in enumerate(self.bands):
            if number + 1 < len(self.bands) or not (more and style.open_foot):
                rules.append(Rule(left, band.bottom, right, band.bottom))
            merged = band.part.row.kind == "group"
            inner = style.verticals == "all" and not merged
            edges = [] if style.verticals == "none" else (self.edges if inner else [left, right])
            rules += [Rule(x, band.bottom, x, band.top) for x in edges]

    def _few_levels(self, more: bool) -> list[float]:
        """Where a table of few rules has them."""
        if self.style.levels == "below":
            return [band.bottom for band in self.bands]
        if self.style.levels == "above":
            return [band.top for band in self.bands]
        if self.style.levels == "groups":
            groups = [band for band in self.bands if band.part.row.kind != "body"]
            ends = [] if more else [self.bands[-1].bottom]
            return sorted({*(y for band in groups for y in (band.top, band.bottom)), *ends})
        headers = [band for band in self.bands if band.part.row.kind == "header"]
        levels = [band.bottom for band in headers]
        if self.style.levels == "booktabs":
            levels += [self.bands[0].top] if not self.continued else []
            levels += [self.bands[-1].bottom] if not more else []
        return levels
