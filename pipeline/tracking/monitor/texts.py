"""The plan's texts as a workbook holds them, and whether a cell still says them."""

from __future__ import annotations

from pipeline.model.strings import tidy
from pipeline.store.export.xlsx import LONGEST, writable
from pipeline.tracking.monitor.forms import canonical
from pipeline.tracking.monitor.reading import Cell


def shown(value: object) -> str:
    """The plan's value as the workbook was given it."""
    return canonical(writable(value)[:LONGEST] if isinstance(value, str) else value)


def agrees(cell: Cell | None, expected: object) -> bool:
    """Whether a cell, or an empty one, says what the plan does."""
    if canonical(cell.value if cell else None) == shown(expected):
        return True
    # a year as text that a spreadsheet took for a number
    return cell is not None and isinstance(expected, str) and cell.text == tidy(expected)


def coordinate(column: int, row: int) -> str:
    """`F12`, from the number of the column, from 0, and that of the row, from 1."""
    letters, left = "", column + 1
    while left:
        left, letter = divmod(left - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"
