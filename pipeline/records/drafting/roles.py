"""The roles of a sheet's columns, by the words of their headers and the contents of their cells."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from pipeline.model.levels import CONTAINERS
from pipeline.records.drafting import vocabulary
from pipeline.records.drafting.content import Content, content_of
from pipeline.records.drafting.money_roles import money_roles, unit_of
from pipeline.records.drafting.role import UNKNOWN, Role
from pipeline.records.drafting.sheets import Sheet
from pipeline.records.drafting.thresholds import DRAFTING
from pipeline.records.drafting.time_roles import time_roles

_BRACKETED = regex.compile(r"\(([^)]*)\)")
_MORE = ("territory", "state", "notes", "policy_link", "project_type")
_SINGLE = (
    "name", "responsible", "partners", "funding", "results", "period", "deadline", "start", "end",
    "amount", *_MORE,
)  # fmt: skip


def contents_of(sheet: Sheet) -> list[Content]:
    """The statistics of each column of a sheet."""
    return [content_of([item.text for item in column]) for column in sheet.columns]


def roles_of(sheet: Sheet) -> list[Role]:
    """The role of each column of a table of activities or actions."""
    contents = contents_of(sheet)
    roles: list[Role] = [UNKNOWN] * len(sheet.paths)
    money_roles(sheet, contents, roles)
    time_roles(sheet, contents, roles)
    _ids(sheet, contents, roles)
    _levels(sheet, contents, roles)
    _by_words(sheet, contents, roles)
    _name(sheet, contents, roles)
    return roles


# ── ids and levels ──────────────────────────────────────────────────────────────────────────────


def _ids(sheet: Sheet, contents: Sequence[Content], roles: list[Role]) -> None:
    """Set the column of the rows' own ids, which has most distinct ones, and those of
    references.
    """
    told = [_id_score(sheet, content, at) for at, content in enumerate(contents)]
    found = [(score, at) for at, score in enumerate(told) if score and not roles[at].field]
    if found:
        _, at = max(found)
        why = f"{contents[at].ids:.0%} of its cells are ids, {contents[at].distinct:.0%} differ"
        roles[at] = Role("id", DRAFTING.roles.of_ids, why)
    for at, content in enumerate(contents):
        refers = vocabulary.score("references", sheet.headers[at])
        if not roles[at].field and sheet.paths[at] and _refers(sheet, content, at, refers):
            why = f"{content.references:.0%} of its cells are ids of other rows"
            roles[at] = Role("references", max(refers, DRAFTING.roles.by_content), why)


def _id_score(sheet: Sheet, content: Content, at: int) -> float:
    """The score of a column as the rows' own ids, by its header or its place on the left; 0 where
    it is not.
    """
    named = vocabulary.score("id", sheet.paths[at][-1]) if sheet.paths[at] else 0.0
    leftmost = DRAFTING.roles.leftmost if at < DRAFTING.roles.leftmost_columns else 0.0
    if content.ids < DRAFTING.roles.ids or _spans_with_names(sheet, at) or not (named or leftmost):
        return 0.0
    if (
        vocabulary.score("references", sheet.headers[at]) > DRAFTING.roles.referring
        and named < DRAFTING.roles.clear
    ):
        return 0.0
    if content.distinct < DRAFTING.roles.half and content.filled < DRAFTING.roles.half:
        return 0.0
    return named + leftmost + content.distinct


def _refers(sheet: Sheet, content: Content, at: int, refers: float) -> bool:
    """Whether the cells of a column are ids of other rows rather than consecutive numbers."""
    if content.references <= DRAFTING.roles.ids or not content.filled:
        return False
    if content.ids > DRAFTING.roles.all_ids and sheet.merged[at]:
        return False
    numbers = content.ids >= DRAFTING.roles.running and content.numbers >= DRAFTING.roles.half
    return bool(refers) or (not numbers and content.length >= DRAFTING.roles.references)


def _spans_with_names(sheet: Sheet, at: int) -> bool:
    """Whether ids are merged over rows like the names beside them, as those of levels are."""
    beside = [place for place in (at - 1, at + 1) if 0 <= place < len(sheet.merged)]
    often = sheet.merged[at] * DRAFTING.roles.often_merged > len(sheet.columns[at])
    return often or (sheet.merged[at] > 0 and any(sheet.merged[place] > 0 for place in beside))


def _levels(sheet: Sheet, contents: Sequence[Content], roles: list[Role]) -> None:
    """Set columns with the levels of rows: by their headers, or merged over rows on the left of the
    names.
    """
    name = _named_column(sheet, contents, roles)
    for at, content in enumerate(contents):
        if roles[at].field or not sheet.paths[at] or at == name:
            continue
        role, surely = vocabulary.best(sheet.headers[at], CONTAINERS)
        merged = sheet.merged[at] > 0
        repeats = merged or min(content.distinct, content.filled) < DRAFTING.roles.repeats
        named = surely > DRAFTING.roles.level
        left = name is None or at < name
        beside = name is not None and named and not _other(sheet.headers[at])
        if (named and left and (repeats or beside)) or (
            merged and left and content.length > DRAFTING.roles.level_name and surely
        ):
            share = f"{content.distinct:.0%} of its cells differ"
            roles[at] = Role(role, surely, f"a level by its header, {share}")
        elif merged and left and content.ids > DRAFTING.roles.ids:
            roles[at] = Role("level id", DRAFTING.roles.by_content, "merged cells with ids")
        elif (
            merged
            and left
            and at < DRAFTING.roles.level_columns
            and not _other(sheet.headers[at])
            and sheet.merged[at] * 2 > sum(1 for item in sheet.columns[at] if item.text)
        ):
            roles[at] = Role("level", DRAFTING.roles.of_merged, "merged cells left of the names")


def _other(header: str) -> bool:
    return (
        vocabulary.best(header, ("responsible", "partners", "funding", "results", *_MORE))[1]
        > DRAFTING.roles.least
    )


def _named_column(sheet: Sheet, contents: Sequence[Content], roles: Sequence[Role]) -> int | None:
    """The column of the rows' names by headers; None where headers do not name one."""
    rows = sheet.count or 1
    scored = [
        (
            vocabulary.score("name", header)
            + DRAFTING.roles.distinct_name * contents[at].distinct
            + (
                DRAFTING.roles.name_a_row
                if len(sheet.columns[at]) > DRAFTING.roles.differ * rows and not sheet.merged[at]
                else 0
            ),
            at,
        )
        for at, header in enumerate(sheet.headers)
        if not roles[at].field
        and vocabulary.score("name", header) > DRAFTING.roles.least
        and vocabulary.score("name", header)
        > vocabulary.best(header, _MORE)[1] - DRAFTING.roles.nearly
        and contents[at].length > DRAFTING.roles.name
    ]
    if scored:
        return max(scored, key=lambda item: (item[0], -item[1]))[1]
    # A table of tasks only has the word of their level as the header of names.
    tasks = [
        at
        for at, header in enumerate(sheet.headers)
        if not roles[at].field
        and vocabulary.best(header, CONTAINERS)[1] > DRAFTING.roles.least
        and not sheet.merged[at]
        and contents[at].distinct > DRAFTING.roles.differ
        and contents[at].length > DRAFTING.roles.task
        and contents[at].filled > DRAFTING.roles.differ
    ]
    return tasks[-1] if tasks else None


def _by_words(sheet: Sheet, contents: Sequence[Content], roles: list[Role]) -> None:
    """Set the roles of other columns; each role goes to the column with the highest score."""
    name = _named_column(sheet, contents, roles)
    if name is not None:
        surely = max(vocabulary.score("name", sheet.headers[name]), DRAFTING.roles.by_content)
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
                continue  # partners are in brackets after the responsible bodies
            if surely >= DRAFTING.roles.least and _fits(role, contents[at]):
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
            unit=unit_of(sheet.headers[place], contents[place]) if role == "amount" else None,
            partners=role == "responsible" and _partners_inside(sheet.headers[place]),
        )


def _partners_inside(header: str) -> bool:
    inside = " ".join(_BRACKETED.findall(header))
    return vocabulary.score("partners", inside) > DRAFTING.roles.least


def _lists_sources(content: Content) -> bool:
    """Whether the cells name sources of money rather than amounts: `Finansējums | ERAF`."""
    return (
        content.sources > DRAFTING.roles.most
        and content.money < DRAFTING.roles.some
        and content.words > DRAFTING.roles.half
    )


def _fits(role: str, content: Content) -> bool:
    """Whether the contents of the cells are consistent with a role."""
    if role in ("name", "responsible", "partners", "funding", "results"):
        return content.money < DRAFTING.roles.half and content.time < DRAFTING.roles.timed
    if role in ("period", "deadline", "start", "end"):
        return content.time > DRAFTING.roles.some or content.words > DRAFTING.roles.half
    if role == "amount" and _lists_sources(content):
        return False
    if role == "amount":
        return (
            content.money > DRAFTING.roles.some
            or content.filled < DRAFTING.roles.few
            or content.words > DRAFTING.roles.half
        )
    return True


def _name(sheet: Sheet, contents: Sequence[Content], roles: list[Role]) -> None:
    """Where no header names it, set the name to the column with the longest distinct texts."""
    if any(role.field == "name" for role in roles):
        return
    texts = [
        (contents[at].length * contents[at].distinct, -at)
        for at, role in enumerate(roles)
        if not role.field
        and contents[at].words > DRAFTING.roles.marked
        and contents[at].length > DRAFTING.roles.long_name
    ]
    if texts:
        at = -max(texts)[1]
        roles[at] = Role(
            "name", DRAFTING.roles.of_longest, "the longest texts of a column without a role"
        )
