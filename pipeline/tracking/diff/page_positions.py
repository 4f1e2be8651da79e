"""The places of values on pages, from the provenance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from pipeline.model import relations
from pipeline.model.ids import joined_key
from pipeline.model.plan import Plan
from pipeline.model.schema import Change, Provenance

Spot = tuple[str, str, int | None, str | None]  # table, key, position, column


def spots(table: str, key: str, position: int | None, column: str | None) -> list[Spot]:
    """Where to look up a value, most specific first: itself, its cell, its row."""
    if table == "paragraphs":
        return [(table, joined_key((key, str(position))), position, column)]
    known = relations.declared()
    source = known.parsed_from.get((table, column or ""))
    if source and source[0] == table:
        column = source[1]
    found: list[Spot] = [(table, key, position, column)]
    spec = known.lists.get(table)
    if spec and len(spec.owners) == 1:
        owner = spec.owners[0][0]
        if spec.source:
            found.append((owner, key, None, spec.source))
        found.append((table, key, None, None))
        found.append((owner, key, None, None))
    else:
        found.append((table, key, None, None))
    return found


class Place(NamedTuple):
    """A page (from 1) and a box on it, in points from the top left."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


class Places:
    """The places of the printed values of the wanted rows of a plan."""

    def __init__(self, plan: Plan, wanted: Iterable[Spot]) -> None:
        keys = {(table, key) for table, key, _, _ in wanted}
        self._places: dict[Spot, dict[int, Place]] = {}
        for row in plan.provenance:
            if (row.table, row.key) in keys:
                self._add(row, row.position, row.column)
                self._add(row, None, None)

    def _add(self, row: Provenance, position: int | None, column: str | None) -> None:
        pages = self._places.setdefault((row.table, row.key, position, column), {})
        known = pages.get(row.page, Place(row.page, row.x0, row.top, row.x1, row.bottom))
        pages[row.page] = Place(
            row.page,
            min(known.x0, row.x0),
            min(known.top, row.top),
            max(known.x1, row.x1),
            max(known.bottom, row.bottom),
        )

    def find(self, looked_for: Iterable[Spot]) -> tuple[Place, ...]:
        """The first known spot: a box on each of its pages."""
        for spot in looked_for:
            if spot in self._places:
                return tuple(place for _, place in sorted(self._places[spot].items()))
        return ()

    def page(self, looked_for: Iterable[Spot]) -> int | None:
        """The first page of the first known spot."""
        places = self.find(looked_for)
        return places[0].page if places else None


def with_pages(
    old: Plan, new: Plan, changes: list[tuple[Change, int | None]]
) -> tuple[Change, ...]:
    """The changes with the pages of the old and the new value.

    Each change comes with the position of the old value, which is not part of the row.
    """
    olds = [_spots(change, change.key_old, at) for change, at in changes]
    news = [_spots(change, change.key_new, change.position) for change, _ in changes]
    old_places = Places(old, (spot for spots in olds for spot in spots))
    new_places = Places(new, (spot for spots in news for spot in spots))
    return tuple(
        replace(
            change,
            page_old=None if _lacks(change, "added") else old_places.page(before),
            page_new=None if _lacks(change, "removed") else new_places.page(after),
        )
        for (change, _), before, after in zip(changes, olds, news, strict=True)
    )


def _spots(change: Change, key: str | None, position: int | None) -> list[Spot]:
    return [] if key is None else spots(change.table, key, position, change.column)


def _lacks(change: Change, kind: str) -> bool:
    return change.change == kind
