"""The plan's values as text in workbooks, and their comparison with cells."""

from __future__ import annotations

from pipeline.model.strings import tidy
from pipeline.store.export.xlsx import LONGEST, writable
from pipeline.tracking.monitor.forms import canonical
from pipeline.tracking.monitor.reading import Cell


def shown(value: object) -> str:
    """The plan's value as written into the workbook."""
    return canonical(writable(value)[:LONGEST] if isinstance(value, str) else value)


def agrees(cell: Cell | None, expected: object) -> bool:
    """Whether a cell (None: empty) has the plan's value."""
    if canonical(cell.value if cell else None) == shown(expected):
        return True
    # a year as text that a spreadsheet turned into a number
    return cell is not None and isinstance(expected, str) and cell.text == tidy(expected)


def coordinate(column: int, row: int) -> str:
    """`F12`, from column number (from 0) and row number (from 1)."""
    letters, left = "", column + 1
    while left:
        left, letter = divmod(left - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"
