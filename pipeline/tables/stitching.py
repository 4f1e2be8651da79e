"""Stitches rows cut by page breaks: parts of cells, and the reasons for continuations."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.model.geometry import Box
from pipeline.model.levels import Level
from pipeline.model.profile import Profile
from pipeline.model.strings import squeeze, tidy
from pipeline.tables.columns import Columns
from pipeline.tables.logical import Stitch
from pipeline.tables.row_ids import row_key, row_level
from pipeline.tables.thresholds import TABLES
from pipeline.text.page import Line

# Short fields, which are rarely cut: where the previous row has one and this one has none, it is a
# remainder.
_SHORT = ("amount", "period", "deadline", "start", "end")


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a cell on a page."""

    page: int
    box: Box
    lines: tuple[Line, ...]
    shaded: bool = False


@dataclass(slots=True)
class OpenRow:
    """A row that may still be continued: the parts of its cells by field, and its own parts."""

    cells: dict[str, list[Piece]]
    pieces: list[tuple[int, Box]]
    shared: tuple[str, ...]  # fields whose cells are merged with those of the row above
    stitches: list[Stitch] = field(default_factory=list)
    sums: bool = False

    def text(self, name: str) -> str:
        """The text of a field so far."""
        return tidy(
            " ".join(line.text for piece in self.cells.get(name, []) for line in piece.lines)
        )

    def add(self, new: OpenRow, reason: str) -> None:
        """Add a remainder."""
        remainder = " | ".join(text for name in new.cells if (text := new.text(name)))
        for name, pieces in new.cells.items():
            self.cells.setdefault(name, []).extend(pieces)
        self.pieces.extend(new.pieces)
        confidence = TABLES.certainty.stitches[reason]
        self.stitches.append(Stitch(new.pieces[0][0], remainder, reason, confidence))


def continues(profile: Profile, columns: Columns, before: OpenRow, new: OpenRow) -> str | None:
    """The reason why the first row on a page is the remainder of the previous one; else None."""
    key = columns.key_field or ""
    above, below = before.text(key), new.text(key)
    level = row_level(profile, columns.kind)
    if key != "id" and columns.kind != "principles":
        return _continues_unnumbered(before, new, above, below)
    if level is None or level.pattern is None:
        return _continues_unnumbered(before, new, before.text("name"), new.text("name"))
    if not below:
        return "first-on-page-without-id"
    if not above:
        return "row-before-without-id"
    if columns.kind == "principles":
        whole = row_key(profile, columns.kind, below) is not None
        return None if whole else "first-cell-goes-on"
    together = row_key(profile, columns.kind, f"{above} {below}")
    if row_key(profile, columns.kind, above) is None and together is not None:
        return "id-cut-by-page-break"
    return None


def _continues_unnumbered(before: OpenRow, new: OpenRow, above: str, below: str) -> str | None:
    """The same for tables whose rows have no id."""
    if not below:
        return "first-on-page-without-name"
    if below[0].islower() and above:
        return "name-goes-on"
    lost = [name for name in _SHORT if before.text(name) and name in new.cells]
    if lost and not any(new.text(name) for name in lost):
        return "filled-cells-empty"
    return None


def level_goes_on(level: Level, before: str, text: str) -> str:
    """The relation of a level's first cell on a page to the previous one: `more` of its text, the
    `same` repeated, or a `new` one.
    """
    if not text or not before:
        return "more"
    if level.pattern is not None:
        own, other = level.label_of(f"{text} "), level.label_of(f"{before} ")
        if own is None:
            return "more"
        return "same" if other is not None and own[0] == other[0] else "new"
    if squeeze(text) == squeeze(before):
        return "same"
    return "more" if text[0].islower() else "new"
