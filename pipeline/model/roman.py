"""Roman numerals in ids of levels: `II prioritāte`, `III.2.`."""

from __future__ import annotations

NUMERAL = r"[IVX]{1,7}"
"""A regular expression of candidates; `number` validates them."""

_SIGNS = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def numeral(number: int) -> str:
    """The numeral of a whole number from 1 to 39.

    >>> numeral(14)
    'XIV'
    """
    made = ""
    for value, sign in _SIGNS:
        while number >= value:
            made, number = made + sign, number - value
    return made


def number(text: str) -> int | None:
    """The number of a Roman numeral in canonical form; None for invalid ones (`IIV`)."""
    return _NUMBERS.get(text)


_NUMBERS = {numeral(value): value for value in range(1, 40)}
