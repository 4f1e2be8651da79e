"""Parameters: limits and switches. Defaults are declared here; `params.yaml` overrides them.

An unknown section or key is an error, since a mistyped limit would otherwise be ignored silently.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from pipeline.model.errors import UsageError

PARAMS = "params.yaml"

Section = TypeVar("Section")


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits per document. Exceeding one ends the run with exit code 5."""

    file_mb: int = 200  # size of the PDF, in megabytes (10^6 bytes)
    pages: int = 5_000
    page_points: int = 14_400  # longer side of a page in points; 200 inches, the maximum of PDF 1.7
    objects_per_page: int = 200_000  # characters, rules and images of one page
    inflated_mb: int = 200  # one stream of the PDF after decompression, in megabytes
    seconds: int = 600  # for reading one document
    memory_mb: int = 4_000  # address space of the reading process, in megabytes


@dataclass(frozen=True, slots=True)
class Validate:
    """Parameters of validation."""

    skip: tuple[str, ...] = ()  # names of rules that are not checked


@dataclass(frozen=True, slots=True)
class Report:
    """Parameters of the report."""

    dpi: int = 110  # resolution of the page pictures


@dataclass(frozen=True, slots=True)
class Combine:
    """Parameters of the data set of all plans."""

    made_up: bool = False  # include documents that the register marks as made up


@dataclass(frozen=True, slots=True)
class Params:
    """All parameters, a section each."""

    limits: Limits = field(default_factory=Limits)
    validate: Validate = field(default_factory=Validate)
    report: Report = field(default_factory=Report)
    combine: Combine = field(default_factory=Combine)


def load(path: Path | None = None) -> Params:
    """The parameters of `path`; without a path those of the project's `params.yaml`, if any.

    UsageError for a file that is not YAML, an unknown key or a value of a wrong type.
    """
    if path is None:
        from pipeline.store.register import find_root

        root = find_root()
        if root is None or not (root / PARAMS).is_file():
            return Params()
        path = root / PARAMS
    import yaml

    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UsageError(
            f"There is no file {path}.", "Parameters are read from it.", "Check the path."
        ) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise _wrong(path, f"is not valid YAML: {error}") from error
    return parse({} if content is None else content, path)


def parse(content: object, path: Path) -> Params:
    """Parameters from the parsed content of a file; `path` is named in errors."""
    sections = _section(Params, content, path, "")
    hints = get_type_hints(Params)
    return Params(
        **{
            name: hints[name](**_values(hints[name], value, path, f"{name}."))
            for name, value in sections.items()
        }
    )


def _values(kind: type, content: object, path: Path, where: str) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {
        name: _value(hints[name], value, path, where + name)
        for name, value in _section(kind, content, path, where).items()
    }


def _section(kind: type, content: object, path: Path, where: str) -> Mapping[str, object]:
    """`content` as a mapping whose keys are fields of `kind`."""
    known = [item.name for item in dataclasses.fields(kind)]
    if content is None:
        return {}
    if not isinstance(content, Mapping):
        raise _wrong(path, f"holds a single value for '{where.rstrip('.') or 'all'}'")
    for key in content:
        if key not in known:
            raise _wrong(path, f"has an unknown key '{where}{key}' (known: {', '.join(known)})")
    return content


def _value(kind: object, value: object, path: Path, name: str) -> object:
    if kind is int:
        # True is an int in Python, but not a valid number here.
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return value
        raise _wrong(path, f"has '{name}: {value}', which is no whole number above 0")
    if kind is bool:
        if isinstance(value, bool):
            return value
        raise _wrong(path, f"has '{name}: {value}', which is neither true nor false")
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise _wrong(path, f"has '{name}: {value}', which is no list of names")


def _wrong(path: Path, what: str) -> UsageError:
    return UsageError(
        f"The file {path} {what}.",
        "It would be ignored silently.",
        "Correct the key or its value, or remove it to use the default.",
    )
