"""Profiles: what differs from plan to plan, as data (`profiles/<name>.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pipeline.model.errors import UsageError
from pipeline.model.strings import squeeze

# The columns that a table of each kind may have. Actions and activities are rows with an id;
# the table of principles has a column a principle, found by its header's id.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "actions": ("id", "name", "participants", "period", "references"),
    "activities": (
        "id",
        "name",
        "responsible",
        "partners",
        "amount",
        "funding",
        "indicators",
        "priorities",
        "deadline",
    ),
    "principles": ("priority",),
}
_IDS = ("priority", "principle", "direction", "action", "activity")
_TOP = {"name", "title", "ids", "tables", "required", "names"}
_NAMES = {"whole", "sources", "bodies"}


@dataclass(frozen=True, slots=True)
class HeaderColumn:
    """A column of a table: its field, and the wordings of its header as printed and squeezed."""

    field: str
    wordings: tuple[str, ...]
    squeezed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableShape:
    """A kind of table and the headers it is known by."""

    kind: str
    columns: tuple[HeaderColumn, ...]

    @property
    def header(self) -> str:
        """All its headers in one, squeezed: for telling a header row without knowing columns."""
        return "".join(text for column in self.columns for text in column.squeezed)


@dataclass(frozen=True, slots=True)
class Profile:
    """All that is particular to a plan."""

    name: str
    title: str | None
    ids: Mapping[str, str]  # kind of row → the letters before its numbers
    tables: tuple[TableShape, ...]
    required: Mapping[str, frozenset[str]]
    whole: tuple[str, ...]
    sources: tuple[str, ...]
    bodies: tuple[str, ...]


def names() -> tuple[str, ...]:
    """The profiles that are installed."""
    folder = files("pipeline.model") / "profiles"
    return tuple(
        sorted(
            item.name.removesuffix(".toml")
            for item in folder.iterdir()
            if item.name.endswith(".toml")
        )
    )


@cache
def load(name: str) -> Profile:
    """The profile of that name; UsageError lists the known ones when there is none."""
    if name not in names():
        raise UsageError(
            f"There is no profile “{name}”.",
            "A profile says which headers the tables of a plan have.",
            f"Known profiles: {', '.join(names())}.",
        )
    text = (files("pipeline.model") / "profiles" / f"{name}.toml").read_text("utf-8")
    return parse(tomllib.loads(text), name)


def every() -> tuple[Profile, ...]:
    """All installed profiles."""
    return tuple(load(name) for name in names())


def parse(data: Mapping[str, Any], origin: str) -> Profile:
    """A profile from its TOML; an unknown and a missing entry both stop it."""
    _check(data, _TOP, {"name", "ids", "tables"}, origin)
    _check(data["ids"], set(_IDS), set(_IDS), f"{origin}: ids")
    _check(data.get("names", {}), _NAMES, set(), f"{origin}: names")
    _check(data["tables"], set(FIELDS), set(), f"{origin}: tables")
    shapes = []
    for kind, columns in data["tables"].items():
        _check(columns, set(FIELDS[kind]), {FIELDS[kind][0]}, f"{origin}: tables.{kind}")
        shapes.append(
            TableShape(
                kind,
                tuple(
                    HeaderColumn(field, tuple(wordings), tuple(squeeze(text) for text in wordings))
                    for field, wordings in columns.items()
                ),
            )
        )
    required = {kind: frozenset(fields) for kind, fields in data.get("required", {}).items()}
    for kind, fields in required.items():
        _check(
            dict.fromkeys(fields), set(FIELDS.get(kind, ())), set(), f"{origin}: required.{kind}"
        )
    lists = data.get("names", {})
    return Profile(
        data["name"],
        data.get("title"),
        dict(data["ids"]),
        tuple(shapes),
        required,
        tuple(lists.get("whole", ())),
        tuple(lists.get("sources", ())),
        tuple(lists.get("bodies", ())),
    )


def _check(data: Mapping[str, Any], known: set[str], needed: set[str], where: str) -> None:
    unknown, missing = set(data) - known, needed - set(data)
    if unknown:
        raise UsageError(
            f"{where}: unknown entry {', '.join(sorted(unknown))}.",
            "A profile holds only entries that are used.",
            f"Known entries: {', '.join(sorted(known))}.",
        )
    if missing:
        raise UsageError(
            f"{where}: missing entry {', '.join(sorted(missing))}.",
            "Nothing can stand in for it.",
            "Add it.",
        )
