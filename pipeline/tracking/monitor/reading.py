"""Reads a filled workbook: its sheets, their headers, and every cell with its place.

Cells are interpreted elsewhere (`reports`). Columns are found by header in any order, sheets by
their headers whatever their names.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.model.strings import squeeze, tidy
from pipeline.tracking.monitor import identity, safety
from pipeline.tracking.monitor.forms import Form
from pipeline.tracking.monitor.identity import INSTRUCTIONS, Identity
from pipeline.tracking.monitor.safety import Refusal
from pipeline.tracking.monitor.values import written

_HEAD_ROWS = 20  # rows from the top that are searched for a header
_MOST_ROWS = 200_000
_MOST_COLUMNS = 500
_ENOUGH = 0.5  # share of a form's headers with which a sheet is recognised as that form
# for damaged parts, openpyxl raises whatever its parsers raise
_DAMAGE = (KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, OSError)


@dataclass(frozen=True, slots=True)
class Cell:
    """A non-empty cell: `place` as `F12`; `formula` where it has no saved result."""

    place: str
    value: Any
    percent: bool = False
    formula: bool = False

    @property
    def text(self) -> str:
        """The text of the cell, as stored in the tables."""
        return written(self.value)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet: its number (from 1), and its cells by column number (from 0)."""

    number: int
    cells: Mapping[int, Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: `form` is None for one that was not issued; `headers` by column number."""

    name: str
    form: Form | None
    headers: Mapping[int, str]
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook: its file's name, and the rows of its sheets by sheet name. `identity` is None
    where it is missing.
    """

    file: str
    identity: Identity | None
    sheets: Mapping[str, Sequence[Row]]

    def recognised(self, forms: Sequence[Form]) -> tuple[Sheet, ...]:
        """The sheets with recognised forms, except the sheet of instructions."""
        return tuple(
            _sheet(title, rows, forms)
            for title, rows in self.sheets.items()
            if title != INSTRUCTIONS
        )


def read(path: Path, name: str) -> Workbook | Refusal:
    """The workbook at `path`, called `name` in messages; or the refusal."""
    refused = safety.refusal(path)
    if refused is not None:
        return refused
    try:
        return _read(path, name)
    except _TooBigError as error:
        return Refusal("size", str(error))
    except _DAMAGE as error:
        return Refusal("damaged", f"{type(error).__name__}: {error}"[:200])


class _TooBigError(Exception):
    """A sheet has more rows or columns than any plan needs."""


def _read(path: Path, name: str) -> Workbook:
    book = _opened(path, formulas=True)
    try:
        properties = {p.name: str(p.value or "") for p in book.custom_doc_props.props}
        found = {sheet.title: list(_cells(sheet)) for sheet in book.worksheets}
    finally:
        book.close()
    if any(cell.formula for rows in found.values() for row in rows for cell in row.cells.values()):
        found = _with_results(path, found)
    if safety.has_hyperlinks(path):
        found = _with_targets(path, found)
    lines = _lines(found.get(INSTRUCTIONS, ()))
    return Workbook(name, identity.read(properties, lines), found)


def _opened(path: Path, formulas: bool) -> Any:
    from openpyxl import load_workbook

    with _without_warnings():
        return load_workbook(path, read_only=True, data_only=not formulas, keep_links=False)


@contextmanager
def _without_warnings() -> Iterator[None]:
    """Suppress openpyxl's warnings on parts that it ignores and no cell needs: extensions of data
    validation, print headers.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        yield


def _cells(sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()  # the size recorded in the file may be wrong
    for row in sheet.iter_rows():
        cells: dict[int, Cell] = {}
        for cell in row:
            value = getattr(cell, "value", None)
            if value is None or (isinstance(value, str) and not tidy(value)):
                continue
            if cell.column > _MOST_COLUMNS or cell.row > _MOST_ROWS:
                raise _TooBigError(f"{sheet.title}!{cell.coordinate}")
            percent = isinstance(value, (int, float)) and "%" in (cell.number_format or "")
            formula = cell.data_type == "f"
            shown = str(getattr(value, "text", value)) if formula else value
            cells[cell.column - 1] = Cell(cell.coordinate, shown, percent, formula)
        if cells:
            number = next(cell.row for cell in row if getattr(cell, "value", None) is not None)
            yield Row(number, cells)


def _with_results(path: Path, found: Mapping[str, list[Row]]) -> dict[str, list[Row]]:
    """The sheets with saved results in place of formulas."""
    book = _opened(path, formulas=False)
    try:
        results = {
            (sheet.title, cell.place): cell
            for sheet in book.worksheets
            for row in _cells(sheet)
            for cell in row.cells.values()
        }
    finally:
        book.close()
    return {
        title: [
            Row(
                row.number,
                {
                    at: results.get((title, cell.place), cell) if cell.formula else cell
                    for at, cell in row.cells.items()
                },
            )
            for row in rows
        ]
        for title, rows in found.items()
    }


def _with_targets(path: Path, found: Mapping[str, list[Row]]) -> dict[str, list[Row]]:
    """The sheets with the address of each link appended to its text, where that is not the
    address.
    """
    from openpyxl import load_workbook

    with _without_warnings():
        book = load_workbook(path, keep_links=False)  # openpyxl's read-only mode has no links
    targets = {
        (sheet.title, cell.coordinate): cell.hyperlink.target
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.hyperlink is not None and cell.hyperlink.target
    }

    def told(title: str, cell: Cell) -> Cell:
        target = targets.get((title, cell.place))
        if target is None or target.rstrip("/") == cell.text.rstrip("/"):
            return cell
        return replace(cell, value=f"{cell.text} <{target}>")

    return {
        title: [
            Row(row.number, {at: told(title, cell) for at, cell in row.cells.items()})
            for row in rows
        ]
        for title, rows in found.items()
    }


def _lines(rows: Sequence[Row]) -> dict[str, str]:
    """The lines of the sheet of instructions: label and text."""
    return {
        tidy(row.cells[0].text): row.cells[1].text
        for row in rows
        if 0 in row.cells and 1 in row.cells
    }


def _sheet(title: str, rows: Sequence[Row], forms: Sequence[Form]) -> Sheet:
    best: tuple[float, int, Form] | None = None
    for at, row in enumerate(rows[:_HEAD_ROWS]):
        said = {squeeze(cell.text) for cell in row.cells.values()}
        for form in forms:
            wanted = {squeeze(column.header) for column in form.columns}
            fits = len(wanted & said) / len(wanted)
            if fits >= _ENOUGH and (best is None or fits > best[0]):
                best = fits, at, form
    if best is None:
        return Sheet(title, None, {}, rows)
    _, at, form = best
    headers = {column: tidy(cell.text) for column, cell in rows[at].cells.items()}
    # lines above the header are not rows
    return Sheet(title, form, headers, (*rows[:at], *rows[at + 1 :]))
