"""How the process that reads talks to the one that asked: frames on a pipe.

A frame is two lengths, a header in JSON and bytes (of a page: `text.wire`). Nothing in it is code:
a PDF that took over the reader could send wrong pages, and no more.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from typing import Any

_LENGTHS = struct.Struct("<II")
_MOST_HEADER = 1 << 20
MOST_PIXELS = 25_000_000  # of the picture of a page, a byte each
_BYTES_PER_OBJECT = 128  # a word of one letter or a rule takes less on the wire


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
