"""Writes workbooks to fill in: one per responsible body, per priority, or one for all.

The plan's values are locked; cells to fill in are open, tinted, and have input messages. The same
plan and date give the same bytes.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.model.errors import UsageError
from pipeline.model.plan import Plan
from pipeline.store import staging
from pipeline.store.export.xlsx import A4, CREATED, LONGEST, height, writable
from pipeline.store.register import Register
from pipeline.tracking.monitor import forms, identity
from pipeline.tracking.monitor.forms import Form, FormColumn, FormRow
from pipeline.tracking.monitor.guide import guide
from pipeline.tracking.monitor.identity import INSTRUCTIONS, Identity
from pipeline.tracking.monitor.kinds import KINDS
from pipeline.tracking.monitor.parts import By, Part, parts

_EARLIEST, _LATEST = datetime.date(1990, 1, 1), datetime.date(2100, 12, 31)
_MOST_EUROS = 10**12 - 1
_WRONG = {"error_title": "Pārbaudiet vērtību", "error_type": "warning"}
# Data validation and input message of each kind of column.
_TAKES: Mapping[str, dict[str, Any]] = {
    "status": {
        "validate": "list", "source": list(forms.STATUSES),
        "input_title": "Statuss", "input_message": "Izvēlieties no saraksta.",
        "error_title": "Nezināms statuss", "error_message": "Izvēlieties statusu no saraksta.",
    },
    "choice": {
        "validate": "list", "source": list(KINDS),
        "input_title": "Veids", "input_message": "Izvēlieties, ko priekšlikums maina.",
        "error_title": "Nezināms veids", "error_message": "Izvēlieties veidu no saraksta.",
    },
    "share": {
        "validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100,
        "input_title": "Paveikts, %", "input_message": "Skaitlis no 0 līdz 100.",
        "error_message": "Jābūt skaitlim no 0 līdz 100.", **_WRONG,
    },
    "date": {
        "validate": "date", "criteria": "between", "minimum": _EARLIEST, "maximum": _LATEST,
        "input_title": "Datums", "input_message": "Diena, mēnesis, gads: 31.12.2018.",
        "error_message": "Jābūt datumam, piemēram, 31.12.2018.", **_WRONG,
    },
    "euros": {
        "validate": "decimal", "criteria": "between", "minimum": 0, "maximum": _MOST_EUROS,
        "input_title": "Nauda, EUR", "input_message": "Eiro un centi: 1 234,50.",
        "error_message": "Jābūt summai eiro, piemēram, 1 234,50.", **_WRONG,
    },
    "value": {
        "validate": "any", "input_title": "Sasniegtā vērtība",
        "input_message": "Skaitlis, vai īsi vārdiem, ja skaitļa nav.",
    },
}  # fmt: skip
_PROTECTION = {
    "objects": True, "scenarios": True, "format_columns": True, "format_rows": True,
    "sort": True, "autofilter": True, "select_locked_cells": True, "select_unlocked_cells": True,
    "insert_hyperlinks": True,
}  # fmt: skip
_NUMBERS = {"euros": "#,##0.00", "share": "0.##", "date": "dd.mm.yyyy."}


def write(
    plan: Plan,
    out: Path,
    by: By,
    as_of: datetime.date,
    known: Register,
    *,
    overwrite: bool = False,
) -> list[Path]:
    """Write the workbooks into the folder `out`; return their paths in the order of the plan.

    Raises UsageError where one exists (it may have been filled in), unless `overwrite`.
    """
    made = parts(plan, by)
    if not made:
        raise UsageError(
            f"{plan.meta.doc_id} has no activities.", "There is nothing to report on.",
            "Give the folder of a plan with activities.",
        )  # fmt: skip
    taken = [part.file for part in made if (out / part.file).exists()]
    if taken and not overwrite:
        raise UsageError(
            f"{out / taken[0]} exists already.",
            "Entries in it would be lost.",
            "Give another folder with --out, or --overwrite.",
        )
    every = forms.rows(plan)
    with staging.staged(out) as folder:
        for part in made:
            told = identity.of_plan(plan.meta, known, as_of, part.name)
            _workbook(plan, part, told, every, folder / part.file)
    return [out / part.file for part in made]


def _workbook(
    plan: Plan,
    part: Part,
    told: Identity,
    every: Mapping[str, Mapping[str, FormRow]],
    file: Path,
) -> None:
    import xlsxwriter

    options = {"constant_memory": True, "tmpdir": str(file.parent)}
    with xlsxwriter.Workbook(str(file), options) as book:
        title = f"{plan.meta.title or plan.meta.doc_id}: {part.name}"
        book.set_properties(
            {"title": writable(title), "author": f"ricplan {__version__}", "created": CREATED}
        )
        for name, text in told.properties().items():
            book.set_custom_property(name, writable(text), "text")
        styles = _Styles(book)
        _instructions(book.add_worksheet(INSTRUCTIONS), plan, told, styles)
        for form in forms.forms(plan):
            of_part = [
                row
                for row in every[form.sheet].values()
                if row.activity_id is None or row.activity_id in part.activities
            ]
            _sheet(book.add_worksheet(form.sheet), form, of_part, styles)
        book.get_worksheet_by_name("Progress").activate()


class _Styles:
    """The formats of a workbook."""

    def __init__(self, book: Any) -> None:
        def made(**properties: Any) -> Any:
            return book.add_format({"valign": "top", "text_wrap": True, **properties})

        line = {"border": 1, "border_color": "#D0CFC8"}
        self.title = made(bold=True, font_size=14, text_wrap=False)
        self.bold = made(bold=True)
        self.text = made()
        self.head = made(bold=True, bg_color="#1F4E79", font_color="#FFFFFF", **line)
        self.head_open = made(bold=True, bg_color="#7A5C00", font_color="#FFFFFF", **line)
        self.plan = made(bg_color="#F2F2F2", **line)
        self.plan_euros = made(bg_color="#F2F2F2", num_format="#,##0.00", **line)
        self._open = {
            kind: made(locked=False, bg_color="#FFFBE6", **line, **_number(kind))
            for kind in ("status", "share", "date", "euros", "value", "text", "choice")
        }

    def open(self, column: FormColumn) -> Any:
        """The format of a cell to fill in."""
        return self._open.get(column.kind, self._open["text"])


def _number(kind: str) -> dict[str, str]:
    return {"num_format": _NUMBERS[kind]} if kind in _NUMBERS else {}


def _sheet(sheet: Any, form: Form, rows: list[FormRow], styles: _Styles) -> None:
    widths = [column.width for column in form.columns]
    for at, column in enumerate(form.columns):
        hidden = {"hidden": True} if column.kind in ("key", "hash") else {}
        sheet.set_column(at, at, column.width, None, hidden)
    sheet.set_row(0, height([column.header for column in form.columns], widths))
    for at, column in enumerate(form.columns):
        is_open = column.filled or (not rows and column in form.open_in_spare)
        sheet.write_string(0, at, column.header, styles.head_open if is_open else styles.head)
    for number, row in enumerate(rows, 1):
        values = [row.values.get(column.name) for column in form.columns]
        sheet.set_row(number, height(values, widths))
        for at, column in enumerate(form.columns):
            _cell(sheet, number, at, column, row, styles)
    last = len(rows) + form.spare
    for number in range(len(rows) + 1, last + 1):
        for at, column in enumerate(form.columns):
            is_open = column in form.open_in_spare
            sheet.write_blank(number, at, None, styles.open(column) if is_open else styles.plan)
    for at, column in enumerate(form.columns):
        if column.kind in _TAKES and last:
            sheet.data_validation(1, at, last, at, dict(_TAKES[column.kind]))
    sheet.freeze_panes(1, 2 if form.columns[0].kind == "id" else 0)
    sheet.autofilter(0, 0, max(last, 1), len(form.columns) - 1)
    sheet.protect("", _PROTECTION)
    _paper(sheet)
    sheet.repeat_rows(0)


def _cell(
    sheet: Any, number: int, at: int, column: FormColumn, row: FormRow, styles: _Styles
) -> None:
    if column.filled:
        sheet.write_blank(number, at, None, styles.open(column))
        return
    value = {"key": row.key, "hash": row.digest}.get(column.kind, row.values.get(column.name))
    if value is None:
        sheet.write_blank(number, at, None, styles.plan)
    elif isinstance(value, Decimal):
        sheet.write_number(number, at, float(value), styles.plan_euros)
    else:
        sheet.write_string(number, at, writable(value)[:LONGEST], styles.plan)


def _instructions(sheet: Any, plan: Plan, told: Identity, styles: _Styles) -> None:
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 100)
    title = f"{plan.meta.title or plan.meta.doc_id}: izpildes ziņojums"
    sheet.write_string(0, 0, writable(title)[:LONGEST], styles.title)
    number = 1
    for label, text in told.lines():
        number += 1
        sheet.write_string(number, 0, label, styles.bold)
        sheet.write_string(number, 1, writable(text)[:LONGEST], styles.text)
    number += 1
    for label, text in guide(plan):
        number += 1
        sheet.set_row(number, height((label, text), (22, 100)))
        sheet.write_string(number, 0, label, styles.bold)
        sheet.write_string(number, 1, text, styles.text)
    sheet.protect("", _PROTECTION)
    _paper(sheet)


def _paper(sheet: Any) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&F&C&A&R&P / &N")
