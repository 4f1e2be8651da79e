"""A fault that the plan prints is not one of the reading; one that may be ours is told as such."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest

from pipeline.model.findings import finding, message
from pipeline.model.plan import Plan
from pipeline.model.schema import Provenance, Repair, Total
from pipeline.model.values import like_printed
from pipeline.validate import validate
from pipeline.validate.trust import DOUBTED, TRUSTED, Trust, trust
from tests.validate.test_other_plans import cost, part, plan_of


def with_sums(*printed: str, source: str | None = None) -> Plan:
    """Two projects of 100 each, and printed sums of both."""
    totals = [
        Total(None, n, "Kopā:", source, None, text, Decimal(text.replace(" ", "")))
        for n, text in enumerate(printed, 1)
    ]
    plan = plan_of(
        {"activity": "#"},
        activities=[cost("1", None, "100", "100"), cost("2", None, "100", "100")],
        totals=totals,
    )
    return dataclasses.replace(plan, metrics={"words": {"cell": 21, "unaccounted": 0}})


def told(plan: Plan) -> Trust:
    return trust(validate(plan))


def test_sums_that_add_up_are_the_best_proof() -> None:
    found = told(with_sums("200", "200"))
    assert found.score == 1
    assert found.reading.lv == (
        "Nolasījumam var uzticēties: uzskaitīti visi vārdi (21); "
        "visas iespiestās kopsummas (2) saskan ar rindām."
    )
    assert found.sentence == found.reading


def test_a_misprinted_sum_among_others_is_the_plans_own_fault() -> None:
    found = told(with_sums("200", "200", "999"))
    assert found.score >= TRUSTED
    assert found.parts["totals"] == 1
    assert "ar rindām saskan 2 no 3 iespiestajām kopsummām" in found.reading.lv
    assert found.sentence.lv.endswith("Kļūdas pašā plānā: kopsummas, kas nesaskan ar rindām (1).")
    assert found.sentence.en.endswith(
        "Faults of the plan itself: totals that differ from their rows (1)."
    )


@pytest.mark.parametrize("printed", [("999",), ("200", "999"), ("998", "997", "200")])
def test_where_most_sums_fail_the_reading_may_be_at_fault(printed: tuple[str, ...]) -> None:
    found = told(with_sums(*printed))
    assert found.score < DOUBTED
    assert "vainīgs var būt nolasījums" in found.reading.lv
    assert found.own == {}


def test_a_sum_over_a_cell_that_was_read_with_doubt_may_be_ours() -> None:
    plan = with_sums("200", "200", "999")
    line = Provenance("activities", "2", None, "amount_raw", 1, 1, 0, 0, 9, 9, "100")
    doubtful = Repair(
        "word-rejoined", "activities", "2", "amount_raw", 1, "1|00", "100", "no-blank", 0.6
    )
    found = told(dataclasses.replace(plan, provenance=(line,), repairs=(doubtful,)))
    assert found.parts["totals"] == 0
    assert found.own == {}


@pytest.mark.parametrize(
    "fault",
    [
        finding("unaccounted-text", value="120", page=1),
        finding("page-missing", page=1, key="2", before="1", earlier=1),
    ],
)
def test_where_something_was_lost_nothing_is_laid_at_the_plans_door(fault: object) -> None:
    plan = with_sums("200", "200", "999")
    found = told(dataclasses.replace(plan, findings=(fault,)))
    assert found.parts["totals"] == 0
    assert "totals" not in found.own


def test_an_amount_of_a_page_whose_letters_are_not_known_may_be_misread() -> None:
    def of(*faults: object) -> Trust:
        line = Provenance("activities", "1", None, "amount_raw", 1, 1, 0, 0, 9, 9, "1 37 5000")
        plan = plan_of({"activity": "#"}, activities=[cost("1", None, "1 37 5000", None)])
        return told(dataclasses.replace(plan, provenance=(line,), findings=faults))

    assert of().own == {"values": 1}
    assert of().score == 1
    doubtful = of(finding("unmapped-glyph", value="3", page=1))
    assert doubtful.own == {}
    assert doubtful.parts["values"] == 0


def test_amounts_that_differ_from_their_sources() -> None:
    def of(*euros: str) -> Trust:
        return told(
            plan_of(
                {"activity": "#"},
                activities=[cost(f"{n}", None, "100", "100") for n in range(1, len(euros) + 1)],
                activity_amounts=[
                    part(f"{n}", 1, "ES", None, value) for n, value in enumerate(euros, 1)
                ],
            )
        )

    assert of("100", "90", "100").own == {"sources": 1}
    assert of("100", "90").own == {}  # one of two: nothing to go by
    assert of("100", "90").parts["sources"] == 0.5


# ── amounts in messages ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("value", "printed", "expected"),
    [
        ("9181000.00", "9 262 000", "9 181 000"),
        ("9181000.00", "9262000", "9181000"),
        ("9181000.50", "9 262 000", "9 181 000,50"),
        ("12.50", "15.00", "12.50"),
        ("1200.00", "900", "1 200"),
        ("1200.00", "900,00 EUR", "1 200,00"),
    ],
)
def test_an_amount_is_written_as_the_printed_one(value: str, printed: str, expected: str) -> None:
    assert like_printed(Decimal(value), printed) == expected


def test_a_total_that_differs_is_told_as_it_is_printed_and_of_which_source() -> None:
    plan = plan_of(
        {"activity": "#"},
        activities=[cost("1", None, "9 181 000", "9181000")],
        activity_amounts=[part("1", 1, "ES fondi", None, "9181000", raw="9 181 000")],
        totals=[Total(None, 1, "Kopā VTP2:", "ES fondi", None, "9 262 000", Decimal(9262000))],
    )
    (found,) = validate(plan).findings
    assert found.message == (
        "„Kopā VTP2, ES fondi”: iespiesta summa 9 262 000, bet rindu summa ir 9 181 000 EUR."
    )
    assert message(found, "en") == (
        "“Kopā VTP2, ES fondi”: 9 262 000 is printed, but its rows add up to 9 181 000 EUR."
    )
