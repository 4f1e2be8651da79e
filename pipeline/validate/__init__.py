"""The rules on the tables of a plan: contradictions, missing values, unusual wording.

`validate(plan)` returns the plan with their findings after those of reading. It can be repeated on
tables from disk: findings of these rules are replaced, those of reading kept.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence

from pipeline.model import schema
from pipeline.model.errors import UsageError
from pipeline.model.findings import Language, translated
from pipeline.model.metrics import findings_metrics, merged
from pipeline.model.plan import Plan
from pipeline.model.rules import RULES
from pipeline.model.schema import Finding
from pipeline.records.corrections.acceptances import accepted
from pipeline.records.corrections.acceptances import kept as acceptances_kept
from pipeline.records.corrections.entries import Acceptance
from pipeline.validate import completeness, order, references, spelling, values, wording
from pipeline.validate.confidence import confidence_metrics
from pipeline.validate.facts import gather
from pipeline.validate.registry import CHECKS, check
from pipeline.validate.trust import trust_metrics

__all__ = ["CHECKS", "check", "validate"]

_MODULES = (
    completeness,
    order,
    references,
    values,
    wording,
    spelling,
)  # imported, so that they register


def validate(
    plan: Plan,
    skip: Collection[str] = (),
    language: Language = "lv",
    required: Collection[str] | None = None,
    acceptances: Sequence[Acceptance] = (),
) -> Plan:
    """The plan with the findings of all rules on its tables, and their metrics.

    Findings of reading come first, then those of the rules in the order of their declaration,
    within a rule in the order of the plan. `skip` names rules whose findings are left out, in
    addition to those that the plan's profile switches off. `required` are the columns
    ("table.column") that must not be empty, by default those of the profile. Findings that match
    one of `acceptances`, or were accepted before, are marked. UsageError for an unknown rule.
    """
    skip = {*skip, *plan.profile.skip}
    _known(skip)
    if required is None:
        required = completeness.required_columns(plan.profile)
    facts = gather(plan, required)
    kept = [
        translated(found, language, plan.declared)
        for found in plan.findings
        if _of_reading(found) and found.rule not in skip
    ]
    added = [
        found
        for rule in RULES
        if rule in CHECKS and rule not in skip
        for found in CHECKS[rule](facts)
    ]
    if language != "lv":  # findings of the checks are in Latvian
        added = [translated(found, language, plan.declared) for found in added]
    findings = acceptances_kept((*kept, *added), plan.findings)
    if acceptances:
        findings = accepted(findings, acceptances)
    checked = dataclasses.replace(plan, findings=findings)
    metrics = merged(
        {name: value for name, value in plan.metrics.items() if name not in _REPLACED},
        findings_metrics(findings),
        confidence_metrics(checked),
        trust_metrics(checked),
    )
    return dataclasses.replace(checked, metrics=metrics)


_REPLACED = ("findings", "confidence", "trust")  # parts of the metrics that are replaced


def _of_reading(found: Finding) -> bool:
    """Whether a finding was made in reading: of a reading rule, or on text that is not in the
    tables.

    Checks name list items by position; an `unparsed-value` on a list without position is about text
    that could not be made an item.
    """
    rule = RULES.get(found.rule)
    if rule is None or rule.source == "reading" or found.table is None:
        return True
    declared = schema.plan_tables().get(found.table)
    is_list = declared is not None and "position" in declared.key
    of_list = is_list and found.position is None and found.column != "position"
    return found.rule == "unparsed-value" and of_list


def _known(skip: Collection[str]) -> None:
    unknown = [name for name in skip if name not in RULES]
    if unknown:
        raise UsageError(
            f"There is no rule '{unknown[0]}' to skip.",
            f"The rules are: {', '.join(RULES)}.",
            "Correct validate.skip in params.yaml, or the profile; `ricplan rules` explains each.",
        )
