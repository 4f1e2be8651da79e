"""The contents of a page other than glyphs, from pdfium: rules, pictures, text objects."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import pypdfium2.raw as raw

from pipeline.reading.edges import EdgeFinder, Point, Segment, Shape
from pipeline.reading.glyphs import CrowdedPageError
from pipeline.reading.pdfium_calls import Handle, function, returned, written

_DEEPEST = 8  # maximum depth of nested forms
_PATHS = 512  # paths per bulk call

_count_of_page = function("FPDFPage_CountObjects", ctypes.c_int)
_object_of_page = function("FPDFPage_GetObject", Handle)
_count_of_form = function("FPDFFormObj_CountObjects", ctypes.c_int)
_object_of_form = function("FPDFFormObj_GetObject", Handle)
_get_kind = function("FPDFPageObj_GetType", ctypes.c_int)
_get_matrix = function("FPDFPageObj_GetMatrix", ctypes.c_int)
_get_mode = function("FPDFPath_GetDrawMode", ctypes.c_int)
_get_colour = function("FPDFPageObj_GetFillColor", ctypes.c_int)
_count_segments = function("FPDFPath_CountSegments", ctypes.c_int)
_get_segment = function("FPDFPath_GetPathSegment", Handle)
_get_point = function("FPDFPathSegment_GetPoint", ctypes.c_int)
_get_segment_kind = function("FPDFPathSegment_GetType", ctypes.c_int)
_get_close = function("FPDFPathSegment_GetClose", ctypes.c_int)


class Contents(NamedTuple):
    """The contents of a page other than glyphs."""

    segments: list[Segment]  # of rules and shades
    picture: float  # share of the page covered by the largest picture
    texts: dict[
        int, Any
    ]  # text objects, each with the matrix of the forms that contain it, or None


class _Object(NamedTuple):
    handle: Handle
    kind: int
    outer: Any | None  # matrix of the forms that contain it; None outside forms


def contents(page: Any, crop: Any, most: int) -> Contents:
    """The contents of a page. CrowdedPageError for more than `most` objects."""
    edges = EdgeFinder(crop)
    texts: dict[int, Any] = {}
    paths: list[_Object] = []
    picture = 0.0
    area = max((crop[2] - crop[0]) * (crop[3] - crop[1]), 1.0)
    for number, found in enumerate(_objects(page.raw, most), 1):
        if number > most:  # in nested forms
            raise CrowdedPageError
        if found.kind == raw.FPDF_PAGEOBJ_TEXT:
            texts[found.handle.value or 0] = found.outer
        elif found.kind == raw.FPDF_PAGEOBJ_PATH:
            paths.append(found)
            if len(paths) == _PATHS:
                _add(edges, paths)
                paths = []
        elif found.kind == raw.FPDF_PAGEOBJ_IMAGE:
            (own,) = _matrices([found])
            picture = max(picture, min(abs(float(np.linalg.det(own))) / area, 1.0))
    _add(edges, paths)
    return Contents(edges.segments(), picture, texts)


def _objects(parent: Any, most: int, outer: Any | None = None, depth: int = 0) -> Iterator[_Object]:
    """The objects of a page or (at a depth above 0) of a form, including nested ones."""
    count_of, object_of = (
        (_count_of_form, _object_of_form) if depth else (_count_of_page, _object_of_page)
    )
    count = max(count_of(parent), 0)
    if count > most:
        raise CrowdedPageError
    handles = list(map(object_of, itertools.repeat(parent), range(count)))
    for handle, kind in zip(handles, map(_get_kind, handles), strict=True):
        item = _Object(handle, kind, outer)
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            yield from _objects(handle, most, _matrices([item])[0], depth + 1)
        else:
            yield item


def _matrices(objects: Sequence[_Object]) -> Any:
    """The matrix of each object, 3 × 3, applied to column vectors, including those of its forms."""
    table = written(_get_matrix, np.float32, 6, [item.handle for item in objects])
    found = np.zeros((len(objects), 3, 3))
    found[:, 0] = table[:, [0, 2, 4]]
    found[:, 1] = table[:, [1, 3, 5]]
    found[:, 2, 2] = 1.0
    for place, item in enumerate(objects):
        if item.outer is not None:
            found[place] = item.outer @ found[place]
    return found


def matrix_of(pointer: int, outer: Any | None) -> Any:
    """The matrix of a page object; `outer` is the matrix of the forms that contain it."""
    (matrix,) = _matrices([_Object(Handle(pointer), 0, outer)])
    return matrix


def _add(edges: EdgeFinder, paths: Sequence[_Object]) -> None:
    """Add the shapes of paths that are filled or stroked."""
    modes = written(_get_mode, np.int32, 2, [path.handle for path in paths], apart=True)
    drawn = modes[:, 0].astype(bool) | modes[:, 1].astype(bool)
    paths = list(itertools.compress(paths, drawn.tolist()))
    fills, strokes = modes[drawn].astype(bool).T.tolist()
    handles = [path.handle for path in paths]
    colours = written(_get_colour, np.uint32, 4, handles, apart=True)[:, :3] / 255
    for filled, stroke, colour, parts in zip(
        fills, strokes, colours.tolist(), _parts(paths), strict=True
    ):
        edges.next_path()
        for kinds, places, closed in _subpaths(*parts):
            curved = raw.FPDF_SEGMENT_BEZIERTO in kinds
            lines = _lines(kinds, places, closed) if curved else []
            fill = tuple(colour) if filled else None
            edges.add(Shape(places, closed, fill, stroke, curved, lines))


# Of a path: the kind of segment to each point, the points, and which of them close a subpath.
_Parts = tuple[list[int], list[Point], list[bool]]


def _parts(paths: Sequence[_Object]) -> Iterator[_Parts]:
    """The points of each path, including control points of curves."""
    counts = [max(_count_segments(path.handle), 0) for path in paths]
    total = sum(counts)
    owners = itertools.chain.from_iterable(
        itertools.repeat(path.handle, count) for path, count in zip(paths, counts, strict=True)
    )
    handles = list(map(_get_segment, owners, itertools.chain.from_iterable(map(range, counts))))
    kinds = returned(_get_segment_kind, np.int32, total, handles).tolist()
    closes = (returned(_get_close, np.int32, total, handles) != 0).tolist()
    x, y = written(_get_point, np.float32, 2, handles, apart=True).astype(np.float64).T
    (a, c, e), (b, d, f) = np.repeat(_matrices(paths)[:, :2], counts, axis=0).transpose(1, 2, 0)
    places = list(zip((a * x + c * y + e).tolist(), (b * x + d * y + f).tolist(), strict=True))
    for start, end in itertools.pairwise(itertools.accumulate(counts, initial=0)):
        yield kinds[start:end], places[start:end], closes[start:end]


def _subpaths(
    kinds: list[int], places: list[Point], closes: list[bool]
) -> Iterator[tuple[list[int], list[Point], bool]]:
    """The subpaths of a path: their points, and whether each is closed."""
    begins = {index for index, kind in enumerate(kinds) if kind == raw.FPDF_SEGMENT_MOVETO}
    for start, end in itertools.pairwise(sorted({0, *begins, len(kinds)})):
        if end - start > 1:
            yield kinds[start:end], places[start:end], any(closes[start:end])


def _lines(kinds: list[int], places: list[Point], closed: bool) -> list[tuple[Point, Point]]:
    """The straight parts of a curved subpath."""
    found = [
        (places[index - 1], places[index])
        for index in range(1, len(kinds))
        if kinds[index] == raw.FPDF_SEGMENT_LINETO
    ]
    return [*found, (places[-1], places[0])] if closed else found
