"""Arrow arrays from Python values, without pandas.

`pyarrow.array` imports pandas, only to check whether the values are pandas objects; that takes
longer than writing all tables of a plan. Building the buffers of each kind of column takes a few
lines.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import accumulate
from types import NoneType
from typing import Any

import numpy as np
import pyarrow as pa

AMOUNT = pa.decimal128(14, 2)
KINDS = {
    str: pa.string(),
    int: pa.int32(),
    float: pa.float64(),
    bool: pa.bool_(),
    Decimal: AMOUNT,
    datetime.date: pa.date32(),
}

_CENT = Decimal("0.01")
_MOST_CENTS = 10**14
_MOST_INT = 2**31
_EPOCH = datetime.date(1970, 1, 1)


def array(values: Sequence[Any], kind: type) -> pa.Array:
    """The values, all of the Python type `kind` or None, as an array of `KINDS[kind]`.

    Raises TypeError for a value of another type, ValueError for one that the Arrow type cannot
    hold (an amount of three decimals, text that is not Unicode).
    """
    strange = set(map(type, values)) - {
        kind,
        NoneType,
    }  # subclasses of `kind`, or values of a wrong type
    for value in values if strange else ():
        # in Python a bool is an int and a datetime is a date; here neither is accepted
        alike = isinstance(value, kind) and isinstance(value, bool) == (kind is bool)
        if value is not None and (not alike or isinstance(value, datetime.datetime)):
            raise TypeError(f"{value!r} is no {kind.__name__}")
    buffers: list[pa.Buffer | None] = [_validity(values), *_BUFFERS[kind](values)]
    return pa.Array.from_buffers(KINDS[kind], len(values), buffers)


def _validity(values: Sequence[Any]) -> pa.Buffer | None:
    """The validity bitmap; None where no value is null."""
    if None not in values:
        return None
    there = np.fromiter((value is not None for value in values), bool, len(values))
    return pa.py_buffer(np.packbits(there, bitorder="little").tobytes())


def _text(values: Sequence[str | None]) -> list[pa.Buffer]:
    encoded = [b"" if value is None else value.encode() for value in values]
    offsets = np.fromiter(
        accumulate(map(len, encoded), initial=0), np.dtype("<i8"), len(encoded) + 1
    )
    if offsets[-1] >= _MOST_INT:
        raise ValueError(f"{offsets[-1]} bytes of text are more than a column holds")
    return [pa.py_buffer(offsets.astype("<i4").tobytes()), pa.py_buffer(b"".join(encoded))]


def _numbers(values: Sequence[int | None]) -> list[pa.Buffer]:
    for value in values:
        if value is not None and not -_MOST_INT <= value < _MOST_INT:
            raise ValueError(f"{value} is more than 32 bits hold")
    whole = np.fromiter((value or 0 for value in values), np.dtype("<i4"), len(values))
    return [pa.py_buffer(whole.tobytes())]


def _days(values: Sequence[datetime.date | None]) -> list[pa.Buffer]:
    days = np.fromiter(
        (0 if value is None else (value - _EPOCH).days for value in values),
        np.dtype("<i4"),
        len(values),
    )
    return [pa.py_buffer(days.tobytes())]


def _floats(values: Sequence[float | None]) -> list[pa.Buffer]:
    floats = np.fromiter(
        (0.0 if value is None else value for value in values), np.dtype("<f8"), len(values)
    )
    return [pa.py_buffer(floats.tobytes())]


def _flags(values: Sequence[bool | None]) -> list[pa.Buffer]:
    flags = np.fromiter((bool(value) for value in values), bool, len(values))
    return [pa.py_buffer(np.packbits(flags, bitorder="little").tobytes())]


def _amounts(values: Sequence[Decimal | None]) -> list[pa.Buffer]:
    return [pa.py_buffer(b"".join(map(_cents, values)))]


def _cents(value: Decimal | None) -> bytes:
    """A 128-bit decimal: the number of cents, little-endian."""
    if value is None:
        return bytes(16)
    if not value.is_finite() or abs(value) * 100 >= _MOST_CENTS or value % _CENT:
        raise ValueError(f"{value} is no amount of at most 12 digits and 2 decimals")
    return int(value * 100).to_bytes(16, "little", signed=True)


_BUFFERS: dict[type, Callable[[Sequence[Any]], list[pa.Buffer]]] = {
    str: _text,
    int: _numbers,
    float: _floats,
    bool: _flags,
    Decimal: _amounts,
    datetime.date: _days,
}
