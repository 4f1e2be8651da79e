"""Headings and running text: priorities, directions, chapters, paragraphs."""

from __future__ import annotations

import re

import regex

from pipeline.model import values
from pipeline.model.schema import Direction, Paragraph, Principle, Priority
from pipeline.records.builder import Draft
from pipeline.records.printed import Printed, printed
from pipeline.records.repairs import rejoined
from pipeline.tables.logical import Heading

_CHAPTER = regex.compile(r"(\d{1,2})\.?\s+\p{Lu}|(\d{1,2})\.(?=\p{Lu})")
_GOES_ON: re.Pattern[str] = re.compile(r"\s*\((?:turpinājums|turp\.)\)\s*$", re.IGNORECASE)


def take_heading(draft: Draft, heading: Heading) -> None:
    """A block of text: the name of a priority or a direction, or running text."""
    text = printed(heading.block.lines, tuple(join.glue for join in heading.joins))
    if heading.block.kind == "heading":
        for kind, table in (("direction", "directions"), ("priority", "priorities")):
            found = values.label(draft.profile.ids[kind], text.text, values.DEPTH[kind])
            if found is not None:
                named(draft, table, found[0], text, found[1])
                rejoined(draft, table, found[0], "name", heading.joins)
                if kind == "priority":
                    draft.priority, draft.direction = found[0], None
                else:
                    draft.direction = found[0]
                return
    _paragraph(draft, heading, text)


def named(draft: Draft, table: str, name: str, text: Printed, at: int) -> None:
    """A priority, direction or principle met with its name: new, or told again."""
    own = text.part(at, len(text.text))
    first = draft.names.get((table, name))
    if first is not None:
        _same_name(draft, table, name, first, own)
        return
    draft.names[table, name] = own.tidied
    if table == "directions":
        draft.add(table, Direction(name, draft.priority, own.tidied or None))
        column = "direction_id"
    elif table == "priorities":
        draft.add(table, Priority(name, own.tidied or None))
        column = "priority_id"
    else:
        draft.add(table, Principle(name, own.tidied or None))
        column = "principle_id"
    draft.stands(table, name, None, column, text.part(0, at))
    draft.stands(table, name, None, "name", own)


def _same_name(draft: Draft, table: str, name: str, first: str, again: Printed) -> None:
    told = again.tidied
    if told and _plain(told) != _plain(first) and (table, name) not in draft.differing:
        draft.differing.add((table, name))
        draft.doubt("label-differs", again, table=table, key=name, column="name", name=first)


def _plain(text: str) -> str:
    """Names are one where they differ in nothing but a note that the table goes on."""
    return _GOES_ON.sub("", text).rstrip(" .")


def _paragraph(draft: Draft, heading: Heading, text: Printed) -> None:
    kind = heading.block.kind
    whole = text.tidied
    if kind == "heading":
        match = _CHAPTER.match(whole)
        if match:
            draft.chapter = match.group(1) or match.group(2)
    rows = draft.rows.setdefault("paragraphs", [])
    position = draft.positions[draft.chapter] = draft.positions.get(draft.chapter, 0) + 1
    key = f"{draft.chapter}/{position}"
    rows.append(Paragraph(draft.chapter, position, kind, whole, heading.block.page))
    draft.stands("paragraphs", key, position, "text", text)
    rejoined(draft, "paragraphs", key, "text", heading.joins)
