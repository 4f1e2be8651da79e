"""Drafts a profile: levels, tables and names, each with its evidence."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from pipeline.model.levels import CHAPTER
from pipeline.records.drafting.draft_tables import draft_tables
from pipeline.records.drafting.entries import Draft, write_levels, write_table
from pipeline.records.drafting.levels import levels_above, nest
from pipeline.records.drafting.names import names_in
from pipeline.records.drafting.sheets import Document, Event
from pipeline.records.drafting.thresholds import DRAFTING

_PERIOD = regex.compile(
    r"(?<!\d)((?:19|20)\d\d)\.?\s*(?:gada?m?)?\s*(?:[-–—]|līdz)\s*((?:19|20)\d\d)(?!\d)"
)


def draft(document: Document, name: str) -> Draft | None:
    """A profile for a document; None where it has no table of activities or projects."""
    tables = draft_tables(document)
    if not any(table.kind == "activities" for table in tables):
        return None
    made = Draft({"name": name, "drafted": True})
    chain, roles = levels_above(document, tables)
    nest(document, tables, chain, roles)
    title, period = _title(document)
    if title:
        made.data["title"] = title
    if period:
        made.data["period"] = list(period)
    made.data["levels"] = {}
    made.data["tables"] = []
    write_levels(made, tables, chain, roles)
    for table in tables:
        write_table(made, table)
    found = names_in([table for table in tables if table.kind in ("activities", "actions")])
    if found["sources"] or found["bodies"]:
        made.data["names"] = {**{key: own for key, own in found.items() if own}, "only": True}
    return made


def _title_parts(events: Sequence[Event]) -> list[str]:
    """The texts of a title. A heading already includes its lines; a chapter ends the title."""
    parts: list[str] = []
    for event in events:
        chapter = bool(parts) and CHAPTER.match(event.text) is not None
        if chapter and event.kind == "heading line":
            parts[-1] = parts[-1].partition(event.text)[0].rstrip()
        if chapter:
            break
        if event.kind != "heading line":
            parts.append(event.text)
    return parts


def _title(document: Document) -> tuple[str | None, tuple[int, int] | None]:
    """The title, which is the largest text of the first pages, and the years in it."""
    early = [
        event
        for event in document.events
        if event.kind in ("heading", "heading line", "bullet") and event.page <= 2
    ]
    first = [
        event for event in early if event.page == min((item.page for item in early), default=1)
    ]
    if not first:
        return None, None
    largest = max(event.size for event in first)
    limits = DRAFTING.entries
    lines = [event for event in first if event.size >= largest - limits.same_size]
    title = " ".join(_title_parts(lines))[: limits.longest_title]
    for text in (title, *(event.text for event in early)):
        match = _PERIOD.search(text)
        if match and int(match.group(1)) < int(match.group(2)):
            return title, (int(match.group(1)), int(match.group(2)))
    return title, None
