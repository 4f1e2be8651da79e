"""`docs/rules.md` shows every rule with what it really says to its example."""

from __future__ import annotations

from pathlib import Path

from pipeline.model.rules import RULES
from pipeline.validate import validate
from pipeline.validate.docs import rules_markdown
from pipeline.validate.examples import examples

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"


def test_the_page_is_as_generated():
    assert rules_markdown() in PAGE.read_text(encoding="utf-8")


def test_every_rule_has_a_section_with_its_words():
    page = rules_markdown()
    for rule in RULES.values():
        section = page.split(f"\n## {rule.id}\n")[1].split("\n## ")[0]
        for words in (rule.severity, rule.title.lv, rule.title.en, rule.about.lv, rule.about.en):
            assert words in section
        if rule.source == "tables":
            [said] = {
                found.message
                for found in validate(examples()[rule.id].plan).findings
                if found.rule == rule.id
            }
            assert said in section
