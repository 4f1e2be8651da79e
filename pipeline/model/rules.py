"""The rules by id, as declared in `rules.toml`: severity, source, texts, message templates.

Rules of monitoring, which are about workbooks, are declared in `monitoring_rules.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

from pipeline.model.schema import Text

Severity = Literal["error", "warning", "info"]
Source = Literal["tables", "reading", "monitoring"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as declared.

    `source` is where findings are made: "tables" by `pipeline.validate` on the tables of a plan,
    repeatable on tables from disk; "reading" by the stages that read the PDF, whose findings
    `validate` keeps; "monitoring" by `pipeline.tracking.monitor` in reports on a plan. `messages`
    are the templates by variant; "" is the default one.
    """

    id: str
    severity: Severity
    source: Source
    title: Text
    about: Text
    messages: Mapping[str, Text]


def _declared(file: str) -> dict[str, Rule]:
    path = Path(__file__).with_name(file)
    return {
        name: _rule(name, entry) for name, entry in tomllib.loads(path.read_text("utf-8")).items()
    }


def _rule(name: str, entry: Mapping[str, Any]) -> Rule:
    templates = dict(entry["message"])
    variants = {name: words for name, words in templates.items() if isinstance(words, dict)}
    if "lv" in templates:
        variants = {"": {"lv": templates["lv"], "en": templates["en"]}, **variants}
    return Rule(
        id=name,
        severity=cast(Severity, entry["severity"]),
        source=cast(Source, entry["source"]),
        title=Text(**entry["title"]),
        about=Text(**entry["about"]),
        messages={variant: Text(**words) for variant, words in variants.items()},
    )


RULES: dict[str, Rule] = _declared("rules.toml")
MONITORING: dict[str, Rule] = _declared("monitoring_rules.toml")
