"""Rows of levels from headings, bands, merged cells and hierarchy tables."""

from __future__ import annotations

import re

from pipeline.model.ids import numbered_under
from pipeline.model.levels import NESTED, TABLES, Level
from pipeline.model.strings import squeeze
from pipeline.records.builder import PlanBuilder, parent_in
from pipeline.records.printed import Printed
from pipeline.records.repairs import rejoined
from pipeline.tables.line_joins import Join

_GOES_ON: re.Pattern[str] = re.compile(r"\s*\((?:turpinājums|turp\.)\)\s*$", re.IGNORECASE)


def level_row(
    builder: PlanBuilder,
    level: Level,
    text: Printed,
    joins: tuple[Join, ...] = (),
    enter: bool = True,
) -> str | None:
    """Add a level with its id and name, or recognise it as a repetition. Return its id; None where
    there is no text.

    `enter`: make it the current one of its level.
    """
    if not text.tidied:
        return None
    found = level.label_of(text.text)
    if found is None and level.pattern is not None:
        whole = level.pattern.parse(text.text)
        found = (whole, len(text.text)) if whole else None
    if found is not None:
        key, at = found
    elif level.pattern is not None:
        key, at = text.tidied, 0
    else:
        at = level.name_start(text.text) or level.word_end(text.text)
        key = _unnumbered(builder, level, text, at)
    named(builder, level.role, key, text, at)
    if at < len(text.text):
        rejoined(builder, TABLES[level.role], key, "name", joins)
    if enter:
        builder.enter(level.role, key)
    return key


def _unnumbered(builder: PlanBuilder, level: Level, text: Printed, at: int) -> str:
    """The id of a level printed without one, made from its parent and its place there.

    `at` is the offset of its name.
    """
    parent = builder.parent(level.role)
    table = TABLES[level.role]
    wanted = squeeze(text.part(at, len(text.text)).tidied)
    for row in builder.rows.get(table, ()):
        if squeeze(row["name"] or "") == wanted and parent_in(level.role, row) == parent:
            return str(row[f"{level.role}_id"])
    return numbered_under(parent, builder.next(table, parent))


def named(builder: PlanBuilder, role: str, key: str, text: Printed, at: int) -> None:
    """Add a row of a level, or of principles, with its name, or recognise it as a repetition."""
    table = TABLES[role]
    own = text.part(at, len(text.text))
    name = own.tidied
    known = builder.by_key.get((table, key))
    if known is not None:
        if known["name"] is None and name:
            known["name"] = name
            builder.record_provenance(table, key, None, "name", own)
        else:
            _same_name(builder, table, key, known["name"] or "", own)
        return
    ident = text.part(level_word(builder, role, text, at), at)
    values = dict.fromkeys(builder.profile.declared[table].names)
    values |= {f"{role}_id": key, "name": name or None}
    if role in NESTED:
        values |= builder.parents(role)
    column = f"{role}_id"
    if "id_raw" in values:
        column = "id_raw"
        values["id_raw"] = ident.tidied.rstrip("–—-: ") or None
    builder.add_keyed(table, key, values)
    builder.record_provenance(table, key, None, column, ident)
    builder.record_provenance(table, key, None, "name", own)


def level_word(builder: PlanBuilder, role: str, text: Printed, at: int) -> int:
    """The offset of the id, after the level's own word if that is before it."""
    level = builder.profile.level(role)
    return min(level.word_end(text.text), at) if level is not None and at else 0


def _same_name(builder: PlanBuilder, table: str, key: str, first: str, again: Printed) -> None:
    told = again.tidied
    if told and _plain(told) != _plain(first) and (table, key) not in builder.differing:
        builder.differing.add((table, key))
        builder.add_finding("label-differs", again, table=table, key=key, column="name", name=first)


def _plain(text: str) -> str:
    """A name without a note that the table continues, for comparison."""
    return _GOES_ON.sub("", text).rstrip(" .")


def listed_name(text: Printed) -> Printed:
    """The text of a level named in a list, without bullet and trailing separator."""
    start = len(text.text) - len(text.text.lstrip("•●▪■◦○‣⁃·–—- "))
    return text.part(start, len(text.text.rstrip(" ;,.")))
