"""The changes of rows: added, removed, renumbered, moved, and changed in a column."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pipeline.diff.both import Both, Line, line
from pipeline.diff.content import KEYS
from pipeline.diff.likeness import ratio, typographic
from pipeline.diff.shape import (
    LISTS,
    PARENTS,
    PARSED_COLUMNS,
    PARSED_LISTS,
    ListTable,
    key_of,
    owned,
    printed,
    whole_row,
)
from pipeline.model import schema

_NUMBER = re.compile(r"\d+")


def row_changes(both: Both, table: str) -> list[Line]:
    """The changes of a matched table, in the order of the new version."""
    matching = both.matchings[table]
    placed: list[tuple[float, list[Line]]] = []
    place = {key: index for index, key in enumerate(both.rows(table, new=True))}
    before = -1.0
    for key, row in both.rows(table, new=False).items():
        if key in matching.forth:
            before = float(place[matching.forth[key]])
        else:
            text = whole_row(table, row, _own_lists(both, table, key, new=False))
            placed.append((before + 0.5, [line(table, "removed", key, None, old=text)]))
    for key, row in both.rows(table, new=True).items():
        if key in matching.back:
            lines = _pair(both, table, both.rows(table, new=False)[matching.back[key]], row)
        else:
            text = whole_row(table, row, _own_lists(both, table, key, new=True))
            lines = [line(table, "added", None, key, new=text)]
        placed.append((float(place[key]), lines))
    placed.sort(key=lambda item: item[0])
    return [change for _, changes in placed for change in changes]


def _own_lists(both: Both, table: str, key: str, *, new: bool) -> Mapping[str, list[Any]]:
    """The list rows that an added or removed row carries with it.

    A measure has two owners. Its priority carries it; its principle does where the priority stays.
    """
    lists = both.new_lists if new else both.old_lists
    carried = {}
    for spec in owned(table):
        index = [owner for owner, _ in spec.owners].index(table)
        if len(spec.owners) == 1:
            carried[spec.table] = list(lists[spec.table].get((key,), ()))
        else:
            carried[spec.table] = [
                item
                for owners, items in lists[spec.table].items()
                if owners[index] == key and (index == 0 or not _gone(both, spec, owners, new=new))
                for item in items
            ]
    return carried


def _gone(both: Both, spec: ListTable, owners: tuple[str, ...], *, new: bool) -> bool:
    """Whether the first owner of a list is a row of this version alone."""
    table = spec.owners[0][0]
    matching = both.matchings[table]
    known = matching.back if new else matching.forth
    return owners[0] in both.rows(table, new=new) and owners[0] not in known


def _pair(both: Both, table: str, old: Any, new: Any) -> list[Line]:
    """The changes of one row that both versions have."""
    key_old, key_new = key_of(table, old), key_of(table, new)
    lines = []
    if key_old != key_new:
        change = "renumbered" if _first(key_old) == _first(key_new) else "moved"
        alike = both.matchings[table].likeness[key_old]
        lines.append(line(table, change, key_old, key_new, similarity=alike))
    for column in schema.tables()[table].names:
        was, now = getattr(old, column), getattr(new, column)
        if (was == now and (table, column) not in PARENTS) or column == KEYS[table]:
            continue
        kind = _kind(both, table, column, old, new)
        if kind:
            alike_text = ratio(was, now) if isinstance(was, str) and isinstance(now, str) else None
            if (table, column) in PARENTS:
                alike_text = None
            lines.append(
                line(
                    table,
                    "changed",
                    key_old,
                    key_new,
                    column=column,
                    old=printed(was),
                    new=printed(now),
                    kind=kind,
                    similarity=alike_text,
                )
            )
    return lines


def _kind(both: Both, table: str, column: str, old: Any, new: Any) -> str | None:
    """Whether two differing values of a column are a change, and of what kind."""
    was, now = getattr(old, column), getattr(new, column)
    if (table, column) in PARENTS:
        matching = both.matchings[PARENTS[table, column]]
        follows = matching.token(was, new=False) == matching.token(now, new=True)
        return None if follows else "substantive"
    if (table, column) in PARSED_COLUMNS:
        parts = PARSED_COLUMNS[table, column]
        before, after = ([getattr(row, part) for part in parts] for row in (old, new))
    elif (table, column) in PARSED_LISTS:
        name = PARSED_LISTS[table, column]
        value = LISTS[name].value
        before, after = (
            [getattr(item, value) for item in lists[name].get((key_of(table, row),), ())]
            for lists, row in ((both.old_lists, old), (both.new_lists, new))
        )
    else:
        text = isinstance(was, str) and isinstance(now, str)
        return "typographic" if text and typographic(was, now) else "substantive"
    if before != after:
        return None
    parsed = any(value is not None for value in before)
    return "typographic" if parsed or typographic(was, now) else "substantive"


def _first(key: str) -> str | None:
    found = _NUMBER.search(key)
    return found.group() if found else None
