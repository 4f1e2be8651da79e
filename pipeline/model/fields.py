"""Fields: the meanings of columns in plans, used by reading, checks and comparison.

A field declares where the cells of a column go: the column for the printed text, the columns of
parsed values, and the table of items for lists.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pipeline.model.levels import CONTAINERS


@dataclass(frozen=True, slots=True)
class Field:
    """The destinations of the cells of a column."""

    raw: str | None  # the column of the row's table with the printed text
    values: tuple[str, ...] = ()  # the columns that are parsed from it
    items: tuple[str, str] | None = None  # the table of its items, and their column
    parsed_items: bool = False  # whether its items have their own lines on the page

    def target(self, table: str) -> tuple[str, str]:
        """The table and column that show the cell's value."""
        if self.items is not None and (self.raw is None or self.parsed_items):
            return self.items
        return table, self.raw or self.values[0]


ACTIONS: Mapping[str, Field] = {
    "id": Field("id_raw"),
    "name": Field("name"),
    "participants": Field("participants_raw", items=("action_participants", "participant")),
    "period": Field("period_raw", ("period_start", "period_end")),
    "references": Field(None, items=("action_activities", "ref_raw"), parsed_items=True),
}
ACTIVITIES: Mapping[str, Field] = {
    "id": Field("id_raw"),
    "name": Field("name"),
    "responsible": Field("responsible_raw", items=("activity_responsible", "organisation")),
    "partners": Field("partners_raw", items=("activity_partners", "partner")),
    "amount": Field("amount_raw", ("amount_eur",)),
    "funding": Field("funding_raw", items=("activity_funding", "source")),
    "indicators": Field(None, items=("indicators", "text"), parsed_items=True),
    "results": Field(None, items=("indicators", "text"), parsed_items=True),
    "priorities": Field(None, items=("activity_priorities", "priority_id"), parsed_items=True),
    "references": Field(None, items=("action_activities", "ref_raw"), parsed_items=True),
    "deadline": Field("deadline_raw", ("deadline_year",)),
    "period": Field("deadline_raw", ("start_year", "deadline_year")),
    "start": Field(None, ("start_year",)),
    "end": Field("deadline_raw", ("deadline_year",)),
    "mark": Field(None, ("start_year", "deadline_year")),
    "money": Field(None, items=("activity_amounts", "amount_raw"), parsed_items=True),
}
OUTCOMES: Mapping[str, Field] = {
    "id": Field("number_raw"),
    "name": Field("name"),
    "unit": Field("unit"),
    "base": Field("base_raw", ("base_value",)),
    "target": Field("target_raw", ("target_value",)),
    "data_source": Field("data_source"),
}
ABBREVIATIONS: Mapping[str, Field] = {"short": Field("short"), "long": Field("long")}

# The fields by table; a table of principles has a column per principle, found by the id in its
# header.
BY_TABLE: Mapping[str, Mapping[str, Field]] = {
    "actions": ACTIONS,
    "activities": ACTIVITIES,
    "outcome_indicators": OUTCOMES,
    "abbreviations": ABBREVIATIONS,
}
# The kinds of tables in a PDF, and the fields that identify their rows, best first.
KINDS: Mapping[str, tuple[str, ...]] = {
    "actions": ("id", "name"),
    "activities": ("id", "name"),
    "principles": ("priority",),
    "hierarchy": CONTAINERS[::-1],
    "outcome_indicators": ("id", "name"),
    "abbreviations": ("short",),
    "totals": ("label",),
}
_CELLS = [name for own in BY_TABLE.values() for name in own]
NAMES = tuple(dict.fromkeys([*_CELLS, *CONTAINERS, "more", "label"]))
# The kinds of additional columns of a plan, and the types of their values.
KIND_TYPES: Mapping[str, type] = {
    "text": str,
    "list": str,
    "amount": Decimal,
    "year": int,
    "date": str,
    "share": float,
    "mark": str,
}

# Descriptions of the kinds of tables, fields and kinds of columns, for `docs/profile-reference.md`.
ABOUT_KINDS: Mapping[str, str] = {
    "actions": "rows are actions or tasks",
    "activities": "rows are activities, measures or projects",
    "principles": "priorities down, horizontal principles across, measures in the cells",
    "hierarchy": "levels only, one column per level",
    "outcome_indicators": "rows are indicators of outcome",
    "abbreviations": "rows are abbreviations",
    "totals": "rows are sums",
}
ABOUT_NAMES: Mapping[str, str] = {
    "id": "the printed id or number of the row",
    "name": "what the row is about",
    "participants": "a list of who takes part in an action",
    "period": "first and last year; a single year is both",
    "references": "ids of the activities of an action, or of the actions of an activity",
    "responsible": "a list of responsible bodies",
    "partners": "a list of partners",
    "amount": "the amount of the whole row",
    "funding": "a list of sources of funding",
    "indicators": "results, each at a line's start with its number",
    "results": "results, numbered or parted by semicolons",
    "priorities": "ids of the priorities that the row serves",
    "deadline": "the year by which it is done; of a range the last",
    "start": "the first year, where it has a column of its own",
    "end": "the last year, where it has a column of its own",
    "mark": "a mark, or a shaded cell, under a `year`",
    "money": "a part of the amount, by `source`, by `year` or by both",
    "unit": "of an indicator of outcome: its unit",
    "base": "its value to begin with; the year stands in the header",
    "target": "its value to be reached; the year stands in the header",
    "data_source": "where its values come from",
    "short": "an abbreviation",
    "long": "what it stands for",
    "goal": "the goal that the row stands under, merged over its rows or not",
    "priority": "the priority that the row stands under, merged or not",
    "direction": "the direction that the row stands under, merged or not",
    "action": "the action that the row stands under, merged or not",
    "more": "a column of the plan's own, kept under its `name`",
    "label": "of sums: what they are of",
}
ABOUT_KIND_TYPES: Mapping[str, str] = {
    "text": "text as printed",
    "list": "a list as printed",
    "amount": "an amount, in euro in the tables",
    "year": "a year",
    "date": "a date as printed",
    "share": "per cent",
    "mark": "a mark as printed",
}
