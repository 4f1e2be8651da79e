"""Generates `docs/rules.md` from the rules and their examples."""

from __future__ import annotations

from pipeline.model.findings import message
from pipeline.model.rules import MONITORING, RULES, Rule
from pipeline.model.schema import Finding
from pipeline.validate import validate
from pipeline.validate.examples import Example, examples

_HEAD = """# Rules

Everything doubtful in a plan, or in its reading, is a finding: a row of the table `findings` with
the rule, the place in the tables and the place on the page. `ricplan rules` prints this list,
`ricplan validate DIR` checks the tables in a folder again. A rule whose findings are not wanted is
named under `validate: skip:` in `params.yaml`.

This page is generated from `pipeline/model/rules.toml` and `pipeline/validate/examples.py`; the
messages under the examples are what the rules say to them.

An *error* contradicts itself or could not be understood; a *warning* is doubtful and worth a
question to the plan's authors; an *info* is a matter of writing. Rules on *tables* look at the
tables alone and can run again; rules of *reading* need the PDF.

| rule | severity | on | finds |
|---|---|---|---|
"""

_MONITORING = """
## Rules of monitoring

What `ricplan monitor collect` finds in filled workbooks, and `ricplan monitor amend` in proposals
([monitoring](monitoring.md)). They are declared in `pipeline/model/monitoring_rules.toml` and
listed by `ricplan rules --monitoring`; the words in braces are those of the workbook.

"""


def rules_markdown() -> str:
    """The page of rules: a table of all rules, then each with its example."""
    shown = examples()
    lines = [
        f"| [`{rule.id}`](#{rule.id}) | {rule.severity} | {rule.source} | {rule.title.en} |"
        for rule in RULES.values()
    ]
    sections = [_section(rule, shown[rule.id]) for rule in RULES.values()]
    monitoring = "\n".join(map(_of_monitoring, MONITORING.values()))
    return _HEAD + "\n".join(lines) + "\n\n" + "\n".join(sections) + _MONITORING + monitoring


def _of_monitoring(rule: Rule) -> str:
    told = "\n".join(f"> {text.en}\n>\n> {text.lv}\n" for text in rule.messages.values())
    return f"""### {rule.id}

*{rule.severity}* – {rule.title.en} / {rule.title.lv}

{rule.about.en}

{rule.about.lv}

{told}"""


def example_finding(rule: str, example: Example) -> Finding:
    """The finding of the rule in its example."""
    if example.found is not None:
        return example.found
    return next(found for found in validate(example.plan).findings if found.rule == rule)


def _section(rule: Rule, example: Example) -> str:
    found = example_finding(rule.id, example)
    where = ", ".join(f"`{part}`" for part in (found.table, found.key, found.column) if part)
    stands = f" It stands on {where}." if where else ""
    return f"""## {rule.id}

*{rule.severity}* – {rule.title.en} / {rule.title.lv}

{rule.about.en}

{rule.about.lv}

Example: {example.printed}{stands}

> {message(found, "en")}
>
> {found.message}
"""
