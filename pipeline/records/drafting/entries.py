"""The entries of a drafted profile, each with its evidence."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import regex

from pipeline.model import ids, levels
from pipeline.records.drafting import vocabulary
from pipeline.records.drafting.content import (
    Content,
    commonest_form,
    id_form,
)
from pipeline.records.drafting.draft_tables import Table, referred
from pipeline.records.drafting.money_roles import source_name
from pipeline.records.drafting.nesting import (
    Container,
    letters_role,
)
from pipeline.records.drafting.role import Role
from pipeline.records.drafting.thresholds import DRAFTING

_NOUNS = {
    "pasākum": "Pasākums",
    "aktivitāt": "Aktivitāte",
    "projekt": "Projekts",
    "darbīb": "Darbība",
    "uzdevum": "Uzdevums",
    "rīcīb": "Rīcība",
}


@dataclass(slots=True)
class Draft:
    """A drafted profile: its entries, and the evidence for each."""

    data: dict[str, Any]
    evidence: dict[str, str] = field(default_factory=dict)  # by path: "levels.action", "tables.0.3"
    unsure: list[str] = field(default_factory=list)  # questions to the user
    places: dict[tuple[int, int], str] = field(default_factory=dict)  # sheet, column → level

    @property
    def tables(self) -> list[dict[str, Any]]:
        """The entries of the tables."""
        return list(self.data["tables"])


def write_levels(
    made: Draft, tables: Sequence[Table], chain: Sequence[Container], roles: Sequence[str]
) -> None:
    """Write the entries of levels: those above the rows, of principles, of the rows themselves."""
    for item, role in zip(chain, roles, strict=True):
        if role:
            made.data["levels"][role] = _container(item, tables)
            made.places |= dict.fromkeys(item.columns, role)
            made.evidence[f"levels.{role}"] = _evidence(item)
        else:
            made.unsure.append(f"level {item.pattern or item.names[:1]}: no role is left for it")
    principles = next((table for table in tables if table.kind == "principles"), None)
    if principles is not None:
        first = id_form(principles.sheet.headers[1], alone=False)
        if first:
            made.data["levels"]["principle"] = {"pattern": first[0].pattern, "seen": ["header"]}
    for kind, role in (("actions", "action"), ("activities", "activity")):
        own = [table for table in tables if table.kind == kind]
        if own:
            entry = _rows(made, own, role)
            made.data["levels"][role] = {**made.data["levels"].get(role, {}), **entry}


def _container(item: Container, tables: Sequence[Table]) -> dict[str, Any]:
    """Write the entry of a level above the rows."""
    entry: dict[str, Any] = {"pattern": item.pattern} if item.pattern else {}
    entry["seen"] = [name for name in levels.SEEN if item.seen[name]]
    label = _label(item, tables)
    if label:
        entry |= {"label": label, "plural": plural(label)}
    if item.labels and item.form is not None and not item.form.letters and not item.tail:
        entry["worded"] = True
    return entry


def _evidence(item: Container) -> str:
    pages = sorted(set(item.pages))
    seen = ", ".join(f"{kind} {count}" for kind, count in item.seen.items())
    different = len(set(item.idents)) or len(set(item.names))
    return f"{different} different, first on page {pages[0] if pages else '?'}; {seen}"


def _rows(made: Draft, tables: Sequence[Table], role: str) -> dict[str, Any]:
    """Write the entry of the level of a table's rows."""
    entry: dict[str, Any] = {"seen": ["row"]}
    ids = [
        text
        for table in tables
        if (at := table.place("id")) is not None
        for text in table.texts(at)
    ]
    form = commonest_form(ids)
    if form and not _numbered_anew(tables):
        entry = {"pattern": form[0].pattern, **entry}
        stopped, often = Counter(text.strip()[-1:] == "." for text in ids).most_common(1)[0]
        if often > DRAFTING.entries.alike * len(ids):
            entry["printed"] = form[0].pattern + ("." if stopped else "")
        made.evidence[f"levels.{role}"] = f"{form[1]} of {len(ids)} ids look so"
    label = _row_label(tables)
    if label:
        entry |= {"label": label, "plural": plural(label)}
    return entry


def _numbered_anew(tables: Sequence[Table]) -> bool:
    """Whether numbering restarts under each parent."""
    ids: list[str] = []
    for table in tables:
        place = table.place("id")
        if place is not None and table.form is not None and table.form.depth == 1:
            ids.extend(table.texts(place))
    limits = DRAFTING.entries
    return len(ids) > limits.enough and len(set(ids)) < limits.anew * len(ids)


def _label(item: Container, tables: Sequence[Table]) -> str | None:
    if item.labels:
        label = item.labels.most_common(1)[0][0]
        return label if not label.isupper() else label.capitalize()
    for table in tables:
        for number, at in sorted(item.columns):
            if table.number == number and table.sheet.paths[at]:
                return table.sheet.headers[at].split(" / ")[0]
    if item.form and letters_role(item.form.letters) == "action":
        return "Uzdevums" if item.form.letters.startswith("U") else None
    return None


def _row_label(tables: Sequence[Table]) -> str | None:
    """The plan's word for its rows: the noun in the header of the column of names."""
    for table in tables:
        place = table.place("name")
        header = table.sheet.headers[place].casefold() if place is not None else ""
        found = sorted((header.find(stem), word) for stem, word in _NOUNS.items() if stem in header)
        if found:
            return found[0][1]
    return None


def plural(label: str) -> str:
    """The plural of a Latvian noun phrase by the ending of its last word."""
    for ending, many in (("šana", "šanas"), ("is", "i"), ("s", "i"), ("e", "es"), ("a", "as")):
        if label.endswith(ending):
            return label[: -len(ending)] + many
    return label


def write_table(made: Draft, table: Table) -> None:
    """Write the entry of a table; columns without a role become questions."""
    columns: list[dict[str, Any]] = []
    number = len(made.data["tables"])
    for at, role in enumerate(table.roles):
        header = table.sheet.headers[at]
        entry = _column(made, table, at, role)
        if entry is None and header and table.kind != "principles":
            made.unsure.append(f"page {_page(table)}: what does the column “{header}” hold?")
            if table.kind in ("activities", "actions"):
                entry = _unsure(header, [own.get("name") for own in columns])
        if entry is None:
            continue
        made.evidence[f"tables.{number}.{len(columns)}"] = (
            f"page {_page(table)}, {table.contents[at].cells} cells, {role.score:.2f}: {role.why}"
        )
        columns.append(entry)
    own: dict[str, Any] = {"kind": table.kind, "columns": columns}
    if table.kind in ("activities", "actions"):
        own["nested"] = table.nested
        own["required"] = _required(table)
    made.data["tables"].append(own)


def _unsure(header: str, taken: Sequence[str | None]) -> dict[str, Any]:
    """The entry of a column of unknown role, with a name made from its header."""
    name = snake_case(header)
    while name in taken:
        name += "_"
    own = {"field": "more", "name": name, "unsure": True}
    return {**own, "headers": [header], "label": header}


def snake_case(header: str) -> str:
    """A header as the name of a column, in ASCII: `Iedzīvotāju skaits` → `iedzivotaju_skaits`."""
    plain = unicodedata.normalize("NFKD", header).encode("ascii", "ignore").decode().casefold()
    name = regex.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    return name if name.isidentifier() else f"column_{name}".rstrip("_")


def _page(table: Table) -> int:
    return table.sheet.pages[0]


def _column(made: Draft, table: Table, at: int, role: Role) -> dict[str, Any] | None:
    """The entry of a column; None where its role is unknown."""
    header = table.sheet.headers[at]
    name = _field(made, table, at, role) if header else ""
    if not name:
        return None
    entry: dict[str, Any] = {"field": name}
    if role.field == "level id":
        entry["name"] = "id"
    for key in ("name", "source", "year", "unit"):
        if getattr(role, key) is not None:
            entry[key] = getattr(role, key)
    if role.field == "money" and role.source is None and role.year is None:
        entry["source"] = source_name(table.sheet.paths[at][-1])
    if role.partners:
        entry["partners"] = True
    entry["headers"] = [header]
    if role.field not in ("money", "mark", "id", *levels.CONTAINERS, "level", "level id"):
        entry["label"] = header
    return entry


def _field(made: Draft, table: Table, at: int, role: Role) -> str:
    """The field of a column: its role, or the field of a level for ids and names of levels."""
    if role.field in ("level", "level id", *levels.CONTAINERS):
        known = role.field if role.field in levels.CONTAINERS else ""
        return _level_of(made, table, at) or known
    return _target(made, table, at) if role.field == "references" else role.field


def _level_of(made: Draft, table: Table, at: int) -> str | None:
    """The role of the level in a column."""
    if (table.number, at) in made.places:
        return made.places[table.number, at]
    # A column of ids only is beside the one of names.
    for beside in (at + 1, at - 1):
        if (table.number, beside) in made.places:
            return made.places[table.number, beside]
    found, _ = vocabulary.best(table.sheet.headers[at], levels.CONTAINERS)
    return found if found in made.data["levels"] else None


def _target(made: Draft, table: Table, at: int) -> str:
    """The field of a column of references, by the level of its ids."""
    form = referred(table.texts(at))
    if form is None:
        return ""
    for role, entry in made.data["levels"].items():
        if "pattern" not in entry:
            continue
        own = ids.pattern(entry["pattern"])
        wanted = (form.letters.casefold(), form.roman, form.depth)
        if (own.letters.casefold(), own.roman, own.depth) == wanted:
            if role == "activity":
                return "references" if table.kind == "actions" else ""
            return {"priority": "priorities", "action": "references"}.get(str(role), str(role))
    return ""


def _required(table: Table) -> list[str]:
    """The required fields: those filled in nearly every row."""
    limits = DRAFTING.entries
    required: list[str] = []
    for at, role in enumerate(table.roles):
        content: Content = table.contents[at]
        ruled = role.field in (
            "id",
            "name",
            "responsible",
            "amount",
            "funding",
            "results",
            "period",
            "deadline",
            "participants",
        )
        if ruled and content.cells >= limits.enough and content.filled >= limits.required:
            required.append(role.field)
    return list(dict.fromkeys(required))
