"""`ricplan history` over the register of the project."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import stages
from pipeline.model import schema
from pipeline.model.plan import Plan
from pipeline.store import plan_files, register
from tests.commands.running import Ran, ricplan
from tests.plans import gold_plan

ROOT = Path(__file__).parent.parent.parent
Ricplan = Callable[..., Ran]


@pytest.fixture
def output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An output folder of both versions; nothing may be read from a PDF."""
    known = register.load(ROOT / "raw" / "plans.toml")
    zemgale = known.versions("zpr-2015-2020")
    known = dataclasses.replace(known, plans=zemgale)
    monkeypatch.setattr(register, "load", lambda *_: known)
    for version, name in zip(zemgale, ("base", "am1"), strict=True):
        plan = gold_plan(name)
        meta = dataclasses.replace(plan.meta, doc_id=version.id, sha256=version.sha256)
        plan_files.write(dataclasses.replace(plan, meta=meta), tmp_path / version.id)

    def refuse(pdf: Path) -> Plan:
        raise AssertionError(pdf)

    monkeypatch.setattr(stages, "extract", refuse)
    return tmp_path


@pytest.fixture
def ran(output: Path, monkeypatch: pytest.MonkeyPatch) -> Ricplan:
    return lambda *arguments: ricplan(monkeypatch, "history", *arguments, "--output", output)


def test_a_row_is_followed_with_what_changed_of_it(ran: Ricplan) -> None:
    followed = ran("a1.3", "--json").json
    assert (followed["key"], followed["table"]) == ("A 1.3", "activities")
    old, new = followed["versions"]
    assert (old["doc_id"], new["doc_id"]) == ("zpr-2015-2020", "zpr-2015-2020-am1")
    assert old["changes"] == []
    (change,) = new["changes"]
    assert (change["old"], change["new"]) == ("500000.00", "650000.00")
    assert new["row"]["amount_eur"] == 650000
    assert "izdomāts" in new["decision"]


def test_the_same_in_words(ran: Ricplan) -> None:
    shown = ran("A", "1.3")
    assert shown.code == 0
    assert shown.out.startswith("1 · zpr-2015-2020\n  A 1.3  ")
    assert "Finansējums, EUR: [-500\u00a0000-]{+650\u00a0000+} (+150\u00a0000 EUR" in shown.out
    assert ran("A 9.9").code == 2


def renumbered(plan: Plan, old: str, new: str) -> Plan:
    """The plan with an activity of another number, in every table that names it."""
    tables = {
        name: tuple(
            dataclasses.replace(row, activity_id=new)
            if getattr(row, "activity_id", None) == old
            else row
            for row in plan.rows(name)
        )
        for name in schema.plan_tables()
    }
    return dataclasses.replace(plan, **tables)


def test_a_row_is_followed_across_its_renumbering(ran: Ricplan, output: Path) -> None:
    folder = output / "zpr-2015-2020-am1"
    plan_files.write(renumbered(plan_files.read(folder), "A 6.12", "A 6.14"), folder)
    followed = ran("A 6.14", "--json").json
    assert [step["key"] for step in followed["versions"]] == ["A 6.12", "A 6.14"]
    assert "pārnumurēta rinda: A 6.12 → A 6.14\n" in ran("A 6.14").out


def test_a_row_that_came_later_was_not_there_before(ran: Ricplan, output: Path) -> None:
    from pipeline.tracking.diff import compare

    old, new = (plan_files.read(folder) for folder in sorted(output.iterdir()))
    change = next(c for c in compare(old, new) if c.change == "added" and c.key_old is None)
    assert ran(change.key_new, "--json").json["versions"][0]["row"] is None
    assert "(šajā versijā nav)" in ran(change.key_new).out


def test_tables_of_another_file_are_not_taken(
    ran: Ricplan, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path] = []

    def extract(pdf: Path) -> Plan:
        read.append(pdf)
        return gold_plan()

    monkeypatch.setattr(stages, "extract", extract)
    plan_files.write(gold_plan(), output / "zpr-2015-2020")  # of no known file
    assert ran("A 1.3").code == 0
    assert [pdf.name for pdf in read] == ["zpr-2015-2020.pdf"]


def test_several_plans_need_to_be_told_apart(ran: Ricplan, monkeypatch: pytest.MonkeyPatch) -> None:
    known = register.load()
    apart = tuple(dataclasses.replace(plan, amends=None) for plan in known.plans)
    monkeypatch.setattr(register, "load", lambda: dataclasses.replace(known, plans=apart))
    refused = ran("A 1.3")
    assert refused.code == 2
    assert "zpr-2015-2020, zpr-2015-2020-am1" in refused.err
    chosen = ran("A 1.3", "--doc", "zpr-2015-2020", "--json").json
    assert [step["doc_id"] for step in chosen["versions"]] == ["zpr-2015-2020"]
