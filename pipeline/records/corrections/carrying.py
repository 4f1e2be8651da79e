"""Carries corrections of unchanged rows over to the next version of a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from pipeline.model import relations
from pipeline.model.ids import joined_key, key_parts
from pipeline.model.plan import Plan
from pipeline.model.schema import Change
from pipeline.records.corrections.acceptances import matches
from pipeline.records.corrections.entries import Acceptance, Checked, Correction, Corrections, Entry

_MOVES = ("renumbered", "moved")  # the row is unchanged, under another id


@dataclass(frozen=True, slots=True)
class Carried:
    """Corrections carried over, with new ids, and those left out, with the reason."""

    entries: tuple[Entry, ...]
    left: tuple[tuple[Entry, str], ...]


def carried(
    corrections: Corrections, old: Plan, new: Plan, changes: Sequence[Change], have: Corrections
) -> Carried:
    """The entries of the old version that apply to the new one.

    `old` and `new` are read without corrections, `changes` are the changes between them, `have` are
    the corrections of the new version so far.
    """
    rows = _Rows.of(old, new, changes)
    taken = {(entry.NAME, *entry.target) for entry in have.entries}
    entries: list[Entry] = []
    left: list[tuple[Entry, str]] = []
    for entry in corrections.entries:
        made: Entry | str
        match entry:
            case Correction():
                made = rows.correction(entry)
            case Checked():
                made = rows.checked(entry)
            case Acceptance():
                made = rows.acceptance(entry, new)
            case _:
                made = "it has a place on a page of the old version: make it again"
        if isinstance(made, str):
            left.append((entry, made))
        elif (made.NAME, *made.target) in taken:
            left.append((entry, "the new version has its own"))
        else:
            entries.append(made)
    return Carried(tuple(entries), tuple(left))


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows that the amendment left unchanged, with their new ids."""

    new_keys: Mapping[tuple[str, str], str]
    why: Mapping[tuple[str, str], str]  # table and id of a changed row → how it changed
    owners: Mapping[str, tuple[str, ...]]  # table → the tables to which its key refers
    known: frozenset[tuple[str, str]]  # all rows of the old version with ids

    @classmethod
    def of(cls, old: Plan, new: Plan, changes: Sequence[Change]) -> _Rows:
        known = relations.of(old, new)
        owners: dict[str, tuple[str, ...]] = {name: (name,) for name in known.keys}
        owners |= {
            spec.table: tuple(table for table, _ in spec.owners) for spec in known.lists.values()
        }
        keys: dict[tuple[str, str], str] = {}
        why: dict[tuple[str, str], str] = {}
        for change in changes:
            if change.key_old is None or change.table not in owners:
                continue
            if change.table in known.keys and change.change in _MOVES:
                keys[change.table, change.key_old] = change.key_new or ""
                continue
            said = "it was removed" if change.change == "removed" else f"{change.column} changed"
            if change.table not in known.keys:
                said = f"{change.table} changed"
            own = owners[change.table]
            for table, key in zip(own, key_parts(change.key_old, len(own)), strict=False):
                why.setdefault((table, key), said)
        rows = frozenset(
            (table, str(getattr(row, column)))
            for table, column in known.keys.items()
            for row in old.rows(table)
        )
        return cls(keys, why, owners, rows)

    def correction(self, entry: Correction) -> Correction | str:
        key = self.key(entry.table, entry.key)
        return key[1] if key[0] is None else msgspec.structs.replace(entry, key=key[0])

    def checked(self, entry: Checked) -> Checked | str:
        key = self.key(entry.table, entry.key)
        return key[1] if key[0] is None else msgspec.structs.replace(entry, key=key[0])

    def acceptance(self, entry: Acceptance, new: Plan) -> Acceptance | str:
        made = entry
        if entry.key is not None:
            tables = [entry.table] if entry.table else [t for t, k in self.known if k == entry.key]
            if not tables:
                return f"there is no row {entry.key}"
            key = self.key(tables[0], entry.key)
            if key[0] is None:
                return key[1]
            made = msgspec.structs.replace(entry, key=key[0])
        if not any(matches(made, found) for found in new.findings):
            return "the new version has no such finding"
        return made

    def key(self, table: str, key: str) -> tuple[str | None, str]:
        """The key in the new version, or the reason why there is none."""
        owners = self.owners.get(table)
        if owners is None:
            return None, "its table has no rows with ids: make it again"
        old = key_parts(key, len(owners))
        for owner, part in zip(owners, old, strict=False):
            if (owner, part) not in self.known:
                return None, f"there is no row {part} in the old version"
            if (owner, part) in self.why:
                return None, f"{part}: {self.why[owner, part]}"
        moved = [self.new_keys.get(pair, pair[1]) for pair in zip(owners, old, strict=False)]
        return joined_key(moved), ""
