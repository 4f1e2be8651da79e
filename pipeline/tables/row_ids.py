"""Ids at their places: of rows in the tables of each kind, of headings above them."""

from __future__ import annotations

from pipeline.model import values
from pipeline.model.profile import Profile

_KEYS = {"actions": "action", "activities": "activity", "principles": "priority"}


def row_key(profile: Profile, kind: str, text: str) -> str | None:
    """The id of a row, its lines joined by a blank or by nothing."""
    letters, depth = profile.ids[_KEYS[kind]], values.DEPTH[_KEYS[kind]]
    if kind == "principles":
        found = values.label(letters, text, depth)
        return found[0] if found else None
    return values.canonical(letters, text, depth) or values.canonical(
        letters, text.replace(" ", ""), depth
    )


def heading_label(profile: Profile, text: str) -> tuple[str, str] | None:
    """The letters and the id with which a heading of a priority or a direction begins."""
    for kind in ("direction", "priority"):
        letters = profile.ids[kind]
        found = values.label(letters, text, values.DEPTH[kind])
        if found and found[1] < len(text.rstrip()):
            return letters, found[0]
    return None
