"""Generates `docs/profile-reference.md`, the format of a profile, from its declaration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from pipeline.model import fields
from pipeline.model.levels import LABELS, ROLES, SEEN
from pipeline.model.numbers import grouped
from pipeline.model.profile_format import (
    UNITS,
    ColumnEntry,
    LevelEntry,
    NamesEntry,
    ProfileEntry,
    RulesEntry,
    TableEntry,
)

_ENTRIES = (ProfileEntry, LevelEntry, TableEntry, ColumnEntry, NamesEntry, RulesEntry)
_TYPES = {str: "text", int: "number", bool: "true or false"}
_HEAD = (
    "A profile is a TOML file that says all that is particular to a plan; `docs/profile.md` shows "
    "how one is written. Each entry that a file may hold stands below with its type; those that "
    "have to be there are *required*. An unknown entry or word is an error that names its line."
)


def profile_page(note: str) -> str:
    """The entries of a profile and the values that they take, as declared."""
    units = {name: f"{grouped(euros)} euro" for name, euros in UNITS.items()}
    parts = ["# Profile reference", note, _HEAD]
    parts += [_entries(kind) for kind in _ENTRIES]
    parts += [
        _words("Roles of levels", "levels.*", {role: LABELS[role][0].en for role in ROLES}),
        _words("Where a level is seen", "seen", SEEN),
        _words("Kinds of tables", "kind", fields.ABOUT_KINDS),
        _words("Fields", "field", fields.ABOUT_NAMES),
        _words("Kinds of columns of the plan's own", "kind", fields.ABOUT_KIND_TYPES),
        _words("Units", "unit", {**units, "%": "per cent of the amount"}),
    ]
    return "\n\n".join(parts) + "\n"


def _entries(kind: type[msgspec.Struct]) -> str:
    lines = [f"## {(kind.__doc__ or '').strip().rstrip('.')}", ""]
    lines += ["| entry | type | | says |", "|---|---|---|---|"]
    hints = get_type_hints(kind, include_extras=True)
    for field in msgspec.structs.fields(kind):
        own, meta = get_args(hints[field.name])
        need = "*required*" if field.required else ""
        lines.append(f"| `{field.name}` | {_type_name(own)} | {need} | {meta.description} |")
    return "\n".join(lines)


def _type_name(kind: Any) -> str:
    """The name of a type in terms of TOML; KeyError for a type that profiles do not use."""
    origin = get_origin(kind)
    inside = [item for item in get_args(kind) if item is not type(None)]
    if origin is dict:
        return "tables"
    if origin is list:
        return f"list of {_type_name(inside[0])}s"
    if origin is tuple:
        return f"{len(inside)} {_type_name(inside[0])}s"
    if inside:
        return _type_name(inside[0])
    return "table" if issubclass(kind, msgspec.Struct) else _TYPES[kind]


def _words(title: str, entry: str, words: Mapping[str, str]) -> str:
    lines = [f"## {title}", "", f"| `{entry}` | |", "|---|---|"]
    return "\n".join([*lines, *(f"| `{name}` | {text} |" for name, text in words.items())])
