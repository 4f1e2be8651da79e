"""Validating as a whole: what it keeps, what it adds, and that it can be done again."""

from __future__ import annotations

import dataclasses
from functools import reduce
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import schema
from pipeline.model.errors import UsageError
from pipeline.model.findings import RULES, finding
from pipeline.model.plan import Plan
from pipeline.model.profile import data_of, parse
from pipeline.validate import CHECKS, check, validate
from pipeline.validate.example_plans import changed, sound_plan
from tests.plans import gold_plan
from tests.validate.drawn import drawn
from tests.validate.faults import FAULTS

OF_READING = (
    finding("unaccounted-text", value="skat. pielikumu", page=3, box=(1.0, 2.0, 3.0, 4.0)),
    finding("unparsed-value", value="P1: ?", key="P1", column="name", page=1),
    finding(
        "unparsed-value", table="activity_priorities", key="A 1.1", column="priority_id", value="PX"
    ),
    finding("label-differs", table="priorities", key="P6", column="name", value="b", name="a"),
)


def with_readings(plan: Plan) -> Plan:
    return dataclasses.replace(plan, findings=OF_READING, metrics={"words": {"cell": 7}})


@settings(deadline=None, max_examples=5, derandomize=True)
@given(st.lists(st.sampled_from(FAULTS), max_size=6), st.sampled_from(["lv", "en"]))
def test_validating_again_changes_nothing(faults, language):
    plan = reduce(lambda plan, fault: fault.plant(plan), faults, with_readings(gold_plan("base")))
    once = validate(plan, language=language)
    assert validate(once, language=language) == once
    assert validate(plan, language=language) == once
    assert validate(once) == validate(plan)


@settings(deadline=None, max_examples=8, derandomize=True)
@given(st.lists(st.sampled_from(FAULTS), max_size=6))
def test_findings_stand_in_the_order_of_the_rules(faults):
    plan = reduce(lambda plan, fault: fault.plant(plan), faults, with_readings(gold_plan("base")))
    found = validate(plan).findings
    assert found[: len(OF_READING)] == OF_READING
    order = [list(RULES).index(item.rule) for item in found[len(OF_READING) :]]
    assert order == sorted(order)
    assert all(item.severity == RULES[item.rule].severity for item in found)


def test_findings_of_a_fault_that_was_put_right_go():
    broken = validate(changed(sound_plan(), "activities", "A 1.1", name=None))
    assert [item.rule for item in broken.findings] == ["missing-value"]
    assert validate(changed(broken, "activities", "A 1.1", name="Izveidot centru")).findings == ()


def test_a_finding_of_another_version_is_kept():
    later = dataclasses.replace(OF_READING[0], rule="rule-of-tomorrow")
    plan = dataclasses.replace(sound_plan(), findings=(later,))
    assert validate(plan).findings == (later,)
    assert validate(plan).metrics["findings"]["rule"]["rule-of-tomorrow"] == 1


def test_nothing_but_findings_and_metrics_changes():
    plan = with_readings(gold_plan("base"))
    after = validate(plan)
    assert dataclasses.replace(after, findings=plan.findings, metrics=plan.metrics) == plan


def test_rules_can_be_skipped():
    plan = with_readings(gold_plan("base"))
    found = {item.rule for item in validate(plan, skip=("punctuation", "label-differs")).findings}
    every = {item.rule for item in validate(plan).findings}
    assert every - found == {"punctuation", "label-differs"}


def test_an_unknown_rule_to_skip_is_wrong_usage():
    with pytest.raises(UsageError, match=r"no-such-rule.*unknown-activity"):
        validate(sound_plan(), skip=["no-such-rule"])


def test_what_has_to_be_filled_is_the_profiles_business():
    empty = changed(sound_plan(), "activities", "A 1.1", partners_raw=None, funding_raw=None)
    columns = [item.column for item in validate(empty).findings]
    assert columns == ["partners_raw", "funding_raw"]
    only = validate(empty, required=["activities.funding_raw"]).findings
    assert [item.column for item in only] == ["funding_raw"]


def test_the_profile_that_a_plan_was_read_with_goes_with_it():
    empty = changed(sound_plan(), "activities", "A 1.1", partners_raw=None, name="Centrs ,")
    entries = data_of(empty.profile)
    own = {**entries, "name": "own", "rules": {"skip": ["punctuation"]}}
    own["tables"] = [{**table, "required": ["id"]} for table in entries["tables"]]
    meta = dataclasses.replace(empty.meta, profile="own", model=parse(own, "own.toml"))
    assert validate(dataclasses.replace(empty, meta=meta)).findings == ()


def test_tables_whose_profile_nobody_knows_are_not_checked():
    meta = dataclasses.replace(sound_plan().meta, profile="not-installed-here")
    with pytest.raises(UsageError, match=r"not-installed-here.*zpr-2015-2020"):
        validate(dataclasses.replace(sound_plan(), meta=meta))


def test_an_unregistered_plan_has_the_period_of_most_of_its_actions():
    plan = changed(gold_plan("base"), "actions", "R 1.1.1", period_raw="2013", period_start=2013)
    unregistered = dataclasses.replace(plan, meta=dataclasses.replace(plan.meta, period=None))
    found = [item for item in validate(unregistered).findings if item.rule == "outside-period"]
    assert [item.key for item in found] == ["R 1.1.1"]
    assert "2015–2020" in found[0].message


def test_without_a_usual_period_nothing_is_outside():
    plan = sound_plan()
    plan = changed(plan, "actions", "R 1.1.1", period_raw="2001", period_start=2001)
    unregistered = dataclasses.replace(plan, meta=dataclasses.replace(plan.meta, period=None))
    assert [item.rule for item in validate(unregistered).findings] == []


def test_an_empty_plan_is_no_failure():
    assert validate(Plan(meta=sound_plan().meta)).findings == ()


def test_metrics_count_findings_beside_what_was_there():
    metrics = validate(with_readings(gold_plan("base"))).metrics
    assert metrics["words"] == {"cell": 7}
    assert metrics["findings"]["error"] == 5
    assert metrics["findings"]["rule"]["unreferenced-activity"] == 4
    assert metrics["findings"]["rule"]["outside-period"] == 0
    assert set(metrics["findings"]["rule"]) == set(RULES)
    severities = [metrics["findings"][name] for name in ("error", "warning", "info")]
    assert sum(severities) == sum(metrics["findings"]["rule"].values())


def test_a_check_is_registered_once():
    with pytest.raises(ValueError, match="a check already"):
        check("id-format")
    with pytest.raises(ValueError, match="in reading"):
        check("unaccounted-text")
    with pytest.raises(KeyError):
        check("no-such-rule")
    assert len(CHECKS) == 27


def test_a_value_cut_by_a_page_is_shown_where_the_fault_is():
    name = "Izveidot atbalsta centru un attīstīt to reģiona novados un pagastos u.c.vietās"
    plan = drawn(changed(sound_plan(), "activities", "A 1.1", name=name))
    lines = [line for line in plan.provenance if line.key == "A 1.1" and line.column == "name"]
    cut = tuple(
        dataclasses.replace(line, page=2) if line == lines[-1] else line for line in plan.provenance
    )
    found = validate(dataclasses.replace(plan, provenance=cut)).findings
    assert [(item.rule, item.page, item.x0, item.top) for item in found] == [
        ("punctuation", 2, lines[-1].x0, lines[-1].top)
    ]


def test_an_empty_cell_is_shown_by_the_id_of_its_row():
    plan = drawn(changed(sound_plan(), "activities", "A 1.1", responsible_raw=None))
    [found] = validate(plan).findings
    [printed] = [
        line
        for line in plan.provenance
        if (line.table, line.key, line.column) == ("activities", "A 1.1", "id_raw")
    ]
    assert (found.page, found.x0, found.top) == (printed.page, printed.x0, printed.top)


REQUIRED_BY_SCHEMA = [
    (table, column.name)
    for table, declared in schema.plan_tables().items()
    for column in declared.columns
    if not column.nullable and sound_plan().rows(table)
]


@pytest.mark.parametrize(("table", "column"), REQUIRED_BY_SCHEMA)
def test_a_null_that_the_schema_forbids_is_a_finding(table: str, column: str):
    plan = sound_plan()
    first, *others = plan.rows(table)
    broken: Any = {table: (dataclasses.replace(first, **{column: None}), *others)}
    once = validate(dataclasses.replace(plan, **broken))
    assert ("unparsed-value", table, column) in {
        (item.rule, item.table, item.column) for item in once.findings
    }
    assert validate(once) == once
