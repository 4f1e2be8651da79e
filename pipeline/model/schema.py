"""The output tables, each declared once.

A table is a frozen dataclass; a column is one of its fields with a Latvian and an English
description. Everything else that names tables or columns (the Parquet writer, `datapackage.json`,
the SQLite keys, the report's headings, the pages in `docs/`) is derived from here.

On disk each table has `doc_id` as its first column; in memory a `Plan` is one document, so rows
do not repeat it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

DOC_ID_LV = "Plāna identifikators reģistrā"
DOC_ID_EN = "Identifier of the plan in the register"

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Text:
    """One fact for a person, in Latvian and in English."""

    lv: str
    en: str


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """`columns` of this table name a row of `table` by its `reference` columns."""

    columns: tuple[str, ...]
    table: str
    reference: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column as declared: `kind` is one of str, int, Decimal, float; `printed` tells that its
    value stands on the page, so that provenance holds its lines.
    """

    name: str
    kind: type
    nullable: bool
    label: Text
    about: Text
    printed: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A table as declared: `key` are the columns that identify a row (doc_id aside)."""

    name: str
    row: type
    label: Text
    about: Text
    key: tuple[str, ...]
    foreign: tuple[ForeignKey, ...]
    columns: tuple[Column, ...]
    optional: bool = False  # written only for plans that have rows of it

    @property
    def owner(self) -> str | None:
        """The table whose rows own those of this one, where it is a list of theirs."""
        if "position" not in self.key or len(self.key) != 2:
            return None
        return next((to.table for to in self.foreign if to.columns == self.key[:1]), None)

    @property
    def id_column(self) -> str | None:
        """The column that holds the printed id of a row; None where rows have none."""
        if "id_raw" in self.names:
            return "id_raw"
        return self.key[0] if len(self.key) == 1 and self.key[0] != "position" else None

    @property
    def names(self) -> tuple[str, ...]:
        """Column names in the order of the contract, without doc_id."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column of that name; KeyError when there is none."""
        for candidate in self.columns:
            if candidate.name == name:
                return candidate
        raise KeyError(f"{self.name} has no column {name}")


_DECLARED: dict[str, tuple[type, Text, Text, tuple[str, ...], tuple[ForeignKey, ...], bool]] = {}


def output(
    name: str,
    label: tuple[str, str],
    about: tuple[str, str],
    key: tuple[str, ...] = (),
    foreign: tuple[tuple[str, str], ...] = (),
    optional: bool = False,
) -> Callable[[type[Row]], type[Row]]:
    """Register a row dataclass as the output table `name`.

    `foreign` lists (column, "table.column") pairs.
    """

    def register(row: type[Row]) -> type[Row]:
        keys = tuple(
            ForeignKey((column,), target.split(".")[0], (target.split(".")[1],))
            for column, target in foreign
        )
        _DECLARED[name] = (row, Text(*label), Text(*about), key, keys, optional)
        return row

    return register


def described(
    lv: str,
    en: str,
    about: tuple[str, str] | None = None,
    printed: bool = False,
    default: Any = dataclasses.MISSING,
) -> Any:
    """A column's field: its heading in Latvian and English, a longer explanation where needed.

    `default` stands in rows of plans that do not print it.
    """
    return field(
        default=default,
        metadata={
            "label": Text(lv, en),
            "about": Text(*about) if about else Text(lv, en),
            "printed": printed,
        },
    )


# ── the plan ────────────────────────────────────────────────────────────────────────────────────


@output(
    "goals",
    ("Mērķi", "Goals"),
    ("Mērķi virs prioritātēm", "Goals above the priorities"),
    key=("goal_id",),
    optional=True,
)
@dataclass(frozen=True, slots=True)
class Goal:
    """A goal: the level above the priorities."""

    goal_id: str = described("Mērķa ID", "Goal id", printed=True)
    name: str | None = described("Nosaukums", "Name", printed=True)


@output(
    "priorities",
    ("Prioritātes", "Priorities"),
    ("Plāna prioritātes", "Priorities of the plan"),
    key=("priority_id",),
    foreign=(("goal_id", "goals.goal_id"),),
)
@dataclass(frozen=True, slots=True)
class Priority:
    """A priority of the plan: the level above the directions."""

    priority_id: str = described("Prioritātes ID", "Priority id", printed=True)
    name: str | None = described("Nosaukums", "Name", printed=True)
    goal_id: str | None = described(
        "Mērķa ID",
        "Goal id",
        ("Mērķis, zem kura prioritāte iespiesta", "The goal under which it is printed"),
        default=None,
    )


@output(
    "principles",
    ("Horizontālie principi", "Horizontal principles"),
    (
        "Horizontālie principi, kas caurvij visas prioritātes",
        "Principles that run through all priorities",
    ),
    key=("principle_id",),
)
@dataclass(frozen=True, slots=True)
class Principle:
    """A horizontal principle (HP), from the header of its table."""

    principle_id: str = described("Principa ID", "Principle id", printed=True)
    name: str | None = described("Nosaukums", "Name", printed=True)


@output(
    "directions",
    ("Rīcības virzieni", "Directions"),
    ("Rīcības virzieni (RV)", "Directions of action (RV)"),
    key=("direction_id",),
    foreign=(("priority_id", "priorities.priority_id"),),
)
@dataclass(frozen=True, slots=True)
class Direction:
    """A direction of action (RV), from its heading or merged row."""

    direction_id: str = described("Virziena ID", "Direction id", printed=True)
    priority_id: str | None = described(
        "Prioritātes ID",
        "Priority id",
        ("Prioritāte, zem kuras virziens iespiests", "The priority under which it is printed"),
    )
    name: str | None = described("Nosaukums", "Name", printed=True)
    parent_id: str | None = described(
        "Augstākā līmeņa ID",
        "Parent id",
        (
            "Rinda, kurai šī pakārtota, lai kurš būtu tās līmenis",
            "The row that this one is nested in, of whatever level",
        ),
        default=None,
    )


@output(
    "actions",
    ("Rīcības", "Actions"),
    ("Rīcības (R)", "Actions (R)"),
    key=("action_id",),
    foreign=(("direction_id", "directions.direction_id"),),
)
@dataclass(frozen=True, slots=True)
class Action:
    """An action (R): a row of the tables of actions."""

    action_id: str = described("Rīcības ID", "Action id")
    id_raw: str | None = described("ID, kā iespiests", "Id as printed", printed=True)
    direction_id: str | None = described(
        "Virziena ID",
        "Direction id",
        ("Virziens, zem kura rīcība iespiesta", "The direction under which it is printed"),
    )
    name: str | None = described("Rīcība", "Action", printed=True)
    participants_raw: str | None = described(
        "Īstenošanā iesaistītie dalībnieki", "Participants", printed=True
    )
    period_raw: str | None = described("Īstenošanas periods", "Period", printed=True)
    period_start: int | None = described("Perioda sākums", "First year")
    period_end: int | None = described("Perioda beigas", "Last year")
    parent_id: str | None = described(
        "Augstākā līmeņa ID",
        "Parent id",
        (
            "Rinda, kurai šī pakārtota, lai kurš būtu tās līmenis",
            "The row that this one is nested in, of whatever level",
        ),
        default=None,
    )


@output(
    "action_participants",
    ("Rīcību dalībnieki", "Action participants"),
    ("Rīcību dalībnieki pa vienam", "Participants of actions, one a row"),
    key=("action_id", "position"),
    foreign=(("action_id", "actions.action_id"),),
)
@dataclass(frozen=True, slots=True)
class ActionParticipant:
    """One participant of an action."""

    action_id: str = described("Rīcības ID", "Action id")
    position: int = described("Vieta sarakstā", "Position")
    participant: str = described("Dalībnieks", "Participant")


@output(
    "action_activities",
    ("Rīcību aktivitātes", "Action activities"),
    ("Norādes no rīcībām uz aktivitātēm", "References from actions to activities"),
    key=("action_id", "position"),
    foreign=(("action_id", "actions.action_id"), ("activity_id", "activities.activity_id")),
)
@dataclass(frozen=True, slots=True)
class ActionActivity:
    """One reference of an action to an activity."""

    action_id: str = described("Rīcības ID", "Action id")
    position: int = described("Vieta sarakstā", "Position")
    activity_id: str | None = described("Aktivitātes ID", "Activity id")
    ref_raw: str | None = described(
        "Norāde, kā iespiesta",
        "Reference as printed",
        (
            "Tukša, ja aktivitāte rīcībai pakārtota bez norādes",
            "Null where the activity is nested in the action",
        ),
        printed=True,
    )


@output(
    "activities",
    ("Aktivitātes", "Activities"),
    ("Aktivitātes (A)", "Activities (A)"),
    key=("activity_id",),
)
@dataclass(frozen=True, slots=True)
class Activity:
    """An activity (A): a row of the table of activities."""

    activity_id: str = described("Aktivitātes ID", "Activity id")
    id_raw: str | None = described("ID, kā iespiests", "Id as printed", printed=True)
    name: str | None = described("Aktivitāte", "Activity", printed=True)
    responsible_raw: str | None = described(
        "Atbildīgie izpildītāji", "Responsible bodies", printed=True
    )
    partners_raw: str | None = described("Sadarbības partneri", "Partners", printed=True)
    amount_raw: str | None = described(
        "Indikatīvais finansējuma apjoms", "Amount as printed", printed=True
    )
    amount_eur: Decimal | None = described("Finansējums, EUR", "Amount, EUR")
    funding_raw: str | None = described(
        "Indikatīvie finanšu avoti", "Sources of funding", printed=True
    )
    deadline_raw: str | None = described("Izpildes termiņš", "Deadline as printed", printed=True)
    deadline_year: int | None = described("Termiņa gads", "Deadline year")
    parent_id: str | None = described(
        "Augstākā līmeņa ID",
        "Parent id",
        (
            "Rinda, kurai šī pakārtota, lai kurš būtu tās līmenis",
            "The row that this one is nested in, of whatever level",
        ),
        default=None,
    )
    start_year: int | None = described(
        "Sākuma gads",
        "First year",
        (
            "Iespiestā perioda pirmais gads; tukšs, ja iespiests tikai termiņš",
            "First year of a printed period; null where a column prints one deadline",
        ),
        default=None,
    )


@output(
    "activity_responsible",
    ("Atbildīgie", "Responsible bodies"),
    ("Aktivitāšu atbildīgie izpildītāji pa vienam", "Responsible bodies of activities, one a row"),
    key=("activity_id", "position"),
    foreign=(("activity_id", "activities.activity_id"),),
)
@dataclass(frozen=True, slots=True)
class ActivityResponsible:
    """One responsible body of an activity."""

    activity_id: str = described("Aktivitātes ID", "Activity id")
    position: int = described("Vieta sarakstā", "Position")
    organisation: str = described("Organizācija", "Organisation")


@output(
    "activity_partners",
    ("Partneri", "Partners"),
    ("Aktivitāšu sadarbības partneri pa vienam", "Partners of activities, one a row"),
    key=("activity_id", "position"),
    foreign=(("activity_id", "activities.activity_id"),),
)
@dataclass(frozen=True, slots=True)
class ActivityPartner:
    """One partner of an activity."""

    activity_id: str = described("Aktivitātes ID", "Activity id")
    position: int = described("Vieta sarakstā", "Position")
    partner: str = described("Partneris", "Partner")


@output(
    "activity_funding",
    ("Finanšu avoti", "Funding"),
    ("Aktivitāšu finanšu avoti pa vienam", "Sources of funding of activities, one a row"),
    key=("activity_id", "position"),
    foreign=(("activity_id", "activities.activity_id"),),
)
@dataclass(frozen=True, slots=True)
class ActivityFunding:
    """One source of funding of an activity."""

    activity_id: str = described("Aktivitātes ID", "Activity id")
    position: int = described("Vieta sarakstā", "Position")
    source: str = described("Finanšu avots", "Source")


@output(
    "activity_priorities",
    ("Aktivitāšu prioritātes", "Activity priorities"),
    ("Prioritātes, kurām aktivitāte atbilst", "Priorities that an activity states"),
    key=("activity_id", "position"),
    foreign=(("activity_id", "activities.activity_id"), ("priority_id", "priorities.priority_id")),
)
@dataclass(frozen=True, slots=True)
class ActivityPriority:
    """One priority that an activity states."""

    activity_id: str = described("Aktivitātes ID", "Activity id")
    position: int = described("Vieta sarakstā", "Position")
    priority_id: str = described("Prioritātes ID", "Priority id", printed=True)


@output(
    "indicators",
    ("Iznākuma rādītāji", "Output indicators"),
    ("Aktivitāšu iznākuma rādītāji pa vienam", "Output indicators of activities, one a row"),
    key=("activity_id", "position"),
    foreign=(("activity_id", "activities.activity_id"),),
)
@dataclass(frozen=True, slots=True)
class Indicator:
    """One output indicator of an activity."""

    activity_id: str = described("Aktivitātes ID", "Activity id")
    position: int = described("Vieta sarakstā", "Position")
    number_raw: str | None = described(
        "Numurs, kā iespiests",
        "Number as printed",
        (
            "Numurs bez punkta; tukšs, ja teksts sākas bez numura",
            "Number without its stop; null where the text starts without one",
        ),
        printed=True,
    )
    text: str = described("Rādītājs", "Indicator", printed=True)


@output(
    "horizontal_measures",
    ("Horizontālie pasākumi", "Horizontal measures"),
    (
        "Pasākumi, kas prioritātē nodrošina horizontālo principu",
        "Measures that carry a principle into a priority",
    ),
    key=("priority_id", "principle_id", "position"),
    foreign=(
        ("priority_id", "priorities.priority_id"),
        ("principle_id", "principles.principle_id"),
    ),
)
@dataclass(frozen=True, slots=True)
class HorizontalMeasure:
    """One measure of a horizontal principle within a priority."""

    priority_id: str = described("Prioritātes ID", "Priority id")
    principle_id: str = described("Principa ID", "Principle id")
    position: int = described("Vieta sarakstā", "Position")
    text: str = described("Pasākums", "Measure", printed=True)


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
    ("Rezultātu rādītāji", "Outcome indicators"),
    (
        "Plāna rezultātu rādītāji ar bāzes un mērķa vērtībām",
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


# ── how it was read ─────────────────────────────────────────────────────────────────────────────

_PAGE = ("Lappuse", "Page", ("Lappuse, skaitot no 1", "Page, counted from 1"))
_X0 = (
    "x0",
    "x0",
    ("Kreisā mala punktos no lapas kreisās malas", "Left edge, points from the left of the page"),
)
_TOP = (
    "top",
    "top",
    ("Augša punktos no lapas augšmalas", "Upper edge, points from the top of the page"),
)
_X1 = (
    "x1",
    "x1",
    ("Labā mala punktos no lapas kreisās malas", "Right edge, points from the left of the page"),
)
_BOTTOM = (
    "bottom",
    "bottom",
    ("Apakša punktos no lapas augšmalas", "Lower edge, points from the top of the page"),
)


@output(
    "provenance",
    ("Izcelsme", "Provenance"),
    (
        "Katras iespiestās vērtības katra rinda un tās vieta lappusē",
        "Each printed line of each printed value and its place on the page",
    ),
)
@dataclass(frozen=True, slots=True)
class Provenance:
    """One printed line of one printed value."""

    table: str = described("Tabula", "Table")
    key: str = described(
        "Rindas atslēga",
        "Row key",
        ("Rindas ID; salikta atslēga kā P1/HP1", "Id of the row; compound as P1/HP1"),
    )
    position: int | None = described("Vieta sarakstā", "Position")
    column: str = described("Kolonna", "Column")
    line: int = described(
        "Rinda",
        "Line",
        ("Iespiestās rindas numurs vērtībā", "Number of the printed line in the value"),
    )
    page: int = described(*_PAGE)
    x0: float = described(*_X0)
    top: float = described(*_TOP)
    x1: float = described(*_X1)
    bottom: float = described(*_BOTTOM)
    text: str = described(
        "Teksts",
        "Text",
        ("Kā iespiests, pirms teksta likumiem", "As printed, before the text rules"),
    )


@output(
    "repairs",
    ("Labojumi", "Repairs"),
    (
        "Katra salikta rinda, vārds un brīvi atpazīta galvene",
        "Every row stitched, word rejoined, header matched loosely, line-end hyphen kept",
    ),
)
@dataclass(frozen=True, slots=True)
class Repair:
    """Something that was put together again in reading."""

    kind: str = described(
        "Veids",
        "Kind",
        (
            "row-stitched, word-rejoined, hyphen-kept, header-matched …",
            "row-stitched, word-rejoined, hyphen-kept, header-matched …",
        ),
    )
    table: str | None = described("Tabula", "Table")
    key: str | None = described("Rindas atslēga", "Row key")
    column: str | None = described("Kolonna", "Column")
    page: int | None = described(*_PAGE)
    before: str | None = described("Pirms", "Before")
    after: str | None = described("Pēc", "After")
    reason: str = described("Pamatojums", "Reason")
    confidence: float = described("Ticamība", "Confidence", ("No 0 līdz 1", "From 0 to 1"))


@output(
    "findings",
    ("Konstatējumi", "Findings"),
    (
        "Viss, kas plānā vai nolasījumā ir apšaubāms",
        "Everything doubtful in the plan or in its reading",
    ),
)
@dataclass(frozen=True, slots=True)
class Finding:
    """Something doubtful, with its place on the page."""

    rule: str = described("Likums", "Rule")
    severity: str = described(
        "Smagums", "Severity", ("error, warning vai info", "error, warning or info")
    )
    table: str | None = described("Tabula", "Table")
    key: str | None = described("Rindas atslēga", "Row key")
    position: int | None = described("Vieta sarakstā", "Position")
    column: str | None = described("Kolonna", "Column")
    value: str | None = described("Vērtība", "Value")
    message: str = described("Paskaidrojums", "Message")
    page: int | None = described(*_PAGE)
    x0: float | None = described(*_X0)
    top: float | None = described(*_TOP)
    x1: float | None = described(*_X1)
    bottom: float | None = described(*_BOTTOM)


# ── changes between two versions ────────────────────────────────────────────────────────────────


@output(
    "changes",
    ("Izmaiņas", "Changes"),
    ("Izmaiņas starp divām plāna versijām", "Changes between two versions"),
)
@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two versions of a plan (`changes.parquet`; not part of a plan)."""

    table: str = described("Tabula", "Table")
    change: str = described(
        "Izmaiņa",
        "Change",
        (
            "added, removed, changed, renumbered vai moved",
            "added, removed, changed, renumbered or moved",
        ),
    )
    key_old: str | None = described("Vecā atslēga", "Old key")
    key_new: str | None = described("Jaunā atslēga", "New key")
    position: int | None = described("Vieta sarakstā", "Position")
    column: str | None = described("Kolonna", "Column")
    old: str | None = described("Bija", "Old")
    new: str | None = described("Ir", "New")
    kind: str = described(
        "Būtība", "Kind", ("substantive vai typographic", "substantive or typographic")
    )
    similarity: float | None = described("Līdzība", "Similarity", ("No 0 līdz 1", "From 0 to 1"))
    page_old: int | None = described("Lappuse vecajā", "Old page")
    page_new: int | None = described("Lappuse jaunajā", "New page")


@cache
def tables() -> dict[str, Table]:
    """All declared tables by name, in the order of the contract (`changes` included, last)."""
    return {
        name: Table(name, row, label, about, key, foreign, columns_of(row), optional)
        for name, (row, label, about, key, foreign, optional) in _DECLARED.items()
    }


def plan_tables() -> dict[str, Table]:
    """The tables of one plan: all but `changes`."""
    return {name: declared for name, declared in tables().items() if name != "changes"}


@cache
def widened(name: str, more: tuple[Column, ...]) -> Table:
    """The table with columns that are one plan's own after those that all plans have.

    Its rows are of a class made for them, under the row class of the table.
    """
    declared = tables()[name]
    made = dataclasses.make_dataclass(
        declared.row.__name__,
        [
            (
                column.name,
                f"{column.kind.__name__} | None",
                described(column.label.lv, column.label.en, printed=column.printed, default=None),
            )
            for column in more
        ],
        bases=(declared.row,),
        frozen=True,
        slots=True,
    )
    return dataclasses.replace(declared, row=made, columns=columns_of(made))


def columns_of(row: type) -> tuple[Column, ...]:
    """The columns that the fields of a row class declare."""
    columns = []
    for item in dataclasses.fields(row):
        kind, _, none = str(item.type).partition(" | ")  # as written: "int" or "int | None"
        meta = item.metadata
        about = (meta["label"], meta["about"], meta["printed"])
        columns.append(Column(item.name, _KINDS[kind], none == "None", *about))
    return tuple(columns)


_KINDS: dict[str, type] = {kind.__name__: kind for kind in (str, int, float, Decimal)}
