"""Checks the decompressed sizes of a PDF's streams before a PDF library decompresses them.

Flate data is found and inflated without parsing the file: every occurrence of the word `stream` is
tried, so that no stream is missed, however the file is damaged. Cases that this cannot decide
(chains of filters, encryption, escaped names) are checked stream by stream with pikepdf.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

_CHUNK = 1 << 16
_LOOK_BACK = 2000  # bytes before `stream` that are searched for its dictionary
_STREAM = re.compile(rb"(?<!end)stream[^\r\n]{0,80}(?:\r\n|\n|\r)")


def _name(text: str) -> bytes:
    """A pattern for a PDF name, any letter of which may be written as `#` and its code."""
    letters = (f"(?:{letter}|#(?i:{ord(letter):02x}))" for letter in text)
    return ("/" + "".join(letters) + r"(?![A-Za-z0-9#])").encode()


_FILTER = re.compile(_name("Filter"))
_ENCRYPT = re.compile(_name("Encrypt"))
_PICTURES = b"DCTDecode|JPXDecode|CCITTFaxDecode|JBIG2Decode"
# A single filter, either of pictures or Flate; or ASCII-encoded Flate.
_PLAIN = re.compile(
    rb"\s*(?:/(?:FlateDecode|" + _PICTURES + rb")\s*(?:/|>>)"
    rb"|\[\s*/(?:FlateDecode|" + _PICTURES + rb")\s*\]"
    rb"|\[\s*/ASCII85Decode\s*/FlateDecode\s*\])"
)
_PRINTABLE = re.compile(rb"[!-uz\s]{16,}")


class OversizeError(Exception):
    """A stream inflates to more than `most` bytes."""


@dataclass(frozen=True, slots=True)
class Streams:
    """The result of scanning the raw bytes of a PDF."""

    damaged: int  # number of truncated or corrupt compressed streams
    judged: bool  # whether the scan was conclusive for all streams


def look(content: bytes, most: int) -> Streams:
    """Inflate every stream of the file. Raises OversizeError at the first above `most` bytes."""
    view = memoryview(content)
    damaged = 0
    encrypted = _ENCRYPT.search(content) is not None
    printable = b"/ASCII85Decode" in content
    for match in _STREAM.finditer(content):
        whole = _ends_well(view[match.end() :], most)
        if not whole and printable:
            run = _PRINTABLE.match(content, match.end())
            whole = run is not None and _ends_well(_base85(run.group(), most), most)
        damaged += not (whole or encrypted) and _is_flate(content, match.start())
    plain = all(_PLAIN.match(content, found.end()) for found in _FILTER.finditer(content))
    return Streams(damaged, plain and not encrypted)


def check_each(content: bytes, most: int, password: str | None) -> None:
    """Undo the filters of every stream, one by one. Raises OversizeError above `most` bytes.

    A file that pikepdf cannot open passes; it is bounded by the memory limit only.
    """
    import pikepdf

    try:
        pdf = pikepdf.open(io.BytesIO(content), password=password or "")
    except (pikepdf.PdfError, pikepdf.PasswordError):
        return
    with pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream):
                try:
                    data = item.read_raw_bytes()
                except pikepdf.PdfError:
                    continue  # the stream is inaccessible
                for undo in _undoing(item.get("/Filter")):
                    data = undo(data, most)


def _ends_well(data: Any, most: int) -> bool:
    """Whether valid and complete Flate data begins here."""
    size = 0
    inflater = zlib.decompressobj()
    try:
        for start in range(0, len(data), _CHUNK):
            rest: Any = data[start : start + _CHUNK]
            while rest and not inflater.eof:
                size += len(inflater.decompress(rest, _CHUNK * 16))
                if size > most:
                    raise OversizeError
                rest = inflater.unconsumed_tail
            if inflater.eof:
                return True
    except zlib.error:
        pass  # not Flate, or damaged: the dictionary decides
    return False


def _is_flate(content: bytes, at: int) -> bool:
    """Whether the dictionary before `at` declares a Flate stream other than a picture."""
    before = content[max(at - _LOOK_BACK, 0) : at]
    own = before[before.rfind(b" obj") :]
    return own.rstrip().endswith(b">>") and b"/FlateDecode" in own and b"/Image" not in own


# ── filters ─────────────────────────────────────────────────────────────────────────────────────

_Undo = Callable[[bytes, int], bytes]


def _undoing(filters: Any) -> Iterator[_Undo]:
    """The decoders of a stream's filters in order; pictures are not decoded."""
    import pikepdf

    if filters is None:
        return
    names = list(filters) if isinstance(filters, pikepdf.Array) else [filters]
    for name in names:
        try:
            undo = _UNDO.get(str(name))
        except UnicodeDecodeError:
            return  # an invalid name: no reader supports such a filter
        if undo is None:
            return
        yield undo


def _flate(data: bytes, most: int) -> bytes:
    result = bytearray()
    inflater = zlib.decompressobj()
    try:
        rest = data
        while rest and not inflater.eof:
            result += inflater.decompress(rest, _CHUNK * 16)
            if len(result) > most:
                raise OversizeError
            rest = inflater.unconsumed_tail
    except zlib.error:
        pass  # readers also get the data before the damage
    return bytes(result)


def _run_length(data: bytes, most: int) -> bytes:
    result = bytearray()
    at = 0
    while at < len(data) and data[at] != 128:
        count = data[at]
        if count < 128:
            result += data[at + 1 : at + 2 + count]
            at += 2 + count
        else:
            result += data[at + 1 : at + 2] * (257 - count)
            at += 2
        if len(result) > most:
            raise OversizeError
    return bytes(result)


def _lzw(data: bytes, most: int) -> bytes:
    """LZW of PDF: codes of 9 to 12 bits, 256 clears the table, 257 ends."""
    first = [bytes([value]) for value in range(256)] + [b"", b""]
    table, result = list(first), bytearray()
    buffer = bits = 0
    width, last = 9, b""
    for byte in data:
        buffer = (buffer << 8 | byte) & 0xFFFFFF
        bits += 8
        if bits < width:
            continue
        bits -= width
        code = buffer >> bits & (1 << width) - 1
        if code == 257:
            break
        if code == 256:
            table, width, last = list(first), 9, b""
            continue
        entry = table[code] if code < len(table) else last + last[:1]
        result += entry
        if len(result) > most:
            raise OversizeError
        if last and len(table) < 4096:
            table.append(last + entry[:1])
        width = min(max(9, (len(table) + 1).bit_length()), 12)
        last = entry
    return bytes(result)


def _hexadecimal(data: bytes, most: int) -> bytes:
    digits = re.sub(rb"[^0-9A-Fa-f]", b"", data.partition(b">")[0])
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def _base85(data: bytes, most: int) -> bytes:
    digits = data.partition(b"~")[0].translate(None, b" \t\r\n\f\0").replace(b"z", b"!!!!!")
    missing = -len(digits) % 5
    groups = np.frombuffer(digits + b"u" * missing, np.uint8).reshape(-1, 5) - np.uint8(33)
    values = (groups.astype(np.uint64) * _POWERS).sum(axis=1)
    result: bytes = values.astype(">u4").tobytes()
    if len(result) > most:
        raise OversizeError
    return result[: len(result) - missing]


_POWERS = np.array([85**4, 85**3, 85**2, 85, 1], np.uint64)
_UNDO: dict[str, _Undo] = {
    "/FlateDecode": _flate,
    "/Fl": _flate,
    "/LZWDecode": _lzw,
    "/LZW": _lzw,
    "/RunLengthDecode": _run_length,
    "/RL": _run_length,
    "/ASCIIHexDecode": _hexadecimal,
    "/AHx": _hexadecimal,
    "/ASCII85Decode": _base85,
    "/A85": _base85,
}
