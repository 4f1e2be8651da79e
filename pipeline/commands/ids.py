"""Resolves ids as users type them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.model import ids
from pipeline.model.errors import UsageError
from pipeline.model.levels import TABLES
from pipeline.model.plan import Plan

_FEW = 5  # examples in a message


def canonical(plan: Plan, words: Sequence[str]) -> str:
    """The canonical id that the arguments of a command line denote in a plan.

    `a1.4`, `A 1.4.` and `A` `1.4` are `A 1.4` where the plan has such ids. The id need not exist;
    it is only brought into the form of the tables. UsageError where it has no form of the plan's
    ids.
    """
    typed = " ".join(words).strip()
    known = {ids.as_typed(key): key for key in reversed(list(keys(plan)))}
    found = known.get(ids.as_typed(typed))
    if found is not None:
        return found
    text, again = ids.plain(typed), ids.repeat(typed)
    for level in reversed(list(plan.profile.levels.values())):
        key = level.pattern.parse(text) if level.pattern else None
        if key is not None:
            return ids.repeated(key, again)
    examples = ", ".join(f"'{key}'" for key in _examples(plan))
    raise UsageError(
        f"'{typed}' is not an id.",
        "Rows are looked up by id.",
        f"Write it like {examples}." if examples else "The plan has no rows with ids.",
    )


def keys(plan: Plan) -> Iterator[str]:
    """The ids of all rows of all levels, from the topmost level."""
    for role, table in TABLES.items():
        yield from (getattr(row, f"{role}_id") for row in plan.rows(table))


def _examples(plan: Plan) -> Iterator[str]:
    """The first id of each level."""
    for role, table in list(TABLES.items())[:_FEW]:
        yield from (getattr(row, f"{role}_id") for row in plan.rows(table)[:1])
    yield from (row.activity_id for row in plan.activities[:1])
