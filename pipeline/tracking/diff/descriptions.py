"""Changes with their labels, names and redlines, as shared by all output formats."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pipeline.model import relations, schema
from pipeline.model.numbers import euros
from pipeline.model.plan import Plan
from pipeline.model.relations import ListTable, Relations
from pipeline.model.schema import Change, Text
from pipeline.tracking.diff import money
from pipeline.tracking.diff.comparison import Comparison
from pipeline.tracking.diff.counts import SORTS, sort_of
from pipeline.tracking.diff.redline import DELETED, INSERTED, Piece, redline
from pipeline.tracking.diff.row_values import key_of

KINDS = {
    "substantive": Text("pēc būtības", "substantive"),
    "typographic": Text("tikai noformējums", "typographic"),
}


MONEY_REASONS = {
    money.CHANGED: Text("Grozītas summas", "Amounts changed"),
    money.ADDED: Text("Pievienotas rindas", "Rows added"),
    money.REMOVED: Text("Svītrotas rindas", "Rows removed"),
    money.MOVED: Text("Pārceltas uz citu prioritāti", "Moved to another priority"),
    money.NEWLY_READABLE: Text(
        "Iepriekš summa nebija nolasāma, tagad ir", "Not readable before, readable now"
    ),
    money.NO_LONGER_READABLE: Text(
        "Iepriekš summa bija nolasāma, tagad nav", "Readable before, not readable now"
    ),
}
_REFERENCES = {
    "added": Text("pievienota norāde", "reference added"),
    "removed": Text("svītrota norāde", "reference removed"),
    "changed": Text("grozīta norāde", "reference changed"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """The difference of an amount in euros, and in per cent where the old one is not zero."""

    euros: Decimal
    percent: float | None


@dataclass(frozen=True, slots=True)
class Described:
    """A change with its description.

    `name`: the name of its row; `pieces`: the redline of the value; `row`: the content of an added
    or removed row as labels and values, lists as several values.
    """

    change: Change
    table: Text
    column: Text | None
    name: str
    pieces: tuple[Piece, ...]
    difference: Difference | None
    is_amount: bool  # whether its values are amounts
    row: tuple[tuple[Text, tuple[str, ...]], ...]

    @property
    def what(self) -> Text:
        """The label of what changed: a column of the row, or the list of an item."""
        spec = relations.declared().lists.get(self.change.table)
        listed = spec is not None and self.change.column == spec.value
        return self.table if listed or self.column is None else self.column

    @property
    def sort(self) -> Text:
        """The label of the sort of change: of a row, a value, an entry of a list or a reference."""
        spec = relations.declared().lists.get(self.change.table)
        if spec is not None and spec.reference is not None:
            return _REFERENCES[self.change.change]
        return SORTS[sort_of(self.change)][0]

    @property
    def key(self) -> str:
        """The new id of the row; the old one where it was removed."""
        return self.change.key_new or self.change.key_old or ""


def described(comparison: Comparison) -> tuple[Described, ...]:
    """All changes with descriptions, in the same order."""
    return described_changes(comparison.changes, comparison.old, comparison.new)


def described_changes(changes: Iterable[Change], old: Plan, new: Plan) -> tuple[Described, ...]:
    """Changes between two versions with descriptions, in the same order."""
    rows = _Rows(old, new)
    known = relations.of(old, new)
    return tuple(_described(change, rows, known) for change in changes)


def by_row(changes: Iterable[Described]) -> list[list[Described]]:
    """Changes grouped by row; changes of lists belong to the row that owns the list.

    Ordered by table and id. A removed row and a new row with the same id are separate groups.
    """
    groups: dict[tuple[str, str, bool], list[Described]] = {}
    for item in sorted(changes, key=_rank):
        table, key = owner(item.change)
        groups.setdefault((table, key, item.change.key_new is None), []).append(item)
    return list(groups.values())


def _rank(item: Described) -> tuple[int, tuple[int, ...], str, bool]:
    table, key = owner(item.change)
    numbers = tuple(int(number) for number in _NUMBERS.findall(key))
    return _ORDER[table], numbers, key, item.change.key_new is not None


def owner(change: Change) -> tuple[str, str]:
    """Table and id of the row of a change; for a measure, the first of its two owners."""
    return relations.declared().owner(change.table, change.key_new or change.key_old or "")


def difference(old: Decimal | None, new: Decimal | None) -> Difference | None:
    """The difference of two amounts; None where one is unknown."""
    if old is None or new is None:
        return None
    return Difference(new - old, float((new - old) / old * 100) if old else None)


_NUMBERS = re.compile(r"\d{1,9}")
_ORDER = {name: at for at, name in enumerate(schema.tables())}


class _Rows:
    """The rows of both versions, to look up names and printed values."""

    def __init__(self, old: Plan, new: Plan) -> None:
        self.plan = new
        self.old, self.new = (
            {
                (table, key_of(table, row)): row
                for table in relations.declared().keys
                for row in plan.rows(table)
            }
            for plan in (old, new)
        )

    def label(self, table: str) -> Text:
        """The plan's label of a table's rows."""
        return relations.label(self.plan, table)

    def name(self, change: Change) -> str:
        """The name of the row of a change: the new one, if it has one."""
        table, key = owner(change)
        row = (self.new if change.key_new is not None else self.old).get((table, key))
        return getattr(row, "name", None) or ""

    def printed(self, change: Change) -> tuple[str | None, str | None]:
        """The old and the new value as printed, for a parsed column of a row."""
        _, column = relations.declared().parsed_from[change.table, change.column or ""]
        rows = (
            self.old.get((change.table, change.key_old or "")),
            self.new.get((change.table, change.key_new or "")),
        )
        before, after = (getattr(row, column, None) for row in rows)
        return before, after


def _described(change: Change, rows: _Rows, known: Relations) -> Described:
    declared = known.tables[change.table]
    old, new = change.old, change.new
    measured = change.column is not None and relations.is_amount(declared, change.column)
    amounts = [Decimal(text) if measured and text is not None else None for text in (old, new)]
    if measured:
        old, new = (None if amount is None else euros(amount) for amount in amounts)
    source = known.parsed_from.get((change.table, change.column or ""), ("", ""))
    if (
        change.table in known.keys and source[0] == change.table
    ):  # values that do not parse are shown as printed
        raw_old, raw_new = rows.printed(change)
        old, new = (raw_old if old is None else old), (raw_new if new is None else new)
    whole = change.column is None
    return Described(
        change=change,
        table=rows.label(change.table),
        column=declared.column(change.column).label if change.column else None,
        name=rows.name(change),
        pieces=() if whole else _pieces(known, change, old, new),
        is_amount=measured,
        difference=difference(*amounts),
        row=tuple(_row(known, change.table, new or old or "")) if whole and (old or new) else (),
    )


def _pieces(
    known: Relations, change: Change, old: str | None, new: str | None
) -> tuple[Piece, ...]:
    if old is None or new is None or _is_single(known, change.table, change.column or ""):
        sides = ((DELETED, old), (INSERTED, new))
        return tuple(Piece(op, text) for op, text in sides if text is not None)
    return redline(old, new)


def _is_single(known: Relations, table: str, column: str) -> bool:
    """Whether the values of a column are compared as a whole in the redline: `2018` became `2019`,
    not `8` became `9`. So are numbers, ids, and the printed columns that they were parsed from.
    """
    declared = known.tables[table]
    spec = known.lists.get(table)
    if declared.column(column).kind is not str or column.endswith("_id"):
        return True
    return bool(known.parsed(table, column)) or (spec is not None and spec.beside == column)


def _row(known: Relations, table: str, value: str) -> Iterator[tuple[Text, tuple[str, ...]]]:
    """The columns of a whole row to be shown: parsed values, and its lists."""
    row = json.loads(value)
    declared = known.tables[table]
    for name, content in row.items():
        if name in known.lists:
            items = tuple(_item_text(known, known.lists[name], item) for item in content)
            if items:
                yield known.tables[name].label, items
        elif name not in declared.key and content is not None:
            if _is_redundant(known, table, name, row):
                continue
            money = relations.is_amount(declared, name)
            yield declared.column(name).label, (euros(Decimal(content)) if money else str(content),)


def _item_text(known: Relations, spec: ListTable, item: Mapping[str, object]) -> str:
    """An item as text; one of several columns as its labels and amount."""
    if spec.value:
        return str(item[spec.value] or item.get(spec.beside or "") or "")
    declared = known.tables[spec.table]
    texts = []
    for name, value in item.items():
        if value is not None and name not in declared.key and not name.endswith("_raw"):
            money = relations.is_amount(declared, name)
            texts.append(euros(Decimal(str(value))) if money else str(value))
    return " · ".join(texts)


def _is_redundant(known: Relations, table: str, name: str, row: dict[str, object]) -> bool:
    """Whether a printed column adds nothing to the values parsed from it."""
    parsed = known.parsed(table, name)
    if parsed:
        return name == "id_raw" or any(row[part] is not None for part in parsed)
    return name.endswith("_raw") and known.list_from(table, name) is not None
