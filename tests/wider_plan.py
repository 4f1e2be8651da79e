"""A plan with tables and columns that Zemgale's lacks, declared as any plan may declare them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from pipeline.model import schema
from pipeline.model.plan import Plan, PlanMeta
from pipeline.model.schema import (
    Action,
    ActionActivity,
    Activity,
    ActivityPriority,
    Column,
    Direction,
    ForeignKey,
    Priority,
    Table,
    Text,
)


def _columns(**kinds: tuple[type, bool]) -> tuple[Column, ...]:
    """`kinds` are the kind of each column and whether it is printed."""
    return tuple(
        Column(name, kind, True, Text(name, name), Text(name, name), printed)
        for name, (kind, printed) in kinds.items()
    )


@dataclass(frozen=True)
class ActivityAmount:
    """Money of an activity by source and year."""

    activity_id: str
    position: int
    source: str | None
    year: int | None
    amount_raw: str
    amount_eur: Decimal | None


@dataclass(frozen=True)
class Total:
    """A printed sum of a level, or of the whole plan."""

    scope: str | None
    position: int
    label_raw: str | None
    source: str | None
    year: int | None
    amount_raw: str
    amount_eur: Decimal | None


@dataclass(frozen=True)
class Abbreviation:
    """An abbreviation that the plan explains."""

    position: int
    short: str
    long: str | None


@dataclass(frozen=True)
class OutcomeIndicator:
    """An indicator of the whole plan."""

    position: int
    name: str
    target_raw: str | None


@dataclass(frozen=True)
class NestedActivity(Activity):
    """An activity with the row it is nested in, and a column that only this plan has."""

    parent_id: str | None = None
    territory: str | None = None


MONEY = {
    "source": (str, False),
    "year": (int, False),
    "amount_raw": (str, True),
    "amount_eur": (Decimal, False),
}
OWNED = ForeignKey(("activity_id",), "activities", ("activity_id",))
WIDER = {
    "activity_amounts": Table(
        "activity_amounts", ActivityAmount, Text("Finansējums pa avotiem", "Money by source"),
        Text("Finansējums pa avotiem", "Money by source"), ("activity_id", "position"), (OWNED,),
        _columns(activity_id=(str, False), position=(int, False), **MONEY),
    ),
    "totals": Table(
        "totals", Total, Text("Kopsummas", "Totals"), Text("Iespiestās summas", "Printed sums"),
        ("scope", "position"), (),
        _columns(scope=(str, False), position=(int, False), label_raw=(str, True), **MONEY),
    ),
    "outcome_indicators": Table(
        "outcome_indicators", OutcomeIndicator, Text("Rezultatīvie rādītāji", "Outcomes"),
        Text("Rezultatīvie rādītāji", "Outcomes"), ("position",), (),
        _columns(position=(int, False), name=(str, True), target_raw=(str, True)),
    ),
    "abbreviations": Table(
        "abbreviations", Abbreviation, Text("Saīsinājumi", "Abbreviations"),
        Text("Saīsinājumi", "Abbreviations"), ("position",), (),
        _columns(position=(int, False), short=(str, True), long=(str, True)),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class WiderPlan(Plan):
    """A plan with the tables above."""

    activity_amounts: tuple[ActivityAmount, ...] = ()
    totals: tuple[Total, ...] = ()
    outcome_indicators: tuple[OutcomeIndicator, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()


def declare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have these tables declared beside the others, and the new columns of activities."""
    usual = {name: table for name, table in schema.tables().items() if name not in WIDER}
    activities = usual["activities"]
    more = _columns(parent_id=(str, False), territory=(str, True))
    known = {column.name for column in activities.columns}
    usual["activities"] = Table(
        activities.name, NestedActivity, activities.label, activities.about, activities.key,
        activities.foreign,
        (*activities.columns, *(column for column in more if column.name not in known)),
    )  # fmt: skip
    tables = {**usual, **WIDER}
    tables["changes"] = tables.pop("changes")
    monkeypatch.setattr(schema, "tables", lambda: tables)


def activity(key: str, name: str, parent: str, amount: str | None = None, **more: Any) -> Any:
    """A row of activities, nested in `parent`."""
    values = dict.fromkeys(
        ("responsible_raw", "partners_raw", "funding_raw", "deadline_raw", "deadline_year")
    )
    amount_eur = None if amount is None else Decimal(amount)
    return NestedActivity(
        activity_id=key, id_raw=f"{key}.", name=name, amount_raw=amount, amount_eur=amount_eur,
        parent_id=parent, **{**values, **more},
    )  # fmt: skip


def amount(key: str, position: int, source: str, year: int, value: str) -> ActivityAmount:
    """Money of an activity from one source in one year."""
    return ActivityAmount(key, position, source, year, value, Decimal(value))


def wider_plan(**changed: Any) -> WiderPlan:
    """A municipality's plan: two priorities, measures by source and year, totals."""
    tables: dict[str, Any] = {
        "priorities": (Priority("VTP1", "Droša vide"), Priority("VTP2", "Gudra pārvalde")),
        "directions": (Direction("RV1.1", "VTP1", "Ceļi"), Direction("RV2.1", "VTP2", "Dati")),
        "actions": tuple(
            Action(key, key, direction, name, None, None, None, None)
            for key, direction, name in (
                ("U1.1.1", "RV1.1", "Atjaunot grants ceļus"),
                ("U2.1.1", "RV2.1", "Atvērt pašvaldības datus"),
            )
        ),
        "activities": (
            activity("1.1.1.1", "Ceļa Vecumi–Jaunumi pārbūve", "U1.1.1", "300000.00",
                     territory="Vecumu pagasts"),
            activity("1.1.1.2", "Tilta pār Svēti atjaunošana", "U1.1.1", "90000.00",
                     territory="Pilsēta"),
            activity("2.1.1.1", "Datu portāla izveide", "U2.1.1", "50000.00"),
        ),
        "action_activities": tuple(
            ActionActivity(action, position, key, None)  # type: ignore[arg-type]
            for action, position, key in (
                ("U1.1.1", 1, "1.1.1.1"), ("U1.1.1", 2, "1.1.1.2"), ("U2.1.1", 1, "2.1.1.1"),
            )
        ),
        "activity_priorities": (ActivityPriority("2.1.1.1", 1, "VTP1"),),
        "activity_amounts": (
            amount("1.1.1.1", 1, "ES fondi", 2022, "200000.00"),
            amount("1.1.1.1", 2, "Pašvaldība", 2022, "100000.00"),
            amount("1.1.1.2", 1, "Pašvaldība", 2023, "90000.00"),
            amount("2.1.1.1", 1, "ES fondi", 2022, "50000.00"),
        ),
        "totals": (
            Total("VTP1", 1, "Kopā VTP1", None, None, "390000.00", Decimal("390000.00")),
            Total(None, 1, "Pavisam kopā", None, None, "450000.00", Decimal("450000.00")),
        ),
        "outcome_indicators": (OutcomeIndicator(1, "Atjaunoti ceļi, km", "40"),),
        "abbreviations": (Abbreviation(1, "ES", "Eiropas Savienība"),),
    }  # fmt: skip
    meta = PlanMeta("municipality", "Izdomāts novads: rīcības plāns", (2022, 2027), None, 8, None,
                    "municipality")  # fmt: skip
    return WiderPlan(meta, **{**tables, **changed})
