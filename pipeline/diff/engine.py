"""The changes between two versions of a plan, as contract section 5 defines them.

Two readings of the contract are fixed here. A printed (`_raw`) column whose parsed value is absent
on both sides (an amount of `8 000 0000`) is all there is, so a change of it is substantive unless
it is one of typography. And a row of a kept id of which nothing else is left is another row: it is
removed, and the new one added.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.diff.both import Both, Line
from pipeline.diff.content import MATCHED
from pipeline.diff.lists import list_changes
from pipeline.diff.pages import with_pages
from pipeline.diff.rows import row_changes
from pipeline.diff.running_text import compare_text
from pipeline.diff.shape import LISTS
from pipeline.model import schema
from pipeline.model.plan import Plan
from pipeline.model.schema import Change


def compare(old: Plan, new: Plan) -> tuple[Change, ...]:
    """All changes from `old` to `new`: table by table, in the order of the new version."""
    both = Both(old, new)
    lines: list[Line] = []
    for table in schema.plan_tables():
        if table in MATCHED:
            lines += row_changes(both, table)
        elif table in LISTS:
            lines += list_changes(both, LISTS[table])
    return with_pages(old, new, lines) + compare_text(old.paragraphs, new.paragraphs)


def is_substantive(changes: Iterable[Change]) -> bool:
    """Whether any of the changes is more than typography."""
    return any(change.kind == "substantive" for change in changes)
