"""The changes as text for minutes of a meeting: Markdown in Latvian."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.model import relations, schema
from pipeline.model.numbers import euros
from pipeline.model.strings import day
from pipeline.tracking.diff.comparison import Comparison, Version
from pipeline.tracking.diff.counts import in_words
from pipeline.tracking.diff.descriptions import (
    MONEY_REASONS,
    Described,
    by_row,
    described,
    owner,
)
from pipeline.tracking.diff.money import APART, REAL, Contribution, Total, whole
from pipeline.tracking.diff.redline import DELETED, INSERTED, Piece
from pipeline.tracking.diff.summary import difference_text, row_title

# Characters with a meaning in Markdown or HTML.
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~#&])")
_BREAK = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_LIST_MARK = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)")
_WORD = {"added": "Pievienot", "removed": "Svītrot", "moved": "Pārcelt", "renumbered": "Pārnumurēt"}


def write(comparison: Comparison, file: Path) -> None:
    """Write the file."""
    text = "\n".join(_lines(comparison))
    file.write_text(re.sub(r"\n{3,}", "\n\n", text) + "\n", encoding="utf-8", newline="\n")


def _lines(comparison: Comparison) -> Iterator[str]:
    yield f"# Izmaiņas: {escaped(comparison.after.title)}"
    yield ""
    yield from _versions(comparison)
    if not comparison.changes:
        yield "Izmaiņu nav."
        return
    yield f"Kopā: {in_words(comparison.counts).lv}."
    yield ""
    yield from _totals(comparison)
    changes = described(comparison)
    substance = [item for item in changes if item.change.kind == "substantive"]
    yield from _changes([item for item in substance if item.change.change != "renumbered"])
    yield from _renumbered([item for item in substance if item.change.change == "renumbered"])
    yield from _typographic([item for item in changes if item.change.kind == "typographic"])


def _versions(comparison: Comparison) -> Iterator[str]:
    for label, version in (("Bija", comparison.before), ("Ir", comparison.after)):
        yield f"- **{label}:** {escaped(version.title)} ({', '.join(_facts(version))})"
    yield ""
    for version in (comparison.before, comparison.after):
        if version.note:
            yield f"> **{escaped(version.meta.doc_id)}.** {escaped(version.note)}"
            yield ""


def _facts(version: Version) -> Iterator[str]:
    yield f"`{version.meta.doc_id}`"
    if version.adopted:
        yield f"pieņemts {day(version.adopted)}"
    if version.decision:
        yield escaped(version.decision)


def _totals(comparison: Comparison) -> Iterator[str]:
    totals = comparison.totals
    if not totals:
        return
    total = whole(totals)
    yield "## Finansējums, EUR"
    yield ""
    yield (
        "Katras rindas summa ieskaitīta vienreiz – tur, kam tā pieder. "
        "Starpībā ir tikai tas, kas mainīts pašā plānā."
    )
    yield ""
    yield f"| {relations.label(comparison.new, 'priorities').lv} | Rindas | Bija | Ir | Starpība |"
    yield "|---|---:|---:|---:|---:|"
    for item in totals:
        yield _row(_priority(item), item)
    yield _row("**Kopā**", total)
    yield ""
    for reason in (*REAL, *APART):
        rows = [item for item in comparison.contributions if item.reason == reason]
        if rows:
            yield f"- {MONEY_REASONS[reason].lv}: {'; '.join(map(_difference, rows))}."
    yield ""
    if total.unread_before or total.unread_after:
        unread = f"bija {total.unread_before}, ir {total.unread_after}"
        yield f"Rindas, kuru iespiestā summa nav nolasāma: {unread}."
        yield ""


def _difference(item: Contribution) -> str:
    """`A 1.3 (+150 000)`; an amount that only became readable has no sign."""
    apart = item.reason in APART
    amount = euros(abs(item.euros)) if apart else euros(item.euros, signed=True)
    return f"{escaped(item.key_new or item.key_old or '')} ({amount})"


def _priority(total: Total) -> str:
    keys = [key for key in dict.fromkeys((total.key_old, total.key_new)) if key]
    return escaped(f"{' → '.join(keys)} {total.name}".strip())


def _row(name: str, total: Total) -> str:
    before, after = total.activities_before, total.activities_after
    rows = f"{before}" if before == after else f"{before} → {after}"
    change = euros(total.real, signed=True) if total.real else "–"
    return f"| {name} | {rows} | {euros(total.before)} | {euros(total.after)} | {change} |"


def _changes(changes: list[Described]) -> Iterator[str]:
    section = None
    for group in by_row(changes):
        head = group[0]
        title = _section(head)
        if title != section:
            section = title
            yield f"## {title}"
            yield ""
        yield f"### {escaped(row_title(head))}{f'. {escaped(head.name)}' if head.name else ''}"
        yield ""
        for item in group:
            yield from _change(item)
        yield ""


def _section(item: Described) -> str:
    return schema.tables()[owner(item.change)[0]].label.lv


def _change(item: Described) -> Iterator[str]:
    change = item.change
    if item.row:
        yield f"- **{_WORD[change.change]}** rindu {change.key_new or change.key_old}:"
        for label, values in item.row:
            yield f"  - {label.lv}: {escaped('; '.join(values))}"
    elif change.column is None:
        yield f"- **{_WORD[change.change]}:** {change.key_old} → {change.key_new}"
    else:
        what = item.what.lv + (f" ({change.position}.)" if change.position else "")
        noun = "norādi" if _is_reference(change.table) else "ierakstu"
        listed = change.change in ("added", "removed")
        verb = f"{_WORD[change.change].lower()} {noun} " if listed else ""
        text = f"- **{what}:** {verb}{marked(item.pieces)}"
        yield text + (f" ({difference_text(item.difference)})" if item.difference else "")


def _is_reference(table: str) -> bool:
    spec = relations.declared().lists.get(table)
    return spec is not None and spec.reference is not None


def _renumbered(changes: list[Described]) -> Iterator[str]:
    if not changes:
        return
    yield "## Jauni numuri"
    yield ""
    yield "| Bija | Ir | Nosaukums |"
    yield "|---|---|---|"
    for item in changes:
        yield f"| {item.change.key_old} | {item.change.key_new} | {escaped(item.name)} |"
    yield ""


def _typographic(changes: list[Described]) -> Iterator[str]:
    if not changes:
        return
    yield "## Tikai noformējums"
    yield ""
    yield "Atstarpes, domuzīmes, burtu lielums un ciparu pieraksts; pēc būtības nekas nemainās."
    yield ""
    for item in changes:
        yield f"- {escaped(row_title(item))}, {item.what.lv}: {marked(item.pieces)}"
    yield ""


def marked(pieces: tuple[Piece, ...]) -> str:
    """A redline: ~~deleted~~ and **inserted**. Spaces are outside the marks, as Markdown
    requires.
    """
    marks = {DELETED: "~~", INSERTED: "**"}
    text = ""
    for piece in pieces:
        inner = piece.text.strip()
        mark = marks.get(piece.op, "") if inner else ""
        start = piece.text[: len(piece.text) - len(piece.text.lstrip())]
        end = piece.text[len(piece.text.rstrip()) :]
        if mark and text and not text[-1].isspace() and not start:
            start = " " if text.endswith(("~~", "**")) else start
        text += f"{start}{mark}{escaped(inner)}{mark}{end if inner else ''}"
    return text


def escaped(text: str) -> str:
    """The text on one line, with Markdown and HTML escaped."""
    line = _SPECIAL.sub(r"\\\1", _BREAK.sub(" ", text))
    return _LIST_MARK.sub(r"\1\\\2", line)
