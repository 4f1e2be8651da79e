"""Joins the lines of cells and of running text, using the words of the whole document."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

from pipeline.layout.fragment import Block, Fragment, Layout
from pipeline.model.geometry import Box
from pipeline.model.strings import tidy
from pipeline.tables.headers import HeaderCell
from pipeline.tables.line_joins import Join, Lexicon, Measure, join, lexicon, measure, text_of
from pipeline.tables.logical import Heading, LogicalCell, LogicalRow, LogicalTable
from pipeline.tables.stitching import OpenRow, Piece
from pipeline.tables.whole_tables import WholeTable
from pipeline.text.page import Line

# Running text has no column, so the fullness of its lines is no evidence about words.
_UNBOUNDED = Box(-1e6, 0.0, 1e6, 0.0)


def words_of(rows: Iterable[OpenRow], blocks: Iterable[Block]) -> Lexicon:
    """The words of a document."""
    return lexicon(
        [
            *(_measured(pieces) for row in rows for pieces in row.cells.values()),
            *(_measured([_free(block)]) for block in blocks),
        ]
    )


def heading(block: Block, repeated: bool, level: str | None, words: Lexicon) -> Heading:
    """A block with its lines joined."""
    return Heading(block, _joins([_free(block)], words), repeated, level)


def table(
    kind: str, shape: int, header: Sequence[HeaderCell], rows: Iterable[OpenRow], words: Lexicon
) -> LogicalTable:
    """A table with the lines of all its cells joined."""
    heads = tuple((cell, _joins([Piece(0, cell.box, cell.lines)], words)) for cell in header)
    return LogicalTable(kind, shape, heads, tuple(_row(row, words) for row in rows))


def _row(row: OpenRow, words: Lexicon) -> LogicalRow:
    return LogicalRow(
        tuple(_cell(name, pieces, words) for name, pieces in row.cells.items()),
        tuple(row.pieces),
        tuple(row.stitches),
        row.shared,
        row.sums,
    )


def _cell(name: str, pieces: Sequence[Piece], words: Lexicon) -> LogicalCell:
    lines = tuple(line for piece in pieces for line in piece.lines)
    places = tuple((piece.page, piece.box) for piece in pieces)
    shaded = any(piece.shaded for piece in pieces)
    return LogicalCell(name, lines, _joins(pieces, words), places, shaded)


def _free(block: Block) -> Piece:
    return Piece(block.page, _UNBOUNDED, block.lines)


def _measured(pieces: Sequence[Piece]) -> list[tuple[Line, Measure]]:
    result: list[tuple[Line, Measure]] = []
    for piece in pieces:
        room = measure(piece.box, piece.lines)
        result.extend((line, room) for line in piece.lines)
    return result


def _joins(pieces: Sequence[Piece], words: Lexicon) -> tuple[Join, ...]:
    return tuple(
        join(line, after, room, words)
        for (line, room), (after, _) in itertools.pairwise(_measured(pieces))
    )


# ── bare tables ─────────────────────────────────────────────────────────────────────────────────


def fragment_words(layouts: Sequence[Layout]) -> Lexicon:
    """The words of a document with unknown tables, to join the lines of their cells."""
    items = [item for layout in layouts for item in layout.items]
    return lexicon(
        [
            _measured([Piece(item.page, cell.box, cell.lines)])
            for item in items
            if isinstance(item, Fragment)
            for cell in item.cells
        ]
        + [_measured([_free(item)]) for item in items if isinstance(item, Block)]
    )


def texts(fragment: Fragment, words: Lexicon) -> list[list[str | None]]:
    """The texts of a fragment's cells by row; None for the other positions of merged cells."""
    grid: list[list[str | None]] = [[None] * (len(fragment.borders) - 1) for _ in fragment.rows[1:]]
    for cell in fragment.cells:
        piece = Piece(fragment.page, cell.box, cell.lines)
        grid[cell.row][cell.column] = joined_text([piece], words)
    return grid


def whole_texts(table: WholeTable, words: Lexicon) -> list[list[str | None]]:
    """The texts of a table's cells by row; None for the other positions of merged cells."""
    columns = range(len(table.borders) - 1)
    return [
        [
            joined_text(row.cells[column], words)
            if column in row.cells
            else None
            if column in row.covered
            else ""
            for column in columns
        ]
        for row in table.rows
    ]


def joined_text(pieces: Sequence[Piece], words: Lexicon) -> str:
    """The text of a cell, with lines joined also across page breaks."""
    lines = [line for piece in pieces for line in piece.lines]
    return tidy(text_of(lines, [join.glue for join in _joins(pieces, words)]))
