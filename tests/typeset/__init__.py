"""Typesets plans from plain data into PDFs, in the ways of common programs.

`typeset(plan, style)` gives the PDF and the tables that must come out of it again.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.typeset.layout import Layout
from tests.typeset.matter import PlanData, Rows, TableMatter, Text, matter
from tests.typeset.paint import paint
from tests.typeset.presets import PRESETS
from tests.typeset.style import Cut, Style

__all__ = ["PRESETS", "Cut", "PlanData", "Style", "Typeset", "typeset"]


@dataclass(frozen=True)
class Typeset:
    """A printed plan, and what must be read from it."""

    pdf: bytes
    expected: dict[str, Rows]
    running: tuple[str, ...]  # headings, paragraphs and bullets of the running text, in order
    doubtful: frozenset[str]  # ids of rows where a line ends at a hyphen or a slash
    unknown: int  # words in the column that no profile knows, its header left out


def typeset(plan: PlanData, style: Style) -> Typeset:
    """Print the plan in the style."""
    blocks = matter(plan, style)
    layout = Layout(style)
    layout.run(blocks)
    pdf = paint(layout.sheets, style, "Zemgales plānošanas reģiona Rīcības plāns 2015.-2020.gadam")
    running = tuple(block.text for block in blocks if isinstance(block, Text))
    unknown = sum(
        len(item.text.split())
        for block in blocks
        if isinstance(block, TableMatter)
        for place, (column, _) in enumerate(block.columns)
        if column == "extra"
        for row in block.rows
        if row.kind == "body"
        for item in row.cells[place].items
    )
    return Typeset(pdf, plan.tables, running, frozenset(layout.doubtful), unknown)
