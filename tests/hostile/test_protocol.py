"""What comes over the pipe is checked: a reader that was taken over can do no more than lie."""

from __future__ import annotations

import io
import json
import math
import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.geometry import Border, Box
from pipeline.reading import engines, protocol
from pipeline.reading.glyphs import Drawing, Glyphs, clean
from pipeline.text import wire
from pipeline.text.page import Page, Word
from pipeline.text.pages import page_of
from tests.hostile import files

MOST = 10_000


def through(page: Page) -> Page:
    frame = protocol.unpack(io.BytesIO(wire.pack_page(page)).read, MOST)
    assert frame is not None
    return wire.unpack_page(frame)


def glyphs(texts: list[str], x: float = 1.0) -> Glyphs:
    count = len(texts)
    numbers = np.full(count, x)
    angles = np.zeros(count, np.int64)
    return Glyphs(tuple(texts), numbers, numbers, numbers, numbers, angles, angles > 0, angles > 0)


def page(texts: list[str]) -> Page:
    words = tuple(
        Word(text, 1.0, 2.0, 3.0, 4.0, 9.5, True, number, (0.25,) * (len(text) + 1), number > 3)
        for number, text in enumerate(texts)
    )
    return Page(
        7, 595.3, 841.9, 270, words, (Border(1.0, 2.0, 3.0),), (), 2, 0.5, (Box(1, 2, 3, 4),)
    )


def test_a_page_comes_over_as_it_is() -> None:
    for drawing in engines.drawings(files.base(), "pdfium"):
        assert through(page_of(drawing)) == page_of(drawing)


@given(st.lists(st.text(st.characters(exclude_categories=()), max_size=3), max_size=20))
def test_any_text_comes_over(texts: list[str]) -> None:
    assert through(page(texts)) == page(texts)


@given(st.lists(st.text(st.characters(exclude_categories=()), max_size=3), max_size=20))
def test_words_of_any_glyphs_have_an_edge_for_each_letter_and_one_more(texts: list[str]) -> None:
    drawing = Drawing(1, (0.0, 0.0, 10.0, 10.0), 90, glyphs(texts), ((1.0, 2.0, 3.0, 4.0),), 0.5)
    found = page_of(drawing)
    assert all(len(word.edges) == len(word.text) + 1 for word in found.words)
    assert through(found) == found


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_what_is_drawn_nowhere_is_left_out(bad: float) -> None:
    crop = (0.0, 0.0, 10.0, 10.0)
    found = clean(Drawing(1, crop, 0, glyphs(["a"], bad), ((bad, 0.0, 1.0, 1.0),), 0.0))
    assert found.glyphs.text == ()
    assert found.segments == ()


@settings(max_examples=300)
@given(data=st.data())
def test_any_bytes_are_a_page_or_refused(data: st.DataObject) -> None:
    frame = bytearray(wire.pack_page(page(["a", "", "bc"])))
    for _ in range(data.draw(st.integers(1, 5))):
        frame[data.draw(st.integers(0, len(frame) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = protocol.unpack(io.BytesIO(frame).read, MOST)
        if found is not None:
            words = wire.unpack_page(found).words
            assert all(len(word.edges) == len(word.text) + 1 for word in words)
            assert all(map(math.isfinite, (n for w in words for n in (w.x0, w.size, *w.edges))))
            assert len(words) <= MOST
    except protocol.WireError:
        pass


HEADER = {
    "number": 1, "width": 1.0, "height": 1.0, "turn": 0, "unmapped": 0, "picture": 0.0,
    "words": 0, "edges": 0, "horizontal": 0, "vertical": 0, "shades": 0,
}  # fmt: skip


def test_a_page_may_hold_nothing() -> None:
    assert wire.unpack_page((HEADER, b"")) == Page(1, 1.0, 1.0, 0, (), (), (), 0, 0.0)


@pytest.mark.parametrize(
    "lie",
    [
        *({name: None} for name in HEADER),
        {"words": -1},
        {"words": 10**12},
        {"edges": 1},
        {"shades": -4},
        {"width": float("nan")},
        {"height": float("inf")},
        {"picture": "abcd"},
    ],
    ids=str,
)
def test_a_header_that_lies_is_refused(lie: dict[str, object]) -> None:
    with pytest.raises(protocol.WireError):
        wire.unpack_page((HEADER | lie, b""))


def test_a_header_without_a_size_is_refused() -> None:
    with pytest.raises(protocol.WireError):
        wire.unpack_page(({}, b""))


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
    reading, text = Path(protocol.__file__).parent, Path(wire.__file__).parent
    names = ("protocol.py", "child.py", "parent.py")
    for path in (*(reading / name for name in names), text / "child.py", text / "wire.py"):
        source = path.read_text(encoding="utf-8")
        assert not any(word in source for word in ("pickle", "marshal", "eval(", "allow_pickle"))
