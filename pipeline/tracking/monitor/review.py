"""Aggregates of a review: by priority, direction and body; money, indicators, late activities.

All numbers are computed from the tables of monitoring and of the plan. An activity counts once
under its priority and its direction, and under each of its bodies.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.model import lineage, schema
from pipeline.model.monitoring import Monitoring
from pipeline.model.plan import Plan
from pipeline.model.schema import Activity, Finding, Progress, Proposal
from pipeline.tracking.monitor import planned
from pipeline.tracking.monitor.forms import DONE, STATUSES, STOPPED
from pipeline.tracking.monitor.parts import bodies
from pipeline.tracking.monitor.version_mapping import VersionMapping

NOT_REPORTED = "nav ziņots"
STATES = (*STATUSES, NOT_REPORTED)


@dataclass(frozen=True, slots=True)
class Group:
    """A group of activities. `planned` and `spent` are sums of known amounts; `unpriced` is the
    number of activities without a readable amount.
    """

    key: str
    name: str
    activities: int
    states: Mapping[str, int]  # by STATES
    late: int
    planned: Decimal
    spent: Decimal
    unpriced: int


@dataclass(frozen=True, slots=True)
class Late:
    """An activity past its deadline that is neither done nor stopped."""

    activity_id: str
    name: str
    responsible: str
    deadline: str
    state: str


@dataclass(frozen=True, slots=True)
class Source:
    """Money from one source of funding; `planned` is None where the plan does not divide it."""

    name: str
    planned: Decimal | None
    spent: Decimal


@dataclass(frozen=True, slots=True)
class Reached:
    """The reported value of an indicator, now and at the previous review (None: not reported)."""

    activity_id: str | None  # None: an outcome indicator of the plan
    number: str
    text: str
    target: str | None
    value: str | None
    before: str | None
    comment: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """An activity whose state has changed since the previous review."""

    activity_id: str
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Before:
    """The previous review: its date, counts by state, and the money spent."""

    as_of: datetime.date
    states: Mapping[str, int]
    spent: Decimal


@dataclass(frozen=True, slots=True)
class Review:
    """All numbers of the review."""

    plan: Plan
    as_of: datetime.date
    whole: Group
    priorities: tuple[Group, ...]
    directions: tuple[Group, ...]
    bodies: tuple[Group, ...]
    late: tuple[Late, ...]
    sources: tuple[Source, ...]
    indicators: tuple[Reached, ...]  # with a value now or before
    indicators_in_all: int
    outcomes: tuple[Reached, ...]
    steps: tuple[Step, ...]
    before: Before | None
    proposals: tuple[Proposal, ...]
    doubts: tuple[Finding, ...]  # errors and warnings of the reports


def review(reports: Sequence[Monitoring], as_of: datetime.date | None = None) -> Review:
    """The review of the latest of the reports, with changes since the one before it.

    `as_of` is the date that deadlines are compared with, by default the latest date of reporting.
    """
    ordered = sorted(reports, key=lambda one: one.as_of or datetime.date.min)
    now = ordered[-1]
    day = as_of or now.as_of or datetime.date.min
    plan = now.plan
    current = latest(now)
    tally = _Tally(plan, current, day)
    before = _last_review(ordered[-2], plan) if len(ordered) > 1 else None
    values = _values(now)
    return Review(
        plan=plan,
        as_of=day,
        whole=tally.group("", plan.meta.title or plan.meta.doc_id, tally.every),
        priorities=tuple(_groups(tally, _by_priority(plan), _names(plan, "priorities"))),
        directions=tuple(_groups(tally, _by_direction(plan), _names(plan, "directions"))),
        bodies=tuple(tally.group(name, name, keys) for name, keys in bodies(plan).items()),
        late=tuple(tally.late()),
        sources=tuple(_sources(now)),
        indicators=tuple(_indicators(plan, values, before)),
        indicators_in_all=len(plan.indicators),
        outcomes=tuple(_outcomes(plan, values, before)),
        steps=tuple(_steps(plan, current, before)),
        before=before.summary if before else None,
        proposals=now.proposals,
        doubts=tuple(one for one in now.findings if one.severity != "info"),
    )


def latest(reported: Monitoring) -> dict[str, Progress]:
    """The latest row of each activity."""
    found: dict[str, Progress] = {}
    for row in reported.progress:
        known = found.get(row.activity_id)
        if known is None or known.as_of <= row.as_of:
            found[row.activity_id] = row
    return found


def state_of(row: Progress | None) -> str:
    """The state of an activity: its status, or `NOT_REPORTED`."""
    return row.status if row is not None and row.status is not None else NOT_REPORTED


class _Tally:
    """The activities of a plan with their reported progress."""

    def __init__(self, plan: Plan, current: Mapping[str, Progress], as_of: datetime.date) -> None:
        self.rows = {row.activity_id: row for row in plan.activities}
        self.current, self.as_of = current, as_of
        self.planned = planned.in_all(plan)
        self.every = list(self.rows)

    def group(self, key: str, name: str, activities: Iterable[str]) -> Group:
        own = list(dict.fromkeys(activities))
        states = Counter(state_of(self.current.get(one)) for one in own)
        spent = [self.current[one].spent_eur for one in own if one in self.current]
        return Group(
            key,
            name,
            len(own),
            {state: states[state] for state in STATES},
            sum(self.is_late(self.rows[one]) for one in own),
            sum((self.planned.get(one, Decimal(0)) for one in own), Decimal(0)),
            sum((one for one in spent if one is not None), Decimal(0)),
            sum(one not in self.planned for one in own),
        )

    def is_late(self, row: Activity) -> bool:
        if row.deadline_year is None or state_of(self.current.get(row.activity_id)) in (
            DONE,
            STOPPED,
        ):
            return False
        return self.as_of > datetime.date(row.deadline_year, 12, 31)

    def late(self) -> Iterable[Late]:
        for row in self.rows.values():
            if self.is_late(row):
                yield Late(
                    row.activity_id, row.name or "", row.responsible_raw or "",
                    row.deadline_raw or str(row.deadline_year),
                    state_of(self.current.get(row.activity_id)),
                )  # fmt: skip


# ── groups ────────────────────────────────────────────────────────────────────────────────────────


def _names(plan: Plan, table: str) -> Mapping[str, str]:
    key = schema.tables()[table].key[0]
    return {getattr(row, key): row.name or "" for row in plan.rows(table)}


def _groups(
    tally: _Tally, groups: Mapping[str | None, list[str]], names: Mapping[str, str]
) -> Iterable[Group]:
    """A group for each row of a level, in the order of the plan; activities without one are
    last.
    """
    for key, name in names.items():
        yield tally.group(key, name, groups.get(key, ()))
    rest = [one for key, own in groups.items() if key not in names for one in own]
    if rest and names:
        yield tally.group("–", "Bez piederības", rest)


def _by_priority(plan: Plan) -> Mapping[str | None, list[str]]:
    groups: dict[str | None, list[str]] = defaultdict(list)
    for key, priority in lineage.activity_priorities(plan).items():
        groups[priority].append(key)
    return groups


def _by_direction(plan: Plan) -> Mapping[str | None, list[str]]:
    """The direction that an activity is nested in, else that of the first action that refers to
    it.
    """
    known = {row.direction_id for row in plan.directions}
    nested = lineage.above(plan)
    of_action = {row.action_id: row.direction_id for row in plan.actions}
    leading: dict[str, str] = {}
    for reference in plan.action_activities:
        direction = of_action.get(reference.action_id)
        if direction in known and reference.activity_id is not None and direction is not None:
            leading.setdefault(reference.activity_id, direction)
    groups: dict[str | None, list[str]] = defaultdict(list)
    for row in plan.activities:
        own = next((one for one in lineage.scopes(row.activity_id, nested) if one in known), None)
        groups[own or leading.get(row.activity_id)].append(row.activity_id)
    return groups


def _sources(now: Monitoring) -> Iterable[Source]:
    """Money spent by source, most first; names that differ in case only are merged."""
    spent: dict[str, Decimal] = defaultdict(Decimal)
    names: dict[str, str] = {}
    rows = sorted(now.progress_funding, key=lambda row: row.as_of)
    for row in {(row.activity_id, row.source): row for row in rows}.values():
        if row.spent_eur is not None:
            names.setdefault(row.source.casefold(), row.source)
            spent[row.source.casefold()] += row.spent_eur
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for (_, source), amount in planned.by_source(now.plan).items():
        names.setdefault(source.casefold(), source)
        sums[source.casefold()] += amount
    for folded in sorted(names, key=lambda one: (-spent[one], one)):
        yield Source(names[folded], sums.get(folded), spent[folded])


# ── the previous review ─────────────────────────────────────────────────────────────────────────

Key = tuple[str | None, int]  # activity (None: of the plan), position of an indicator


@dataclass(frozen=True, slots=True)
class _LastReview:
    """The previous review, with ids mapped to the current version."""

    states: Mapping[str, str]
    values: Mapping[Key, str]
    summary: Before


def _last_review(last: Monitoring, plan: Plan) -> _LastReview:
    same = last.plan.meta.sha256 == plan.meta.sha256 and last.plan.activities == plan.activities
    mapping = VersionMapping(plan if same else last.plan, plan)
    rows = latest(last)
    states = {}
    for row in last.plan.activities:
        key = mapping.activity(row.activity_id).key
        if key is not None:
            states[key] = state_of(rows.get(row.activity_id))
    values: dict[Key, str] = {}
    for (activity_id, position), item in _values(last).items():
        key = None if activity_id is None else mapping.activity(activity_id).key
        mapped = mapping.indicator(activity_id, position).position
        if mapped is not None and (activity_id is None or key is not None):
            values[key, mapped] = item[0] or ""
    counted = Counter(state_of(rows.get(row.activity_id)) for row in last.plan.activities)
    spent = [row.spent_eur for row in rows.values() if row.spent_eur is not None]
    summary = Before(
        last.as_of or datetime.date.min,
        {state: counted[state] for state in STATES},
        sum(spent, Decimal(0)),
    )
    return _LastReview(states, values, summary)


def _steps(
    plan: Plan, current: Mapping[str, Progress], before: _LastReview | None
) -> Iterable[Step]:
    for row in plan.activities if before else ():
        was = before.states.get(row.activity_id) if before else None
        now = state_of(current.get(row.activity_id))
        if was is not None and was != now:
            yield Step(row.activity_id, row.name or "", was, now)


# ── indicators ──────────────────────────────────────────────────────────────────────────────────


def _values(reported: Monitoring) -> dict[Key, tuple[str | None, str | None]]:
    """The latest value and comment of each indicator."""
    rows = sorted(reported.progress_indicators, key=lambda row: row.as_of)
    return {(row.activity_id, row.position): (row.value_raw, row.comment) for row in rows}


def _indicators(
    plan: Plan, values: Mapping[Key, tuple[str | None, str | None]], before: _LastReview | None
) -> Iterable[Reached]:
    for row in plan.indicators:
        key = row.activity_id, row.position
        value, comment = values.get(key, (None, None))
        was = before.values.get(key) if before else None
        if value is not None or comment is not None or was is not None:
            number = row.number_raw or str(row.position)
            yield Reached(row.activity_id, number, row.text, None, value, was, comment)


def _outcomes(
    plan: Plan, values: Mapping[Key, tuple[str | None, str | None]], before: _LastReview | None
) -> Iterable[Reached]:
    for row in plan.outcome_indicators:
        value, comment = values.get((None, row.position), (None, None))
        was = before.values.get((None, row.position)) if before else None
        number = row.number_raw or str(row.position)
        target = f"{row.target_raw} {row.unit or ''}".strip() if row.target_raw else None
        yield Reached(None, number, row.name or "", target, value, was, comment)
