"""Rules and findings: declared whole, said in two languages."""

from __future__ import annotations

import dataclasses
import json
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.findings import LANGUAGES, RULES, SEVERITIES, finding, message, translated
from pipeline.model.rules import Rule
from pipeline.validate import validate
from pipeline.validate.docs import example_finding
from pipeline.validate.examples import examples
from tests.plans import gold_plan
from tests.validate.drawn import drawn
from tests.validate.golden import AS_PRINTED

SEVERITY = {
    "error": {
        "unknown-activity", "unknown-priority", "duplicate-id", "malformed-amount",
        "unparsed-value", "unaccounted-text", "page-without-text", "page-repeated",
        "page-missing", "unmapped-glyph", "engines-disagree", "sources-differ", "total-differs",
        "period-reversed", "unknown-reference", "stale-correction",
    },
    "warning": {
        "missing-value", "unreferenced-activity", "priority-not-stated", "deadline-after-action",
        "outside-period", "id-sequence", "prefix-mismatch", "indicator-numbering",
        "label-differs", "row-count", "overprinted-text", "unknown-column",
    },
    "info": {
        "same-references", "id-format", "reference-format", "amount-format", "indicator-format",
        "unbalanced-brackets", "punctuation", "unknown-name", "uncertain-join", "profile-drafted",
        "close-profile", "damaged-metadata", "spelling", "needless-correction", "unused-acceptance",
        "raised-mark",
    },
}  # fmt: skip


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_severities_are_those_that_users_rely_on():
    found = {
        name: {rule.id for rule in RULES.values() if rule.severity == name} for name in SEVERITIES
    }
    assert found == SEVERITY


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_a_rule_says_the_same_in_both_languages(rule: Rule):
    for text in (rule.title, rule.about, *rule.messages.values()):
        assert text.lv.strip() and text.en.strip() and text.lv != text.en
    for text in rule.messages.values():
        assert fields(text.lv) - {"column"} == fields(text.en) - {"column"}
        # A title heads a list; a message and an explanation are sentences.
        assert text.lv.endswith(".") and text.en.endswith(".")
    assert rule.about.lv.endswith(".") and rule.about.en.endswith(".")
    assert not rule.title.lv.endswith(".") and not rule.title.en.endswith(".")


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_every_message_can_be_said_in_the_other_language(rule: Rule):
    own = {"value", "key", "page", "position", "column", "table"}
    for variant, text in rule.messages.items():
        args = {name: f"<{name}>" for name in fields(text.lv) - own - {"target"}}
        target = {"target": "actions"} if "target" in fields(text.lv) else {}
        found = finding(
            rule.id,
            table="activities",
            key="A 1.1",
            column="amount_raw",
            value="1",
            page=3,
            variant=variant,
            **args,
            **target,
        )
        english = message(found, "en")
        assert all(word in english for word in args.values())
        assert fields(english.replace("<", "{").replace(">", "}")) == set(args)
        assert english != found.message
        assert message(translated(found, "en"), "lv") == found.message
        assert message(found, "lv") == found.message


@pytest.mark.parametrize("plan", ["base", "am1"])
def test_messages_of_real_findings_are_english_and_back(plan: str):
    for found in validate(drawn(gold_plan(plan), AS_PRINTED)).findings:
        english = translated(found, "en")
        assert english.message != found.message
        assert not english.message.startswith(RULES[found.rule].title.en + ":")
        assert translated(english, "lv") == found


@given(value=st.text(min_size=1), first=st.text(min_size=1), second=st.text(min_size=1))
def test_braces_and_quotes_in_values_do_no_harm(value: str, first: str, second: str):
    found = finding(
        "same-references",
        table="action_activities",
        key=value,
        value=value,
        actions=first,
        activities=second,
    )
    assert first in message(found, "en")
    assert translated(translated(found, "en"), "lv").message == found.message


def test_a_message_of_another_version_is_answered_with_the_title():
    found = finding("id-sequence", key="A 1.2", variant="gap", missing="A 1.1")
    for details in (None, "{}", '{"variant": "of tomorrow"}', "no JSON", "[1]"):
        other = dataclasses.replace(found, details=details, value="A 1.2", message="kaut kas cits")
        assert message(other, "en") == f"{RULES['id-sequence'].title.en}: A 1.2"
        assert (
            message(dataclasses.replace(other, value=None), "en") == RULES["id-sequence"].title.en
        )
    unknown = dataclasses.replace(found, rule="rule-of-tomorrow")
    assert message(unknown, "en") == found.message


def test_a_message_is_made_of_the_finding_and_never_read_back():
    found = finding("id-sequence", key="A 1.2", variant="gap", missing="A 1.1")
    assert json.loads(found.details or "") == {"missing": "A 1.1", "variant": "gap"}
    changed = dataclasses.replace(found, message="kaut kas cits")
    assert message(changed, "en") == message(found, "en")


def test_a_table_in_a_message_is_told_by_its_label():
    found = finding(
        "unparsed-value", table="activities", key="A 1.1", column="name", value="x",
        variant="dangling", target="actions",
    )  # fmt: skip
    assert "„Rīcības”" in found.message and "“Actions”" in message(found, "en")


def test_what_is_wrong_with_a_call_is_said():
    with pytest.raises(KeyError):
        finding("no-such-rule")
    with pytest.raises(KeyError):
        finding("id-sequence", key="A 1.2", missing="A 1.1")  # without its variant
    with pytest.raises(KeyError):
        finding("row-count", table="actions", value="1")  # without `expected`


def test_examples_stand_for_every_rule():
    shown = examples()
    assert list(shown) == list(RULES)
    for rule, example in shown.items():
        found = example_finding(rule, example)
        assert found.rule == rule
        assert all(message(found, language) for language in LANGUAGES)
