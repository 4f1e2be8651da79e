"""Printed sums: the level of each row of sums, and its amounts."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from decimal import Decimal

from pipeline.model import levels, values
from pipeline.model.schema import Total
from pipeline.model.table_shapes import HeaderColumn
from pipeline.records.builder import PlanBuilder, SumRow, parent_in
from pipeline.records.cells import keep_extra
from pipeline.records.printed import EMPTY, Printed, printed
from pipeline.tables.logical import LogicalCell
from pipeline.tables.sums import is_grand

_WORDS = (
    ("goal", "mērķ"),
    ("direction", "rīcības virzien"),
    ("action", "uzdevum"),
    ("priority", "prioritāt"),
)


def totals(builder: PlanBuilder) -> None:
    """Add the rows of `totals` from all rows of sums."""
    told: list[tuple[tuple[str, str], ...]] = []
    for own in builder.sums:
        label = _label(own)
        scope = _scope(builder, own, label, told)
        shape = builder.profile.tables[own.shape]
        for cell in own.row.cells:
            column = shape.column(cell.field)
            if cell.field == "label":
                continue
            text = printed(cell.lines, cell.glues)
            if column is None or column.field not in ("amount", "money"):
                keep_extra(builder, "totals", scope, column.wordings[0] if column else None, text)
                continue
            _total(builder, scope, label, column, text)


def _total(
    builder: PlanBuilder, scope: str | None, label: Printed, column: HeaderColumn, text: Printed
) -> None:
    if not any(char.isdigit() for char in text.text):
        return
    position = builder.next("totals", scope)
    amount = values.amount(text.tidied)
    euros = None if amount is None or column.share else amount * column.unit
    builder.add(
        "totals",
        Total(
            scope,
            position,
            label.tidied or None,
            column.source,
            column.year,
            text.tidied,
            euros.quantize(Decimal("0.01")) if euros is not None else None,
        ),
    )
    key = scope or ""
    builder.record_provenance("totals", key, position, "label_raw", label)
    builder.record_provenance("totals", key, position, "amount_raw", text)


def _label(own: SumRow) -> Printed:
    cell = own.row.cell("label")
    return printed(cell.lines, cell.glues) if cell is not None else EMPTY


def _scope(
    builder: PlanBuilder, own: SumRow, label: Printed, told: list[tuple[tuple[str, str], ...]]
) -> str | None:
    """The level of a sum: by the id in its label, by its words, or by the rows that add up to
    it.
    """
    text = label.tidied
    for level in reversed(list(builder.profile.containers())):
        if level.pattern is None:
            continue
        if level.pattern.letters:
            ids = [key for _, _, key in level.pattern.find(text) if key]
        else:
            found = level.pattern.label(text)
            ids = [found[0]] if found else []
        if ids:
            return ids[0]
    if is_grand(text):
        return None
    context = dict(own.context)
    for role, word in _WORDS:
        if word in text.casefold() and role in context:
            return context[role]
    roles = [role for role in reversed(levels.CONTAINERS) if role in context]
    # A sum without words more often closes a band or heading than a level in a column.
    roles.sort(key=lambda role: not {"band", "heading"} & set(_seen(builder, role)))
    chain = [context[role] for role in roles]
    for candidate in (*chain, None):
        if _adds_up(builder, own, candidate):
            return candidate
    # A second sum at the same place is of the level above.
    before = sum(1 for other in itertools.takewhile(own.context.__eq__, reversed(told)))
    told.append(own.context)
    return chain[before] if before < len(chain) else None


def _seen(builder: PlanBuilder, role: str) -> tuple[str, ...]:
    level = builder.profile.level(role)
    return level.seen if level else ()


def _adds_up(builder: PlanBuilder, own: SumRow, scope: str | None) -> bool:
    """Whether the rows of a level add up to the printed sums in all columns."""
    shape = builder.profile.tables[own.shape]
    sums = list(_printed_sums(own, {cell.field: cell for cell in own.row.cells}))
    if not sums:
        return False
    rows = [row for row in builder.rows.get("activities", ()) if _under(builder, row, scope)]
    keys = {row["activity_id"] for row in rows}
    for field, wanted in sums:
        column = shape.column(field)
        if column is None or column.share or column.field not in ("amount", "money"):
            continue
        if column.field == "amount":
            parts = [row.get("amount_eur") for row in rows]
        else:
            parts = [
                item.amount_eur
                for item in builder.rows.get("activity_amounts", ())
                if item.activity_id in keys
                and (item.source, item.year) == (column.source, column.year)
            ]
        if sum((part for part in parts if part is not None), Decimal(0)) != wanted * column.unit:
            return False
    return True


def _printed_sums(own: SumRow, cells: Mapping[str, LogicalCell]) -> Iterator[tuple[str, Decimal]]:
    for field, cell in cells.items():
        amount = values.amount(printed(cell.lines, cell.glues).tidied)
        if amount is not None:
            yield field, amount


def _under(builder: PlanBuilder, row: dict[str, object], scope: str | None) -> bool:
    """Whether a row is a descendant of a level; every row is one of the whole plan (None).

    From level to wider level: ids of two levels may be the same, so that following ids alone could
    go round for ever.
    """
    if scope is None:
        return True
    parent = row.get("parent_id")
    for role in reversed(levels.CONTAINERS):
        if parent == scope:
            break
        above = builder.by_key.get((levels.TABLES[role], str(parent)))
        if above is not None:
            parent = parent_in(role, above)
    return parent == scope
