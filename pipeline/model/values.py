"""Values out of text: ids, amounts, years, references. What does not parse is never guessed."""

from __future__ import annotations

from decimal import Decimal

import regex

DEPTH = {"priority": 1, "principle": 1, "direction": 2, "action": 3, "activity": 2}

_YEAR = regex.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_AMOUNT = regex.compile(r"\d{1,3}(?: \d{3})+(?:[.,]\d{2})?|\d+(?:[.,]\d{1,2})?")
_LARGEST = Decimal(10) ** 12  # euros: more does not fit the column, and is no amount of a plan
_CURRENCY = regex.compile(r"(?i)\s*(?:EUR|euro|eiro|€)\s*")
_DASH = r"[-‐‑–—]"
_PERIOD = regex.compile(
    rf"\s*(?P<start>(?:19|20)\d\d)\.?\s*(?:g\.|gads|gada)?(?:\s*(?:{_DASH}|līdz)\s*(?P<end>(?:19|20)\d\d)\.?\s*"
    r"(?:g\.|gads|gadam|gada)?)?\s*"
)


def canonical(letters: str, text: str, depth: int, bare: bool = False) -> str | None:
    """The id in its canonical form (`R 1.1.1`, `P1`), or None where the text is none.

    `bare` accepts numbers without the letters. Wrapping and blanks within the id do not matter.
    """
    optional = "?" if bare else ""
    number = r"\d{1,6}"
    match = regex.fullmatch(
        rf"\s*(?:{regex.escape(letters)}){optional}[.\s]*({number}(?:\s*\.\s*{number})*)\s*\.?\s*",
        text,
    )
    if match is None:
        return None
    numbers = [str(int(part)) for part in match.group(1).split(".")]
    if len(numbers) != depth:
        return None
    return build(letters, numbers)


def build(letters: str, numbers: list[str]) -> str:
    """`R` and 1, 1, 1 → `R 1.1.1`; ids of one number have no blank: `P1`."""
    joined = ".".join(numbers)
    return f"{letters}{joined}" if len(numbers) == 1 else f"{letters} {joined}"


def label(letters: str, text: str, depth: int) -> tuple[str, int] | None:
    """The id with which a heading begins, and where the name after it starts; None without one.

    `P1 Elastīga …` → (`P1`, 3).
    """
    numbers = r"\s*\.\s*".join([r"(\d{1,3})"] * depth)
    match = regex.match(
        rf"\s*{regex.escape(letters)}[.\s]*{numbers}(?:\.(?!\d)|(?=[\s:–—-])|$)\s*(?:[-–—:]\s+)?",
        text,
    )
    if match is None:
        return None
    return build(letters, [str(int(part)) for part in match.groups()]), match.end()


def amount(text: str) -> Decimal | None:
    """The amount that the text states, in its own unit; None where it is not surely a number.

    `100 000`, `632 711.00` and `90 700,00` are numbers. `8 000 0000` is not, nor is one mark
    before exactly three digits: `1.000` can be one or a thousand.
    """
    bare = _CURRENCY.sub("", " ".join(text.split()))
    if _AMOUNT.fullmatch(bare) is None:
        return None
    value = Decimal(bare.replace(" ", "").replace(",", "."))
    return value.quantize(Decimal("0.01")) if value < _LARGEST else None


def years(text: str) -> tuple[int, int] | None:
    """The first and last year of a period; one year is both. None where it is no period."""
    match = _PERIOD.fullmatch(text)
    if match is None:
        return None
    start = int(match.group("start"))
    return start, int(match.group("end") or start)


def deadline(text: str) -> int | None:
    """The year by which something is due: the last one of a range; None where none is stated."""
    period = years(text)
    if period is not None:
        return period[1] if period[1] >= period[0] else None
    found = _YEAR.findall(text)
    rest = _YEAR.sub("", text)
    # A date or a month beside its year (`31.12.2018.`, `2018. gada decembris`) is still one year.
    if len(set(found)) == 1 and not regex.search(r"\d{3,}", rest):
        return int(found[0])
    return None
