"""Tables without rules on several pages, detected with information from other pages.

A table is recognised by its repeated header, and its remainder at the top of the next page by
fitting the columns of the table at the bottom of the page before.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.layout.alignment import TextLine, columns_of, gutters
from pipeline.layout.ruleless import Region, keeps
from pipeline.layout.thresholds import LAYOUT

Pages = Sequence[Sequence[TextLine]]


def carried(pages: Pages, found: Sequence[Sequence[Region]]) -> list[list[Region]]:
    """The tables of each page, including those detected with other pages only. `pages` are the free
    lines of each page, top to bottom.
    """
    headed = _by_header(found)
    result: list[list[Region]] = []
    for lines, own in zip(pages, found, strict=True):
        tables = [_with_better_columns(table, headed) for table in own]
        for place, line in enumerate(lines):
            known = headed.get(_head(lines[place:]))
            if known is not None and not any(line in table.lines for table in tables):
                kept = _lines_in_columns(lines[place:], known)
                if kept:
                    tables.append(Region(tuple(kept), known.borders))
        tables = _reunited(lines, tables, headed)
        before = result[-1] if result else []
        if before and lines:
            last = max(before, key=lambda table: table.lines[-1].bottom)
            tables = _with_remainder(lines, tables, last)
        result.append(sorted(tables, key=lambda table: table.lines[0].top))
    return result


def _by_header(found: Sequence[Sequence[Region]]) -> dict[str, Region]:
    """For the text of each header, the table with most columns."""
    result: dict[str, Region] = {}
    for own in found:
        for table in own:
            text = _head(table.lines)
            if not text or any(char.isdigit() for char in text):
                continue
            if text not in result or len(table.borders) > len(result[text].borders):
                result[text] = table
    return result


def _with_better_columns(table: Region, headed: dict[str, Region]) -> Region:
    """The table with the columns of a similar table that has more, where it fits them."""
    known = headed.get(_head(table.lines))
    if known is None or len(known.borders) <= len(table.borders):
        return table
    keeping = sum(keeps(line, known) for line in table.lines)
    return Region(table.lines, known.borders) if keeping == len(table.lines) else table


def _reunited(
    lines: Sequence[TextLine], tables: Sequence[Region], headed: dict[str, Region]
) -> list[Region]:
    """The tables of a page, with a known header and rows further down joined by the lines between
    them, as a long remainder in one column resembles running text.
    """
    result: list[Region] = []
    taken: set[int] = set()
    for table in tables:
        known = headed.get(_head(table.lines))
        if known is not None and id(table) not in taken and table.lines[0] in lines:
            kept = _lines_in_columns(lines[lines.index(table.lines[0]) :], known)
            own = {id(line) for line in kept}
            parts = [other for other in tables if all(id(line) in own for line in other.lines)]
            if len(parts) > 1 and any(part is table for part in parts):
                taken.update(id(part) for part in parts if part is not table)
                result.append(Region(tuple(kept), known.borders))
                continue
        if id(table) not in taken:
            result.append(table)
    return [table for table in result if id(table) not in taken]


def _with_remainder(
    lines: Sequence[TextLine], tables: Sequence[Region], last: Region
) -> list[Region]:
    """The tables of a page, including the remainder at its top."""
    first = min(tables, key=lambda table: table.lines[0].top) if tables else None
    above = [line for line in lines if first is None or line.top < first.lines[0].top]
    kept = _lines_in_columns(above, last)
    if above and (not kept or kept[0] is not lines[0]):
        return list(tables)
    near = first is not None and (not kept or _is_near(kept[-1], first))
    goes_on = near and len(kept) == len(above)
    if goes_on and first is not None and first.head is None and _is_headless(first, last):
        borders = _common(last, first)
        if borders is not None:
            whole = Region((*kept, *first.lines), borders, 0)
            return [whole, *(table for table in tables if table is not first)]
    return [*tables, Region(tuple(kept), last.borders, 0)] if _is_row(kept, last) else list(tables)


def _is_headless(first: Region, last: Region) -> bool:
    """Whether a table on the next page begins with a row or the remainder of one, rather than with
    a header, which is bold or that of the previous table.
    """
    bold = all(word.bold for word in first.lines[0].words)
    return not bold and _head(first.lines) != _head(last.lines)


def _common(last: Region, first: Region) -> tuple[float, ...] | None:
    """The common columns of a table and its continuation on the next page; None where they differ.

    Both together may show the same columns as the first part, even if each shows them differently.
    """
    if all(keeps(line, last) for line in first.lines):
        return last.borders
    both = tuple((start + end) / 2 for start, end in gutters([*last.lines, *first.lines]))
    return both if len(both) == len(last.borders) else None


def _is_row(lines: Sequence[TextLine], table: Region) -> bool:
    """Whether lines that fit the columns of a table are the remainder of a row: several cells, or
    one that is not where running text begins.
    """
    return any(
        len(line.cells) > 1 or columns_of(line.cells[0], table.borders)[0] > 0 for line in lines
    )


def _is_near(line: TextLine, table: Region) -> bool:
    return table.lines[0].top - line.bottom <= (LAYOUT.regions.apart - 1) * line.size


def _lines_in_columns(lines: Sequence[TextLine], table: Region) -> list[TextLine]:
    """The consecutive lines, from the first, that fit the columns of a table."""
    kept: list[TextLine] = []
    for line in lines:
        far = kept and line.top - kept[-1].bottom > (LAYOUT.regions.apart - 1) * line.size
        if far or not keeps(line, table):
            break
        kept.append(line)
    return kept


def _head(lines: Sequence[TextLine]) -> str:
    """The text that identifies a header: its lines down to the first one of several cells; empty
    where there is none among the first lines.
    """
    for count, line in enumerate(lines[: LAYOUT.regions.head], 1):
        if len(line.cells) > 1:
            return " ".join(word.text for own in lines[:count] for word in own.words)
    return ""
