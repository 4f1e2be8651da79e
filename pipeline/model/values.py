"""Parses values: amounts, shares, years. Ambiguous text is not parsed."""

from __future__ import annotations

from decimal import Decimal

import regex

_YEAR = regex.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SINCE = regex.compile(r"(?i)^\s*(?:no|kopš|sākot)\b|\bturpmāk\b|[-‐‑–—]\s*$")
_UNTIL = regex.compile(r"(?i)^\s*līdz\b")
_AFTER = regex.compile(r"(?i)^\s*(?:pēc|pirms)\b")
_AMOUNT = regex.compile(r"\d{1,3}(?: \d{3})+(?:[.,]\d{2})?|\d+(?:[.,]\d{1,2})?")
_LARGEST = Decimal(10) ** 12  # euros; larger values do not fit the column
_DECIMALS = regex.compile(r"([.,])\d{1,2}\D*$")
_UNGROUPED = regex.compile(r"\d{4}")
_CURRENCY = regex.compile(r"(?i)\s*(?:EUR|euro|eiro|€)\s*")
_MARK = regex.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾*]+$")  # a footnote mark after a number
_DASH = r"[-‐‑–—]"
_PERIOD = regex.compile(
    rf"\s*(?P<start>(?:19|20)\d\d)\.?\s*(?:g\.|gads|gada)?(?:\s*(?:{_DASH}|līdz)\s*(?P<end>(?:19|20)\d\d)\.?\s*"
    r"(?:g\.|gads|gadam|gada)?)?\s*"
)


def states_number(text: str | None) -> bool:
    """Whether a cell contains a number rather than only words (`pastāvīgi`, `Esošā budžeta
    ietvaros`, a dash).
    """
    return bool(text) and any(char.isdigit() for char in text or "")


def like_printed(value: Decimal, printed: str) -> str:
    """An amount in the format of a printed one: `9 181 000` for `9 262 000`, `12,50` for `15,00`.
    Cents are added only where they are not zero.
    """
    decimals = _DECIMALS.search(printed)
    places = 2 if decimals or value % 1 else 0
    whole, _, cents = f"{value:,.{places}f}".partition(".")
    ungrouped = _UNGROUPED.search(printed) is not None
    mark = decimals.group(1) if decimals else ","
    return whole.replace(",", "" if ungrouped else " ") + (mark + cents if cents else "")


def amount(text: str) -> Decimal | None:
    """The amount of a text, in its own unit; None where it is not certainly a number.

    `100 000`, `632 711.00` and `90 700,00` are numbers. `8 000 0000` is not, nor is a single
    separator before exactly three digits: `1.000` can be one or a thousand. Footnote marks after a
    number (`100 000⁴`) are ignored.
    """
    bare = _MARK.sub("", _CURRENCY.sub("", " ".join(text.split()))).strip()
    if _AMOUNT.fullmatch(bare) is None:
        return None
    value = Decimal(bare.replace(" ", "").replace(",", "."))
    return value.quantize(Decimal("0.01")) if value < _LARGEST else None


def years(text: str) -> tuple[int, int] | None:
    """The first and last year of a period; a single year is both. None where it is not a period."""
    match = _PERIOD.fullmatch(_MARK.sub("", text.strip()))
    if match is None:
        return None
    start = int(match.group("start"))
    return start, int(match.group("end") or start)


def years_of(text: str) -> tuple[int | None, int | None] | None:
    """The first and last year in a text with one or several years; None where it is ambiguous.

    `2022.–2024. gads`, `2022, 2023`, `31.12.2018.`, `2023. gada II ceturksnis`: numbers of more
    than two digits that are not years make it ambiguous. `no 2022` has no last year, `līdz 2022` no
    first.
    """
    period = years(text)
    if period is not None:
        return period
    found = [int(year) for year in _YEAR.findall(text)]
    if not found or regex.search(r"\d{3,}", _YEAR.sub("", text)):
        return None
    if len(found) == 1 and _AFTER.search(text):
        return None
    first = None if len(found) == 1 and _UNTIL.search(text) else found[0]
    last = None if len(found) == 1 and _SINCE.search(text) else found[-1]
    return first, last


def share(text: str) -> float | None:
    """Per cent: `70 %`, `12,5`. None where it is not a number from 0 to 100."""
    match = regex.fullmatch(r"\s*(\d{1,3}(?:[.,]\d+)?)\s*%?\s*", text)
    value = float(match.group(1).replace(",", ".")) if match else None
    return value if value is not None and value <= 100 else None


def number(text: str) -> float | None:
    """A number of any unit: `17 842`, `6,4`, `88 %`. None where it is not certainly one."""
    match = regex.fullmatch(r"\s*([-−–]?)\s*(\d{1,3}(?: \d{3})+|\d+)(?:[.,](\d+))?\s*%?\s*", text)
    if match is None:
        return None
    whole = f"{match.group(2).replace(' ', '')}.{match.group(3) or 0}"
    return -float(whole) if match.group(1) else float(whole)


def deadline(text: str) -> int | None:
    """The year of a deadline: the last one of a range; None where there is none."""
    period = years(text)
    if period is not None:
        return period[1] if period[1] >= period[0] else None
    found = _YEAR.findall(text)
    rest = _YEAR.sub("", text)
    # A date, or a month with its year, (`31.12.2018.`, `2018. gada decembris`) is one year.
    if len(set(found)) == 1 and not regex.search(r"\d{3,}", rest):
        return int(found[0])
    return None
