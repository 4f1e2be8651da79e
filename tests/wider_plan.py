"""A made-up municipality's plan: nested rows, other ids, money by source and year, a column of its
own.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pipeline.model import profile
from pipeline.model.plan import Plan, PlanMeta
from pipeline.model.schema import (
    Abbreviation,
    Action,
    ActionActivity,
    ActivityAmount,
    ActivityPriority,
    Direction,
    OutcomeIndicator,
    Priority,
    Total,
)

PROFILE = profile.parse(
    {
        "name": "municipality",
        "levels": {
            "priority": {"pattern": "VTP#", "seen": ["heading"],
                         "label": "Vidēja termiņa prioritāte",
                         "plural": "Vidēja termiņa prioritātes"},
            "direction": {"pattern": "RV#.#", "seen": ["band"]},
            "action": {"pattern": "U#.#.#", "seen": ["band"], "label": "Uzdevums",
                       "plural": "Uzdevumi", "label_en": "Task", "plural_en": "Tasks"},
            "activity": {"pattern": "#.#.#.#", "seen": ["row"], "label": "Pasākums",
                         "plural": "Pasākumi", "label_en": "Measure", "plural_en": "Measures"},
        },
        "tables": [
            {"kind": "activities", "nested": True, "columns": [
                {"field": "id", "headers": ["Nr."]},
                {"field": "name", "headers": ["Pasākums"]},
                {"field": "more", "name": "territory", "label": "Teritorija",
                 "headers": ["Teritorija"]},
            ]},
        ],
    },
    "municipality",
)  # fmt: skip
NestedActivity = PROFILE.declared["activities"].row


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
    return ActivityAmount(key, position, source, year, value, Decimal(value), None)


def wider_plan(**changed: Any) -> Plan:
    """A municipality's plan: two priorities, measures by source and year, totals."""
    tables: dict[str, Any] = {
        "priorities": (Priority("VTP1", "Droša vide"), Priority("VTP2", "Gudra pārvalde")),
        "directions": (
            Direction("RV1.1", "VTP1", "Ceļi", "VTP1"), Direction("RV2.1", "VTP2", "Dati", "VTP2"),
        ),
        "actions": tuple(
            Action(key, key, direction, name, None, None, None, None, direction)
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
            ActionActivity(action, position, key, None)
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
        "outcome_indicators": (
            OutcomeIndicator(
                1, "1.", "Atjaunoti ceļi", "km", "0", 0.0, 2021, "40", 40.0, 2027, "CSP"
            ),
        ),
        "abbreviations": (Abbreviation(1, "ES", "Eiropas Savienība"),),
    }  # fmt: skip
    meta = PlanMeta("municipality", "Izdomāts novads: rīcības plāns", (2022, 2027), None, 8, None,
                    "municipality", model=PROFILE)  # fmt: skip
    return Plan(meta, **{**tables, **changed})
