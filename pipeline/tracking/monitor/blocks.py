"""What a document is made of, whatever its format: headings, paragraphs, tables, pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 is that of a chapter."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its header. `widths` are shares of the line; `right` are columns of numbers;
    the last of `rows` is a sum where `summed`.
    """

    header: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    widths: tuple[float, ...]
    right: frozenset[int] = field(default=frozenset())
    summed: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a specification of Vega-Lite, and what it shows, in words."""

    name: str
    specification: dict[str, Any]
    text: str


Block = Heading | Paragraph | Table | Picture


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its title, the lines under it, and its blocks."""

    title: str
    lines: tuple[str, ...]
    blocks: tuple[Block, ...]
