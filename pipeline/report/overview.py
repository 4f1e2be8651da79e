"""The first screen: can the tables be trusted, and what is in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model import lineage, relations
from pipeline.model.errors import UsageError
from pipeline.model.findings import RULES, SEVERITIES
from pipeline.model.plan import Plan
from pipeline.model.schema import Text
from pipeline.report.charts import euros
from pipeline.validate.trust import DOUBTED, TRUSTED, Trust, trust

# Rules that judge the reading; all others judge the plan as its authors wrote it.
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
class PrintedSum:
    """A printed total and what the rows that it stands for add up to (None: not known)."""

    scope: str | None
    label: str
    of: str  # source and year, where it is of one
    printed: str
    summed: str | None
    adds_up: bool


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
    passed: tuple[tuple[str, Text], ...]  # rules that found nothing: severity, title
    bands: tuple[Share, ...]  # printed cells by how surely they were read
    sums: tuple[PrintedSum, ...]


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
    """The bands of `metrics.json`; none where the tables hold no such count."""
    cells = plan.metrics.get("confidence", {}).get("cells", {})
    total = sum(int(cells.get(name, 0)) for name in BAND_LABELS) or 1
    return tuple(
        Share(name, label, int(cells.get(name, 0)), int(cells.get(name, 0)) / total)
        for name, label in BAND_LABELS.items()
        if cells
    )


def _sums(plan: Plan) -> Iterator[PrintedSum]:
    """Each printed total beside the sum of its rows; a source or a year where it is of one."""
    under = lineage.rows_by_scope(plan) if plan.totals else {}
    for row in plan.totals:
        summed = lineage.sum_of(plan, under.get(row.scope, frozenset()), row.source, row.year)
        printed = row.amount_eur
        yield PrintedSum(
            row.scope,
            row.label_raw or "",
            " · ".join(str(part) for part in (row.source, row.year) if part is not None),
            row.amount_raw if printed is None else euros(printed),
            None if summed is None else euros(summed),
            adds_up=summed is not None and summed == printed,
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
        TableCount(name, relations.label(plan, name), len(plan.rows(name)), expected.get(name))
        for name in plan.declared
        if name not in relations.READING and (plan.rows(name) or expected.get(name))
    )


def _severities(plan: Plan) -> tuple[Share, ...]:
    counted = Counter(found.severity for found in plan.open_findings)
    most = max([1, *counted.values()])
    return tuple(
        Share(name, SEVERITY_LABELS[name], counted[name], counted[name] / most)
        for name in SEVERITIES
    )


def _rules(plan: Plan) -> tuple[tuple[str, str, Text, int], ...]:
    counted = Counter((found.severity, found.rule) for found in plan.open_findings)
    order = sorted(counted.items(), key=lambda item: (SEVERITIES.index(item[0][0]), -item[1]))
    return tuple(
        (severity, rule, RULES[rule].title if rule in RULES else Text(rule, rule), number)
        for (severity, rule), number in order
    )


def _verdict(plan: Plan, total: int, lost: int) -> Verdict:
    reading = Counter(found.severity for found in plan.open_findings if found.rule in OF_READING)
    own = Counter(found.severity for found in plan.open_findings if found.rule not in OF_READING)
    doubtful = sum(repair.confidence < DOUBTFUL for repair in plan.repairs)
    if lost or reading["error"]:
        return Verdict("bad", _untrusted(lost, reading["error"]), _of_plan(own))
    measured = _measured(plan)
    if measured is not None and measured.score < TRUSTED:
        level = "care" if measured.score >= DOUBTED else "bad"
        return Verdict(level, measured.sentence, _of_plan(own))
    looks = reading.total() + doubtful
    return Verdict("care" if looks else "good", _trusted(total, looks), _of_plan(own))


def _measured(plan: Plan) -> Trust | None:
    """How far the whole reading can be trusted; None where its profile is not known here."""
    try:
        return trust(plan)
    except UsageError:
        return None


def _untrusted(lost: int, errors: int) -> Text:
    lv = [_lv(errors, "vieta nav droši nolasīta", "vietas nav droši nolasītas")] if errors else []
    en = [_en(errors, "place was not read safely", "places were not read safely")] if errors else []
    if lost:
        lv.append(_lv(lost, "vārds ir bez vietas", "vārdi ir bez vietas"))
        en.append(_en(lost, "word is unaccounted for", "words are unaccounted for"))
    return Text(
        f"Tabulām vēl nevar pilnībā uzticēties: {' un '.join(lv)}.",
        f"The tables cannot be fully trusted yet: {' and '.join(en)}.",
    )


def _trusted(total: int, looks: int) -> Text:
    lv = "Tabulām var uzticēties: "
    en = "The tables can be trusted: "
    if total:
        lv += f"visi {_lv(total, 'vārds', 'vārdi')} ir savā vietā"
        en += f"all {_en(total, 'word is', 'words are')} accounted for"
    else:  # tables of another program, without its count of words
        lv += "kļūdu nolasījumā nav"
        en += "the reading shows no errors"
    if looks:
        lv += f"; {_lv(looks, 'nolasītu vietu', 'nolasītas vietas')} vērts pārbaudīt"
        en += f"; {_en(looks, 'reading is', 'readings are')} worth a look"
    return Text(lv + ".", en + ".")


def _of_plan(own: Counter[str]) -> Text:
    errors, warnings, notes = (own[name] for name in SEVERITIES)
    notes_lv = _lv(notes, "sīka piezīme", "sīkas piezīmes") + " par noformējumu"
    notes_en = _en(notes, "note", "notes") + " on its form"
    if not errors and not warnings:
        lv, en = "Pašā plānā pretrunu nav", "The plan itself holds no contradictions"
        if notes:
            lv, en = f"{lv}; {notes_lv}", f"{en}; {notes_en}"
        return Text(f"{lv}.", f"{en}.")
    lv = f"{_lv(errors, 'kļūda', 'kļūdas')} un {_lv(warnings, 'brīdinājums', 'brīdinājumi')}"
    en = f"{_en(errors, 'error', 'errors')} and {_en(warnings, 'warning', 'warnings')}"
    return Text(
        f"Pašā plānā ir {lv}, kā arī {notes_lv}.", f"The plan itself holds {en}, and {notes_en}."
    )


def _lv(number: int, one: str, many: str) -> str:
    """Latvian counts: 1, 21, 31 … (not 11) take the singular."""
    return f"{_grouped(number)} {one if number % 10 == 1 and number % 100 != 11 else many}"


def _en(number: int, one: str, many: str) -> str:
    return f"{_grouped(number)} {one if number == 1 else many}"


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")
