"""The entries of a file of corrections, as they are once read."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from typing import ClassVar, Literal

import msgspec

from pipeline.model.strings import tidy

Value = str | int | list[str]  # "" is an empty cell; a list is all items of a row's list


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What every entry tells: why it was made, by whom and when."""

    NAME: ClassVar[str] = ""  # of its tables in the file

    why: str
    by: str | None = None
    on: datetime.date | None = None

    @property
    def target(self) -> tuple[object, ...]:
        """What it changes: of two entries of one target, one is wrong."""
        raise NotImplementedError

    @property
    def reason(self) -> str:
        """Why, by whom and when, in one text."""
        made = ", ".join(part for part in (self.by, self.on and self.on.isoformat()) if part)
        return f"{tidy(self.why)} ({tidy(made)})" if made else tidy(self.why)


class Correction(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One value, or all items of one list (no `position`, lists of texts).

    `printed` is the guard: what stood there when it was made. A fault of `reading` changes what
    counts as printed, and what is parsed from it follows; one of the `plan` leaves what is printed.
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
    """Findings that are taken as they are: those of a rule, narrowed by what else is given."""

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
    """A row that somebody held against its page and found right: no doubt of it is left.

    `printed` is its name then.
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
    """A change of rows, tables or headings; `printed` is the beginning of what stands there."""

    page: int  # on which it begins, from 1
    printed: str

    @property
    def target(self) -> tuple[object, ...]:
        """What it changes."""
        return self.NAME, self.page, tidy(self.printed)


class PartRow(Structural, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A row wrongly stitched: what stands on page `at`, from `top` (points) on, is a row of its
    own.
    """

    NAME: ClassVar[str] = "part_row"

    at: int
    top: float = 0.0


class JoinRow(Structural, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A row wrongly cut: it goes on the row before it."""

    NAME: ClassVar[str] = "join_row"


class LeaveOut(Structural, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table that is none of the plan's: `printed` is how its first row begins."""

    NAME: ClassVar[str] = "leave_out"


class NoHeading(Structural, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A heading of a level that is none: it becomes running text."""

    NAME: ClassVar[str] = "no_heading"


class AddRow(Structural, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A row that the reading missed, at its place (x0, top, x1, bottom in points) on `page`.

    `cells` are its texts by column; `printed` is its id, or how it begins.
    """

    NAME: ClassVar[str] = "add_row"

    table: Literal["actions", "activities"]
    place: tuple[float, float, float, float]
    cells: dict[str, str]


class Corrections(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All entries of a file, by their kind, in its order."""

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
        """What changes rows, tables and headings, in the order in which it is done."""
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
        """All of them."""
        return (*self.correction, *self.accepted, *self.checked, *self.structural)

    @property
    def digest(self) -> str | None:
        """A hash of what is said, whatever the order and the comments; None where nothing is."""
        if not self.entries:
            return None
        parts = sorted(f"{one.NAME} {msgspec.json.encode(one).decode()}" for one in self.entries)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


NONE = Corrections()


def _order(entry: Structural) -> tuple[int, str]:
    return entry.page, entry.printed
