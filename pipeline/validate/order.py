"""Numbering: the order of ids and indicators, and whether ids fit their parents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.model.ids import Id, is_repeated, plain
from pipeline.model.levels import CONTAINERS, NESTED, ROLE_OF_TABLE, TABLES
from pipeline.model.lineage import parent
from pipeline.model.schema import Finding, Indicator
from pipeline.validate.facts import ID_COLUMN, Facts, key_of
from pipeline.validate.registry import check


@check("id-sequence")
def id_sequence(facts: Facts) -> Iterator[Finding]:
    """A gap or a step back among the ids of one parent, in the order of the plan.

    A gap is a number that no row has; where a row has it later, that row is a step back. Rows under
    a parent with other numbers, repeated rows and rows without a readable id are reported by other
    rules: they are not part of the sequence, but their numbers do not count as missing.
    """
    for table in ID_COLUMN:
        role = ROLE_OF_TABLE[table]
        if role in facts.numbered_anew:
            continue
        sequences: dict[tuple[int, ...], list[Id]] = defaultdict(list)
        present: dict[tuple[int, ...], set[int]] = defaultdict(set)
        above: tuple[int, ...] = ()
        for row in facts.plan.rows(table):
            key = key_of(table, row)
            own = facts.id(role, key)
            above = _numbers_above(facts, role, row) or (own.above if own else ()) or above
            sequence = sequences[above]
            if own:
                present[above].add(own.last)
                present[own.above].add(own.last)
            if own is None or is_repeated(key) or own in sequence:
                # A misprint: the row is in the place of the next number.
                present[above].add(sequence[-1].last + 1 if sequence else 1)
            elif above == own.above:
                sequence.append(own)
        for place, ids in sequences.items():
            yield from _breaks(facts, table, ids, present[place])


def _numbers_above(facts: Facts, role: str, row: object) -> tuple[int, ...]:
    """The numbers of the row's parent, where the row's own have one more."""
    above = parent(role, row)
    own = facts.id(role, getattr(row, f"{role}_id"))
    for wider in reversed(CONTAINERS):
        found = facts.id(wider, above)
        if own and found and wider != role and len(found.numbers) == len(own.above):
            return found.numbers
    return ()


def _breaks(facts: Facts, table: str, ids: list[Id], present: set[int]) -> Iterator[Finding]:
    before, last = "", 0
    column = ID_COLUMN[table]
    for own in ids:
        key = str(own)
        value = _printed(facts, table, key)
        missing = [lost for lost in range(last + 1, own.last) if lost not in present]
        if before and own.last <= last:
            yield facts.found(
                "id-sequence", table, key, column, value, variant="back", before=before
            )
        elif missing:
            yield facts.found(
                "id-sequence",
                table,
                key,
                column,
                value,
                variant="gap",
                missing=_span([str(own.sibling(lost)) for lost in missing]),
            )
        before, last = key, own.last


def _span(keys: list[str]) -> str:
    return ", ".join(keys) if len(keys) <= 3 else f"{keys[0]} … {keys[-1]}"


def _printed(facts: Facts, table: str, key: str) -> str:
    """The id as printed."""
    if ID_COLUMN[table] != "id_raw":
        return plain(key)
    for row in facts.plan.rows(table):
        if key_of(table, row) == key:
            return row.id_raw or plain(key)
    return plain(key)


@check("prefix-mismatch")
def prefix_mismatch(facts: Facts) -> Iterator[Finding]:
    """A row whose number does not begin with that of its parent, or whose first number is of none
    of the priorities that it states.
    """
    for role in NESTED[1:]:
        rows = facts.plan.rows(TABLES[role])
        wider = [name for name in CONTAINERS[: _depth(role)] if facts.has(name)]
        # Without any nested rows of the level, there is no nesting to check.
        nested = any(parent(role, row) is not None for row in rows)
        for row in rows:
            yield from _misplaced(facts, role, row, wider, nested and role != "activity")
    yield from _of_other_priorities(facts)


def _misplaced(
    facts: Facts, role: str, row: Any, wider: Sequence[str], nested: bool
) -> Iterator[Finding]:
    key, under = getattr(row, f"{role}_id"), parent(role, row)
    own = facts.id(role, key)
    if own is None:
        return
    column = ID_COLUMN[TABLES[role]]
    printed = row.id_raw if column == "id_raw" else plain(key)
    if under is None:
        if nested and wider and _comparable(facts, role, wider[-1]):
            yield facts.found(
                "prefix-mismatch", TABLES[role], key, column, printed, variant="none", parent=under
            )
        return
    for name in wider:
        above = facts.id(name, under)
        comparable = above is not None and len(above.numbers) < len(own.numbers)
        if above and comparable and not own.is_under(above):
            yield facts.found("prefix-mismatch", TABLES[role], key, column, printed, parent=under)
            return


def _depth(role: str) -> int:
    return CONTAINERS.index(role) if role in CONTAINERS else len(CONTAINERS)


def _comparable(facts: Facts, role: str, wider: str) -> bool:
    """Whether ids of a level include the numbers of the level above."""
    own, above = facts.level(role), facts.level(wider)
    return bool(
        own and above and own.pattern and above.pattern and own.pattern.depth > above.pattern.depth
    )


def _of_other_priorities(facts: Facts) -> Iterator[Finding]:
    level = facts.level("priority")
    if level is None or level.pattern is None or not _comparable(facts, "activity", "priority"):
        return
    for activity in facts.plan.activities:
        stated = [key for key in facts.stated.get(activity.activity_id, ()) if level.is_key(key)]
        own = facts.id("activity", activity.activity_id)
        expected = str(own.at(level.pattern)) if own else ""
        if own and stated and expected not in stated:
            yield facts.found(
                "prefix-mismatch",
                "activities",
                activity.activity_id,
                "id_raw",
                activity.id_raw,
                variant="activity",
                priorities=", ".join(stated),
                expected=expected,
            )


@check("indicator-numbering")
def indicator_numbering(facts: Facts) -> Iterator[Finding]:
    """Indicators of an activity that are not numbered consecutively from 1.

    No findings where most lists of the plan are not numbered, nor on lists without any number in a
    plan with a column of results, whose lists need none.
    """
    lists: dict[str, list[Indicator]] = defaultdict(list)
    for row in facts.plan.indicators:
        lists[row.activity_id].append(row)
    numbered = {row.activity_id for row in facts.plan.indicators if row.number_raw is not None}
    if 2 * len(numbered) <= len(lists):
        return
    optional = facts.prints("activities", "results")
    for key, rows in lists.items():
        if optional and key not in numbered:
            continue
        for expected, row in enumerate(rows, start=1):
            if row.number_raw != str(expected):
                yield facts.found(
                    "indicator-numbering",
                    "indicators",
                    key,
                    "number_raw",
                    row.number_raw,
                    position=row.position,
                    numbers=", ".join(item.number_raw or "–" for item in rows),
                )
                break
