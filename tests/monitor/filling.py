"""A seeded program that fills workbooks the way people do, and remembers what it wrote."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from pipeline.model.monitoring import Monitoring
from pipeline.model.plan import Plan
from pipeline.tracking.monitor import forms

AS_OF = datetime.date(2018, 12, 31)
# table, activity, position, source, column
Where = tuple[str, str | None, int | None, str | None, str]
OPEN = {"status", "share_done", "completed_on", "spent_eur", "comment", "evidence", "value_raw"}


@dataclass
class Filling:
    """What was written: by the place in the tables that it should come to."""

    plan: Plan
    rng: random.Random
    wrote: dict[Where, Any] = field(default_factory=dict)
    proposals: list[tuple[Any, ...]] = field(default_factory=list)

    def fill(self, path: Path, share: float = 1.0) -> None:
        """Fill the rows of a workbook, each with the chance `share`, and save it. A row that was
        filled in another workbook gets the same values: bodies that share an activity agree.
        """
        book = load_workbook(path)
        for form in forms.forms(self.plan):
            if form.sheet == "Proposals":
                self._propose(book[form.sheet], form)
                continue
            issued = forms.rows(self.plan)[form.sheet]
            for _, cells in rows_of(book[form.sheet], form):
                key = cells["key"].value
                if key is None or self.rng.random() >= share:
                    continue
                self._row(form, issued[str(key)], cells)
        book.save(path)

    def _row(self, form: forms.Form, issued: forms.FormRow, cells: dict[str, Any]) -> None:
        source = issued.values.get("source")
        values = self._values(form, issued)
        for column, value in values.items():
            where = (form.table, issued.activity_id,
                     None if source else issued.position, source, column)  # fmt: skip
            said = self.wrote.setdefault(where, value)
            cells[column].value = as_cell(said)

    def _values(self, form: forms.Form, issued: forms.FormRow) -> dict[str, Any]:
        rng = self.rng
        if form.table == "progress_funding":
            return {"spent_eur": cents(rng)}
        if form.table == "progress_indicators":
            value = rng.choice([str(rng.randint(0, 900)), "0.5", "izveidots", "3,25"])
            more = {"comment": f"piezīme {rng.random():.6f} – ķ"} if rng.random() < 0.3 else {}
            return {"value_raw": value, **more}
        status = rng.choice(forms.STATUSES)
        share = {"nav sākta": 0.0, "īstenota": 100.0}.get(status, float(rng.randint(1, 99)))
        values: dict[str, Any] = {"status": status, "share_done": share}
        if status == "īstenota":
            values["completed_on"] = datetime.date(2016, rng.randint(1, 12), rng.randint(1, 28))
        if rng.random() < 0.5:
            values["comment"] = f"Līgums Nr. {rng.randint(1, 99)}; īstenošana turpinās"
        if rng.random() < 0.3:
            values["evidence"] = f"https://example.lv/{rng.randint(1, 999)}"
        return values

    def _propose(self, sheet: Any, form: forms.Form) -> None:
        columns = [column.name for column in form.columns]
        for number in range(self.rng.randint(1, 2)):
            key = self.rng.choice(self.plan.activities).activity_id
            year = str(self.rng.randint(2019, 2020))
            said = (key, "grozīt termiņu", year, "aizkavējās iepirkums", "Nodaļa")
            for at, text in enumerate(said):
                sheet.cell(number + 2, at + 1).value = text
            self.proposals.append(said)
        assert columns == ["proposed_id", "kind", "text", "reason", "by"]


def cents(rng: random.Random) -> Decimal:
    return Decimal(rng.randint(0, 9_000_00)) / 100


def as_cell(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value


def rows_of(sheet: Any, form: forms.Form) -> Iterable[tuple[int, dict[str, Any]]]:
    """The rows of an issued sheet: its number, and its cells by the names of the columns."""
    names = {column.header: column.name for column in form.columns}
    headers = [names.get(cell.value) for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        yield row[0].row, {n: c for n, c in zip(headers, row, strict=False) if n}


def collected(made: Monitoring) -> dict[Where, Any]:
    """What the tables hold, by the same places; what is summed up from sources aside."""
    found: dict[Where, Any] = {}
    totals = {(c.key, c.column) for c in made.progress_cells if c.table == "progress"}
    for row in made.progress:
        for column in ("status", "share_done", "completed_on", "spent_eur", "comment", "evidence"):
            value = getattr(row, column)
            if value is not None and (row.activity_id, column) in totals:
                found["progress", row.activity_id, None, None, column] = value
    for money in made.progress_funding:
        where = ("progress_funding", money.activity_id, None, money.source, "spent_eur")
        found[where] = money.spent_eur
    for item in made.progress_indicators:
        for column in ("value_raw", "comment"):
            if getattr(item, column) is not None:
                where = ("progress_indicators", item.activity_id, item.position, None, column)
                found[where] = getattr(item, column)
    return found


def proposed(made: Monitoring) -> list[tuple[Any, ...]]:
    return [(row.proposed_id, row.kind, row.text, row.reason, row.by) for row in made.proposals]


# ── what people and programs do to a workbook ───────────────────────────────────────────────────


def rewritten(path: Path, change: Callable[[str, list[list[Any]]], list[list[Any]]]) -> None:
    """Let `change` rearrange the rows of each issued sheet, its header included."""
    book = load_workbook(path)
    for name in book.sheetnames:
        if name == "Norādes":
            continue
        sheet = book[name]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        at = book.index(sheet)
        book.remove(sheet)
        fresh = book.create_sheet(name, at)
        for row in change(name, rows):
            fresh.append(row)
    book.save(path)


def edited(path: Path, edit: Callable[[Workbook], None]) -> None:
    book = load_workbook(path)
    edit(book)
    book.save(path)


def is_empty(row: list[Any]) -> bool:
    return all(value is None for value in row)
