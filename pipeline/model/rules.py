"""The rules by their ids, as `rules.toml` declares them: severity, source, words, templates.

Those of monitoring, which speak of workbooks and not of a plan, stand in `monitoring_rules.toml`.
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

    `source` tells who finds it: "tables" are checked by `pipeline.validate` on the tables of a
    plan, and can be checked again on tables from disk; "reading" are found by the stages that read
    the PDF, and `validate` keeps those findings as they are; "monitoring" are found by
    `pipeline.tracking.monitor` in what was reported of a plan. `messages` are the templates by
    variant; "" is the usual one.
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
