"""The columns of an invented plan: their order, their headers, what they hold."""

from __future__ import annotations

import random
from dataclasses import dataclass

from tests.invented import wordings

EXTRAS = ("territory", "state", "notes", "policy_link", "project_type")
MONEY = {
    "none": 2,
    "amount": 7,
    "amount+sources": 4,
    "sources": 3,
    "amount+years": 2,
    "years": 2,
    "both": 2,
    "shares": 2,
}


@dataclass(frozen=True)
class Column:
    """A column: the path of its header from the top row down, and what it holds."""

    role: str
    header: tuple[str, ...]
    source: str | None = None
    year: int | None = None
    share: bool = False


@dataclass(frozen=True)
class Wanted:
    """What the rest of the shape asks of the columns."""

    lead: list[tuple[str, str]]  # roles and labels of levels that stand at the left
    ids: bool
    references: bool
    unit: str
    years: tuple[int, int]
    period: str
    money: str


def draw_money(rng: random.Random, period: str) -> str:
    """Which columns of money there are."""
    money = rng.choices(list(MONEY), list(MONEY.values()))[0]
    # years twice in one table, with marks and with money, do not occur
    return "amount" if period == "marks" and money in ("amount+years", "years", "both") else money


def draw_columns(rng: random.Random, wanted: Wanted) -> tuple[Column, ...]:
    """Levels and names stand first, the rest in any order."""

    def word(key: str) -> str:
        return rng.choice(wordings.HEADERS[key])

    number = rng.choice(["Nr.", "Kods"])
    lead = [
        Column(role, (number if role.endswith("-id") else label,)) for role, label in wanted.lead
    ]
    names = [Column("name", (word("name"),))]
    if wanted.ids:
        names.insert(1 if rng.random() < 0.1 else 0, Column("id", (word("id"),)))
    groups = [_people(rng), *_money(rng, wanted.money, wanted.unit, wanted.years)]
    plain = wanted.money in ("none", "amount", "amount+years", "years")
    if plain and rng.random() < 0.75:
        groups.append([Column("funding", (word("funding"),))])
    groups += _period(rng, wanted.period, wanted.years)
    if rng.random() < 0.8:
        groups.append([Column("results", (word("results"),))])
    rng.shuffle(groups)
    if wanted.references:
        groups.insert(rng.choice([0, len(groups)]), [Column("reference", (word("reference"),))])
    groups += [[Column(extra, (word(extra),))] for extra in EXTRAS if rng.random() < 0.17]
    return (*lead, *names, *(column for group in groups for column in group))


def _people(rng: random.Random) -> list[Column]:
    together = rng.random() < 0.3
    key = "responsible+" if together else "responsible"
    found = [Column("responsible", (rng.choice(wordings.HEADERS[key]),))]
    if not together and rng.random() < 0.5:
        found.append(Column("partners", (rng.choice(wordings.HEADERS["partners"]),)))
    return found


def _money(rng: random.Random, money: str, unit: str, years: tuple[int, int]) -> list[list[Column]]:
    def word(key: str) -> str:
        return rng.choice(wordings.HEADERS[key]).format(u=unit)

    alone = [Column("amount", (word("amount"),))]
    sources = rng.choice(wordings.SOURCE_COLUMNS)
    span = range(years[0], years[0] + rng.choice([2, 3, 4]))
    if money == "none":
        return []
    if money == "amount":
        return [alone]
    if money == "shares":
        top = word("shares")
        flat = rng.random() < 0.3
        shares = [
            Column("money", (f"{s}, %",) if flat else (top, s), source=s, share=True)
            for s in sources
        ]
        return [[*alone, *shares]]
    if money == "both":
        top = word("sources")
        few = sources[:2]
        cells = [Column("money", (top, s, str(y)), source=s, year=y) for s in few for y in span[:2]]
        return [[*alone, *cells]] if rng.random() < 0.5 else [cells]
    if "years" in money:
        top = word("years")
        cells = [Column("money", (top, str(y)), year=y) for y in span]
    else:
        top = word("sources")
        flat = rng.random() < 0.25
        cells = [
            Column("money", (f"{s}, {unit}",) if flat else (top, s), source=s) for s in sources
        ]
        if flat:
            return [[*alone, *cells]] if "amount" in money else [cells]
    if "amount" not in money:
        return [cells]
    if rng.random() < 0.4:  # the sum stands under the same merged header
        return [[Column("amount", (top, rng.choice(wordings.TOTAL))), *cells]]
    return [[*alone, *cells]]


def _period(rng: random.Random, period: str, years: tuple[int, int]) -> list[list[Column]]:
    if period == "none":
        return []
    if period == "span":
        top = rng.choice(wordings.HEADERS["span"])
        start, end = rng.choice(wordings.START_END)
        return [[Column("start", (top, start)), Column("end", (top, end))]]
    if period == "marks":
        top = rng.choice(wordings.HEADERS["marks"])
        return [[Column("mark", (top, str(y)), year=y) for y in range(years[0], years[1] + 1)]]
    return [[Column(period, (rng.choice(wordings.HEADERS[period]),))]]
