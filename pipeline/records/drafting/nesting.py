"""The levels of an unknown plan, from the texts above rows, their ids and their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import regex

from pipeline.model import roman
from pipeline.model.levels import CHAPTER, CONTAINERS
from pipeline.model.strings import squeeze, tidy
from pipeline.records.drafting import vocabulary
from pipeline.records.drafting.content import IdForm, id_form, reads_as_task
from pipeline.records.drafting.sheets import Event

_LABELLED = regex.compile(
    r"(?P<label>\p{Lu}\p{L}*(?:\s\p{L}+){0,3}?)\s*[:.–—-]?\s+"
    r"(?=\p{Lu}{0,4}[-–.]?\s?\d|\p{Lu}\p{Ll}{1,2}[-–.]?\s?\d"
    rf"|{roman.NUMERAL}(?:\.\d{{1,2}})*\s*[.:–—„“\"-])"
)
_NAMED = regex.compile(
    r"(?P<label>\p{Lu}\p{L}*(?:\s\p{L}+){0,2}?)(?:\s*[:–—-]\s*(?=[\p{Lu}„“”\"«])|\s(?=[„“”\"«]))"
)
_NUMBERED_WORD = regex.compile(
    rf"(?P<number>(?:\d{{1,2}}|(?P<roman>{roman.NUMERAL}))(?:\.\d{{1,2}}){{0,3}})\.?\s*"
    r"(?P<word>(?i:prioritāte|mērķis|rīcības virziens|virziens|uzdevums|rīcība)|VTP|IP|RV|SM)"
    r"(?=\s*(?:[:.–—„“\"-]|\s\p{Lu}|$))",
)
_LONGEST_LETTERS = 5
_OVER = ("heading", "band")  # kinds of events above rows
_WEAK = ("R", "Ri")  # letters used for actions as well as for directions
_WORDS = {
    "goal": ("mērķ",),
    "direction": ("virzien",),
    "action": ("uzdevum", "rīcīb"),
    "priority": ("prioritāt",),
}


@dataclass(frozen=True, slots=True)
class Named:
    """A text that names a row of a level: the level's word, the id, and the name after it."""

    form: IdForm | None
    tail: str  # printed after the number: ". prioritāte"
    label: str  # the level's word before the id: "Veicamais uzdevums"
    ident: str  # as printed
    name: str

    @property
    def word(self) -> str:
        """The level's word, before the id or after its number."""
        return self.label or self.tail.strip(" .").capitalize()


@dataclass(slots=True)
class Container:
    """A candidate level above rows, with the evidence from the document."""

    form: IdForm | None
    tail: str
    first: int  # index of its first event
    hint: str = ""  # the role indicated by its words or letters
    seen: Counter[str] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    names: list[str] = field(default_factory=list)
    idents: list[str] = field(default_factory=list)
    called: dict[str, set[str]] = field(default_factory=dict)  # ident → its names, without spaces
    words: Counter[str] = field(default_factory=Counter)  # words before or after its numbers
    pages: list[int] = field(default_factory=list)
    sheets: set[int] = field(default_factory=set)
    columns: set[tuple[int, int]] = field(default_factory=set)  # sheets and columns that contain it

    @property
    def pattern(self) -> str | None:
        """The pattern in the syntax of profiles."""
        if self.form is None:
            return None
        blanks = Counter(" " if " " in ident.strip() else "" for ident in self.idents)
        blank = blanks.most_common(1)[0][0] if self.form.letters and blanks else ""
        return f"{self.form.letters}{blank}{self.form.numbers}{self.tail}"

    def identity(self, text: str) -> str | None:
        """The id of a heading of this level, or its name where it has none."""
        own = named(text)
        if own is None:
            return None
        if self.form is None:
            return own.name if own.word in self.labels else None
        return own.ident if own.form and own.form.key == self.form.key else None

    @property
    def restarts(self) -> bool:
        """Whether numbering beside a word restarts under each parent: `1. virziens` has several
        names.
        """
        if self.form is None or self.form.letters or not (self.tail or self.labels):
            return False
        many = sum(len(names) > 1 for names in self.called.values())
        return bool(many) and 2 * many >= len(self.called)


def named(text: str) -> Named | None:
    """The level named at the beginning of a text, by an id or by a level's word; None where there
    is none.
    """
    chapter = CHAPTER.match(text)
    inside = named(text[chapter.end() :]) if chapter else None
    if inside is not None and _is_sure(inside):
        return inside
    found = id_form(text, alone=False)
    label = ""
    if found is None or not found[0].letters:
        match = _LABELLED.match(text)
        if match and _word_role(match.group("label")):
            label = match.group("label")
            inner = id_form(text[match.end() :], alone=False)
            if inner is not None:
                form, ident, end = inner
                return Named(form, "", label, ident, _rest(text[match.end() + end :]))
        numbered = _NUMBERED_WORD.match(text)
        if numbered:
            tail = text[numbered.end("number") : numbered.end()]
            ident = text[: numbered.end()]
            depth = numbered.group("number").count(".") + 1
            form = IdForm("", "", depth, roman=numbered.group("roman") is not None)
            return Named(form, tail, "", ident, _rest(text[len(ident) :]))
    if found is not None:
        form, ident, end = found
        if len(form.letters) > _LONGEST_LETTERS or _word_role(
            form.letters
        ):  # a word rather than letters of an id
            bare = ident[len(form.letters) :].strip()
            return Named(
                replace(form, letters="", blank=""), "", form.letters, bare, _rest(text[end:])
            )
        return Named(form, "", label, ident, _rest(text[end:]))
    match = _NAMED.match(text)
    if match and _word_role(match.group("label")):
        return Named(None, "", match.group("label"), "", _rest(text[match.end() :]))
    return None


def _is_sure(own: Named) -> bool:
    """Whether an id is certainly a level's, by its letters or by the word before it."""
    return (
        own.form is not None and not own.tail and bool(own.label or letters_role(own.form.letters))
    )


def _rest(text: str) -> str:
    return tidy(text).lstrip(" .:–—-)")


def _word_role(label: str) -> str:
    own = label.casefold()
    return next((role for role, stems in _WORDS.items() if any(stem in own for stem in stems)), "")


def letters_role(letters: str) -> str:
    """The role indicated by the letters of ids; "" where there is none."""
    own = letters.strip(" .-–").casefold()
    for role, words in vocabulary.level_words().items():
        if own and own in (word.casefold() for word in words):
            return role
    return _word_role(own) if len(own) > 3 else ""


def containers_of(
    events: Sequence[Event],
    columns: dict[tuple[int, int], str],
    beside: dict[tuple[int, int], int],
    hierarchies: set[int],
    row_forms: Iterable[IdForm],
) -> list[Container]:
    """The levels of a document, topmost first: in the order of their first appearance.

    `columns` are columns of levels, by sheet and column, with the role named by their header;
    `beside` the columns of their ids, by the column of names; `hierarchies` the sheets of levels
    only; `row_forms` the forms of rows' ids.
    """
    found: dict[object, Container] = {}
    rows = {form.key for form in row_forms}
    ids = {
        (event.sheet, event.column, event.row): event.text
        for event in events
        if event.kind == "column"
    }
    for place, event in enumerate(events):
        kind, hint = _kind(event, columns, hierarchies)
        if not kind:
            continue
        if event.sheet is not None and event.column is not None:
            ident = ids.get((event.sheet, beside.get((event.sheet, event.column)), event.row))
            event = replace(event, text=f"{ident} {event.text}") if ident else event
        own = named(event.text)
        if kind == "heading" and (own is None or _is_chapter(own)):
            continue
        is_row = own is not None and own.form is not None and own.form.key in rows
        if own is not None and is_row and not own.tail and kind in _OVER:
            continue
        key = _key(event, kind, hint, own)
        container = found.get(key)
        if container is None:
            form = own.form if own else None
            container = found[key] = Container(form, own.tail if own else "", place)
        _take(container, event, kind, hint, own)
    return _kept(list(found.values()))


def _kept(found: Sequence[Container]) -> list[Container]:
    """The candidates with sufficient evidence, in the order of their first appearance."""
    for item in found:
        if item.restarts:  # its ids are not unique without the level above
            item.form, item.labels = None, item.words
    kept = _without_chapters([item for item in found if _is_level(item)])
    numbered = {place for item in kept if item.form is not None for place in item.columns}
    # Cells without an id in a column of ids are remainders of earlier ones.
    kept = [item for item in kept if item.form is not None or not item.columns & numbered]
    return sorted(kept, key=lambda item: item.first)


def _key(event: Event, kind: str, hint: str, own: Named | None) -> tuple[object, ...]:
    """The key by which events are grouped into levels."""
    if own is not None and own.form is not None:
        letters, *numbers = own.form.key
        return (letters.casefold(), *numbers, own.tail.casefold())
    if kind in ("column", "hierarchy"):
        return ("column", hint or event.column)
    if own is not None:
        return ("word", own.label.casefold())
    return (kind, event.sheet)


def _without_chapters(items: Sequence[Container]) -> list[Container]:
    """The levels without headings that are a Roman numeral only, unless deeper levels are under
    them.
    """
    deeper = any(item.form and item.form.roman and item.form.depth > 1 for item in items)
    return [
        item
        for item in items
        if deeper
        or set(item.seen) != {"heading"}
        or item.hint
        or not (item.form and item.form.roman and not item.tail)
    ]


def _is_chapter(own: Named) -> bool:
    """Whether a heading begins with a number only, as chapters do; Roman numerals may be levels."""
    form = own.form
    return form is not None and not (form.letters or form.roman or own.tail or own.label)


def _kind(
    event: Event, columns: dict[tuple[int, int], str], hierarchies: set[int]
) -> tuple[str, str]:
    if event.kind in ("heading", "heading line"):
        return "heading", ""
    if event.kind == "band":
        return ("band", "") if event.sheet not in hierarchies else ("", "")
    if event.kind == "column" and event.sheet is not None and event.column is not None:
        hint = columns.get((event.sheet, event.column))
        if hint is not None:
            return ("hierarchy" if event.sheet in hierarchies else "column"), hint
    return "", ""


def _take(container: Container, event: Event, kind: str, hint: str, own: Named | None) -> None:
    container.seen[kind] += 1
    container.pages.append(event.page)
    if event.sheet is not None:
        container.sheets.add(event.sheet)
    if kind in ("column", "hierarchy") and event.sheet is not None and event.column is not None:
        container.columns.add((event.sheet, event.column))
    name = own.name if own else event.text
    if name:
        container.names.append(name)
    if own is not None and own.ident:
        container.idents.append(own.ident)
        container.called.setdefault(own.ident, set()).add(squeeze(name).casefold())
    if own is not None and own.word:
        container.words[own.word] += 1
    if own is not None and own.label:
        container.labels[own.label] += 1
    if hint in CONTAINERS:
        container.hint = hint
    if not container.hint:
        spoken = _word_role(own.label) if own and own.label else ""
        letters = letters_role(own.form.letters) if own and own.form else ""
        container.hint = spoken or letters or (letters_role(own.tail) if own else "")


def _is_level(container: Container) -> bool:
    """Whether the evidence is sufficient: two rows, or one with the level's word."""
    if container.form is None and not container.labels and "band" in container.seen:
        return container.seen["band"] > 1
    if set(container.seen) == {"heading"} and not container.hint:
        return len(set(container.idents)) > 1
    return True


def roles_by_place(chain: Sequence[Container]) -> list[str]:
    """The role of each level of a chain, topmost first: by its place, and where that is ambiguous
    by its words, letters or names.
    """
    hints = [item.hint for item in chain]
    count = len(chain)
    if count == 0:
        return []
    direction = next((at for at, hint in enumerate(hints) if hint == "direction"), None)
    if direction is not None and direction <= 2:
        before = ("goal", "priority")[2 - direction :]
        after = ("action",) if count > direction + 1 else ()
        return _padded([*before, "direction", *after], count)
    last = chain[-1]
    strong = hints[-1] == "action" and not (last.form and last.form.letters.strip("-. ") in _WEAK)
    task = strong or (hints[-1] in ("", "action") and reads_as_task(last.names))
    if count == 1:
        return ["action" if task else "priority"]
    if count == 2:
        if task:
            return ["priority", "action"]
        return ["goal", "priority"] if hints[1] == "priority" else ["priority", "direction"]
    if count == 3:
        if not task:
            return ["goal", "priority", "direction"]
        named_second = hints[1] == "priority" or (hints[0] == "goal" and hints[1] != "direction")
        return (
            ["goal", "priority", "action"] if named_second else ["priority", "direction", "action"]
        )
    return _padded(list(CONTAINERS), count)


def _padded(roles: list[str], count: int) -> list[str]:
    return [*roles[:count], *([""] * (count - len(roles)))]
