"""Scanned copies of pages: pictures at 300 dpi, straight or a little askew, without any text."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
from pikepdf import Dictionary, Name

from pipeline.model.plan import Plan
from pipeline.model.schema import plan_tables

DPI = 300
PAGES = (2, 3, 16, 17)  # of the base plan: actions, and activities over a page break
PAPER = 245  # grey of the paper, of 255


def scan(pdf: Path, pages: Sequence[int] = PAGES, askew: float = 0.0) -> bytes:
    """A PDF of pictures of these pages (from 1), each turned by so many degrees."""
    copy = pikepdf.new()
    with pdfium.PdfDocument(pdf) as source:
        for number in pages:
            page = source[number - 1]
            width, height = page.get_size()
            image = page.render(scale=DPI / 72, grayscale=True).to_pil().convert("L")
            image = image.point(lambda grey: grey * PAPER // 255)
            if askew:
                image = image.rotate(askew, fillcolor=PAPER, resample=2)
            data = io.BytesIO()
            image.save(data, "JPEG", quality=85)
            picture = pikepdf.Stream(copy, data.getvalue())
            picture["/Type"], picture["/Subtype"] = Name.XObject, Name.Image
            picture["/Width"], picture["/Height"] = image.size
            picture["/ColorSpace"], picture["/BitsPerComponent"] = Name.DeviceGray, 8
            picture["/Filter"] = Name.DCTDecode
            copy.add_blank_page(page_size=(width, height))
            own = copy.pages[-1].obj
            own["/Resources"] = Dictionary(XObject=Dictionary(Im0=copy.make_indirect(picture)))
            content = f"q {width} 0 0 {height} 0 0 cm /Im0 Do Q".encode()
            own["/Contents"] = copy.make_indirect(pikepdf.Stream(copy, content))
            page.close()
    result = io.BytesIO()
    copy.save(result)
    return result.getvalue()


def some_pages(pdf: Path, pages: Sequence[int] = PAGES) -> bytes:
    """The same pages as they were typeset."""
    result = io.BytesIO()
    with pikepdf.open(pdf) as source:
        for number in range(len(source.pages), 0, -1):
            if number not in pages:
                del source.pages[number - 1]
        source.save(result)
    return result.getvalue()


def cells(plan: Plan) -> list[str | None]:
    """Every printed cell of the tables of actions and activities, row by row."""
    return [
        *(value for row in plan.actions for value in _row(plan, "actions", row, row.action_id)),
        *(v for row in plan.activities for v in _row(plan, "activities", row, row.activity_id)),
    ]


def _row(plan: Plan, table: str, row: object, key: str) -> list[str | None]:
    columns = [column.name for column in plan_tables()[table].columns if column.printed]
    if table == "actions":
        parts = [item.ref_raw for item in plan.action_activities if item.action_id == key]
    else:
        parts = [item.text for item in plan.indicators if item.activity_id == key]
    return [*(getattr(row, name) for name in columns), " ".join(parts)]


def share_right(plan: Plan, true: Plan) -> tuple[int, int]:
    """How many printed cells are right to the last letter, of how many."""
    read, printed = cells(plan), cells(true)
    right = sum(one == other for one, other in zip(read, printed, strict=True))
    return right, len(printed)
