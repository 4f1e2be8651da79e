"""The text of the review, in Latvian."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.model import numbers, relations
from pipeline.model.latvian import Noun, noun
from pipeline.model.numbers import NO_BREAK, counted, euros, plural
from pipeline.model.schema import Text
from pipeline.model.strings import capitalised, day
from pipeline.tracking.monitor import pictures
from pipeline.tracking.monitor.blocks import Block, Document, Heading, Paragraph, Table
from pipeline.tracking.monitor.forms import DONE, NOT_STARTED, STOPPED, UNDER_WAY
from pipeline.tracking.monitor.review import NOT_REPORTED, STATES, Group, Reached, Review

_INDICATORS = ("rādītāju", "rādītājs", "rādītāji")
_PROPOSALS = ("priekšlikumu", "priekšlikums", "priekšlikumi")
# States as verb forms: of one and several, of feminine and of masculine nouns.
_SAID = {
    DONE: (("īstenota", "īstenotas"), ("īstenots", "īstenoti")),
    UNDER_WAY: (("tiek īstenota", "tiek īstenotas"), ("tiek īstenots", "tiek īstenoti")),
    NOT_STARTED: (("nav sākta", "nav sāktas"), ("nav sākts", "nav sākti")),
    STOPPED: (("pārtraukta", "pārtrauktas"), ("pārtraukts", "pārtraukti")),
}
_LATE = (("nokavēta", "nokavētas"), ("nokavēts", "nokavēti"))
_SHORT = ("Nav sākta", "Tiek īstenota", "Īstenota", "Pārtraukta", "Nav ziņots")


def narrative(review: Review) -> Document:
    """The document of the review."""
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
    return numbers.percent(Decimal(part) * 100 / Decimal(whole))


def money(value: Decimal) -> str:
    """`12 345,50 EUR`."""
    return f"{euros(value)}{NO_BREAK}EUR"


def _summary(review: Review) -> Iterator[Block]:
    whole, rows = review.whole, _rows(review)
    reported = whole.activities - whole.states[NOT_REPORTED]
    yield Heading("Kopsavilkums")
    yield Paragraph(
        f"Plānā ir {counted(whole.activities, rows.forms)}; statuss ziņots par {reported} no "
        f"{rows.either('tām', 'tiem')} ({percent(reported, whole.activities)}). "
        f"{_states(whole, rows)}"
    )
    text = (
        f"Plānoti {money(whole.planned)}, iztērēti {money(whole.spent)} jeb "
        f"{percent(whole.spent, whole.planned)} no plānotā."
    )
    if whole.unpriced:
        text += f" Bez nolasāmas summas plānā ir {counted(whole.unpriced, rows.forms)}."
    yield Paragraph(text)
    yield Paragraph(_late_sentence(review))


def _rows(review: Review) -> Noun:
    """The plan's noun for activities."""
    one = relations.label_of_one(review.plan, "activity")
    return noun(one, relations.label(review.plan, "activities"))


def _agreeing(number: int, forms: tuple[tuple[str, str], tuple[str, str]], rows: Noun) -> str:
    """The form that agrees with a number of rows in gender and number."""
    one, many = forms[0] if rows.feminine else forms[1]
    return plural(number, (many, one, many))


def _states(group: Group, rows: Noun) -> str:
    """`Pēc ziņotā īstenotas 12 (14,8 %), tiek īstenotas 30 (37 %) un …`."""
    parts = [
        f"{_agreeing(number, forms, rows)} {number} ({percent(number, group.activities)})"
        for state, forms in _SAID.items()
        if (number := group.states[state])
    ]
    if not parts:
        return f"{rows.either('Nevienas', 'Neviena')} {rows.of_one} statuss nav ziņots."
    head, last = parts[:-1], parts[-1]
    listed = f"{', '.join(head)} un {last}" if head else last
    return f"Pēc ziņotā {listed}."


def _late_sentence(review: Review) -> str:
    rows, number = _rows(review), len(review.late)
    until = f"Līdz {day(review.as_of)}"
    if not number:
        late = _agreeing(1, _LATE, rows)
        return f"{until} {rows.either('neviena', 'neviens')} {rows.one} nav {late}."
    done, stopped = (_agreeing(1, _SAID[state], rows) for state in (DONE, STOPPED))
    return (
        f"{until} {_agreeing(number, _LATE, rows)} {counted(number, rows.forms)}: termiņš ir "
        f"pagājis, bet {rows.one} nav ne {done}, ne {stopped}."
    )


def _label(review: Review, table: str) -> Text:
    return relations.label(review.plan, table)


def _groups(
    review: Review, first: str, groups: Sequence[Group], whole: Group | None, named: bool
) -> Table:
    """A table of groups, with a total row where each activity counts once."""
    late = capitalised(_agreeing(1, _LATE, _rows(review)))
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
    header = (first, "Skaits", *_SHORT, late, "Plānots, EUR", "Iztērēts, EUR", "%")
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
    yield _groups(review, label, review.priorities, review.whole, named=True)


def _by_direction(review: Review) -> Iterator[Block]:
    if not review.directions:
        return
    label = _label(review, "directions").lv
    yield Heading(label)
    yield _groups(review, label, review.directions, review.whole, named=True)


def _by_body(review: Review) -> Iterator[Block]:
    if not review.bodies:
        return
    rows = _rows(review)
    yield Heading("Atbildīgie")
    yield Paragraph(
        f"{capitalised(rows.one)}, par kuru atbild vairāki, ir "
        f"{rows.either('pieskaitīta', 'pieskaitīts')} katram, tāpēc rindas kopā ir vairāk nekā "
        "plānā."
    )
    yield _groups(review, "Atbildīgais", review.bodies, None, named=False)


def _late(review: Review) -> Iterator[Block]:
    named = _rows(review)
    yield Heading(f"{named.either('Nokavētās', 'Nokavētie')} {named.many}")
    yield Paragraph(_late_sentence(review))
    if review.late:
        rows = [(r.activity_id, r.name, r.responsible, r.deadline, r.state) for r in review.late]
        header = ("ID", capitalised(named.one), "Atbildīgie", "Termiņš", "Statuss")
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
    rows, whole = review.indicators, review.indicators_in_all
    told = sum(row.value is not None for row in rows)
    header, widths = ("ID", "Rādītājs"), (0.1, 0.44, 0.12, 0.12, 0.22)
    cells = [(f"{row.activity_id} / {row.number}", row.text) for row in rows]
    share = f" ({percent(told, whole)})" if whole else ""
    yield from _reached("Iznākuma rādītāji", rows, whole, share, header, cells, widths)


def _outcomes(review: Review) -> Iterator[Block]:
    rows = review.outcomes
    header, widths = ("Nr.", "Rādītājs", "Mērķis"), (0.06, 0.36, 0.14, 0.12, 0.12, 0.2)
    cells = [(row.number, row.text, row.target or "–") for row in rows]
    yield from _reached("Rezultātu rādītāji", rows, len(rows), "", header, cells, widths)


def _reached(
    title: str,
    rows: Sequence[Reached],
    whole: int,
    share: str,
    header: tuple[str, ...],
    cells: Sequence[tuple[str, ...]],
    widths: tuple[float, ...],
) -> Iterator[Block]:
    """A section on indicators with reported values, of `whole` in the plan. `header` and `cells`
    give the columns that identify them; the values reached follow.
    """
    if not whole:
        return
    told = sum(row.value is not None for row in rows)
    yield Heading(title)
    yield Paragraph(
        f"Plānā ir {counted(whole, _INDICATORS)}; sasniegtā vērtība ziņota par {told} no "
        f"tiem{share}."
    )
    if rows:
        values = ((row.before or "–", row.value or "–", row.comment or "") for row in rows)
        lines = [(*own, *value) for own, value in zip(cells, values, strict=True)]
        yield Table((*header, "Iepriekš", "Sasniegts", "Komentārs"), lines, widths)


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
    named = _rows(review)
    of, none = counted(number, named.dative_forms), named.either("Nevienas", "Neviena")
    yield Paragraph(f"Statuss mainījies {of}." if number else f"{none} statuss nav mainījies.")
    yield Table(header, rows, (0.4, 0.2, 0.2, 0.2), frozenset({1, 2, 3}))
    if review.steps:
        steps = [(step.activity_id, step.name, step.before, step.after) for step in review.steps]
        yield Table(("ID", capitalised(named.one), "Bija", "Ir"), steps, (0.08, 0.6, 0.16, 0.16))


def _proposals(review: Review) -> Iterator[Block]:
    yield Heading("Priekšlikumi plāna grozījumiem")
    if not review.proposals:
        yield Paragraph("Priekšlikumu nav.")
        return
    number = len(review.proposals)
    verb = plural(number, ("Iesniegti", "Iesniegts", "Iesniegti"))
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
