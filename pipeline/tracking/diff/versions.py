"""One row through all versions of a plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pipeline.model import relations
from pipeline.model.errors import UsageError
from pipeline.model.ids import as_typed
from pipeline.model.plan import Plan
from pipeline.model.schema import Change
from pipeline.tracking.diff.engine import compare
from pipeline.tracking.diff.matching import Matching, match
from pipeline.tracking.diff.row_values import key_of


@dataclass(frozen=True, slots=True)
class Step:
    """The row in one version: its id (None before it was added and after it was removed), the row
    itself, and the changes of it and its lists since the version before.
    """

    plan: Plan
    key: str | None
    row: Any
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class History:
    """The table of the row, and a step for each version, oldest first."""

    table: str
    steps: tuple[Step, ...]


def history(row_id: str, versions: Sequence[Plan]) -> History:
    """The history of the row with id `row_id` in the newest version that has this id.

    `versions`: oldest first. An id may have belonged to another row in earlier versions; the newest
    counts. UsageError when no version has a row with the id.
    """
    table, at, key = _find(row_id, versions)
    matchings = [match(before, after, table) for before, after in pairwise(versions)]
    keys = _follow(key, at, matchings, len(versions))
    steps = []
    for place, plan in enumerate(versions):
        rows = {key_of(table, row): row for row in plan.rows(table)}
        here = keys[place]
        changes: tuple[Change, ...] = ()
        if place and (keys[place - 1] or here):
            changes = tuple(
                change
                for change in compare(versions[place - 1], plan)
                if _concerns(change, table, keys[place - 1], here)
            )
        steps.append(Step(plan, here, rows.get(here) if here else None, changes))
    return History(table, tuple(steps))


def _find(row_id: str, versions: Sequence[Plan]) -> tuple[str, int, str]:
    wanted = as_typed(row_id)
    for place in reversed(range(len(versions))):
        for table in relations.declared().keys:
            for row in versions[place].rows(table):
                if as_typed(key_of(table, row)) == wanted:
                    return table, place, key_of(table, row)
    known = ", ".join(plan.meta.doc_id for plan in versions) or "none"
    ids = [key_of(t, plan.rows(t)[0]) for plan in versions[-1:]
           for t in relations.declared().keys if plan.rows(t)]  # fmt: skip
    examples = f": {', '.join(ids)}" if ids else ""
    raise UsageError(
        f"There is no row '{row_id}' in any version.",
        f"Versions searched: {known}.",
        f"Give an id as the tables have it{examples}.",
    )


def _follow(key: str, at: int, matchings: Sequence[Matching], versions: int) -> list[str | None]:
    keys: list[str | None] = [None] * versions
    keys[at] = key
    for place in range(at, versions - 1):
        keys[place + 1] = matchings[place].forth.get(keys[place] or "")
    for place in range(at, 0, -1):
        keys[place - 1] = matchings[place - 1].back.get(keys[place] or "")
    return keys


def _concerns(change: Change, table: str, before: str | None, after: str | None) -> bool:
    """Whether a change is of the row or of one of its lists."""
    lists = relations.declared().lists
    if change.table in lists:
        owners = [owner for owner, _ in lists[change.table].owners]
        if table not in owners:
            return False
        part = owners.index(table)
        if change.key_new is None:
            return lists[change.table].ids(change.key_old or "")[part] == before
        return lists[change.table].ids(change.key_new)[part] == after
    if change.table != table:
        return False
    return (change.key_old is not None and change.key_old == before) or (
        change.key_new is not None and change.key_new == after
    )
