"""Every rule on the proof-read base plan, on faults planted in it, and on its example."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from pipeline.model.plan import Plan
from pipeline.model.rules import RULES
from pipeline.model.schema import Finding
from pipeline.validate import CHECKS, validate
from pipeline.validate.example_plans import sound_plan
from pipeline.validate.examples import examples
from tests.plans import gold_plan
from tests.validate.drawn import drawn, text_in
from tests.validate.faults import FAULTS, Fault
from tests.validate.golden import AS_PRINTED, BASE, DOUBLED_BLANKS, MENDED_IN_AM1

FROM_TABLES = [rule for rule in BASE if RULES[rule].source == "tables"]


@cache
def base() -> Plan:
    return drawn(gold_plan("base"), AS_PRINTED)


@cache
def findings_in(name: str) -> tuple[Finding, ...]:
    """Those of the base plan as it is printed, or of the amendment's tables."""
    return validate(base() if name == "base" else gold_plan(name)).findings


def keys(name: str, rule: str) -> list[str | None]:
    found = [finding.key for finding in findings_in(name) if finding.rule == rule]
    return list(dict.fromkeys(found))


def counted(plan: Plan) -> Counter[tuple[str, str | None]]:
    return Counter((finding.rule, finding.key) for finding in validate(plan).findings)


@cache
def counted_in_base() -> Counter[tuple[str, str | None]]:
    return counted(base())


def test_every_rule_of_the_contract_is_declared_and_no_other():
    assert list(RULES) and set(RULES) == set(BASE)


def test_every_rule_on_tables_has_a_check():
    assert set(CHECKS) == {rule for rule, declared in RULES.items() if declared.source == "tables"}


@pytest.mark.no_cover
@pytest.mark.parametrize("rule", FROM_TABLES)
def test_base(rule: str):
    expected = BASE[rule] + (DOUBLED_BLANKS if rule == "amount-format" else [])
    assert sorted(map(str, keys("base", rule))) == sorted(expected)


@pytest.mark.no_cover
@pytest.mark.parametrize("rule", FROM_TABLES)
def test_am1(rule: str):
    mended = MENDED_IN_AM1.get(rule, [])
    expected = [key for key in BASE[rule] if key not in mended]
    if rule == "indicator-format":  # nothing is drawn here that could show a missing stop
        expected = []
    assert sorted(map(str, keys("am1", rule))) == sorted(expected)


def test_doubled_blanks_and_stops_are_found_only_where_the_page_shows_them():
    plain = counted(gold_plan("base"))
    shown = counted(base())
    assert plain - shown == Counter()
    assert shown - plain == Counter(
        [("amount-format", key) for key in DOUBLED_BLANKS] + [("indicator-format", "A 6.3")]
    )


def test_findings_have_a_page_and_a_box_that_holds_the_value():
    for found in validate(base()).findings:
        assert found.page is not None and found.x0 is not None, found
        assert found.top is not None and found.x1 is not None and found.bottom is not None
        text = text_in(base(), found.page, (found.x0, found.top, found.x1, found.bottom))
        wanted = found.value if found.value is not None else (found.key or "").split("/")[0]
        assert _bare(wanted) in _bare(text), found


def _bare(text: str) -> str:
    return text.replace(" ", "")


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_fault(fault: Fault):
    before = counted_in_base()
    after = counted(fault.plant(base()))
    assert after - before == Counter(fault.fires)
    assert before - after == Counter(fault.mends)


def test_every_rule_on_tables_has_a_planted_fault():
    planted = {rule for fault in FAULTS for rule, _ in fault.fires}
    # A missing stop shows on the page alone; it has a test of its own above.
    assert planted | {"indicator-format"} >= set(CHECKS)


def test_the_sound_plan_has_no_findings():
    assert validate(sound_plan()).findings == ()


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule in CHECKS])
def test_example(rule: str):
    follows = {"duplicate-id": ["unknown-activity"], "unreferenced-activity": ["same-references"]}
    found = [finding.rule for finding in validate(examples()[rule].plan).findings]
    assert sorted(found) == sorted([rule, *follows.get(rule, [])])


def test_a_gap_names_what_is_left_out():
    fault = next(item for item in FAULTS if item.name == "a number is left out")
    found = [item for item in validate(fault.plant(base())).findings if item.rule == "id-sequence"]
    assert [item.message for item in found] == ["Pirms R 6.3.4 izlaists R 6.3.2, R 6.3.3."]


def test_partners_stand_in_the_message():
    messages = {(item.rule, item.key): item.message for item in validate(base()).findings}
    assert "R 3.1.2" in messages["same-references", "R 3.1.4"]
    assert "R 5.1.4" in messages["priority-not-stated", "A 6.5"]
    assert "P5" in messages["priority-not-stated", "A 6.5"]
    assert "R 5.1.1 (2018)" in messages["deadline-after-action", "A 5.1"]
