"""The rules on plans as they are read from PDFs: each finding points at what it is about."""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from pathlib import Path

import pypdfium2
import pytest

from pipeline.model import schema
from pipeline.model.plan import Plan
from pipeline.model.schema import Finding
from pipeline.model.strings import tidy
from pipeline.stages import extract
from tests.plans import gold_plan
from tests.shared import extracted
from tests.typeset import PlanData, Style, typeset
from tests.validate.faults import FAULTS
from tests.validate.golden import BASE, DOUBLED_BLANKS, MENDED_IN_AM1

ROOT = Path(__file__).parents[2]
FACSIMILE = ROOT / "raw" / "zpr-2015-2020.pdf"
REFLOW = ROOT / "tests" / "samples" / "zpr-2015-2020-reflow.pdf"
AMENDMENT = ROOT / "raw" / "zpr-2015-2020-am1.pdf"


def plan(pdf: Path) -> Plan:
    return extracted(pdf)


def keys_by_rule(pdf: Path) -> dict[str, list[str]]:
    found = defaultdict(set)
    for finding in plan(pdf).findings:
        found[finding.rule].add(str(finding.key))
    return {rule: sorted(keys) for rule, keys in found.items()}


def expected(*, mended: dict[str, list[str]], blanks: bool) -> dict[str, list[str]]:
    rules = {
        rule: sorted(set(keys) - set(mended.get(rule, []))) for rule, keys in BASE.items()
    }  # fmt: skip
    if blanks:
        rules["amount-format"] = sorted([*rules["amount-format"], *DOUBLED_BLANKS])
    return {rule: keys for rule, keys in rules.items() if keys}


def test_facsimile():
    assert keys_by_rule(FACSIMILE) == expected(mended={}, blanks=True)


def test_reflow_shows_no_doubled_blanks():
    assert keys_by_rule(REFLOW) == expected(mended={}, blanks=False)


def test_amendment():
    assert keys_by_rule(AMENDMENT) == expected(mended=MENDED_IN_AM1, blanks=False)


@pytest.mark.parametrize("pdf", [FACSIMILE, REFLOW, AMENDMENT], ids=lambda path: path.stem)
def test_the_box_holds_the_value_or_the_id_of_its_row(pdf: Path):
    document = pypdfium2.PdfDocument(pdf)
    try:
        for finding in plan(pdf).findings:
            shown = letters(text_in(document, finding))
            wanted = letters(finding.value or str(finding.key).split("/")[0])
            assert shown, finding
            if len(pages_of_value(plan(pdf), finding)) > 1:
                assert shown in wanted, finding
            else:
                assert wanted in shown, finding
    finally:
        document.close()


# Planted together in one plan that is printed and read again: none touches what another does.
PLANTED = (
    "a reference to nothing",
    "a priority that is not there",
    "an id is printed twice",
    "an id in the middle that is none",
    "a period that is none",
    "a priority that is not written as one",
    "no funding and no deadline",
    "an indicator's number is left out",
    "a deadline before the plan's beginning",
    "an action ends before what it leads to",
    "an activity that states other priorities only",
    "an action under another direction",
    "two rows changed places",
    "an id without its blank",
    "a reference without its blank",
    "a blank before a mark",
)


def test_faults_planted_in_a_printed_plan_are_found(tmp_path: Path):
    faults = [fault for fault in FAULTS if fault.name in PLANTED]
    assert len(faults) == len(PLANTED)
    sound, broken = gold_plan(), gold_plan()
    for fault in faults:
        broken = fault.plant(broken)
    before, after = (
        Counter(
            (finding.rule, finding.key) for finding in printed_and_read(each, tmp_path).findings
        )
        for each in (sound, broken)
    )
    expected = Counter(item for fault in faults for item in fault.fires)
    mended = Counter(item for fault in faults for item in fault.mends)
    assert (after - before, before - after) == (expected, mended)


def printed_and_read(plan: Plan, folder: Path) -> Plan:
    rows = {
        name: [dataclasses.asdict(row) for row in plan.rows(name)]
        for name in schema.plan_tables()
        if name not in ("paragraphs", "provenance", "repairs", "findings")
    }
    pdf = folder / "plan.pdf"
    pdf.write_bytes(typeset(PlanData(rows), Style()).pdf)
    return extract(pdf, profile="zpr-2015-2020")


def pages_of_value(plan: Plan, finding: Finding) -> set[int]:
    """The pages of a value; more than one where a page break cuts it."""
    place = (finding.table, finding.key, finding.position, finding.column)
    return {
        line.page
        for line in plan.provenance
        if (line.table, line.key, line.position, line.column) == place
    }


def text_in(document: pypdfium2.PdfDocument, finding: Finding) -> str:
    """What pdfium, which did not make the box, finds in it."""
    assert finding.page is not None and finding.x0 is not None and finding.top is not None
    assert finding.x1 is not None and finding.bottom is not None
    page = document[finding.page - 1]
    height = page.get_height()
    text = page.get_textpage()
    try:
        return str(
            text.get_text_bounded(
                finding.x0 - 0.2, height - finding.bottom, finding.x1 + 0.2, height - finding.top
            )
        )
    finally:
        text.close()
        page.close()


def letters(text: str) -> str:
    """Letters and marks alone: a box knows nothing of how its lines were joined."""
    return "".join(tidy(text).replace("\ufffe", "").replace("\u00ad", "").split())
