"""The tables of a plan while they are corrected, and the places of their values."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.model import relations, schema
from pipeline.model.findings import Box, finding
from pipeline.model.ids import joined_key
from pipeline.model.plan import Plan
from pipeline.model.relations import Relations
from pipeline.model.schema import Finding, Provenance, Repair, Table
from pipeline.records.corrections.entries import Correction

SURE = 1.0  # confidence of values that were corrected or checked by a person


@dataclass(slots=True)
class Tables:
    """Rows by table, changed in place; the original plan is not modified."""

    plan: Plan
    rows: dict[str, list[Any]] = field(default_factory=dict)
    relations: Relations = field(init=False)

    def __post_init__(self) -> None:
        self.relations = relations.of(self.plan)

    def of(self, table: str) -> list[Any]:
        """The rows of a table."""
        if table not in self.rows:
            self.rows[table] = list(self.plan.rows(table))
        return self.rows[table]

    def made(self) -> Plan:
        """The plan with the current tables."""
        changed: dict[str, Any] = {name: tuple(rows) for name, rows in self.rows.items()}
        return dataclasses.replace(self.plan, **changed)

    def declared(self, table: str) -> Table:
        """The plan's declaration of a table, with its additional columns."""
        return self.plan.declared[table]

    def key_of(self, table: str, row: Any) -> str:
        """The key of a row in findings and provenance."""
        return self.declared(table).key_of(row)

    def places(self, table: str, key: str, position: int | None = None) -> list[int]:
        """The indices (from 0) of the rows with a key."""
        return [
            index
            for index, row in enumerate(self.of(table))
            if self.key_of(table, row) == key
            and position in (None, getattr(row, relations.POSITION, None))
        ]

    def lines(
        self, table: str, key: str, position: int | None = None, column: str | None = None
    ) -> list[Provenance]:
        """The printed lines of a value; without a column, of the whole row."""
        if table == relations.TEXT and position is not None:
            key = joined_key((key, str(position)))
        return [
            line
            for line in self.of("provenance")
            if (line.table, line.key) == (table, key)
            and position in (None, line.position)
            and column in (None, line.column)
        ]

    def replace_lines(self, old: Sequence[Provenance], new: Sequence[Provenance]) -> None:
        """Replace printed lines."""
        rows = self.of("provenance")
        gone = {id(line) for line in old}
        at = next((n for n, line in enumerate(rows) if id(line) in gone), len(rows))
        kept = [line for line in rows if id(line) not in gone]
        self.rows["provenance"] = [*kept[:at], *new, *kept[at:]]

    # ── outcomes ────────────────────────────────────────────────────────────────────────────

    def record(
        self,
        entry: Correction,
        before: str | None,
        after: str | None,
        lines: Sequence[Provenance],
        key: str | None = None,
    ) -> None:
        """Record an applied correction as a repair; `lines` are its place, `key` is the row's key
        if it has changed.
        """
        repair = Repair(
            "corrected",
            entry.table,
            key or entry.key,
            entry.column,
            lines[0].page if lines else None,
            before,
            after,
            entry.reason,
            SURE,
        )
        self.of("repairs").append(repair)

    def refuse(self, rule: str, entry: Correction, now: str | None) -> None:
        """Record a correction that was not applied."""
        self.of("findings").append(_finding(rule, entry, now, self.place_of(entry)))

    def place_of(self, entry: Correction) -> list[Provenance]:
        """The printed lines of a correction's value, else of its row."""
        lines = self.lines(entry.table, entry.key, entry.position, entry.column)
        source = self.relations.parsed_from.get((entry.table, entry.column))
        if not lines and source is not None:
            lines = self.lines(source[0], entry.key, None, source[1])
        if not lines:
            lines = self.lines(entry.table, entry.key)
        if not lines and (spec := self.relations.lists.get(entry.table)) is not None:
            lines = self.lines(spec.owners[0][0], spec.ids(entry.key)[0])
        return lines


def _finding(rule: str, entry: Correction, now: str | None, lines: Sequence[Provenance]) -> Finding:
    page = lines[0].page if lines else None
    here = [line for line in lines if line.page == page]
    box: Box | None = None
    if here:
        box = (
            min(line.x0 for line in here),
            min(line.top for line in here),
            max(line.x1 for line in here),
            max(line.bottom for line in here),
        )
    return finding(
        rule,
        table=entry.table if entry.table in schema.plan_tables() else None,
        key=entry.key,
        position=entry.position,
        column=entry.column,
        value=now,
        page=page,
        box=box,
        printed=shown(entry.printed),
        wanted=shown(entry.value),
    )


def shown(value: object) -> str:
    """A value as text: a list as its items, null as a dash."""
    if isinstance(value, list):
        return "; ".join(map(str, value)) or "–"
    return str(value) if value not in (None, "") else "–"
