"""Changes of rows without an id: items of several columns, and tables without an owner.

Money by source and year, printed totals, outcome indicators, abbreviations, columns without a role:
all declared tables are compared, by the contents of their rows.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from pipeline.model.relations import POSITION
from pipeline.model.schema import Table
from pipeline.tracking.diff.alignment import Item, align
from pipeline.tracking.diff.likeness import ratio, typographic
from pipeline.tracking.diff.row_values import as_dict, printed
from pipeline.tracking.diff.version_pair import Line, VersionPair, line

_RAW = "_raw"
_OF_ANY_ROW = {"table", "key"}  # columns that refer to a row of any table
Groups = dict[str, list[Any]]


def item_changes(versions: VersionPair, table: str) -> list[Line]:
    """The changes of such a table; keys are the owner's ids or a substitute (see `_key`)."""
    declared = versions.relations.tables[table]
    if set(declared.names) >= _OF_ANY_ROW:
        return _of_any_row(versions, declared)
    olds = _groups(declared, versions.old.rows(table))
    news = _groups(declared, versions.new.rows(table))
    pairs = list(_pairs(versions, table, olds, news))
    return [
        change
        for key_old, key_new in pairs
        for change in _group(declared, key_old, key_new, olds.get(key_old, []), news[key_new])
    ]


def _of_any_row(versions: VersionPair, declared: Table) -> list[Line]:
    """The changes of cells that refer to their row by table and key, such as those of columns
    without a role.

    A renumbered row keeps its cells; those of added and removed rows are part of these rows'
    changes.
    """
    olds: Groups = defaultdict(list)
    news: Groups = defaultdict(list)
    for row in versions.new.rows(declared.name):
        back = _back(versions, row.table)
        if back is None or row.key in back:
            news[row.key or ""].append(row)
    for row in versions.old.rows(declared.name):
        matching = versions.matchings.get(row.table or "")
        if matching is None or row.key in matching.forth:
            key = row.key if matching is None else matching.forth[row.key]
            olds[key or ""].append(replace(row, key=key))
    lines: list[Line] = []
    for key in dict.fromkeys([*news, *olds]):
        told = next(
            (
                back[key]
                for row in (*news.get(key, ()), *olds.get(key, ()))
                if (back := _back(versions, row.table)) is not None and key in back
            ),
            key,
        )
        lines += _group(declared, told, key, olds.get(key, []), news.get(key, []))
    return lines


def _back(versions: VersionPair, table: str | None) -> Mapping[str, str] | None:
    """The old ids of the matched rows of a table by new id; None for tables that are not
    matched.
    """
    matching = versions.matchings.get(table or "")
    return matching.back if matching is not None else None


def _groups(declared: Table, rows: Iterable[Any]) -> Groups:
    """The rows by key without position; rows without a key are one group."""
    columns = [name for name in declared.key if name != POSITION]
    groups: Groups = defaultdict(list)
    for row in rows:
        values = [getattr(row, name) for name in columns]
        groups["/".join("" if value is None else str(value) for value in values)].append(row)
    return groups


def _pairs(
    versions: VersionPair, table: str, olds: Groups, news: Groups
) -> Iterator[tuple[str, str]]:
    """The pairs of keys of both versions; items of added and removed rows are part of these."""
    spec = versions.relations.lists.get(table)
    if spec is None:
        yield from ((key, key) for key in dict.fromkeys([*news, *olds]) if news[key] or olds[key])
        return
    (owner, _), *_ = spec.owners
    matching = versions.matchings[owner]
    for key in versions.rows(owner, new=True):
        if key in matching.back and (news.get(key) or olds.get(matching.back[key])):
            news.setdefault(key, [])
            yield matching.back[key], key


def _group(
    declared: Table, key_old: str, key_new: str, olds: list[Any], news: list[Any]
) -> list[Line]:
    pairs = _same_labels(declared, olds, news)
    rest_old = [row for at, row in enumerate(olds) if at not in pairs]
    rest_new = [row for at, row in enumerate(news) if at not in pairs.values()]
    both = [(olds[a], news[b]) for a, b in pairs.items()]
    found = align(
        [_item(declared, row) for row in rest_old], [_item(declared, r) for r in rest_new]
    )
    for a, b in (*found.same, *found.reprinted, *found.replaced):
        both.append((rest_old[a], rest_new[b]))
    lines = [
        change for was, now in both for change in _changed(declared, (key_old, key_new), was, now)
    ]
    for b in found.added:
        row = rest_new[b]
        lines.append(line(declared.name, "added", None, _key(declared, row, key_new),
                          position=_position(row), new=_json(row)))  # fmt: skip
    lines.sort(key=lambda change: change[0].position or 0)
    for a in found.removed:
        row = rest_old[a]
        lines.append(line(declared.name, "removed", _key(declared, row, key_old), None,
                          position=_position(row), old=_json(row), at=_position(row)))  # fmt: skip
    return lines


def _same_labels(declared: Table, olds: list[Any], news: list[Any]) -> dict[int, int]:
    """Pairs of rows of both versions with the same labels, such as the same source and year."""
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for at, row in reversed(list(enumerate(news))):
        waiting[_labels(declared, row)].append(at)
    pairs = {}
    for at, row in enumerate(olds):
        labels = _labels(declared, row)
        if any(label is not None for label in labels) and waiting.get(labels):
            pairs[at] = waiting[labels].pop()
    return pairs


def _labels(declared: Table, row: Any) -> tuple[Hashable, ...]:
    """The columns that identify the row: names, and the year of an amount."""
    money = any(column.kind is Decimal for column in declared.columns)
    return tuple(
        getattr(row, column.name)
        for column in declared.columns
        if column.name not in declared.key
        and not column.name.endswith(_RAW)
        and (column.kind is str or (money and column.kind is int))
    )


def _item(declared: Table, row: Any) -> Item:
    values = {name: value for name, value in as_dict(row).items() if name not in declared.key}
    text = " ".join(str(value) for value in values.values() if value is not None)
    return Item(tuple(values.values()), text)


def _changed(declared: Table, keys: tuple[str, str], was: Any, now: Any) -> Iterator[Line]:
    key_old, key_new = _key(declared, was, keys[0]), _key(declared, now, keys[1])
    for column in declared.names:
        old, new = printed(getattr(was, column)), printed(getattr(now, column))
        if old == new or column in declared.key or _follows(declared, column, was, now):
            continue
        text = declared.column(column).kind is str
        yield line(
            declared.name,
            "changed",
            key_old,
            key_new,
            position=_position(now),
            column=column,
            old=old,
            new=new,
            kind="typographic" if text and typographic(old, new) else "substantive",
            similarity=ratio(old, new) if text and old is not None and new is not None else None,
            at=_position(was),
        )


def _follows(declared: Table, column: str, was: Any, now: Any) -> bool:
    """Whether a printed column changes only as the value parsed from it does."""
    stem = column.removesuffix(_RAW)
    if stem == column:
        return False
    parsed = [n for n in declared.names if n.startswith(f"{stem}_") and n != column]
    return any(getattr(was, name) != getattr(now, name) for name in parsed)


def _key(declared: Table, row: Any, key: str) -> str:
    """The key in the table of changes: the owner's, else the row's position, else its first
    value.
    """
    if key:
        return key
    if POSITION in declared.key:
        return str(row.position)
    return str(getattr(row, declared.names[0]) or "")


def _position(row: Any) -> int | None:
    position: int | None = getattr(row, POSITION, None)
    return position


def _json(row: Any) -> str:
    return json.dumps(as_dict(row), ensure_ascii=False)
