"""`pages`: Document → Page. Which library reads the PDF is known here and nowhere after."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline import glyphs, words
from pipeline.errors import UsageError
from pipeline.glyphs import Drawing
from pipeline.model import Document, Page

ENGINES = ("pdfium", "pdfplumber")


def read(document: Document, engine: str = "pdfium", password: str | None = None) -> Iterator[Page]:
    """The pages of the document, one by one, each freed before the next is read."""
    for drawing in _drawings(Path(document.path), engine, password):
        yield page_of(drawing)


def _drawings(path: Path, engine: str, password: str | None) -> Iterator[Drawing]:
    if engine == "pdfium":
        from pipeline import read_pdfium

        return read_pdfium.drawings(path, password)
    if engine == "pdfplumber":
        from pipeline import read_pdfplumber

        return read_pdfplumber.drawings(path, password)
    raise UsageError(
        f"There is no reader “{engine}”.",
        "A PDF can be read by one of two.",
        f"Use one of: {', '.join(ENGINES)}.",
    )


def page_of(drawing: Drawing) -> Page:
    """The page in its reading frame."""
    frame = glyphs.frame_of(drawing)
    horizontal, vertical = glyphs.rules_of(drawing.segments, frame)
    found, unmapped = words.build(drawing.glyphs, frame, vertical)
    width, height = frame.size()
    return Page(
        drawing.number,
        width,
        height,
        frame.turn,
        found,
        horizontal,
        vertical,
        unmapped,
        drawing.picture,
    )
