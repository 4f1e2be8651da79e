"""The tables of a plan as declared in a profile: fields and headers of their columns."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import fields


@dataclass(frozen=True, slots=True)
class HeaderColumn:
    """A column of a table: its field, and the wordings of its header."""

    field: str  # one of `fields.FIELDS`, a level, `money`, `mark` or `more`
    key: str  # the field, made unique in its table: `money ES fondi 2024`
    wordings: tuple[str, ...]
    squeezed: tuple[str, ...]
    name: str | None = None
    label: str | None = None
    kind: str = "text"
    source: str | None = None
    year: int | None = None
    unit: int = 1  # unit of its amounts, in euros
    share: bool = False  # whether its values are per cent
    partners: bool = False  # whether partners are in brackets after the responsible bodies
    unsure: bool = False  # whether its role is unconfirmed


@dataclass(frozen=True, slots=True)
class TableShape:
    """A kind of table with its headers."""

    kind: str  # of `fields.KINDS`
    columns: tuple[HeaderColumn, ...]
    required: frozenset[str]
    nested: bool

    @property
    def header(self) -> str:
        """All its headers joined and squeezed, to recognise a header row regardless of columns."""
        return "".join(text for column in self.columns for text in column.squeezed)

    @property
    def key(self) -> str | None:
        """The field that identifies rows: that of ids, else of names."""
        own = {column.field for column in self.columns}
        return next((name for name in fields.KINDS[self.kind] if name in own), None)

    def column(self, key: str) -> HeaderColumn | None:
        """The column of that key."""
        return next((column for column in self.columns if column.key == key), None)
