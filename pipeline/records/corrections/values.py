"""Corrections of values: Plan → Plan, between `records` and `validate`.

Printed texts are corrected first, and parsed values follow; then faults of the plan itself, for
which the printed text is kept. Ids are corrected last, so that all corrections name rows by the ids
as read. The order in the file does not matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from pipeline.model import relations
from pipeline.model.errors import UsageError
from pipeline.model.findings import finding
from pipeline.model.plan import Plan
from pipeline.model.schema import Column, Repair
from pipeline.model.strings import tidy
from pipeline.records.corrections import cells
from pipeline.records.corrections.entries import Checked, Correction, Corrections
from pipeline.records.corrections.lines import placed, rewritten
from pipeline.records.corrections.renaming import is_id, rename
from pipeline.records.corrections.tables import Tables, shown

CHECKED = "row-checked"  # the kind of the repair
STALE, NEEDLESS = "stale-correction", "needless-correction"
_RAW_ID = "id_raw"


def corrected(plan: Plan, corrections: Corrections) -> Plan:
    """The plan with corrected values, and the outcomes in `repairs` and `findings`.

    UsageError for an unknown column, a value of a wrong type, and a fault of the plan in a printed
    column.
    """
    if not corrections.correction and not corrections.checked:
        return plan
    for entry in corrections.correction:
        _check(plan, entry)
    tables = Tables(plan)
    unlike = {(*one.target, shown(one.value)): one for one in corrections.correction}
    for entry in sorted(unlike.values(), key=lambda one: _order(plan, one)):
        _apply(tables, entry)
    for row in sorted(set(corrections.checked), key=lambda one: one.target):
        _check_off(tables, row)
    return tables.made()


def _order(plan: Plan, entry: Correction) -> tuple[Any, ...]:
    """Sort key: by table; within it printed values, lists, items, other values, and ids last."""
    declared = plan.declared
    known = relations.of(plan)
    last = is_id(known, entry.table, entry.column) or entry.column == _RAW_ID
    steps = (last, entry.fault == "plan", not entry.whole_list and entry.position is not None)
    place = list(declared).index(entry.table)
    keys = [
        part.zfill(6) if part.isdigit() else part for part in entry.key.replace(".", " ").split()
    ]
    return (*steps, place, keys, entry.position or 0, entry.column, shown(entry.value))


def _check_off(tables: Tables, entry: Checked) -> None:
    """Mark a row as checked against its page; a finding where its name has changed since."""
    places = tables.places(entry.table, entry.key)
    now = getattr(tables.of(entry.table)[places[0]], "name", None) if places else None
    lines = tables.lines(entry.table, entry.key)
    page = lines[0].page if lines else None
    if not places or tidy(now or "") != tidy(entry.printed):
        found = finding(STALE, table=entry.table, key=entry.key, column="name", value=now,
                        page=page, printed=entry.printed, wanted=Checked.NAME)  # fmt: skip
        tables.of("findings").append(found)
        return
    tables.of("repairs").append(
        Repair(CHECKED, entry.table, entry.key, None, page, None, None, entry.reason, 1.0)
    )


# ── checks of entries ───────────────────────────────────────────────────────────────────────


def _check(plan: Plan, entry: Correction) -> None:
    table = plan.declared[entry.table]
    known = relations.of(plan)
    if entry.table in relations.READING:
        raise _refused(entry, "names a table of the reading", "Correct the value itself.")
    if entry.column not in table.names:
        raise _refused(
            entry,
            f"names an unknown column (known: {', '.join(table.names)})",
            "Check the column; docs/tables.md lists them.",
        )
    if entry.column == relations.POSITION:
        raise _refused(entry, "names a position", "Give the whole list, in its right order.")
    column = table.column(entry.column)
    spec = known.lists.get(entry.table)
    if entry.whole_list:
        if spec is None or entry.column != spec.value or column.kind is not str:
            raise _refused(entry, "gives a list for no list", "Give one value.")
        return
    value_of(entry, column)
    reference = (entry.table, entry.column) in known.parents or any(
        entry.column in key.columns for key in table.foreign
    )
    if (
        column.printed
        and entry.fault == "plan"
        and not reference
        and not is_id(known, entry.table, entry.column)
    ):
        parsed = known.parsed(entry.table, entry.column)
        raise _refused(
            entry,
            "changes what is printed, and says that the plan is at fault",
            f"A fault of the plan leaves what is printed: correct {', '.join(parsed)} instead."
            if parsed
            else "Where the page says otherwise, the fault is one of reading; else the words stay.",
        )


def value_of(entry: Correction, column: Column) -> Any:
    """The value of a correction in the type of its column. UsageError where it is none."""
    text = tidy(str(entry.value))
    if not text:
        if column.nullable:
            return None
        raise _refused(entry, "empties a column that may not be empty", "Give a value.")
    try:
        if column.kind is Decimal:
            amount = Decimal(text)
            if amount != amount.quantize(Decimal("0.01")) or abs(amount) >= Decimal(10) ** 12:
                raise InvalidOperation
            return amount.quantize(Decimal("0.01"))
        return text if column.kind is str else column.kind(text)
    except (InvalidOperation, ValueError):
        raise _refused(
            entry,
            f"gives '{text}', which is no {_KIND.get(column.kind, 'value')}",
            'Write an amount as "8000000.00", a year as 2018.',
        ) from None


_KIND = {
    Decimal: "amount of at most 12 digits and 2 decimals",
    int: "whole number",
    float: "number",
}


def _refused(entry: Correction, what: str, todo: str) -> UsageError:
    where = f"{entry.table} {entry.key} {entry.column}"
    return UsageError(f"The correction of {where} {what}.", "It cannot be applied.", todo)


# ── application ──────────────────────────────────────────────────────────────────────────────


def _apply(tables: Tables, entry: Correction) -> None:
    if entry.whole_list:
        _list(tables, entry)
        return
    places = tables.places(entry.table, entry.key, entry.position)
    if len(places) != 1:
        many = f"× {len(places)}" if places else None
        tables.refuse(STALE, entry, many)
        return
    row = tables.of(entry.table)[places[0]]
    column = tables.declared(entry.table).column(entry.column)
    wanted, now = value_of(entry, column), getattr(row, entry.column)
    if wanted == now:
        tables.refuse(NEEDLESS, entry, shown(now))
        return
    guard = _guard(tables, entry, row)
    if tidy(str(entry.printed)) != tidy("" if guard is None else str(guard)):
        tables.refuse(STALE, entry, guard if guard is None else str(guard))
        return
    lines, key = tables.place_of(entry), entry.key
    header = cells.column_of(tables, entry.table, entry.column)
    if is_id(tables.relations, entry.table, entry.column) or entry.column == _RAW_ID:
        key = rename(tables, entry, places[0], wanted)
    elif entry.fault == "reading" and column.printed and header is not None:
        text = "" if wanted is None else str(wanted)
        new = rewritten(tables.lines(entry.table, entry.key, None, entry.column), text)
        cells.read_again(tables, entry.table, places[0], header, new, text)
    else:
        _set(tables, entry, places[0], wanted, column)
    before, after = (None if value is None else str(value) for value in (now, wanted))
    tables.record(entry, before, after, lines, key)


def _guard(tables: Tables, entry: Correction, row: Any) -> object:
    """The printed text to compare with the guard: the source of a parsed value, if it is in the
    row.
    """
    source = tables.relations.parsed_from.get((entry.table, entry.column))
    if source is not None and source[0] == entry.table and source[1] != entry.column:
        printed = getattr(row, source[1])
        if printed is not None:
            return printed
    return getattr(row, entry.column)


def guard_of(tables: Tables, entry: Correction) -> str | list[str]:
    """The value of `printed` for a correction of a target. UsageError where there is no such
    row.
    """
    places = tables.places(entry.table, entry.key, entry.position)
    rows = [tables.of(entry.table)[place] for place in places]
    if entry.whole_list:
        return [tidy(str(getattr(row, entry.column) or "")) for row in rows]
    if len(rows) != 1:
        raise _refused(entry, "is of no single row", "Check the row.")
    guard = _guard(tables, entry, rows[0])
    return "" if guard is None else str(guard)


def _set(tables: Tables, entry: Correction, place: int, wanted: Any, column: Column) -> None:
    """Set a value, and those parsed from it if it is printed."""
    rows = tables.of(entry.table)
    values = {entry.column: wanted}
    if column.printed and entry.fault == "reading":
        text = "" if wanted is None else str(wanted)
        values |= cells.followed(tables, entry.table, entry.column, rows[place], text)
        old = tables.lines(entry.table, entry.key, entry.position, entry.column)
        tables.replace_lines(old, rewritten(old, text))
    rows[place] = replace(rows[place], **values)


def _list(tables: Tables, entry: Correction) -> None:
    """Set all items of a list."""
    assert isinstance(entry.value, list) and isinstance(entry.printed, list)
    wanted = [tidy(item) for item in entry.value if tidy(item)]
    rows = [tables.of(entry.table)[place] for place in tables.places(entry.table, entry.key)]
    now = [tidy(str(getattr(row, entry.column) or "")) for row in rows]
    if not rows and not _has_owner(tables, entry):
        tables.refuse(STALE, entry, None)
    elif now == wanted:
        tables.refuse(NEEDLESS, entry, shown(now))
    elif now != [tidy(item) for item in entry.printed]:
        tables.refuse(STALE, entry, shown(now))
    else:
        lines = tables.place_of(entry)
        cells.replace_items(tables, entry.table, entry.key, _items(tables, entry, rows, wanted))
        _items_placed(tables, entry, wanted)
        tables.record(entry, shown(now), shown(wanted), lines)


def _has_owner(tables: Tables, entry: Correction) -> bool:
    spec = tables.relations.lists[entry.table]
    keys = spec.ids(entry.key)
    return len(keys) == len(spec.owners) and all(
        tables.places(owner, key) for (owner, _), key in zip(spec.owners, keys, strict=True)
    )


def _items(
    tables: Tables, entry: Correction, rows: Sequence[Any], wanted: Sequence[str]
) -> list[Any]:
    """The rows of the items. Unchanged items keep their other columns (such as the number)."""
    spec = tables.relations.lists[entry.table]
    declared = tables.declared(entry.table)
    empty = {field.name: None for field in fields(declared.row)}
    owners = (column for _, column in spec.owners)
    empty |= dict(zip(owners, spec.ids(entry.key), strict=True))  # type: ignore[arg-type]
    left = list(rows)
    made = []
    for position, text in enumerate(wanted, 1):
        same = next((row for row in left if getattr(row, entry.column) == text), None)
        begun = same or next(
            (row for row in left if text.startswith(str(getattr(row, entry.column)))), None
        )
        if begun is not None:
            left.remove(begun)
        values: dict[str, Any] = {entry.column: text, relations.POSITION: position}
        made.append(replace(begun, **values) if begun else declared.row(**(empty | values)))
    return made


def _items_placed(tables: Tables, entry: Correction, wanted: Sequence[str]) -> None:
    """Update the places of a list's items that have lines of their own."""
    old = tables.lines(entry.table, entry.key)
    texts = [line for line in old if line.column == entry.column]
    if not texts:
        return
    others = {line.position: line for line in old if line.column != entry.column}
    new = []
    for position, lines in enumerate(placed(texts, list(wanted)), 1):
        if position in others and lines and lines[0].page == others[position].page:
            new.append(others[position])
        new += [replace(line, position=position) for line in lines]
    tables.replace_lines(old, new)
