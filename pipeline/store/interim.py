"""What stages leave for each other in `interim/`: frozen types as nested Parquet, and back.

The Arrow type of a value is derived from the annotations of its class, so that a stage's types
are declared once, in code.
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
_PACKED = array.array  # numbers of single precision


def write(values: Sequence[Any], kind: type, file: Path) -> None:
    """Write values of one class, a row each."""
    file.parent.mkdir(parents=True, exist_ok=True)
    column = pa.array([_out(value, kind) for value in values], _type(kind))
    pq.write_table(pa.table({"value": column}), file, compression="zstd")


def read(kind: type[Value], file: Path) -> list[Value]:
    """The values of a file that `write` made."""
    return [_in(value, kind) for value in pq.read_table(file)["value"].to_pylist()]


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
    """Whether it is any number of values of one kind: `tuple[Line, ...]`, `Iterable[Heading]`."""
    return get_origin(kind) is Iterable or get_args(kind)[-1] is Ellipsis


def _options(kind: Any) -> list[Any]:
    """The members of a union, None aside; [] where it is none."""
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


def _out(value: Any, kind: Any) -> Any:
    if value is None or kind in _PLAIN:
        return value
    if kind is _PACKED:
        return value.tolist()
    options = _options(kind)
    if len(options) == 1:
        return _out(value, options[0])
    if options:
        return {type(value).__name__: _out(value, type(value))}
    if _is_record(kind):
        return {name: _out(getattr(value, name), hint) for name, hint in _fields(kind)}
    arguments = get_args(kind)
    if _is_list(kind):
        return [_out(item, arguments[0]) for item in value]
    return {
        str(place): _out(item, hint)
        for place, (item, hint) in enumerate(zip(value, arguments, strict=True))
    }


def _in(value: Any, kind: Any) -> Any:
    if value is None or kind in _PLAIN:
        return value
    if kind is _PACKED:
        return array.array("f", value)
    options = _options(kind)
    if len(options) == 1:
        return _in(value, options[0])
    if options:
        for option in options:
            if value.get(option.__name__) is not None:
                return _in(value[option.__name__], option)
        return None
    if _is_record(kind):
        return kind(**{name: _in(value[name], hint) for name, hint in _fields(kind)})
    arguments = get_args(kind)
    if _is_list(kind):
        return tuple(_in(item, arguments[0]) for item in value)
    return tuple(_in(value[str(place)], hint) for place, hint in enumerate(arguments))
