"""Joins the fragments of tables of any PDF across pages, before interpretation.

A fragment continues the previous one where only page furniture is between them and their columns
are the same. Repeated headers are dropped, and rows cut by the page break are joined: these are
recognised by an empty first column, which other rows fill, or by sentences that continue.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.layout.fragment import Fragment, Layout
from pipeline.model.geometry import Box
from pipeline.model.strings import squeeze
from pipeline.tables.stitching import Piece
from pipeline.tables.thresholds import TABLES

Place = tuple[int, Box]  # page, and box on it


@dataclass(slots=True)
class WholeRow:
    """A row of a table: the parts of its cells, and its places."""

    cells: dict[int, list[Piece]]  # by first column
    covered: set[int]  # columns covered by merged cells
    places: list[Place]
    bold: bool = False  # whether all its text is bold

    def text(self, column: int) -> str:
        """The text of a cell without spaces."""
        pieces = self.cells.get(column, ())
        return squeeze("".join(line.text for piece in pieces for line in piece.lines))

    def key(self) -> tuple[tuple[int, str], ...]:
        """The texts of filled cells, to recognise repeated rows."""
        return tuple((column, text) for column in sorted(self.cells) if (text := self.text(column)))


@dataclass(slots=True)
class WholeTable:
    """A table on one or more pages."""

    borders: tuple[float, ...]  # those of the fragment with most columns, as shares of its width
    width: float
    rows: list[WholeRow]
    places: list[Place]  # places of its fragments
    dropped: list[Place] = field(default_factory=list)  # places of repeated header rows
    breaks: list[int] = field(default_factory=list)  # indices of the first rows on each page

    def shift(self, columns: Sequence[int], borders: tuple[float, ...]) -> None:
        """Refine the columns; `columns` are the indices of the present borders among the new
        ones.
        """
        self.borders = borders
        for row in self.rows:
            row.covered = {
                new
                for old in range(len(columns) - 1)
                for new in range(columns[old], columns[old + 1])
                if old in row.covered or new > columns[old]
            }
            row.cells = {columns[old]: pieces for old, pieces in row.cells.items()}


def whole_tables(layouts: Sequence[Layout]) -> list[WholeTable]:
    """The tables of a document, in order."""
    result: list[WholeTable] = []
    last: Fragment | None = None  # the tables that may be continued
    for layout in layouts:
        items = [item for item in layout.items if getattr(item, "kind", "") != "furniture"]
        if layout.facts.copy_of is not None:
            continue
        for item in items:
            if not isinstance(item, Fragment):
                last = None
                continue
            follows = last is not None and (
                _is_below(last, item)
                if last.page == item.page
                else last.page == item.page - 1 and item is items[0]
            )
            if not follows or not _add(result[-1], item):
                result.append(_begun(item))
            last = item
    for table in result:
        _join_cut_rows(table)
    return result


def _is_below(above: Fragment, fragment: Fragment) -> bool:
    """Whether a fragment is directly below another: parts of one table separated by wide rules."""
    limits = TABLES.whole
    gap = fragment.box.top - above.box.bottom
    overlap = min(above.box.x1, fragment.box.x1) - max(above.box.x0, fragment.box.x0)
    width = above.box.x1 - above.box.x0
    return 0 <= gap < limits.near and overlap > (1 - limits.as_wide) * width


def _begun(fragment: Fragment) -> WholeTable:
    borders, width = _shares(fragment)
    rows = list(_rows(fragment, range(len(borders))))
    return WholeTable(borders, width, rows, [(fragment.page, fragment.box)])


def _shares(fragment: Fragment) -> tuple[tuple[float, ...], float]:
    """The borders as shares of the width, and the width, as pages differ in their margins."""
    left, width = fragment.borders[0], fragment.borders[-1] - fragment.borders[0]
    return tuple((at - left) / width for at in fragment.borders), width


def _rows(fragment: Fragment, columns: Sequence[int]) -> Iterator[WholeRow]:
    """The rows of a fragment; `columns` are the indices of its borders among the table's."""
    count = len(fragment.rows) - 1
    own: list[dict[int, list[Piece]]] = [{} for _ in range(count)]
    covered: list[set[int]] = [set() for _ in range(count)]
    for cell in fragment.cells:
        first, stop = columns[cell.column], columns[cell.column + cell.columns]
        own[cell.row][first] = [Piece(fragment.page, cell.box, cell.lines)]
        covered[cell.row].update(range(first + 1, stop))
        for row in range(cell.row + 1, cell.row + cell.rows):
            covered[row].update(range(first, stop))
    for row, (top, bottom) in enumerate(itertools.pairwise(fragment.rows)):
        box = Box(fragment.borders[0], top, fragment.borders[-1], bottom)
        lines = [line for pieces in own[row].values() for piece in pieces for line in piece.lines]
        bold = bool(lines) and all(line.bold for line in lines)
        yield WholeRow(own[row], covered[row], [(fragment.page, box)], bold)


# ── one table or two ────────────────────────────────────────────────────────────────────────────


def _add(table: WholeTable, fragment: Fragment) -> bool:
    """Append a fragment to the table that it continues; False where it is another table."""
    borders, width = _shares(fragment)
    if abs(width - table.width) > TABLES.whole.as_wide * table.width:
        return False
    finer = len(borders) > len(table.borders)
    columns = _matched(borders, table.borders) if not finer else _matched(table.borders, borders)
    if columns is None:
        return False
    rows = list(_rows(fragment, range(len(borders)) if finer else columns))
    if finer:
        table.shift(columns, borders)
    first, count = _printed_again(table.rows, rows)
    if not count and _has_own_header(table.rows, rows):
        return False
    again = rows[first : first + count]
    rows = rows[:first] + rows[first + count :]
    if rows and _is_band(rows[0]) and _last_band(table.rows) == rows[0].key():
        again.append(rows.pop(0))
    table.dropped += [place for row in again for place in row.places]
    if rows:
        table.breaks.append(len(table.rows))
    table.rows += rows
    table.places.append((fragment.page, fragment.box))
    return True


def _matched(coarse: Sequence[float], fine: Sequence[float]) -> list[int] | None:
    """The indices of borders among others; None where they are of another table.

    The same number of borders matches with a drift below a part of a column; fewer match where they
    coincide with some of the others.
    """
    limits = TABLES.whole
    if len(coarse) == len(fine):
        widths = [b - a for a, b in itertools.pairwise(fine)]
        rooms = [min(pair) for pair in itertools.pairwise(widths)]
        inner = zip(coarse[1:-1], fine[1:-1], rooms, strict=True)
        near = all(abs(a - b) <= max(limits.drift * room, limits.same) for a, b, room in inner)
        return list(range(len(fine))) if near else None
    found = [min(range(len(fine)), key=lambda at: abs(fine[at] - border)) for border in coarse]
    off = [abs(fine[at] - border) for at, border in zip(found, coarse, strict=True)]
    near = all(each <= limits.same for each in off)
    return found if near and len(set(found)) == len(found) > 2 else None


def _printed_again(rows: Sequence[WholeRow], new: Sequence[WholeRow]) -> tuple[int, int]:
    """The first row and the number of rows of a fragment that repeat the table's header.

    Without rules, the lines of a header can be one row on one page and two on the next.
    """
    limits = TABLES.whole
    heads = {
        _joined_texts(rows[at:stop])
        for at in range(limits.deep)
        for stop in range(at + 1, min(at + limits.deep, len(rows)) + 1)
    }
    best = (0, 0)
    for start in range(limits.deep):
        for stop in range(start + 1, min(start + limits.deep, len(new)) + 1):
            own = _joined_texts(new[start:stop])
            if len(own) > 1 and own in heads and stop - start > best[1]:
                best = (start, stop - start)
    return best


def _joined_texts(rows: Sequence[WholeRow]) -> tuple[tuple[int, str], ...]:
    """The texts of several rows joined by column."""
    texts: dict[int, str] = {}
    for row in rows:
        for column, text in row.key():
            texts[column] = texts.get(column, "") + text
    return tuple(sorted(texts.items()))


def _has_own_header(rows: Sequence[WholeRow], new: Sequence[WholeRow]) -> bool:
    """Whether a fragment begins with another header than the table's."""
    if not rows or not new or not (_is_header(rows[0]) and _is_header(new[0])):
        return False
    return not any(map(_is_header, rows[TABLES.whole.deep :]))


def _is_header(row: WholeRow) -> bool:
    return row.bold and len(row.key()) > 1


def _is_band(row: WholeRow) -> bool:
    """Whether one cell spans all columns."""
    return 0 in row.cells and len(row.cells) == 1 and len(row.key()) == 1


def _last_band(rows: Sequence[WholeRow]) -> tuple[tuple[int, str], ...] | None:
    return next((row.key() for row in reversed(rows) if _is_band(row)), None)


# ── rows that a page break cuts ─────────────────────────────────────────────────────────────────


def _join_cut_rows(table: WholeTable) -> None:
    """Join the first rows on pages with the rows that they continue."""
    own = _key_column(table)
    for at in reversed(table.breaks):
        if not 0 < at < len(table.rows):
            continue
        before, row = table.rows[at - 1], table.rows[at]
        if _is_band(row) or _is_band(before) or not _goes_on(before, row, own):
            continue
        for column, pieces in row.cells.items():
            before.cells.setdefault(column, []).extend(pieces)
        before.places += row.places
        del table.rows[at]


def _key_column(table: WholeTable) -> int | None:
    """The first column that nearly all rows fill, except those at page breaks."""
    edges = {place for at in table.breaks for place in (at - 1, at)}
    rows = [row for at, row in enumerate(table.rows) if at not in edges and not _is_band(row)]
    for column in range(len(table.borders) - 1):
        filled = sum(bool(row.text(column)) or column in row.covered for row in rows)
        if rows and filled >= TABLES.whole.filled * len(rows):
            return column
    return None


def _goes_on(before: WholeRow, row: WholeRow, own: int | None) -> bool:
    """Whether the first row on a page is the remainder of the previous one."""
    if not row.key():
        return False
    if own is not None and own not in row.covered and not row.text(own):
        return True
    if own is not None and own not in before.covered and not before.text(own) and before.key():
        return True  # vertically centred text: the second part has the key
    both = [column for column, _ in row.key() if before.text(column)]
    return len(both) == len(row.key()) < len(before.key()) and all(
        _in_sentence(before.cells[column], row.cells[column]) for column in both
    )


def _in_sentence(above: Sequence[Piece], below: Sequence[Piece]) -> bool:
    last = next((piece.lines[-1].text for piece in reversed(above) if piece.lines), "")
    first = next((piece.lines[0].text for piece in below if piece.lines), "")
    return first[:1].islower() and last[-1:] not in ".;:!?"
