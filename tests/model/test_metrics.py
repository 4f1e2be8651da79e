"""Metrics are nested numbers that stages add to."""

from __future__ import annotations

from pipeline.model.metrics import findings_metrics, merged
from pipeline.model.rules import RULES


def test_parts_are_merged_at_every_depth_and_the_later_wins():
    one = {"words": {"cell": 1, "header": 2}, "rows": {"actions": 3}}
    two = {"words": {"cell": 5}, "repairs": {"row-stitched": 4}}
    assert merged(one, two) == {
        "words": {"cell": 5, "header": 2}, "rows": {"actions": 3}, "repairs": {"row-stitched": 4},
    }  # fmt: skip
    assert one == {"words": {"cell": 1, "header": 2}, "rows": {"actions": 3}}
    assert merged() == {}


def test_a_number_and_a_group_replace_each_other():
    assert merged({"a": 1}, {"a": {"b": 2}}) == {"a": {"b": 2}}
    assert merged({"a": {"b": 2}}, {"a": 1}) == {"a": 1}


def test_rules_without_findings_count_none():
    metrics = findings_metrics([])["findings"]
    assert metrics["rule"] == dict.fromkeys(RULES, 0)
    assert (metrics["error"], metrics["warning"], metrics["info"]) == (0, 0, 0)
