"""Shared by corrections of rows, tables and headings: finding the row, and reporting the
outcome.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.model.findings import finding
from pipeline.model.profile import Profile
from pipeline.model.schema import Finding, Repair
from pipeline.model.strings import tidy
from pipeline.records.corrections.entries import Structural
from pipeline.tables.logical import Heading, LogicalRow, LogicalTable
from pipeline.tables.row_ids import row_key

_LONGEST = 300  # characters of a row that a repair quotes


@dataclass(slots=True)
class Told:
    """The outcome of corrections: repairs for those applied, findings for others."""

    repairs: list[Repair] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Spot:
    """The position of a row in the flow: indices of table and row."""

    table: int
    row: int


# ── finding rows ───────────────────────────────────────────────────────────────────────


def text_of_row(row: LogicalRow) -> str:
    """The text of all cells of a row."""
    return " ".join(tidy(cell.text) for cell in row.cells if cell.lines)


def begins(text: str, entry: Structural) -> bool:
    """Whether a text begins with the guard of an entry."""
    printed = tidy(entry.printed)
    return bool(printed) and text.startswith(printed)


def page_of(row: LogicalRow) -> int:
    """The first page of a row, from 1; 0 where it has none."""
    return row.pieces[0][0] if row.pieces else 0


def rows_meant(
    flow: Sequence[Heading | LogicalTable], entry: Structural, told: Told
) -> Iterator[Spot]:
    """The row of an entry; None, and reported, where there is none or more than one."""
    found = [
        Spot(n, m)
        for n, item in enumerate(flow)
        if isinstance(item, LogicalTable)
        for m, row in enumerate(item.rows)
        if page_of(row) == entry.page and begins(text_of_row(row), entry)
    ]
    if len(found) == 1:
        yield found[0]
    else:
        stale(entry, told, f"× {len(found)}" if found else None)


def table_at(flow: Sequence[Heading | LogicalTable], spot: Spot) -> LogicalTable:
    """The table of a spot."""
    table = flow[spot.table]
    assert isinstance(table, LogicalTable)
    return table


def with_rows(table: LogicalTable, rows: Iterable[LogicalRow]) -> LogicalTable:
    """The table with other rows."""
    return replace(table, rows=tuple(rows))


# ── repairs and findings ────────────────────────────────────────────────────────────────────────


def key_of(profile: Profile, table: LogicalTable, row: LogicalRow) -> str | None:
    """The key of a row's id; None where it has none."""
    cell = row.cell("id")
    return row_key(profile, table.kind, tidy(cell.text)) if cell and cell.lines else None


def name_of(kind: str) -> str:
    """The output table of a kind of table."""
    named = {"principles": "horizontal_measures", "hierarchy": "directions", "unknown": "extras"}
    return named.get(kind, kind)


def done(
    entry: Structural,
    told: Told,
    table: str,
    key: str | None,
    before: str | None,
    after: str | None,
) -> None:
    """Report that a correction was applied, by a repair `corrected`."""
    after = after[:_LONGEST] if after else after
    told.repairs.append(
        Repair("corrected", table, key, None, entry.page, before, after, entry.reason, 1.0)
    )


def stale(entry: Structural, told: Told, now: str | None) -> None:
    """Report that the guard of an entry does not match; `now` is the printed text."""
    told.findings.append(
        finding(
            "stale-correction",
            variant="structure",
            value=now,
            page=entry.page,
            printed=tidy(entry.printed),
            wanted=entry.NAME,
        )
    )


def needless(entry: Structural, told: Told, now: str) -> None:
    """Report that reading now gives the corrected result."""
    told.findings.append(
        finding(
            "needless-correction",
            variant="structure",
            value=now[:_LONGEST],
            page=entry.page,
            printed=tidy(entry.printed),
            wanted=entry.NAME,
        )
    )
