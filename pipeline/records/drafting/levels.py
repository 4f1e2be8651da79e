"""The levels above the rows of a draft, and the nesting of tables in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex

from pipeline.model import roman
from pipeline.model.levels import CONTAINERS
from pipeline.records.drafting.content import (
    id_form,
)
from pipeline.records.drafting.draft_tables import Table, form_key, referred
from pipeline.records.drafting.nesting import (
    Container,
    containers_of,
    letters_role,
    roles_by_place,
)
from pipeline.records.drafting.sheets import Document


def levels_above(document: Document, tables: Sequence[Table]) -> tuple[list[Container], list[str]]:
    """The levels above the activities, and the role of each."""
    columns = {
        (table.number, at): role.field if role.field in CONTAINERS else ""
        for table in tables
        if table.kind in ("activities", "actions", "hierarchy")
        for at, role in enumerate(table.roles)
        if role.field in (*CONTAINERS, "level")
    }
    beside = {
        (table.number, at + step): at
        for table in tables
        for at, role in enumerate(table.roles)
        if role.field == "level id"
        for step in (-1, 1)
        if (table.number, at + step) in columns
        and not (step == -1 and (table.number, at + 1) in columns)
    }
    hierarchies = {table.number for table in tables if table.kind == "hierarchy"}
    forms = [table.form for table in tables if table.form is not None]
    chain = containers_of(document.events, columns, beside, hierarchies, forms)
    own = [item.form.key for item in chain if item.form]
    below = _below(document, tables, own)
    roles = roles_by_place([*chain, *below])
    kept = [*chain, *(item for item in below if "row" not in item.seen)]
    return kept, [
        role for role, item in zip(roles, [*chain, *below], strict=True) if "row" not in item.seen
    ]


def _below(
    document: Document, tables: Sequence[Table], known: Sequence[tuple[str, bool, int]]
) -> list[Container]:
    """Levels without rows below them: actions with a table of their own, and levels that activities
    refer to, possibly listed in the running text.
    """
    found: list[Container] = []
    actions = [table for table in tables if table.kind == "actions"]
    if actions:
        item = Container(actions[0].form, "", len(document.events), hint="action")
        item.seen["row"] += actions[0].sheet.count
        return [item]
    for table in tables:
        place = table.place("references") if table.kind == "activities" else None
        form = referred(table.texts(place)) if place is not None else None
        if form is None or form.key in known:
            continue
        if form.key == form_key(table) or letters_role(form.letters) not in (
            "",
            "action",
        ):
            continue
        item = Container(form, "", len(document.events), hint="action")
        for event in document.events:
            own = id_form(event.text.lstrip("•●▪■◦○‣⁃·–—- "), alone=False)
            same = own and own[0].key == form.key
            if same and event.kind in ("bullet", "heading line"):
                item.seen["bullet"] += 1
                item.pages.append(event.page)
                item.idents.append(own[1] if own else "")
        item.idents = item.idents or [f"{form.letters}{form.blank}1"]
        found.append(item)
        break
    return found


def nest(
    document: Document, tables: Sequence[Table], chain: Sequence[Container], roles: Sequence[str]
) -> None:
    """Determine whether the rows of each table are nested in the levels above them."""
    for table in tables:
        if table.kind not in ("activities", "actions"):
            continue
        inside = [
            item for item in chain if table.number in item.sheets and "heading" not in item.seen
        ]
        inside += [item for item in chain if table.number in item.sheets and item.seen["band"]]
        table.nested = bool(inside) or any(_under(document, table, item) for item in chain)


def _under(document: Document, table: Table, item: Container) -> bool:
    """Whether a table is under several headings of a level, or under its only one, and the ids of
    its rows do not contradict.
    """
    if not item.seen["heading"]:
        return False
    current: str | None = None
    over: Counter[str] = Counter()
    agreeing = checked = 0
    place = table.place("id")
    depth = item.form.depth if item.form else 0
    for event in document.events:
        if event.kind in ("heading", "heading line"):
            current = item.identity(event.text) or current
        elif event.sheet == table.number and current is not None:
            over[current] += 1
            row = id_form(event.text) if event.kind == "column" and event.column == place else None
            if depth and row is not None and row[0].depth > depth:
                checked += 1
                agreeing += _numbers(row[1])[:depth] == _numbers(current)[:depth]
    if checked and 2 * agreeing < checked:
        return False
    return (
        len(over) > 1
        or (len(over) == 1 and len(set(item.idents or item.names)) == 1)
        or (checked > 0 and bool(over))
    )


def _numbers(text: str) -> list[int]:
    """The numbers of an id as printed, including a leading Roman numeral."""
    first = regex.match(rf"\W*({roman.NUMERAL})(?!\w)", text)
    leading = roman.number(first.group(1)) if first else None
    return ([leading] if leading else []) + [int(part) for part in regex.findall(r"\d+", text)]
