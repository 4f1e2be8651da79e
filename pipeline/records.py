"""`records`: Assembly → Plan. Meaning: ids, amounts, years, lists, and where each value stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import regex

from pipeline import items, lists, values
from pipeline.doubts import Span, missing_pages, page_findings
from pipeline.findings import finding
from pipeline.headers import HeaderCell
from pipeline.joining import Join
from pipeline.logical import Assembly, Heading, LogicalCell, LogicalRow, LogicalTable
from pipeline.model import Box, Line, PageFacts
from pipeline.plan import Plan, PlanMeta
from pipeline.printed import EMPTY, Printed, printed
from pipeline.profile import Profile
from pipeline.schema import (
    Action,
    ActionActivity,
    ActionParticipant,
    Activity,
    ActivityFunding,
    ActivityPartner,
    ActivityPriority,
    ActivityResponsible,
    Direction,
    HorizontalMeasure,
    Indicator,
    Paragraph,
    Principle,
    Priority,
    Provenance,
    Repair,
)
from pipeline.text import tidy

# Which column of which table the cell of a field becomes, for repairs.
_TARGETS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "actions": {
        "id": ("actions", "id_raw"),
        "name": ("actions", "name"),
        "participants": ("actions", "participants_raw"),
        "period": ("actions", "period_raw"),
        "references": ("action_activities", "ref_raw"),
    },
    "activities": {
        "id": ("activities", "id_raw"),
        "name": ("activities", "name"),
        "responsible": ("activities", "responsible_raw"),
        "partners": ("activities", "partners_raw"),
        "amount": ("activities", "amount_raw"),
        "funding": ("activities", "funding_raw"),
        "indicators": ("indicators", "text"),
        "priorities": ("activity_priorities", "priority_id"),
        "deadline": ("activities", "deadline_raw"),
    },
    "principles": {"priority": ("priorities", "name")},
}
_CHAPTER = regex.compile(r"(\d{1,2})\.?\s+\p{Lu}|(\d{1,2})\.(?=\p{Lu})")
_GOES_ON: re.Pattern[str] = re.compile(r"\s*\((?:turpinājums|turp\.)\)\s*$", re.IGNORECASE)
_NO_ID = "?"  # stands for the number of a row that is printed without an id


@dataclass(slots=True)
class _Draft:
    """Rows as they are found, table by table; the only mutable thing of this stage."""

    profile: Profile
    pages: Mapping[int, PageFacts]
    rows: dict[str, list[Any]] = field(default_factory=dict)
    seen: dict[str, dict[str, int]] = field(default_factory=dict)  # table → id → how often printed
    names: dict[tuple[str, str], str] = field(default_factory=dict)  # (table, id) → its first name
    differing: set[tuple[str, str]] = field(default_factory=set)
    headers: set[tuple[str, str]] = field(default_factory=set)
    spans: list[Span] = field(default_factory=list)
    priority: str | None = None
    direction: str | None = None
    chapter: str = "0"
    positions: dict[str, int] = field(default_factory=dict)  # paragraphs so far, by chapter

    def add(self, table: str, row: Any) -> None:
        self.rows.setdefault(table, []).append(row)

    def key(self, table: str, name: str) -> str:
        """The id, or the id with #2, #3 … where rows before carry it too."""
        counts = self.seen.setdefault(table, {})
        counts[name] = counts.get(name, 0) + 1
        return name if counts[name] == 1 else f"{name}#{counts[name]}"

    def place(self, page: int, box: Box) -> Box:
        """A box of the reading frame on the page as it is shown."""
        return self.pages[page].shown(box)

    def stands(
        self, table: str, key: str, position: int | None, column: str, value: Printed
    ) -> None:
        """Note where each line of a printed value stands."""
        for number, line in enumerate(value.lines, 1):
            box = self.place(line.page, line.box)
            self.add(
                "provenance",
                Provenance(table, key, position, column, number, line.page, *box, line.text),
            )

    def doubt(self, rule: str, value: Printed, **where: Any) -> None:
        """A finding at a printed value, around its lines on the page where it begins."""
        page = value.lines[0].page if value.lines else None
        boxes = [line.box for line in value.lines if line.page == page]
        around = (
            Box(
                min(box.x0 for box in boxes),
                min(box.top for box in boxes),
                max(box.x1 for box in boxes),
                max(box.bottom for box in boxes),
            )
            if boxes
            else None
        )
        self.add(
            "findings",
            finding(
                rule,
                value=value.tidied or None,
                page=page,
                box=self.place(page, around) if page and around else None,
                **where,
            ),
        )


def plan_of(assembly: Assembly, profile: Profile, meta: PlanMeta) -> Plan:
    """The tables of the plan, with provenance, repairs and what reading alone can find doubtful."""
    draft = _Draft(profile, {page.number: page for page in assembly.pages})
    for found in page_findings(assembly.pages):
        draft.add("findings", found)
    for item in assembly.flow:
        if isinstance(item, Heading):
            _heading(draft, item)
        elif item.kind == "actions":
            for row in item.rows:
                _action(draft, row)
            _matched(draft, item)
        elif item.kind == "activities":
            for row in item.rows:
                _activity(draft, row)
            _matched(draft, item)
        else:
            _principles(draft, item)
            _matched(draft, item)
    for leftover in assembly.leftovers:
        draft.add(
            "findings",
            finding(
                "unaccounted-text",
                value=leftover.text,
                page=leftover.page,
                box=draft.place(leftover.page, leftover.box),
            ),
        )
    referenced = [
        row.activity_id for row in draft.rows.get("action_activities", ()) if row.activity_id
    ]
    for found in missing_pages(draft.spans, referenced):
        draft.add("findings", found)
    tables = {name: tuple(rows) for name, rows in draft.rows.items()}
    metrics = {"words": {name: getattr(assembly.words, name) for name in _WORDS}}
    return Plan(meta=meta, metrics=metrics, **tables)


_WORDS = ("cell", "header", "heading", "paragraph", "furniture", "unaccounted")


# ── headings and text ───────────────────────────────────────────────────────────────────────────


def _heading(draft: _Draft, heading: Heading) -> None:
    text = printed(heading.block.lines, tuple(join.glue for join in heading.joins))
    if heading.block.kind == "heading":
        for kind, table in (("direction", "directions"), ("priority", "priorities")):
            found = values.label(draft.profile.ids[kind], text.text, values.DEPTH[kind])
            if found is not None:
                _named(draft, table, found[0], text, found[1])
                _rejoined(draft, table, found[0], "name", heading.joins)
                if kind == "priority":
                    draft.priority, draft.direction = found[0], None
                else:
                    draft.direction = found[0]
                return
    _paragraph(draft, heading, text)


def _named(draft: _Draft, table: str, name: str, text: Printed, at: int) -> None:
    """A priority, direction or principle met with its name: new, or told again."""
    own = text.part(at, len(text.text))
    first = draft.names.get((table, name))
    if first is not None:
        _same_name(draft, table, name, first, own)
        return
    draft.names[table, name] = own.tidied
    if table == "directions":
        draft.add(table, Direction(name, draft.priority, own.tidied or None))
        column = "direction_id"
    elif table == "priorities":
        draft.add(table, Priority(name, own.tidied or None))
        column = "priority_id"
    else:
        draft.add(table, Principle(name, own.tidied or None))
        column = "principle_id"
    draft.stands(table, name, None, column, text.part(0, at))
    draft.stands(table, name, None, "name", own)


def _same_name(draft: _Draft, table: str, name: str, first: str, again: Printed) -> None:
    told = again.tidied
    if told and _plain(told) != _plain(first) and (table, name) not in draft.differing:
        draft.differing.add((table, name))
        draft.doubt("label-differs", again, table=table, key=name, column="name", name=first)


def _plain(text: str) -> str:
    """Names are one where they differ in nothing but a note that the table goes on."""
    return _GOES_ON.sub("", text).rstrip(" .")


def _paragraph(draft: _Draft, heading: Heading, text: Printed) -> None:
    kind = heading.block.kind
    whole = text.tidied
    if kind == "heading":
        match = _CHAPTER.match(whole)
        if match:
            draft.chapter = match.group(1) or match.group(2)
    rows = draft.rows.setdefault("paragraphs", [])
    position = draft.positions[draft.chapter] = draft.positions.get(draft.chapter, 0) + 1
    key = f"{draft.chapter}/{position}"
    rows.append(Paragraph(draft.chapter, position, kind, whole, heading.block.page))
    draft.stands("paragraphs", key, position, "text", text)
    _rejoined(draft, "paragraphs", key, "text", heading.joins)


# ── rows ────────────────────────────────────────────────────────────────────────────────────────


def _value(row: LogicalRow, name: str) -> Printed:
    cell = row.cell(name)
    return printed(cell.lines, cell.glues) if cell is not None and cell.lines else EMPTY


def _row_id(draft: _Draft, kind: str, table: str, text: Printed) -> str:
    """The canonical id of a row; as printed where it is none, `A ?` where none is printed."""
    letters, depth = draft.profile.ids[kind], values.DEPTH[kind]
    found = (
        values.canonical(letters, text.text, depth, bare=True)
        or values.canonical(letters, text.text.replace(" ", ""), depth, bare=True)
        or text.tidied
        or f"{letters} {_NO_ID}"
    )
    return draft.key(table, found)


def _action(draft: _Draft, row: LogicalRow) -> None:
    ident, name = _value(row, "id"), _value(row, "name")
    people, period = _value(row, "participants"), _value(row, "period")
    key = _row_id(draft, "action", "actions", ident)
    _spans(draft, "actions", key, ident)
    years = values.years(period.tidied)
    start, end = years or (None, None)
    draft.add(
        "actions",
        Action(
            key,
            _id_raw(ident),
            draft.direction,
            name.tidied or None,
            people.tidied or None,
            period.tidied or None,
            start,
            end,
        ),
    )
    for column, value in (
        ("id_raw", ident),
        ("name", name),
        ("participants_raw", people),
        ("period_raw", period),
    ):
        draft.stands("actions", key, None, column, value)
    for position, item in enumerate(lists.cut(people.tidied, whole=draft.profile.whole), 1):
        draft.add("action_participants", ActionParticipant(key, position, item))
    letters, depth = draft.profile.ids["activity"], values.DEPTH["activity"]
    for position, found in enumerate(
        items.references(_value(row, "references"), letters, depth, bare=True), 1
    ):
        draft.add(
            "action_activities", ActionActivity(key, position, found.target, found.printed.tidied)
        )
        draft.stands("action_activities", key, position, "ref_raw", found.printed)
    _repaired(draft, "actions", key, row)


def _spans(draft: _Draft, table: str, key: str, ident: Printed) -> None:
    if ident.lines:
        line = ident.lines[0]
        draft.spans.append(Span(table, key, line.page, draft.place(line.page, line.box)))


def _id_raw(ident: Printed) -> str | None:
    return ident.tidied or None


def _activity(draft: _Draft, row: LogicalRow) -> None:
    ident, amount, deadline = _value(row, "id"), _value(row, "amount"), _value(row, "deadline")
    key = _row_id(draft, "activity", "activities", ident)
    _spans(draft, "activities", key, ident)
    texts = {name: _value(row, name) for name in ("name", "responsible", "partners", "funding")}
    euros: Decimal | None = values.amount(amount.tidied) if amount.tidied else None
    draft.add(
        "activities",
        Activity(
            key,
            _id_raw(ident),
            texts["name"].tidied or None,
            texts["responsible"].tidied or None,
            texts["partners"].tidied or None,
            amount.tidied or None,
            euros,
            texts["funding"].tidied or None,
            deadline.tidied or None,
            values.deadline(deadline.tidied) if deadline.tidied else None,
        ),
    )
    printed_values = (
        ("id_raw", ident),
        ("name", texts["name"]),
        ("responsible_raw", texts["responsible"]),
        ("partners_raw", texts["partners"]),
        ("amount_raw", amount),
        ("funding_raw", texts["funding"]),
        ("deadline_raw", deadline),
    )
    for column, value in printed_values:
        draft.stands("activities", key, None, column, value)
    _activity_lists(draft, key, texts)
    _indicators(draft, key, _value(row, "indicators"))
    _priorities(draft, key, _value(row, "priorities"))
    _repaired(draft, "activities", key, row)


def _activity_lists(draft: _Draft, key: str, texts: Mapping[str, Printed]) -> None:
    profile = draft.profile
    bodies = lists.names(texts["responsible"].tidied, profile.bodies, ",;/", profile.whole)
    for position, item in enumerate(bodies, 1):
        draft.add("activity_responsible", ActivityResponsible(key, position, item.text))
    for position, name in enumerate(lists.cut(texts["partners"].tidied, whole=profile.whole), 1):
        draft.add("activity_partners", ActivityPartner(key, position, name))
    sources = lists.names(texts["funding"].tidied, profile.sources, ",;", profile.whole)
    for position, item in enumerate(sources, 1):
        draft.add("activity_funding", ActivityFunding(key, position, item.text))
    for column, found, value in (
        ("responsible_raw", bodies, texts["responsible"]),
        ("funding_raw", sources, texts["funding"]),
    ):
        unknown = [item.text for item in found if not item.known]
        if unknown:
            place = next(
                (line for line in value.lines if unknown[0].split()[0] in line.text), value.lines[0]
            )
            draft.add(
                "findings",
                finding(
                    "unknown-name",
                    table="activities",
                    key=key,
                    column=column,
                    value="; ".join(unknown),
                    page=place.page,
                    box=draft.place(place.page, place.box),
                ),
            )


def _indicators(draft: _Draft, key: str, cell: Printed) -> None:
    for position, item in enumerate(items.indicators(cell), 1):
        number = item.number.tidied.rstrip(".") if item.number else None
        draft.add("indicators", Indicator(key, position, number, item.text.tidied))
        if item.number:
            draft.stands("indicators", key, position, "number_raw", item.number)
        draft.stands("indicators", key, position, "text", item.text)


def _priorities(draft: _Draft, key: str, cell: Printed) -> None:
    position = 0
    for found in items.references(
        cell, draft.profile.ids["priority"], values.DEPTH["priority"], bare=False
    ):
        if found.target is None:
            draft.doubt(
                "unparsed-value",
                found.printed,
                table="activity_priorities",
                key=key,
                column="priority_id",
            )
            continue
        position += 1
        draft.add("activity_priorities", ActivityPriority(key, position, found.target))
        draft.stands("activity_priorities", key, position, "priority_id", found.printed)


def _principles(draft: _Draft, table: LogicalTable) -> None:
    letters = draft.profile.ids["principle"]
    for head_cell, joins in table.header:
        if head_cell.field and head_cell.field.startswith(letters) and head_cell.lines:
            text = printed(head_cell.lines, tuple(join.glue for join in joins))
            found = values.label(letters, text.text, 1)
            if found:
                _named(draft, "principles", found[0], text, found[1])
                _rejoined(draft, "principles", found[0], "name", joins)
    for row in table.rows:
        head = _value(row, "priority")
        found = values.label(draft.profile.ids["priority"], head.text, 1)
        priority = found[0] if found else head.tidied or f"{draft.profile.ids['priority']} {_NO_ID}"
        if found:
            _named(draft, "priorities", priority, head, found[1])
        else:
            draft.doubt(
                "unparsed-value",
                head,
                table="horizontal_measures",
                key=priority,
                column="priority_id",
            )
        for cell in row.cells:
            if not cell.field.startswith(letters):
                continue
            for position, text in enumerate(items.measures(printed(cell.lines, cell.glues)), 1):
                draft.add(
                    "horizontal_measures",
                    HorizontalMeasure(priority, cell.field, position, text.tidied),
                )
                draft.stands(
                    "horizontal_measures", f"{priority}/{cell.field}", position, "text", text
                )
        _repaired(draft, "principles", priority, row)


# ── repairs ─────────────────────────────────────────────────────────────────────────────────────


def _repaired(draft: _Draft, kind: str, key: str, row: LogicalRow) -> None:
    table = "horizontal_measures" if kind == "principles" else kind
    for stitch in row.stitches:
        draft.add(
            "repairs",
            Repair(
                "row-stitched",
                table,
                key,
                None,
                stitch.page,
                tidy(stitch.remainder),
                key,
                stitch.reason,
                stitch.confidence,
            ),
        )
    for cell in row.cells:
        target, column = _TARGETS[kind].get(cell.field, ("horizontal_measures", "text"))
        own = f"{key}/{cell.field}" if target == "horizontal_measures" else key
        _rejoined(draft, target, own, column, cell.joins)
        if cell.field in row.shared:
            _shared(draft, target, own, column, cell)


def _shared(draft: _Draft, table: str, key: str, column: str, cell: LogicalCell) -> None:
    draft.add(
        "repairs",
        Repair(
            "cell-shared",
            table,
            key,
            column,
            cell.pieces[0][0] if cell.pieces else None,
            None,
            tidy(cell.text),
            "its cell is merged with the row above",
            0.8,
        ),
    )


def _rejoined(draft: _Draft, table: str, key: str, column: str, joins: Sequence[Join]) -> None:
    for join in joins:
        if join.kind:
            draft.add(
                "repairs",
                Repair(
                    join.kind,
                    table,
                    key,
                    column,
                    join.page,
                    tidy(join.before),
                    tidy(join.after),
                    join.reason,
                    join.confidence,
                ),
            )


def _matched(draft: _Draft, table: LogicalTable) -> None:
    """Headers that differ from the profile's wording, each difference once."""
    for cell, joins in table.header:
        if cell.field is None or cell.wording is None or cell.score >= 1.0:
            continue
        text = printed(cell.lines, tuple(join.glue for join in joins)).tidied
        if (cell.field, text) in draft.headers:
            continue
        draft.headers.add((cell.field, text))
        draft.add("repairs", _header_repair(table.kind, cell, text))


def _header_repair(kind: str, cell: HeaderCell, text: str) -> Repair:
    target, column = _TARGETS[kind][cell.field or ""]
    first: Line = cell.lines[0]
    return Repair(
        "header-matched",
        target,
        None,
        column,
        first.page,
        text,
        cell.wording,
        "the header is like this wording of the profile",
        cell.score,
    )
