"""The serialisation of pages between processes: columns of numbers, all letters in one text."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from pipeline.model.geometry import Border, Box
from pipeline.reading import protocol
from pipeline.reading.protocol import Frame, WireError
from pipeline.text.doubts import DOUBTS
from pipeline.text.page import Page, Word

# Columns of words: name as in `Word`, type on the wire. `letters` is the length of the text, which
# has one edge more.
_WORD = (
    ("letters", "<u4"),
    ("x0", "<f8"),
    ("x1", "<f8"),
    ("top", "<f8"),
    ("bottom", "<f8"),
    ("size", "<f8"),
    ("bold", "|b1"),
    ("blanks", "<u4"),
    ("over", "|b1"),
    ("turn", "<u2"),
    ("doubt", "|u1"),  # index in `DOUBTS`
)
_NUMBER = "<f8"
_BORDERS = ("horizontal", "vertical")  # three numbers each
_FACTS = ("number", "width", "height", "turn", "unmapped", "picture")
_UTF32 = ("utf-32-le", "surrogatepass")  # a damaged font may map a glyph to a lone surrogate


def pack_page(page: Page) -> bytes:
    """A page as a frame."""
    words = page.words
    columns = dict(zip(Word._fields, zip(*words, strict=True), strict=True)) if words else {}
    columns["letters"] = tuple(len(word.text) for word in words)
    columns["doubt"] = tuple(DOUBTS.index(word.doubt) for word in words)
    edges = np.fromiter(itertools.chain.from_iterable(word.edges for word in words), _NUMBER)
    geometry = [*(getattr(page, name) for name in _BORDERS), page.shades]
    header = {
        "kind": "page",
        **{name: getattr(page, name) for name in _FACTS},
        "words": len(words),
        "edges": len(edges),
        **{name: len(getattr(page, name)) for name in (*_BORDERS, "shades")},
    }
    parts = [np.array(columns.get(name, ()), kind).tobytes() for name, kind in _WORD]
    parts += [np.array(part, _NUMBER).tobytes() for part in (edges, *geometry)]
    parts.append("".join(word.text for word in words).encode(*_UTF32))
    return protocol.pack(header, b"".join(parts))


def unpack_page(frame: Frame) -> Page:
    """The page of a frame. Raises WireError where the frame is invalid."""
    try:
        return _page(*frame)
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise WireError(f"no page: {error}") from error


def _page(header: dict[str, Any], payload: bytes) -> Page:
    rest = _Columns(payload)
    count = int(header["words"])
    columns = {name: rest.taken(kind, count) for name, kind in _WORD}
    edges = rest.numbers(int(header["edges"]))
    horizontal, vertical = (
        tuple(itertools.starmap(Border, rest.rows(int(header[name]), 3))) for name in _BORDERS
    )
    shades = tuple(itertools.starmap(Box, rest.rows(int(header["shades"]), 4)))
    text = rest.text()
    width, height, picture = (float(header[name]) for name in ("width", "height", "picture"))
    if not all(map(math.isfinite, (width, height, picture))):
        raise ValueError("a size that is no number")
    lengths = columns.pop("letters")
    if int(lengths.sum()) != len(text) or len(edges) != len(text) + count:
        raise ValueError("columns that do not fit")
    texts = _cut(text, lengths.tolist())
    sides = map(tuple, _cut(edges, (lengths.astype(np.int64) + 1).tolist()))
    bold, blanks, over = (columns.pop(name).tolist() for name in ("bold", "blanks", "over"))
    turn, doubt = columns.pop("turn"), columns.pop("doubt")
    if (turn % 90).any() or (doubt >= len(DOUBTS)).any():
        raise ValueError("words that are turned or doubted as none is")
    doubts = map(DOUBTS.__getitem__, doubt.tolist())
    for name, column in columns.items():
        if not np.isfinite(column).all():
            raise ValueError(f"a word whose {name} is no number")
    places = (column.tolist() for column in columns.values())
    return Page(
        int(header["number"]),
        width,
        height,
        int(header["turn"]) // 90 % 4 * 90,
        tuple(map(Word, texts, *places, bold, blanks, sides, over, turn.tolist(), doubts)),
        horizontal,
        vertical,
        int(header["unmapped"]),
        picture,
        shades,
    )


class _Columns:
    """Reads a payload column by column. ValueError where it is too short."""

    def __init__(self, payload: bytes) -> None:
        self._payload, self._at = payload, 0

    def taken(self, kind: str, count: int) -> Any:
        """The next column, of `count` numbers."""
        if count < 0:  # numpy would read the whole rest
            raise ValueError("a column of less than nothing")
        found = np.frombuffer(self._payload, kind, count, self._at) if count else np.empty(0, kind)
        self._at += found.nbytes
        return found

    def numbers(self, count: int) -> list[float]:
        """The next column as finite numbers."""
        found = self.taken(_NUMBER, count)
        if not np.isfinite(found).all():
            raise ValueError("a place that is no number")
        numbers: list[float] = found.tolist()
        return numbers

    def rows(self, count: int, width: int) -> list[list[float]]:
        """The next `count` rows of `width` numbers each."""
        return _cut(self.numbers(count * width), [width] * count)

    def text(self) -> str:
        """The rest, as text."""
        return self._payload[self._at :].decode(*_UTF32)


def _cut(whole: Any, lengths: Sequence[int]) -> list[Any]:
    """A text or a list split into pieces of these lengths."""
    return [whole[start:end] for start, end in _spans(lengths)]


def _spans(lengths: Sequence[int]) -> Iterator[tuple[int, int]]:
    return itertools.pairwise(itertools.accumulate(lengths, initial=0))
