"""Sets an abstract document as PDF, with page breaks that cut rows and merged cells."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

from reportlab.lib.colors import HexColor, black
from reportlab.pdfgen.canvas import Canvas

from tests.invented import measure
from tests.invented.document import Block, Cell, Table, Text
from tests.invented.look import Look

SIZES = {"title": 1.9, "chapter": 1.5, "heading1": 1.35, "heading2": 1.25, "heading3": 1.15}
SHADE = HexColor("#8fb08c")


@dataclass
class _Open:
    """A cell that is being set: what is left of it, and where its part on this page begins."""

    cell: Cell
    left: float
    width: float
    lines: list[str]
    rows: int  # rows still to come, this one included
    top: float
    fresh: bool = True


@dataclass
class _Page:
    """Edges and texts of a page are drawn when it is full."""

    edges: set[tuple[float, float, float, float]] = field(default_factory=set)
    fills: list[tuple[float, float, float, float, object]] = field(default_factory=list)
    texts: list[tuple[float, float, str, str, float]] = field(default_factory=list)


def draw(blocks: list[Block], look: Look, title: str) -> bytes:
    """The PDF of a document."""
    setter = _Setter(look, title)
    for block in blocks:
        setter.block(block)
    return setter.finish()


class _Setter:
    def __init__(self, look: Look, title: str) -> None:
        self.look = look
        self.title = title
        self.size = measure.page_size(look)
        self.file = io.BytesIO()
        self.canvas = Canvas(self.file, pagesize=self.size, invariant=1)
        self.canvas.setTitle(title)
        self.left = look.margin
        self.room = self.size[0] - 2 * look.margin
        self.first = self.size[1] - look.margin - (14 if look.page_header else 0)
        self.last = look.margin + (14 if look.page_footer != "none" else 0)
        self.number = 0
        self.page = _Page()
        self.y = self.first

    # pages

    def finish(self) -> bytes:
        self._show()
        self.canvas.save()
        return self.file.getvalue()

    def _show(self) -> None:
        self.number += 1
        canvas, look = self.canvas, self.look
        small = max(6.0, look.size - 0.5)
        canvas.setFillColor(black)
        if look.page_header:
            canvas.setFont(measure.face(look, False), small)
            canvas.drawString(self.left, self.size[1] - look.margin, self.title)
        for x, y, width, height, colour in self.page.fills:
            canvas.setFillColor(colour)
            canvas.rect(x, y, width, height, stroke=0, fill=1)
        canvas.setFillColor(black)
        self._edges()
        for x, y, text, name, size in self.page.texts:
            canvas.setFont(name, size)
            canvas.drawString(x, y, text)
        self._footer(small)
        canvas.showPage()
        self.page = _Page()
        self.y = self.first

    def _edges(self) -> None:
        thick = self.look.border_width
        self.canvas.setLineWidth(thick)
        for x0, y0, x1, y1 in sorted(self.page.edges):
            if self.look.border == "stroke":
                self.canvas.line(x0, y0, x1, y1)
            else:
                wide, high = x1 - x0 + thick, y1 - y0 + thick
                self.canvas.rect(x0 - thick / 2, y0 - thick / 2, wide, high, stroke=0, fill=1)

    def _footer(self, small: float) -> None:
        kind = self.look.page_footer
        if kind == "none":
            return
        text = {
            "number": str(self.number),
            "pages": f"{self.number}. lpp.",
            "text": f"{self.title.split('.')[0]} | {self.number}",
        }[kind]
        self.canvas.setFont(measure.face(self.look, False), small)
        self.canvas.drawCentredString(self.size[0] / 2, self.look.margin - 6, text)

    # running text

    def block(self, block: Block) -> None:
        if isinstance(block, Table):
            _TableSetter(self, block).set()
            self.y -= 10
        elif block.kind == "page":
            self._show()
        else:
            self._text(block)

    def _text(self, block: Text) -> None:
        size = (self.look.size + 1) * SIZES.get(block.kind, 1.0)
        heading = block.kind not in ("paragraph", "bullet")
        name = measure.face(self.look, heading)
        indent = 14.0 if block.kind == "bullet" else 0.0
        lines = measure.wrap(block.text, self.room - indent, name, size)
        if heading:
            self.y -= size * 0.6
        follow = 60 if heading and self.look.keep else 0
        if self.y - len(lines) * size * measure.LEADING - follow < self.last:
            self._show()
        for number, line in enumerate(lines):
            self.y -= size * measure.LEADING
            if block.kind == "bullet" and number == 0:
                self.page.texts.append((self.left + 2, self.y, "•", name, size))
            self.put(self.left + indent, self.y, line, name, size)
        self.y -= size * 0.5

    def put(self, x: float, y: float, line: str, name: str, size: float) -> None:
        """One line; many typesetters end a wrapped one with a blank."""
        text = line if self.look.trailing_blank else line.rstrip()
        if text:
            self.page.texts.append((x, y, text, name, size))

    def next_page(self) -> None:
        self._show()


class _TableSetter:
    """Sets one table; a row is a number of lines, and any of them may end a page."""

    def __init__(self, setter: _Setter, table: Table) -> None:
        self.setter = setter
        self.look = setter.look
        self.table = table
        self.widths, self.size = measure.columns(table, setter.look, setter.room)
        self.leading = self.size * measure.LEADING
        self.open: list[_Open] = []
        self.heads = sum(row.kind == "head" for row in table.rows)
        self.grid = measure.grid(table)

    def set(self) -> None:
        setter = self.setter
        first = sum(self._height(n) for n in range(self.heads)) + self._height(self.heads)
        if setter.y - first < setter.last and setter.y < setter.first - 1:
            setter.next_page()
        for number in range(len(self.table.rows)):
            self._row(number)

    def _height(self, number: int) -> float:
        """Of a row, by the cells that stand in it alone."""
        cells = [c for c in self.grid[number] if c[1].rows == 1] if number < len(self.grid) else []
        lines = max((len(self._lines(column, cell)) for column, cell in cells), default=1)
        return lines * self.leading + 2 * self.look.pad

    def _lines(self, column: int, cell: Cell) -> list[str]:
        width = sum(self.widths[column : column + cell.columns]) - 2 * self.look.pad
        name = measure.face(self.look, measure.bold(cell, self.look))
        return [
            line for text in cell.paragraphs for line in measure.wrap(text, width, name, self.size)
        ]

    def _begin(self, number: int) -> None:
        for column, cell in self.grid[number]:
            left = self.setter.left + sum(self.widths[:column])
            width = sum(self.widths[column : column + cell.columns])
            lines = self._lines(column, cell)
            self.open.append(_Open(cell, left, width, lines, cell.rows, self.setter.y))

    def _row(self, number: int) -> None:
        setter, pad = self.setter, self.look.pad
        kind = self.table.rows[number].kind
        self._keep(number, kind)
        self._begin(number)
        while True:
            ending = [o for o in self.open if o.rows == 1]
            # a merged cell that ends here may need more room than its rows gave it
            need = (
                max(len(o.lines) * self.leading + 2 * pad - (o.top - setter.y) for o in ending)
                if ending
                else 0.0
            )
            need = max(need, self.leading + 2 * pad)
            room = setter.y - setter.last
            if need <= room + 0.01:
                setter.y -= need
                break
            lines = int((room - 2 * pad) / self.leading)
            if lines > 0:
                setter.y -= lines * self.leading + 2 * pad
            self._turn(number)
        for entry in self.open:
            entry.rows -= 1
        for entry in [o for o in self.open if o.rows == 0]:
            self._close(entry, setter.y, cut=False)
            self.open.remove(entry)

    def _keep(self, number: int, kind: str) -> None:
        """Begin a new page before a row that may not be cut, or a band at the page's foot."""
        setter = self.setter
        height = self._height(number)
        if kind == "band" and self.look.keep:
            height += self._height(number + 1)
        elif kind in ("body", "total") and (self.look.cut_rows and kind == "body"):
            height = self.leading + 2 * self.look.pad
        page = setter.first - setter.last - sum(self._height(n) for n in range(self.heads))
        if setter.y - height < setter.last - 0.01 and height < page and kind != "head":
            self._turn(number)

    def _turn(self, number: int) -> None:
        """Cut every open cell at the foot, and go on at the head of the next page."""
        setter = self.setter
        for entry in self.open:
            self._close(entry, setter.y, cut=True)
        waiting, self.open = self.open, []
        setter.next_page()
        if self.look.header_repeated and number >= self.heads:
            for head in range(self.heads):
                self._row(head)
        for entry in waiting:
            entry.top = setter.y
            entry.fresh = False
        self.open = waiting

    def _close(self, entry: _Open, bottom: float, cut: bool) -> None:
        """Draw the part of a cell on this page, and keep the lines that do not fit."""
        look, page, cell = self.look, self.setter.page, entry.cell
        height = entry.top - bottom
        if height <= 0.5:
            return
        fits = max(0, int((height - 2 * look.pad + 0.01) / self.leading))
        lines, entry.lines = entry.lines[:fits], entry.lines[fits:]
        x0, x1 = entry.left, entry.left + entry.width
        page.edges |= {(x0, bottom, x0, entry.top), (x1, bottom, x1, entry.top)}
        page.edges.add((x0, entry.top, x1, entry.top))
        if not (cut and look.open_foot):
            page.edges.add((x0, bottom, x1, bottom))
        fill = {"head": look.header_fill, "band": look.band(cell.rank), "total": look.band(0)}
        if entry.cell.shaded:
            page.fills.append((x0, bottom, entry.width, height, SHADE))
        elif colour := fill.get("total" if cell.strong else cell.kind):
            page.fills.append((x0, bottom, entry.width, height, HexColor(f"#{colour}")))
        name = measure.face(look, measure.bold(cell, look))
        y = entry.top - look.pad
        if look.middle or cell.kind == "head":
            y -= (height - 2 * look.pad - len(lines) * self.leading) / 2
        for line in lines:
            y -= self.leading
            x = x0 + look.pad
            slack = entry.width - 2 * look.pad - measure.width(line.rstrip(), name, self.size)
            if cell.kind == "number" and look.numbers_right:
                x += slack
            elif cell.kind in ("head", "mark") or (cell.kind == "band" and look.band_centred):
                x += slack / 2
            self.setter.put(x, y + self.size * 0.25, line, name, self.size)
