"""The tables of a plan as a profile knows them: what their columns hold, and their headers."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import fields


@dataclass(frozen=True, slots=True)
class HeaderColumn:
    """A column of a table: what it holds, and the wordings of its header."""

    field: str  # one of `fields.FIELDS`, a level, `money`, `mark` or `more`
    key: str  # the field, made single among the columns of its table: `money ES fondi 2024`
    wordings: tuple[str, ...]
    squeezed: tuple[str, ...]
    name: str | None = None
    label: str | None = None
    kind: str = "text"
    source: str | None = None
    year: int | None = None
    unit: int = 1  # euros that one of its amounts means
    share: bool = False  # its amounts are per cent
    partners: bool = False  # they stand in brackets after the responsible bodies
    unsure: bool = False  # nobody has said what it holds


@dataclass(frozen=True, slots=True)
class TableShape:
    """A kind of table and the headers it is known by."""

    kind: str  # of `fields.KINDS`
    columns: tuple[HeaderColumn, ...]
    required: frozenset[str]
    nested: bool

    @property
    def header(self) -> str:
        """All its headers in one, squeezed: for telling a header row without knowing columns."""
        return "".join(text for column in self.columns for text in column.squeezed)

    @property
    def key(self) -> str | None:
        """The field that tells rows apart: of their ids, else of their names."""
        own = {column.field for column in self.columns}
        return next((name for name in fields.KINDS[self.kind] if name in own), None)

    def column(self, key: str) -> HeaderColumn | None:
        """The column of that key."""
        return next((column for column in self.columns if column.key == key), None)
