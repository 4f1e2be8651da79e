"""`records`: Assembly → Plan. Meaning: ids, amounts, years, lists, and where each value stands."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from pipeline.layout.page_doubts import Span, missing_pages, page_findings
from pipeline.model import values
from pipeline.model.findings import finding
from pipeline.model.plan import Plan, PlanMeta
from pipeline.model.profile import Profile
from pipeline.model.schema import (
    Action,
    ActionActivity,
    ActionParticipant,
    Activity,
    ActivityFunding,
    ActivityPartner,
    ActivityPriority,
    ActivityResponsible,
    HorizontalMeasure,
    Indicator,
)
from pipeline.records import name_lists, numbered
from pipeline.records.builder import Draft
from pipeline.records.level_headings import named, take_heading
from pipeline.records.printed import EMPTY, Printed, printed
from pipeline.records.repairs import matched, rejoined, repaired
from pipeline.tables.logical import Assembly, Heading, LogicalRow, LogicalTable

_NO_ID = "?"  # stands for the number of a row that is printed without an id


def plan_of(assembly: Assembly, profile: Profile, meta: PlanMeta) -> Plan:
    """The tables of the plan, with provenance, repairs and what reading alone can find doubtful."""
    draft = Draft(profile, {page.number: page for page in assembly.pages})
    for found in page_findings(assembly.pages):
        draft.add("findings", found)
    for item in assembly.flow:
        if isinstance(item, Heading):
            take_heading(draft, item)
        elif item.kind == "actions":
            for row in item.rows:
                _action(draft, row)
            matched(draft, item)
        elif item.kind == "activities":
            for row in item.rows:
                _activity(draft, row)
            matched(draft, item)
        else:
            _principles(draft, item)
            matched(draft, item)
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
# ── rows ────────────────────────────────────────────────────────────────────────────────────────


def _value(row: LogicalRow, name: str) -> Printed:
    cell = row.cell(name)
    return printed(cell.lines, cell.glues) if cell is not None and cell.lines else EMPTY


def _row_id(draft: Draft, kind: str, table: str, text: Printed) -> str:
    """The canonical id of a row; as printed where it is none, `A ?` where none is printed."""
    letters, depth = draft.profile.ids[kind], values.DEPTH[kind]
    found = (
        values.canonical(letters, text.text, depth, bare=True)
        or values.canonical(letters, text.text.replace(" ", ""), depth, bare=True)
        or text.tidied
        or f"{letters} {_NO_ID}"
    )
    return draft.key(table, found)


def _action(draft: Draft, row: LogicalRow) -> None:
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
    for position, item in enumerate(name_lists.cut(people.tidied, whole=draft.profile.whole), 1):
        draft.add("action_participants", ActionParticipant(key, position, item))
    letters, depth = draft.profile.ids["activity"], values.DEPTH["activity"]
    for position, found in enumerate(
        numbered.references(_value(row, "references"), letters, depth, bare=True), 1
    ):
        draft.add(
            "action_activities", ActionActivity(key, position, found.target, found.printed.tidied)
        )
        draft.stands("action_activities", key, position, "ref_raw", found.printed)
    repaired(draft, "actions", key, row)


def _spans(draft: Draft, table: str, key: str, ident: Printed) -> None:
    if ident.lines:
        line = ident.lines[0]
        draft.spans.append(Span(table, key, line.page, draft.place(line.page, line.box)))


def _id_raw(ident: Printed) -> str | None:
    return ident.tidied or None


def _activity(draft: Draft, row: LogicalRow) -> None:
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
    repaired(draft, "activities", key, row)


def _activity_lists(draft: Draft, key: str, texts: Mapping[str, Printed]) -> None:
    profile = draft.profile
    bodies = name_lists.names(texts["responsible"].tidied, profile.bodies, ",;/", profile.whole)
    for position, item in enumerate(bodies, 1):
        draft.add("activity_responsible", ActivityResponsible(key, position, item.text))
    for position, name in enumerate(
        name_lists.cut(texts["partners"].tidied, whole=profile.whole), 1
    ):
        draft.add("activity_partners", ActivityPartner(key, position, name))
    sources = name_lists.names(texts["funding"].tidied, profile.sources, ",;", profile.whole)
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


def _indicators(draft: Draft, key: str, cell: Printed) -> None:
    for position, item in enumerate(numbered.indicators(cell), 1):
        number = item.number.tidied.rstrip(".") if item.number else None
        draft.add("indicators", Indicator(key, position, number, item.text.tidied))
        if item.number:
            draft.stands("indicators", key, position, "number_raw", item.number)
        draft.stands("indicators", key, position, "text", item.text)


def _priorities(draft: Draft, key: str, cell: Printed) -> None:
    position = 0
    for found in numbered.references(
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


def _principles(draft: Draft, table: LogicalTable) -> None:
    letters = draft.profile.ids["principle"]
    for head_cell, joins in table.header:
        if head_cell.field and head_cell.field.startswith(letters) and head_cell.lines:
            text = printed(head_cell.lines, tuple(join.glue for join in joins))
            found = values.label(letters, text.text, 1)
            if found:
                named(draft, "principles", found[0], text, found[1])
                rejoined(draft, "principles", found[0], "name", joins)
    for row in table.rows:
        head = _value(row, "priority")
        found = values.label(draft.profile.ids["priority"], head.text, 1)
        priority = found[0] if found else head.tidied or f"{draft.profile.ids['priority']} {_NO_ID}"
        if found:
            named(draft, "priorities", priority, head, found[1])
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
            for position, text in enumerate(numbered.measures(printed(cell.lines, cell.glues)), 1):
                draft.add(
                    "horizontal_measures",
                    HorizontalMeasure(priority, cell.field, position, text.tidied),
                )
                draft.stands(
                    "horizontal_measures", f"{priority}/{cell.field}", position, "text", text
                )
        repaired(draft, "principles", priority, row)
