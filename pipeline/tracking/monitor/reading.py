"""A filled workbook as it is: its sheets, the headers it has, every cell with its place.

What the cells mean is said elsewhere (`reports`). Columns are found by their headers, whatever
their order; a sheet by its headers, whatever its name.
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

_HEAD_ROWS = 20  # a header is looked for in so many rows from the top
_MOST_ROWS = 200_000
_MOST_COLUMNS = 500
_ENOUGH = 0.5  # share of a form's headers that a sheet needs, to be recognised as that form
# openpyxl tells a damaged part by whatever its parsers raise
_DAMAGE = (KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, OSError)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not empty: `place` as `F12`; `formula` where it has no saved result."""

    place: str
    value: Any
    percent: bool = False
    formula: bool = False

    @property
    def text(self) -> str:
        """What is written, as it is kept."""
        return written(self.value)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet: its number from 1, its cells by the number of their column, from 0."""

    number: int
    cells: Mapping[int, Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: `form` is None for one that was not issued; `headers` by number of column."""

    name: str
    form: Form | None
    headers: Mapping[int, str]
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook by its file's name: the rows of its sheets by their names. `identity` is None
    where it does not tell its plan.
    """

    file: str
    identity: Identity | None
    sheets: Mapping[str, Sequence[Row]]

    def recognised(self, forms: Sequence[Form]) -> tuple[Sheet, ...]:
        """The sheets as those of a plan; that of instructions is none of them."""
        return tuple(
            _sheet(title, rows, forms)
            for title, rows in self.sheets.items()
            if title != INSTRUCTIONS
        )


def read(path: Path, name: str) -> Workbook | Refusal:
    """The workbook at `path`, called `name` in what is told of it; why not, where it is refused."""
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
    """More rows or columns than any plan needs."""


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
    """Without openpyxl's warnings on parts that it does not read and no cell needs: extensions of
    data validation, print headers.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        yield


def _cells(sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()  # what a file says of its size need not be true
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
    """The sheets with the saved results in place of formulas."""
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
    """The sheets with the address of each link after its words, where these are not the address."""
    from openpyxl import load_workbook

    with _without_warnings():
        book = load_workbook(path, keep_links=False)  # a sheet read as it streams has no links
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
    """The lines of the sheet of instructions: a label, and the text beside it."""
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
    # what stands above the header is the sheet's, and no row of it
    return Sheet(title, form, headers, (*rows[:at], *rows[at + 1 :]))
