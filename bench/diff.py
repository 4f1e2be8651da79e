"""How long the comparison takes, and how it grows with the plan.

A plan of the given number of activities is made of invented Latvian-like words, and amended: one in
fifty activities is removed or inserted (the numbers behind it shift), one in twenty changed.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from pipeline.model.plan import Plan, PlanMeta
from pipeline.model.schema import (
    Action,
    ActionActivity,
    Activity,
    ActivityFunding,
    ActivityPartner,
    ActivityPriority,
    ActivityResponsible,
    Direction,
    Indicator,
    Priority,
)
from pipeline.tracking.diff import compare

SIZES = (100, 1_000, 5_000)
PER_PRIORITY = 20
_SYLLABLES = (
    "pa",
    "švald",
    "ība",
    "reģi",
    "on",
    "tūr",
    "isma",
    "att",
    "īst",
    "izgl",
    "vid",
    "kult",
    "ūra",
    "trans",
    "port",
    "uzņ",
    "ēm",
    "sad",
    "arb",
    "ener",
    "ģija",
    "jaun",
    "ieš",
)


@dataclass(frozen=True, slots=True)
class Measure:
    """What one size took: the quickest of some rounds, in seconds."""

    activities: int
    seconds: float
    changes: int


def measured(sizes: Sequence[int] = SIZES, rounds: int = 3) -> Iterator[Measure]:
    """Compare a plan of each size with its amended copy."""
    for size in sizes:
        old = made_up(size)
        new = amended(old)
        seconds, changes = min(_timed(old, new) for _ in range(rounds))
        yield Measure(size, seconds, changes)


def table(measures: Iterable[Measure]) -> Iterator[str]:
    """The measures as lines of a Markdown table, with the growth against the line before."""
    yield "| activities | seconds | changes | size × | time × |"
    yield "|---:|---:|---:|---:|---:|"
    before: Measure | None = None
    for found in measures:
        growth = "– | –"
        if before is not None:
            size, time_ = found.activities / before.activities, found.seconds / before.seconds
            growth = f"{size:.1f} | {time_:.1f}"
        yield f"| {found.activities} | {found.seconds:.2f} | {found.changes} | {growth} |"
        before = found


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    for line in table(measured(options.sizes, options.rounds)):
        print(line, flush=True)


def _timed(old: Plan, new: Plan) -> tuple[float, int]:
    start = time.perf_counter()
    changes = compare(old, new)
    return time.perf_counter() - start, len(changes)


def made_up(size: int, seed: int = 1) -> Plan:
    """A plan of `size` activities, twenty a priority, each with an action of its own."""
    draw = random.Random(seed)
    vocabulary = ["".join(draw.choices(_SYLLABLES, k=draw.randint(2, 4))) for _ in range(3_000)]

    def words(least: int, most: int) -> str:
        return " ".join(draw.choices(vocabulary, k=draw.randint(least, most)))

    bodies = [words(1, 2) for _ in range(60)]
    rows = []
    for number in range(size):
        priority = f"P{number // PER_PRIORITY + 1}"
        amount = Decimal(draw.randint(1, 900) * 1_000).quantize(Decimal("0.01"))
        rows.append(
            (
                priority,
                words(6, 20),
                amount,
                draw.randint(2015, 2020),
                draw.sample(bodies, k=draw.randint(1, 6)),
                [words(3, 10) for _ in range(2)],
            )
        )
    return assembled(rows)


Row = tuple[str, str, Decimal, int, list[str], list[str]]


def assembled(rows: Sequence[Row]) -> Plan:
    """The plan of these activities, numbered one after another within each priority."""
    names = list(dict.fromkeys(row[0] for row in rows))
    tables: dict[str, list[Any]] = {
        name: []
        for name in (
            "activities",
            "activity_partners",
            "indicators",
            "activity_priorities",
            "actions",
            "action_activities",
            "activity_responsible",
            "activity_funding",
        )
    }
    last: dict[str, int] = {}
    for priority, name, amount, year, partners, indicators in rows:
        last[priority] = last.get(priority, 0) + 1
        number = f"{priority[1:]}.{last[priority]}"
        key = f"A {number}"
        tables["activities"].append(
            Activity(
                key,
                f"{key}.",
                name,
                "ZPR",
                ", ".join(partners),
                f"{amount:.0f}",
                amount,
                "ETS",
                str(year),
                year,
            )
        )
        tables["activity_responsible"].append(ActivityResponsible(key, 1, "ZPR"))
        tables["activity_funding"].append(ActivityFunding(key, 1, "ETS"))
        tables["activity_priorities"].append(ActivityPriority(key, 1, priority))
        tables["activity_partners"] += [
            ActivityPartner(key, at, partner) for at, partner in enumerate(partners, 1)
        ]
        tables["indicators"] += [
            Indicator(key, at, str(at), text) for at, text in enumerate(indicators, 1)
        ]
        action = f"R {priority[1:]}.1.{last[priority]}"
        tables["actions"].append(
            Action(
                action,
                f"{action}.",
                f"RV {priority[1:]}.1",
                f"Rīcība: {name}",
                None,
                "2015 - 2020",
                2015,
                2020,
            )
        )
        tables["action_activities"].append(ActionActivity(action, 1, key, f"{key}."))
    meta = PlanMeta("bench", None, (2015, 2020), None, 1, None, "zpr-2015-2020")
    return replace(
        Plan(meta),
        priorities=tuple(Priority(name, f"Prioritāte {name}") for name in names),
        directions=tuple(Direction(f"RV {name[1:]}.1", name, f"Virziens {name}") for name in names),
        **{name: tuple(rows_) for name, rows_ in tables.items()},
    )


def amended(plan: Plan, seed: int = 2) -> Plan:
    """An amended copy: rows removed, inserted, and changed in amount, year, name or lists."""
    draw = random.Random(seed)
    partners: dict[str, list[str]] = {}
    for item in plan.activity_partners:
        partners.setdefault(item.activity_id, []).append(item.partner)
    indicators: dict[str, list[str]] = {}
    for line in plan.indicators:
        indicators.setdefault(line.activity_id, []).append(line.text)
    rows: list[Row] = []
    for index, row in enumerate(plan.activities):
        priority = f"P{index // PER_PRIORITY + 1}"
        name, amount, year = row.name or "", row.amount_eur or Decimal(0), row.deadline_year or 0
        bodies = list(partners[row.activity_id])
        fate = draw.random()
        if fate < 0.01:
            continue
        if fate < 0.02:
            rows.append(
                (
                    priority,
                    f"Pilnīgi jauns pasākums {index} bez parauga",
                    Decimal("5000.00"),
                    2019,
                    ["LLU"],
                    [f"Jauns rādītājs {index}"],
                )
            )
        elif fate < 0.07:
            change = draw.randrange(4)
            amount += 1_000 * (change == 0)
            year += change == 1
            name = f"{name} papildus reģionā" if change == 2 else name
            bodies = [*bodies, "ZREA"] if change == 3 else bodies
        rows.append((priority, name, amount, year, bodies, indicators[row.activity_id]))
    return assembled(rows)


if __name__ == "__main__":
    main()
