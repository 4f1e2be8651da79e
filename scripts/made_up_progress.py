"""Make the made-up reports in `raw/progress/`: two years of a plan that nobody has.

Run from the project: python scripts/made_up_progress.py
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from pipeline import stages
from pipeline.store import register
from pipeline.tracking.monitor import forms, sheets

DOC_ID = "vejupes-2025-2031"
NOTE = "IZDOMĀTS PARAUGS: Vējupes novada nav, un neviens tā neziņo."
DONE, GOING, NOT, STOPPED = "īstenota", "tiek īstenota", "nav sākta", "pārtraukta"
# activity → status, share done, day of completion, comment
YEARS: Mapping[str, Mapping[str, tuple[str, float | None, str | None, str | None]]] = {
    "2026-12-31": {
        "1.1.1.1": (GOING, 55, None, "Telpas izbūvētas, iepērk aprīkojumu"),
        "1.1.1.2": (GOING, 20, None, None),
        "1.1.2.1": (GOING, 80, None, "Nodošana pārcelta uz 2027. gadu"),
        "1.1.2.2": (GOING, 30, None, None),
        "1.2.1.1": (GOING, 35, None, None),
        "1.2.2.1": (GOING, 25, None, "Īstenotas 9 idejas"),
        "2.1.1.1": (DONE, 100, "30.10.2026.", None),
        "2.1.1.2": (GOING, 28, None, None),
        "2.1.2.1": (NOT, 0, None, "Gaida finansēšanas lēmumu"),
        "3.1.1.1": (GOING, 10, None, None),
        "3.2.1.1": (GOING, 60, None, None),
    },
    "2027-12-31": {
        "1.1.1.1": (DONE, 100, "15.09.2027.", "Atvērtas divas grupas"),
        "1.1.1.2": (GOING, 60, None, None),
        "1.1.2.1": (DONE, 100, "27.08.2027.", None),
        "1.1.2.2": (GOING, 45, None, None),
        "1.1.2.3": (GOING, 30, None, "Noslēgts līgums par pirmo autobusu"),
        "1.2.1.1": (GOING, 85, None, "Kavējas skatuves mehānika"),
        "1.2.1.2": (NOT, 0, None, None),
        "1.2.2.1": (GOING, 40, None, None),
        "1.2.2.2": (GOING, 15, None, None),
        "2.1.1.1": (DONE, 100, "30.10.2026.", None),
        "2.1.1.2": (GOING, 43, None, None),
        "2.1.2.1": (GOING, 25, None, None),
        "2.1.2.2": (STOPPED, 10, None, "Izsludinātais iepirkums beidzies bez rezultāta"),
        "2.2.1.1": (NOT, 0, None, None),
        "3.1.1.1": (GOING, 45, None, None),
        "3.1.1.2": (GOING, 43, None, None),
        "3.2.1.1": (DONE, 100, "01.12.2027.", None),
    },
}
SHARES = {"Pašvaldības budžets": 0.9, "ES fondi": 1.0, "Valsts budžets": 0.95,
          "Privātais finansējums": 0.5}  # fmt: skip
REACHED = {  # what a done or growing activity reached, by key of the indicator
    "2026-12-31": {"1.2.2.1/1": 9, "2.1.1.1/1": "1,2", "2.1.1.2/1": 12, "1.1.2.2/1": 62},
    "2027-12-31": {
        "1.1.1.1/1": 2, "1.1.1.1/2": 40, "1.1.2.1/1": 4, "1.1.2.1/2": 320, "1.1.2.2/1": 58,
        "1.2.2.1/1": 13, "2.1.1.1/1": "1,2", "2.1.1.1/2": "izbūvēts", "2.1.1.2/1": 18,
        "3.1.1.2/1": 5, "3.2.1.1/1": 45,
    },
}  # fmt: skip
OUTCOMES = {"2026-12-31": {"1": 11_790, "2": 38}, "2027-12-31": {"1": 11_735, "2": 4}}
PROPOSALS = {
    "2026-12-31": [("1.1.2.1", "grozīt termiņu", "2025–2027", "Aizkavējās būvdarbi")],
    "2027-12-31": [
        ("1.2.1.1", "grozīt termiņu", "2026–2028", "Kavējas skatuves mehānikas piegāde"),
        ("2.1.2.2", "grozīt finansējumu", "340 000", "Iepirkumā saņemtās cenas ir augstākas"),
        ("3.2.1.2", "grozīt atbildīgos", "Informācijas tehnoloģiju nodaļa", "Mainīta struktūra"),
        (None, "cits", "Pievienot rādītāju par publisko pakalpojumu lietotājiem", None),
    ],
}


def main() -> None:
    """Write a workbook a year."""
    known = register.load()
    plan = stages.extract(known.pdf(known.by_id(DOC_ID)))
    for year, rows in YEARS.items():
        out = known.workbooks(DOC_ID) / year
        day = datetime.date.fromisoformat(year)
        (path,) = sheets.write(plan, out, "one", day, known, overwrite=True)
        book = load_workbook(path)
        for form in forms.forms(plan):
            _fill(book[form.sheet], form, year, rows)
        book.properties.creator = book.properties.lastModifiedBy = "ricplan"
        book["Norādes"]["A30"] = NOTE
        stream = io.BytesIO()
        book.save(stream)
        _steady(stream, path)


def _fill(sheet: Any, form: forms.Form, year: str, rows: Mapping[str, Any]) -> None:
    names = {column.header: column for column in form.columns}
    headers = [names[cell.value] for cell in sheet[1]]
    if form.sheet == "Proposals":
        for number, said in enumerate(PROPOSALS[year], 2):
            for at, text in enumerate((*said, "Attīstības nodaļa")):
                sheet.cell(number, at + 1).value = text
        return
    for row in sheet.iter_rows(min_row=2):
        cells = {column.name: cell for column, cell in zip(headers, row, strict=True)}
        _row(form.sheet, cells, year, rows)


def _row(sheet: str, cells: Mapping[str, Any], year: str, rows: Mapping[str, Any]) -> None:
    key = str(cells["key"].value or "")
    said = rows.get(key.partition("/")[0])
    if sheet == "Progress" and said:
        names = ("status", "share_done", "completed_on", "comment")
        for name, value in zip(names, said, strict=True):
            cells[name].value = value
    elif sheet == "Funding" and said and cells["amount"].value:
        share = (said[1] or 0) / 100 * SHARES[cells["source"].value]
        if share:
            cells["spent_eur"].value = round(cells["amount"].value * share, 2)
    elif sheet == "Indicators":
        cells["value_raw"].value = REACHED[year].get(key)
    elif sheet == "Outcomes":
        cells["value_raw"].value = OUTCOMES[year].get(key)


def _steady(stream: io.BytesIO, file: Path) -> None:
    """The archive without the moment of its making, so that a second run changes nothing."""
    with zipfile.ZipFile(stream) as made, zipfile.ZipFile(file, "w") as kept:
        for name in made.namelist():
            about = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            about.compress_type = zipfile.ZIP_DEFLATED
            content = made.read(name)
            if name == "docProps/core.xml":
                head, mark, tail = content.partition(b"<dcterms:modified")
                end = tail.partition(b"</dcterms:modified>")[2]
                content = head + end if mark else content
            kept.writestr(about, content)


if __name__ == "__main__":
    main()
