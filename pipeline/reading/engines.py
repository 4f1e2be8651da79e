"""Which library reads a PDF is known here, and nowhere after. Light: the reader starts with it."""

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
    """What is drawn on each page of a PDF, or on `only` some, rising from 1. CrowdedPageError for
    more than `most` objects on one.
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
