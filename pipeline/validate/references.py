"""References: of actions to activities, of activities to priorities."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model.ids import is_repeated, plain
from pipeline.model.schema import Finding
from pipeline.validate.facts import Facts, key_of, position_of
from pipeline.validate.registry import check


@check("unknown-activity")
def unknown_activity(facts: Facts) -> Iterator[Finding]:
    """A reference to an activity that does not exist."""
    known = {row.activity_id for row in facts.plan.activities}
    for row in facts.plan.action_activities:
        if row.activity_id is not None and row.activity_id not in known:
            yield facts.found(
                "unknown-activity",
                "action_activities",
                row.action_id,
                "ref_raw",
                row.ref_raw,
                position=row.position,
                activity=row.activity_id,
            )


@check("unknown-priority")
def unknown_priority(facts: Facts) -> Iterator[Finding]:
    """A reference to a priority that does not exist, in any table."""
    known = {row.priority_id for row in facts.plan.priorities}
    for table in ("directions", "activity_priorities", "horizontal_measures"):
        reported = set()
        for row in facts.plan.rows(table):
            priority = row.priority_id
            if priority is None or priority in known or not facts.canonical("priority", priority):
                continue
            key = key_of(table, row)
            # The measures of one cell share their priority, so it is reported once.
            position = position_of(row) if table == "activity_priorities" else None
            if (key, position) not in reported:
                reported.add((key, position))
                yield facts.found(
                    "unknown-priority",
                    table,
                    key,
                    "priority_id",
                    priority,
                    position=position,
                    priority=priority,
                )


@check("unreferenced-activity")
def unreferenced_activity(facts: Facts) -> Iterator[Finding]:
    """An activity to which no action refers.

    References to a repeated id mean its first row; rows without a readable id are not checked. No
    findings where no action refers to activities.
    """
    if not any(row.ref_raw for row in facts.plan.action_activities) or facts.refers_back:
        return
    for row in facts.plan.activities:
        key = row.activity_id
        if not facts.canonical("activity", key) or is_repeated(key):
            continue
        if key not in facts.leading:
            yield facts.found(
                "unreferenced-activity", "activities", row.activity_id, "id_raw", row.id_raw
            )


@check("unknown-reference")
def unknown_reference(facts: Facts) -> Iterator[Finding]:
    """A reference of an activity to an action that does not exist, where the plan has actions."""
    if not facts.has("action"):
        return
    known = {row.action_id for row in facts.plan.actions}
    for row in facts.plan.action_activities:
        if row.action_id not in known and row.activity_id is not None:
            yield facts.found(
                "unknown-reference",
                "activities",
                row.activity_id,
                "id_raw",
                row.ref_raw,
                at=("action_activities", row.action_id, row.position, "ref_raw"),
                reference=row.action_id,
            )


@check("priority-not-stated")
def priority_not_stated(facts: Facts) -> Iterator[Finding]:
    """An action of Pn refers to the activity, which states other priorities only.

    An activity without priorities is a missing value instead. Where an action's number and heading
    are of different priorities, either of them may be stated.
    """
    for row in facts.plan.activities:
        stated = facts.stated.get(row.activity_id, ())
        missing: dict[str, list[str]] = {}
        for action in facts.leading.get(row.activity_id, ()):
            priorities = facts.priorities_of.get(action.action_id, ())
            if priorities and not set(priorities) & set(stated):
                missing.setdefault(priorities[0], []).append(action.action_id)
        if stated and missing:
            yield facts.found(
                "priority-not-stated",
                "activity_priorities",
                row.activity_id,
                "priority_id",
                actions=", ".join(key for keys in missing.values() for key in keys),
                priorities=", ".join(missing),
            )


@check("same-references")
def same_references(facts: Facts) -> Iterator[Finding]:
    """An action that refers to the same set of activities as an earlier one.

    Repeated rows are compared with rows of other ids only, since the repetition is reported
    already. No findings where activities refer to actions: several tasks of one project are not
    copies.
    """
    if facts.refers_back:
        return
    earlier: dict[frozenset[str], list[str]] = {}
    for row in facts.plan.actions:
        references = facts.references.get(row.action_id, ())
        activities = frozenset(item.activity_id for item in references if item.activity_id)
        if not activities or any(item.activity_id is None for item in references):
            continue
        partners = [
            key for key in earlier.get(activities, ()) if plain(key) != plain(row.action_id)
        ]
        if partners:
            yield facts.found(
                "same-references",
                "action_activities",
                row.action_id,
                "ref_raw",
                actions=", ".join(partners),
                activities=", ".join(
                    dict.fromkeys(item.activity_id for item in references if item.activity_id)
                ),
            )
        earlier.setdefault(activities, []).append(row.action_id)
