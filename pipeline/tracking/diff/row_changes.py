"""Changes of rows: added, removed, renumbered, moved, and values changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.model.ids import numbers_in
from pipeline.model.relations import ListTable
from pipeline.tracking.diff.likeness import ratio, typographic
from pipeline.tracking.diff.row_values import key_of, printed, whole_row
from pipeline.tracking.diff.version_pair import Line, VersionPair, line


def row_changes(versions: VersionPair, table: str) -> list[Line]:
    """The changes of a matched table, in the order of the new version."""
    matching = versions.matchings[table]
    placed: list[tuple[float, list[Line]]] = []
    place = {key: index for index, key in enumerate(versions.rows(table, new=True))}
    before = -1.0
    for key, row in versions.rows(table, new=False).items():
        if key in matching.forth:
            before = float(place[matching.forth[key]])
        else:
            text = whole_row(row, _own_lists(versions, table, key, new=False))
            placed.append((before + 0.5, [line(table, "removed", key, None, old=text)]))
    for key, row in versions.rows(table, new=True).items():
        if key in matching.back:
            lines = _pair(versions, table, versions.rows(table, new=False)[matching.back[key]], row)
        else:
            text = whole_row(row, _own_lists(versions, table, key, new=True))
            lines = [line(table, "added", None, key, new=text)]
        placed.append((float(place[key]), lines))
    placed.sort(key=lambda item: item[0])
    return [change for _, changes in placed for change in changes]


def _own_lists(
    versions: VersionPair, table: str, key: str, *, new: bool
) -> Mapping[str, list[Any]]:
    """The list rows that are part of an added or removed row.

    A measure has two owners. It is part of its priority's change, or of its principle's where the
    priority is unchanged.
    """
    lists = versions.new_lists if new else versions.old_lists
    carried = {}
    for spec in versions.relations.owned(table):
        index = [owner for owner, _ in spec.owners].index(table)
        if len(spec.owners) == 1:
            rows = list(lists[spec.table].get((key,), ()))
            if rows or not versions.relations.tables[spec.table].optional:
                carried[spec.table] = rows
        else:
            carried[spec.table] = [
                item
                for owners, items in lists[spec.table].items()
                if owners[index] == key
                and (index == 0 or not _gone(versions, spec, owners, new=new))
                for item in items
            ]
    return carried


def _gone(versions: VersionPair, spec: ListTable, owners: tuple[str, ...], *, new: bool) -> bool:
    """Whether the first owner of a list is in this version only."""
    table = spec.owners[0][0]
    matching = versions.matchings[table]
    known = matching.back if new else matching.forth
    return owners[0] in versions.rows(table, new=new) and owners[0] not in known


def _pair(versions: VersionPair, table: str, old: Any, new: Any) -> list[Line]:
    """The changes of a row of both versions."""
    key_old, key_new = key_of(table, old), key_of(table, new)
    lines = []
    if key_old != key_new:
        same = numbers_in(key_old)[:1] == numbers_in(key_new)[:1]
        change = "renumbered" if same else "moved"
        alike = versions.matchings[table].likeness[key_old]
        lines.append(line(table, change, key_old, key_new, similarity=alike))
    known = versions.relations
    for column in known.tables[table].names:
        was, now = getattr(old, column, None), getattr(new, column, None)
        parent = (table, column) in known.parents
        if (was == now and not parent) or column == known.keys[table]:
            continue
        kind = _kind(versions, table, column, old, new)
        if kind:
            alike_text = ratio(was, now) if isinstance(was, str) and isinstance(now, str) else None
            if parent:
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


def _kind(versions: VersionPair, table: str, column: str, old: Any, new: Any) -> str | None:
    """The kind of change of two different values; None where it is no change."""
    was, now = getattr(old, column, None), getattr(new, column, None)
    known = versions.relations
    if (table, column) in known.parents:
        return None if versions.same_parent(table, column, was, now) else "substantive"
    parts, name = known.parsed(table, column), known.list_from(table, column)
    if parts:
        before, after = ([getattr(row, part) for part in parts] for row in (old, new))
    elif name:
        value = known.lists[name].value
        before, after = (
            [getattr(item, value) for item in lists[name].get((key_of(table, row),), ())]
            for lists, row in ((versions.old_lists, old), (versions.new_lists, new))
        )
    else:
        text = isinstance(was, str) and isinstance(now, str)
        return "typographic" if text and typographic(was, now) else "substantive"
    if before != after:
        return None
    parsed = any(value is not None for value in before)
    return "typographic" if parsed or typographic(was, now) else "substantive"
