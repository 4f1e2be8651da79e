"""The pdfplumber reader: slower than pdfium and independent of it, so that one can check the other.

pdfminer, beneath it, gives coordinates with `/Rotate` resolved already (origin bottom left), so a
drawing from here has none left.
"""

from __future__ import annotations

import io
import itertools
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
import pdfplumber

from pipeline.reading.glyphs import (
    CrowdedPageError,
    Drawing,
    Glyphs,
    bold_name,
    distrusted,
    outline_rules,
    quarter,
    rectangle_rules,
    ring_rules,
)

_Segment = tuple[float, float, float, float]


def drawings(
    content: bytes, password: str | None = None, most: int = sys.maxsize
) -> Iterator[Drawing]:
    """Every page of the PDF, one by one; what pdfplumber keeps of each is dropped after it.

    Raises CrowdedPageError for a page of more than `most` objects.
    """
    with pdfplumber.open(io.BytesIO(content), password=password or "") as document:
        for page in document.pages:
            if sum(map(len, page.objects.values())) > most:
                raise CrowdedPageError
            yield _drawing(page)
            page.close()


def _drawing(page: Any) -> Drawing:
    segments = tuple(segment for shape in _shapes(page) for segment in _rules(shape))
    segments += tuple(segment for pair in _nested(page.rects) for segment in pair)
    crop = _crop(page)
    area = max((crop[2] - crop[0]) * (crop[3] - crop[1]), 1.0)
    picture = max(
        (abs(image["width"] * image["height"]) / area for image in page.images), default=0.0
    )
    return Drawing(page.page_number, crop, 0, _glyphs(page.chars), segments, min(picture, 1.0))


def _crop(page: Any) -> tuple[float, float, float, float]:
    """The visible part of the page, turned as pdfminer turns the page: about its media box."""
    left, bottom, right, top = page.page_obj.mediabox
    x0, y0, x1, y1 = page.page_obj.cropbox
    x0, y0, x1, y1 = max(x0, left), max(y0, bottom), min(x1, right), min(y1, top)
    if page.rotation == 90:
        return (y0 - bottom, right - x1, y1 - bottom, right - x0)
    if page.rotation == 180:
        return (right - x1, top - y1, right - x0, top - y0)
    if page.rotation == 270:
        return (top - y1, x0 - left, top - y0, x1 - left)
    return (x0 - left, y0 - bottom, x1 - left, y1 - bottom)


def _glyphs(chars: list[dict[str, Any]]) -> Glyphs:
    matrices = [char["matrix"] for char in chars]
    angles = [quarter(matrix[0], matrix[1]) for matrix in matrices]
    level = [angle % 180 == 0 for angle in angles]
    pairs = list(zip(chars, level, strict=True))
    return Glyphs(
        tuple(
            distrusted(
                [_text(char["text"]) for char in chars], [char["fontname"] for char in chars]
            )
        ),
        np.array([matrix[4] for matrix in matrices], np.float64),
        np.array([matrix[5] for matrix in matrices], np.float64),
        np.array([char["width"] if flat else char["height"] for char, flat in pairs], np.float64),
        np.array([char["height"] if flat else char["width"] for char, flat in pairs], np.float64),
        np.array(angles, np.int64),
        np.array([bold_name(char["fontname"]) for char in chars], bool),
    )


def _text(text: str) -> str:
    """What a glyph says; "" where pdfminer could only name its code: `(cid:12)`."""
    return "" if text.startswith("(cid:") or text == "\x00" else text


def _shapes(page: Any) -> list[dict[str, Any]]:
    return [*page.lines, *page.rects, *page.curves]


def _nested(rects: list[dict[str, Any]]) -> Iterator[list[_Segment]]:
    """Borders filled between two rectangles of one path, which pdfminer takes apart."""
    for outer, inner in itertools.pairwise(rects):
        if outer["fill"] and inner["fill"]:
            yield ring_rules(_sides(outer), _sides(inner)) or ring_rules(
                _sides(inner), _sides(outer)
            )


def _sides(rect: dict[str, Any]) -> _Segment:
    return float(rect["x0"]), float(rect["y0"]), float(rect["x1"]), float(rect["y1"])


def _rules(shape: dict[str, Any]) -> list[_Segment]:
    x0, y0, x1, y1 = (float(shape[side]) for side in ("x0", "y0", "x1", "y1"))
    if shape["object_type"] == "line":
        return [(x0, y0, x1, y1)] if shape["stroke"] else []
    if shape["object_type"] == "rect":
        thin = rectangle_rules(x0, y0, x1, y1) if shape["fill"] or shape["stroke"] else []
        return thin or (outline_rules(x0, y0, x1, y1) if shape["stroke"] else [])
    if not shape["stroke"] or any(step[0] not in "mlh" for step in shape["path"]):
        return []
    height = y1 + float(shape["top"])  # pdfplumber turns points upside down, sides not
    points = [(x, height - y) for x, y in shape["pts"]]
    return [(*a, *b) for a, b in itertools.pairwise(points)]
