"""Columns of time: deadlines, periods, first and last years, years with marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from pipeline.records.drafting import vocabulary
from pipeline.records.drafting.content import Content
from pipeline.records.drafting.role import UNKNOWN, Role
from pipeline.records.drafting.sheets import Sheet
from pipeline.records.drafting.thresholds import DRAFTING


def time_roles(sheet: Sheet, contents: Sequence[Content], roles: list[Role]) -> None:
    """Set the roles of columns of time in `roles`."""
    _marks(sheet, contents, roles)
    for at, path in enumerate(sheet.paths):
        if not roles[at].field and path:
            roles[at] = _of_time(sheet, contents[at], at)
    _single_bounds(contents, roles)
    _keep_surest(roles, "deadline", "period")


def _marks(sheet: Sheet, contents: Sequence[Content], roles: list[Role]) -> None:
    """Set the columns of years whose cells have marks or shades."""
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
            roles[at] = Role(
                "mark", DRAFTING.roles.of_marks, why, year=_lone_year(sheet.paths[at][-1])
            )


def _of_time(sheet: Sheet, content: Content, at: int) -> Role:
    """The role of a column of time; UNKNOWN where it is none."""
    header = sheet.paths[at][-1]
    own = {role: vocabulary.score(role, header) for role in ("start", "end", "deadline", "period")}
    named = max(own.values())
    if (content.time < DRAFTING.roles.most and named < DRAFTING.roles.clear) or (
        content.time < DRAFTING.roles.few
        and (content.length > DRAFTING.roles.sentence or content.money > DRAFTING.roles.marked)
    ):
        return UNKNOWN
    why = f"{content.time:.0%} of its cells are years or periods"
    surest = max(own, key=lambda role: own[role])
    if surest in ("start", "end") and own[surest] > DRAFTING.roles.ending:
        return Role(surest, own[surest], why)
    whole = max(vocabulary.score(role, sheet.headers[at]) for role in ("period", "deadline"))
    if max(named, whole) <= DRAFTING.roles.least and content.time <= DRAFTING.roles.differ:
        return UNKNOWN
    single = (
        own["deadline"] >= own["period"]
        and content.periods < DRAFTING.roles.marked
        and own["deadline"]
    )
    return Role("deadline" if single else "period", max(DRAFTING.roles.by_content, named), why)


def _single_bounds(contents: Sequence[Content], roles: list[Role]) -> None:
    """Turn a start without an end, or an end without a start, into a deadline or a period."""
    starts = [at for at, role in enumerate(roles) if role.field == "start"]
    ends = [at for at, role in enumerate(roles) if role.field == "end"]
    if bool(starts) != bool(ends):
        for at in (*starts, *ends):
            roles[at] = replace(
                roles[at],
                field="period" if contents[at].periods > DRAFTING.roles.marked else "deadline",
            )


def _lone_year(text: str) -> int | None:
    match = regex.fullmatch(r"\s*((?:19|20)\d\d)\.?\s*(?:g\.?|gads|gadā)?\s*", text)
    return int(match.group(1)) if match else None


def _is_marked(content: Content) -> bool:
    return content.money < DRAFTING.roles.marked and (
        content.marks > DRAFTING.roles.most
        or content.filled == 0
        or content.length < DRAFTING.roles.mark
    )


def _keep_surest(roles: list[Role], *names: str) -> None:
    """Of several columns with the same role, keep the one with the highest score."""
    own = [at for at, role in enumerate(roles) if role.field in names]
    if len(own) > 1:
        surest = max(own, key=lambda at: (roles[at].score, -at))
        for at in own:
            if at != surest:
                roles[at] = UNKNOWN
