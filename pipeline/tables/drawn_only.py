"""Detects drawings that resemble tables: charts, boxes around text, decoration at the top of a
page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.layout.fragment import Fragment
from pipeline.tables.thresholds import TABLES


def is_drawn_only(fragment: Fragment, neighbours: Sequence[Fragment]) -> bool:
    """Whether the rules of a fragment are not a table. `neighbours` are the fragments of its page
    and the adjacent ones, to whose tables it may belong.
    """
    columns, rows = len(fragment.borders) - 1, len(fragment.rows) - 1
    if columns == 1:
        return True
    if columns == 2 and rows == 1:
        return not any(
            _same_sides(fragment, other) for other in neighbours if other is not fragment
        )
    return _is_chart(fragment, columns, rows)


def _is_chart(fragment: Fragment, columns: int, rows: int) -> bool:
    """Whether nearly all of many cells are empty, and no row can be a header."""
    limits = TABLES.drawn_only
    filled = [cell for cell in fragment.cells if cell.lines]
    if min(columns, rows) < limits.mesh or len(filled) >= limits.filled * len(fragment.cells):
        return False
    widths: Counter[int] = Counter()
    for cell in filled:
        widths[cell.row] += 1
    return max(widths.values(), default=0) < limits.header * columns


def _same_sides(fragment: Fragment, other: Fragment) -> bool:
    near = TABLES.drawn_only.near
    return all(abs(fragment.borders[end] - other.borders[end]) <= near for end in (0, -1))
