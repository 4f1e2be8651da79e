"""Invented plans for property tests: a draft is edited freely and numbered only when rendered."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from pipeline.model import schema
from pipeline.model.plan import Plan, PlanMeta

WORDS = [
    "izveidot",
    "attīstīt",
    "veicināt",
    "nodrošināt",
    "koordinēt",
    "pašvaldību",
    "tūrisma",
    "izglītības",
    "transporta",
    "enerģētikas",
    "kultūras",
    "sociālo",
    "veselības",
    "jauniešu",
    "uzņēmēju",
    "ceļu",
    "dzelzceļa",
    "ūdens",
    "atkritumu",
    "parku",
    "muzeju",
    "bibliotēku",
    "sporta",
    "zinātnes",
    "inovāciju",
    "sadarbību",
    "pētījumu",
    "stratēģiju",
    "centru",
    "tīklu",
    "programmu",
    "apmācības",
    "semināru",
    "infrastruktūru",
    "pakalpojumu",
    "kvalitāti",
    "pieejamību",
    "drošību",
    "vides",
    "mežu",
    "lauksaimniecības",
    "amatniecības",
    "eksporta",
    "digitālo",
    "karti",
    "pieredzes",
    "apmaiņu",
    "reģionā",
    "novados",
]
BODIES = ("ZPR", "VARAM", "pašvaldības", "LIAA", "NVO", "uzņēmēji", "ZREA", "LLU", "skolas", "TIC")


@dataclass(eq=False)
class Part:
    """An activity, action, direction or priority: compared by identity."""

    name: str
    serial: int = 0
    beneath: list[Part] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    amount: int = 0
    year: int = 2020
    refs: list[Part] = field(default_factory=list)


@dataclass(eq=False)
class Draft:
    """Priorities with directions with actions, and the activities of each priority."""

    priorities: list[Part]
    activities: list[list[Part]]

    def all_activities(self) -> list[Part]:
        return [activity for chapter in self.activities for activity in chapter]

    def directions(self) -> list[Part]:
        return [part for priority in self.priorities for part in priority.beneath]

    def actions(self) -> list[Part]:
        return [part for direction in self.directions() for part in direction.beneath]


def sentence(draw: random.Random, least: int = 5, most: int = 9) -> str:
    return " ".join(draw.sample(WORDS, k=draw.randint(least, most)))


def activity(draw: random.Random) -> Part:
    return Part(
        sentence(draw),
        bodies=draw.sample(BODIES, k=draw.randint(1, 4)),
        texts=[sentence(draw, 3, 6) for _ in range(draw.randint(1, 3))],
        amount=draw.randint(1, 900) * 1_000,
        year=draw.randint(2015, 2020),
    )


def draft(draw: random.Random, priorities: int = 3, most: int = 6) -> Draft:
    made = Draft([], [])
    for _ in range(priorities):
        directions = [
            Part(
                sentence(draw),
                beneath=[
                    Part(sentence(draw), bodies=draw.sample(BODIES, k=draw.randint(1, 4)))
                    for _ in range(draw.randint(1, 3))
                ],
            )
            for _ in range(draw.randint(1, 3))
        ]
        made.priorities.append(
            Part(sentence(draw), beneath=directions, texts=[sentence(draw, 3, 6)])
        )
        made.activities.append([activity(draw) for _ in range(draw.randint(1, most))])
    everything = made.all_activities()
    for action in made.actions():
        action.refs = draw.sample(everything, k=min(len(everything), draw.randint(0, 4)))
    for part in everything:
        part.refs = draw.sample(made.priorities, k=draw.randint(1, 2))
    return made


def drafts(**limits: int) -> st.SearchStrategy[Draft]:
    return st.randoms(use_true_random=False).map(lambda draw: draft(draw, **limits))


def numbers(made: Draft) -> dict[Part, str]:
    """The ids that the parts get by their places."""
    ids: dict[Part, str] = {}
    for p, priority in enumerate(made.priorities, 1):
        ids[priority] = f"P{p}"
        for d, direction in enumerate(priority.beneath, 1):
            ids[direction] = f"RV {p}.{d}"
            for a, action in enumerate(direction.beneath, 1):
                ids[action] = f"R {p}.{d}.{a}"
        for a, part in enumerate(made.activities[p - 1], 1):
            ids[part] = f"A {p}.{a}"
    return ids


def rendered(made: Draft, doc_id: str = "made-up") -> Plan:
    """The draft as a plan, numbered by place. References to parts that are gone are left out."""
    ids = numbers(made)
    tables: dict[str, list[Any]] = {name: [] for name in schema.plan_tables()}

    def add(table: str, *values: object) -> None:
        tables[table].append(schema.tables()[table].row(*values))

    add("principles", "HP1", "apdzīvotības saglabāšana")
    for priority in made.priorities:
        add("priorities", ids[priority], priority.name)
        for at, text in enumerate(priority.texts, 1):
            add("horizontal_measures", ids[priority], "HP1", at, text)
        for direction in priority.beneath:
            add("directions", ids[direction], ids[priority], direction.name)
            for action in direction.beneath:
                key = ids[action]
                add(
                    "actions",
                    key,
                    f"{key}.",
                    ids[direction],
                    action.name,
                    ", ".join(action.bodies),
                    "2015 - 2020",
                    2015,
                    2020,
                )
                _list(add, "action_participants", key, action.bodies)
                refs = [ids[ref] for ref in action.refs if ref in ids]
                for at, ref in enumerate(refs, 1):
                    add("action_activities", key, at, ref, f"{ref}.")
    for part in made.all_activities():
        key = ids[part]
        add(
            "activities",
            key,
            f"{key}.",
            part.name,
            "ZPR",
            ", ".join(part.bodies),
            f"{part.amount}",
            Decimal(part.amount).quantize(Decimal("0.01")),
            "ETS",
            str(part.year),
            part.year,
        )
        _list(add, "activity_responsible", key, ["ZPR"])
        _list(add, "activity_funding", key, ["ETS"])
        _list(add, "activity_partners", key, part.bodies)
        _list(add, "activity_priorities", key, [ids[ref] for ref in part.refs if ref in ids])
        for at, text in enumerate(part.texts, 1):
            add("indicators", key, at, str(at), text)
    meta = PlanMeta(doc_id, None, (2015, 2020), None, 1, None, "zpr-2015-2020")
    return replace(Plan(meta), **{name: tuple(rows) for name, rows in tables.items()})


def _list(add: Any, table: str, key: str, items: list[str]) -> None:
    for at, item in enumerate(items, 1):
        add(table, key, at, item)


def noisy(plan: Plan, draw: random.Random) -> Plan:
    """The plan printed by another hand: blanks, dashes, case and decimal signs differ."""

    def text(value: str) -> str:
        kind = draw.randrange(5)
        if kind == 0:
            return value.replace(" ", "\u00a0 ", 1)
        if kind == 1:
            return value.upper()
        if kind == 2:
            return value.replace(" ", " – ", 1) if " " in value else value
        return value.capitalize() if kind == 3 else value

    changed = {}
    for table, column in (
        ("activities", "name"),
        ("actions", "name"),
        ("directions", "name"),
        ("priorities", "name"),
        ("indicators", "text"),
        ("activity_partners", "partner"),
        ("action_participants", "participant"),
    ):
        changed[table] = tuple(
            replace(row, **{column: text(getattr(row, column))}) for row in plan.rows(table)
        )
    changed["activities"] = tuple(
        replace(row, amount_raw=draw.choice([f"{row.amount_eur}", f"{row.amount_eur:,.2f}"]))
        for row in changed["activities"]
    )
    return replace(plan, **changed)


def shuffled(plan: Plan, draw: random.Random) -> Plan:
    """The rows of every table in another order."""
    return replace(
        plan,
        **{
            table: tuple(draw.sample(plan.rows(table), k=len(plan.rows(table))))
            for table in (
                "priorities",
                "directions",
                "actions",
                "activities",
                "indicators",
                "activity_partners",
                "action_activities",
            )
        },
    )
