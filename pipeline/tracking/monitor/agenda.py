"""The draft of an amendment for the council's agenda: current and proposed text side by side, and
the outcome of the proposals in the adopted amendment.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.model.numbers import counted, plural
from pipeline.model.plan import Plan
from pipeline.model.schema import Change
from pipeline.model.strings import day
from pipeline.store import plan_files, staging
from pipeline.tracking.diff import compare
from pipeline.tracking.monitor import page, word
from pipeline.tracking.monitor.amending import Amendment
from pipeline.tracking.monitor.blocks import Block, Document, Heading, Paragraph, Table
from pipeline.tracking.monitor.kinds import ADD, REMOVE

DOCX, HTML, CHANGES = "amendment.docx", "amendment.html", "changes.parquet"
ACCEPTED, OTHERWISE, LEFT_OUT, UNPROPOSED = "pieņemts", "citādi", "nav pieņemts", "nav ierosināts"
_CHANGES = ("izmaiņu", "izmaiņa", "izmaiņas")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of a proposed change, or a change that was not proposed."""

    state: str
    proposed: Change | None
    printed: Change | None


def outcomes(draft: Amendment, printed: Plan) -> tuple[Outcome, ...]:
    """Proposed changes compared with those of the adopted amendment, except typographic ones."""
    real = [one for one in compare(draft.old, printed) if _counts(one)]
    wanted = [one for one in draft.changes if _counts(one)]
    left = list(real)
    found = []
    for change in wanted:
        same = next((one for one in left if _said(one) == _said(change)), None)
        near = next((one for one in left if _place(one) == _place(change)), None)
        match = same or near
        if match is not None:
            left.remove(match)
        state = ACCEPTED if same else OTHERWISE if near else LEFT_OUT
        found.append(Outcome(state, change, match))
    return (*found, *(Outcome(UNPROPOSED, None, one) for one in left))


def _counts(change: Change) -> bool:
    return change.kind == "substantive" and change.table != "paragraphs"


def _place(change: Change) -> tuple[object, ...]:
    key = change.key_old or change.key_new
    return change.table, key, change.column, change.change in ("added", "removed")


def _said(change: Change) -> tuple[object, ...]:
    whole = (
        change.column is None
    )  # for added and removed rows the fact itself is compared, not their contents
    return *_place(change), change.change, None if whole else (change.old, change.new)


def write(draft: Amendment, out: Path, told: Sequence[Outcome] = ()) -> list[Path]:
    """Write the draft into the folder `out`."""
    document = agenda(draft, told)
    meta = draft.old.meta
    with staging.staged(out) as folder:
        plan_files.write_table(plan_files.arrow_changes(draft.changes), folder / CHANGES)
        word.write(document, folder / DOCX, {"plāns": meta.title or meta.doc_id})
        page.write(document, folder / HTML)
    return [out / CHANGES, out / DOCX, out / HTML]


def agenda(draft: Amendment, told: Sequence[Outcome] = ()) -> Document:
    """The document: a table old | new, proposals as text, their outcomes."""
    meta = draft.old.meta
    number = len(draft.carried)
    blocks: list[Block] = [Heading("Grozījumu projekts")]
    verb = plural(number, ("Iekļauti", "Iekļauts", "Iekļauti"))
    noun = counted(number, ("priekšlikumu", "priekšlikums", "priekšlikumi"))
    blocks.append(
        Paragraph(
            f"{verb} {noun}; kopā {counted(len(draft.changes), _CHANGES)} plāna tabulās."
            if number
            else "Neviens priekšlikums nedod jaunu vērtību, ko ierakstīt plānā."
        )
    )
    if draft.carried:
        header = ("Nr.", "ID", "Aktivitāte", "Kas mainās", "Spēkā esošā redakcija",
                  "Piedāvātā redakcija", "Pamatojums", "Iesniedzējs")  # fmt: skip
        widths = (0.04, 0.07, 0.19, 0.11, 0.18, 0.18, 0.14, 0.09)
        blocks.append(Table(header, list(_rows(draft)), widths))
    blocks += _in_words(draft)
    blocks += _became(told)
    title = f"Grozījumu projekts: {meta.title or meta.doc_id}"
    days = sorted({c.proposal.as_of for c in draft.carried} | {p.as_of for p in draft.in_words})
    lines = ("Priekšlikumi, kas iesniegti ziņojumos par plāna īstenošanu",)
    if days:
        lines = (f"{lines[0]} (stāvoklis uz {day(days[-1])})",)
    return Document(title, lines, tuple(blocks))


def _rows(draft: Amendment) -> Iterator[tuple[str, ...]]:
    for at, one in enumerate(draft.carried, 1):
        row = one.proposal
        old = "–" if row.kind == ADD else one.old or "(tukšs)"
        new = "(svītrot)" if row.kind == REMOVE else one.new or ""
        by = row.by or row.file.removesuffix(".xlsx")
        key = row.activity_id or row.proposed_id or ""
        yield (str(at), key, one.name, row.kind or "", old, new, row.reason or "", by)


def _in_words(draft: Amendment) -> Iterator[Block]:
    if not draft.in_words:
        return
    why = {one.position: one.message for one in draft.findings}
    yield Heading("Priekšlikumi vārdos")
    yield Paragraph(
        "Šie priekšlikumi nav ierakstīti grozījumu projektā; par tiem lemjams atsevišķi."
    )
    rows = [
        (
            row.activity_id or row.proposed_id or "–",
            row.kind or "–",
            row.text or "",
            row.reason or "",
            row.by or row.file.removesuffix(".xlsx"),
            why.get(row.position, ""),
        )
        for row in draft.in_words
    ]
    header = ("ID", "Veids", "Priekšlikums", "Pamatojums", "Iesniedzējs", "Kāpēc nav projektā")
    yield Table(header, rows, (0.07, 0.13, 0.3, 0.2, 0.1, 0.2))


def _became(told: Sequence[Outcome]) -> Iterator[Block]:
    if not told:
        return
    yield Heading("Kas no ierosinātā ir grozījumos")
    rows = [
        (
            one.state,
            (change.key_old or change.key_new or ""),
            change.table,
            change.column or "",
            _value(one.proposed),
            _value(one.printed),
        )
        for one in told
        for change in [one.proposed or one.printed]
        if change is not None
    ]
    header = ("Iznākums", "ID", "Tabula", "Kolonna", "Ierosināts", "Iespiests")
    yield Table(header, rows, (0.11, 0.09, 0.15, 0.13, 0.26, 0.26))


def _value(change: Change | None) -> str:
    if change is None:
        return "–"
    if change.column is None:
        return change.change
    return change.new if change.new is not None else "(svītrots)"
