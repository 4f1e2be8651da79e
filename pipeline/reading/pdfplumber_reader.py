"""The pdfplumber reader: slower than pdfium, but independent of it, for cross-checks.

pdfminer, which it is based on, resolves `/Rotate` (origin bottom left), so drawings have none.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Hashable, Iterator, Sequence
from typing import Any

import numpy as np
import pdfplumber

from pipeline.reading.edges import EdgeFinder, Point, Segment, Shape
from pipeline.reading.glyphs import (
    CrowdedPageError,
    Drawing,
    Glyphs,
    bold_name,
    distrusted,
    quarter,
)


def drawings(
    content: bytes,
    password: str | None = None,
    most: int = sys.maxsize,
    only: Sequence[int] = (),
) -> Iterator[Drawing]:
    """All pages of the PDF, or `only` some (from 1), one by one; pdfplumber's cache of each is
    dropped after it.

    Raises CrowdedPageError for a page of more than `most` objects.
    """
    pages = list(only) or None
    with pdfplumber.open(io.BytesIO(content), pages, password=password or "") as document:
        for page in document.pages:
            if sum(map(len, page.objects.values())) > most:
                raise CrowdedPageError
            yield _drawing(page)
            page.close()


def _drawing(page: Any) -> Drawing:
    crop = _crop(page)
    segments = _edges(page, crop)
    area = max((crop[2] - crop[0]) * (crop[3] - crop[1]), 1.0)
    picture = max(
        (abs(image["width"] * image["height"]) / area for image in page.images), default=0.0
    )
    return Drawing(page.page_number, crop, 0, _glyphs(page.chars), segments, min(picture, 1.0))


def _crop(page: Any) -> Segment:
    """The visible part of the page, rotated about its media box as pdfminer does."""
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
        np.zeros(len(chars), bool),  # it ignores /ActualText
    )


def _text(text: str) -> str:
    """The text of a glyph; "" where pdfminer only has its code: `(cid:12)`."""
    return "" if text.startswith("(cid:") or text == "\x00" else text


def _edges(page: Any, crop: Segment) -> tuple[Segment, ...]:
    edges = EdgeFinder(crop)
    for line in page.lines:
        edges.next_path()
        if line["stroke"]:
            (x0, y0), (x1, y1) = _points(line)
            edges.add(Shape([(x0, y0), (x1, y1)], False, None, True))
    edges.next_path()
    for rect in page.rects:  # pdfminer splits the rectangles of a path, so any two may be a pair
        x0, y0, x1, y1 = (float(rect[side]) for side in ("x0", "y0", "x1", "y1"))
        corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
        edges.add(Shape(corners, True, _colour(rect), bool(rect["stroke"])))
    for curve in page.curves:
        edges.next_path()
        edges.add(_curve(curve))
    return tuple(edges.segments())


def _points(shape: dict[str, Any]) -> list[Point]:
    height = float(shape["y1"]) + float(shape["top"])  # pdfplumber flips the y axis of points
    return [(float(x), height - float(y)) for x, y in shape["pts"]]


def _colour(shape: dict[str, Any]) -> Hashable | None:
    """The fill colour of a shape: components from 0 to 1 of grey or RGB (converted from CMYK)."""
    if not shape["fill"]:
        return None
    colour = shape.get("non_stroking_color")
    parts = tuple(colour) if isinstance(colour, (list, tuple)) else (colour,)
    if len(parts) == 4 and all(isinstance(part, (int, float)) for part in parts):
        return tuple((1 - part) * (1 - parts[3]) for part in parts[:3])
    return tuple(part if isinstance(part, (int, float)) else str(part) for part in parts)


def _curve(curve: dict[str, Any]) -> Shape:
    height = float(curve["y1"]) + float(curve["top"])
    points: list[Point] = []
    lines: list[tuple[Point, Point]] = []
    closed = curved = False
    for step, *places in curve["path"]:
        here = [(float(x), height - float(y)) for x, y in places]
        if step == "l" and points:
            lines.append((points[-1], here[-1]))
        curved = curved or step in "cvy"
        closed = closed or step == "h"
        points.extend(here)
    if closed and curved:
        lines.append((points[-1], points[0]))
    return Shape(points, closed, _colour(curve), bool(curve["stroke"]), curved, lines)
