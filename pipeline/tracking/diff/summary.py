"""The changes on the terminal: a short summary with redlines, in Latvian."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple, TextIO

from pipeline.model.numbers import euros, percent
from pipeline.model.strings import day, for_terminal
from pipeline.tracking.diff.comparison import Comparison, Version
from pipeline.tracking.diff.counts import in_words
from pipeline.tracking.diff.descriptions import (
    MONEY_REASONS,
    Described,
    Difference,
    by_row,
    described,
    owner,
)
from pipeline.tracking.diff.money import APART, whole
from pipeline.tracking.diff.redline import DELETED, INSERTED

_COLOURS = {DELETED: "red strike", INSERTED: "green underline"}


class Span(NamedTuple):
    """A run of text with a style of rich, or none."""

    text: str
    style: str = ""


Line = list[Span]


def write(comparison: Comparison, stream: TextIO, *, colour: bool) -> None:
    """Write the summary; without colour redlines are `[-old-]{+new+}`."""
    if not colour:
        for line in lines(comparison):
            stream.write("".join(_marked(span) for span in line).rstrip() + "\n")
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, force_terminal=True, highlight=False)
    for line in lines(comparison):
        console.print(Text.assemble(*((for_terminal(span.text), span.style) for span in line)))


def lines(comparison: Comparison) -> Iterator[Line]:
    """The lines of the summary."""
    yield from _versions(comparison)
    yield [Span("")]
    if not comparison.changes:
        yield [Span("Izmaiņu nav.", "bold")]
        return
    yield [Span(in_words(comparison.counts).lv + ".", "bold")]
    yield from _money(comparison)
    changes = [item for item in described(comparison) if item.change.kind == "substantive"]
    for group in by_row(item for item in changes if item.change.change != "renumbered"):
        yield [Span("")]
        yield [Span(row_title(group[0]), "bold"), Span(_short(group[0].name), "dim")]
        yield from map(_change, group)
    renumbered = [item.change for item in changes if item.change.change == "renumbered"]
    if renumbered:
        pairs = ", ".join(f"{change.key_old} → {change.key_new}" for change in renumbered)
        yield [Span("")]
        yield [Span("Pārnumurēti: ", "bold"), Span(pairs)]


def plain(item: Described) -> str:
    """A change as one line without colour."""
    return "".join(_marked(span) for span in _change(item))


def _versions(comparison: Comparison) -> Iterator[Line]:
    for label, version in (("Bija:", comparison.before), ("Ir:  ", comparison.after)):
        yield [Span(f"{label} {version.title}", "bold"), Span(_facts(version), "dim")]
        if version.note:
            yield [Span(f"      {version.note}", "yellow")]


def _facts(version: Version) -> str:
    adopted = day(version.adopted) if version.adopted else None
    facts = [version.meta.doc_id, adopted, version.decision]
    return "  " + " · ".join(fact for fact in facts if fact)


def _money(comparison: Comparison) -> Iterator[Line]:
    """The difference of the plan itself, then amounts that only became readable."""
    total = whole(comparison.totals)
    if not comparison.contributions:
        return
    change = f"{euros(total.real, signed=True)} EUR" if total.real else "nav mainījies"
    yield [Span(f"  Finansējums: {change}", "bold")]
    for item in comparison.totals:
        if item.real:
            key = item.key_new or item.key_old
            yield [Span(f"  {key}: {euros(item.real, signed=True)} EUR")]
    for reason in APART:
        rows = [item for item in comparison.contributions if item.reason == reason]
        if rows:
            named = ", ".join(
                f"{item.key_new} ({euros(item.after or item.before or Decimal(0))})"
                for item in rows
            )
            yield [Span(f"  {MONEY_REASONS[reason].lv}; starpībā nav ieskaitīts: {named}", "dim")]


def row_title(item: Described) -> str:
    """The row of a change: its id, or the chapter for running text."""
    change = item.change
    if change.table == "paragraphs":
        return f"{item.table.lv}, {change.key_new or change.key_old}. nodaļa"
    if change.change == "moved":
        return f"{change.key_old} → {change.key_new}"
    return owner(change)[1]


def _change(item: Described) -> Line:
    change = item.change
    if change.change in ("moved", "renumbered"):
        return [Span(f"  {item.sort.lv}: {change.key_old} → {change.key_new}")]
    if item.row:
        sign, style = ("+", "green") if change.change == "added" else ("−", "red")
        facts = "; ".join(
            f"{label.lv}: {', '.join(values)}" for label, values in item.row[1:] if values
        )
        return [Span(f"  {sign} {item.sort.lv}", style), Span(f" ({facts})")]
    entry = change.change != "changed" and change.column is not None
    line = [
        Span(f"  {item.what.lv}: {item.sort.lv} " if entry else f"  {item.what.lv}: "),
        *(Span(p.text, _COLOURS.get(p.op, "")) for p in item.pieces),
    ]
    if item.difference:
        line.append(Span(f" ({difference_text(item.difference)})"))
    return line


def difference_text(difference: Difference) -> str:
    """`+150 000 EUR; +30 %`."""
    parts = [f"{euros(difference.euros, signed=True)} EUR"]
    if difference.percent is not None:
        parts.append(percent(difference.percent, signed=True))
    return "; ".join(parts)


def _short(name: str, most: int = 70) -> str:
    """A name shortened to whole words."""
    if len(name) <= most:
        return f"  {name}" if name else ""
    return f"  {name[:most].rsplit(' ', 1)[0]} …"


def _marked(span: Span) -> str:
    """A span as text with marks instead of colour."""
    marks = {_COLOURS[DELETED]: "[-{}-]", _COLOURS[INSERTED]: "{{+{}+}}"}
    return marks.get(span.style, "{}").format(for_terminal(span.text))
