"""Numbers: do ids and indicators follow one another, and do ids fit their places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pipeline.model.schema import Finding, Indicator
from pipeline.validate.facts import ID_COLUMN, Facts, canonical, key_of, numbers, plain, repeated
from pipeline.validate.registry import check

# The column under whose value a row is printed. Activities stand under no heading of their own:
# there the first number of the id is the parent.
_PARENT = {"directions": "priority_id", "actions": "direction_id"}


@check("id-sequence")
def id_sequence(facts: Facts) -> Iterator[Finding]:
    """A gap or a step back among the ids of one parent, in the order of the plan.

    A gap is a number that no row has; one that only comes later is a step back there. Rows that
    stand under a parent with other numbers, repeated rows and rows without a readable id have
    rules of their own: they are no part of the sequence, but what they stand for is not missing
    either.
    """
    for table in ID_COLUMN:
        sequences: dict[tuple[int, ...], list[str]] = defaultdict(list)
        present: dict[tuple[int, ...], set[int]] = defaultdict(set)
        parent: tuple[int, ...] = ()
        for row in facts.plan.rows(table):
            key = key_of(table, row)
            own = numbers(key)
            parent = _parent(table, row) or own[:-1] or parent
            sequence = sequences[parent]
            if own:
                present[parent].add(own[-1])
                present[own[:-1]].add(own[-1])
            if not own or repeated(key) or key in sequence:
                # A misprint: the row stands where the next number would.
                present[parent].add(numbers(sequence[-1])[-1] + 1 if sequence else 1)
            elif parent == own[:-1]:
                sequence.append(key)
        for place, keys in sequences.items():
            yield from _breaks(facts, table, keys, present[place])


def _parent(table: str, row: object) -> tuple[int, ...]:
    """The numbers of the heading under which a row is printed, where it is under one."""
    heading = getattr(row, _PARENT[table]) if table in _PARENT else None
    return numbers(heading) if heading else ()


def _breaks(facts: Facts, table: str, keys: list[str], present: set[int]) -> Iterator[Finding]:
    before, last = "", 0
    column = ID_COLUMN[table]
    for key in keys:
        number = numbers(key)[-1]
        value = _printed(facts, table, key)
        missing = [lost for lost in range(last + 1, number) if lost not in present]
        if before and number <= last:
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
                missing=_span([_sibling(key, lost) for lost in missing]),
            )
        before, last = key, number


def _sibling(key: str, number: int) -> str:
    """The id of the same parent with another last number."""
    head = plain(key)[: -len(str(numbers(key)[-1]))]
    return f"{head}{number}"


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
    """R under another RV, RV under another P, A whose first number is none of its priorities."""
    plan = facts.plan
    for direction in plan.directions:
        under = direction.priority_id
        if _misplaced(direction.direction_id, under, bool(plan.priorities)):
            yield facts.found(
                "prefix-mismatch",
                "directions",
                direction.direction_id,
                "direction_id",
                plain(direction.direction_id),
                variant="" if under else "none",
                parent=under,
            )
    for action in plan.actions:
        under = action.direction_id
        if _misplaced(action.action_id, under, bool(plan.directions)):
            yield facts.found(
                "prefix-mismatch",
                "actions",
                action.action_id,
                "id_raw",
                action.id_raw,
                variant="" if under else "none",
                parent=under,
            )
    for activity in plan.activities:
        stated = [key for key in facts.stated.get(activity.activity_id, ()) if canonical(key)]
        own = numbers(key_of("activities", activity))
        if own and stated and f"P{own[0]}" not in stated:
            yield facts.found(
                "prefix-mismatch",
                "activities",
                activity.activity_id,
                "id_raw",
                activity.id_raw,
                variant="activity",
                priorities=", ".join(stated),
                expected=f"P{own[0]}",
            )


def _misplaced(key: str, parent: str | None, has_parents: bool) -> bool:
    """Whether the numbers of an id do not begin with those of the heading it stands under."""
    if not numbers(key):
        return False
    if parent is None:
        return has_parents
    expected = numbers(parent)
    return bool(expected) and numbers(key)[: len(expected)] != expected


@check("indicator-numbering")
def indicator_numbering(facts: Facts) -> Iterator[Finding]:
    """Indicators of one activity that are not numbered one, two, three.

    A plan that numbers no indicator at all has no numbering to be wrong.
    """
    if all(row.number_raw is None for row in facts.plan.indicators):
        return
    lists: dict[str, list[Indicator]] = defaultdict(list)
    for row in facts.plan.indicators:
        lists[row.activity_id].append(row)
    for key, rows in lists.items():
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
