"""Processes blocks of running text: which of them name a level, and which end a table."""

from __future__ import annotations

from pipeline.layout.fragment import Block
from pipeline.model.geometry import Box
from pipeline.model.profile import Profile
from pipeline.tables.progress import Progress, TextPart, lines_text
from pipeline.tables.row_ids import level_label
from pipeline.text.page import Line


def take_block(state: Progress, block: Block, band: bool = False) -> None:
    """Take a block; a heading ends the table above it, unless it is a repetition at the top of a
    page.

    `band`: the block is a merged row of a table.
    """
    for part in _parts(state.profile, block, band):
        level, again = _level_of(state, part, band)
        kind = "heading" if part.kind == "heading" or level else "paragraph"
        state.count(kind, part.page, Box.around(line.box for line in part.lines), part.lines)
        if kind == "heading" and not again and part.kind != "bullet":
            state.end_table()
        state.flow.append(TextPart(part, again, level))


def _level_of(state: Progress, part: Block, band: bool) -> tuple[str | None, bool]:
    """The level that a block names, and whether it is a repetition."""
    text = lines_text(part.lines)
    if part.kind == "bullet" or (part.kind == "paragraph" and not band):
        found = level_label(state.profile, _bare(text), "bullet")
        return (found[0].role, False) if found else (None, False)
    if part.kind != "heading" and not band:
        return None, False
    found = level_label(state.profile, text, "heading", *(["band"] if band else []))
    if found is None:
        unnumbered = [
            item.role for item in state.profile.containers("band") if item.pattern is None
        ]
        return (unnumbered[0] if band and len(unnumbered) == 1 else None), False
    level, key = found
    again = state.labels.get(level.role) == key
    state.labels[level.role] = key
    return level.role, again


def _bare(text: str) -> str:
    """The text of a list item without its bullet."""
    return text.lstrip("•●▪■◦○‣⁃·–—- ")


def _parts(profile: Profile, block: Block, band: bool) -> list[Block]:
    """Split a block into headings where later lines begin with an id of the plan."""
    if block.kind == "contents":  # lists rows that are elsewhere
        return [Block("paragraph", block.lines)]
    seen = ("heading", "band") if band else ("heading",)
    groups: list[list[Line]] = []
    kinds: list[str] = []
    for line in block.lines:
        listed = block.kind != "heading" and level_label(profile, _bare(line.text), "bullet")
        headed = (
            block.kind != "bullet"
            and level_label(profile, line.text, *seen) is not None
            and (line.bold or block.kind == "heading" or not groups)
        )
        if listed or headed or not groups:
            groups.append([line])
            kinds.append("heading" if headed else "bullet" if listed else block.kind)
        else:
            groups[-1].append(line)
    return [Block(kind, tuple(group)) for kind, group in zip(kinds, groups, strict=True)]
