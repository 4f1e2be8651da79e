"""Bands: merged rows that name a level, and rows of sums."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.layout.blocks import blocks_of
from pipeline.layout.fragment import Cell, Fragment
from pipeline.model.profile import Profile
from pipeline.tables.columns import Columns
from pipeline.tables.progress import Progress, lines_text, piece_of, row_box
from pipeline.tables.row_ids import level_id, level_label
from pipeline.tables.stitching import OpenRow, Piece
from pipeline.tables.text_blocks import take_block
from pipeline.tables.thresholds import TABLES
from pipeline.text.page import Line


def is_band(
    profile: Profile, fragment: Fragment, cells: Sequence[Cell], columns: Columns | None
) -> bool:
    """Whether a row is one cell across the columns, or has only the heading of a level."""
    count = len(fragment.borders) - 1
    if count == 1:
        return False
    if len(cells) == 1 and cells[0].columns >= 2:
        cell = cells[0]
        wide = cell.box.x1 - cell.box.x0 > TABLES.bands.wide * (fragment.box.x1 - fragment.box.x0)
        return cell.columns == count or wide
    if columns is not None and columns.levels:
        return False  # the level has its own column
    ordered = sorted(cells, key=lambda cell: cell.column)
    first = lines_text(ordered[0].lines)
    # Only headings begin with the id of such a level.
    alone = level_id(profile, first, "band") is not None and len(cells) > 1
    across = sum(cell.columns for cell in cells) == count >= TABLES.bands.columns
    if len(cells) == 2 and across:
        joined = f"{first} {lines_text(ordered[1].lines)}"  # the level's word is beside id and name
        alone = alone or level_label(profile, joined, "band") is not None
    return alone or level_label(profile, first, "band") is not None


def take_band(
    state: Progress, fragment: Fragment, cells: Sequence[Cell], columns: Columns | None, row: int
) -> None:
    """Take a band: its text names a level, its amounts in columns of money are sums of that
    level.
    """
    ordered = sorted(cells, key=lambda cell: cell.column)
    beside = [cell for cell in ordered[1:] if columns is not None and _has_money(columns, cell)]
    named = [cell for cell in ordered if cell not in beside]
    lines = _heading_lines(state.profile, named)
    for block in blocks_of(lines, lines[0].size):
        take_block(state, block, band=True)
    if beside and columns is not None:
        take_sums(state, fragment, columns, row, beside)


def _has_money(columns: Columns, cell: Cell) -> bool:
    name = columns.fields[cell.column] if cell.column < len(columns.fields) else ""
    return name.split(" ")[0] in ("amount", "money")


def _heading_lines(profile: Profile, cells: Sequence[Cell]) -> list[Line]:
    """The lines of a merged row: an id in its own cell first, regardless of vertical centring; else
    from top to bottom.
    """
    first = cells[0].lines
    led = level_label(profile, lines_text(first), "band") is None
    rest = [line for cell in cells[led:] for line in cell.lines]
    rest.sort(key=lambda line: (line.box.top, line.box.x0))
    return [*first, *rest] if led else rest


def take_sums(
    state: Progress, fragment: Fragment, columns: Columns, row: int, cells: Sequence[Cell]
) -> None:
    """Take a row of sums: its label, and its cells by column."""
    own: dict[str, list[Piece]] = {}
    for cell in sorted(cells, key=lambda cell: cell.column):
        state.count("cell", fragment.page, cell.box, cell.lines)
        name = columns.fields[cell.column]
        labels = "label" not in own and not _has_money(columns, cell)
        own.setdefault("label" if labels else name, []).append(piece_of(fragment, cell))
    place = [(fragment.page, row_box(fragment, row, row + 1))]
    state.open_table(columns).rows.append(OpenRow(own, place, (), sums=True))
