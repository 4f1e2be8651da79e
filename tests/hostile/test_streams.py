"""What streams inflate to is known before any library unpacks them."""

from __future__ import annotations

import base64
import random
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Name

from pipeline.reading import streams
from tests.hostile import files

PLAIN = bytes(random.Random(3).choices(b"abcdefgh  \n\0", k=30_000))


def lzw(data: bytes) -> bytes:
    """LZW as PDF has it, written as plainly as can be."""
    bits, width = format(256, "09b"), 9
    table = {bytes([value]): value for value in range(256)}
    number, run = 258, b""
    for byte in data:
        longer = run + bytes([byte])
        if longer in table:
            run = longer
            continue
        bits += format(table[run], f"0{width}b")
        table[longer] = number
        number += 1
        width = min(max(9, number.bit_length()), 12)
        if number == 4095:
            bits += format(256, f"0{width}b")
            table = {bytes([value]): value for value in range(256)}
            number, width = 258, 9
        run = bytes([byte])
    bits += (format(table[run], f"0{width}b") if run else "") + format(257, f"0{width}b")
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits), 8))


def run_length(data: bytes) -> bytes:
    parts = [data[at : at + 100] for at in range(0, len(data), 100)]
    return b"".join(bytes([len(part) - 1]) + part for part in parts) + bytes([255, 65, 128])


ENCODED: dict[str, tuple[Callable[[bytes], bytes], bytes]] = {
    "FlateDecode": (zlib.compress, b""),
    "LZWDecode": (lzw, b""),
    "RunLengthDecode": (run_length, b"AA"),
    "ASCIIHexDecode": (lambda data: data.hex(" ").encode() + b">", b""),
    "ASCII85Decode": (lambda data: base64.a85encode(data, wrapcol=70) + b"~>", b""),
}


@pytest.mark.parametrize("name", ENCODED)
@pytest.mark.parametrize("length", [0, 1, 2, 3, 4, 5, 500, len(PLAIN)])
def test_filters_are_undone_as_qpdf_does(name: str, length: int) -> None:
    encode, added = ENCODED[name]
    data = encode(PLAIN[:length])
    pdf = pikepdf.new()
    stream = pikepdf.Stream(pdf, data)
    stream["/Filter"] = Name(f"/{name}")
    [undo] = streams._undoing(stream["/Filter"])
    true = stream.read_bytes(pikepdf.StreamDecodeLevel.specialized)
    assert undo(data, 10**6) == true == PLAIN[:length] + added


@pytest.mark.parametrize("name", ["FlateDecode", "LZWDecode", "RunLengthDecode", "ASCII85Decode"])
def test_no_filter_gives_more_than_allowed(name: str) -> None:
    encode, _ = ENCODED[name]
    [undo] = streams._undoing(Name(f"/{name}"))
    with pytest.raises(streams.OversizeError):
        undo(encode(PLAIN), len(PLAIN) // 2)


@pytest.mark.parametrize("name", ["FlateDecode", "LZWDecode", "RunLengthDecode"])
@given(data=st.binary(max_size=300))
def test_no_bytes_trip_a_filter(name: str, data: bytes) -> None:
    [undo] = streams._undoing(Name(f"/{name}"))
    undo(data, 10**7)


def test_pictures_are_not_undone() -> None:
    assert list(streams._undoing(Name.DCTDecode)) == []
    assert len(list(streams._undoing(Array([Name.FlateDecode, Name.DCTDecode])))) == 1


def test_what_a_look_cannot_judge_is_said() -> None:
    once = files.page_of(zlib.compress(b"q Q"), filters=Name.FlateDecode)
    assert streams.look(once, 1000) == streams.Streams(0, True)
    twice = files.page_of(
        zlib.compress(zlib.compress(b"q Q")), filters=Array([Name.FlateDecode, Name.FlateDecode])
    )
    assert not streams.look(twice, 1000).judged
    for name in (b"/Fl", b"/LZWDecode", b"/RunLengthDecode", b"7 0 R", b"%\n/FlateDecode"):
        assert not streams.look(once.replace(b"/FlateDecode", name), 1000).judged
    assert not streams.look(files.owner_password(), 10**7).judged


def test_damaged_streams_are_counted() -> None:
    content = files.page_of(zlib.compress(PLAIN), filters=Name.FlateDecode)
    assert streams.look(content, 10**6).damaged == 0
    at = content.index(b"stream") + 2000
    broken = content[:at] + bytes(9) + content[at + 9 :]
    assert streams.look(broken, 10**6).damaged == 1


def test_the_base_plan_needs_no_second_look() -> None:
    assert streams.look(files.base(), 10**7) == streams.Streams(0, True)
