"""The wording of ids, amounts and texts, all of which are kept as printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from pipeline.model.levels import TABLES, Level
from pipeline.model.schema import Finding
from pipeline.text.raised import MARKS
from pipeline.validate.facts import Facts, key_of, position_of, texts
from pipeline.validate.registry import check

_DECIMALS = re.compile(r"[.,]\s*[0-9]")
_FAR = 80  # characters: longer than any word
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_RAISED = re.compile(rf"\S*(?:[{MARKS}]|(?<=\w)\*)\S*")
_EITHER_BRACKET = {*_BRACKETS, *_BRACKETS.values()}
_LETTER = r"[^\W\d_]"
_PUNCTUATION = re.compile(
    rf"""
      \s[,;.:]                              # a blank before a mark
    | [,;](?={_LETTER})                     # a letter right after a separator
    | [,;]\s*[,;]                           # two separators in a row
    | \b(u\.\s?c|t\.\s?sk)\.(?={_LETTER})   # an abbreviation with a letter right after it
    | [,;]$                                 # a separator at the end
    """,
    re.VERBOSE | re.IGNORECASE,
)


def _well_written(level: Level | None, text: str) -> bool:
    """Whether an id is printed in the format of its level."""
    if level is None or level.printed is None:
        return True
    pattern = "[0-9]+".join(re.escape(part) for part in level.printed.split("#"))
    return re.fullmatch(pattern, text) is not None


@check("id-format")
def id_format(facts: Facts) -> Iterator[Finding]:
    """An id that parses but is not in the format of its level."""
    for role in ("action", "activity"):
        table = TABLES[role]
        for row in facts.plan.rows(table):
            key = getattr(row, f"{role}_id")
            if not row.id_raw or not facts.canonical(role, key):
                continue
            if not _well_written(facts.level(role), row.id_raw):
                yield facts.found("id-format", table, key, "id_raw", row.id_raw)


@check("reference-format")
def reference_format(facts: Facts) -> Iterator[Finding]:
    """A reference that parses but is not in the format of activities' ids."""
    level = facts.level("activity")
    for row in facts.plan.action_activities:
        if not row.ref_raw or not facts.canonical("activity", row.activity_id):
            continue
        if level and level.pattern and level.pattern.parse(row.ref_raw, bare=True) is None:
            continue  # the reference is an activity's to its action
        if not _well_written(level, row.ref_raw):
            yield facts.found(
                "reference-format",
                "action_activities",
                row.action_id,
                "ref_raw",
                row.ref_raw,
                position=row.position,
                activity=row.activity_id,
            )


@check("amount-format")
def amount_format(facts: Facts) -> Iterator[Finding]:
    """An amount that parses but has decimals or doubled spaces.

    The text rules collapse spaces, so doubled ones are only in the printed line. Decimals are not
    reported where most amounts of the plan have them (in thousands, say).
    """
    read = [
        (row.activity_id, row.amount_raw, _DECIMALS.search(row.amount_raw) is not None)
        for row in facts.plan.activities
        if row.amount_raw and row.amount_eur is not None
    ]
    usual = 2 * sum(1 for _, _, has_decimals in read if has_decimals) > len(read)
    for key, printed, has_decimals in read:
        lines = facts.printed("activities", key, None, "amount_raw")
        decimals = has_decimals and not usual
        blanks = any(re.search(r"\s{2,}", line.text.strip()) for line in lines)
        if decimals or blanks:
            yield facts.found(
                "amount-format",
                "activities",
                key,
                "amount_raw",
                printed,
                variant="both" if decimals and blanks else "decimals" if decimals else "blanks",
            )


@check("indicator-format")
def indicator_format(facts: Facts) -> Iterator[Finding]:
    """A number of an indicator without a full stop or bracket after it in the printed line."""
    for row in facts.plan.indicators:
        if row.number_raw is None:
            continue
        lines = facts.printed("indicators", row.activity_id, row.position, "number_raw")
        bare = rf"\s*{re.escape(row.number_raw)}(?!\s*[.)\d])"
        if lines and re.match(bare, lines[0].text):
            yield facts.found(
                "indicator-format",
                "indicators",
                row.activity_id,
                "number_raw",
                row.number_raw,
                position=row.position,
            )


@check("unbalanced-brackets")
def unbalanced_brackets(facts: Facts) -> Iterator[Finding]:
    """An unmatched bracket in a name, a text or a printed cell."""
    for text, places in _with_places(facts, _unbalanced):
        yield _found(facts, "unbalanced-brackets", text, places[0], place=places[0])


def _unbalanced(text: str) -> list[str]:
    alone = _unmatched_bracket(text)
    return [] if alone is None else [_around(text, alone, alone + 1)]


def _unmatched_bracket(text: str) -> int | None:
    """The offset of the first unmatched bracket."""
    if _EITHER_BRACKET.isdisjoint(text):
        return None
    opened: list[int] = []
    for index, letter in enumerate(text):
        if letter in _BRACKETS.values():
            opened.append(index)
        elif letter in _BRACKETS:
            if not opened or text[opened[-1]] != _BRACKETS[letter]:
                return opened[0] if opened else index
            opened.pop()
    return opened[0] if opened else None


@check("punctuation")
def punctuation(facts: Facts) -> Iterator[Finding]:
    """A misplaced punctuation mark in a name, a text or a printed cell."""
    for text, places in _with_places(facts, _misplaced_marks):
        yield _found(facts, "punctuation", text, places[0], places=" | ".join(places))


@check("raised-mark")
def raised_mark(facts: Facts) -> Iterator[Finding]:
    """A word with a superscript or subscript mark: a footnote's, or an exponent."""
    for text, words in _with_places(facts, _RAISED.findall):
        yield _found(facts, "raised-mark", text, words[0], words=", ".join(words))


_Value = tuple[str, Any, str, str]  # table, row, column and text, as `texts` gives them


def _with_places(
    facts: Facts, find: Callable[[str], list[str]]
) -> Iterator[tuple[_Value, list[str]]]:
    """The texts in which `find` finds places, with the distinct places."""
    for value in texts(facts.plan):
        places = find(value[3])
        if places:
            yield value, list(dict.fromkeys(places))


def _found(facts: Facts, rule: str, text: _Value, spot: str, **args: Any) -> Finding:
    table, row, column, value = text
    return facts.found(
        rule,
        table,
        key_of(table, row),
        column,
        value,
        position=position_of(row),
        spot=spot,
        **args,
    )


def _misplaced_marks(text: str) -> list[str]:
    return [_around(text, match.start(), match.end()) for match in _PUNCTUATION.finditer(text)]


def _around(text: str, start: int, end: int) -> str:
    """A part of a text, extended to whole words of limited length."""
    first, last = max(start - _FAR, 0), min(end + _FAR, len(text))
    while start > first and (text[start] == " " or text[start - 1] != " "):
        start -= 1
    while end < last and text[end] != " ":
        end += 1
    return text[start:end].strip()
