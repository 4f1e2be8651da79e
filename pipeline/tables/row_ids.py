"""Ids at their places: of rows in the tables of each kind, of headings and bands above them."""

from __future__ import annotations

from pipeline.model import levels
from pipeline.model.levels import Level
from pipeline.model.profile import Profile


def row_level(profile: Profile, kind: str) -> Level | None:
    """The level whose ids the rows of a table carry; None where they carry none."""
    role = "priority" if kind == "principles" else levels.ROLE_OF_TABLE.get(kind)
    return profile.level(role) if role else None


def row_key(profile: Profile, kind: str, text: str) -> str | None:
    """The id of a row, its lines joined by a blank or by nothing."""
    level = row_level(profile, kind)
    if level is None or level.pattern is None:
        return None
    if kind == "principles":
        found = level.label_of(text)
        return found[0] if found else None
    return level.pattern.parse(text) or level.pattern.parse(text.replace(" ", ""))


def level_label(profile: Profile, text: str, *seen: str) -> tuple[Level, str] | None:
    """The level, seen in one of these ways, with whose id a text begins, and that id.

    A name has to follow. The deepest level is asked first. A level without ids is told by its own
    word (`Virziens: …`), and the name stands for the id.
    """
    for level in reversed(list(profile.containers(*seen))):
        found = level.label_of(text, loose=False)
        if level.pattern is None and (start := level.name_start(text)):
            return level, text[start:].strip()
        if found and found[1] < len(text.rstrip()):
            return level, found[0]
    return None


def level_id(profile: Profile, text: str, *seen: str) -> Level | None:
    """The level, seen in one of these ways, of which the whole text is an id."""
    for level in reversed(list(profile.containers(*seen))):
        if level.pattern is not None and level.pattern.parse(text):
            return level
    return None
