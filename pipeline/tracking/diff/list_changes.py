"""Changes of the items of lists."""

from __future__ import annotations

from typing import Any

from pipeline.model.ids import joined_key
from pipeline.model.relations import ListTable
from pipeline.tracking.diff.alignment import Item, align
from pipeline.tracking.diff.likeness import ratio
from pipeline.tracking.diff.row_values import printed
from pipeline.tracking.diff.version_pair import Line, VersionPair, line


def list_changes(versions: VersionPair, spec: ListTable) -> list[Line]:
    """The changes of lists whose owners are in both versions."""
    olds, news = versions.old_lists[spec.table], versions.new_lists[spec.table]
    back: dict[tuple[str, ...], tuple[str, ...]] = {}
    for key in _owner_keys(versions, spec, new=False) | dict.fromkeys(olds):
        counterpart = versions.counterpart(spec, key)
        if counterpart is not None:
            back[counterpart] = key
    lines: list[Line] = []
    for key in _owner_keys(versions, spec, new=True) | dict.fromkeys([*news, *back]):
        if key in back:
            lines += _list(
                versions, spec, back[key], key, olds.get(back[key], []), news.get(key, [])
            )
    return lines


def _owner_keys(
    versions: VersionPair, spec: ListTable, *, new: bool
) -> dict[tuple[str, ...], None]:
    """The ids of all possible owners of a list, in the order of the plan."""
    if len(spec.owners) > 1:
        return {}
    return {(key,): None for key in versions.rows(spec.owners[0][0], new=new)}


def _list(
    versions: VersionPair,
    spec: ListTable,
    key_old: tuple[str, ...],
    key_new: tuple[str, ...],
    olds: list[Any],
    news: list[Any],
) -> list[Line]:
    keys = joined_key(key_old), joined_key(key_new)
    alignment = align(
        [_item(versions, spec, row, new=False) for row in olds],
        [_item(versions, spec, row, new=True) for row in news],
    )
    lines: list[Line] = []
    for a, b in (*alignment.reprinted, *alignment.replaced):
        kind = "typographic" if (a, b) in alignment.reprinted else "substantive"
        lines.append(_changed(spec, keys, olds[a], news[b], kind))
    for a, b in alignment.same:
        lines += _printed_beside(spec, keys, olds[a], news[b])
    for b in alignment.added:
        column, text = _value(spec, news[b])
        at = news[b].position
        lines.append(line(spec.table, "added", *keys, position=at, column=column, new=text))
    lines.sort(key=lambda change: change[0].position or 0)
    for a in alignment.removed:
        column, text = _value(spec, olds[a])
        at = olds[a].position
        lines.append(
            line(spec.table, "removed", *keys, position=at, column=column, old=text, at=at)
        )
    return lines


def _changed(spec: ListTable, keys: tuple[str, str], was: Any, now: Any, kind: str) -> Line:
    (column_old, old), (column_new, new) = _value(spec, was), _value(spec, now)
    if column_old != column_new and spec.beside:  # such as an unparsed reference that is now parsed
        old, new = getattr(was, spec.beside), getattr(now, spec.beside)
        column_new = spec.beside
    alike = None if spec.reference or old is None or new is None else ratio(old, new)
    return line(
        spec.table,
        "changed",
        *keys,
        position=now.position,
        column=column_new,
        old=old,
        new=new,
        kind=kind,
        similarity=alike,
        at=was.position,
    )


def _printed_beside(spec: ListTable, keys: tuple[str, str], was: Any, now: Any) -> list[Line]:
    """The change of what is printed beside an unchanged item, if it is significant.

    The printed form of a reference follows the new id of its row, and an indicator's number its
    position; these are no changes. Any other difference is typographic.
    """
    if spec.beside is None:
        return []
    old, new = getattr(was, spec.beside), getattr(now, spec.beside)
    follows = (
        getattr(was, spec.value) != getattr(now, spec.value)
        if spec.reference
        else was.position != now.position
    )
    if old == new or follows:
        return []
    return [
        line(
            spec.table,
            "changed",
            *keys,
            position=now.position,
            column=spec.beside,
            old=old,
            new=new,
            kind="typographic",
            at=was.position,
        )
    ]


def _item(versions: VersionPair, spec: ListTable, row: Any, *, new: bool) -> Item:
    column, text = _value(spec, row)
    if spec.reference and column == spec.value:
        meaning = versions.matchings[spec.reference].token(text, new=new)
        return Item(meaning, text or "", readable=False)
    return Item(text, text or "")


def _value(spec: ListTable, row: Any) -> tuple[str, str | None]:
    """The item's value and its column; for an unparsed reference the printed text."""
    value = printed(getattr(row, spec.value))
    if value is None and spec.beside:
        return spec.beside, printed(getattr(row, spec.beside))
    return spec.value, value
