"""The first screen: can the tables be trusted, and what is in them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pipeline import schema
from pipeline.findings import RULES, SEVERITIES
from pipeline.plan import Plan
from pipeline.schema import Text

# Rules that judge the reading; all others judge the plan as its authors wrote it.
OF_READING = frozenset(
    {
        "unaccounted-text", "row-count", "page-without-text", "page-repeated", "page-missing",
        "unmapped-glyph", "engines-disagree",
    }
)
DOUBTFUL = 0.5  # repairs below this confidence are worth a look
DESTINATIONS = (
    ("cell", Text("tabulu šūnās", "in table cells")),
    ("header", Text("tabulu galvenēs", "in table headers")),
    ("heading", Text("virsrakstos", "in headings")),
    ("paragraph", Text("rindkopās", "in paragraphs")),
    ("furniture", Text("lappušu noformējumā", "in page furniture")),
    ("unaccounted", Text("bez vietas", "unaccounted for")),
)
SEVERITY_LABELS = {
    "error": Text("Kļūdas", "Errors"),
    "warning": Text("Brīdinājumi", "Warnings"),
    "info": Text("Piezīmes", "Notes"),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """`level` is good, care or bad; `reading` tells of the extraction, `plan` of the plan."""

    level: str
    reading: Text
    plan: Text


@dataclass(frozen=True, slots=True)
class TableCount:
    """Rows of a table, and how many the register expects (None where it does not say)."""

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
class Overview:
    """All that the first screen states in words and numbers."""

    verdict: Verdict
    tables: tuple[TableCount, ...]
    words: tuple[Share, ...]
    words_total: int
    accounted: str  # percent of words that are accounted for
    severities: tuple[Share, ...]
    rules: tuple[tuple[str, str, Text, int], ...]  # severity, rule, title, count


def overview(plan: Plan) -> Overview:
    """Gather the first screen from the plan."""
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
    )


def _percent(part: int, whole: int) -> str:
    """Percent that reads 100 only when nothing is missing."""
    if part == whole:
        return "100"
    return f"{min(100 * part / whole, 99.99):.2f}"


def _words(plan: Plan) -> tuple[Share, ...]:
    counted = plan.metrics.get("words", {})
    total = sum(int(counted.get(name, 0)) for name, _ in DESTINATIONS) or 1
    return tuple(
        Share(name, label, int(counted.get(name, 0)), int(counted.get(name, 0)) / total)
        for name, label in DESTINATIONS
    )


def _tables(plan: Plan) -> tuple[TableCount, ...]:
    expected = dict(plan.meta.expected_rows)
    return tuple(
        TableCount(name, declared.label, len(plan.rows(name)), expected.get(name))
        for name, declared in schema.plan_tables().items()
        if name not in ("provenance", "repairs", "findings")
    )


def _severities(plan: Plan) -> tuple[Share, ...]:
    counted = Counter(found.severity for found in plan.findings)
    most = max([1, *counted.values()])
    return tuple(
        Share(name, SEVERITY_LABELS[name], counted[name], counted[name] / most)
        for name in SEVERITIES
    )


def _rules(plan: Plan) -> tuple[tuple[str, str, Text, int], ...]:
    counted = Counter((found.severity, found.rule) for found in plan.findings)
    order = sorted(counted.items(), key=lambda item: (SEVERITIES.index(item[0][0]), -item[1]))
    return tuple(
        (severity, rule, RULES[rule].title if rule in RULES else Text(rule, rule), number)
        for (severity, rule), number in order
    )


def _verdict(plan: Plan, total: int, lost: int) -> Verdict:
    reading = [found for found in plan.findings if found.rule in OF_READING]
    doubtful = sum(repair.confidence < DOUBTFUL for repair in plan.repairs)
    own = Counter(found.severity for found in plan.findings if found.rule not in OF_READING)
    return Verdict(*_of_reading(total, lost, reading, doubtful), _of_plan(own))


def _of_reading(total: int, lost: int, reading: list[schema.Finding], doubtful: int) -> tuple[str, Text]:
    if lost or any(found.severity == "error" for found in reading):
        return "bad", Text(
            f"Tabulām vēl nevar pilnībā uzticēties: {_n(len(reading), 'vieta nav nolasīta', 'vietas nav nolasītas')} droši.",
            f"The tables cannot be trusted everywhere yet: {_e(len(reading), 'place was', 'places were')} not read safely.",
        )
    whole_lv = f"visi {_grouped(total)} vārdi ir savā vietā" if total else "viss nolasītais ir tabulās"
    whole_en = f"all {_grouped(total)} words are accounted for" if total else "all that was read is in them"
    if reading or doubtful:
        looks = len(reading) + doubtful
        return "care", Text(
            f"Tabulām var uzticēties: {whole_lv}; {_n(looks, 'nolasīta vieta', 'nolasītas vietas')} vērts pārbaudīt.",
            f"The tables can be trusted: {whole_en}; {_e(looks, 'reading is', 'readings are')} worth a look.",
        )
    return "good", Text(
        f"Tabulām var uzticēties: {whole_lv}.", f"The tables can be trusted: {whole_en}."
    )


def _of_plan(own: Counter[str]) -> Text:
    errors, warnings, notes = (own[name] for name in SEVERITIES)
    if not errors and not warnings:
        return Text(
            f"Pašā plānā pretrunu nav; {_n(notes, 'sīka piezīme', 'sīkas piezīmes')} par noformējumu.",
            f"The plan itself holds no contradictions; {_e(notes, 'note', 'notes')} on its form.",
        )
    return Text(
        f"Pašā plānā ir {_n(errors, 'kļūda', 'kļūdas')} un {_n(warnings, 'brīdinājums', 'brīdinājumi')}"
        f", kā arī {_n(notes, 'sīka piezīme', 'sīkas piezīmes')} par noformējumu.",
        f"The plan itself holds {_e(errors, 'error', 'errors')} and {_e(warnings, 'warning', 'warnings')}"
        f", and {_e(notes, 'note', 'notes')} on its form.",
    )


def _n(number: int, one: str, many: str) -> str:
    """Latvian counts: 1, 21, 31 … (not 11) take the singular."""
    return f"{_grouped(number)} {one if number % 10 == 1 and number % 100 != 11 else many}"


def _e(number: int, one: str, many: str) -> str:
    return f"{_grouped(number)} {one if number == 1 else many}"


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")
