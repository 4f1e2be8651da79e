"""Selects the library that reads a PDF. A light module, as the reading process imports it first."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from pipeline.model.errors import UsageError
from pipeline.reading import ENGINES
from pipeline.reading.glyphs import Drawing


def drawings(
    content: bytes,
    engine: str,
    password: str | None = None,
    most: int = sys.maxsize,
    only: Sequence[int] = (),
) -> Iterator[Drawing]:
    """The drawings of all pages of a PDF, or of `only` (ascending, from 1). CrowdedPageError for
    more than `most` objects on a page.
    """
    if engine == "pdfium":
        from pipeline.reading import pdfium_reader

        return pdfium_reader.drawings(content, password, most, only)
    if engine == "pdfplumber":
        from pipeline.reading import pdfplumber_reader

        return pdfplumber_reader.drawings(content, password, most, only)
    raise UsageError(
        f"There is no reader “{engine}”.",
        "A PDF can be read by one of two.",
        f"Use one of: {', '.join(ENGINES)}.",
    )
