"""The plan under construction: rows, and the places of printed values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.layout.page_doubts import Span
from pipeline.model.findings import finding
from pipeline.model.geometry import Box
from pipeline.model.ids import repeated
from pipeline.model.levels import CONTAINERS, PARENT_COLUMNS, TABLES
from pipeline.model.profile import Profile
from pipeline.model.schema import Provenance, plan_tables
from pipeline.records.printed import Printed
from pipeline.tables.logical import LogicalRow
from pipeline.text.page import Line, PageFacts

NO_ID = "?"  # placeholder for the number of a row printed without an id

Values = dict[str, Any]  # a row under construction: column → value


@dataclass(frozen=True, slots=True)
class SumRow:
    """A row of printed sums; its scope is determined once all rows are known."""

    row: LogicalRow
    shape: int
    context: tuple[tuple[str, str], ...]  # the levels above it: role and id, topmost first


@dataclass(frozen=True, slots=True)
class Unknown:
    """The cells of a column that is not in the profile."""

    first: Printed
    count: int


def parent_in(role: str, row: Values) -> str | None:
    """The parent's id in the values of a row of a level."""
    return next((row[name] for name in PARENT_COLUMNS[role] if row.get(name) is not None), None)


@dataclass(slots=True)
class PlanBuilder:
    """The rows found so far, by table; the only mutable state of this stage."""

    profile: Profile
    pages: Mapping[int, PageFacts]
    rows: dict[str, list[Any]] = field(default_factory=dict)
    by_key: dict[tuple[str, str], Values] = field(default_factory=dict)  # values of rows with ids
    seen: dict[str, dict[str, int]] = field(
        default_factory=dict
    )  # table → id → number of occurrences
    differing: set[tuple[str, str]] = field(default_factory=set)
    headers: set[tuple[str, str]] = field(default_factory=set)
    spans: list[Span] = field(default_factory=list)
    context: dict[str, str] = field(default_factory=dict)  # role → current id of the level
    counts: dict[tuple[str, str | None], int] = field(default_factory=dict)  # rows by table, parent
    sums: list[SumRow] = field(default_factory=list)
    unknown: dict[tuple[str | None, str], Unknown] = field(default_factory=dict)
    chapter: str = "0"
    # lines of values recognised by OCR, by table, key and column
    recognised: dict[tuple[str, str, str], list[Line]] = field(default_factory=dict)
    positions: dict[str, int] = field(default_factory=dict)  # paragraphs so far, by chapter

    def add(self, table: str, row: Any) -> None:
        """Add a row to a table."""
        self.rows.setdefault(table, []).append(row)

    def add_keyed(self, table: str, key: str, values: Values) -> Values:
        """Add a row with an id, to which other cells may add values; it is created at the end."""
        self.by_key[table, key] = values
        self.add(table, values)
        return values

    def made(self) -> dict[str, tuple[Any, ...]]:
        """All tables, with rows of the classes declared for the plan."""
        declared = self.profile.declared
        return {
            name: tuple(declared[name].row(**row) if isinstance(row, dict) else row for row in rows)
            for name, rows in self.rows.items()
        }

    def key(self, table: str, name: str) -> str:
        """The id, with #2, #3 … where earlier rows have the same."""
        counts = self.seen.setdefault(table, {})
        counts[name] = counts.get(name, 0) + 1
        return repeated(name, counts[name])

    def next(self, table: str, owner: str | None) -> int:
        """The next position in an owner's list, from 1."""
        self.counts[table, owner] = self.counts.get((table, owner), 0) + 1
        return self.counts[table, owner]

    # ── levels ──────────────────────────────────────────────────────────────────────────────────

    def enter(self, role: str, key: str) -> None:
        """Make a row the current one of its level for all that follows."""
        for narrower in CONTAINERS[CONTAINERS.index(role) :]:
            self.context.pop(narrower, None)
        self.context[role] = key

    def parent(self, role: str) -> str | None:
        """The current id of the nearest level above a role."""
        wider = CONTAINERS[: CONTAINERS.index(role)] if role in CONTAINERS else CONTAINERS
        return next((self.context[name] for name in reversed(wider) if name in self.context), None)

    def parents(self, role: str) -> Values:
        """The parent columns of a row of a role, with the current ids."""
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
        """A box in the coordinates of the displayed page, from those of reading."""
        return self.pages[page].shown(box)

    def record_provenance(
        self, table: str, key: str, position: int | None, column: str, value: Printed
    ) -> None:
        """Record the place of each line of a printed value."""
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
        """Add a finding on a printed value, with the box of its lines on its first page.

        `where` are arguments of `finding`; the value defaults to the printed one.
        """
        page = printed.lines[0].page if printed.lines else None
        boxes = [line.box for line in printed.lines if line.page == page]
        around = Box.around(boxes) if boxes else None
        where.setdefault("value", printed.tidied or None)
        box = self.place(page, around) if page and around else None
        self.add("findings", finding(rule, page=page, box=box, **where))
