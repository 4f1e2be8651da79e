"""Scanned copies of pages: pictures without any text, as clean or as worn as scanners give."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2 as pdfium
from pikepdf import Dictionary, Name
from PIL import Image, ImageFilter

from pipeline.model.plan import Plan
from pipeline.model.schema import plan_tables

PAGES = (2, 3, 16, 17)  # of the base plan: actions, and activities over a page break
PAPER = 245  # grey of the paper, of 255

CellKey = tuple[str, str, str]  # table, id, column


@dataclass(frozen=True, slots=True)
class Scan:
    """How a page is scanned."""

    dpi: int = 300
    askew: float = 0.0  # degrees, counter-clockwise
    turned: int = 0  # quarters in degrees, counter-clockwise
    grain: float = 0.0  # spread of noise, greys of 255
    blur: float = 0.0  # pixels
    quality: int = 85  # of JPEG


CLEAN = Scan()


def scan(pdf: Path, pages: Sequence[int] = PAGES, how: Scan = CLEAN) -> bytes:
    """A PDF of pictures of these pages (from 1)."""
    copy = pikepdf.new()
    grains = np.random.default_rng(1)
    with pdfium.PdfDocument(pdf) as source:
        for number in pages:
            page = source[number - 1]
            width, height = page.get_size()
            if how.turned % 180:
                width, height = height, width
            image = page.render(scale=how.dpi / 72, grayscale=True).to_pil().convert("L")
            page.close()
            image = _worn(image.point(lambda grey: grey * PAPER // 255), how, grains)
            data = io.BytesIO()
            image.save(data, "JPEG", quality=how.quality)
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
    result = io.BytesIO()
    copy.save(result)
    return result.getvalue()


def _worn(image: Image.Image, how: Scan, grains: np.random.Generator) -> Image.Image:
    if how.askew:
        image = image.rotate(how.askew, Image.Resampling.BILINEAR, fillcolor=PAPER)
    if how.turned:
        image = image.rotate(how.turned, expand=True)
    if how.blur:
        image = image.filter(ImageFilter.GaussianBlur(how.blur))
    if how.grain:
        grey = np.asarray(image) + grains.normal(0, how.grain, image.size[::-1])
        image = Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))
    return image


def some_pages(pdf: Path, pages: Sequence[int] = PAGES) -> bytes:
    """The same pages as they were typeset."""
    result = io.BytesIO()
    with pikepdf.open(pdf) as source:
        for number in range(len(source.pages), 0, -1):
            if number not in pages:
                del source.pages[number - 1]
        source.save(result)
    return result.getvalue()


def keyed_cells(plan: Plan) -> dict[CellKey, str | None]:
    """Every printed cell of the tables of actions and activities, with those of their lists."""
    return {
        (table, key, column): text
        for table, name in (("actions", "action_id"), ("activities", "activity_id"))
        for row in plan.rows(table)
        for key in (getattr(row, name),)
        for column, text in _row(plan, table, row, key)
    }


def _row(plan: Plan, table: str, row: object, key: str) -> Iterator[tuple[str, str | None]]:
    for column in plan_tables()[table].columns:
        if column.printed:
            yield column.name, getattr(row, column.name)
    if table == "actions":
        parts = [item.ref_raw or "" for item in plan.action_activities if item.action_id == key]
    else:
        parts = [item.text for item in plan.indicators if item.activity_id == key]
    yield "list", " ".join(parts)


def share_right(plan: Plan, true: Plan) -> tuple[int, int]:
    """How many printed cells of rows of the same id are right to the last letter, of how many."""
    read, printed = keyed_cells(plan), keyed_cells(true)
    return sum(read.get(cell) == text for cell, text in printed.items()), len(printed)
