"""Findings: every rule declared once, with its severity and its words in Latvian and English.

A stage or a check makes a finding with `finding(...)`; its message is Latvian, because the tables
are read by planners. `message(found, "en")` gives the same sentence in English from the finding
alone, so that a report can switch languages without reading the plan again.

Template fields that are always there: `value`, `key`, `page`, `position`, `column` and `table`
(the last two as their labels in the language of the message). Others are given by the caller; the
templates of a rule tell which. One called `target` is the label of a table, as `label` gives it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from string import Formatter
from typing import Literal

from pipeline.model import schema
from pipeline.model.rules import MONITORING, RULES, Rule
from pipeline.model.schema import Finding, Table, Text

__all__ = [
    "LANGUAGES",
    "MONITORING",
    "RULES",
    "SEVERITIES",
    "Box",
    "Language",
    "Rule",
    "finding",
    "label",
    "message",
    "translated",
]

Language = Literal["lv", "en"]
Tables = Mapping[str, Table]  # by name
Box = tuple[float, float, float, float]  # x0, top, x1, bottom in points, origin top left

LANGUAGES: tuple[Language, ...] = ("lv", "en")
SEVERITIES = ("error", "warning", "info")

NO_VALUE = {"lv": "(tukšs)", "en": "(empty)"}


def finding(
    rule_id: str,
    *,
    table: str | None = None,
    key: str | None = None,
    position: int | None = None,
    column: str | None = None,
    value: str | None = None,
    page: int | None = None,
    box: Box | None = None,
    variant: str = "",
    declared: Tables | None = None,
    **args: object,
) -> Finding:
    """A finding of the rule, its Latvian message made from the template `variant`.

    `declared` are the tables of the plan, in whose words tables and columns are named.
    Raises KeyError for an unknown rule or variant, or when an argument of the template is missing.
    """
    rule = RULES.get(rule_id) or MONITORING[rule_id]
    x0, top, x1, bottom = box or (None, None, None, None)
    bare = Finding(
        rule=rule.id,
        severity=rule.severity,
        table=table,
        key=key,
        position=position,
        column=column,
        value=value,
        message="",
        page=page,
        x0=x0,
        top=top,
        x1=x1,
        bottom=bottom,
    )
    words = rule.messages[variant].lv.format(**_own(bare, "lv", declared), **args)
    return _with_message(bare, words)


def message(found: Finding, language: Language, declared: Tables | None = None) -> str:
    """The finding's message in a language, from its message in any.

    `declared` are the tables of the plan, where it calls tables and columns by names of its own.

    A message that no template of its rule explains (one of another version) is answered with the
    rule's title, so that a reader of that language is told something true.
    """
    rule = RULES.get(found.rule) or MONITORING.get(found.rule)
    if rule is None:
        return found.message
    for named in (declared, None) if declared else (None,):  # a message may be of another version
        for text in sorted(rule.messages.values(), key=_openness):
            for source in LANGUAGES:
                pattern = _pattern(getattr(text, source), tuple(_own(found, source, named).items()))
                match = re.fullmatch(pattern, found.message, re.DOTALL)
                if match:
                    args = _words(match.groupdict(), source, language)
                    words: str = getattr(text, language)
                    return words.format(**{**_own(found, language, declared), **args})
    title: str = getattr(rule.title, language)
    return f"{title}: {found.value}" if found.value else title


def translated(found: Finding, language: Language, declared: Tables | None = None) -> Finding:
    """The finding with its message in the language; `declared` as for `message`."""
    return _with_message(found, message(found, language, declared))


def _openness(text: Text) -> int:
    """How much a template leaves open: the one that says most of itself is tried first."""
    return sum(name is not None for _, name, _, _ in Formatter().parse(text.lv))


def _with_message(found: Finding, words: str) -> Finding:
    return replace(found, message=words)


def _own(found: Finding, language: Language, declared: Tables | None = None) -> dict[str, str]:
    """What a template can say of the finding itself."""
    empty = NO_VALUE[language]
    known = {**schema.tables(), **(declared or {})}
    return {
        "value": found.value or empty,
        "key": found.key or empty,
        "page": str(found.page) if found.page else "?",
        "position": str(found.position) if found.position else "?",
        "column": _column_label(known, found.table, found.column, language),
        "table": _table_label(known, found.table, language),
    }


def _table_label(known: Tables, table: str | None, language: Language) -> str:
    declared = known.get(table or "")
    return getattr(declared.label, language) if declared else NO_VALUE[language]


def _column_label(known: Tables, table: str | None, column: str | None, language: Language) -> str:
    declared = known.get(table or "")
    for candidate in declared.columns if declared else ():
        if candidate.name == column:
            return str(getattr(candidate.label, language))
    return NO_VALUE[language]


def _pattern(template: str, own: tuple[tuple[str, str], ...]) -> str:
    """A pattern that finds the caller's arguments again in a message made from the template."""
    known = dict(own)
    seen: set[str] = set()
    parts: list[str] = []
    for literal, name, _, _ in Formatter().parse(template):
        parts.append(re.escape(literal))
        if name is None:
            continue
        if name in known:
            parts.append(re.escape(known[name]))
        elif name in seen:
            parts.append(f"(?P={name})")
        else:
            parts.append(f"(?P<{name}>.*?)")
            seen.add(name)
    return "".join(parts)


def _words(groups: Mapping[str, str], source: Language, target: Language) -> dict[str, str]:
    """The caller's arguments; `target` is a table, which stands in a message by its label."""
    labels = _labels(source, target)
    return {
        name: labels.get(text, text) if name == "target" else text for name, text in groups.items()
    }


@cache
def _labels(source: Language, target: Language) -> dict[str, str]:
    labels = [table.label for table in schema.tables().values()]
    return {getattr(text, source): getattr(text, target) for text in labels}


def label(table: str, column: str | None = None) -> Text:
    """The label of a table or of its column, for a template's argument."""
    declared = schema.tables()[table]
    return declared.column(column).label if column else declared.label
