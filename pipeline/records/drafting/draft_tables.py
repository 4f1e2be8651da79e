"""The tables of a draft: the kind of each sheet, the roles of its columns, the form of its ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from pipeline.model.levels import CONTAINERS
from pipeline.records.drafting import vocabulary
from pipeline.records.drafting.content import (
    YEAR,
    Content,
    IdForm,
    commonest_form,
    reads_as_task,
)
from pipeline.records.drafting.kinds import kind_of
from pipeline.records.drafting.role import UNKNOWN, Role
from pipeline.records.drafting.roles import contents_of, roles_of
from pipeline.records.drafting.sheets import Document, Sheet
from pipeline.records.drafting.thresholds import DRAFTING


@dataclass(slots=True)
class Table:
    """A table of the draft: its kind, its sheet, and the roles of its columns."""

    kind: str
    number: int  # of its sheet
    sheet: Sheet
    roles: list[Role]
    contents: list[Content]
    form: IdForm | None = None  # of its rows' ids
    nested: bool = False

    def place(self, name: str) -> int | None:
        """The column of a field."""
        return next((at for at, role in enumerate(self.roles) if role.field == name), None)

    def texts(self, at: int) -> list[str]:
        """The non-empty cells of a column."""
        return [item.text for item in self.sheet.columns[at] if item.text]


def draft_tables(document: Document) -> list[Table]:
    """The sheets of a document that are tables of a plan."""
    tables: list[Table] = []
    for number, sheet in enumerate(document.sheets):
        kind = kind_of(sheet)
        if kind == "rows":
            found = Table("rows", number, sheet, roles_of(sheet), contents_of(sheet))
            place = found.place("id")
            commonest = commonest_form(found.texts(place)) if place is not None else None
            found.form = commonest[0] if commonest else None
            tables.append(found)
        elif kind:
            roles = _other_roles(kind, sheet)
            tables.append(Table(kind, number, sheet, roles, contents_of(sheet)))
    _distinguish_actions(tables)
    return tables


def _other_roles(kind: str, sheet: Sheet) -> list[Role]:
    """The roles of columns of tables other than those of activities and actions."""
    headers = sheet.headers
    if kind == "principles":
        return [
            Role("priority", DRAFTING.kinds.principle_priority, "beside columns of principles"),
            *[UNKNOWN] * (len(headers) - 1),
        ]
    if kind == "hierarchy":
        found = [vocabulary.best(header, CONTAINERS) for header in headers]
        return [
            Role(role, score, "by its header") if score > DRAFTING.kinds.level else UNKNOWN
            for role, score in found
        ]
    wanted = {
        "abbreviations": ("short", "long"),
        "outcome_indicators": ("id", "unit", "base", "target", "data_source", "results"),
    }[kind]
    roles: list[Role] = [UNKNOWN] * len(headers)
    for name in wanted:
        scored = [
            (vocabulary.score(name, header), -at)
            for at, header in enumerate(headers)
            if not roles[at].field
        ]
        score, place = max(scored, default=(0.0, 0))
        if score > DRAFTING.kinds.other:
            years = YEAR.findall(headers[-place])
            roles[-place] = Role(
                {"results": "name"}.get(name, name),
                score,
                "by its header",
                year=int(years[0]) if name in ("base", "target") and len(years) == 1 else None,
            )
    return roles


def _distinguish_actions(tables: list[Table]) -> None:
    """Distinguish tables of actions from those of activities: the former refer to the latter, or
    read as tasks while others have money.
    """
    rows = [table for table in tables if table.kind == "rows"]
    for table in rows:
        table.kind = "activities"
    forms = {form_key(table) for table in rows}
    if len(forms) < 2:
        return
    for table in rows:
        others = [other for other in rows if form_key(other) != form_key(table)]
        if (any(_refers(table, other) for other in others) and not _has_money(table)) or (
            not _has_money(table)
            and any(
                _has_money(other) and (_refers(other, table) or _reads_as_tasks(table))
                for other in others
            )
        ):
            table.kind = "actions"
    if all(table.kind == "actions" for table in rows):
        rows[-1].kind = "activities"
    for table in rows:
        if table.kind == "actions":
            table.roles = [_of_action(role) for role in table.roles]


def form_key(table: Table) -> tuple[str, bool, int]:
    """The key that distinguishes the ids of tables."""
    return table.form.key if table.form else ("", False, 0)


def _refers(table: Table, other: Table) -> bool:
    place = table.place("references")
    if place is None or other.form is None:
        return False
    form = referred(table.texts(place))
    return form is not None and form.key == form_key(other)


def referred(texts: Sequence[str]) -> IdForm | None:
    """The form of the ids in a column of references."""
    parts = [part.strip() for text in texts for part in regex.split(r"[,;]|\sun\s", text)]
    found = commonest_form([part for part in parts if part])
    return found[0] if found else None


def _has_money(table: Table) -> bool:
    return any(role.field in ("amount", "money", "funding") for role in table.roles)


def _reads_as_tasks(table: Table) -> bool:
    place = table.place("name")
    return place is not None and reads_as_task(table.texts(place))


def _of_action(role: Role) -> Role:
    """The role of the column in a table of actions, which has fewer roles."""
    renamed = {"partners": "participants", "responsible": "participants", "deadline": "period"}
    name = renamed.get(role.field, role.field)
    known = ("id", "name", "participants", "period", "references", "more", *CONTAINERS)
    return Role(name, role.score, role.why, name=role.name) if name in known else UNKNOWN
