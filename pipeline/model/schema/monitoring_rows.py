"""The rows of monitoring: what those who carry out a plan tell of it, and where they wrote it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from pipeline.model.schema.declaration import described, output

_ACTIVITY = (("activity_id", "activities.activity_id"),)
_AS_OF = ("Stāvoklis uz", "As of", ("Diena, par kuru ziņots", "The day that is reported of"))
_FILE = ("Datne", "File", ("Darbgrāmata, no kuras nolasīts", "Workbook that it was read from"))
_SHEET = ("Lapa", "Sheet")
_ROW = ("Rinda", "Row", ("Lapas rinda, skaitot no 1", "Row of the sheet, counted from 1"))


@output(
    "progress",
    ("Izpilde", "Progress"),
    ("Aktivitāšu izpilde, kā to ziņoja atbildīgie", "Progress of activities as reported"),
    key=("activity_id", "as_of"),
    foreign=_ACTIVITY,
    part="monitoring",
)
@dataclass(frozen=True, slots=True)
class Progress:
    """What was reported of an activity; a value that reports contradict each other on is null.

    `file`, `sheet` and `row` are those of the first report; `progress_cells` has every cell.
    """

    activity_id: str = described("Aktivitātes ID", "Activity id")
    as_of: datetime.date = described(*_AS_OF)
    status: str | None = described(
        "Statuss",
        "Status",
        (
            "nav sākta, tiek īstenota, īstenota vai pārtraukta",
            "nav sākta (not started), tiek īstenota (under way), īstenota (done) or "
            "pārtraukta (stopped)",
        ),
    )
    share_done: float | None = described("Paveikts, %", "Share done, %")
    completed_on: datetime.date | None = described("Pabeigts", "Completed on")
    spent_eur: Decimal | None = described(
        "Iztērēts kopā, EUR",
        "Spent in all, EUR",
        (
            "Kā ziņots kopā; kur ziņots tikai pa avotiem, to summa",
            "As reported in all; the sum of the sources where only they are reported",
        ),
    )
    comment: str | None = described("Komentārs", "Comment")
    evidence: str | None = described("Apliecinājums (saite)", "Evidence (link)")
    file: str = described(*_FILE)
    sheet: str = described(*_SHEET)
    row: int = described(*_ROW)


@output(
    "progress_funding",
    ("Izlietotā nauda", "Money spent"),
    ("Aktivitātēm iztērētā nauda pa avotiem", "Money spent on activities by source"),
    key=("activity_id", "as_of", "source"),
    foreign=_ACTIVITY,
    part="monitoring",
)
@dataclass(frozen=True, slots=True)
class ProgressFunding:
    """What was spent on an activity from one source."""

    activity_id: str = described("Aktivitātes ID", "Activity id")
    source: str = described("Finanšu avots", "Source")
    spent_eur: Decimal | None = described("Iztērēts, EUR", "Spent, EUR")
    as_of: datetime.date = described(*_AS_OF)
    file: str = described(*_FILE)
    sheet: str = described(*_SHEET)
    row: int = described(*_ROW)


@output(
    "progress_indicators",
    ("Sasniegtie rādītāji", "Values reached"),
    (
        "Iznākuma un rezultātu rādītāju sasniegtās vērtības",
        "Values reached of output and outcome indicators",
    ),
    key=("activity_id", "position", "as_of"),
    foreign=_ACTIVITY,
    part="monitoring",
)
@dataclass(frozen=True, slots=True)
class ProgressIndicator:
    """The value reached of an indicator of an activity, or of the plan."""

    activity_id: str | None = described(
        "Aktivitātes ID",
        "Activity id",
        (
            "Tukšs plāna rezultātu rādītājam; vieta tad ir tabulā outcome_indicators",
            "Null for an outcome indicator of the plan, whose position it then is",
        ),
    )
    position: int = described("Vieta sarakstā", "Position")
    value_raw: str | None = described("Sasniegtā vērtība", "Value reached")
    value: float | None = described(
        "Sasniegtā vērtība, skaitlis",
        "Value reached, number",
        ("Tukša, ja ziņots ar vārdiem", "Null where it is reported in words"),
    )
    comment: str | None = described("Komentārs", "Comment")
    as_of: datetime.date = described(*_AS_OF)
    file: str = described(*_FILE)
    sheet: str = described(*_SHEET)
    row: int = described(*_ROW)


@output(
    "proposals",
    ("Priekšlikumi", "Proposals"),
    ("Priekšlikumi plāna grozījumiem", "Proposals for the next amendment"),
    key=("position", "as_of"),
    foreign=_ACTIVITY,
    part="monitoring",
)
@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal for the next amendment."""

    position: int = described("Vieta", "Position")
    activity_id: str | None = described(
        "Aktivitātes ID",
        "Activity id",
        (
            "Tukšs, ja priekšlikums nav par plāna aktivitāti",
            "Null where the proposal is of no activity of the plan",
        ),
    )
    kind: str | None = described("Veids", "Kind")
    text: str | None = described(
        "Priekšlikums",
        "Proposal",
        (
            "Jaunā vērtība tā, kā tai jābūt plānā, vai priekšlikums vārdos",
            "The new value as the plan is to print it, or the proposal in words",
        ),
    )
    by: str | None = described("Iesniedzējs", "By")
    reason: str | None = described("Pamatojums", "Reason")
    proposed_id: str | None = described(
        "ID, kā rakstīts", "Id as written", ("Kā rakstīts darbgrāmatā", "As the workbook has it")
    )
    as_of: datetime.date = described(*_AS_OF)
    file: str = described(*_FILE)
    sheet: str = described(*_SHEET)
    row: int = described(*_ROW)


@output(
    "progress_cells",
    ("Ziņojumu šūnas", "Cells reported"),
    (
        "Katra aizpildītā šūna, kā tā rakstīta, un kas no tās kļuva",
        "Every cell that was filled in, as it was written, and what became of it",
    ),
    key=("file", "sheet", "cell"),
    part="monitoring",
)
@dataclass(frozen=True, slots=True)
class ProgressCell:
    """A filled cell of a workbook: `table`, `key`, `column` tell the value it became; null where
    nothing was taken from it, which a finding explains.
    """

    file: str = described(*_FILE)
    sheet: str = described(*_SHEET)
    cell: str = described("Šūna", "Cell", ("Piemēram, F12", "Such as F12"))
    header: str | None = described("Virsraksts", "Header", ("Kolonnas virsraksts", "Of its column"))
    text: str = described("Rakstīts", "Written", ("Kā rakstīts šūnā", "As the cell has it"))
    table: str | None = described("Tabula", "Table")
    key: str | None = described(
        "Rindas atslēga", "Row key", ("Aktivitātes ID", "Id of the activity")
    )
    position: int | None = described("Vieta sarakstā", "Position")
    column: str | None = described("Kolonna", "Column")
