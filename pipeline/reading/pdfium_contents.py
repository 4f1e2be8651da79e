"""What pdfium says is drawn on a page besides glyphs: rules, pictures, and where texts are."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import numpy as np
import pypdfium2.raw as raw

from pipeline.reading.edges import EdgeFinder, Point, Segment, Shape
from pipeline.reading.glyphs import CrowdedPageError


def contents(page: Any, crop: Any, most: int) -> tuple[list[Segment], float, dict[int, Any]]:
    """Rules, the share that the largest picture covers, and the text objects with their frames."""
    edges = EdgeFinder(crop)
    texts: dict[int, Any] = {}
    picture = 0.0
    area = max((crop[2] - crop[0]) * (crop[3] - crop[1]), 1.0)
    if raw.FPDFPage_CountObjects(page.raw) > most:
        raise CrowdedPageError
    found = _objects(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, np.eye(3))
    for number, (handle, matrix) in enumerate(found, 1):
        if number > most:  # in forms within forms
            raise CrowdedPageError
        kind = raw.FPDFPageObj_GetType(handle)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            texts[ctypes.cast(handle, ctypes.c_void_p).value or 0] = matrix
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            _path(edges, handle, matrix)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            own = matrix @ matrix_of(handle)
            picture = max(picture, min(abs(float(np.linalg.det(own))) / area, 1.0))
    return edges.segments(), picture, texts


def _objects(
    parent: Any, count: Any, get: Any, matrix: Any, depth: int = 0
) -> Iterator[tuple[Any, Any]]:
    for index in range(count(parent)):
        handle = get(parent, index)
        if raw.FPDFPageObj_GetType(handle) == raw.FPDF_PAGEOBJ_FORM and depth < 8:
            yield from _objects(
                handle,
                raw.FPDFFormObj_CountObjects,
                raw.FPDFFormObj_GetObject,
                matrix @ matrix_of(handle),
                depth + 1,
            )
        else:
            yield handle, matrix


def matrix_of(handle: Any) -> Any:
    """The matrix of a page object, 3 × 3, applied to column vectors."""
    own = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(handle, own)
    return np.array([[own.a, own.c, own.e], [own.b, own.d, own.f], [0.0, 0.0, 1.0]])


def _path(edges: EdgeFinder, handle: Any, outer: Any) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(handle, fill, stroke)
    if not (fill.value or stroke.value):
        return
    (a, c, e), (b, d, f), _ = (outer @ matrix_of(handle)).tolist()
    colour = _colour(handle) if fill.value else None
    edges.next_path()
    for parts, closed in _subpaths(handle):
        places = [(a * x + c * y + e, b * x + d * y + f) for _, (x, y) in parts]
        curved = any(kind == raw.FPDF_SEGMENT_BEZIERTO for kind, _ in parts)
        lines = _lines(parts, places, closed) if curved else []
        edges.add(Shape(places, closed, colour, bool(stroke.value), curved, lines))


def _colour(handle: Any) -> tuple[float, ...]:
    parts = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFPageObj_GetFillColor(handle, *parts)
    return tuple(part.value / 255 for part in parts[:3])


_Part = tuple[int, Point]  # what kind of segment leads to a point


def _subpaths(handle: Any) -> Iterator[tuple[list[_Part], bool]]:
    """The subpaths of a path: their points, control points of curves included, and whether each is
    closed.
    """
    parts: list[_Part] = []
    closed = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(raw.FPDFPath_CountSegments(handle)):
        segment = raw.FPDFPath_GetPathSegment(handle, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(parts) > 1:
                yield parts, closed
            parts, closed = [], False
        parts.append((kind, (x.value, y.value)))
        closed = closed or bool(raw.FPDFPathSegment_GetClose(segment))
    if len(parts) > 1:
        yield parts, closed


def _lines(parts: list[_Part], places: list[Point], closed: bool) -> list[tuple[Point, Point]]:
    """The straight parts of a curved subpath."""
    found = [
        (places[index - 1], places[index])
        for index in range(1, len(parts))
        if parts[index][0] == raw.FPDF_SEGMENT_LINETO
    ]
    return [*found, (places[-1], places[0])] if closed else found
