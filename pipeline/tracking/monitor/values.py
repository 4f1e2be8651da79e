"""Parses cells of a workbook: dates, per cents, euros, statuses. Ambiguous values are not
parsed.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import regex

from pipeline.model import values as printed
from pipeline.model.strings import tidy
from pipeline.tracking.monitor.forms import STATUSES
from pipeline.tracking.monitor.kinds import KINDS

_DOTTED = regex.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\.?(?:\s*g(?:ads|adā|\.)?)?")
_ISO = regex.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_WORDS = regex.compile(r"(?i)(\d{4})\.\s*g(?:ada|\.)\s*(\d{1,2})\.\s*(\p{L}+)\.?")
_MONTHS = ("janvār", "februār", "mart", "aprīl", "maij", "jūnij", "jūlij", "august", "septembr",
           "oktobr", "novembr", "decembr")  # fmt: skip
_CENT = Decimal("0.01")
_NOISE = Decimal("0.000001")  # rounding error of floating-point cells
_MOST = Decimal(10) ** 12


def date(value: Any) -> datetime.date | None:
    """A date: a date cell, `31.12.2018.`, `2018-12-31`, `2018. gada 31. decembris`.

    None for other and ambiguous values (`12/11/2018`, a bare number).
    """
    if isinstance(value, datetime.datetime):
        return value.date() if value.time() == datetime.time() else None
    if isinstance(value, datetime.date):
        return value
    if not isinstance(value, str):
        return None
    text = tidy(value)
    if found := _DOTTED.fullmatch(text):
        return _day(found[3], found[2], found[1])
    if found := _ISO.fullmatch(text):
        return _day(found[1], found[2], found[3])
    if found := _WORDS.fullmatch(text):
        month = [at for at, stem in enumerate(_MONTHS, 1) if found[3].casefold().startswith(stem)]
        return _day(found[1], str(month[0]), found[2]) if month else None
    return None


def _day(year: str, month: str, of_month: str) -> datetime.date | None:
    try:
        return datetime.date(int(year), int(month), int(of_month))
    except ValueError:
        return None


def euros(value: Any) -> Decimal | None:
    """An amount: a number without fractions of cents, or a text that `model.values.amount`
    parses.
    """
    if isinstance(value, str):
        return printed.amount(value)
    exact = _number(value)
    if exact is None or exact < 0 or exact >= _MOST:
        return None
    cents = exact.quantize(_CENT)
    return cents if abs(exact - cents) < _NOISE else None


def share(value: Any, percent: bool) -> float | None:
    """Per cent, 0 to 100; `percent` means that the cell is formatted to show 0.7 as 70 %."""
    if isinstance(value, str):
        return printed.share(value)
    exact = _number(value)
    if exact is None:
        return None
    found = float((exact * 100 if percent else exact).normalize())
    return found if 0 <= found <= 100 else None


def status(value: Any) -> str | None:
    """One of `STATUSES`, ignoring case."""
    return _one_of(STATUSES, value)


def choice(value: Any) -> str | None:
    """One of the kinds of proposals, ignoring case."""
    return _one_of(KINDS, value)


def _one_of(known: tuple[str, ...], value: Any) -> str | None:
    said = tidy(value).casefold().rstrip(".") if isinstance(value, str) else None
    return next((one for one in known if one.casefold() == said), None)


def number(text: str) -> float | None:
    """A number of any unit; None for words and ambiguous numbers."""
    return printed.number(text)


def _number(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return None
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    return exact if exact.is_finite() else None


def written(value: Any) -> str:
    """The text of a cell as stored: numbers without trailing zeros, dates as YYYY-MM-DD."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


PARSERS: Mapping[str, Callable[[Any], Any]] = {
    "status": status,
    "choice": choice,
    "date": date,
    "euros": euros,
}


def sayable(text: str) -> bool:
    """Whether a reported value is a number or words; ambiguous `1.000` and `12/5` are neither."""
    return number(text) is not None or any(letter.isalpha() for letter in text)
