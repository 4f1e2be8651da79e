"""Rows being put together: pieces of cells, and why one row goes on another across a page break."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.model.geometry import Box
from pipeline.model.profile import FIELDS, Profile
from pipeline.model.strings import tidy
from pipeline.tables.logical import Stitch
from pipeline.tables.row_ids import row_key
from pipeline.text.page import Line


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a cell on one page."""

    page: int
    box: Box
    lines: tuple[Line, ...]


@dataclass(slots=True)
class OpenRow:
    """A row that may still go on: the pieces of its cells by field, and its own."""

    cells: dict[str, list[Piece]]
    pieces: list[tuple[int, Box]]
    shared: tuple[str, ...]  # fields whose cell is merged with the row above
    stitches: list[Stitch] = field(default_factory=list)

    def text(self, name: str) -> str:
        """The text of a field as far as it is read."""
        return tidy(
            " ".join(line.text for piece in self.cells.get(name, []) for line in piece.lines)
        )

    def add(self, new: OpenRow, reason: str, confidence: float) -> None:
        """Take a remainder in."""
        remainder = " | ".join(text for name in new.cells if (text := new.text(name)))
        for name, pieces in new.cells.items():
            self.cells.setdefault(name, []).extend(pieces)
        self.pieces.extend(new.pieces)
        self.stitches.append(Stitch(new.pieces[0][0], remainder, reason, confidence))


def continues(
    profile: Profile, kind: str, before: OpenRow, new: OpenRow
) -> tuple[str, float] | None:
    """Why a row that comes first on its page is the remainder of the one before it, or None."""
    key = FIELDS[kind][0]
    above, below = before.text(key), new.text(key)
    if not below:
        return "it comes first on its page and has no id", 0.97
    if not above:
        return "the row before it has no id, this one has", 0.85
    if kind == "principles":
        whole = row_key(profile, kind, below) is not None
        return None if whole else ("its first cell goes on without an id", 0.9)
    together = row_key(profile, kind, f"{above} {below}")
    if row_key(profile, kind, above) is None and together is not None:
        return "its id is cut by the page break", 0.95
    return None
