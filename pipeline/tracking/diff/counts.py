"""Numbers of changes, with rows and the entries of their lists counted separately."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.model import relations
from pipeline.model.numbers import Forms, counted, counted_en, grouped
from pipeline.model.schema import Change, Text

ROW_ADDED, ROW_REMOVED = "row-added", "row-removed"
ROW_MOVED, ROW_RENUMBERED = "row-moved", "row-renumbered"
VALUE_CHANGED = "value-changed"
ENTRY_ADDED, ENTRY_REMOVED, ENTRY_CHANGED = "entry-added", "entry-removed", "entry-changed"
TEXT_ADDED, TEXT_REMOVED, TEXT_CHANGED = "text-added", "text-removed", "text-changed"

# The sorts of change: labels of one and of many.
SORTS: Mapping[str, tuple[Text, Text]] = {
    ROW_ADDED: (Text("pievienota rinda", "row added"), Text("pievienotas rindas", "rows added")),
    ROW_REMOVED: (Text("svītrota rinda", "row removed"), Text("svītrotas rindas", "rows removed")),
    ROW_RENUMBERED: (
        Text("pārnumurēta rinda", "row renumbered"),
        Text("pārnumurētas rindas", "rows renumbered"),
    ),
    ROW_MOVED: (Text("pārcelta rinda", "row moved"), Text("pārceltas rindas", "rows moved")),
    VALUE_CHANGED: (
        Text("grozīta vērtība", "value changed"),
        Text("grozītas vērtības", "values changed"),
    ),
    ENTRY_ADDED: (
        Text("pievienots ieraksts", "entry added"),
        Text("sarakstos pievienoti ieraksti", "entries added to lists"),
    ),
    ENTRY_REMOVED: (
        Text("svītrots ieraksts", "entry removed"),
        Text("sarakstos svītroti ieraksti", "entries removed from lists"),
    ),
    ENTRY_CHANGED: (
        Text("grozīts ieraksts", "entry changed"),
        Text("sarakstos grozīti ieraksti", "entries changed in lists"),
    ),
    TEXT_ADDED: (Text("pievienots teksts", "text added"), Text("pievienots teksts", "text added")),
    TEXT_REMOVED: (
        Text("svītrots teksts", "text removed"),
        Text("svītrots teksts", "text removed"),
    ),
    TEXT_CHANGED: (Text("grozīts teksts", "text changed"), Text("grozīts teksts", "text changed")),
}
ROWS = (ROW_ADDED, ROW_REMOVED, ROW_RENUMBERED, ROW_MOVED)  # counts that are shown even if zero


def sort_of(change: Change) -> str:
    """The sort of a change, one of `SORTS`."""
    known = relations.declared()
    if change.table == relations.TEXT:
        return f"text-{change.change}"
    if change.table in known.keys:
        return VALUE_CHANGED if change.change == "changed" else f"row-{change.change}"
    return f"entry-{change.change}"


_ROWS_CHANGED = "rows-changed"
_VERBS = {  # Latvian singular and plural, English
    ROW_ADDED: ("pievienota", "pievienotas", "added"),
    ROW_REMOVED: ("svītrota", "svītrotas", "removed"),
    ROW_RENUMBERED: ("pārnumurēta", "pārnumurētas", "renumbered"),
    ROW_MOVED: ("pārcelta", "pārceltas", "moved"),
    _ROWS_CHANGED: ("grozīta", "grozītas", "changed"),
}
_PLACES = ("vietu grozītas", "vieta grozīta", "vietas grozītas")
_DIFFERENCES = ("atšķirību", "atšķirība", "atšķirības")


@dataclass(frozen=True, slots=True)
class Counts:
    """Substantive changes by sort, the number of rows changed, and of typographic changes."""

    sorts: Mapping[str, int]
    rows_changed: int  # rows of both versions with a changed value or list entry
    typographic: int

    @property
    def substantive(self) -> int:
        """All substantive changes."""
        return sum(self.sorts.values())


def counts(changes: Iterable[Change]) -> Counts:
    """Count the changes."""
    changes = tuple(changes)
    real = [change for change in changes if change.kind == "substantive"]
    found = Counter(map(sort_of, real))
    rows = {
        _owner(change)
        for change in real
        if sort_of(change) == VALUE_CHANGED or sort_of(change).startswith("entry-")
    }
    return Counts({name: found[name] for name in SORTS}, len(rows), len(changes) - len(real))


def _owner(change: Change) -> tuple[str, str]:
    return relations.declared().owner(change.table, change.key_new or change.key_old or "")


def in_words(found: Counts) -> Text:
    """The counts as a sentence without its full stop."""
    if not found.substantive:
        return _only_typographic(found.typographic)
    text = _of_rows(found)
    texts = sum(found.sorts[name] for name in (TEXT_ADDED, TEXT_REMOVED, TEXT_CHANGED))
    if texts:
        text = Text(
            f"{text.lv}; {counted(texts, _PLACES)} tekstā",
            f"{text.en}; {_en(texts, 'place')} of the text changed",
        )
    if found.typographic:
        typography_lv = counted(found.typographic, _DIFFERENCES) + " tikai noformējumā"
        typography_en = _en(found.typographic, "difference") + " of typography alone"
        text = Text(f"{text.lv}; {typography_lv}", f"{text.en}; {typography_en}")
    return text


def _of_rows(found: Counts) -> Text:
    """Rows added, removed …, and which of these are zero."""
    number = {**found.sorts, _ROWS_CHANGED: found.rows_changed}
    some = [(name, number[name]) for name in _VERBS if number[name]]
    none = [_VERBS[name] for name in _VERBS if not number[name]]
    lv = [
        counted(n, _forms(name, with_noun=not at))  # only the first part has the noun
        for at, (name, n) in enumerate(some)
    ]
    en = [
        f"{grouped(n)} {_VERBS[name][2]}" if at else f"{_en(n, 'row')} {_VERBS[name][2]}"
        for at, (name, n) in enumerate(some)
    ]
    parts_lv, parts_en = _parts(found)
    if parts_lv:  # changed rows are last; what changed in them follows
        lv[-1] += f" ({', '.join(parts_lv)})"
        en[-1] += f" ({', '.join(parts_en)})"
    if not none:
        return Text(", ".join(lv), ", ".join(en))
    lv_none = f"neviena rinda nav {_or([one for one, _, _ in none], 'vai')}"
    en_none = f"no row {_or([en for _, _, en in none], 'or')}"
    return Text(
        "; ".join(filter(None, (", ".join(lv), lv_none))),
        "; ".join(filter(None, (", ".join(en), en_none))),
    )


def _forms(name: str, *, with_noun: bool) -> Forms:
    one, many, _ = _VERBS[name]
    if with_noun:
        return f"rindu {many}", f"rinda {one}", f"rindas {many}"
    return many, one, many


def _or(words: list[str], conjunction: str) -> str:
    head, last = words[:-1], words[-1]
    return f"{', '.join(head)} {conjunction} {last}" if head else last


def _only_typographic(typographic: int) -> Text:
    if not typographic:
        return Text("Izmaiņu nav", "No changes")
    lv = counted(typographic, _DIFFERENCES)
    return Text(
        f"Pēc būtības izmaiņu nav; {lv} tikai noformējumā",
        f"No changes in substance; {_en(typographic, 'difference')} of typography alone",
    )


def _parts(found: Counts) -> tuple[list[str], list[str]]:
    """What changed in the changed rows."""
    words = (
        (VALUE_CHANGED, ("vērtību", "vērtība", "vērtības"), "value"),
        (
            ENTRY_ADDED,
            ("pievienotu ierakstu", "pievienots ieraksts", "pievienoti ieraksti"),
            "entry added",
        ),
        (
            ENTRY_REMOVED,
            ("svītrotu ierakstu", "svītrots ieraksts", "svītroti ieraksti"),
            "entry removed",
        ),
        (
            ENTRY_CHANGED,
            ("grozītu ierakstu", "grozīts ieraksts", "grozīti ieraksti"),
            "entry changed",
        ),
    )
    shown = [(found.sorts[name], lv, en) for name, lv, en in words if found.sorts[name]]
    return [counted(n, lv) for n, lv, _ in shown], [_en(n, en) for n, _, en in shown]


def _en(number: int, noun: str) -> str:
    head, _, tail = noun.partition(" ")
    plural = f"{head[:-1]}ies" if head.endswith("y") else f"{head}s"
    return counted_en(number, noun, f"{plural} {tail}".strip())
