"""Proposals become the changes that a printed amendment has."""

from __future__ import annotations

import datetime
from pathlib import Path

import docx
import pyarrow.parquet as pq
import pytest

from pipeline.model.monitoring import Monitoring
from pipeline.model.plan import Plan
from pipeline.model.schema import Change, Proposal
from pipeline.store import plan_files
from pipeline.tracking.monitor import agenda
from pipeline.tracking.monitor.amending import Amendment, amendment
from tests.plans import gold_plan

DAY = datetime.date(2018, 12, 31)


def proposals(*said: tuple[str | None, str, str | None]) -> tuple[Proposal, ...]:
    """Proposals of (id, kind, text); an id that the plan has is an activity's."""
    known = {row.activity_id for row in gold_plan().activities}
    return tuple(
        Proposal(at, key if key in known else None, kind, text, "ZPR", "pamatojums", key, DAY,
                 "ZPR.xlsx", "Proposals", at + 1)
        for at, (key, kind, text) in enumerate(said, 1)
    )  # fmt: skip


def drafted(*said: tuple[str | None, str, str | None]) -> Amendment:
    return amendment(Monitoring(gold_plan(), proposals=proposals(*said)))


def only(changes: tuple[Change, ...]) -> Change:
    assert len(changes) == 1, changes
    return changes[0]


@pytest.mark.parametrize(
    ("key", "kind", "text", "table", "column", "new"),
    [
        ("A 1.3", "grozīt finansējumu", "650 000", "activities", "amount_eur", "650000.00"),
        ("A 1.6", "grozīt termiņu", "2019", "activities", "deadline_year", "2019"),
        ("A 1.1", "grozīt nosaukumu", "Izveidot centru", "activities", "name", "Izveidot centru"),
        ("A 1.2", "grozīt atbildīgos", "ZTA", "activity_responsible", "organisation", "ZTA"),
    ],
)
def test_a_new_value_is_the_change_that_diff_tells(
    key: str, kind: str, text: str, table: str, column: str, new: str
) -> None:
    change = only(drafted((key, kind, text)).changes)
    assert (change.table, change.key_old, change.key_new) == (table, key, key)
    assert (change.change, change.column, change.new) == ("changed", column, new)


def test_lists_are_cut_as_the_plan_is_read() -> None:
    draft = drafted(("A 1.1", "grozīt finanšu avotus", "ZPR Pašvaldības, LIFE"))
    sources = [r.source for r in draft.new.activity_funding if r.activity_id == "A 1.1"]
    assert sources == ["ZPR", "Pašvaldības", "LIFE"]
    draft = drafted(("A 1.1", "grozīt rādītājus", "1. Izveidots centrs\n2. Apmācīti 20 cilvēki"))
    rows = [(r.number_raw, r.text) for r in draft.new.indicators if r.activity_id == "A 1.1"]
    assert rows == [("1", "Izveidots centrs"), ("2", "Apmācīti 20 cilvēki")]


def test_rows_that_come_and_go() -> None:
    draft = drafted(
        ("A 6.13", "jauna aktivitāte", "Ierīkot muzeju"), ("A 5.18", "svītrot aktivitāti", None)
    )
    rows = {(c.change, c.key_old, c.key_new) for c in draft.changes if c.table == "activities"}
    assert rows == {("added", None, "A 6.13"), ("removed", "A 5.18", None)}
    assert not [r for r in draft.new.indicators if r.activity_id == "A 5.18"]


@pytest.mark.parametrize(
    ("said", "variant"),
    [
        (("A 1.3", "grozīt finansējumu", "ap 1.000"), "neizdevās saprast"),
        (("A 1.3", "grozīt termiņu", "drīz"), "neizdevās saprast"),
        (("A 9.9", "grozīt termiņu", "2019"), "nav plāna aktivitātes"),
        (("A 1.3", "grozīt termiņu", None), "nav jaunās vērtības"),
        (("A 1.1", "grozīt termiņu", "2018"), "plānā jau ir"),
        (("A 1.3", "jauna aktivitāte", "Cita"), "savs ID"),
        ((None, "jauna aktivitāte", "Cita"), "savs ID"),
    ],
)
def test_what_cannot_be_carried_out_stays_in_words(
    said: tuple[str | None, str, str | None], variant: str
) -> None:
    draft = drafted(said)
    assert not draft.changes and len(draft.in_words) == 1
    (found,) = draft.findings
    assert variant in found.message and "ZPR.xlsx, Proposals!A2" in found.message


def test_two_that_contradict_are_both_left_out() -> None:
    draft = drafted(("A 1.3", "grozīt termiņu", "2019"), ("A 1.3", "grozīt termiņu", "2020"))
    assert not draft.changes and len(draft.in_words) == 2
    assert "pretrunā" in draft.findings[0].message
    agreeing = drafted(("A 1.6", "grozīt termiņu", "2019"), ("A 1.6", "grozīt termiņu", "2019"))
    assert only(agreeing.changes).new == "2019" and not agreeing.in_words


def test_the_printed_amendment_is_held_against_what_was_proposed() -> None:
    draft = drafted(
        ("A 1.3", "grozīt finansējumu", "650 000"),  # as printed
        ("A 1.6", "grozīt termiņu", "2020"),  # printed: 2019
        ("A 1.1", "grozīt termiņu", "2019"),  # not printed
        ("A 5.18", "svītrot aktivitāti", None),
    )
    told = agenda.outcomes(draft, gold_plan("am1"))
    state = {(one.proposed.table, one.proposed.key_old): one.state for one in told if one.proposed}
    assert state["activities", "A 1.3"] == agenda.ACCEPTED
    assert state["activities", "A 1.6"] == agenda.OTHERWISE
    assert state["activities", "A 1.1"] == agenda.LEFT_OUT
    assert state["activities", "A 5.18"] == agenda.ACCEPTED
    new = [one.printed for one in told if one.state == agenda.UNPROPOSED]
    assert ("activities", "A 6.13") in {(c.table, c.key_new) for c in new if c}


def test_the_files(tmp_path: Path) -> None:
    draft = drafted(("A 1.3", "grozīt finansējumu", "650 000"), ("A 1.4", "cits", "Rosinu padomāt"))
    agenda.write(draft, tmp_path / "a")
    agenda.write(draft, tmp_path / "b")
    for file in (agenda.DOCX, agenda.HTML, agenda.CHANGES):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()
    table = pq.read_table(tmp_path / "a" / agenda.CHANGES)
    assert table.schema.equals(plan_files.arrow_changes(()).schema)
    tables = docx.Document(str(tmp_path / "a" / agenda.DOCX)).tables
    assert [c.text for c in tables[0].rows[1].cells][3:6] == [
        "grozīt finansējumu", "500 000", "650 000"
    ]  # fmt: skip
    assert tables[1].rows[1].cells[2].text == "Rosinu padomāt"


def test_a_plan_in_thousands_keeps_its_unit() -> None:
    plan = gold_plan()
    import dataclasses
    from decimal import Decimal

    rows = tuple(
        dataclasses.replace(row, amount_eur=row.amount_eur and row.amount_eur * 1000)
        for row in plan.activities
    )
    thousands: Plan = dataclasses.replace(plan, activities=rows)
    made = amendment(
        Monitoring(thousands, proposals=proposals(("A 1.3", "grozīt finansējumu", "650")))
    )
    (row,) = [row for row in made.new.activities if row.activity_id == "A 1.3"]
    assert row.amount_eur == Decimal(650_000)
