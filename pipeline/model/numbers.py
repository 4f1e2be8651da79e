"""Numbers in Latvian text: plural forms, digits in groups, sums in euros, per cents.

Used by all Python code; `report/core.js` is the counterpart in the browser.
`docs/decisions/numbers.md` explains why Babel is not used.
"""

from __future__ import annotations

from decimal import Decimal

NO_BREAK = "\u00a0"  # CLDR's group separator for Latvian, also before a unit

Forms = tuple[str, str, str]  # of CLDR's plural categories zero, one and other, in this order


def plural(number: int, forms: Forms) -> str:
    """The form that a number takes: `rindu` (0, 10–20, 30), `rinda` (1, 21), `rindas` (2, 22).

    Source: CLDR, plural rules of `lv`, for whole numbers.
    """
    zero, one, other = forms
    if number % 10 == 0 or 11 <= number % 100 <= 19:
        return zero
    return one if number % 10 == 1 else other


def counted(number: int, forms: Forms) -> str:
    """A number with its Latvian noun; `forms` as in `plural`."""
    return f"{grouped(number)} {plural(number, forms)}"


def counted_en(number: int, one: str, many: str) -> str:
    """A number with its English noun."""
    return f"{grouped(number)} {one if number == 1 else many}"


def grouped(number: int | Decimal) -> str:
    """The number without decimals, its digits in groups of three."""
    return f"{number:,.0f}".replace(",", NO_BREAK)


def euros(value: Decimal, *, signed: bool = False) -> str:
    """`650 000,50`, without the unit; cents only where there are some."""
    text = f"{value:{'+' if signed else ''},.2f}".replace(",", NO_BREAK).replace(".", ",")
    return text.removesuffix(",00").replace("-", "−")


def whole_euros(value: Decimal) -> str:
    """`12 345 678 €`, rounded to whole euros."""
    return f"{grouped(value)}{NO_BREAK}€"


def percent(value: Decimal | float, *, signed: bool = False) -> str:
    """`12,5 %` of 12.5; the one decimal only where it is not zero."""
    text = f"{value:{'+' if signed else ''}.1f}".removesuffix(".0").replace(".", ",")
    return f"{text.replace('-', '−')}{NO_BREAK}%"
