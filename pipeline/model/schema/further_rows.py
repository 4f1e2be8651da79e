"""The rows that only some plans have, and the running text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pipeline.model.schema.declaration import described, output


@output(
    "activity_amounts",
    ("Summas pa avotiem un gadiem", "Amounts by source and year"),
    (
        "Katra naudas šūna, kur avotiem vai gadiem ir savas kolonnas",
        "Each money cell where sources or years have columns of their own",
    ),
    key=("activity_id", "position"),
    foreign=(("activity_id", "activities.activity_id"),),
    optional=True,
)
@dataclass(frozen=True, slots=True)
class ActivityAmount:
    """The money of an activity from one source, in one year."""

    activity_id: str = described("Aktivitātes ID", "Activity id")
    position: int = described("Vieta sarakstā", "Position")
    source: str | None = described("Finanšu avots", "Source")
    year: int | None = described("Gads", "Year")
    amount_raw: str = described("Summa, kā iespiesta", "Amount as printed", printed=True)
    amount_eur: Decimal | None = described("Summa, EUR", "Amount, EUR")
    share: float | None = described("Daļa, %", "Share, %")


@output(
    "totals",
    ("Kopsummas", "Totals"),
    ("Katra iespiestā kopsumma", "Each printed sum"),
    key=("scope", "position"),
    optional=True,
)
@dataclass(frozen=True, slots=True)
class Total:
    """A printed sum of a level, or of the whole plan."""

    scope: str | None = described(
        "Kam summēts",
        "Scope",
        ("Līmeņa ID; tukšs visam plānam", "Id of the level; null for the whole plan"),
    )
    position: int = described("Vieta", "Position")
    label_raw: str | None = described("Uzraksts, kā iespiests", "Label as printed", printed=True)
    source: str | None = described("Finanšu avots", "Source")
    year: int | None = described("Gads", "Year")
    amount_raw: str = described("Summa, kā iespiesta", "Amount as printed", printed=True)
    amount_eur: Decimal | None = described("Summa, EUR", "Amount, EUR")


@output(
    "outcome_indicators",
    ("Rezultāta rādītāji", "Outcome indicators"),
    (
        "Plāna rezultāta rādītāji ar bāzes un mērķa vērtībām",
        "Outcome indicators of the plan, with base and target values",
    ),
    key=("position",),
    optional=True,
)
@dataclass(frozen=True, slots=True)
class OutcomeIndicator:
    """One outcome indicator of the plan."""

    position: int = described("Vieta", "Position")
    number_raw: str | None = described("Numurs, kā iespiests", "Number as printed", printed=True)
    name: str | None = described("Rādītājs", "Indicator", printed=True)
    unit: str | None = described("Mērvienība", "Unit", printed=True)
    base_raw: str | None = described("Bāzes vērtība, kā iespiesta", "Base as printed", printed=True)
    base_value: float | None = described("Bāzes vērtība", "Base value")
    base_year: int | None = described("Bāzes gads", "Base year")
    target_raw: str | None = described(
        "Mērķa vērtība, kā iespiesta", "Target as printed", printed=True
    )
    target_value: float | None = described("Mērķa vērtība", "Target value")
    target_year: int | None = described("Mērķa gads", "Target year")
    data_source: str | None = described("Datu avots", "Data source", printed=True)


@output(
    "abbreviations",
    ("Saīsinājumi", "Abbreviations"),
    ("Plānā skaidrotie saīsinājumi", "Abbreviations that the plan explains"),
    key=("position",),
    optional=True,
)
@dataclass(frozen=True, slots=True)
class Abbreviation:
    """One abbreviation and what it stands for."""

    position: int = described("Vieta", "Position")
    short: str | None = described("Saīsinājums", "Short form", printed=True)
    long: str | None = described("Skaidrojums", "Long form", printed=True)


@output(
    "extras",
    ("Pārējās šūnas", "Other cells"),
    (
        "Šūnas no kolonnām, kuras profils nepazīst, lai nekas nezustu",
        "Cells of columns that the profile does not know, so that nothing is lost",
    ),
    optional=True,
)
@dataclass(frozen=True, slots=True)
class Extra:
    """A cell of a column that has no role."""

    table: str | None = described("Tabula", "Table")
    key: str | None = described("Rindas atslēga", "Row key")
    header: str | None = described("Kolonnas galvene", "Header")
    value: str = described("Vērtība", "Value", printed=True)


@output(
    "paragraphs",
    ("Teksts", "Running text"),
    (
        "Plāna tekstuālā daļa, lai nekas nezustu",
        "The running text, so that nothing of the plan is lost",
    ),
    key=("chapter", "position"),
)
@dataclass(frozen=True, slots=True)
class Paragraph:
    """A heading, paragraph or bullet of the running text."""

    chapter: str = described(
        "Nodaļa",
        "Chapter",
        (
            "Nodaļas numurs; 0 pirms pirmās numurētās",
            "Number of the chapter; 0 before the first numbered one",
        ),
    )
    position: int = described("Vieta nodaļā", "Position in the chapter")
    kind: str = described(
        "Veids", "Kind", ("heading, paragraph vai bullet", "heading, paragraph or bullet")
    )
    text: str = described("Teksts", "Text", printed=True)
    page: int = described("Lappuse", "Page")
