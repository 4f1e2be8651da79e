"""The changes as a text for the minutes of a meeting: Markdown, in Latvian."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from pipeline.diff.comparison import Comparison, Total, Version
from pipeline.diff.redline import CAME, GONE, Piece
from pipeline.diff.summary import counted, row_title, told_difference
from pipeline.diff.telling import Told, by_row, euros, owner, told
from pipeline.model import schema

# Characters that Markdown or HTML would take for their own.
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
    yield f"Kopā: {counted(comparison)}."
    yield ""
    yield from _totals(comparison.totals)
    changes = told(comparison)
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
        yield f"pieņemts {version.adopted}"
    if version.decision:
        yield escaped(version.decision)


def _totals(totals: tuple[Total, ...]) -> Iterator[str]:
    if not totals:
        return
    yield "## Finansējums pa prioritātēm, EUR"
    yield ""
    yield "Katras aktivitātes summa ieskaitīta vienreiz – prioritātē, ko nosauc tās numurs."
    yield ""
    yield "| Prioritāte | Aktivitātes | Bija | Ir | Starpība |"
    yield "|---|---:|---:|---:|---:|"
    for total in totals:
        yield _row(_priority(total), total.activities_before, total.activities_after,
                   total.before, total.after)  # fmt: skip
    yield _row(
        "**Kopā**",
        sum(total.activities_before for total in totals),
        sum(total.activities_after for total in totals),
        sum((total.before for total in totals), Decimal(0)),
        sum((total.after for total in totals), Decimal(0)),
    )
    yield ""
    unread = sum(total.unread_before for total in totals), sum(t.unread_after for t in totals)
    if any(unread):
        yield f"Aktivitātes bez nolasāmas summas: bija {unread[0]}, ir {unread[1]}."
        yield ""


def _priority(total: Total) -> str:
    keys = [key for key in dict.fromkeys((total.key_old, total.key_new)) if key]
    return escaped(f"{' → '.join(keys)} {total.name}".strip())


def _row(name: str, rows_before: int, rows_after: int, before: Decimal, after: Decimal) -> str:
    rows = f"{rows_before}" if rows_before == rows_after else f"{rows_before} → {rows_after}"
    change = euros(after - before, signed=True) if after != before else "–"
    return f"| {name} | {rows} | {euros(before)} | {euros(after)} | {change} |"


def _changes(changes: list[Told]) -> Iterator[str]:
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


def _section(item: Told) -> str:
    return schema.tables()[owner(item.change)[0]].label.lv


def _change(item: Told) -> Iterator[str]:
    change = item.change
    if item.row:
        yield f"- **{_WORD[change.change]}** rindu {change.key_new or change.key_old}:"
        for label, values in item.row:
            yield f"  - {label.lv}: {escaped('; '.join(values))}"
    elif change.column is None:
        yield f"- **{_WORD[change.change]}:** {change.key_old} → {change.key_new}"
    else:
        what = item.what.lv + (f" ({change.position}.)" if change.position else "")
        verb = f"{_WORD[change.change].lower()} " if change.change in ("added", "removed") else ""
        text = f"- **{what}:** {verb}{marked(item.pieces)}"
        yield text + (f" ({told_difference(item.difference)})" if item.difference else "")


def _renumbered(changes: list[Told]) -> Iterator[str]:
    if not changes:
        return
    yield "## Jauni numuri"
    yield ""
    yield "| Bija | Ir | Nosaukums |"
    yield "|---|---|---|"
    for item in changes:
        yield f"| {item.change.key_old} | {item.change.key_new} | {escaped(item.name)} |"
    yield ""


def _typographic(changes: list[Told]) -> Iterator[str]:
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
    """A redline: ~~struck~~ and **new**. Blanks stay outside the marks, or they would not work."""
    marks = {GONE: "~~", CAME: "**"}
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
    """Text as it is, on one line: nothing in it is taken for Markdown or HTML."""
    line = _SPECIAL.sub(r"\\\1", _BREAK.sub(" ", text))
    return _LIST_MARK.sub(r"\1\\\2", line)
