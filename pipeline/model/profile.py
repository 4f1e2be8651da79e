"""Profiles: all that is particular to a plan, as data.

A profile is a TOML file: one that is shipped (`pipeline/model/profiles/`), one in a folder
`profiles/` beside the register, one that `--profile FILE.toml` names, or one that was drafted from
the PDF itself. Its format is declared by the classes whose name ends in `Entry`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

import msgspec

from pipeline.model import fields, ids, levels, schema
from pipeline.model.errors import UsageError
from pipeline.model.levels import Level
from pipeline.model.schema import Column, Table, Text
from pipeline.model.strings import squeeze

FOLDER = "profiles"  # beside the register


class LevelEntry(msgspec.Struct, forbid_unknown_fields=True):
    """A level: `[levels.action]`."""

    pattern: str | None = None  # "U#.#.#"; left out where ids are not printed
    printed: str | None = None  # how ids are to be printed, where another way is worth telling
    seen: list[str] = []  # heading, band, column, row, hierarchy, bullet, header
    worded: bool = False  # its word stands before each id in headings and bands: "Uzdevums 1.1."
    label: str | None = None  # what the plan calls it: "Uzdevums"
    plural: str | None = None
    label_en: str | None = None
    plural_en: str | None = None


class ColumnEntry(msgspec.Struct, forbid_unknown_fields=True):
    """A column of a table."""

    field: str  # what it holds
    headers: list[str]  # wordings above it; "Finansējuma avots, EUR / ES fondi" for two rows
    name: str | None = None  # of a column that is the plan's own: "population"
    label: str | None = None  # its heading for people
    kind: str | None = None  # of such a column: text, list, amount, year, date, share, mark
    source: str | None = None  # of a money column
    year: int | None = None  # of a money column or a column of marks
    unit: str | None = None  # of amounts: "EUR", "tūkst. EUR", "milj. EUR"
    partners: bool = False  # partners stand in brackets after the responsible bodies


class TableEntry(msgspec.Struct, forbid_unknown_fields=True):
    """A kind of table: `[[tables]]`."""

    kind: str
    columns: list[ColumnEntry]
    required: list[str] = []  # fields in which an empty cell is a fault
    nested: bool = False  # its rows belong to the level that they stand under


class NamesEntry(msgspec.Struct, forbid_unknown_fields=True):
    """Names in lists: `[names]`."""

    whole: list[str] = []  # names with commas, never cut within
    sources: list[str] = []  # that may follow each other without a comma
    bodies: list[str] = []
    only: bool = False  # a list without commas is cut only where it holds nothing else


class RulesEntry(msgspec.Struct, forbid_unknown_fields=True):
    """Rules: `[rules]`."""

    skip: list[str] = []  # whose findings are not wanted


class ProfileEntry(msgspec.Struct, forbid_unknown_fields=True):
    """A profile file."""

    name: str
    levels: dict[str, LevelEntry]
    tables: list[TableEntry]
    title: str | None = None
    period: tuple[int, int] | None = None
    drafted: bool = False  # nobody has looked at it yet
    names: NamesEntry = msgspec.field(default_factory=NamesEntry)
    rules: RulesEntry = msgspec.field(default_factory=RulesEntry)


UNITS = {"EUR": 1, "tūkst. EUR": 1000, "milj. EUR": 1_000_000}


@dataclass(frozen=True, slots=True)
class HeaderColumn:
    """A column of a table: what it holds, and the wordings of its header."""

    field: str  # one of `fields.FIELDS`, a level, `money`, `mark` or `more`
    key: str  # the field, made single among the columns of its table: `money ES fondi 2024`
    wordings: tuple[str, ...]
    squeezed: tuple[str, ...]
    name: str | None = None
    label: str | None = None
    kind: str = "text"
    source: str | None = None
    year: int | None = None
    unit: int = 1  # euros that one of its amounts means
    share: bool = False  # its amounts are per cent
    partners: bool = False


@dataclass(frozen=True, slots=True)
class TableShape:
    """A kind of table and the headers it is known by."""

    kind: str  # of `fields.KINDS`
    columns: tuple[HeaderColumn, ...]
    required: frozenset[str]
    nested: bool

    @property
    def header(self) -> str:
        """All its headers in one, squeezed: for telling a header row without knowing columns."""
        return "".join(text for column in self.columns for text in column.squeezed)

    @property
    def key(self) -> str | None:
        """The field that tells rows apart: of their ids, else of their names."""
        own = {column.field for column in self.columns}
        return next((name for name in fields.KINDS[self.kind] if name in own), None)

    def column(self, key: str) -> HeaderColumn | None:
        """The column of that key."""
        return next((column for column in self.columns if column.key == key), None)


@dataclass(frozen=True)
class Profile:
    """All that is particular to a plan."""

    name: str
    title: str | None
    levels: Mapping[str, Level]  # by role, from the widest
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
        """The levels that rows are nested in, from the widest: those seen in one of these ways."""
        for role in levels.CONTAINERS:
            level = self.levels.get(role)
            if level is not None and (not seen or set(seen) & set(level.seen)):
                yield level

    def shapes(self, kind: str) -> tuple[TableShape, ...]:
        """The tables of a kind."""
        return tuple(shape for shape in self.tables if shape.kind == kind)

    @cached_property
    def declared(self) -> Mapping[str, Table]:
        """The output tables of such a plan: with its own columns, levels and headers by the names
        that the plan gives them.
        """
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
                tables[kind] = _renamed(tables[kind], labels)
        for level in self.levels.values():
            if level.named:
                heading = {level.key: Text(f"{level.label.lv} ID", f"{level.label.en} id")}
                table = _renamed(tables[level.table], heading)
                tables[level.table] = replace(table, label=level.plural)
        return tables

    def _headings(self, kind: str) -> Mapping[str, str]:
        """What the plan calls the printed columns of a table, where its profile says so."""
        return {
            field.raw: item.label
            for shape in self.shapes(kind)
            for item in shape.columns
            if item.label
            and (field := fields.BY_TABLE[kind].get(item.field)) is not None
            and field.raw
        }

    def label(self, table: str, column: str | None = None) -> Text:
        """What the plan calls the rows of a table (in the plural), or a column of it."""
        level = self.levels.get(levels.ROLE_OF_TABLE.get(table, ""))
        if column is None and level is not None:
            return level.plural
        declared = self.declared[table]
        return declared.column(column).label if column else declared.label


def _renamed(table: Table, labels: Mapping[str, str | Text]) -> Table:
    """The table with other headings over some of its columns."""
    columns = []
    for column in table.columns:
        found = labels.get(column.name)
        if found is not None:
            label = found if isinstance(found, Text) else Text(found, column.label.en)
            column = replace(column, label=label)
        columns.append(column)
    return replace(table, columns=tuple(columns))


def _own_column(item: HeaderColumn) -> Column:
    label = item.label or item.wordings[0]
    text = Text(label, label)
    return Column(item.name or "", fields.KIND_TYPES[item.kind], True, text, text, True)


# ── finding and reading ─────────────────────────────────────────────────────────────────────────


def names(folder: Path | None = None) -> tuple[str, ...]:
    """The profiles that are installed, and those in the project's folder `profiles/`."""
    return tuple(sorted({*_shipped(), *(path.stem for path in _beside(folder))}))


def _shipped() -> tuple[str, ...]:
    items = (files("pipeline.model") / "profiles").iterdir()
    return tuple(
        sorted(item.name.removesuffix(".toml") for item in items if item.name.endswith(".toml"))
    )


def _beside(folder: Path | None) -> list[Path]:
    return sorted((folder / FOLDER).glob("*.toml")) if folder is not None else []


def load(name: str, folder: Path | None = None) -> Profile:
    """The profile of that name, or of that file where it ends in `.toml`.

    `folder` is the project's, in whose `profiles/` more of them may lie. UsageError lists the known
    ones when there is none, and tells file and line where a file is wrong.
    """
    if name.endswith(".toml"):
        return _from_file(Path(name))
    for path in _beside(folder):
        if path.stem == name:
            return _from_file(path)
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


def _from_file(path: Path) -> Profile:
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"The profile {path} cannot be read: {error}.",
            "A profile is a text file in UTF-8.",
            "Check its name; `ricplan profile draft PDF` writes one.",
        ) from None
    return read(text, str(path), path.stem)


def read(text: str, origin: str, name: str | None = None) -> Profile:
    """A profile from the text of its file; `name` is what it has to call itself."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _wrong(origin, f"is not valid TOML: {error}") from None
    found = parse(data, origin, text)
    if name is not None and found.name != name:
        raise _wrong(f"{origin}{_line(text, 'name')}", f"calls itself “{found.name}”, not “{name}”")
    return found


def parse(data: Mapping[str, Any], origin: str, text: str = "") -> Profile:
    """A profile from its entries; UsageError names the entry that is unknown, missing or wrong."""
    try:
        entry = msgspec.convert(data, ProfileEntry)
    except msgspec.ValidationError as error:
        what, _, path = str(error).partition(" - at ")
        place = path.strip("`").removeprefix("$.")
        line = _line(text, place.split(".")[-1].split("[")[0]) if place else ""
        raise _wrong(f"{origin}{line}", f"has in {place or 'its head'}: {what}") from None
    return _built(entry, origin, dict(data))


def _built(entry: ProfileEntry, origin: str, data: Mapping[str, Any]) -> Profile:
    _known(entry.levels, levels.ROLES, origin, "levels")
    for number, table in enumerate(entry.tables, 1):
        where = f"table {number}"
        _known([table.kind], fields.KINDS, origin, where)
        _known([column.field for column in table.columns], fields.NAMES, origin, where)
        _known(table.required, fields.NAMES, origin, f"{where}, required")
        for column in table.columns:
            _known([column.kind or "text"], fields.KIND_TYPES, origin, where)
            _known([column.unit or "EUR"], [*UNITS, "%"], origin, where)
            if column.field == "more" and not (column.name or "").isidentifier():
                raise _wrong(origin, f"has in {where} a column of its own without a name")
            if not column.headers:
                raise _wrong(origin, f"has in {where} a column “{column.field}” without headers")
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


def _level(role: str, entry: LevelEntry, origin: str) -> Level:
    _known(entry.seen, levels.SEEN, origin, f"levels.{role}.seen")
    try:
        pattern = None if entry.pattern is None else ids.pattern(entry.pattern)
    except ValueError as error:
        raise _wrong(origin, f"has in levels.{role}: {error}") from None
    one, many = levels.LABELS[role]
    label = Text(entry.label or one.lv, entry.label_en or (entry.label or one.en))
    plural = Text(
        entry.plural or (entry.label or many.lv), entry.plural_en or (entry.plural or many.en)
    )
    return Level(role, pattern, label, plural, tuple(entry.seen), entry.printed, entry.worded)


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
    )


def _known(found: Any, known: Any, origin: str, where: str) -> None:
    for name in found:
        if name not in known:
            listed = ", ".join(str(item) for item in known)
            raise _wrong(origin, f"has in {where} an unknown “{name}” (known: {listed})")


def _line(text: str, name: str) -> str:
    """`:7` where the seventh line of the file is the first that sets `name`."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.partition("=")[0].strip().split(".")[-1] == name or line.strip() == f"[{name}]":
            return f":{number}"
    return ""


def _wrong(origin: str, what: str) -> UsageError:
    return UsageError(
        f"The profile {origin} {what}.",
        "A profile holds only entries that are used, each of its own kind.",
        "docs/profile.md explains each of them; `ricplan profile draft PDF` writes one.",
    )


def data_of(profile: Profile) -> dict[str, Any]:
    """The entries of a profile as they were read, for `plan.json` and for a file."""
    return cast(dict[str, Any], dict(profile.data))
