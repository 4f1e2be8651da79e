"""Rows parted and joined, tables left out, headings that are none, rows that reading missed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from pipeline import stages
from pipeline.model.plan import Plan
from pipeline.records.corrections import Corrections
from pipeline.records.corrections.entries import AddRow, JoinRow, LeaveOut, NoHeading, PartRow
from tests.shared import extracted, pages_of

BASE = Path(__file__).parents[2] / "raw/zpr-2015-2020.pdf"
PAGES = (1, 2, 26, 27, 28, 29)  # headings, actions, and activities with a row over a page break
WHY = {"why": "The page says so.", "by": "A. B."}


@cache
def base() -> Plan:
    return extracted(pages_of(BASE, *PAGES), profile="zpr-2015-2020")


def read(**entries: tuple[object, ...]) -> Plan:
    return stages.extract(
        pages_of(BASE, *PAGES), profile="zpr-2015-2020", corrections=Corrections(**entries)
    )


def row(plan: Plan, key: str) -> object:
    (found,) = [row for row in plan.activities if row.activity_id == key]
    return found


def told(plan: Plan) -> Iterator[tuple[str | None, str | None]]:
    for repair in plan.repairs:
        if repair.kind == "corrected":
            yield repair.table, repair.key


def test_a_stitched_row_is_parted_and_joined_again() -> None:
    stitch = next(r for r in base().repairs if r.kind == "row-stitched" and r.key == "A 4.8")
    whole = row(base(), stitch.key)
    parted = read(
        part_row=(PartRow(page=stitch.page - 1, printed=whole.id_raw, at=stitch.page, **WHY),)
    )
    assert ("activities", stitch.key) in told(parted)
    assert not any(r.kind == "row-stitched" and r.key == stitch.key for r in parted.repairs)
    keys = [row.activity_id for row in parted.activities]
    rest = parted.activities[keys.index(stitch.key) + 1]
    assert rest.id_raw is None and len(keys) == len(base().activities) + 1
    texts = [
        line.text
        for line in parted.provenance
        if line.table == "activities" and line.key == rest.activity_id
    ]
    assert texts and " ".join(texts).split()[0] in (stitch.before or "")
    pages = {
        line.page
        for line in parted.provenance
        if line.key == stitch.key and line.table == "activities"
    }
    assert pages == {stitch.page - 1}
    # … and the part, joined again, is the row that it was
    both = read(
        part_row=(PartRow(page=stitch.page - 1, printed=whole.id_raw, at=stitch.page, **WHY),),
        join_row=(JoinRow(page=stitch.page, printed=" ".join(texts)[:20], **WHY),),
    )
    assert len(both.activities) == len(base().activities)
    again = row(both, stitch.key)
    assert {len(str(getattr(again, name) or "").replace(" ", "")) for name in ("name",)} == {
        len(str(whole.name).replace(" ", ""))
    }
    assert base().metrics["words"] == parted.metrics["words"] == both.metrics["words"]


def test_a_table_left_out_is_not_lost() -> None:
    first = base().actions[0]
    line = next(one for one in base().provenance if one.key == first.action_id)
    plan = read(leave_out=(LeaveOut(page=line.page, printed=first.id_raw, **WHY),))
    assert first.action_id not in {row.action_id for row in plan.actions}
    (repair,) = [one for one in plan.repairs if one.kind == "corrected"]
    assert first.name.split()[0] in (repair.before or "")


def test_a_heading_that_is_none_becomes_text() -> None:
    line = next(one for one in base().provenance if one.table == "directions")
    before = next(row for row in base().directions if row.direction_id == line.key)
    plan = read(no_heading=(NoHeading(page=line.page, printed=line.key, **WHY),))
    text = f"{line.key}"
    assert any(
        row.text.replace(".", "").startswith(text.replace(".", "")) for row in plan.paragraphs
    )
    assert before.direction_id not in {
        row.direction_id for row in plan.actions if row.name == base().actions[0].name
    }
    assert list(told(plan)) == [("paragraphs", None)]


def test_a_missing_row_is_added_with_its_place() -> None:
    before = row(base(), "A 4.9")
    line = next(one for one in base().provenance if one.key == "A 4.9" and one.column == "id_raw")
    entry = AddRow(
        table="activities", page=line.page, printed="A 4.99.",
        place=(line.x0, line.top + 1, line.x1 + 300, line.top + 9),
        cells={"id_raw": "A 4.99.", "name": "Jauna aktivitāte", "partners_raw": "ZPR, VARAM",
               "amount": "10 000", "deadline_raw": "2018", "indicators": "1. Viens 2. Divi"},
        **WHY,
    )  # fmt: skip
    plan = read(add_row=(entry,))
    new = row(plan, "A 4.99")
    keys = [row.activity_id for row in plan.activities]
    assert keys[keys.index("A 4.9") + 1] == "A 4.99" and row(plan, "A 4.9") == before
    assert (new.amount_eur, new.deadline_year) == (Decimal("10000.00"), 2018)
    partners = [row.partner for row in plan.activity_partners if row.activity_id == "A 4.99"]
    assert partners == ["ZPR", "VARAM"]
    (place,) = [one for one in plan.provenance if (one.key, one.column) == ("A 4.99", "name")]
    assert (place.page, place.top) == (line.page, pytest.approx(line.top + 1, abs=0.01))
    assert list(told(plan)) == [("activities", "A 4.99")]


@pytest.mark.parametrize(
    "entry",
    [
        PartRow(page=3, printed="nothing of the kind", at=4, **WHY),
        JoinRow(page=3, printed="nothing of the kind", **WHY),
        LeaveOut(page=3, printed="nothing of the kind", **WHY),
        NoHeading(page=3, printed="nothing of the kind", **WHY),
        AddRow(page=999, printed="A 1", table="activities", place=(0, 0, 1, 1), cells={}, **WHY),
    ],
)
def test_what_is_not_there_makes_it_stale(entry: object) -> None:
    plan = read(**{entry.NAME: (entry,)})
    (found,) = [one for one in plan.findings if one.rule == "stale-correction"]
    assert entry.NAME in found.message
    names = [name for name in plan.declared if name != "findings"]
    assert [plan.rows(name) for name in names] == [base().rows(name) for name in names]
