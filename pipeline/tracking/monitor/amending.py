"""Applies proposals to a plan, and compares the result with the plan.

As the draft is compared by the code that compares versions, its changes have the same form as those
of an adopted amendment and can be compared with them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pipeline.model import values
from pipeline.model.findings import finding
from pipeline.model.monitoring import Monitoring
from pipeline.model.plan import Plan
from pipeline.model.schema import (
    Activity,
    ActivityFunding,
    ActivityPartner,
    ActivityResponsible,
    Change,
    Finding,
    Indicator,
    Proposal,
)
from pipeline.model.strings import tidy
from pipeline.records import name_lists, numbered
from pipeline.records.printed import Printed
from pipeline.tracking.diff import compare
from pipeline.tracking.monitor.filled import Place
from pipeline.tracking.monitor.kinds import ADD, COLUMNS, OTHER, REMOVE
from pipeline.tracking.monitor.texts import coordinate

_LISTS = ("activity_responsible", "activity_partners", "activity_funding", "activity_priorities",
          "indicators", "activity_amounts", "action_activities")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Carried:
    """A proposal that was applied, with the old and the new value."""

    proposal: Proposal
    name: str  # of the activity
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Amendment:
    """A draft amendment: the amended plan, its changes, and the proposals that could not be
    applied.
    """

    old: Plan
    new: Plan
    changes: tuple[Change, ...]
    carried: tuple[Carried, ...]
    in_words: tuple[Proposal, ...]
    findings: tuple[Finding, ...]


@dataclass
class _Draft:
    """The plan while proposals are applied."""

    plan: Plan
    rows: dict[str, Activity]
    lists: dict[str, list[Any]]
    carried: list[Carried] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def refuse(self, proposal: Proposal, variant: str, **said: Any) -> None:
        """Add a finding on why a proposal is not in the draft."""
        place = Place(proposal.file, proposal.sheet, coordinate(0, proposal.row))
        self.findings.append(
            finding("proposal-unclear", variant=variant, table="proposals",
                    position=proposal.position, key=proposal.activity_id, place=str(place), **said)
        )  # fmt: skip

    def replace_list(self, table: str, key: str, rows: Sequence[Any]) -> None:
        """Replace the items of a list of one activity."""
        old = self.lists[table]
        at = next((n for n, row in enumerate(old) if row.activity_id == key), len(old))
        kept = [row for row in old if row.activity_id != key]
        self.lists[table] = [*kept[:at], *rows, *kept[at:]]


def amendment(reported: Monitoring) -> Amendment:
    """The draft amendment made from the proposals."""
    plan = reported.plan
    draft = _Draft(
        plan,
        {row.activity_id: row for row in plan.activities},
        {name: list(plan.rows(name)) for name in _LISTS},
    )
    said: dict[tuple[str | None, str | None], Proposal] = {}
    disputed = _contradicting(reported.proposals)
    for proposal in reported.proposals:
        key = (proposal.activity_id or proposal.proposed_id, proposal.kind)
        if proposal.kind == OTHER or proposal.kind is None:
            continue
        if key in disputed:
            if key in said:
                other = said[key]
                place = Place(other.file, other.sheet, coordinate(0, other.row))
                draft.refuse(proposal, "differs", kind=proposal.kind, other=str(place))
            said.setdefault(key, proposal)
        elif key not in said:
            said[key] = proposal
            _apply(draft, proposal)
    lists: dict[str, Any] = {name: tuple(rows) for name, rows in draft.lists.items()}
    new = dataclasses.replace(
        plan,
        meta=dataclasses.replace(plan.meta, doc_id=f"{plan.meta.doc_id}-projekts", sha256=None),
        activities=tuple(draft.rows.values()),
        **lists,
        provenance=(),
    )
    done = {carried.proposal.position for carried in draft.carried}
    done |= {p.position for p in reported.proposals if _same_as_applied(p, draft.carried)}
    return Amendment(
        plan,
        new,
        tuple(dataclasses.replace(one, page_new=None) for one in compare(plan, new)),
        tuple(draft.carried),
        tuple(p for p in reported.proposals if p.position not in done),
        tuple(draft.findings),
    )


def _same_as_applied(proposal: Proposal, carried: Sequence[Carried]) -> bool:
    wanted = (proposal.activity_id, proposal.proposed_id, proposal.kind, tidy(proposal.text or ""))
    return any(
        wanted[0] == one.proposal.activity_id
        and (wanted[0] is not None or wanted[1] == one.proposal.proposed_id)
        and wanted[2:] == (one.proposal.kind, tidy(one.proposal.text or ""))
        for one in carried
    )


def _contradicting(proposals: Sequence[Proposal]) -> set[tuple[str | None, str | None]]:
    """Activity and kind of contradicting proposals, none of which is applied."""
    texts: dict[tuple[str | None, str | None], set[str]] = {}
    for row in proposals:
        key = (row.activity_id or row.proposed_id, row.kind)
        texts.setdefault(key, set()).add(tidy(row.text or ""))
    return {key for key, said in texts.items() if len(said) > 1 and key[1] != REMOVE}


def _apply(draft: _Draft, proposal: Proposal) -> None:
    kind, key = proposal.kind or "", proposal.activity_id
    text = tidy(proposal.text or "")
    if kind == ADD:
        _add(draft, proposal, text)
        return
    if kind != REMOVE and kind not in COLUMNS:
        return  # reported when it was collected
    if key is None or key not in draft.rows:
        draft.refuse(proposal, "activity", kind=kind, value=proposal.proposed_id)
        return
    row = draft.rows[key]
    if kind == REMOVE:
        del draft.rows[key]
        for name, rows in draft.lists.items():
            draft.lists[name] = [one for one in rows if one.activity_id != key]
        draft.carried.append(Carried(proposal, row.name or "", row.name, None))
        return
    if not text:
        draft.refuse(proposal, "empty", kind=kind)
        return
    column = COLUMNS[kind]
    old = _printed(draft, row, column)
    if not _SETTERS[column](draft, row, proposal.text or ""):
        draft.refuse(proposal, "value", kind=kind, value=text)
        return
    new = _printed(draft, draft.rows[key], column)
    if new == old:
        draft.refuse(proposal, "same", kind=kind, value=text)
        return
    draft.carried.append(Carried(proposal, row.name or "", old, new))


def _printed(draft: _Draft, row: Activity, column: str) -> str | None:
    if column != "indicators":
        text: str | None = getattr(row, column)
        return text
    items = [one for one in draft.lists["indicators"] if one.activity_id == row.activity_id]
    return "\n".join(f"{one.number_raw or one.position}. {one.text}" for one in items) or None


def _add(draft: _Draft, proposal: Proposal, name: str) -> None:
    said = tidy(proposal.proposed_id or "")
    level = draft.plan.profile.level("activity")
    key = level.typed(said) if level and said else None
    if key is None or key in draft.rows:
        draft.refuse(proposal, "id", value=proposal.proposed_id)
        return
    if not name:
        draft.refuse(proposal, "empty", kind=ADD)
        return
    declared = draft.plan.declared["activities"]
    empty = dict.fromkeys(declared.names)
    draft.rows[key] = declared.row(**{**empty, "activity_id": key, "id_raw": said, "name": name})
    draft.carried.append(Carried(proposal, name, None, name))


# ── setters of a printed value and the values parsed from it ──────────────────────────────────────

Setter = Callable[[_Draft, Activity, str], bool]


def _set(draft: _Draft, row: Activity, **changed: Any) -> bool:
    draft.rows[row.activity_id] = dataclasses.replace(row, **changed)
    return True


def _name(draft: _Draft, row: Activity, text: str) -> bool:
    return _set(draft, row, name=tidy(text))


def _amount(draft: _Draft, row: Activity, text: str) -> bool:
    value = values.amount(text)
    if value is None:
        return False
    euros = (value * _unit(draft.plan)).quantize(Decimal("0.01"))
    return _set(draft, row, amount_raw=tidy(text), amount_eur=euros)


def _unit(plan: Plan) -> Decimal:
    """The unit of the plan's printed amounts in euros: 1 or 1000."""
    for row in plan.activities:
        printed = values.amount(row.amount_raw or "")
        if printed and row.amount_eur:
            return (row.amount_eur / printed).quantize(Decimal(1))
    return Decimal(1)


def _deadline(draft: _Draft, row: Activity, text: str) -> bool:
    periods = any(one.start_year is not None for one in draft.plan.activities)
    if not periods:
        year = values.deadline(tidy(text))
        return year is not None and _set(draft, row, deadline_raw=tidy(text), deadline_year=year)
    found = values.years_of(tidy(text))
    if found is None or found[1] is None:
        return False
    first, last = found
    return _set(draft, row, deadline_raw=tidy(text), start_year=first, deadline_year=last)


def _listed(
    column: str, table: str, make: Callable[[str, int, str], Any], known: str, marks: str
) -> Setter:
    """A setter of a printed list and its items, split as in reading the plan."""

    def put(draft: _Draft, row: Activity, text: str) -> bool:
        profile = draft.plan.profile
        names: Sequence[str] = getattr(profile, known) if known else ()
        found = (
            [one.text for one in name_lists.names(tidy(text), names, marks, profile.whole,
                                                  profile.only_known)]
            if known
            else name_lists.cut(tidy(text), whole=profile.whole)
        )  # fmt: skip
        key = row.activity_id
        draft.replace_list(table, key, [make(key, at, one) for at, one in enumerate(found, 1)])
        return bool(found) and _set(draft, row, **{column: tidy(text)})

    return put


def _indicators(draft: _Draft, row: Activity, text: str) -> bool:
    lines = [line for line in text.splitlines() if line.strip()]
    found = [item for line in lines for item in numbered.results(_as_printed(tidy(line)))]
    key = row.activity_id
    rows = [
        Indicator(key, at, item.number.tidied.rstrip(".)") if item.number else None,
                  item.text.tidied)
        for at, item in enumerate(found, 1)
    ]  # fmt: skip
    if len(lines) > 1:  # each line begins with its number and is parsed on its own
        rows = [_numbered_line(key, at, tidy(line)) for at, line in enumerate(lines, 1)]
    draft.replace_list("indicators", key, rows)
    return bool(rows)


def _numbered_line(key: str, at: int, line: str) -> Indicator:
    head, dot, rest = line.partition(".")
    if dot and head.isdecimal() and rest.strip():
        return Indicator(key, at, head, rest.strip())
    return Indicator(key, at, None, line)


def _as_printed(text: str) -> Printed:
    return Printed(text, (), (), ())


_SETTERS: Mapping[str, Setter] = {
    "name": _name,
    "amount_raw": _amount,
    "deadline_raw": _deadline,
    "indicators": _indicators,
    "responsible_raw": _listed(
        "responsible_raw", "activity_responsible", ActivityResponsible, "bodies", ",;/"
    ),
    "partners_raw": _listed("partners_raw", "activity_partners", ActivityPartner, "", ",;"),
    "funding_raw": _listed("funding_raw", "activity_funding", ActivityFunding, "sources", ",;"),
}
