"""Redlines: differences of two texts by words."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

SAME, DELETED, INSERTED = "=", "-", "+"
_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")


class Piece(NamedTuple):
    """A run of text: `op` is = (in both), - (only in the old) or + (only in the new)."""

    op: str
    text: str


def redline(old: str | None, new: str | None) -> tuple[Piece, ...]:
    """The pieces of both texts in reading order. Without `+` they give the old text, without `-`
    the new one.
    """
    before, after = _TOKEN.findall(old or ""), _TOKEN.findall(new or "")
    pieces: list[Piece] = []
    for op, a1, a2, b1, b2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op == "equal":
            pieces.append(Piece(SAME, "".join(before[a1:a2])))
        else:
            pieces += [
                Piece(DELETED, "".join(before[a1:a2])),
                Piece(INSERTED, "".join(after[b1:b2])),
            ]
    return _tidy([piece for piece in pieces if piece.text])


def _tidy(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Merge changes separated by a space only: phrases read better than single words."""
    tidy: list[Piece] = []
    deleted = inserted = ""
    for place, piece in enumerate(pieces):
        between = (
            piece.op == SAME
            and piece.text.isspace()
            and bool(deleted or inserted)
            and place + 1 < len(pieces)
        )
        if piece.op == SAME and not between:
            tidy += [Piece(DELETED, deleted), Piece(INSERTED, inserted), piece]
            deleted = inserted = ""
        else:
            deleted += piece.text if piece.op != INSERTED else ""
            inserted += piece.text if piece.op != DELETED else ""
    tidy += [Piece(DELETED, deleted), Piece(INSERTED, inserted)]
    return tuple(piece for piece in tidy if piece.text)
