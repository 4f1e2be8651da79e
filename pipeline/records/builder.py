"""The plan as it grows: rows as they are found, and where each printed value stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.layout.page_doubts import Span
from pipeline.model.findings import finding
from pipeline.model.geometry import Box
from pipeline.model.ids import repeated
from pipeline.model.levels import CONTAINERS, TABLES
from pipeline.model.profile import Profile
from pipeline.model.schema import Provenance, plan_tables
from pipeline.records.printed import Printed
from pipeline.tables.logical import LogicalRow
from pipeline.text.page import Line, PageFacts

NO_ID = "?"  # stands for the number of a row that is printed without an id

Values = dict[str, Any]  # a row while it is made: column → value


@dataclass(frozen=True, slots=True)
class SumRow:
    """A row of printed sums, whose scope is known when all rows are."""

    row: LogicalRow
    shape: int
    context: tuple[tuple[str, str], ...]  # the levels it stands under: role and id, from the widest


@dataclass(frozen=True, slots=True)
class Unknown:
    """Cells of one column that the profile does not know."""

    first: Printed
    count: int


@dataclass(slots=True)
class PlanBuilder:
    """Rows as they are found, table by table; the only mutable thing of this stage."""

    profile: Profile
    pages: Mapping[int, PageFacts]
    rows: dict[str, list[Any]] = field(default_factory=dict)
    by_key: dict[tuple[str, str], Values] = field(default_factory=dict)  # rows with ids, unmade
    seen: dict[str, dict[str, int]] = field(default_factory=dict)  # table → id → how often printed
    differing: set[tuple[str, str]] = field(default_factory=set)
    headers: set[tuple[str, str]] = field(default_factory=set)
    spans: list[Span] = field(default_factory=list)
    context: dict[str, str] = field(default_factory=dict)  # role → id of the level read last
    counts: dict[tuple[str, str | None], int] = field(default_factory=dict)  # rows by table, parent
    sums: list[SumRow] = field(default_factory=list)
    unknown: dict[tuple[str | None, str], Unknown] = field(default_factory=dict)
    chapter: str = "0"
    # the lines of values that were recognised in pictures, by table, key and column
    recognised: dict[tuple[str, str, str], list[Line]] = field(default_factory=dict)
    positions: dict[str, int] = field(default_factory=dict)  # paragraphs so far, by chapter

    def add(self, table: str, row: Any) -> None:
        """One more row of a table."""
        self.rows.setdefault(table, []).append(row)

    def add_keyed(self, table: str, key: str, values: Values) -> Values:
        """One more row that others may add to: made of its values at the end."""
        self.by_key[table, key] = values
        self.add(table, values)
        return values

    def made(self) -> dict[str, tuple[Any, ...]]:
        """All tables, their rows of the classes that are declared for the plan."""
        declared = self.profile.declared
        return {
            name: tuple(declared[name].row(**row) if isinstance(row, dict) else row for row in rows)
            for name, rows in self.rows.items()
        }

    def key(self, table: str, name: str) -> str:
        """The id, or the id with #2, #3 … where rows before carry it too."""
        counts = self.seen.setdefault(table, {})
        counts[name] = counts.get(name, 0) + 1
        return repeated(name, counts[name])

    def next(self, table: str, owner: str | None) -> int:
        """The next position in a list of one owner, from 1."""
        self.counts[table, owner] = self.counts.get((table, owner), 0) + 1
        return self.counts[table, owner]

    # ── levels ──────────────────────────────────────────────────────────────────────────────────

    def enter(self, role: str, key: str) -> None:
        """What follows stands under this level."""
        for narrower in CONTAINERS[CONTAINERS.index(role) :]:
            self.context.pop(narrower, None)
        self.context[role] = key

    def parent(self, role: str) -> str | None:
        """The id of the nearest level above one of this role."""
        wider = CONTAINERS[: CONTAINERS.index(role)] if role in CONTAINERS else CONTAINERS
        return next((self.context[name] for name in reversed(wider) if name in self.context), None)

    def parents(self, role: str) -> Values:
        """The columns of a row of this role that name the levels above it."""
        columns = {column.name for column in plan_tables()[TABLES[role]].columns}
        values = {
            f"{name}_id": self.context.get(name)
            for name in CONTAINERS
            if f"{name}_id" in columns and name != role
        }
        if "parent_id" in columns:
            values["parent_id"] = self.parent(role)
        return values

    # ── places ──────────────────────────────────────────────────────────────────────────────────

    def place(self, page: int, box: Box) -> Box:
        """A box of the reading frame on the page as it is shown."""
        return self.pages[page].shown(box)

    def record_provenance(
        self, table: str, key: str, position: int | None, column: str, value: Printed
    ) -> None:
        """Note where each line of a printed value stands."""
        unsure = [line for line in value.lines if line.sure < 1]
        if unsure:
            self.recognised.setdefault((table, key, column), []).extend(unsure)
        for number, line in enumerate(value.lines, 1):
            box = self.place(line.page, line.box)
            self.add(
                "provenance",
                Provenance(table, key, position, column, number, line.page, *box, line.text),
            )

    def add_finding(self, rule: str, printed: Printed, **where: Any) -> None:
        """A finding at a printed value, around its lines on the page where it begins.

        `where` holds what `finding` takes; its value is the printed one where none is given.
        """
        page = printed.lines[0].page if printed.lines else None
        boxes = [line.box for line in printed.lines if line.page == page]
        around = Box.around(boxes) if boxes else None
        where.setdefault("value", printed.tidied or None)
        box = self.place(page, around) if page and around else None
        self.add("findings", finding(rule, page=page, box=box, **where))
