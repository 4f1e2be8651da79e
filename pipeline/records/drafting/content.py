"""Statistics of the cells of a column: ids, years, money, per cent, marks, words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from pipeline.model import roman, values
from pipeline.records.drafting import vocabulary
from pipeline.records.drafting.thresholds import DRAFTING

_ID = regex.compile(r"(\p{Lu}\p{L}{0,11}[-. ]?\s?)?\d{1,3}(?:\s?\.\s?\d{1,3})*\s?[.)]?")
_IDS = regex.compile(
    r"(?:\p{Lu}\p{L}{0,4}[-. ]?\s?)?\d{1,3}(?:\.\d{1,3})*\.?(?:[,;\s]+(?:un\s)?|$)"
)
_YEAR = regex.compile(r"(?:19|20)\d\d\.?\s*(?:g\.?|gads|gadam|gada)?")
_MARK = regex.compile(r"[xXхХ✓✔+•●■v√]")
_DASH = regex.compile(r"[\s\-‐‑–—−]+")
_MONEY = regex.compile(
    r"(?:EUR|€)?\s*\d{1,3}(?:[ .]\d{3})*(?:[.,]\d+)?\s*(?:EUR|€)?|\d+(?:[.,]\d+)?"
)
_SHARE = regex.compile(r"\d{1,3}(?:[.,]\d+)?\s*%")
_ENDS = ("t", "ties")

YEAR = regex.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
"""A year anywhere in a header."""


@dataclass(frozen=True, slots=True)
class Content:
    """Shares of the printed cells of a column with each kind of content, 0 to 1."""

    cells: int  # number of all cells
    filled: float  # share of non-empty cells
    ids: float  # a single id
    references: float  # one or more ids only
    years: float  # one year, or a date
    periods: float  # a range of years
    money: float
    shares: float
    marks: float
    words: float  # without digits
    length: float  # mean number of letters
    distinct: float  # distinct texts
    commas: float  # with a comma or semicolon
    numbers: float  # small whole numbers
    sources: float  # names of sources of money

    @property
    def time(self) -> float:
        """Share of cells with years."""
        return self.years + self.periods


def content_of(texts: Sequence[str]) -> Content:
    """The statistics of a column's texts; a dash counts as printed only."""
    printed = [text for text in texts if text]
    told = [text for text in printed if not _DASH.fullmatch(text)]
    total = len(told) or 1
    dated = [values.years_of(text) is not None for text in told]
    ranges = [len(regex.findall(r"(?:19|20)\d\d", text)) > 1 for text in told]

    def share(pattern: regex.Pattern[str]) -> float:
        return sum(1 for text in told if pattern.fullmatch(text)) / total

    dates = sum(map(bool, dated)) / total
    periods = sum(one and many for one, many in zip(dated, ranges, strict=True)) / total
    return Content(
        cells=len(texts),
        filled=len(printed) / (len(texts) or 1),
        ids=share(_ID),
        references=sum(1 for text in told if _refers(text)) / total,
        years=dates - periods,
        periods=periods,
        money=sum(1 for text in told if _MONEY.fullmatch(text) and not _YEAR.fullmatch(text))
        / total,
        shares=share(_SHARE),
        marks=share(_MARK),
        words=sum(1 for text in told if not any(char.isdigit() for char in text)) / total,
        length=sum(map(len, told)) / total,
        distinct=len(set(told)) / total,
        commas=sum(1 for text in told if "," in text or ";" in text) / total,
        numbers=sum(1 for text in told if text.isdigit() and len(text) < 4) / total,
        sources=sum(1 for text in told if vocabulary.score("source", text[:60]) > 0) / total,
    )


def _refers(text: str) -> bool:
    return regex.fullmatch(rf"(?:{_IDS.pattern})+", text) is not None


def reads_as_task(names: Sequence[str]) -> bool:
    """Whether most names begin with an infinitive: `Pilnveidot …`, `Iesaistīties …`."""
    firsts = [match.group().casefold() for name in names if (match := regex.match(r"\p{L}+", name))]
    tasks = [word for word in firsts if len(word) > 3 and word.endswith(_ENDS)]
    return 2 * len(tasks) > len(firsts)


@dataclass(frozen=True, slots=True)
class IdForm:
    """The form of ids: letters, separator, number of numbers, and whether the first is Roman."""

    letters: str
    blank: str
    depth: int
    roman: bool = False  # whether the first number is a Roman numeral

    @property
    def key(self) -> tuple[str, bool, int]:
        """The key that distinguishes the ids of levels."""
        return self.letters, self.roman, self.depth

    @property
    def numbers(self) -> str:
        """The numbers in the syntax of profiles."""
        return ".".join(("@" if self.roman else "#") + "#" * (self.depth - 1))

    @property
    def pattern(self) -> str:
        """The pattern in the syntax of profiles."""
        return f"{self.letters}{self.blank}{self.numbers}"


_FORM = regex.compile(
    r"(?P<letters>(?:\p{Lu}\p{L}{0,4}[-–.]?)|(?:\p{Lu}\p{Ll}+(?:\s\p{Ll}+)?))?(?P<blank>\s?)"
    r"(?P<numbers>\d{1,3}(?:\s?\.\s?\d{1,3})*)(?P<stop>[.)]?)"
)
_ROMAN = regex.compile(
    rf"(?P<first>{roman.NUMERAL})(?P<more>(?:\s?\.\s?\d{{1,3}})*)(?P<stop>[.)]?)(?!\w)"
)


def _roman_form(text: str, alone: bool) -> tuple[IdForm, str, int] | None:
    """The form of an id with a leading Roman numeral: `II.`, `III.2`."""
    match = _ROMAN.fullmatch(text) if alone else _ROMAN.match(text)
    if match is None or roman.number(match.group("first")) is None:
        return None
    depth = match.group("more").count(".") + 1
    return IdForm("", "", depth, roman=True), match.group(), match.end()


def id_form(text: str, alone: bool = True) -> tuple[IdForm, str, int] | None:
    """The id that a text is, or (unless `alone`) begins with: its form, its printed text, and the
    offset after it.
    """
    found = _roman_form(text, alone)
    if found is not None:
        return found
    match = _FORM.fullmatch(text) if alone else _FORM.match(text)
    if match is None:
        return None
    letters = match.group("letters") or ""
    if not alone:
        rest = text[match.end() :]
        if rest and not regex.match(r"\s|[:–—-]|(?<=[.)])\p{L}", rest):
            return None
        if letters and not match.group("numbers"):
            return None
    depth = match.group("numbers").count(".") + 1
    return (
        IdForm(letters, match.group("blank") if letters else "", depth),
        match.group(),
        match.end(),
    )


def commonest_form(texts: Sequence[str]) -> tuple[IdForm, int] | None:
    """The most frequent form of ids among texts, and its number.

    Forms that differ only in the space after the letters are merged, with the most frequent space.
    """
    found = [form[0] for text in texts if (form := id_form(text))]
    if not found:
        return None
    key, _ = Counter(form.key for form in found).most_common(1)[0]
    own = [form for form in found if form.key == key]
    blank = Counter(form.blank for form in own).most_common(1)[0][0]
    return replace(own[0], blank=blank), len(own)


def is_principles(headers: tuple[str, ...]) -> bool:
    """Whether headers are those of principles: after the first, consecutive ids of one form."""
    if (
        len(headers) < DRAFTING.kinds.principles
        or not headers[0]
        or id_form(headers[0], alone=False)
    ):
        return False
    forms = [id_form(header, alone=False) for header in headers[1:]]
    own = {form[0].key: form[0] for form in forms if form}
    if None in forms or len(own) != 1:
        return False
    (only,) = own.values()
    return only.letters != "" and only.depth == 1
