"""A plan as an abstract document: headings, paragraphs and tables of cells with spans."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tests.invented import stock, wordings
from tests.invented.columns import Column
from tests.invented.content import Activity, Content, Node, Total
from tests.invented.shape import Level, Shape


@dataclass(frozen=True)
class Cell:
    """A cell; those to its right or below that it covers are not listed."""

    paragraphs: tuple[str, ...]
    kind: str = "text"  # text, head, band, number, mark, total
    columns: int = 1
    rows: int = 1
    shaded: bool = False  # a marked year
    strong: bool = False  # set as its row is: sums
    tight: bool = False  # its words may be broken
    rank: int = 0  # of a band: its place among the levels


@dataclass(frozen=True)
class Row:
    """The cells of a row from the left, without the places that cells above cover."""

    cells: tuple[Cell, ...]
    kind: str = "body"  # head, body, band, total


@dataclass(frozen=True)
class Table:
    """A ruled table; `width` columns."""

    width: int
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Text:
    """Running text."""

    text: str
    kind: str  # title, chapter, heading1 … heading4, paragraph, bullet


Block = Table | Text
NEW_PAGE = Text("", "page")


def document(plan: Content) -> list[Block]:
    """The blocks of a plan in the order of print."""
    rng = random.Random(f"document-{plan.shape.seed}")
    blocks: list[Block] = [Text(plan.title, "title")]
    chapters = iter(range(1, 20))
    numbered = rng.random() < 0.7

    def chapter(text: str) -> Text:
        return Text(f"{next(chapters)}. {text}" if numbered else text, "chapter")

    if plan.shape.title_page:
        blocks += [Text(text, "paragraph") for text in rng.sample(stock.TITLE_LINES, 2)]
        blocks.append(NEW_PAGE)
    if plan.abbreviations:
        blocks += [Text("Saīsinājumi", "chapter"), _abbreviations(plan, rng)]
    if rng.random() < 0.7:
        blocks.append(chapter("Ievads"))
        blocks += [Text(t, "paragraph") for t in rng.sample(stock.INTRO, rng.randint(1, 3))]
    if plan.shape.hierarchy:
        blocks += [chapter("Stratēģiskais ietvars"), _hierarchy(plan)]
    tasks = [node for node in plan.nodes("action") if node.level.seen == "bullets"]
    if tasks:
        blocks.append(chapter("Uzdevumi, uz kuriem attiecas projekti"))
        blocks += [Text(f"{node.text};", "bullet") for node in tasks]
    blocks += [chapter("Rīcības plāns" if plan.shape.levels[1:] else "Projekti"), *_main(plan)]
    if plan.outcomes:
        blocks += [chapter("Uzraudzības rādītāji"), _outcomes(plan, rng)]
    if rng.random() < 0.4:
        blocks.append(chapter("Plāna uzraudzība"))
        blocks.append(Text(stock.INTRO[3], "paragraph"))
    if plan.shape.contents:
        at = blocks.index(NEW_PAGE) + 1 if plan.shape.title_page else 1
        blocks[at:at] = _contents(blocks)
    return blocks


def _contents(blocks: list[Block]) -> list[Block]:
    """Chapters and the first two ranks of headings, with leaders and pages."""
    named = [
        block.text
        for block in blocks
        if isinstance(block, Text) and block.kind in ("chapter", "heading1", "heading2")
    ]
    lines = [f"{text} {'.' * max(6, 110 - len(text))} {2 + n // 3}" for n, text in enumerate(named)]
    return [Text("Satura rādītājs", "chapter"), *(Text(line, "paragraph") for line in lines)]


def header_rows(columns: tuple[Column, ...], tight: bool = False) -> list[Row]:
    """One row for each step of the longest path; equal neighbours are merged."""
    depth = max(len(column.header) for column in columns)
    rows = []
    for step in range(depth):
        cells: list[Cell] = []
        previous: tuple[str, ...] | None = None
        for column in columns:
            path = column.header
            if len(path) <= step:
                previous = None
                continue
            leaf = len(path) == step + 1
            if not leaf and previous == path[: step + 1]:
                cells[-1] = replace(cells[-1], columns=cells[-1].columns + 1)
                continue
            previous = None if leaf else path[: step + 1]
            # sources and years are names of rows of the truth: their words stay whole
            broken = tight and column.role not in ("money", "amount", "mark")
            spanned = depth - step if leaf else 1
            cells.append(Cell((path[step],), "head", rows=spanned, tight=broken))
        rows.append(Row(tuple(cells), "head"))
    return rows


class _Main:
    """Builds the tables of activities, one after the other."""

    def __init__(self, plan: Content) -> None:
        self.plan = plan
        self.shape: Shape = plan.shape
        self.blocks: list[Block] = []
        self.rows: list[Row] = []
        self.totals = {total.scope: total for total in plan.totals}
        self.pending: list[Cell] = []  # merged cells that the next row begins with

    def close(self) -> None:
        """End the table, if one is open."""
        if self.rows:
            head = header_rows(self.shape.columns, self.shape.look.narrow)
            if self.shape.column_numbers:
                counted = range(1, len(self.shape.columns) + 1)
                head.append(Row(tuple(Cell((str(n),), "head") for n in counted), "head"))
            self.blocks.append(Table(len(self.shape.columns), (*head, *self.rows)))
        self.rows = []

    def build(self) -> list[Block]:
        """All blocks; the sum of the whole plan ends its last table."""
        for node in self.plan.roots:
            self.node(node, [])
        for activity in self.plan.loose:
            self.activity(activity, [])
        if None in self.totals:
            self.total(self.totals[None])
        self.close()
        return self.blocks

    def node(self, node: Node, above: list[Node]) -> None:
        """A heading, a band, or a cell at the left, then all below."""
        seen = node.level.seen
        rank = self.shape.levels.index(node.level)
        if seen == "heading":
            self.close()
            self.blocks.append(Text(node.text, f"heading{rank + 1}"))
            if self.shape.remarks and not (node.children and node.children[0].level.seen == seen):
                self.blocks.append(Text(stock.REMARKS[rank % len(stock.REMARKS)], "paragraph"))
        elif seen == "band":
            if self.shape.split and not node.parent:
                self.close()
            band = Cell((node.text,), "band", columns=len(self.shape.columns), rank=rank)
            self.rows.append(Row((band,), "band"))
        elif seen == "merged":
            self.pending += self._left(node, len(node.below()))
        for child in node.children:
            if child.level.seen not in ("bullets", "hierarchy"):
                self.node(child, [*above, node])
        for activity in node.activities:
            self.activity(activity, [*above, node])
        if node.ident in self.totals:
            self.total(self.totals[node.ident])

    def _left(self, node: Node, rows: int) -> list[Cell]:
        if node.level.apart:
            texts = [node.printed or "", node.name]
            return [Cell((text,), rows=rows) for text in texts]
        return [Cell((node.text,), rows=rows)]

    def activity(self, activity: Activity, above: list[Node]) -> None:
        """One row; levels that are repeated stand on each."""
        cells = self.pending
        self.pending = []
        for node in above:
            if node.level.seen == "column":
                cells += self._left(node, 1)
        for number, column in enumerate(self.shape.columns):
            if column.role.removesuffix("-id") in wordings.LEVEL_LABELS:
                continue
            if column.role == "mark":
                marked = column.year in activity.marks
                shade = self.shape.look.mark == "shade"
                text = self.shape.look.mark if marked and not shade else ""
                cells.append(Cell((text,), "mark", shaded=marked and shade))
                continue
            kind = "number" if column.role in ("amount", "money") else "text"
            cells.append(Cell(activity.cells[number], kind))
        self.rows.append(Row(tuple(cells)))

    def total(self, total: Total) -> None:
        """A row of sums below the columns of money."""
        columns = self.shape.columns
        roles = [column.role for column in columns]
        first = min(n for n, role in enumerate(roles) if role in ("amount", "money"))
        sums = {money.column: money.raw for money in total.sums}
        cells = [Cell((total.label,), "total", columns=first)]
        for number in range(first, len(columns)):
            empty = self.shape.dash if roles[number] == "money" else ""
            kind = "number" if roles[number] in ("amount", "money") else "text"
            cells.append(Cell((sums.get(number, empty),), kind, strong=True))
        self.rows.append(Row(tuple(cells), "total"))


def _main(plan: Content) -> list[Block]:
    return _Main(plan).build()


def _plain(head: tuple[str, ...], body: Iterator[tuple[str, ...]]) -> Table:
    rows = [Row(tuple(Cell((text,), "head") for text in head), "head")]
    rows += [Row(tuple(Cell((text,)) for text in texts)) for texts in body]
    return Table(len(head), tuple(rows))


def _abbreviations(plan: Content, rng: random.Random) -> Table:
    return _plain(rng.choice(wordings.ABBREVIATION_HEADERS), iter(plan.abbreviations))


def _outcomes(plan: Content, rng: random.Random) -> Table:
    base, target = plan.years
    head = tuple(text.format(b=base, t=target) for text in rng.choice(wordings.OUTCOME_HEADERS))
    rows = ((o.number, o.name, o.unit, o.base, o.target, o.source) for o in plan.outcomes)
    return _plain(head, rows)


def _hierarchy(plan: Content) -> Table:
    levels: tuple[Level, ...] = plan.shape.levels
    rows: list[Row] = [Row(tuple(Cell((level.label,), "head") for level in levels), "head")]

    def leaves(node: Node) -> int:
        return sum(leaves(child) for child in node.children) or 1

    def walk(node: Node, before: list[Cell]) -> None:
        plain = f"{node.printed} {node.name}" if node.printed else node.name
        before = [*before, Cell((plain,), rows=leaves(node))]
        if not node.children:
            rows.append(Row(tuple(before)))
        for place, child in enumerate(node.children):
            walk(child, before if place == 0 else [])

    for root in plan.roots:
        walk(root, [])
    return Table(len(levels), tuple(rows))
