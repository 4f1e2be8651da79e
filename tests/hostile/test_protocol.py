"""What comes over the pipe is checked: a reader that was taken over can do no more than lie."""

from __future__ import annotations

import io
import json
import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.reading import engines, protocol
from pipeline.reading.glyphs import Drawing, Glyphs
from tests.hostile import files

MOST = 10_000


def through(drawing: Drawing) -> Drawing:
    frame = protocol.unpack(io.BytesIO(protocol.pack_page(drawing)).read, MOST)
    assert frame is not None
    return protocol.unpack_page(frame)


def same(one: Drawing, other: Drawing) -> bool:
    columns = ("x", "y", "advance", "size", "angle", "bold")
    return (
        (one.number, one.crop, one.rotate, one.segments, one.picture, one.glyphs.text)
        == (
            other.number,
            other.crop,
            other.rotate,
            other.segments,
            other.picture,
            other.glyphs.text,
        )
    ) and all(
        np.array_equal(getattr(one.glyphs, name), getattr(other.glyphs, name)) for name in columns
    )


def test_a_page_comes_over_as_it_is() -> None:
    for drawing in engines.drawings(files.base(), "pdfium"):
        assert same(through(drawing), drawing)


def glyphs(texts: list[str], x: float = 1.0) -> Glyphs:
    count = len(texts)
    numbers = np.full(count, x)
    angles = np.zeros(count, np.int64)
    return Glyphs(tuple(texts), numbers, numbers, numbers, numbers, angles, angles > 0, angles > 0)


@given(st.lists(st.text(st.characters(exclude_categories=()), max_size=3), max_size=20))
def test_any_text_comes_over(texts: list[str]) -> None:
    page = Drawing(1, (0.0, 0.0, 10.0, 10.0), 90, glyphs(texts), ((1.0, 2.0, 3.0, 4.0),), 0.5)
    assert same(through(page), page)


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_what_is_drawn_nowhere_is_left_out(bad: float) -> None:
    crop = (0.0, 0.0, 10.0, 10.0)
    page = through(Drawing(1, crop, 0, glyphs(["a"], bad), ((bad, 0.0, 1.0, 1.0),), 0.0))
    assert page.glyphs.text == ()
    assert page.segments == ()


@settings(max_examples=300)
@given(data=st.data())
def test_any_bytes_are_a_page_or_refused(data: st.DataObject) -> None:
    page = Drawing(1, (0.0, 0.0, 10.0, 10.0), 0, glyphs(["a", "", "bc"]), ((1.0,) * 4,), 0.0)
    frame = bytearray(protocol.pack_page(page))
    for _ in range(data.draw(st.integers(1, 5))):
        frame[data.draw(st.integers(0, len(frame) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = protocol.unpack(io.BytesIO(frame).read, MOST)
        if found is not None:
            drawing = protocol.unpack_page(found)
            assert len(drawing.glyphs.text) == len(drawing.glyphs.x) <= MOST
    except protocol.WireError:
        pass


@pytest.mark.parametrize(
    "header",
    [
        {},
        {"glyphs": -1},
        {"glyphs": 10**12, "segments": 0},
        {"glyphs": 0, "segments": 0, "crop": [0, 0, 1, float("nan")], "picture": 0},
        {"glyphs": 0, "segments": 0, "crop": [0, 0, 1], "picture": 0},
        {"glyphs": 0, "segments": 0, "crop": "abcd", "picture": 0},
        {"glyphs": None, "segments": 0},
    ],
)
def test_a_header_that_lies_is_refused(header: dict[str, object]) -> None:
    with pytest.raises(protocol.WireError):
        protocol.unpack_page((header, b""))


def test_a_frame_larger_than_any_page_is_refused_before_it_is_read() -> None:
    asked = []

    def read(count: int) -> bytes:
        asked.append(count)
        return struct.pack("<II", 10, 2**32 - 1)[:count]

    with pytest.raises(protocol.WireError):
        protocol.unpack(read, MOST)
    assert asked == [8]


@pytest.mark.parametrize("content", [b"no json", json.dumps([1]).encode()])
def test_a_header_that_is_no_object_is_refused(content: bytes) -> None:
    frame = struct.pack("<II", len(content), 0) + content
    with pytest.raises(protocol.WireError):
        protocol.unpack(io.BytesIO(frame).read, MOST)


def test_a_pipe_that_ends_is_no_frame() -> None:
    frame = protocol.pack({"kind": "end"}, b"1234")
    for length in range(len(frame)):
        assert protocol.unpack(io.BytesIO(frame[:length]).read, MOST) is None
    assert protocol.unpack(io.BytesIO(frame).read, MOST) == ({"kind": "end"}, b"1234")


def test_nothing_on_the_wire_is_code() -> None:
    for name in ("protocol", "child", "parent"):
        source = (Path(protocol.__file__).parent / f"{name}.py").read_text(encoding="utf-8")
        assert not any(word in source for word in ("pickle", "marshal", "eval(", "allow_pickle"))
