"""Two versions with the indexes that their comparison needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline.model import relations
from pipeline.model.plan import Plan
from pipeline.model.relations import ListTable, Relations
from pipeline.model.schema import Change
from pipeline.tracking.diff.matching import Matching, match
from pipeline.tracking.diff.row_values import by_owner, key_of

Line = tuple[
    Change, int | None
]  # a change, and the position of the old value, which the row does not have
Lists = Mapping[tuple[str, ...], list[Any]]


@dataclass(frozen=True)
class VersionPair:
    """Two versions with the indexes that their comparison needs, computed on first use."""

    old: Plan
    new: Plan

    @cached_property
    def relations(self) -> Relations:
        """The relations between the tables of the versions."""
        return relations.of(self.old, self.new)

    @cached_property
    def matchings(self) -> Mapping[str, Matching]:
        """The matching of rows, by table."""
        return {table: match(self.old, self.new, table) for table in self.relations.keys}

    @cached_property
    def old_lists(self) -> Mapping[str, Lists]:
        """The rows of each list table of the old version, by owner ids."""
        return {table: by_owner(self.old, spec) for table, spec in self.relations.lists.items()}

    @cached_property
    def new_lists(self) -> Mapping[str, Lists]:
        """The rows of each list table of the new version, by owner ids."""
        return {table: by_owner(self.new, spec) for table, spec in self.relations.lists.items()}

    def counterpart(self, spec: ListTable, key: tuple[str, ...]) -> tuple[str, ...] | None:
        """The new ids of the owners of an old list; None where one was removed.

        An owner that is no row of either version (a principle without heading) keeps its id.
        """
        found = []
        for (table, _), part in zip(spec.owners, key, strict=True):
            matching = self.matchings[table]
            if part in matching.forth:
                found.append(matching.forth[part])
            elif part in self.rows(table, new=False) or part in matching.back:
                return None
            else:
                found.append(part)
        return tuple(found)

    def same_parent(self, table: str, column: str, old: str | None, new: str | None) -> bool:
        """Whether a column refers to the same row of another table in both versions.

        `parent_id` may refer to a row of any table.
        """
        one = self.relations.parents[table, column]
        tables = [one] if one else [name for name in self.matchings if name != table]
        for name in tables:
            matching = self.matchings[name]
            if old in matching.forth or new in matching.back:
                return matching.token(old, new=False) == matching.token(new, new=True)
        return old == new

    def rows(self, table: str, *, new: bool) -> Mapping[str, Any]:
        """The rows of a matched table by id."""
        return (self._new_rows if new else self._old_rows)[table]

    @cached_property
    def _old_rows(self) -> Mapping[str, Mapping[str, Any]]:
        return {t: {key_of(t, row): row for row in self.old.rows(t)} for t in self.relations.keys}

    @cached_property
    def _new_rows(self) -> Mapping[str, Mapping[str, Any]]:
        return {t: {key_of(t, row): row for row in self.new.rows(t)} for t in self.relations.keys}


def line(
    table: str,
    change: str,
    key_old: str | None,
    key_new: str | None,
    *,
    position: int | None = None,
    column: str | None = None,
    old: str | None = None,
    new: str | None = None,
    kind: str = "substantive",
    similarity: float | None = None,
    at: int | None = None,
) -> Line:
    """A change without pages yet; `at` is the position of the old value."""
    return (
        Change(
            table=table,
            change=change,
            key_old=key_old,
            key_new=key_new,
            position=position,
            column=column,
            old=old,
            new=new,
            kind=kind,
            similarity=similarity,
            page_old=None,
            page_new=None,
        ),
        at,
    )
