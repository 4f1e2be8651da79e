"""The registry of checks: one function per rule, by the rule's id."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipeline.model.rules import RULES
from pipeline.model.schema import Finding
from pipeline.validate.facts import Facts

Check = Callable[[Facts], Iterator[Finding]]

CHECKS: dict[str, Check] = {}


def check(rule_id: str) -> Callable[[Check], Check]:
    """Register a function as the check of the rule.

    KeyError for an undeclared rule, ValueError for a reading rule and for a second check.
    """
    if RULES[rule_id].source != "tables":
        raise ValueError(f"{rule_id} is found in reading, not on tables")
    if rule_id in CHECKS:
        raise ValueError(f"{rule_id} has a check already")

    def register(function: Check) -> Check:
        CHECKS[rule_id] = function
        return function

    return register
