"""Word by word: what went, what came, what stayed."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

SAME, GONE, CAME = "=", "-", "+"
_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")


class Piece(NamedTuple):
    """A run of text: `op` is = (in both), - (only in the old) or + (only in the new)."""

    op: str
    text: str


def redline(old: str | None, new: str | None) -> tuple[Piece, ...]:
    """The pieces of both texts in reading order. Joined without `+` they are the old text, without
    `-` the new one.
    """
    before, after = _TOKEN.findall(old or ""), _TOKEN.findall(new or "")
    pieces: list[Piece] = []
    for op, a1, a2, b1, b2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op == "equal":
            pieces.append(Piece(SAME, "".join(before[a1:a2])))
        else:
            pieces += [Piece(GONE, "".join(before[a1:a2])), Piece(CAME, "".join(after[b1:b2]))]
    return _tidy([piece for piece in pieces if piece.text])


def _tidy(pieces: list[Piece]) -> tuple[Piece, ...]:
    """A blank that stayed between two changes joins them: whole phrases read better than words."""
    tidy: list[Piece] = []
    gone = came = ""
    for place, piece in enumerate(pieces):
        between = (
            piece.op == SAME
            and piece.text.isspace()
            and bool(gone or came)
            and place + 1 < len(pieces)
        )
        if piece.op == SAME and not between:
            tidy += [Piece(GONE, gone), Piece(CAME, came), piece]
            gone = came = ""
        else:
            gone += piece.text if piece.op != CAME else ""
            came += piece.text if piece.op != GONE else ""
    tidy += [Piece(GONE, gone), Piece(CAME, came)]
    return tuple(piece for piece in tidy if piece.text)
