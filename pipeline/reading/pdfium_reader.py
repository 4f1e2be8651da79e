"""The pdfium reader: glyphs and rules of a page, taken in bulk.

pdfium answers one question about one glyph a call. The calls are driven from C (`map` over
ranges) straight into numpy memory, so no Python code runs per glyph.
"""

from __future__ import annotations

import ctypes
import sys
import unicodedata
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.reading.glyphs import Drawing, Glyphs, bold_name, distrusted, quarter
from pipeline.reading.pdfium_contents import contents, matrix_of
from pipeline.reading.pdfium_ligatures import gathered, moved_in_forms
from pipeline.reading.pdfium_spans import stated

_HYPHEN = 0x02  # pdfium's stand-in for a hyphen, soft or not, at the end of a line
# Where a glyph begins, by the direction of its text: the axis, and the side of its box on it.
_BEGINS = {0: (0, 0), 90: (1, 3), 180: (0, 2), 270: (1, 1)}
_BLANK = 0.2  # of the font's size: the width of a blank of which pdfium tells none


def _function(name: str, result: Any, *arguments: Any) -> Any:
    """The library's function with plain pointers as arguments, so that ranges can be its inputs."""
    address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value or 0
    return ctypes.CFUNCTYPE(result, *arguments)(address)


_POINTER = ctypes.c_void_p
_get_unicode = _function("FPDFText_GetUnicode", ctypes.c_uint, _POINTER, ctypes.c_int)
_get_box = _function("FPDFText_GetLooseCharBox", ctypes.c_int, _POINTER, ctypes.c_int, _POINTER)
_get_origin = _function(
    "FPDFText_GetCharOrigin", ctypes.c_int, _POINTER, ctypes.c_int, _POINTER, _POINTER
)
_get_object = _function("FPDFText_GetTextObject", _POINTER, _POINTER, ctypes.c_int)
_map_error = _function("FPDFText_HasUnicodeMapError", ctypes.c_int, _POINTER, ctypes.c_int)


def drawings(
    content: bytes,
    password: str | None = None,
    most: int = sys.maxsize,
    only: Sequence[int] = (),
) -> Iterator[Drawing]:
    """Every page of the PDF, or `only` some (from 1), one by one; each is freed before the next is
    opened.

    Raises CrowdedPageError for a page of more than `most` objects.
    """
    document = pdfium.PdfDocument(content, password=password)
    try:
        for number in only or range(1, len(document) + 1):
            page = document[number - 1]
            try:
                yield _drawing(page, number, most)
            finally:
                page.close()
    finally:
        document.close()


def _drawing(page: Any, number: int, most: int) -> Drawing:
    left, bottom, right, top = (float(side) for side in page.get_bbox())
    crop = (left, bottom, right, top)
    segments, picture, texts = contents(page, crop, most)
    glyphs = _glyphs(page, texts)  # last: resolving hyphens takes text objects off the page
    return Drawing(number, crop, page.get_rotation() % 360, glyphs, tuple(segments), picture)


def _glyphs(page: Any, texts: dict[int, Any]) -> Glyphs:
    text_page = raw.FPDFText_LoadPage(page.raw)
    try:
        count = max(raw.FPDFText_CountChars(text_page), 0)
        handle = ctypes.cast(text_page, ctypes.c_void_p).value
        codes = np.fromiter(map(_get_unicode, repeat(handle), range(count)), np.uint32, count)
        objects = np.fromiter(
            (value or 0 for value in map(_get_object, repeat(handle), range(count))),
            np.uint64,
            count,
        )
        boxes = np.zeros((count, 4), np.float32)  # left, top, right, bottom
        start = boxes.ctypes.data
        _drain(map(_get_box, repeat(handle), range(count), range(start, start + 16 * count, 16)))
        origins = np.zeros((count, 2), np.float64)
        start = origins.ctypes.data
        stop = start + 16 * count
        _drain(
            map(
                _get_origin,
                repeat(handle),
                range(count),
                range(start, stop, 16),
                range(start + 8, stop + 8, 16),
            )
        )
        errors = np.fromiter(map(_map_error, repeat(handle), range(count)), np.int8, count)
        lost = sorted(texts.keys() - set(objects.tolist()))
        blanks = [_blank(pointer, texts[pointer]) for pointer in lost if _has_no_width(pointer)]
        return _with(
            _columns(
                page,
                text_page,
                codes,
                objects,
                boxes,
                origins,
                (errors == 1) | (codes > sys.maxunicode),
                texts,
            ),
            blanks,
        )
    finally:
        raw.FPDFText_ClosePage(text_page)


def _has_no_width(pointer: int) -> bool:
    """Whether a text object that pdfium left out of the text is a blank: nothing of it is drawn.

    The others that it leaves out are printed a second time over themselves (fake bold).
    """
    sides = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(ctypes.cast(pointer, raw.FPDF_PAGEOBJECT), *sides)
    return (
        abs(sides[2].value - sides[0].value) < 0.01 or abs(sides[3].value - sides[1].value) < 0.01
    )


def _blank(pointer: int, outer: Any) -> tuple[float, float, float, int]:
    """Place, size and direction of a blank that a typesetter printed as a text of its own."""
    matrix = outer @ matrix_of(ctypes.cast(pointer, raw.FPDF_PAGEOBJECT))
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(ctypes.cast(pointer, raw.FPDF_PAGEOBJECT), size)
    scale = float(np.hypot(matrix[0, 1], matrix[1, 1])) or 1.0
    return matrix[0, 2], matrix[1, 2], abs(size.value) * scale, quarter(matrix[0, 0], matrix[1, 0])


def _with(glyphs: Glyphs, blanks: list[tuple[float, float, float, int]]) -> Glyphs:
    if not blanks:
        return glyphs
    table = np.array(blanks, np.float64)
    return Glyphs(
        glyphs.text + (" ",) * len(blanks),
        np.concatenate([glyphs.x, table[:, 0]]),
        np.concatenate([glyphs.y, table[:, 1]]),
        np.concatenate([glyphs.advance, _BLANK * table[:, 2]]),
        np.concatenate([glyphs.size, table[:, 2]]),
        np.concatenate([glyphs.angle, table[:, 3].astype(np.int64)]),
        np.concatenate([glyphs.bold, np.zeros(len(blanks), bool)]),
        np.concatenate([glyphs.told, np.zeros(len(blanks), bool)]),
    )


def _drain(calls: Iterator[int]) -> None:
    deque(calls, maxlen=0)


def _columns(
    page: Any,
    text_page: Any,
    codes: Any,
    objects: Any,
    boxes: Any,
    origins: Any,
    errors: Any,
    texts: dict[int, Any],
) -> Glyphs:
    drawn = objects != 0  # the others are blanks and line ends that pdfium makes up
    keep = np.flatnonzero(drawn)
    codes, objects, errors = codes[keep], objects[keep], errors[keep]
    boxes, origins = boxes[keep].astype(np.float64), origins[keep]
    unique, first, inverse = np.unique(objects, return_index=True, return_inverse=True)
    looks = [
        _look(text_page, int(pointer), int(keep[at]))
        for pointer, at in zip(unique, first, strict=True)
    ]
    table = np.array([look[:3] for look in looks], np.float64).reshape(-1, 3)[inverse]
    size, angle = table[:, 0], table[:, 1].astype(np.int64)
    fonts = np.array([look.font for look in looks], np.uint64)[inverse]
    told = stated(objects, fonts, size, boxes, origins, angle % 180 != 0)
    lines = {
        int(pointer): (look.angle, look.x, look.y)
        for pointer, look in zip(unique, looks, strict=True)
    }
    moved_in_forms(objects, boxes, origins, texts, lines)
    across = np.where(angle % 180 == 0, boxes[:, 2] - boxes[:, 0], boxes[:, 1] - boxes[:, 3])
    text = [
        "" if error or code == 0 else chr(code)
        for code, error in zip(codes.tolist(), errors.tolist(), strict=True)
    ]
    if "" in text:
        text = distrusted(text, [looks[at].font for at in inverse.tolist()])
    # A combining mark is drawn beside its origin; where it stands, its box tells.
    marks = np.array([bool(char) and unicodedata.combining(char[0]) > 0 for char in text], bool)
    for direction, (axis, side) in _BEGINS.items():
        turned = marks & (angle == direction)
        origins[turned, axis] = boxes[turned, side]
    _hyphens(page, text, objects)
    single, advance = gathered(text, objects, boxes, origins, np.abs(across))
    glyphs = Glyphs(
        tuple(text[index] for index in single.tolist()),
        origins[single, 0],
        origins[single, 1],
        advance[single],
        size[single],
        angle[single],
        table[single, 2] > 0,
        told[single],
    )
    return _blanks_again(glyphs, objects[single])


class _Look(NamedTuple):
    """How a text object looks."""

    size: float  # as drawn
    angle: int
    bold: bool
    font: int  # a number that tells fonts apart
    x: float  # where its text begins
    y: float


def _look(text_page: Any, pointer: int, index: int) -> _Look:
    """The look of a text object; `index` is a character of it."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text_page, index, matrix)
    scale = float(np.hypot(matrix.c, matrix.d)) or 1.0
    size = abs(raw.FPDFText_GetFontSize(text_page, index)) * scale
    font = raw.FPDFTextObj_GetFont(ctypes.cast(pointer, raw.FPDF_PAGEOBJECT))
    buffer = ctypes.create_string_buffer(256)
    raw.FPDFFont_GetBaseFontName(font, buffer, 256)
    name = buffer.value.decode("utf-8", "replace")
    which = ctypes.cast(font, _POINTER).value or 0
    turn = quarter(matrix.a, matrix.b)
    return _Look(size, turn, bold_name(name), which, matrix.e, matrix.f)


def _hyphens(page: Any, text: list[str], objects: Any) -> None:
    """Put back the hyphens that pdfium replaced at line ends, soft ones told from hard ones.

    A text object alone on a page has no next line, and is read there as it is printed.
    """
    marked = [index for index, char in enumerate(text) if char == chr(_HYPHEN)]
    if not marked:
        return
    scratch = pdfium.PdfDocument.new()
    try:
        alone: dict[int, str] = {}
        for index in marked:
            pointer = int(objects[index])
            if pointer not in alone:
                alone[pointer] = _alone(page, scratch, pointer)
            text[index] = "\u00ad" if alone[pointer].rstrip().endswith("\u00ad") else "-"
    finally:
        scratch.close()


def _alone(page: Any, scratch: Any, pointer: int) -> str:
    handle = ctypes.cast(pointer, raw.FPDF_PAGEOBJECT)
    if not raw.FPDFPage_RemoveObject(page.raw, handle):  # inside a form: it stays where it is
        return "-"
    lone = scratch.new_page(1000, 1000)
    try:
        raw.FPDFPage_InsertObject(lone.raw, handle)
        text_page = raw.FPDFText_LoadPage(lone.raw)
        count = raw.FPDFText_CountChars(text_page)
        result = "".join(chr(raw.FPDFText_GetUnicode(text_page, index)) for index in range(count))
        raw.FPDFText_ClosePage(text_page)
        return result
    finally:
        lone.close()


def _blanks_again(glyphs: Glyphs, objects: Any) -> Glyphs:
    """Put back the second of two blanks, which pdfium drops: the gap that it left remains."""
    if len(glyphs.text) < 2:
        return glyphs
    along = np.where(
        glyphs.angle == 0,
        glyphs.x,
        np.where(glyphs.angle == 180, -glyphs.x, np.where(glyphs.angle == 90, glyphs.y, -glyphs.y)),
    )
    gap = along[1:] - along[:-1] - glyphs.advance[:-1]
    blank = np.array([char == " " for char in glyphs.text[:-1]])
    width = np.maximum(glyphs.advance[:-1], 0.01)
    times = np.rint(gap / width)
    doubled = (
        blank
        & (objects[1:] == objects[:-1])
        & (times >= 1)
        & (times <= 9)
        & (np.abs(gap - times * width) < 0.04 * width)
    )
    where = np.flatnonzero(doubled)
    if not len(where):
        return glyphs
    order = np.sort(
        np.concatenate([np.arange(len(glyphs.text)), np.repeat(where, times[where].astype(int))])
    )
    again = np.arange(len(order)) - np.searchsorted(
        order, order
    )  # 0 for a glyph itself, then 1, 2 …
    step = again * glyphs.advance[order]
    way = np.radians(glyphs.angle[order])
    return Glyphs(
        tuple(glyphs.text[index] for index in order.tolist()),
        glyphs.x[order] + step * np.rint(np.cos(way)),
        glyphs.y[order] + step * np.rint(np.sin(way)),
        glyphs.advance[order],
        glyphs.size[order],
        glyphs.angle[order],
        glyphs.bold[order],
        glyphs.told[order],
    )
