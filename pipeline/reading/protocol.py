"""How the process that reads talks to the one that asked: frames on a pipe.

A frame is two lengths, a header in JSON and columns of numbers as bytes. Nothing in it is code:
a PDF that took over the reader could send wrong pages, and no more.
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Callable
from typing import Any

import numpy as np

from pipeline.reading.glyphs import Drawing, Glyphs
from pipeline.reading.page_pictures import MOST_PIXELS, Picture

_LENGTHS = struct.Struct("<II")
_MOST_HEADER = 1 << 20
_GLYPH = (  # name, type on the wire, type in memory
    ("length", "<u1", np.int64),
    ("x", "<f8", np.float64),
    ("y", "<f8", np.float64),
    ("advance", "<f8", np.float64),
    ("size", "<f8", np.float64),
    ("angle", "<u2", np.int64),
    ("bold", "|b1", np.bool_),
    ("told", "|b1", np.bool_),
)
_SEGMENT = "<f8"  # four a segment
_LONGEST = 255  # characters that one glyph prints, at most
_BYTES_PER_OBJECT = 128  # a glyph or a segment takes less on the wire
_UTF32 = ("utf-32-le", "surrogatepass")  # a damaged font may map a glyph to half a character


class WireError(Exception):
    """What came over the pipe is no frame."""


Frame = tuple[dict[str, Any], bytes]


def pack(header: dict[str, Any], payload: bytes = b"") -> bytes:
    """A frame as bytes."""
    text = json.dumps(header).encode()
    return _LENGTHS.pack(len(text), len(payload)) + text + payload


def unpack(read: Callable[[int], bytes], most_objects: int) -> Frame | None:
    """The next frame; None where the other end is closed."""
    lengths = read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    of_header, of_payload = _LENGTHS.unpack(lengths)
    most = max(most_objects * _BYTES_PER_OBJECT, MOST_PIXELS)
    if of_header > _MOST_HEADER or of_payload > most:
        raise WireError(f"a frame of {of_header} and {of_payload} bytes")
    text, payload = read(of_header), read(of_payload)
    if len(text) < of_header or len(payload) < of_payload:
        return None
    try:
        header = json.loads(text)
    except ValueError as error:
        raise WireError("a header that is no JSON") from error
    if not isinstance(header, dict):
        raise WireError("a header that is no object")
    return header, payload


def pack_page(drawing: Drawing) -> bytes:
    """A page as a frame."""
    glyphs = _finite(drawing.glyphs)
    texts = [text[:_LONGEST] for text in glyphs.text]
    columns = {"length": [len(text) for text in texts]}
    segments = np.array(drawing.segments, _SEGMENT).reshape(-1, 4)
    segments = segments[np.isfinite(segments).all(axis=1)]
    joined = "".join(texts).encode(*_UTF32)
    parts = [
        np.asarray(columns.get(name, getattr(glyphs, name, None))).astype(kind).tobytes()
        for name, kind, _ in _GLYPH
    ]
    header = {
        "kind": "page",
        "number": drawing.number,
        "crop": drawing.crop,
        "rotate": drawing.rotate,
        "picture": drawing.picture,
        "glyphs": len(texts),
        "segments": len(segments),
    }
    return pack(header, b"".join([*parts, segments.tobytes(), joined]))


def _finite(glyphs: Glyphs) -> Glyphs:
    """Without glyphs whose place is no number: they are drawn nowhere."""
    keep = np.ones(len(glyphs.text), bool)
    for column in (glyphs.x, glyphs.y, glyphs.advance, glyphs.size):
        keep &= np.isfinite(column)
    if keep.all():
        return glyphs
    where = np.flatnonzero(keep)
    return Glyphs(
        tuple(glyphs.text[index] for index in where.tolist()),
        glyphs.x[where],
        glyphs.y[where],
        glyphs.advance[where],
        glyphs.size[where],
        glyphs.angle[where],
        glyphs.bold[where],
        glyphs.told[where],
    )


def unpack_page(frame: Frame) -> Drawing:
    """The page in a frame. Raises WireError where it is none."""
    header, payload = frame
    try:
        return _page(header, payload)
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise WireError(f"no page: {error}") from error


def _page(header: dict[str, Any], payload: bytes) -> Drawing:
    count, at = int(header["glyphs"]), 0
    columns: dict[str, Any] = {}
    for name, kind, own in _GLYPH:
        columns[name] = np.frombuffer(payload, kind, count, at).astype(own)
        at += count * np.dtype(kind).itemsize
    lines = int(header["segments"])
    segments = np.frombuffer(payload, _SEGMENT, 4 * lines, at).reshape(-1, 4)
    left, bottom, right, top = (float(side) for side in header["crop"])
    picture = float(header["picture"])
    if not all(math.isfinite(value) for value in (left, bottom, right, top, picture)):
        raise ValueError("a size that is no number")
    texts = payload[at + segments.nbytes :].decode(*_UTF32)
    lengths = columns.pop("length")
    if int(lengths.sum()) != len(texts) or (columns["angle"] % 90).any():
        raise ValueError("columns that do not fit")
    return Drawing(
        int(header["number"]),
        (left, bottom, right, top),
        int(header["rotate"]) // 90 % 4 * 90,
        Glyphs(_cut(texts, lengths), **columns),
        tuple(map(tuple, segments.tolist())),
        picture,
    )


def pack_picture(picture: Picture) -> bytes:
    """The picture of a page as a frame."""
    header = {
        "kind": "picture",
        "number": picture.number,
        "size": (picture.width, picture.height),
        "pixels": picture.grey.shape,
    }
    return pack(header, picture.grey.tobytes())


def unpack_picture(frame: Frame) -> Picture:
    """The picture in a frame. Raises WireError where it is none."""
    header, payload = frame
    try:
        width, height = (float(side) for side in header["size"])
        rows, columns = (int(side) for side in header["pixels"])
        if not (math.isfinite(width * height) and min(width, height, rows, columns) > 0):
            raise ValueError("a size that is none")
        grey = np.frombuffer(payload, np.uint8).reshape(rows, columns)
        return Picture(int(header["number"]), width, height, grey)
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise WireError(f"no picture: {error}") from error


def _cut(texts: str, lengths: Any) -> tuple[str, ...]:
    if (lengths == 1).all():
        return tuple(texts)
    ends = np.cumsum(lengths).tolist()
    return tuple(
        texts[end - length : end] for length, end in zip(lengths.tolist(), ends, strict=True)
    )
