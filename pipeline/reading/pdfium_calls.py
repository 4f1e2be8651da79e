"""Bulk calls of pdfium functions, for each glyph or each object of a page.

pdfium has one function call per value, and most of the cost of a call is ctypes: it converts
arguments of declared types one by one, and releases and reacquires the interpreter's lock. Both are
avoided here: arguments have no declared types (a `Handle`, a small int, an existing reference), the
lock is kept, and calls are driven from C by `map`, into numpy memory.

A handle must never be a bare int, which ctypes would truncate to 32 bits.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pypdfium2.raw as raw

if TYPE_CHECKING:
    from numpy.typing import NDArray

_PORTION = 4096  # rows written before they are copied


class Handle(ctypes.c_void_p):
    """A pointer to an object of pdfium, as argument and return type."""


def function(name: str, result: Any) -> Any:
    """A function of the library; `result` is its return type, its arguments are undeclared.

    Arguments may be a Handle, a pointer of pypdfium2, or a 32-bit int.
    """
    address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result)(address)


def returned(call: Any, kind: type, count: int, *arguments: Iterable[Any]) -> NDArray[Any]:
    """The return values of a function for `count` sets of arguments."""
    return np.fromiter(map(call, *arguments), kind, count)


def written(
    call: Any, kind: type, width: int, *arguments: Sequence[Any], apart: bool = False
) -> NDArray[Any]:
    """The output values of a function for each set of arguments: rows of `width` numbers; zeros
    where it writes none.

    The last arguments are a pointer to the row, or (`apart`) one to each number of it.
    """
    count = min(map(len, arguments))
    found: NDArray[Any] = np.zeros((count, width), kind)
    room, references = _room(np.dtype(kind).str, width)
    into = references if apart else references[:1]
    for start in range(0, count, _PORTION):
        end = min(start + _PORTION, count)
        room[: end - start] = 0
        deque(map(call, *(part[start:end] for part in arguments), *into), maxlen=0)
        found[start:end] = room[: end - start]
    return found


@cache
def _room(kind: str, width: int) -> tuple[NDArray[Any], list[list[Any]]]:
    """Memory for rows, and for each column the references to its numbers."""
    room = np.zeros((_PORTION, width), kind)
    memory = (ctypes.c_char * room.nbytes).from_buffer(room.data)
    size = room.itemsize
    return room, [
        [ctypes.byref(memory, size * place) for place in range(column, room.size, width)]
        for column in range(width)
    ]
