"""The pdfium reader: glyphs and rules of a page, by bulk calls (`pdfium_calls`)."""

from __future__ import annotations

import ctypes
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.reading.glyphs import Drawing, Glyphs, bold_name, distrusted, quarter
from pipeline.reading.pdfium_calls import Handle, function, returned, written
from pipeline.reading.pdfium_contents import contents, matrix_of
from pipeline.reading.pdfium_ligatures import gathered, moved_in_forms
from pipeline.reading.pdfium_spans import stated
from pipeline.reading.thresholds import READING

_HYPHEN = "\x02"  # pdfium's placeholder for a hyphen, soft or not, at the end of a line
# The start of a glyph by the direction of its text: axis and side of its box.
_BEGINS = {0: (0, 0), 90: (1, 3), 180: (0, 2), 270: (1, 1)}
_FONT_NAME = 256  # bytes of a font's name that are read

_get_unicode = function("FPDFText_GetUnicode", ctypes.c_uint)
_get_box = function("FPDFText_GetLooseCharBox", ctypes.c_int)
_get_origin = function("FPDFText_GetCharOrigin", ctypes.c_int)
_get_object = function("FPDFText_GetTextObject", ctypes.c_size_t)
_map_error = function("FPDFText_HasUnicodeMapError", ctypes.c_int)
_get_matrix = function("FPDFText_GetMatrix", ctypes.c_int)
_get_size = function("FPDFText_GetFontSize", ctypes.c_double)
_get_font = function("FPDFTextObj_GetFont", ctypes.c_size_t)


def drawings(
    content: bytes,
    password: str | None = None,
    most: int = sys.maxsize,
    only: Sequence[int] = (),
) -> Iterator[Drawing]:
    """All pages of the PDF, or `only` some (from 1), one by one; each is freed before the next is
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
    found = contents(page, crop, most)
    glyphs = _glyphs(
        page, found.texts
    )  # last, as resolving hyphens removes text objects from the page
    rotate = page.get_rotation() % 360
    return Drawing(number, crop, rotate, glyphs, tuple(found.segments), found.picture)


def _glyphs(page: Any, texts: dict[int, Any]) -> Glyphs:
    text_page = raw.FPDFText_LoadPage(page.raw)
    try:
        count = max(raw.FPDFText_CountChars(text_page), 0)
        glyph = [text_page] * count, range(count)
        objects = returned(_get_object, np.uint64, count, *glyph)
        lost = sorted(texts.keys() - set(objects.tolist()))
        blanks = [_blank(pointer, texts[pointer]) for pointer in lost if _has_no_width(pointer)]
        codes = returned(_get_unicode, np.uint32, count, *glyph)
        errors = returned(_map_error, np.int8, count, *glyph) == 1
        boxes = written(_get_box, np.float32, 4, *glyph)  # left, top, right, bottom
        origins = written(_get_origin, np.float64, 2, *glyph, apart=True)
        text = _texts(codes, errors)
        return _with(_columns(page, text_page, text, objects, boxes, origins, texts), blanks)
    finally:
        raw.FPDFText_ClosePage(text_page)


def _texts(codes: Any, errors: Any) -> list[str]:
    """The character of each code; "" for invalid ones."""
    unmapped = errors | (codes == 0) | (codes > sys.maxunicode)
    units = np.where(unmapped, 0, codes).astype("<u4").tobytes()
    text = list(units.decode("utf-32-le", "surrogatepass"))
    for index in np.flatnonzero(unmapped).tolist():
        text[index] = ""
    return text


def _has_no_width(pointer: int) -> bool:
    """Whether a text object that pdfium omits from the text is a space, of which nothing is drawn.

    The others that it omits are printed twice (fake bold).
    """
    sides = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(ctypes.cast(pointer, raw.FPDF_PAGEOBJECT), *sides)
    left, bottom, right, top = (side.value for side in sides)
    return min(abs(right - left), abs(top - bottom)) < READING.glyphs.no_width


def _blank(pointer: int, outer: Any) -> tuple[float, float, float, int]:
    """Place, size and direction of a space printed as a separate text object."""
    matrix = matrix_of(pointer, outer)
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
        np.concatenate([glyphs.advance, READING.glyphs.blank * table[:, 2]]),
        np.concatenate([glyphs.size, table[:, 2]]),
        np.concatenate([glyphs.angle, table[:, 3].astype(np.int64)]),
        np.concatenate([glyphs.bold, np.zeros(len(blanks), bool)]),
        np.concatenate([glyphs.told, np.zeros(len(blanks), bool)]),
    )


def _columns(
    page: Any,
    text_page: Any,
    text: list[str],
    objects: Any,
    boxes: Any,
    origins: Any,
    texts: dict[int, Any],
) -> Glyphs:
    keep = np.flatnonzero(objects)  # others are spaces and line ends generated by pdfium
    text, objects = list(map(text.__getitem__, keep.tolist())), objects[keep]
    boxes, origins = boxes[keep].astype(np.float64), origins[keep]
    changes = np.diff(objects, prepend=0) != 0
    own = np.cumsum(changes) - 1  # for each glyph the index of its object's style
    looks = _styles(text_page, objects[changes], keep[changes])
    angle = looks.angle[own]
    places = zip(looks.angle.tolist(), looks.x.tolist(), looks.y.tolist(), strict=True)
    lines = dict(zip(objects[changes].tolist(), places, strict=True))
    fonts = np.array(looks.font, np.uint64)[own]
    told = stated(objects, fonts, looks.size[own], boxes, origins, angle % 180 != 0)
    moved_in_forms(objects, boxes, origins, texts, lines)
    across = np.where(angle % 180 == 0, boxes[:, 2] - boxes[:, 0], boxes[:, 1] - boxes[:, 3])
    if "" in text:
        text = distrusted(text, list(map(looks.font.__getitem__, own.tolist())))
    # Combining marks are drawn beside their origin; the box has their position.
    marks = _marks(text)
    for direction, (axis, side) in _BEGINS.items():
        turned = marks & (angle == direction)
        origins[turned, axis] = boxes[turned, side]
    _hyphens(page, text, objects)
    single, advance = gathered(text, objects, boxes, origins, np.abs(across), marks)
    glyphs = Glyphs(
        tuple(map(text.__getitem__, single.tolist())),
        origins[single, 0],
        origins[single, 1],
        advance[single],
        looks.size[own][single],
        angle[single],
        looks.bold[own][single],
        told[single],
    )
    return _blanks_again(glyphs, objects[single])


def _marks(text: list[str]) -> Any:
    """Whether each glyph is a combining mark."""
    found = {char for char in set(text) if char and unicodedata.combining(char[0])}
    return np.fromiter(map(found.__contains__, text), bool, len(text))


class _Styles(NamedTuple):
    """The styles of text objects, as columns."""

    size: Any  # as drawn
    angle: Any
    bold: Any
    font: list[int]  # a number that identifies the font
    x: Any  # origin of the text
    y: Any


def _styles(text_page: Any, objects: Any, indexes: Any) -> _Styles:
    """The styles of text objects; `indexes` has a character of each."""
    count = len(indexes)
    glyph = [text_page] * count, indexes.tolist()
    a, b, c, d, x, y = written(_get_matrix, np.float32, 6, *glyph).astype(np.float64).T
    scale = np.hypot(c, d)
    scale[scale == 0] = 1.0
    fonts = list(map(_get_font, map(Handle, objects.tolist())))
    bold = {font: bold_name(_font_name(font)) for font in set(fonts)}
    return _Styles(
        np.abs(returned(_get_size, np.float64, count, *glyph)) * scale,
        np.fromiter(map(quarter, a.tolist(), b.tolist()), np.int64, count),
        np.fromiter(map(bold.__getitem__, fonts), bool, count),
        fonts,
        x,
        y,
    )


def _font_name(font: int) -> str:
    buffer = ctypes.create_string_buffer(_FONT_NAME)
    raw.FPDFFont_GetBaseFontName(ctypes.cast(font, raw.FPDF_FONT), buffer, _FONT_NAME)
    return buffer.value.decode("utf-8", "replace")


def _hyphens(page: Any, text: list[str], objects: Any) -> None:
    """Restore the hyphens that pdfium replaced at line ends, distinguishing soft from hard ones.

    A text object that is alone on a page has no next line, so pdfium returns its text unchanged.
    """
    if _HYPHEN not in text:
        return
    marked = [index for index, char in enumerate(text) if char == _HYPHEN]
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
    if not raw.FPDFPage_RemoveObject(page.raw, handle):  # an object inside a form cannot be moved
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
    """Restore the second of two spaces, which pdfium drops, from the gap that it leaves."""
    if len(glyphs.text) < 2:
        return glyphs
    along = np.where(
        glyphs.angle == 0,
        glyphs.x,
        np.where(glyphs.angle == 180, -glyphs.x, np.where(glyphs.angle == 90, glyphs.y, -glyphs.y)),
    )
    limits = READING.glyphs
    gap = along[1:] - along[:-1] - glyphs.advance[:-1]
    blank = np.fromiter(map(" ".__eq__, glyphs.text[:-1]), bool, len(gap))
    width = np.maximum(glyphs.advance[:-1], limits.no_width)
    times = np.rint(gap / width)
    doubled = (
        blank
        & (objects[1:] == objects[:-1])
        & (times >= 1)
        & (times <= limits.blanks)
        & (np.abs(gap - times * width) < limits.exact * width)
    )
    where = np.flatnonzero(doubled)
    if not len(where):
        return glyphs
    order = np.sort(
        np.concatenate([np.arange(len(glyphs.text)), np.repeat(where, times[where].astype(int))])
    )
    again = np.arange(len(order)) - np.searchsorted(
        order, order
    )  # 0 for the glyph itself, then 1, 2 …
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
