"""Documents independent of format: headings, paragraphs, tables, pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is that of chapters."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header. `widths` are shares of the text width; `right` are right-aligned
    columns; if `summed`, the last of `rows` is a total.
    """

    header: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    widths: tuple[float, ...]
    right: frozenset[int] = field(default=frozenset())
    summed: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a Vega-Lite specification, with an alternative text."""

    name: str
    specification: dict[str, Any]
    text: str


Block = Heading | Paragraph | Table | Picture


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its title, subtitle lines, and blocks."""

    title: str
    lines: tuple[str, ...]
    blocks: tuple[Block, ...]
