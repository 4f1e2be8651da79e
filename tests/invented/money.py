"""Amounts and shares of invented plans, and how they are printed."""

from __future__ import annotations

import random
from decimal import Decimal

from tests.invented.content import Money
from tests.invented.shape import Shape

THOUSAND = Decimal(1000)


def drawn_amount(rng: random.Random, shape: Shape) -> Decimal:
    """An amount in euro that its printed form can hold exactly."""
    thousands = rng.choice([rng.randint(2, 40), rng.randint(40, 950), rng.randint(950, 6500)])
    value = Decimal(thousands) * THOUSAND
    if shape.amount_form != "plain" and shape.unit != "EUR":
        return value + rng.choice([0, 100, 250, 500])
    if shape.unit == "EUR" and rng.random() < 0.4:
        cents = Decimal(rng.randint(1, 99)) / 100 if shape.amount_form != "plain" else Decimal(0)
        return value + rng.randint(1, 999) + cents
    return value


def amount_text(value: Decimal, shape: Shape) -> str:
    """`1 250 000`, `1 250 000.00`, `1 250,50`, by the plan's habit and unit."""
    number = value if shape.unit == "EUR" else value / THOUSAND
    if shape.amount_form == "plain":
        return f"{number:,.0f}".replace(",", " ")
    digits = f"{number:,.2f}".replace(",", " ")
    return digits.replace(".", ",") if shape.amount_form == "comma" else digits


def shares(places: list[int], shape: Shape, rng: random.Random) -> list[Money]:
    """Shares that make a hundred, of some of the sources."""
    chosen = rng.sample(places, rng.randint(1, len(places)))
    left = 100
    found = []
    for place in chosen[:-1]:
        part = rng.randrange(5, left - 5 * len(chosen), 5) if left > 5 * len(chosen) + 10 else 5
        found.append(Money(place, shape.share_form.format(part), Decimal(part)))
        left -= part
    found.append(Money(chosen[-1], shape.share_form.format(left), Decimal(left)))
    return found
