"""The protocol between the reading process and its parent: frames on a pipe.

A frame consists of two lengths, a JSON header and bytes (of a page: `text.wire`). It contains no
code, so a compromised reading process could only send wrong pages.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from typing import Any

_LENGTHS = struct.Struct("<II")
_MOST_HEADER = 1 << 20
MOST_PIXELS = 25_000_000  # of a page's picture, one byte each
_BYTES_PER_OBJECT = 128  # upper bound for a word of one letter or a rule


class WireError(Exception):
    """The data on the pipe is not a valid frame."""


Frame = tuple[dict[str, Any], bytes]


def pack(header: dict[str, Any], payload: bytes = b"") -> bytes:
    """A frame as bytes."""
    text = json.dumps(header).encode()
    return _LENGTHS.pack(len(text), len(payload)) + text + payload


def unpack(read: Callable[[int], bytes], most_objects: int) -> Frame | None:
    """The next frame; None at the end of the stream."""
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
