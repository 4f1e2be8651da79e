"""Detects letters whose text pdfium takes from /ActualText."""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np
import pypdfium2.raw as raw

from pipeline.reading.thresholds import READING

_ACTUAL = b"ActualText"


def stated(objects: Any, fonts: Any, sizes: Any, boxes: Any, origins: Any, across: Any) -> Any:
    """Whether each letter is in a span with /ActualText, as a column.

    Checking each text object would take a thirtieth of the reading time. pdfium gives such letters
    a common origin, or individual boxes instead of boxes of equal height, so only objects where
    that changes are checked. `across` are vertical letters.
    """
    result = np.zeros(len(objects), bool)
    height = np.where(across, boxes[:, 2] - boxes[:, 0], boxes[:, 1] - boxes[:, 3])
    share = height / np.maximum(sizes, READING.glyphs.smallest)
    same = (objects[1:] == objects[:-1]) & (origins[1:, 0] == origins[:-1, 0])
    uneven = (fonts[1:] == fonts[:-1]) & (
        np.abs(share[1:] - share[:-1]) > READING.glyphs.uneven * share[1:]
    )
    odd = np.flatnonzero((same & (origins[1:, 1] == origins[:-1, 1])) | uneven)
    if len(odd):
        asked = sorted({*objects[odd].tolist(), *objects[odd + 1].tolist()})
        told = [pointer for pointer in asked if _is_stated(pointer)]
        if told:
            result = np.isin(objects, np.array(told, objects.dtype))
    return result


def _is_stated(pointer: int) -> bool:
    handle = ctypes.cast(pointer, raw.FPDF_PAGEOBJECT)
    return any(
        raw.FPDFPageObjMark_GetParamValueType(raw.FPDFPageObj_GetMark(handle, at), _ACTUAL)
        for at in range(raw.FPDFPageObj_CountMarks(handle))
    )
