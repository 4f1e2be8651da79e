"""What corrections of rows, tables and headings share: the row that is meant, and what is told."""

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

_LONGEST = 300  # letters of a row that a repair repeats


@dataclass(slots=True)
class Told:
    """The outcome of corrections: repairs for those made, findings for those that were not."""

    repairs: list[Repair] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Spot:
    """A row in the flow: which table, which of its rows."""

    table: int
    row: int


# ── finding what is meant ───────────────────────────────────────────────────────────────────────


def text_of_row(row: LogicalRow) -> str:
    """All that a row prints, cell by cell."""
    return " ".join(tidy(cell.text) for cell in row.cells if cell.lines)


def begins(text: str, entry: Structural) -> bool:
    """Whether a text begins with what an entry says is printed there."""
    printed = tidy(entry.printed)
    return bool(printed) and text.startswith(printed)


def page_of(row: LogicalRow) -> int:
    """The page on which a row begins, from 1; 0 where it has none."""
    return row.pieces[0][0] if row.pieces else 0


def rows_meant(
    flow: Sequence[Heading | LogicalTable], entry: Structural, told: Told
) -> Iterator[Spot]:
    """The one row that an entry means; told, where there is none, or more than one."""
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
    """The table that a spot lies in."""
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
    """The output table that a kind of table in the flow goes to."""
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
    """Tell that a correction was made: a repair `corrected`."""
    after = after[:_LONGEST] if after else after
    told.repairs.append(
        Repair("corrected", table, key, None, entry.page, before, after, entry.reason, 1.0)
    )


def stale(entry: Structural, told: Told, now: str | None) -> None:
    """Tell that what an entry says is not printed there; `now` is what is."""
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
    """Tell that the reading has it right by now."""
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
