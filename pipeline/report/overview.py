"""The first screen of the report: how reliable the tables are, and their contents in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model import lineage, relations
from pipeline.model.errors import UsageError
from pipeline.model.findings import RULES, SEVERITIES
from pipeline.model.numbers import counted, counted_en, whole_euros
from pipeline.model.plan import Plan
from pipeline.model.schema import Text
from pipeline.validate.trust import DOUBTED, TRUSTED, Trust, trust

# Rules about the quality of reading; all others are about the plan itself.
OF_READING = frozenset(
    {
        "unaccounted-text",
        "row-count",
        "page-without-text",
        "page-repeated",
        "page-missing",
        "unmapped-glyph",
        "overprinted-text",
        "uncertain-join",
        "engines-disagree",
        "unknown-column",
        "profile-drafted",
        "close-profile",
        "damaged-metadata",
    }
)
# Findings on the whole document, which have no place to review.
WITHOUT_PLACE = frozenset({"profile-drafted", "close-profile", "damaged-metadata"})
DOUBTFUL = 0.5  # repairs below this confidence should be reviewed
DESTINATIONS = (
    ("cell", Text("tabulu šūnās", "in table cells")),
    ("header", Text("tabulu galvenēs", "in table headers")),
    ("heading", Text("virsrakstos", "in headings")),
    ("paragraph", Text("rindkopās", "in paragraphs")),
    ("furniture", Text("lappušu noformējumā", "in page furniture")),
    ("unaccounted", Text("neuzskaitīti", "unaccounted for")),
)
BAND_LABELS = {
    "certain": Text("droši", "certain"),
    "high": Text("ļoti ticami", "very likely"),
    "medium": Text("ticami", "likely"),
    "low": Text("apšaubāmi", "doubtful"),
}
SEVERITY_LABELS = {
    "error": Text("Kļūdas", "Errors"),
    "warning": Text("Brīdinājumi", "Warnings"),
    "info": Text("Piezīmes", "Notes"),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """`level` is good, care or bad; `reading` is about the extraction, `plan` about the plan."""

    level: str
    reading: Text
    plan: Text


@dataclass(frozen=True, slots=True)
class TableCount:
    """Rows of a table, and the number that the register expects (None where it has none)."""

    name: str
    label: Text
    rows: int
    expected: int | None


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole; `share` from 0 to 1."""

    name: str
    label: Text
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class PrintedSum:
    """A printed total and the sum of its rows (None: not known)."""

    scope: str | None
    label: str
    of: str  # source and year, where it is for one
    printed: str
    summed: str | None
    adds_up: bool | None  # None: the total or one of its rows could not be parsed


@dataclass(frozen=True, slots=True)
class Overview:
    """All texts and numbers of the first screen."""

    verdict: Verdict
    tables: tuple[TableCount, ...]
    words: tuple[Share, ...]
    words_total: int
    accounted: str  # percent of words that are accounted for
    severities: tuple[Share, ...]
    rules: tuple[tuple[str, str, Text, int], ...]  # severity, rule, title, count
    passed: tuple[tuple[str, Text], ...]  # rules without findings: severity, title
    bands: tuple[Share, ...]  # printed cells by band of confidence
    sums: tuple[PrintedSum, ...]


def overview(plan: Plan) -> Overview:
    """The first screen of a plan."""
    words = _words(plan)
    total = sum(word.count for word in words)
    lost = sum(word.count for word in words if word.name == "unaccounted")
    return Overview(
        verdict=_verdict(plan, total, lost),
        tables=_tables(plan),
        words=words,
        words_total=total,
        accounted=_percent(total - lost, total),
        severities=_severities(plan),
        rules=_rules(plan),
        passed=_passed(plan),
        bands=_bands(plan),
        sums=tuple(_sums(plan)),
    )


def _passed(plan: Plan) -> tuple[tuple[str, Text], ...]:
    fired = {found.rule for found in plan.findings}
    return tuple(
        (rule.severity, rule.title)
        for severity in SEVERITIES
        for rule in RULES.values()
        if rule.severity == severity and rule.id not in fired
    )


def _bands(plan: Plan) -> tuple[Share, ...]:
    """The bands of confidence in `metrics.json`; empty where it has none."""
    cells = plan.metrics.get("confidence", {}).get("cells", {})
    total = sum(int(cells.get(name, 0)) for name in BAND_LABELS) or 1
    return tuple(
        Share(name, label, int(cells.get(name, 0)), int(cells.get(name, 0)) / total)
        for name, label in BAND_LABELS.items()
        if cells
    )


def _sums(plan: Plan) -> Iterator[PrintedSum]:
    """Each printed total with the sum of its rows, and its source or year."""
    for held in lineage.printed_sums(plan):
        row, summed = held.total, held.summed
        yield PrintedSum(
            row.scope,
            (row.label_raw or "").rstrip(" :"),
            ", ".join(str(part) for part in (row.source, row.year) if part is not None),
            row.amount_raw if row.amount_eur is None else whole_euros(row.amount_eur),
            None if summed is None else whole_euros(summed),
            adds_up=None if summed is None else not held.differs,
        )


def _percent(part: int, whole: int) -> str:
    """Per cent, rounded so that 100 means nothing is missing."""
    if part == whole:
        return "100"
    return f"{min(100 * part / whole, 99.99):.2f}"


def _words(plan: Plan) -> tuple[Share, ...]:
    words = plan.metrics.get("words", {})
    total = sum(int(words.get(name, 0)) for name, _ in DESTINATIONS) or 1
    return tuple(
        Share(name, label, int(words.get(name, 0)), int(words.get(name, 0)) / total)
        for name, label in DESTINATIONS
    )


def _tables(plan: Plan) -> tuple[TableCount, ...]:
    expected = dict(plan.meta.expected_rows)
    return tuple(
        TableCount(name, relations.label(plan, name), len(plan.rows(name)), expected.get(name))
        for name in plan.declared
        if name not in relations.READING and (plan.rows(name) or expected.get(name))
    )


def _severities(plan: Plan) -> tuple[Share, ...]:
    numbers = Counter(found.severity for found in plan.open_findings)
    most = max([1, *numbers.values()])
    return tuple(
        Share(name, SEVERITY_LABELS[name], numbers[name], numbers[name] / most)
        for name in SEVERITIES
    )


def _rules(plan: Plan) -> tuple[tuple[str, str, Text, int], ...]:
    numbers = Counter((found.severity, found.rule) for found in plan.open_findings)
    order = sorted(numbers.items(), key=lambda item: (SEVERITIES.index(item[0][0]), -item[1]))
    return tuple(
        (severity, rule, RULES[rule].title if rule in RULES else Text(rule, rule), number)
        for (severity, rule), number in order
    )


def _verdict(plan: Plan, total: int, lost: int) -> Verdict:
    reading = Counter(found.severity for found in plan.open_findings if found.rule in OF_READING)
    own = Counter(found.severity for found in plan.open_findings if found.rule not in OF_READING)
    placeless = sum(found.rule in WITHOUT_PLACE for found in plan.open_findings)
    doubts = reading.total() - placeless + sum(row.confidence < DOUBTFUL for row in plan.repairs)
    measured = _measured(plan)
    if lost or reading["error"]:
        return Verdict("bad", _untrusted(lost, reading["error"]), _of_plan(own))
    level = "care" if doubts else "good"
    if measured is not None and measured.score < TRUSTED:
        level = "care" if measured.score >= DOUBTED else "bad"
    said = _NO_ERRORS
    if measured is not None and (total or measured.score < TRUSTED):
        said = measured.reading
    return Verdict(level, _with_doubts(said, doubts), _of_plan(own))


def _measured(plan: Plan) -> Trust | None:
    """The reliability of the whole reading; None where its profile is not known here."""
    try:
        return trust(plan)
    except UsageError:
        return None


# For tables of another program, which have no count of words.
_NO_ERRORS = Text(
    "Nolasījumam var uzticēties: kļūdu tajā nav.",
    "The reading can be trusted: it shows no errors.",
)


_UNSURE = ("vietu nav droši nolasītas", "vieta nav droši nolasīta", "vietas nav droši nolasītas")
_LOST = ("vārdu nav uzskaitīti", "vārds nav uzskaitīts", "vārdi nav uzskaitīti")
_NOTES = (
    "sīku piezīmju par noformējumu",
    "sīka piezīme par noformējumu",
    "sīkas piezīmes par noformējumu",
)


def _untrusted(lost: int, errors: int) -> Text:
    lv, en = [], []
    if errors:
        lv.append(counted(errors, _UNSURE))
        en.append(
            counted_en(errors, "place was not read reliably", "places were not read reliably")
        )
    if lost:
        lv.append(counted(lost, _LOST))
        en.append(counted_en(lost, "word is unaccounted for", "words are unaccounted for"))
    return Text(
        f"Nolasījumam vēl nevar pilnībā uzticēties: {' un '.join(lv)}.",
        f"The reading cannot be fully trusted yet: {' and '.join(en)}.",
    )


def _with_doubts(said: Text, doubts: int) -> Text:
    if not doubts:
        return said
    lv = counted(doubts, ("vietu vēl jāpārbauda", "vieta vēl jāpārbauda", "vietas vēl jāpārbauda"))
    en = counted_en(doubts, "place should be reviewed", "places should be reviewed")
    return Text(f"{said.lv.removesuffix('.')}; {lv}.", f"{said.en.removesuffix('.')}; {en}.")


def _of_plan(own: Counter[str]) -> Text:
    """The faults of the plan itself; severities without findings are left out."""
    errors, warnings, notes = (own[name] for name in SEVERITIES)
    grave_lv = [
        counted(number, forms)
        for number, forms in (
            (errors, ("kļūdu", "kļūda", "kļūdas")),
            (warnings, ("brīdinājumu", "brīdinājums", "brīdinājumi")),
        )
        if number
    ]
    grave_en = [
        counted_en(number, word, f"{word}s")
        for number, word in ((errors, "error"), (warnings, "warning"))
        if number
    ]
    notes_lv = counted(notes, _NOTES)
    notes_en = counted_en(notes, "minor note on its form", "minor notes on its form")
    if not grave_lv:
        lv, en = "Pašā plānā pretrunu nav", "The plan itself has no contradictions"
        if notes:
            lv, en = f"{lv}; {notes_lv}", f"{en}; {notes_en}"
        return Text(f"{lv}.", f"{en}.")
    lv, en = " un ".join(grave_lv), " and ".join(grave_en)
    if notes:
        lv, en = f"{lv}, kā arī {notes_lv}", f"{en}, and {notes_en}"
    return Text(f"Pašā plānā ir {lv}.", f"The plan itself has {en}.")
