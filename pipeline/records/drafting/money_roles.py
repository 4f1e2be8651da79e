"""Columns of money: amounts, and money by source, by year, in per cent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from pipeline.records.drafting import vocabulary
from pipeline.records.drafting.content import YEAR, Content
from pipeline.records.drafting.role import Role
from pipeline.records.drafting.sheets import Sheet
from pipeline.records.drafting.thresholds import DRAFTING

_PERCENT = regex.compile(r"%|procent", regex.I)
_UNIT = regex.compile(r"tūkst|milj", regex.I)
_CURRENCY = regex.compile(
    r"[\s,;:]*[(\[]?\s*(?:tūkst\.?|milj\.?)?\s*(?:EUR|euro|eiro|€|%)\s*[)\]]?\s*$", regex.I
)
_TOTAL = regex.compile(
    r"^(?:pavisam|kopā|kopējais|kopējā|kopsumma|summa|visi avoti)\b[^/]{0,30}$", regex.I
)


def money_roles(sheet: Sheet, contents: Sequence[Content], roles: list[Role]) -> None:
    """Set the roles of columns of money in `roles`."""
    found = [
        at
        for at, content in enumerate(contents)
        if _holds_money(sheet.headers[at], content, sheet.paths[at])
    ]
    told: dict[int, Role] = {}
    for at in found:
        told[at] = _money_role(sheet.paths[at], contents[at], alone=len(found) == 1)
    amounts = [at for at, role in told.items() if role.field == "amount"]
    if (
        len(amounts) > 1
    ):  # the one with the highest score is the amount, others are sources by their headers
        surest = max(amounts, key=lambda at: (vocabulary.score("amount", sheet.headers[at]), -at))
        for at in amounts:
            if at != surest:
                told[at] = replace(told[at], field="money", source=source_name(sheet.paths[at][-1]))
    for at, role in told.items():
        roles[at] = role


def _holds_money(header: str, content: Content, path: Sequence[str]) -> bool:
    if not path or vocabulary.score("id", path[-1]) > DRAFTING.roles.least:
        return False
    about = max(vocabulary.score("amount", header), vocabulary.score("funding", header))
    other = max(
        vocabulary.score(role, path[-1])
        for role in ("results", "territory", "notes", "start", "end", "period", "deadline")
    )
    if content.time > DRAFTING.roles.most and not about:
        return False
    if (
        content.money + content.shares >= DRAFTING.roles.most
        and content.money + content.shares > content.time
    ):
        return (
            about > 0
            or (_names_source(path[-1]) and other < DRAFTING.roles.least)
            or bool(YEAR.search(path[-1]) and not _times(header))
        )
    # A column of a source that is empty in nearly all rows, or has words instead of amounts.
    empty = (
        content.filled < DRAFTING.roles.few
        or content.money + content.shares > DRAFTING.roles.some
        or content.words == 0
    )
    return (
        len(path) > 1
        and about > DRAFTING.roles.referring
        and other < DRAFTING.roles.least
        and empty
        and not _times(header)
    )


def _times(header: str) -> bool:
    return (
        max(vocabulary.score(role, header) for role in ("period", "start", "end", "deadline"))
        > DRAFTING.roles.timely
    )


def _names_source(text: str) -> bool:
    return vocabulary.score("source", text) > DRAFTING.roles.least


def _money_role(path: Sequence[str], content: Content, alone: bool) -> Role:
    header = " / ".join(path)
    unit = unit_of(header, content)
    score = vocabulary.score("amount", header)
    why = f"{content.money + content.shares:.0%} of its cells are amounts"
    year, source, whole = None, None, False
    for part in path:
        years = YEAR.findall(part)
        bare = regex.sub(r"[\d\s.–—-]|gads?|gadā|gadam|EUR|tūkst|milj", "", part, flags=regex.I)
        if len(years) == 1 and len(bare) < DRAFTING.roles.mark:
            year = int(years[0])
        elif part is path[-1] or (len(path) > 1 and part is not path[0]):
            if _TOTAL.match(part):
                whole = True
            elif _names_source(part) or (len(path) > 1 and not vocabulary.score("amount", part)):
                source = source_name(part)
    if len(path) == 1 and source is not None and not _is_source(path[0]):
        source = None
    if year is None and source is None and unit != "%":
        return Role("amount", max(score, DRAFTING.roles.by_content), why, unit=unit)
    if whole and year is None and source is None:
        return Role("amount", max(score, DRAFTING.roles.by_content), why, unit=unit)
    if unit == "%" and source is None and year is None:
        source = source_name(path[-1])
    surely = max(score, DRAFTING.roles.by_content)
    return Role("money", surely, why, source=source, year=year, unit=unit)


def _is_source(text: str) -> bool:
    """Whether a header names a source rather than the total of an activity."""
    total = regex.search(r"kop(?:ā|ēj)|indikatīv|nepiecieš|projekta izmaks|summa", text, regex.I)
    return _names_source(text) and total is None


def unit_of(header: str, content: Content) -> str | None:
    """The unit of a column of money: None for euros."""
    if content.shares > DRAFTING.roles.most or (
        _PERCENT.search(header) and not regex.search("EUR|euro|eiro|€", header, regex.I)
    ):
        return "%"
    if _UNIT.search(header):
        return "milj. EUR" if regex.search("milj", header, regex.I) else "tūkst. EUR"
    return None


def source_name(header: str) -> str:
    """The name of a source, without the unit in its header."""
    before, name = "", header.strip()
    while before != name:
        before, name = name, _CURRENCY.sub("", name).strip()
    return name or header
