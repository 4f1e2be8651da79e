"""The changes in the words of those who read them: the same facts for every way of showing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.diff.comparison import Comparison
from pipeline.diff.content import KEYS, MATCHED
from pipeline.diff.redline import CAME, GONE, Piece, redline
from pipeline.diff.shape import LISTS, key_of
from pipeline.model import schema
from pipeline.model.plan import Plan
from pipeline.model.schema import Change, Text

CHANGES = {
    "added": Text("pievienots", "added"),
    "removed": Text("svītrots", "removed"),
    "changed": Text("grozīts", "changed"),
    "moved": Text("pārcelts", "moved"),
    "renumbered": Text("pārnumurēts", "renumbered"),
}
KINDS = {
    "substantive": Text("pēc būtības", "substantive"),
    "typographic": Text("tikai noformējums", "typographic"),
}
MEASURED = {"amount_eur"}
_PRINTED = {
    "amount_eur": "amount_raw",
    "deadline_year": "deadline_raw",
    "period_start": "period_raw",
    "period_end": "period_raw",
}
# Columns of single values, which are read whole: `2018` became `2019`, not `8` became `9`.
_WHOLE = {
    "amount_eur", "amount_raw", "deadline_year", "deadline_raw", "period_start", "period_end",
    "period_raw", "id_raw", "ref_raw", "number_raw", "activity_id", "priority_id", "direction_id",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """How an amount changed: by so many euros, and by what percent where there was one before."""

    euros: Decimal
    percent: float | None


@dataclass(frozen=True, slots=True)
class Told:
    """A change with the words that go with it.

    `name` is that of its row, `pieces` the redline of the value; `row` is the content of an added
    or removed row: labels and values, a list as several values.
    """

    change: Change
    table: Text
    column: Text | None
    name: str
    pieces: tuple[Piece, ...]
    difference: Difference | None
    row: tuple[tuple[Text, tuple[str, ...]], ...]

    @property
    def what(self) -> Text:
        """What changed: the column of a row, or the list that an item is of."""
        listed = self.change.table in LISTS and self.change.column == LISTS[self.change.table].value
        return self.table if listed or self.column is None else self.column

    @property
    def key(self) -> str:
        """The id that the row has now, else the one that it had."""
        return self.change.key_new or self.change.key_old or ""


def told(comparison: Comparison) -> tuple[Told, ...]:
    """All changes with their words, in the same order."""
    return told_of(comparison.changes, comparison.old, comparison.new)


def told_of(changes: Iterable[Change], old: Plan, new: Plan) -> tuple[Told, ...]:
    """Changes between two versions with their words, in the same order."""
    rows = _Rows(old, new)
    return tuple(_told(change, rows) for change in changes)


def by_row(changes: Iterable[Told]) -> list[list[Told]]:
    """The changes grouped by the row that they are of: those of lists with their owners.

    Table by table, in the order of the ids. A row that is gone is not one with a new row that has
    its number.
    """
    groups: dict[tuple[str, str, bool], list[Told]] = {}
    for item in sorted(changes, key=_rank):
        table, key = owner(item.change)
        groups.setdefault((table, key, item.change.key_new is None), []).append(item)
    return list(groups.values())


def _rank(item: Told) -> tuple[int, tuple[int, ...], str, bool]:
    table, key = owner(item.change)
    numbers = tuple(int(number) for number in _NUMBERS.findall(key))
    return _ORDER[table], numbers, key, item.change.key_new is not None


def owner(change: Change) -> tuple[str, str]:
    """Table and id of the row that a change is of; the first of two owners of a measure."""
    key = change.key_new or change.key_old or ""
    if change.table not in LISTS:
        return change.table, key
    return LISTS[change.table].owners[0][0], key.split("/")[0]


def euros(value: Decimal, *, signed: bool = False) -> str:
    """`650 000,00`, with no-break spaces; cents only where there are some."""
    text = f"{value:{'+' if signed else ''},.2f}".replace(",", "\u00a0").replace(".", ",")
    return str(text).removesuffix(",00").replace("-", "−")


def percent(value: float) -> str:
    """`+30 %`; a decimal only where it says something."""
    text = f"{value:+.1f}".removesuffix(".0").replace(".", ",").replace("-", "−")
    return f"{text}\u00a0%"


def in_words(number: int, nouns: tuple[str, str, str]) -> str:
    """A number with its Latvian noun; `nouns` are those that follow 0 (10, 11), 1 (21) and 2."""
    if number % 10 == 0 or 11 <= number % 100 <= 19:
        noun = nouns[0]
    else:
        noun = nouns[1] if number % 10 == 1 else nouns[2]
    return f"{number} {noun}"


def difference(old: Decimal | None, new: Decimal | None) -> Difference | None:
    """The difference of two amounts; None where one is not known."""
    if old is None or new is None:
        return None
    return Difference(new - old, float((new - old) / old * 100) if old else None)


_NUMBERS = re.compile(r"\d{1,9}")
_ORDER = {name: at for at, name in enumerate(schema.tables())}


class _Rows:
    """The rows of both versions, to find names and printed values."""

    def __init__(self, old: Plan, new: Plan) -> None:
        self.old, self.new = (
            {(table, key_of(table, row)): row for table in MATCHED for row in plan.rows(table)}
            for plan in (old, new)
        )

    def name(self, change: Change) -> str:
        """The name of the row that a change is of: the new one, where it has one."""
        table, key = owner(change)
        row = (self.new if change.key_new is not None else self.old).get((table, key))
        return getattr(row, "name", None) or ""

    def printed(self, change: Change) -> tuple[str | None, str | None]:
        """The old and the new value as printed, for a parsed column of a row."""
        column = _PRINTED[change.column or ""]
        rows = (
            self.old.get((change.table, change.key_old or "")),
            self.new.get((change.table, change.key_new or "")),
        )
        before, after = (getattr(row, column, None) for row in rows)
        return before, after


def _told(change: Change, rows: _Rows) -> Told:
    declared = schema.tables()[change.table]
    old, new = change.old, change.new
    measured = change.column in MEASURED
    amounts = [Decimal(text) if measured and text is not None else None for text in (old, new)]
    if measured:
        old, new = (None if amount is None else euros(amount) for amount in amounts)
    if change.column in _PRINTED:  # what does not parse is shown as it is printed
        raw_old, raw_new = rows.printed(change)
        old, new = (raw_old if old is None else old), (raw_new if new is None else new)
    whole = change.table in MATCHED and change.column is None
    return Told(
        change=change,
        table=declared.label,
        column=declared.column(change.column).label if change.column else None,
        name=rows.name(change),
        pieces=() if whole else _pieces(change.column, old, new),
        difference=difference(*amounts),
        row=tuple(_row(change.table, new or old or "")) if whole and (old or new) else (),
    )


def _pieces(column: str | None, old: str | None, new: str | None) -> tuple[Piece, ...]:
    if column in _WHOLE or old is None or new is None:
        sides = ((GONE, old), (CAME, new))
        return tuple(Piece(op, text) for op, text in sides if text is not None)
    return redline(old, new)


def _row(table: str, value: str) -> Iterator[tuple[Text, tuple[str, ...]]]:
    """The columns of a whole row that a person reads: what was parsed, and its lists."""
    row = json.loads(value)
    declared = schema.tables()[table]
    for name, content in row.items():
        if name in LISTS:
            items = tuple(
                str(item[LISTS[name].value] or item.get(LISTS[name].beside or "") or "")
                for item in content
            )
            if items:
                yield schema.tables()[name].label, items
        elif name != KEYS[table] and not _repeated(name, row) and content is not None:
            text = euros(Decimal(content)) if name in MEASURED else str(content)
            yield declared.column(name).label, (text,)


def _repeated(name: str, row: dict[str, object]) -> bool:
    """Whether a printed column tells nothing beyond what was parsed from it."""
    parsed = {"amount_raw": "amount_eur", "deadline_raw": "deadline_year"}
    if name in parsed:
        return row[parsed[name]] is not None
    return name.endswith("_raw")
