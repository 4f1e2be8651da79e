"""Intermediate results in `interim/`: frozen types as nested Parquet, and back.

Arrow types are derived from the annotations of the classes, so that types are declared once.
"""

from __future__ import annotations

import array
import dataclasses
import types
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import pyarrow as pa
import pyarrow.parquet as pq

Value = TypeVar("Value")

_PLAIN = {int: pa.int64(), float: pa.float64(), str: pa.string(), bool: pa.bool_()}
_PACKED = array.array  # single precision numbers


def write(values: Sequence[Any], kind: type, file: Path) -> None:
    """Write values of one class, one per row."""
    file.parent.mkdir(parents=True, exist_ok=True)
    column = pa.array([_encoded(value, kind) for value in values], _type(kind))
    pq.write_table(pa.table({"value": column}), file, compression="zstd")


def read(kind: type[Value], file: Path) -> list[Value]:
    """The values of a file from `write`."""
    return [_decoded(value, kind) for value in pq.read_table(file)["value"].to_pylist()]


@cache
def _fields(kind: type) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(kind)
    if dataclasses.is_dataclass(kind):
        return tuple((item.name, hints[item.name]) for item in dataclasses.fields(kind))
    names: tuple[str, ...] = kind._fields  # type: ignore[attr-defined]
    return tuple((name, hints[name]) for name in names)


def _is_record(kind: Any) -> bool:
    return dataclasses.is_dataclass(kind) or hasattr(kind, "_fields")


def _is_list(kind: Any) -> bool:
    """Whether the type is a list of one type: `tuple[Line, ...]`, `Iterable[Heading]`."""
    return get_origin(kind) is Iterable or get_args(kind)[-1] is Ellipsis


def _options(kind: Any) -> list[Any]:
    """The members of a union without None; [] for other types."""
    if get_origin(kind) in (Union, types.UnionType):
        return [part for part in get_args(kind) if part is not type(None)]
    return []


@cache
def _type(kind: Any) -> pa.DataType:
    if kind in _PLAIN:
        return _PLAIN[kind]
    if kind is _PACKED:
        return pa.list_(pa.float32())
    options = _options(kind)
    if len(options) == 1:
        return _type(options[0])
    if options:
        return pa.struct([(option.__name__, _type(option)) for option in options])
    if _is_record(kind):
        return pa.struct([(name, _type(hint)) for name, hint in _fields(kind)])
    arguments = get_args(kind)
    if _is_list(kind):
        return pa.list_(_type(arguments[0]))
    if get_origin(kind) is tuple:
        return pa.struct([(str(place), _type(hint)) for place, hint in enumerate(arguments)])
    raise TypeError(f"no Arrow type for {kind}")


def _encoded(value: Any, kind: Any) -> Any:
    if value is None or kind in _PLAIN:
        return value
    if kind is _PACKED:
        return value.tolist()
    options = _options(kind)
    if len(options) == 1:
        return _encoded(value, options[0])
    if options:
        return {type(value).__name__: _encoded(value, type(value))}
    if _is_record(kind):
        return {name: _encoded(getattr(value, name), hint) for name, hint in _fields(kind)}
    arguments = get_args(kind)
    if _is_list(kind):
        return [_encoded(item, arguments[0]) for item in value]
    return {
        str(place): _encoded(item, hint)
        for place, (item, hint) in enumerate(zip(value, arguments, strict=True))
    }


def _decoded(value: Any, kind: Any) -> Any:
    if value is None or kind in _PLAIN:
        return value
    if kind is _PACKED:
        return array.array("f", value)
    options = _options(kind)
    if len(options) == 1:
        return _decoded(value, options[0])
    if options:
        for option in options:
            if value.get(option.__name__) is not None:
                return _decoded(value[option.__name__], option)
        return None
    if _is_record(kind):
        return kind(**{name: _decoded(value[name], hint) for name, hint in _fields(kind)})
    arguments = get_args(kind)
    if _is_list(kind):
        return tuple(_decoded(item, arguments[0]) for item in value)
    return tuple(_decoded(value[str(place)], hint) for place, hint in enumerate(arguments))
