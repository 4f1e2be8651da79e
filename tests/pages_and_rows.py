"""A page of the plan beside the rows that came out of it: the first picture of README."""

from __future__ import annotations

import base64
import html
import io
from pathlib import Path

import pypdfium2 as pdfium

from pipeline.model.plan import Plan

PAGE = 16  # its first row goes on from the page before, words are broken inside, a cell is empty
COLUMNS = {
    "activity_id": "ID",
    "name": "Aktivitāte",
    "responsible_raw": "Atbildīgie",
    "amount_eur": "EUR",
    "deadline_year": "Termiņš",
}

_STYLE = """
body { margin: 0; padding: 28px; background: #f4f3ef; font: 13px/1.4 'DejaVu Sans', sans-serif;
  display: grid; grid-template-columns: 620px 1fr; gap: 28px; align-items: start; color: #1d2327 }
img { width: 620px; box-shadow: 0 1px 6px #0003 }
table { border-collapse: collapse; background: #fff; box-shadow: 0 1px 6px #0003; width: 100% }
th { text-align: left; font-weight: 600; color: #55606a; border-bottom: 2px solid #d8d8d2 }
th, td { padding: 7px 10px; vertical-align: top } td { border-bottom: 1px solid #ecebe6 }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }
.id { white-space: nowrap; font-weight: 600 } .empty { color: #b3261e }
p { margin: 0 0 10px; color: #55606a } small { color: #55606a }
"""


def page_and_rows(plan: Plan, pdf: Path) -> str:
    """The HTML: the picture of a page, and the rows of activities printed on it."""
    places: dict[str, set[int]] = {}
    for line in plan.provenance:
        if line.table in ("activities", "indicators"):
            places.setdefault(line.key, set()).add(line.page)
    rows = [row for row in plan.activities if PAGE in places[row.activity_id]]
    head = "".join(f"<th>{label}</th>" for label in COLUMNS.values())
    body = "".join(
        f"<tr>{''.join(_cell(name, getattr(row, name)) for name in COLUMNS)}</tr>" for row in rows
    )
    return (
        f"<!doctype html><meta charset=utf-8><style>{_STYLE}</style>"
        f"<div><p>{PAGE}. lappuse</p><img src='data:image/png;base64,{_picture(pdf)}'></div>"
        f"<div><p>activities.parquet</p><table><tr>{head}</tr>{body}</table></div>"
    )


def _cell(name: str, value: object) -> str:
    if value is None:
        return "<td class=empty>–</td>"
    if name == "amount_eur":
        return f"<td class=number>{f'{value:,.2f}'.replace(',', ' ').replace('.', ',')}</td>"
    kind = {"activity_id": "id", "deadline_year": "number"}.get(name, "")
    return f"<td class='{kind}'>{html.escape(str(value))}</td>"


def _picture(pdf: Path) -> str:
    document = pdfium.PdfDocument(pdf)
    page = document[PAGE - 1]
    image = page.render(scale=2).to_pil().crop((60, 60, 1640, 1130))
    held = io.BytesIO()
    image.save(held, "PNG")
    page.close()
    document.close()
    return base64.b64encode(held.getvalue()).decode()
