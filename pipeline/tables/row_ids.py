"""Parses ids of rows by kind of table, and of headings and bands above them."""

from __future__ import annotations

from pipeline.model import levels
from pipeline.model.levels import Level
from pipeline.model.profile import Profile


def row_level(profile: Profile, kind: str) -> Level | None:
    """The level of a table's rows; None where they have no ids."""
    role = "priority" if kind == "principles" else levels.ROLE_OF_TABLE.get(kind)
    return profile.level(role) if role else None


def row_key(profile: Profile, kind: str, text: str) -> str | None:
    """The id of a row, with lines joined by a space or by nothing."""
    level = row_level(profile, kind)
    if level is None or level.pattern is None:
        return None
    if kind == "principles":
        found = level.label_of(text)
        return found[0] if found else None
    return level.pattern.parse(text) or level.pattern.parse(text.replace(" ", ""))


def level_label(profile: Profile, text: str, *seen: str) -> tuple[Level, str] | None:
    """The level whose id is at the beginning of a text, and the id; only levels seen in the given
    ways.

    A name has to follow. The lowest level is tried first. Levels without ids are recognised by
    their word (`Virziens: …`), and the name is returned as the id.
    """
    for level in reversed(list(profile.containers(*seen))):
        found = level.label_of(text, loose=False)
        if level.pattern is None and (start := level.name_start(text)):
            return level, text[start:].strip()
        if found and found[1] < len(text.rstrip()):
            return level, found[0]
    return None


def level_id(profile: Profile, text: str, *seen: str) -> Level | None:
    """The level of which the whole text is an id; only levels seen in the given ways."""
    for level in reversed(list(profile.containers(*seen))):
        if level.pattern is not None and level.pattern.parse(text):
            return level
    return None
