"""The entries of files of corrections."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from typing import ClassVar, Literal

import msgspec

from pipeline.model.strings import tidy

Value = str | int | list[str]  # "" is an empty cell; a list is all items of a row's list


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of all entries: why it was made, by whom and when."""

    NAME: ClassVar[str] = ""  # of its tables in the file

    why: str
    by: str | None = None
    on: datetime.date | None = None

    @property
    def target(self) -> tuple[object, ...]:
        """The key of what it changes; two entries must not have the same target."""
        raise NotImplementedError

    @property
    def reason(self) -> str:
        """Reason, author and date as text."""
        made = ", ".join(part for part in (self.by, self.on and self.on.isoformat()) if part)
        return f"{tidy(self.why)} ({tidy(made)})" if made else tidy(self.why)


class Correction(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One value, or all items of one list (no `position`, lists of texts).

    `printed` is the guard: the text printed when it was made. A fault of `reading` changes the
    printed text, and parsed values follow; a fault of the `plan` changes parsed values only.
    """

    NAME: ClassVar[str] = "correction"

    table: str
    key: str
    column: str
    printed: Value
    value: Value
    fault: Literal["plan", "reading"]
    position: int | None = None

    @property
    def target(self) -> tuple[str, str, int | None, str]:
        """What it changes."""
        return self.table, self.key, self.position, self.column

    @property
    def whole_list(self) -> bool:
        """Whether it replaces all items of a list."""
        return isinstance(self.value, list)


class Acceptance(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The acceptance of findings: those of a rule, restricted by the other fields."""

    NAME: ClassVar[str] = "accepted"

    rule: str
    key: str | None = None
    table: str | None = None
    position: int | None = None
    column: str | None = None
    value: str | None = None

    @property
    def target(self) -> tuple[object, ...]:
        """What it accepts."""
        return self.rule, self.key, self.table, self.position, self.column, self.value


class Checked(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A row that was compared with its page and found right.

    `printed` is its name at that time.
    """

    NAME: ClassVar[str] = "checked"

    table: str
    key: str
    printed: str

    @property
    def target(self) -> tuple[str, str]:
        """The row."""
        return self.table, self.key


class Structural(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A change of rows, tables or headings; `printed` is the beginning of the text there."""

    page: int  # first page, from 1
    printed: str

    @property
    def target(self) -> tuple[object, ...]:
        """What it changes."""
        return self.NAME, self.page, tidy(self.printed)


class PartRow(Structural, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Splits a row that was wrongly stitched: the part on page `at` from `top` (points) becomes a
    row.
    """

    NAME: ClassVar[str] = "part_row"

    at: int
    top: float = 0.0


class JoinRow(Structural, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Joins a row that was wrongly cut to the row before it."""

    NAME: ClassVar[str] = "join_row"


class LeaveOut(Structural, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Excludes a table; `printed` is the beginning of its first row."""

    NAME: ClassVar[str] = "leave_out"


class NoHeading(Structural, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Turns a wrong heading of a level into running text."""

    NAME: ClassVar[str] = "no_heading"


class AddRow(Structural, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Adds a row that reading missed, at its place (x0, top, x1, bottom in points) on `page`.

    `cells` are its texts by column; `printed` is its id or its beginning.
    """

    NAME: ClassVar[str] = "add_row"

    table: Literal["actions", "activities"]
    place: tuple[float, float, float, float]
    cells: dict[str, str]


class Corrections(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All entries of a file, by kind, in the file's order."""

    correction: tuple[Correction, ...] = ()
    accepted: tuple[Acceptance, ...] = ()
    checked: tuple[Checked, ...] = ()
    part_row: tuple[PartRow, ...] = ()
    join_row: tuple[JoinRow, ...] = ()
    leave_out: tuple[LeaveOut, ...] = ()
    no_heading: tuple[NoHeading, ...] = ()
    add_row: tuple[AddRow, ...] = ()

    @property
    def structural(self) -> tuple[Structural, ...]:
        """The entries on rows, tables and headings, in the order of application."""
        parts: Sequence[Sequence[Structural]] = (
            self.leave_out,
            self.no_heading,
            self.part_row,
            self.join_row,
            self.add_row,
        )
        return tuple(one for part in parts for one in sorted(part, key=_order))

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries."""
        return (*self.correction, *self.accepted, *self.checked, *self.structural)

    @property
    def digest(self) -> str | None:
        """A hash of the entries, independent of order and comments; None where there are none."""
        if not self.entries:
            return None
        parts = sorted(f"{one.NAME} {msgspec.json.encode(one).decode()}" for one in self.entries)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


NONE = Corrections()


def _order(entry: Structural) -> tuple[int, str]:
    return entry.page, entry.printed
