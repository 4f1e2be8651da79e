"""How a plan was read: places, repairs, findings; and changes between two versions."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.schema.declaration import described, output

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
        ("Kā iespiests, pirms teksta apstrādes", "As printed, before the text rules"),
    )


@output(
    "repairs",
    ("Nolasījuma precizējumi", "Repairs"),
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

    rule: str = described("Pārbaude", "Rule")
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
    accepted: bool = described(
        "Pieņemts",
        "Accepted",
        (
            "Vai kāds to apskatījis un atzinis par labu esam; tad to neskaita",
            "Whether somebody has looked at it and takes it as it is; then it does not count",
        ),
        default=False,
    )
    accepted_why: str | None = described(
        "Pieņemšanas pamatojums",
        "Why it was accepted",
        (
            "Pamatojums, un kurš un kad to pieņēmis",
            "The reason, and who accepted it when",
        ),
        default=None,
    )
    details: str | None = described(
        "Paziņojuma dati",
        "Details",
        (
            "No kā veidots paskaidrojums, JSON: teksta variants un tajā ievietotās vērtības",
            "What the message is made of, as JSON: the variant of the text and the values in it",
        ),
        default=None,
    )


# ── changes between two versions ────────────────────────────────────────────────────────────────


@output(
    "changes",
    ("Izmaiņas", "Changes"),
    ("Izmaiņas starp divām plāna versijām", "Changes between two versions"),
    part="changes",
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
    page_old: int | None = described("Lappuse vecajā versijā", "Old page")
    page_new: int | None = described("Lappuse jaunajā versijā", "New page")
