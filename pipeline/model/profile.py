"""Profiles: declarations of what is particular to a plan.

A profile is a TOML file that is shipped (`pipeline/model/profiles/`), in a folder `profiles/`
beside the register, or given by `--profile FILE.toml`; or it is drafted from the PDF itself. Its
format is declared in `profile_format`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec
import regex

from pipeline.model import fields, ids, levels, plan_words, schema
from pipeline.model.errors import UsageError
from pipeline.model.levels import Level
from pipeline.model.profile_format import (
    UNITS,
    ColumnEntry,
    LevelEntry,
    ProfileEntry,
    TableEntry,
)
from pipeline.model.schema import Column, Table, Text
from pipeline.model.strings import squeeze
from pipeline.model.table_shapes import HeaderColumn, TableShape
from pipeline.model.toml_lines import line_of

_Entry = TypeVar("_Entry")
FOLDER = "profiles"  # beside the register


@dataclass(frozen=True)
class Profile:
    """The declarations for a plan."""

    name: str
    title: str | None
    levels: Mapping[str, Level]  # by role, topmost first
    tables: tuple[TableShape, ...]
    whole: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    only_known: bool = False
    period: tuple[int, int] | None = None
    drafted: bool = False
    skip: tuple[str, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict, compare=False)  # the entries as read

    def level(self, role: str) -> Level | None:
        """The level of a role; None where the plan has none."""
        return self.levels.get(role)

    def containers(self, *seen: str) -> Iterator[Level]:
        """The levels in which rows are nested, topmost first, if seen in one of the given ways."""
        for role in levels.CONTAINERS:
            level = self.levels.get(role)
            if level is not None and (not seen or set(seen) & set(level.seen)):
                yield level

    def shapes(self, kind: str) -> tuple[TableShape, ...]:
        """The tables of a kind."""
        return tuple(shape for shape in self.tables if shape.kind == kind)

    @cached_property
    def declared(self) -> Mapping[str, Table]:
        """The output tables of the plan, with its additional columns and its own labels."""
        tables = dict(schema.plan_tables())
        for kind in fields.BY_TABLE:
            own = {
                item.name: _own_column(item)
                for shape in self.shapes(kind)
                for item in shape.columns
                if item.field == "more" and item.name
            }
            if own:
                tables[kind] = schema.widened(kind, tuple(own.values()))
            labels = self._headings(kind)
            if labels:
                tables[kind] = plan_words.renamed(tables[kind], labels)
        called = {level.key: level for level in self.levels.values() if level.named}
        if called:
            tables = {
                name: plan_words.by_levels(table, called, self.levels)
                for name, table in tables.items()
            }
        return tables

    def _headings(self, kind: str) -> Mapping[str, str]:
        """The plan's labels of printed columns, as far as the profile has them."""
        return {
            field.raw: item.label
            for shape in self.shapes(kind)
            for item in shape.columns
            if item.label
            and (field := fields.BY_TABLE[kind].get(item.field)) is not None
            and field.raw
        }

    def label(self, table: str, column: str | None = None) -> Text:
        """The plan's label of a table or of one of its columns."""
        level = self.levels.get(levels.ROLE_OF_TABLE.get(table, ""))
        if column is None and level is not None:
            return level.plural
        declared = self.declared[table]
        return declared.column(column).label if column else declared.label


def _own_column(item: HeaderColumn) -> Column:
    label = item.label or item.wordings[0]
    text = Text(label, label)
    return Column(item.name or "", fields.KIND_TYPES[item.kind], True, text, text, True)


# ── loading ─────────────────────────────────────────────────────────────────────────


def names(folder: Path | None = None) -> tuple[str, ...]:
    """The names of the installed profiles and of those in the project's folder `profiles/`."""
    return tuple(sorted({*_shipped(), *(path.stem for path in _beside(folder))}))


@cache
def _shipped() -> tuple[str, ...]:
    items = (files("pipeline.model") / "profiles").iterdir()
    return tuple(
        sorted(item.name.removesuffix(".toml") for item in items if item.name.endswith(".toml"))
    )


def _beside(folder: Path | None) -> list[Path]:
    return sorted((folder / FOLDER).glob("*.toml")) if folder is not None else []


def load(name: str, folder: Path | None = None) -> Profile:
    """The profile of a name, or of a file where it ends in `.toml`.

    `folder` is the project, which may have a folder `profiles/`. UsageError for an unknown name,
    with the known ones, and for an invalid file, with the line.
    """
    if name.endswith(".toml"):
        return _from_file(Path(name), None)  # files may have any name
    for path in _beside(folder):
        if path.stem == name:
            return _from_file(path, name)
    if name not in _shipped():
        raise UsageError(
            f"There is no profile “{name}”.",
            "A profile says which headers the tables of a plan have.",
            f"Known profiles: {', '.join(names(folder))}. A file of your own is named with its "
            "ending, .toml.",
        )
    return _installed(name)


@cache
def _installed(name: str) -> Profile:
    text = (files("pipeline.model") / "profiles" / f"{name}.toml").read_text("utf-8")
    return read(text, f"{name}.toml", name)


def every(folder: Path | None = None) -> tuple[Profile, ...]:
    """All installed profiles, and those of the project."""
    return tuple(load(name, folder) for name in names(folder))


def _from_file(path: Path, name: str | None) -> Profile:
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"The profile {path} cannot be read: {error}.",
            "A profile is a text file in UTF-8.",
            "Check its name; `ricplan profile draft PDF` writes one.",
        ) from None
    return read(text, str(path), name)


def read(text: str, origin: str, name: str | None = None) -> Profile:
    """A profile from the text of its file, which has to have the given `name`."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _wrong(origin, f"is not valid TOML: {error}") from None
    found = parse(data, origin, text)
    if name is not None and found.name != name:
        raise _Origin(origin, text).wrong(f"calls itself “{found.name}”, not “{name}”", "name")
    return found


def parse(data: Mapping[str, Any], origin: str, text: str = "") -> Profile:
    """A profile from its entries; UsageError for an unknown, missing or invalid entry."""
    own = _Origin(origin, text)
    if isinstance(
        data.get("levels"), Mapping
    ):  # one by one, as the error of the whole does not name the entry
        for role, level in data["levels"].items():
            _converted(level, LevelEntry, own, ("levels", role))
    return _built(_converted(data, ProfileEntry, own), own, dict(data))


@dataclass(frozen=True, slots=True)
class _Origin:
    """The source of a profile, and its text if it has one."""

    name: str
    text: str

    def wrong(self, what: str, *path: str | int) -> UsageError:
        """An error with the file and the line of an entry."""
        line = line_of(self.text, path)
        return _wrong(self.name if line is None else f"{self.name}:{line}", what)


def _converted(
    data: Any, kind: type[_Entry], origin: _Origin, above: tuple[str | int, ...] = ()
) -> _Entry:
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at ")
        steps = regex.findall(r"[\w]+", where.strip("`"))
        path = (*above, *(int(step) if step.isdigit() else step for step in steps))
        named = regex.search(r"field `(\w+)`", what)
        unknown = (named.group(1),) if named and "unknown" in what else ()
        place = ".".join(map(str, path)) or "its head"
        raise origin.wrong(f"has in {place}: {what}", *path, *unknown) from None


def _built(entry: ProfileEntry, origin: _Origin, data: Mapping[str, Any]) -> Profile:
    _known(entry.levels, levels.ROLES, origin, "levels")
    for number, table in enumerate(entry.tables):
        where = ("tables", number)
        _known([table.kind], fields.KINDS, origin, *where)
        _known(table.required, fields.NAMES, origin, *where, "required")
        for place, column in enumerate(table.columns):
            own = (*where, "columns", place)
            _known([column.field], fields.NAMES, origin, *own)
            _known([column.kind or "text"], fields.KIND_TYPES, origin, *own)
            _known([column.unit or "EUR"], [*UNITS, "%"], origin, *own)
            if column.field == "more" and not (column.name or "").isidentifier():
                raise origin.wrong("has a column of its own without a name", *own)
            if not column.headers:
                raise origin.wrong(f"has a column “{column.field}” without headers", *own)
    return Profile(
        entry.name,
        entry.title,
        {
            role: _level(role, entry.levels[role], origin)
            for role in levels.ROLES
            if role in entry.levels
        },
        tuple(_shape(table) for table in entry.tables),
        tuple(entry.names.whole),
        tuple(entry.names.sources),
        tuple(entry.names.bodies),
        entry.names.only,
        entry.period,
        entry.drafted,
        tuple(entry.rules.skip),
        data,
    )


def _level(role: str, entry: LevelEntry, origin: _Origin) -> Level:
    _known(entry.seen, levels.SEEN, origin, "levels", role, "seen")
    try:
        pattern = None if entry.pattern is None else ids.pattern(entry.pattern)
    except ValueError as error:
        raise origin.wrong(f"has in levels.{role}: {error}", "levels", role, "pattern") from None
    one, many = levels.LABELS[role]
    label = Text(entry.label or one.lv, entry.label_en or (entry.label or one.en))
    plural = Text(
        entry.plural or (entry.label or many.lv), entry.plural_en or (entry.plural or many.en)
    )
    return Level(
        role,
        pattern,
        label,
        plural,
        tuple(entry.seen),
        entry.printed,
        entry.worded,
        named=label.lv != one.lv or plural.lv != many.lv,
    )


def _shape(entry: TableEntry) -> TableShape:
    columns = tuple(_column(item) for item in entry.columns)
    return TableShape(entry.kind, columns, frozenset(entry.required), entry.nested)


def _column(entry: ColumnEntry) -> HeaderColumn:
    parts = (entry.field, entry.name, entry.source, entry.year, "%" if entry.unit == "%" else None)
    return HeaderColumn(
        entry.field,
        " ".join(str(part) for part in parts if part is not None),
        tuple(entry.headers),
        tuple(squeeze(text) for text in entry.headers),
        entry.name,
        entry.label,
        entry.kind or "text",
        entry.source,
        entry.year,
        UNITS.get(entry.unit or "EUR", 1),
        entry.unit == "%",
        entry.partners,
        entry.unsure,
    )


def _known(found: Any, known: Any, origin: _Origin, *path: str | int) -> None:
    for name in found:
        if name not in known:
            listed = ", ".join(str(item) for item in known)
            where = ".".join(map(str, path))
            raise origin.wrong(f"has in {where} an unknown “{name}” (known: {listed})", *path, name)


def _wrong(origin: str, what: str) -> UsageError:
    return UsageError(
        f"The profile {origin} {what}.",
        "Unknown entries and values would be ignored silently.",
        "docs/profile.md explains each of them; `ricplan profile draft PDF` writes one.",
    )


def data_of(profile: Profile) -> dict[str, Any]:
    """The entries of a profile as read, for `plan.json` and for a file."""
    return cast(dict[str, Any], dict(profile.data))
