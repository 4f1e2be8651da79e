"""Asking pdfium in bulk gives what asking it glyph by glyph gives, however the calls are cut up."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest

from pipeline.reading import pdfium_calls, pdfium_contents, pdfium_reader

SAMPLES = Path(__file__).parent.parent / "samples"
PDFS = ("ligatures.pdf", "weasyprint-hyphens.pdf", "writer-shading.pdf")


@pytest.mark.parametrize("name", PDFS)
def test_boxes_and_origins_are_those_that_pdfium_gives(name: str) -> None:
    with pdfium.PdfDocument(SAMPLES / name) as pdf:
        page = pdf[0].get_textpage()
        count = page.count_chars()
        glyphs = [page.raw] * count, range(count)
        boxes = pdfium_calls.written(pdfium_reader._get_box, np.float32, 4, *glyphs)
        origins = pdfium_calls.written(
            pdfium_reader._get_origin, np.float64, 2, *glyphs, apart=True
        )
        codes = pdfium_calls.returned(pdfium_reader._get_unicode, np.uint32, count, *glyphs)
        x, y = raw.c_double(), raw.c_double()
        for index in range(count):
            left, bottom, right, top = page.get_charbox(index, loose=True)
            assert boxes[index].tolist() == [left, top, right, bottom]
            assert raw.FPDFText_GetCharOrigin(page.raw, index, x, y)
            assert origins[index].tolist() == [x.value, y.value]
            assert codes[index] == raw.FPDFText_GetUnicode(page.raw, index)
        page.close()


@pytest.mark.parametrize("name", PDFS)
def test_portions_leave_no_trace(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    content = (SAMPLES / name).read_bytes()
    whole = [_told(drawing) for drawing in pdfium_reader.drawings(content)]
    monkeypatch.setattr(pdfium_calls, "_PORTION", 7)
    monkeypatch.setattr(pdfium_contents, "_PATHS", 2)
    assert [_told(drawing) for drawing in pdfium_reader.drawings(content)] == whole


def _told(drawing: pdfium_reader.Drawing) -> tuple[object, ...]:
    glyphs = drawing.glyphs
    columns = (glyphs.x, glyphs.y, glyphs.advance, glyphs.size, glyphs.angle, glyphs.bold)
    return (
        drawing.crop,
        drawing.segments,
        drawing.picture,
        glyphs.text,
        *(column.tolist() for column in columns),
    )
