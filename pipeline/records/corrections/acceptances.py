"""Acceptances: findings that need no action."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.model.findings import finding
from pipeline.model.schema import Finding
from pipeline.records.corrections.entries import Acceptance

UNUSED = "unused-acceptance"


def accepted(findings: Sequence[Finding], acceptances: Sequence[Acceptance]) -> tuple[Finding, ...]:
    """The findings, marked where an acceptance matches, followed by findings on unused
    acceptances.
    """
    used: set[Acceptance] = set()
    marked = []
    # Where several match a finding, the reason of the most specific one is used.
    ordered = sorted(
        set(acceptances), key=lambda one: (-_specificity(one), str(one.target), one.reason)
    )
    for found in findings:
        fitting = [entry for entry in ordered if matches(entry, found)]
        used.update(fitting)
        marked.append(
            replace(found, accepted=True, accepted_why=fitting[0].reason) if fitting else found
        )
    unused = sorted((one for one in ordered if one not in used), key=lambda one: str(one.target))
    return (*marked, *(_unused(entry) for entry in unused))


def matches(entry: Acceptance, found: Finding) -> bool:
    """Whether an acceptance matches a finding. Omitted fields match anything, except the key:
    without one it matches findings on the whole plan only.
    """
    return (
        found.rule == entry.rule
        and found.key == entry.key
        and entry.table in (None, found.table)
        and entry.position in (None, found.position)
        and entry.column in (None, found.column)
        and entry.value in (None, found.value)
    )


def kept(findings: Iterable[Finding], before: Iterable[Finding]) -> tuple[Finding, ...]:
    """New findings, marked where the same finding was accepted before."""
    known = {_identity(found): found for found in before if found.accepted}
    return tuple(
        replace(found, accepted=True, accepted_why=known[_identity(found)].accepted_why)
        if _identity(found) in known
        else found
        for found in findings
    )


def _identity(found: Finding) -> tuple[object, ...]:
    return found.rule, found.table, found.key, found.position, found.column, found.value


def _specificity(entry: Acceptance) -> int:
    return sum(part is not None for part in entry.target)


def _unused(entry: Acceptance) -> Finding:
    return finding(
        UNUSED,
        table=entry.table,
        key=entry.key,
        position=entry.position,
        column=entry.column,
        value=entry.value,
        rule=entry.rule,
    )
