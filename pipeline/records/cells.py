"""Readers of cells by field: printed text, parsed values, and list rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import regex

from pipeline.model import values
from pipeline.model.ids import Pattern
from pipeline.model.schema import (
    ActionActivity,
    ActionParticipant,
    ActivityAmount,
    ActivityFunding,
    ActivityPartner,
    ActivityPriority,
    ActivityResponsible,
    Extra,
    Indicator,
)
from pipeline.model.table_shapes import HeaderColumn
from pipeline.records import name_lists, numbered
from pipeline.records.builder import PlanBuilder, Unknown, Values
from pipeline.records.name_lists import Item
from pipeline.records.printed import Printed

_DASH = regex.compile(r"[\s\-‐‑–—−]*")
_DIGIT = regex.compile(r"\d")
_BRACKETED = regex.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)(?:\)|$)")


@dataclass(slots=True)
class RowOf:
    """The state of a row while its cells are read."""

    builder: PlanBuilder
    table: str
    key: str
    values: Values
    sources: list[str] = field(default_factory=list)  # of money columns with an amount
    marked: list[tuple[int, Printed]] = field(default_factory=list)  # years whose cells have a mark

    def keep(self, column: str, cell: Printed) -> None:
        """Keep the printed text of a cell and its place."""
        self.values[column] = cell.tidied or None
        self.builder.record_provenance(self.table, self.key, None, column, cell)

    def items(self, table: str, row: Callable[[str, int, str], Any], found: Sequence[str]) -> None:
        """Add the items of a list, one row each."""
        for position, item in enumerate(found, 1):
            self.builder.add(table, row(self.key, position, item))


Reader = Callable[[RowOf, HeaderColumn, Printed], None]


def _name(row: RowOf, column: HeaderColumn, cell: Printed) -> None:
    row.keep("name", cell)


def _responsible(row: RowOf, column: HeaderColumn, cell: Printed) -> None:
    row.keep("responsible_raw", cell)
    text = cell.tidied
    profile = row.builder.profile
    if column.partners:
        inside = ", ".join(match.group(1) for match in _BRACKETED.finditer(text))
        text = " ".join(_BRACKETED.sub(" ", text).split())
        row.items("activity_partners", ActivityPartner, _cut(row, inside))
    found = _names(row, text, profile.bodies, ",;/")
    row.items("activity_responsible", ActivityResponsible, [item.text for item in found])
    _unknown_names(row, "responsible_raw", found, cell)


def _partners(row: RowOf, column: HeaderColumn, cell: Printed) -> None:
    row.keep("partners_raw", cell)
    row.items("activity_partners", ActivityPartner, _cut(row, cell.tidied))


def _participants(row: RowOf, column: HeaderColumn, cell: Printed) -> None:
    row.keep("participants_raw", cell)
    row.items("action_participants", ActionParticipant, _cut(row, cell.tidied))


def _funding(row: RowOf, column: HeaderColumn, cell: Printed) -> None:
    row.keep("funding_raw", cell)
    found = _names(row, cell.tidied, row.builder.profile.sources, ",;")
    row.items("activity_funding", ActivityFunding, [item.text for item in found])
    _unknown_names(row, "funding_raw", found, cell)


def _cut(row: RowOf, text: str) -> list[str]:
    whole = row.builder.profile.whole
    return [] if _DASH.fullmatch(text) else name_lists.cut(text, whole=whole)


def _names(row: RowOf, text: str, known: Sequence[str], marks: str) -> list[Item]:
    profile = row.builder.profile
    if _DASH.fullmatch(text):
        return []
    return name_lists.names(text, known, marks, profile.whole, profile.only_known)


def _unknown_names(row: RowOf, column: str, found: Sequence[Item], cell: Printed) -> None:
    unknown = [item.text for item in found if not item.known]
    if not unknown:
        return
    first = unknown[0].split()[0]
    place = next((line for line in cell.lines if first in line.text), cell.lines[0])
    around = Printed(place.text, (place,), (0,), (len(place.text),))
    row.builder.add_finding(
        "unknown-name",
        around,
        table=row.table,
        key=row.key,
        column=column,
        value="; ".join(unknown),
    )


def _euros(text: str, unit: int) -> Decimal | None:
    value = values.amount(text) if text else None
    return None if value is None else (value * unit).quantize(Decimal("0.01"))


def _amount(row: RowOf, column: HeaderColumn, cell: Printed) -> None:
    row.keep("amount_raw", cell)
    row.values["amount_eur"] = _euros(cell.tidied, column.unit)


def _money(row: RowOf, column: HeaderColumn, cell: Printed) -> None:
    text = cell.tidied
    if not _DIGIT.search(text):
        if not _DASH.fullmatch(text):
            _extra(row, column, cell)
        return
    position = row.builder.next("activity_amounts", row.key)
    share = values.share(text) if column.share else None
    euros = None if column.share else _euros(text, column.unit)
    row.builder.add(
        "activity_amounts",
        ActivityAmount(row.key, position, column.source, column.year, text, euros, share),
    )
    row.builder.record_provenance("activity_amounts", row.key, position, "amount_raw", cell)
    if column.source and column.source not in row.sources and (euros is None or euros):
        row.sources.append(column.source)


def _extra(row: RowOf, column: HeaderColumn, cell: Printed) -> None:
    """Words in a column of numbers are kept as printed."""
    keep_extra(row.builder, row.table, row.key, column.wordings[0], cell)


def _deadline(row: RowOf, column: HeaderColumn, cell: Printed) -> None:
    row.keep("deadline_raw", cell)
    row.values["deadline_year"] = values.deadline(cell.tidied) if cell.tidied else None


def _period(row: RowOf, column: HeaderColumn, cell: Printed) -> None:
    found = values.years_of(cell.tidied)
    if row.table == "actions":
        row.keep("period_raw", cell)
        found = values.years(cell.tidied) or found
        row.values["period_start"], row.values["period_end"] = found or (None, None)
        return
    row.keep("deadline_raw", cell)
    row.values["start_year"], row.values["deadline_year"] = found or (None, None)


def _start(row: RowOf, column: HeaderColumn, cell: Printed) -> None:
    found = values.years_of(cell.tidied)
    row.values["start_year"] = found[0] if found else None
    row.builder.record_provenance(row.table, row.key, None, "start_year", cell)


def mark(row: RowOf, column: HeaderColumn, cell: Printed, shaded: bool) -> None:
    """A cell in a column of a year, which is marked by a sign or by a shade that differs from its
    row.
    """
    if column.year is not None and (shaded or not _DASH.fullmatch(cell.text)):
        row.marked.append((column.year, cell))


def _results(row: RowOf, column: HeaderColumn, cell: Printed) -> None:
    read = numbered.results if column.field == "results" else numbered.indicators
    for item in read(cell):
        position = row.builder.next("indicators", row.key)
        number = item.number.tidied.rstrip(".)") if item.number else None
        row.builder.add("indicators", Indicator(row.key, position, number, item.text.tidied))
        if item.number:
            row.builder.record_provenance(
                "indicators", row.key, position, "number_raw", item.number
            )
        row.builder.record_provenance("indicators", row.key, position, "text", item.text)


def _priorities(row: RowOf, column: HeaderColumn, cell: Printed) -> None:
    position = 0
    pattern = _pattern(row, "priority")
    for found in numbered.references(cell, pattern, bare=False) if pattern else ():
        if found.target is None:
            row.builder.add_finding(
                "unparsed-value",
                found.printed,
                table="activity_priorities",
                key=row.key,
                column="priority_id",
            )
            continue
        position += 1
        row.builder.add("activity_priorities", ActivityPriority(row.key, position, found.target))
        row.builder.record_provenance(
            "activity_priorities", row.key, position, "priority_id", found.printed
        )


def _pattern(row: RowOf, role: str) -> Pattern | None:
    level = row.builder.profile.level(role)
    return level.pattern if level else None


def _references(row: RowOf, column: HeaderColumn, cell: Printed) -> None:
    """References of an action to its activities, or of an activity to its actions."""
    forward = row.table == "actions"
    pattern = _pattern(row, "activity" if forward else "action")
    if pattern is None:
        keep_extra(row.builder, row.table, row.key, column.wordings[0], cell)
        return
    for found in numbered.references(cell, pattern, bare=forward):
        if _DASH.fullmatch(found.printed.text):
            continue
        owner = row.key if forward else found.target
        if owner is None:
            row.builder.add_finding(
                "unparsed-value", found.printed, table=row.table, key=row.key, column="id_raw"
            )
            continue
        position = row.builder.next("action_activities", owner)
        target = found.target if forward else row.key
        row.builder.add(
            "action_activities", ActionActivity(owner, position, target, found.printed.tidied)
        )
        row.builder.record_provenance(
            "action_activities", owner, position, "ref_raw", found.printed
        )


def _more(row: RowOf, column: HeaderColumn, cell: Printed) -> None:
    name = column.name or ""
    row.keep(name, cell)
    if column.unsure:
        keep_extra(row.builder, row.table, row.key, column.wordings[0], cell)
    text = cell.tidied
    if column.kind == "amount":
        row.values[name] = _euros(text, column.unit)
    elif column.kind == "year":
        found = values.years_of(text)
        row.values[name] = found[0] if found else None
    elif column.kind == "share":
        row.values[name] = values.share(text)


def _end(row: RowOf, column: HeaderColumn, cell: Printed) -> None:
    row.keep("deadline_raw", cell)
    found = values.years_of(cell.tidied)
    row.values["deadline_year"] = found[1] if found else None


READERS: dict[str, Reader] = {
    "name": _name,
    "responsible": _responsible,
    "partners": _partners,
    "participants": _participants,
    "amount": _amount,
    "money": _money,
    "funding": _funding,
    "deadline": _deadline,
    "period": _period,
    "start": _start,
    "end": _end,
    "indicators": _results,
    "results": _results,
    "priorities": _priorities,
    "references": _references,
    "more": _more,
}


def finish(row: RowOf) -> None:
    """Values that depend on several cells: years by marks, sources by columns."""
    if row.marked:
        row.marked.sort(key=lambda item: item[0])
        (first, start), (last, end) = row.marked[0], row.marked[-1]
        row.values |= {"start_year": first, "deadline_year": last}
        for column, cell in (("start_year", start), ("deadline_year", end)):
            row.builder.record_provenance(row.table, row.key, None, column, cell)
    if row.sources and row.values.get("funding_raw") is None:
        row.items("activity_funding", ActivityFunding, row.sources)


def keep_extra(
    builder: PlanBuilder, table: str | None, key: str | None, header: str | None, cell: Printed
) -> None:
    """Keep a cell without a role."""
    if not cell.tidied:
        return
    builder.add("extras", Extra(table, key, header, cell.tidied))
    builder.record_provenance("extras", key or "", None, "value", cell)
    place = (table, header or "")
    before = builder.unknown.get(place)
    count = before.count + 1 if before else 1
    builder.unknown[place] = Unknown(before.first if before else cell, count)
