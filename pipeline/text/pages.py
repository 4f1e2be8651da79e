"""`pages`: Document → Page: words and rules from a drawing, in one reading frame."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.reading import engines, glyphs
from pipeline.reading.document import Document
from pipeline.reading.glyphs import Drawing
from pipeline.text import words
from pipeline.text.page import Page
from pipeline.text.raised import with_marks


def read(document: Document, engine: str = "pdfium", password: str | None = None) -> Iterator[Page]:
    """The pages of a trusted document, read in this process; for tests and benchmarks."""
    for drawing in engines.drawings(Path(document.path).read_bytes(), engine, password):
        yield page_of(drawing)


def page_of(drawing: Drawing) -> Page:
    """The page of a drawing, in its reading frame."""
    frame = glyphs.frame_of(drawing)
    horizontal, vertical = glyphs.rules_of(drawing.segments, frame)
    found, unmapped = words.build(drawing.glyphs, frame, vertical)
    width, height = frame.size()
    return Page(
        drawing.number,
        width,
        height,
        frame.turn,
        with_marks(found),
        horizontal,
        vertical,
        unmapped,
        drawing.picture,
        glyphs.shades_of(drawing.segments, frame),
    )
