"""The levels of a plan by role, independent of their names in a plan.

`goal` → `priority` → `direction` → `action` → `activity`, any of which a plan may leave out;
principles run across the priorities.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import regex

from pipeline.model import roman
from pipeline.model.ids import Id, Pattern
from pipeline.model.schema import Text


@dataclass(frozen=True, slots=True)
class Role:
    """The role of a level. `label` and `plural` are its default names."""

    name: str
    table: str  # of its rows
    label: Text
    plural: Text
    # the columns with the ids of parents, nearest level first
    above: tuple[str, ...] = ()
    nested: bool = (
        True  # whether it is nested in the levels declared before it (principles are not)
    )


DECLARED = (
    Role("goal", "goals", Text("Mērķis", "Goal"), Text("Mērķi", "Goals")),
    Role(
        "priority",
        "priorities",
        Text("Prioritāte", "Priority"),
        Text("Prioritātes", "Priorities"),
        above=("goal_id",),
    ),
    Role(
        "principle",
        "principles",
        Text("Horizontālais princips", "Horizontal principle"),
        Text("Horizontālie principi", "Horizontal principles"),
        nested=False,
    ),
    Role(
        "direction",
        "directions",
        Text("Rīcības virziens", "Direction"),
        Text("Rīcības virzieni", "Directions"),
        above=("parent_id", "priority_id"),
    ),
    Role(
        "action",
        "actions",
        Text("Rīcība", "Action"),
        Text("Rīcības", "Actions"),
        above=("parent_id", "direction_id"),
    ),
    Role(
        "activity",
        "activities",
        Text("Aktivitāte", "Activity"),
        Text("Aktivitātes", "Activities"),
        above=("parent_id",),
    ),
)
ROLES = tuple(role.name for role in DECLARED)
NESTED = tuple(role.name for role in DECLARED if role.nested)  # topmost first
CONTAINERS = NESTED[:-1]  # levels in which rows are nested
TABLES = {role.name: role.table for role in DECLARED}
ROLE_OF_TABLE = {role.table: role.name for role in DECLARED}
LABELS = {role.name: (role.label, role.plural) for role in DECLARED}
PARENT_COLUMNS = {role.name: role.above for role in DECLARED}
# Ways in which a plan shows a level.
SEEN: Mapping[str, str] = {
    "heading": "a heading in the running text",
    "band": "a merged row of a table",
    "column": "a column of a table, merged over its rows or not",
    "row": "the rows of a table of their own",
    "hierarchy": "a table of levels alone",
    "bullet": "a list in the running text",
    "header": "the header of a table (horizontal principles)",
}
# The number of a chapter before the name in a heading.
CHAPTER: re.Pattern[str] = re.compile(r"\s*\d{1,2}(?:\.\d{1,2}){0,4}\.?\s+(?=[^\W\d_])")


_COUNT = rf"(?:\d{{1,2}}|{roman.NUMERAL})(?:\.\d{{1,2}})*"


@cache
def _word_first(word: str) -> regex.Pattern[str]:
    """A pattern of a level's word, with an optional number before or after it, before a name."""
    quote = r"[„“”\"«]"
    return regex.compile(
        rf"\s*(?:{_COUNT}\.?\s+)?(?i:{regex.escape(word)})(?:\s+{_COUNT}(?!\w))?"
        rf"(?:\s*[.:–—-]\s*(?=[\p{{Lu}}\d„“”\"«])|\s+(?={quote}))"
    )


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a plan."""

    role: str
    pattern: Pattern | None  # None: its rows are printed without ids
    label: Text  # the plan's word for one of its rows
    plural: Text
    seen: tuple[str, ...]  # of SEEN
    printed: str | None = None  # the format of printed ids ("R #.#.#."); None: any
    worded: bool = False  # whether its word precedes each id in headings and bands
    named: bool = False  # whether the plan has its own name for it

    @property
    def table(self) -> str:
        """The table of its rows."""
        return TABLES[self.role]

    @property
    def key(self) -> str:
        """The column of its ids."""
        return f"{self.role}_id"

    def label_of(self, text: str, loose: bool = True) -> tuple[str, int] | None:
        """The id at the beginning of a text, after the level's word (`Uzdevums U1.1.`) or the
        number of a chapter (`3.1. VTP1`) if printed, and the offset of the name after it; None
        where there is no id. Unless `loose`, a level whose ids follow its word requires the word.
        """
        if self.pattern is None:
            return None
        chapter = CHAPTER.match(text) if self.pattern.letters or self.worded else None
        if chapter is not None and (found := self.label_of(text[chapter.end() :], loose)):
            return found[0], chapter.end() + found[1]
        start = self.word_end(text)
        if self.worded and not loose and not start:
            return None
        found = self.pattern.label(text[start:])
        return (found[0], start + found[1]) if found else None

    def typed(self, text: str) -> str | None:
        """The canonical form of an id as typed by a user (`a1.4.`); None where the text is not an
        id only.
        """
        label = self.label_of(text) or self.label_of(text.upper())
        return None if label is None or text[label[1] :].strip(" .") else label[0]

    def name_start(self, text: str) -> int:
        """The offset of the name in a heading of a level without ids: after the level's word, a
        number beside it (`2. virziens`, `Virziens II`), and a colon, dash, full stop or quote. 0
        where the text is not such a heading.
        """
        match = _word_first(self.label.lv).match(text) if self.label.lv else None
        return match.end() if match else 0

    def word_end(self, text: str) -> int:
        """The offset after the level's word at the beginning of a text; 0 where it does not begin
        with it.
        """
        word = self.label.lv.casefold()
        if not word or not text.casefold().startswith(word) or not text[len(word) :].strip():
            return 0
        rest = text[len(word) :]
        if rest[0].isalnum():
            return 0
        return len(word) + len(rest) - len(rest.lstrip(" .:–—-"))

    def is_key(self, key: str | None) -> bool:
        """Whether a key has the canonical form of this level."""
        if key is None:
            return False
        return self.pattern is None or self.pattern.id(key) is not None

    def id(self, key: str | None) -> Id | None:
        """A canonical id, parsed; None where it is not one, or the level has no ids."""
        return self.pattern.id(key) if self.pattern and key else None
