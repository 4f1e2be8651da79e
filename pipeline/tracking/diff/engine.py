"""The changes between two versions of a plan, as rows of the table `changes`.

A printed (`_raw`) column whose parsed value is absent on both sides (an amount of `8 000 0000`) is
the value itself, so a change of it is substantive unless it is one of typography. A row whose id is
kept while all else is new is another row: the old one is removed, the new one added.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.model.plan import Plan
from pipeline.model.schema import Change
from pipeline.tracking.diff.item_changes import item_changes
from pipeline.tracking.diff.list_changes import list_changes
from pipeline.tracking.diff.page_positions import with_pages
from pipeline.tracking.diff.row_changes import row_changes
from pipeline.tracking.diff.text_changes import compare_text
from pipeline.tracking.diff.version_pair import Line, VersionPair


def compare(old: Plan, new: Plan) -> tuple[Change, ...]:
    """All changes from `old` to `new`, by table, in the order of the new version."""
    versions = VersionPair(old, new)
    lines: list[Line] = []
    known = versions.relations
    for table in known.tables:
        if table in known.keys:
            lines += row_changes(versions, table)
        elif table in known.lists and known.lists[table].value:
            lines += list_changes(versions, known.lists[table])
        elif table in known.lists or table in known.loose:
            lines += item_changes(versions, table)
    return with_pages(old, new, lines) + compare_text(old.paragraphs, new.paragraphs)


def is_substantive(changes: Iterable[Change]) -> bool:
    """Whether any of the changes is substantive."""
    return any(change.kind == "substantive" for change in changes)
