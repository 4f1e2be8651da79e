"""Findings, made from the declared rules with messages in Latvian and English.

Stages and checks make findings with `finding(...)`; messages are in Latvian, for planners.
`message(found, "en")` renders the same message in English from the finding alone, so that a report
can switch languages without rereading the plan.

Template fields that are always available: `value`, `key`, `page`, `position`, `column` and `table`
(the last two as labels in the language of the message). Others are arguments of the caller,
depending on the rule's templates, and are kept in `details`. `target` is the name of a table and is
rendered as its label.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from pipeline.model import schema
from pipeline.model.rules import MONITORING, RULES, Rule
from pipeline.model.schema import Finding, Table

__all__ = [
    "LANGUAGES",
    "MONITORING",
    "RULES",
    "SEVERITIES",
    "Box",
    "Language",
    "Rule",
    "finding",
    "message",
    "translated",
]

Language = Literal["lv", "en"]
Tables = Mapping[str, Table]  # by name
Box = tuple[float, float, float, float]  # x0, top, x1, bottom in points, origin top left

LANGUAGES: tuple[Language, ...] = ("lv", "en")
SEVERITIES = ("error", "warning", "info")

_ALL = {**RULES, **MONITORING}
_VARIANT = "variant"  # key of the variant among the values of `details`
_TARGET = "target"  # key of a table's name, which is rendered as its label
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
    """A finding of a rule, with the Latvian message of the template `variant`.

    `declared` are the tables of the plan, which supply labels of tables and columns. Raises
    KeyError for an unknown rule or variant, or when an argument of the template is missing.
    """
    rule = _ALL[rule_id]
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
    told = {name: str(value) for name, value in args.items()}
    if variant:
        told[_VARIANT] = variant
    if told:
        bare = replace(bare, details=json.dumps(told, ensure_ascii=False, sort_keys=True))
    return replace(bare, message=_rendered(rule, bare, "lv", declared))


def message(found: Finding, language: Language, declared: Tables | None = None) -> str:
    """The finding's message in a language, rendered from the finding.

    `declared` are the tables of the plan, which may have their own labels.

    A finding of another program version that lacks values of the current template gets the rule's
    title instead.
    """
    rule = _ALL.get(found.rule)
    if rule is None:
        return found.message
    try:
        return _rendered(rule, found, language, declared)
    except KeyError:
        title: str = getattr(rule.title, language)
        return f"{title}: {found.value}" if found.value else title


def _rendered(rule: Rule, found: Finding, language: Language, declared: Tables | None) -> str:
    """The rendered message; KeyError where the finding lacks the variant or a value of the
    template.
    """
    args = _details(found)
    text = rule.messages[args.pop(_VARIANT, "")]
    own = _own(found, language, declared)
    if _TARGET in args:
        args[_TARGET] = _table_label(
            {**schema.tables(), **(declared or {})}, args[_TARGET], language
        )
    words: str = getattr(text, language)
    return words.format(**{**own, **args})


def _details(found: Finding) -> dict[str, str]:
    """The variant and the values kept in a finding; empty where they cannot be parsed."""
    try:
        kept = json.loads(found.details or "{}")
    except ValueError:
        return {}
    return {name: str(value) for name, value in kept.items()} if isinstance(kept, dict) else {}


def translated(found: Finding, language: Language, declared: Tables | None = None) -> Finding:
    """The finding with its message in the language; `declared` as for `message`."""
    return replace(found, message=message(found, language, declared))


def _own(found: Finding, language: Language, declared: Tables | None = None) -> dict[str, str]:
    """The template fields from the finding itself."""
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
