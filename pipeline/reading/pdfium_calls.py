"""Questions to pdfium asked in bulk: about each glyph of a page, about each object drawn on it.

pdfium answers one question a call, and most of what a call costs is what ctypes does around it:
arguments of declared types are converted one by one, and the interpreter's lock is given back and
taken again. Here neither happens: arguments are passed as they are (a `Handle`, a small int, a
reference made before), the lock is kept, and calls are driven from C by `map`, into numpy memory.

A handle must never be a bare int: ctypes would cut it to 32 bits.
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

_PORTION = 4096  # rows that are written before they are copied


class Handle(ctypes.c_void_p):
    """An object of pdfium's, as functions return and take it."""


def function(name: str, result: Any) -> Any:
    """The library's function; `result` is the type that it returns, its arguments stay undeclared.

    Its arguments may be a Handle, one of pypdfium2's own pointers, an int of 32 bits.
    """
    address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result)(address)


def returned(call: Any, kind: type, count: int, *arguments: Iterable[Any]) -> NDArray[Any]:
    """What a function returns for each of `count` sets of arguments."""
    return np.fromiter(map(call, *arguments), kind, count)


def written(
    call: Any, kind: type, width: int, *arguments: Sequence[Any], apart: bool = False
) -> NDArray[Any]:
    """What a function writes where it is told to, for each set of arguments: rows of `width`
    numbers; zeros where it writes none.

    Behind the arguments it gets a pointer to its row, or, `apart`, one to each number of the row.
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
    """Rows to write into, and for each column the references to its numbers."""
    room = np.zeros((_PORTION, width), kind)
    memory = (ctypes.c_char * room.nbytes).from_buffer(room.data)
    size = room.itemsize
    return room, [
        [ctypes.byref(memory, size * place) for place in range(column, room.size, width)]
        for column in range(width)
    ]
