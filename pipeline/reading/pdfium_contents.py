"""What pdfium says is drawn on a page besides glyphs: rules, pictures, and where texts are."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import numpy as np
import pypdfium2.raw as raw

from pipeline.reading.glyphs import CrowdedPageError, outline_rules, rectangle_rules, ring_rules

Segment = tuple[float, float, float, float]  # x0, y0, x1, y1 in user space


def contents(page: Any, crop: Any, most: int) -> tuple[list[Segment], float, dict[int, Any]]:
    """Rules, the share that the largest picture covers, and the text objects with their frames."""
    segments: list[Segment] = []
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
            segments.extend(_path(handle, matrix))
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            own = matrix @ matrix_of(handle)
            picture = max(picture, min(abs(float(np.linalg.det(own))) / area, 1.0))
    return segments, picture, texts


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


def _path(handle: Any, outer: Any) -> list[Segment]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(handle, fill, stroke)
    if not (fill.value or stroke.value):
        return []
    (a, c, e), (b, d, f), _ = (outer @ matrix_of(handle)).tolist()
    found: list[Segment] = []
    before: Segment | None = None
    for points, closed in _subpaths(handle):
        places = [(a * x + c * y + e, b * x + d * y + f) for x, y in points]
        found.extend(_rules(places, closed, bool(fill.value), bool(stroke.value)))
        box = _box(places) if fill.value and _is_box(places) else None
        if box and before:  # what is filled between two rectangles is a border
            found.extend(ring_rules(before, box) or ring_rules(box, before))
        before = box
    return found


def _is_box(points: list[Any]) -> bool:
    corners = points[:-1] if len(points) == 5 and points[0] == points[-1] else points
    return len(corners) == 4 and _is_rectangle(corners)


def _box(points: list[Any]) -> Segment:
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return min(xs), min(ys), max(xs), max(ys)


def _subpaths(handle: Any) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """The straight subpaths of a path: their points, and whether they are closed."""
    points: list[tuple[float, float]] = []
    closed = curved = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(raw.FPDFPath_CountSegments(handle)):
        segment = raw.FPDFPath_GetPathSegment(handle, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and not curved:
                yield points, closed
            points, closed, curved = [], False, False
        curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
        points.append((x.value, y.value))
        closed = closed or bool(raw.FPDFPathSegment_GetClose(segment))
    if len(points) > 1 and not curved:
        yield points, closed


def _rules(points: list[Any], closed: bool, fill: bool, stroke: bool) -> list[Segment]:
    corners = points[:-1] if len(points) == 5 and points[0] == points[-1] else points
    if _is_box(points):
        box = _box(points)
        thin = rectangle_rules(*box) if fill or (closed and stroke) else []
        return thin or (outline_rules(*box) if stroke else [])
    if not stroke:
        return []
    ends = corners[1:] + (corners[:1] if closed else [])
    return [(a[0], a[1], b[0], b[1]) for a, b in zip(corners, ends, strict=False)]


def _is_rectangle(corners: list[tuple[float, float]]) -> bool:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    upright = (
        abs(ax - bx) < 0.01 and abs(by - cy) < 0.01 and abs(cx - dx) < 0.01 and abs(dy - ay) < 0.01
    )
    lying = (
        abs(ay - by) < 0.01 and abs(bx - cx) < 0.01 and abs(cy - dy) < 0.01 and abs(dx - ax) < 0.01
    )
    return upright or lying
