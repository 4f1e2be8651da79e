"""Which role each column of a sheet has: by the words of its header and by what its cells hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from pipeline.drafting import vocabulary
from pipeline.drafting.content import Content, content_of
from pipeline.drafting.sheets import Sheet

_YEAR = regex.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_PERCENT = regex.compile(r"%|procent", regex.I)
_UNIT = regex.compile(r"tūkst|milj", regex.I)
_CURRENCY = regex.compile(
    r"[\s,;:]*[(\[]?\s*(?:tūkst\.?|milj\.?)?\s*(?:EUR|euro|eiro|€|%)\s*[)\]]?\s*$", regex.I
)
_TOTAL = regex.compile(
    r"^(?:pavisam|kopā|kopējais|kopējā|kopsumma|summa|visi avoti)\b[^/]{0,30}$", regex.I
)
_BRACKETED = regex.compile(r"\(([^)]*)\)")
_MOST = 0.55  # share of cells that have to be of a kind
_LEAST = 0.5  # how surely a header has to name a role
_NEARLY = 0.02  # what a name's header says of it may be said a little more surely of another role
_MORE = ("territory", "state", "notes", "policy_link", "project_type")
_LEVELS = ("goal", "priority", "direction", "action")
_SINGLE = (
    "name", "responsible", "partners", "funding", "results", "period", "deadline", "start", "end",
    "amount", *_MORE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Role:
    """What a column holds."""

    field: str  # of `fields.NAMES`; "" where nothing tells it
    score: float
    why: str
    name: str | None = None
    source: str | None = None
    year: int | None = None
    unit: str | None = None
    partners: bool = False


UNTOLD = Role("", 0.0, "no word of its header and nothing in its cells tells its role")


def contents_of(sheet: Sheet) -> list[Content]:
    """What each column of a sheet holds."""
    return [content_of([item.text for item in column]) for column in sheet.columns]


def roles_of(sheet: Sheet) -> list[Role]:
    """The role of each column of a table of activities or of actions."""
    contents = contents_of(sheet)
    roles: list[Role] = [UNTOLD] * len(sheet.paths)
    _money(sheet, contents, roles)
    _time(sheet, contents, roles)
    _ids(sheet, contents, roles)
    _levels(sheet, contents, roles)
    _by_words(sheet, contents, roles)
    _name(sheet, contents, roles)
    return roles


# ── money ───────────────────────────────────────────────────────────────────────────────────────


def _money(sheet: Sheet, contents: Sequence[Content], roles: list[Role]) -> None:
    found = [
        at
        for at, content in enumerate(contents)
        if _holds_money(sheet.headers[at], content, sheet.paths[at])
    ]
    told: dict[int, Role] = {}
    for at in found:
        told[at] = _money_role(sheet.paths[at], contents[at], alone=len(found) == 1)
    amounts = [at for at, role in told.items() if role.field == "amount"]
    if len(amounts) > 1:  # the surest is the amount, the others are sources by their headers
        surest = max(amounts, key=lambda at: (vocabulary.score("amount", sheet.headers[at]), -at))
        for at in amounts:
            if at != surest:
                told[at] = replace(told[at], field="money", source=source_name(sheet.paths[at][-1]))
    for at, role in told.items():
        roles[at] = role


def _holds_money(header: str, content: Content, path: Sequence[str]) -> bool:
    if not path or vocabulary.score("id", path[-1]) > _LEAST:
        return False
    about = max(vocabulary.score("amount", header), vocabulary.score("funding", header))
    other = max(
        vocabulary.score(role, path[-1])
        for role in ("results", "territory", "notes", "start", "end", "period", "deadline")
    )
    if content.time > _MOST and not about:
        return False
    if content.money + content.shares >= _MOST and content.money + content.shares > content.time:
        return (
            about > 0
            or (_names_source(path[-1]) and other < _LEAST)
            or bool(_YEAR.search(path[-1]) and not _times(header))
        )
    # A column of sources that is empty in nearly every row, or holds words for its amounts.
    empty = content.filled < 0.2 or content.money + content.shares > 0.1 or content.words == 0
    return len(path) > 1 and about > 0.6 and other < _LEAST and empty and not _times(header)


def _times(header: str) -> bool:
    return (
        max(vocabulary.score(role, header) for role in ("period", "start", "end", "deadline")) > 0.8
    )


def _names_source(text: str) -> bool:
    return vocabulary.score("source", text) > _LEAST


def _money_role(path: Sequence[str], content: Content, alone: bool) -> Role:
    header = " / ".join(path)
    unit = _unit(header, content)
    score = vocabulary.score("amount", header)
    why = f"{content.money + content.shares:.0%} of its cells are amounts"
    year, source, whole = None, None, False
    for part in path:
        years = _YEAR.findall(part)
        bare = regex.sub(r"[\d\s.–—-]|gads?|gadā|gadam|EUR|tūkst|milj", "", part, flags=regex.I)
        if len(years) == 1 and len(bare) < 4:
            year = int(years[0])
        elif part is path[-1] or (len(path) > 1 and part is not path[0]):
            if _TOTAL.match(part):
                whole = True
            elif _names_source(part) or (len(path) > 1 and not vocabulary.score("amount", part)):
                source = source_name(part)
    if len(path) == 1 and source is not None and not _is_source(path[0]):
        source = None
    if year is None and source is None and unit != "%":
        return Role("amount", max(score, 0.7), why, unit=unit)
    if whole and year is None and source is None:
        return Role("amount", max(score, 0.7), why, unit=unit)
    if unit == "%" and source is None and year is None:
        source = source_name(path[-1])
    return Role("money", max(score, 0.7), why, source=source, year=year, unit=unit)


def _is_source(text: str) -> bool:
    """Whether a header alone names a source, and not the money of an activity in all."""
    total = regex.search(r"kop(?:ā|ēj)|indikatīv|nepiecieš|projekta izmaks|summa", text, regex.I)
    return _names_source(text) and total is None


def _unit(header: str, content: Content) -> str | None:
    if content.shares > _MOST or (
        _PERCENT.search(header) and not regex.search("EUR|euro|eiro|€", header, regex.I)
    ):
        return "%"
    if _UNIT.search(header):
        return "milj. EUR" if regex.search("milj", header, regex.I) else "tūkst. EUR"
    return None


def source_name(header: str) -> str:
    """The name of a source, without the unit that its header tells."""
    before, name = "", header.strip()
    while before != name:
        before, name = name, _CURRENCY.sub("", name).strip()
    return name or header


# ── time ────────────────────────────────────────────────────────────────────────────────────────


def _time(sheet: Sheet, contents: Sequence[Content], roles: list[Role]) -> None:
    years = [
        at
        for at, path in enumerate(sheet.paths)
        if not roles[at].field
        and path
        and _lone_year(path[-1]) is not None
        and _is_marked(contents[at])
    ]
    if len(years) > 1:
        for at in years:
            why = "a column a year, with marks"
            roles[at] = Role("mark", 0.9, why, year=_lone_year(sheet.paths[at][-1]))
    for at, path in enumerate(sheet.paths):
        if roles[at].field or not path:
            continue
        own = {
            role: vocabulary.score(role, path[-1])
            for role in ("start", "end", "deadline", "period")
        }
        whole = max(vocabulary.score(role, sheet.headers[at]) for role in ("period", "deadline"))
        if contents[at].time < _MOST and max(own.values()) < 0.9:
            continue
        if contents[at].time < 0.2 and (contents[at].length > 25 or contents[at].money > 0.3):
            continue
        why = f"{contents[at].time:.0%} of its cells are years or periods"
        surest = max(own, key=lambda role: own[role])
        if surest in ("start", "end") and own[surest] > 0.55:
            roles[at] = Role(surest, own[surest], why)
        elif max(own.values()) > _LEAST or whole > _LEAST or contents[at].time > 0.8:
            single = (
                own["deadline"] >= own["period"] and contents[at].periods < 0.3 and own["deadline"]
            )
            roles[at] = Role("deadline" if single else "period", max(0.7, *own.values()), why)
    starts = [at for at, role in enumerate(roles) if role.field == "start"]
    ends = [at for at, role in enumerate(roles) if role.field == "end"]
    if bool(starts) != bool(ends):  # one alone is a deadline, or a period
        for at in (*starts, *ends):
            roles[at] = replace(
                roles[at], field="period" if contents[at].periods > 0.3 else "deadline"
            )
    _only_one(roles, "deadline", "period")


def _lone_year(text: str) -> int | None:
    match = regex.fullmatch(r"\s*((?:19|20)\d\d)\.?\s*(?:g\.?|gads|gadā)?\s*", text)
    return int(match.group(1)) if match else None


def _is_marked(content: Content) -> bool:
    return content.money < 0.3 and (
        content.marks > _MOST or content.filled == 0 or content.length < 4
    )


def _only_one(roles: list[Role], *names: str) -> None:
    """Of several columns of these roles the surest keeps it."""
    own = [at for at, role in enumerate(roles) if role.field in names]
    if len(own) > 1:
        surest = max(own, key=lambda at: (roles[at].score, -at))
        for at in own:
            if at != surest:
                roles[at] = UNTOLD


# ── ids and levels ──────────────────────────────────────────────────────────────────────────────


def _ids(sheet: Sheet, contents: Sequence[Content], roles: list[Role]) -> None:
    """The column of the rows' own ids: the one with most different ones, named so or standing left."""
    found: list[tuple[float, int]] = []
    for at, content in enumerate(contents):
        named = vocabulary.score("id", sheet.paths[at][-1]) if sheet.paths[at] else 0.0
        if roles[at].field or content.ids < 0.6 or _spans_with_names(sheet, at):
            continue
        if vocabulary.score("references", sheet.headers[at]) > 0.6 and named < 0.9:
            continue
        if content.distinct < 0.5 and content.filled * sheet.count < sheet.count * 0.5:
            continue
        leftmost = 0.3 if at < 2 else 0.0
        if named or leftmost:
            found.append((named + leftmost + content.distinct, at))
    if found:
        _, at = max(found)
        roles[at] = Role(
            "id",
            0.9,
            f"{contents[at].ids:.0%} of its cells are ids, {contents[at].distinct:.0%} differ",
        )
    for at, content in enumerate(contents):
        if roles[at].field or not sheet.paths[at]:
            continue
        refers = vocabulary.score("references", sheet.headers[at])
        if (
            content.references > 0.6
            and content.filled > 0
            and (refers or content.ids < 0.95 or content.numbers < 0.5)
        ):
            if content.length < 3 and not refers:
                continue
            if content.ids > 0.9 and sheet.merged[at]:
                continue
            roles[at] = Role(
                "references",
                max(refers, 0.7),
                f"{content.references:.0%} of its cells are ids of other rows",
            )


def _spans_with_names(sheet: Sheet, at: int) -> bool:
    """Whether ids are merged over rows, as the names beside them are: they are a level's."""
    beside = [place for place in (at - 1, at + 1) if 0 <= place < len(sheet.merged)]
    often = sheet.merged[at] * 3 > len(sheet.columns[at])
    return often or (sheet.merged[at] > 0 and any(sheet.merged[place] > 0 for place in beside))


def _levels(sheet: Sheet, contents: Sequence[Content], roles: list[Role]) -> None:
    """Columns that hold the level of a row: named so, or merged over rows, left of the names."""
    name = _named_column(sheet, contents, roles)
    for at, content in enumerate(contents):
        if roles[at].field or not sheet.paths[at] or at == name:
            continue
        role, surely = vocabulary.best(sheet.headers[at], _LEVELS)
        merged = sheet.merged[at] > 0
        repeats = content.distinct < 0.7 or merged or content.filled < 0.7
        left = name is None or at < name
        beside = name is not None and surely > 0.7 and not _other(sheet.headers[at])
        if (surely > 0.7 and left and (repeats or beside)) or (
            merged and left and content.length > 3 and surely
        ):
            share = f"{content.distinct:.0%} of its cells differ"
            roles[at] = Role(role, surely, f"a level by its header, {share}")
        elif merged and left and content.ids > 0.6:
            roles[at] = Role("level id", 0.7, "merged cells with ids")
        elif (
            merged
            and left
            and at < 3
            and not _other(sheet.headers[at])
            and sheet.merged[at] * 2 > sum(1 for item in sheet.columns[at] if item.text)
        ):
            roles[at] = Role("level", 0.6, "merged cells left of the names")


def _other(header: str) -> bool:
    return (
        vocabulary.best(header, ("responsible", "partners", "funding", "results", *_MORE))[1]
        > _LEAST
    )


def _named_column(sheet: Sheet, contents: Sequence[Content], roles: Sequence[Role]) -> int | None:
    """The column of the rows' names, as far as headers tell."""
    rows = sheet.count or 1
    scored = [
        (
            vocabulary.score("name", header)
            + 0.2 * contents[at].distinct
            + (0.1 if len(sheet.columns[at]) > 0.8 * rows and not sheet.merged[at] else 0),
            at,
        )
        for at, header in enumerate(sheet.headers)
        if not roles[at].field
        and vocabulary.score("name", header) > _LEAST
        and vocabulary.score("name", header) > vocabulary.best(header, _MORE)[1] - _NEARLY
        and contents[at].length > 5
    ]
    if scored:
        return max(scored, key=lambda item: (item[0], -item[1]))[1]
    # A table of tasks alone names them by the word of their level.
    tasks = [
        at
        for at, header in enumerate(sheet.headers)
        if not roles[at].field
        and vocabulary.best(header, _LEVELS)[1] > _LEAST
        and not sheet.merged[at]
        and contents[at].distinct > 0.8
        and contents[at].length > 10
        and contents[at].filled > 0.8
    ]
    return tasks[-1] if tasks else None


def _by_words(sheet: Sheet, contents: Sequence[Content], roles: list[Role]) -> None:
    """The other columns, each role given to the column that names it most surely."""
    name = _named_column(sheet, contents, roles)
    if name is not None:
        surely = max(vocabulary.score("name", sheet.headers[name]), 0.7)
        roles[name] = Role("name", surely, f"{contents[name].distinct:.0%} of its cells differ")
    pairs: list[tuple[float, int, str]] = []
    for at, header in enumerate(sheet.headers):
        if roles[at].field:
            continue
        for role in _SINGLE:
            surely = vocabulary.score(role, header)
            if role == "funding" and _lists_sources(contents[at]):
                surely = max(surely, vocabulary.score("amount", header))
            if role == "partners" and _partners_inside(header):
                continue  # they stand in brackets after the responsible bodies
            if surely >= _LEAST and _fits(role, contents[at]):
                pairs.append((surely, -at, role))
    taken = {role.field for role in roles}
    for surely, at, role in sorted(pairs, reverse=True):
        place = -at
        if roles[place].field or role in taken:
            continue
        taken.add(role)
        field = "more" if role in _MORE else role
        roles[place] = Role(
            field,
            surely,
            "by the words of its header",
            name=role if role in _MORE else None,
            unit=_unit(sheet.headers[place], contents[place]) if role == "amount" else None,
            partners=role == "responsible" and _partners_inside(sheet.headers[place]),
        )


def _partners_inside(header: str) -> bool:
    inside = " ".join(_BRACKETED.findall(header))
    return vocabulary.score("partners", inside) > _LEAST


def _lists_sources(content: Content) -> bool:
    """Whether the cells name where money comes from, and not how much: `Finansējums | ERAF`."""
    return content.sources > _MOST and content.money < 0.1 and content.words > 0.5


def _fits(role: str, content: Content) -> bool:
    """Whether what the cells hold does not contradict a role."""
    if role in ("name", "responsible", "partners", "funding", "results"):
        return content.money < 0.5 and content.time < 0.6
    if role in ("period", "deadline", "start", "end"):
        return content.time > 0.1 or content.words > 0.5
    if role == "amount" and _lists_sources(content):
        return False
    if role == "amount":
        return content.money > 0.1 or content.filled < 0.2 or content.words > 0.5
    return True


def _name(sheet: Sheet, contents: Sequence[Content], roles: list[Role]) -> None:
    """Where no header names it, the name is the column of the longest texts that differ."""
    if any(role.field == "name" for role in roles):
        return
    texts = [
        (contents[at].length * contents[at].distinct, -at)
        for at, role in enumerate(roles)
        if not role.field and contents[at].words > 0.3 and contents[at].length > 12
    ]
    if texts:
        at = -max(texts)[1]
        roles[at] = Role("name", 0.55, "the longest texts of a column without a role")
