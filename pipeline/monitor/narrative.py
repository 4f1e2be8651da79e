"""The review in words: every sentence with its numbers, in Latvian."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.diff.descriptions import euros
from pipeline.model import relations
from pipeline.model.schema import Text
from pipeline.model.strings import agreeing, counted
from pipeline.monitor import pictures
from pipeline.monitor.blocks import Block, Document, Heading, Paragraph, Table
from pipeline.monitor.forms import DONE, NOT_STARTED, STOPPED, UNDER_WAY
from pipeline.monitor.review import NOT_REPORTED, STATES, Group, Reached, Review
from pipeline.monitor.values import day

ACTIVITIES = ("aktivitāšu", "aktivitāte", "aktivitātes")
_INDICATORS = ("rādītāju", "rādītājs", "rādītāji")
_PROPOSALS = ("priekšlikumu", "priekšlikums", "priekšlikumi")
# A state as a sentence says it: of 0 (10, 11), of 1 (21), of 2 (3, 4).
_SAID = {
    DONE: ("īstenotas", "īstenota", "īstenotas"),
    UNDER_WAY: ("tiek īstenotas", "tiek īstenota", "tiek īstenotas"),
    NOT_STARTED: ("nav sāktas", "nav sākta", "nav sāktas"),
    STOPPED: ("pārtrauktas", "pārtraukta", "pārtrauktas"),
}
_SHORT = ("Nav sākta", "Tiek īstenota", "Īstenota", "Pārtraukta", "Nav ziņots")


def narrative(review: Review) -> Document:
    """The whole review."""
    meta = review.plan.meta
    lines = [f"Stāvoklis uz {day(review.as_of)}"]
    if review.before is not None:
        lines.append(f"Iepriekšējais pārskats: stāvoklis uz {day(review.before.as_of)}")
    blocks: list[Block] = []
    for part in (_summary, _by_priority, _by_direction, _by_body, _late, _money, _indicators,
                 _outcomes, _since, _proposals, _doubts):  # fmt: skip
        blocks += part(review)
    title = f"Pārskats par plāna īstenošanu: {meta.title or meta.doc_id}"
    return Document(title, tuple(lines), tuple(blocks))


def percent(part: Decimal | int, whole: Decimal | int) -> str:
    """`12,5 %` of the whole; a dash where there is no whole."""
    if not whole:
        return "–"
    text = f"{Decimal(part) * 100 / Decimal(whole):.1f}".removesuffix(".0").replace(".", ",")
    return f"{text}\u00a0%"


def money(value: Decimal) -> str:
    """`12 345,50 EUR`."""
    return f"{euros(value)}\u00a0EUR"


def _summary(review: Review) -> Iterator[Block]:
    whole = review.whole
    reported = whole.activities - whole.states[NOT_REPORTED]
    yield Heading("Kopsavilkums")
    yield Paragraph(
        f"Plānā ir {counted(whole.activities, ACTIVITIES)}; statuss ziņots par {reported} no tām "
        f"({percent(reported, whole.activities)}). {_states(whole)}"
    )
    text = (
        f"Plānoti {money(whole.planned)}, iztērēti {money(whole.spent)} jeb "
        f"{percent(whole.spent, whole.planned)} no plānotā."
    )
    if whole.unpriced:
        text += f" Bez nolasāmas summas plānā ir {counted(whole.unpriced, ACTIVITIES)}."
    yield Paragraph(text)
    yield Paragraph(_late_sentence(review))


def _states(group: Group) -> str:
    """`Pēc ziņotā īstenotas 12 (14,8 %), tiek īstenotas 30 (37 %) un …`."""
    parts = [
        f"{agreeing(number, forms)} {number} ({percent(number, group.activities)})"
        for state, forms in _SAID.items()
        if (number := group.states[state])
    ]
    if not parts:
        return "Nevienas aktivitātes statuss nav ziņots."
    head, last = parts[:-1], parts[-1]
    listed = f"{', '.join(head)} un {last}" if head else last
    return f"Pēc ziņotā {listed}."


def _late_sentence(review: Review) -> str:
    if not review.late:
        return f"Līdz {day(review.as_of)} neviena aktivitāte nav nokavēta."
    number = len(review.late)
    verb = agreeing(number, ("nokavētas", "nokavēta", "nokavētas"))
    return (
        f"Līdz {day(review.as_of)} {verb} {counted(number, ACTIVITIES)}: termiņš ir pagājis, bet "
        "aktivitāte nav ne īstenota, ne pārtraukta."
    )


def _label(review: Review, table: str) -> Text:
    return relations.label(review.plan, table)


def _groups(first: str, groups: Sequence[Group], whole: Group | None, named: bool) -> Table:
    """A table of groups: a row each, and the whole where each activity counts once."""
    rows = [
        (
            f"{group.key} {group.name}".strip() if named else group.name,
            str(group.activities),
            *(str(group.states[state]) for state in STATES),
            str(group.late),
            euros(group.planned),
            euros(group.spent),
            percent(group.spent, group.planned),
        )
        for group in (*groups, *((whole,) if whole else ()))
    ]
    if whole:
        rows[-1] = ("Kopā", *rows[-1][1:])
    header = (first, "Skaits", *_SHORT, "Nokavēta", "Plānots, EUR", "Iztērēts, EUR", "%")
    widths = (0.18, 0.06, 0.06, 0.08, 0.08, 0.09, 0.07, 0.08, 0.11, 0.11, 0.08)
    return Table(header, rows, widths, frozenset(range(1, len(header))), summed=bool(whole))


def _by_priority(review: Review) -> Iterator[Block]:
    if not review.priorities:
        return
    label = _label(review, "priorities").lv
    yield Heading(label)
    picture = pictures.states(review.priorities)
    if picture is not None:
        yield picture
    yield _groups(label, review.priorities, review.whole, named=True)


def _by_direction(review: Review) -> Iterator[Block]:
    if not review.directions:
        return
    label = _label(review, "directions").lv
    yield Heading(label)
    yield _groups(label, review.directions, review.whole, named=True)


def _by_body(review: Review) -> Iterator[Block]:
    if not review.bodies:
        return
    yield Heading("Atbildīgie")
    yield Paragraph(
        "Aktivitāte, par kuru atbild vairāki, ir pieskaitīta katram, tāpēc rindas kopā ir vairāk "
        "nekā plānā."
    )
    yield _groups("Atbildīgais", review.bodies, None, named=False)


def _late(review: Review) -> Iterator[Block]:
    yield Heading("Nokavētās aktivitātes")
    yield Paragraph(_late_sentence(review))
    if review.late:
        rows = [(r.activity_id, r.name, r.responsible, r.deadline, r.state) for r in review.late]
        header = ("ID", "Aktivitāte", "Atbildīgie", "Termiņš", "Statuss")
        yield Table(header, rows, (0.08, 0.48, 0.18, 0.12, 0.14))


def _money(review: Review) -> Iterator[Block]:
    whole = review.whole
    text = f"Plānoti {money(whole.planned)}, iztērēti {money(whole.spent)}."
    if review.before is not None:
        more = whole.spent - review.before.spent
        verb = "vairāk" if more >= 0 else "mazāk"
        text += f" Tas ir par {money(abs(more))} {verb} nekā iepriekšējā pārskatā."
    yield Heading("Nauda")
    yield Paragraph(text)
    picture = pictures.money(review.priorities, text)
    if picture is not None:
        yield picture
        yield Paragraph("Bālā josla – plānots, tumšā – iztērēts.")
    if review.sources:
        rows = [
            (
                source.name,
                "–" if source.planned is None else euros(source.planned),
                euros(source.spent),
            )
            for source in review.sources
        ]
        spent = sum((source.spent for source in review.sources), Decimal(0))
        rows.append(("Kopā pa avotiem", "", euros(spent)))
        header = ("Finanšu avots", "Plānots, EUR", "Iztērēts, EUR")
        yield Table(header, rows, (0.6, 0.2, 0.2), frozenset({1, 2}), summed=True)


def _indicators(review: Review) -> Iterator[Block]:
    if not review.indicators_in_all:
        return
    told = [row for row in review.indicators if row.value is not None]
    yield Heading("Iznākuma rādītāji")
    yield Paragraph(
        f"Plānā ir {counted(review.indicators_in_all, _INDICATORS)}; sasniegtā vērtība ziņota par "
        f"{len(told)} no tiem ({percent(len(told), review.indicators_in_all)})."
    )
    if review.indicators:
        rows = [(f"{r.activity_id} / {r.number}", r.text, *_reached(r)) for r in review.indicators]
        header = ("ID", "Rādītājs", "Iepriekš", "Sasniegts", "Komentārs")
        yield Table(header, rows, (0.1, 0.44, 0.12, 0.12, 0.22))


def _outcomes(review: Review) -> Iterator[Block]:
    if not review.outcomes:
        return
    told = [row for row in review.outcomes if row.value is not None]
    yield Heading("Rezultātu rādītāji")
    yield Paragraph(
        f"Plānā ir {counted(len(review.outcomes), _INDICATORS)}; sasniegtā vērtība ziņota par "
        f"{len(told)} no tiem."
    )
    rows = [(r.number, r.text, r.target or "–", *_reached(r)) for r in review.outcomes]
    header = ("Nr.", "Rādītājs", "Mērķis", "Iepriekš", "Sasniegts", "Komentārs")
    yield Table(header, rows, (0.06, 0.36, 0.14, 0.12, 0.12, 0.2))


def _reached(row: Reached) -> tuple[str, str, str]:
    return row.before or "–", row.value or "–", row.comment or ""


def _since(review: Review) -> Iterator[Block]:
    if review.before is None:
        return
    yield Heading("Izmaiņas kopš iepriekšējā pārskata")
    header = ("Statuss", day(review.before.as_of), day(review.as_of), "Starpība")
    rows = []
    for state, name in zip(STATES, _SHORT, strict=True):
        was, now = review.before.states[state], review.whole.states[state]
        rows.append((name, str(was), str(now), f"{now - was:+d}".replace("-", "−")))
    number = len(review.steps)
    of = counted(number, ("aktivitātēm", "aktivitātei", "aktivitātēm"))
    yield Paragraph(f"Statuss mainījies {of}." if number else "Nevienas statuss nav mainījies.")
    yield Table(header, rows, (0.4, 0.2, 0.2, 0.2), frozenset({1, 2, 3}))
    if review.steps:
        steps = [(step.activity_id, step.name, step.before, step.after) for step in review.steps]
        yield Table(("ID", "Aktivitāte", "Bija", "Ir"), steps, (0.08, 0.6, 0.16, 0.16))


def _proposals(review: Review) -> Iterator[Block]:
    yield Heading("Priekšlikumi plāna grozījumiem")
    if not review.proposals:
        yield Paragraph("Priekšlikumu nav.")
        return
    number = len(review.proposals)
    verb = agreeing(number, ("Iesniegti", "Iesniegts", "Iesniegti"))
    yield Paragraph(f"{verb} {counted(number, _PROPOSALS)}.")
    rows = [
        (
            str(row.position),
            row.activity_id or row.proposed_id or "–",
            row.kind or "–",
            row.text or "",
            row.reason or "",
            row.by or row.file.removesuffix(".xlsx"),
        )
        for row in review.proposals
    ]
    header = ("Nr.", "ID", "Veids", "Priekšlikums", "Pamatojums", "Iesniedzējs")
    yield Table(header, rows, (0.05, 0.08, 0.15, 0.32, 0.26, 0.14))


def _doubts(review: Review) -> Iterator[Block]:
    if not review.doubts:
        return
    yield Heading("Neskaidrības ziņojumos")
    number = len(review.doubts)
    noun = counted(number, ("vietas, kuras", "vieta, kura", "vietas, kuras"))
    yield Paragraph(f"Ziņojumos ir {noun} pirms pārskata apstiprināšanas jānoskaidro.")
    yield Table(("Kas jānoskaidro",), [(found.message,) for found in review.doubts], (1.0,))
