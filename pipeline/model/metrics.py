"""Metrics: nested dictionaries of numbers only, as in `metrics.json`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pipeline.model.plan import Metrics
from pipeline.model.rules import RULES
from pipeline.model.schema import Finding


def merged(*parts: Metrics) -> Metrics:
    """All parts merged; a later part overrides an earlier one."""
    result: Metrics = {}
    for part in parts:
        for name, value in part.items():
            old = result.get(name)
            both = isinstance(value, dict) and isinstance(old, dict)
            result[name] = merged(old, value) if both else value  # type: ignore[arg-type]
    return result


def findings_metrics(findings: Iterable[Finding]) -> Metrics:
    """Numbers of findings by severity and by rule. All declared rules are included, so that runs
    can be compared. Accepted findings are counted separately, if there are any.
    """
    everything = list(findings)
    findings = [found for found in everything if not found.accepted]
    taken = len(everything) - len(findings)
    severities = Counter(found.severity for found in findings)
    rules = Counter(found.rule for found in findings)
    known = dict.fromkeys((*RULES, *rules))
    return {
        "findings": {
            **{severity: severities[severity] for severity in ("error", "warning", "info")},
            **({"accepted": taken} if taken else {}),
            "rule": {rule: rules[rule] for rule in known},
        }
    }
