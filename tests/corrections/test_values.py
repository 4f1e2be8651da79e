"""Corrections of values on the plan of the register, and their properties."""

from __future__ import annotations

import dataclasses
import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import stages
from pipeline.model.errors import UsageError
from pipeline.model.plan import Plan
from pipeline.model.schema import Finding
from pipeline.records.corrections import NONE, Acceptance, Correction, Corrections, file
from pipeline.records.corrections.tables import Tables
from pipeline.records.corrections.values import corrected, guard_of
from pipeline.store import plan_files
from pipeline.validate import validate
from pipeline.validate.confidence import cell_confidence
from tests.shared import extracted

BASE = Path(__file__).parents[2] / "raw/zpr-2015-2020.pdf"
WHY = {"why": "The decision says so.", "by": "A. Bērziņa", "on": datetime.date(2026, 11, 24)}
AMOUNT = Correction(
    table="activities", key="A 4.9", column="amount_eur", printed="8 000 0000",
    value="8000000.00", fault="plan", **WHY,
)  # fmt: skip


@cache
def base() -> Plan:
    return extracted(BASE, profile="zpr-2015-2020")


def one(plan: Plan, table: str, key: str, position: int | None = None) -> object:
    """The row of a key and, in a list, of a position."""
    column = plan.declared[table].key[0]
    (row,) = [
        row
        for row in plan.rows(table)
        if getattr(row, column) == key and position in (None, getattr(row, "position", None))
    ]
    return row


def items(plan: Plan, table: str, key: str, column: str) -> list[object]:
    owner = plan.declared[table].key[0]
    return [getattr(row, column) for row in plan.rows(table) if getattr(row, owner) == key]


def made(*entries: Correction) -> Plan:
    return corrected(base(), Corrections(correction=entries))


def but(entry: Correction, **values: object) -> Correction:
    """The correction with other values."""
    return msgspec.structs.replace(entry, **values)


def rules(plan: Plan) -> list[str]:
    """The rules of corrections that were not made."""
    return [found.rule for found in plan.findings if "correction" in found.rule]


def test_a_fault_of_the_plan_leaves_what_is_printed() -> None:
    plan = validate(made(AMOUNT))
    row = one(plan, "activities", "A 4.9")
    assert (row.amount_raw, row.amount_eur) == ("8 000 0000", Decimal("8000000.00"))
    assert "malformed-amount" not in {found.rule for found in plan.findings}
    (repair,) = [repair for repair in plan.repairs if repair.kind == "corrected"]
    assert (repair.before, repair.after, repair.page) == (None, "8000000.00", 28)
    assert repair.reason == "The decision says so. (A. Bērziņa, 2026-11-24)"
    assert list(plan.provenance) == list(base().provenance)


def test_a_fault_of_reading_is_followed_by_lists_values_and_places() -> None:
    raw = one(base(), "activities", "A 1.4").funding_raw
    entry = Correction(table="activities", key="A 1.4", column="funding_raw", printed=raw,
                       value="ETS, pašvaldības, Jauns fonds", fault="reading", **WHY)  # fmt: skip
    plan = made(entry)
    assert items(plan, "activity_funding", "A 1.4", "source") == [
        "ETS",
        "pašvaldības",
        "Jauns fonds",
    ]
    lines = [
        line for line in plan.provenance if (line.key, line.column) == ("A 1.4", "funding_raw")
    ]
    assert " ".join(line.text for line in lines) == "ETS, pašvaldības, Jauns fonds"
    assert {line.page for line in lines} == {16}
    others = [row for row in plan.activity_funding if row.activity_id != "A 1.4"]
    assert others == [row for row in base().activity_funding if row.activity_id != "A 1.4"]
    order = [row.activity_id for row in plan.activity_funding]
    first = {key: order.index(key) for key in order}
    assert list(first) == list(dict.fromkeys(row.activity_id for row in base().activity_funding))
    amount = made(but(AMOUNT, column="amount_raw", value="8 000 000", fault="reading"))
    assert one(amount, "activities", "A 4.9").amount_eur == Decimal("8000000.00")


def test_items_of_a_list_are_parted_joined_and_left_out() -> None:
    now = items(base(), "activity_partners", "A 1.1", "partner")
    assert len(now) > 2
    wanted = [f"{now[0]} {now[1]}", *now[2:]]
    entry = Correction(table="activity_partners", key="A 1.1", column="partner", printed=now,
                       value=wanted, fault="reading", **WHY)  # fmt: skip
    plan = made(entry)
    assert items(plan, "activity_partners", "A 1.1", "partner") == wanted
    assert items(plan, "activity_partners", "A 1.1", "position") == list(range(1, len(wanted) + 1))
    assert one(plan, "activities", "A 1.1") == one(base(), "activities", "A 1.1")


def test_items_with_lines_of_their_own_keep_their_places() -> None:
    now = items(base(), "indicators", "A 1.1", "text")
    joined = [" ".join(map(str, now))]
    entry = Correction(table="indicators", key="A 1.1", column="text", printed=now, value=joined,
                       fault="reading", **WHY)  # fmt: skip
    plan = made(entry)
    assert items(plan, "indicators", "A 1.1", "text") == joined
    old = [
        line
        for line in base().provenance
        if (line.table, line.key, line.column) == ("indicators", "A 1.1", "text")
    ]
    new = [
        line
        for line in plan.provenance
        if (line.table, line.key, line.column) == ("indicators", "A 1.1", "text")
    ]
    assert [(line.page, line.top) for line in new] == [(line.page, line.top) for line in old]
    assert {line.position for line in new} == {1}


def test_an_id_put_right_takes_all_of_its_row_along() -> None:
    entry = Correction(table="activities", key="A 1.5", column="activity_id", printed="A 1.5.",
                       value="A 9.5", fault="plan", **WHY)  # fmt: skip
    raw = one(base(), "activities", "A 1.5").id_raw
    plan = made(but(entry, printed=raw))
    assert one(plan, "activities", "A 9.5").id_raw == raw
    old = items(base(), "activity_partners", "A 1.5", "partner")
    assert items(plan, "activity_partners", "A 9.5", "partner") == old
    assert not any(line.key == "A 1.5" and line.table == "activities" for line in plan.provenance)
    printed = {row.activity_id for row in base().action_activities if row.activity_id == "A 1.5"}
    assert printed == {
        row.activity_id for row in plan.action_activities if row.activity_id == "A 1.5"
    }
    with pytest.raises(UsageError, match="Another row has it"):
        made(but(entry, printed=raw, value="A 1.6"))


def test_a_changed_page_makes_a_correction_stale() -> None:
    plan = made(but(AMOUNT, printed="8 000 000 000"))
    assert one(plan, "activities", "A 4.9") == one(base(), "activities", "A 4.9")
    (found,) = [found for found in plan.findings if found.rule == "stale-correction"]
    assert "8 000 000 000" in found.message and "8 000 0000" in found.message
    assert (found.severity, found.page, found.key) == ("error", 28, "A 4.9")
    gone = made(but(AMOUNT, key="A 99.9"))
    assert rules(gone) == ["stale-correction"]


def test_what_reads_well_by_itself_needs_no_correction() -> None:
    entry = but(
        AMOUNT, key="A 1.1", printed="100", value=str(one(base(), "activities", "A 1.1").amount_eur)
    )
    assert rules(made(entry)) == ["needless-correction"]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"column": "amount"}, "unknown column"),
        ({"value": "eight"}, "no amount"),
        ({"value": "1.005"}, "no amount"),
        ({"column": "name", "value": "x"}, "changes what is printed"),
        ({"column": "amount_raw", "value": "x"}, "amount_eur instead"),
        ({"column": "activity_id", "value": ""}, "may not be empty"),
        ({"table": "findings", "column": "rule"}, "table of the reading"),
    ],
)
def test_what_cannot_be_corrected_is_said(values: dict[str, str], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        made(but(AMOUNT, **values))


def test_what_a_person_put_right_is_certain() -> None:
    doubt = next(
        repair
        for repair in base().repairs
        if repair.table == "activities" and repair.key and repair.column and repair.confidence < 1
    )
    cell = ("activities", doubt.key, None, doubt.column)
    raw = getattr(one(base(), "activities", doubt.key), doubt.column)
    entry = Correction(table="activities", key=doubt.key, column=doubt.column, printed=raw,
                       value=raw + " X", fault="reading", **WHY)  # fmt: skip
    assert cell_confidence(made(entry))[cell] > cell_confidence(base())[cell]


def test_any_value_of_another_plan_is_corrected_or_refused() -> None:
    """The last row of each table of a plan with other levels, money by source and sums."""
    plan = stages.extract(BASE.with_name("vejupes-2025-2031.pdf"), corrections=NONE)
    tables = Tables(plan)
    count = 0
    for name, table in plan.declared.items():
        if name in ("provenance", "repairs", "findings", "extras") or not plan.rows(name):
            continue
        row = plan.rows(name)[-1]
        for column in table.columns:
            value = {str: f"{getattr(row, column.name)} X", int: "2042", float: "12.75"}
            entry = Correction(
                table=name, key=tables.key_of(name, row), column=column.name, printed="",
                position=getattr(row, "position", None), fault="reading",
                value=value.get(column.kind, "1234.50"), **WHY,
            )  # fmt: skip
            if column.name == "position":
                continue
            guard = guard_of(Tables(plan), entry)
            place = tables.place_of(entry)
            made = corrected(plan, Corrections(correction=(but(entry, printed=guard),)))
            (repair,) = [one for one in made.repairs if one.kind == "corrected"]
            assert (repair.table, repair.column) == (name, column.name)
            assert repair.page == (place[0].page if place else None)
            validate(made)
            count += 1
    assert count > 50


# ── properties ──────────────────────────────────────────────────────────────────────────────────


def corrections_of(plan: Plan) -> st.SearchStrategy[list[Correction]]:
    """Corrections of any values of the plan's rows: words of texts, years, amounts."""

    def entry(row: object) -> st.SearchStrategy[Correction]:
        key = row.activity_id
        texts = st.sampled_from(["name", "partners_raw", "funding_raw", "responsible_raw"])
        text = st.text("aāčģžABZ, ;/", min_size=1, max_size=30).filter(str.strip)
        read = st.builds(
            lambda column, value: Correction(
                table="activities", key=key, column=column, printed=getattr(row, column) or "",
                value=value, fault="reading", **WHY),
            texts, text,
        )  # fmt: skip
        years = st.integers(1990, 2090).map(
            lambda year: Correction(table="activities", key=key, column="deadline_year",
                                    printed=row.deadline_raw or "", value=year, fault="plan",
                                    **WHY)
        )  # fmt: skip
        return st.one_of(read, years)

    one_each = st.sampled_from(plan.activities).flatmap(entry)
    return st.lists(one_each, max_size=6, unique_by=lambda entry: entry.target)


@settings(deadline=None, max_examples=25)
@given(st.data())
def test_the_order_of_corrections_does_not_matter(data: st.DataObject) -> None:
    entries = data.draw(corrections_of(base()))
    mixed = data.draw(st.permutations(entries))
    assert made(*entries) == made(*mixed)
    assert (
        Corrections(correction=tuple(entries)).digest == Corrections(correction=tuple(mixed)).digest
    )
    for entry in entries:
        row = one(made(*entries), "activities", entry.key)
        assert str(getattr(row, entry.column)) in (
            str(entry.value).strip(),
            " ".join(str(entry.value).split()),
        )


@settings(deadline=None, max_examples=25)
@given(st.data())
def test_what_a_guard_does_not_meet_changes_nothing(data: st.DataObject) -> None:
    entries = data.draw(corrections_of(base()))
    wrong = [but(entry, printed=f"{entry.printed} X") for entry in entries]
    plan = made(*wrong)
    names = [name for name in plan.declared if name != "findings"]
    assert [plan.rows(name) for name in names] == [base().rows(name) for name in names]
    assert len(rules(plan)) == len(wrong)


def test_the_same_corrections_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        plan_files.write(validate(made(AMOUNT)), tmp_path / name)
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert all(
        (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
        for name in files
    )


# ── acceptances ─────────────────────────────────────────────────────────────────────────────────


def test_accepted_findings_stay_and_do_not_count(tmp_path: Path) -> None:
    entry = Acceptance(rule="unreferenced-activity", key="A 5.15", why="By decision.")
    unused = Acceptance(rule="duplicate-id", key="A 5.15", why="By decision.")
    plan = validate(base(), acceptances=(entry, unused))
    (found,) = [found for found in plan.findings if found.accepted]
    assert (found.rule, found.key, found.accepted_why) == (
        "unreferenced-activity",
        "A 5.15",
        "By decision.",
    )
    assert plan.metrics["findings"]["warning"] == base().metrics["findings"]["warning"] - 1
    assert plan.metrics["findings"]["accepted"] == 1
    (told,) = [found for found in plan.findings if found.rule == "unused-acceptance"]
    assert "duplicate-id" in told.message
    plan_files.write(plan, tmp_path)
    again = validate(plan_files.read(tmp_path))  # as `ricplan validate` does
    assert [found for found in again.findings if found.accepted] == [found]


def test_outputs_without_corrections_keep_their_meaning(tmp_path: Path) -> None:
    assert corrected(base(), NONE) is base()
    assert not any(found.accepted for found in base().findings)
    assert "accepted" not in base().metrics["findings"]
    names = [field.name for field in dataclasses.fields(Finding)]
    assert names.index("accepted") > names.index("bottom")  # after all columns of the table before


def test_tables_of_an_older_version_are_still_read(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    plan_files.write(base(), tmp_path)
    place = tmp_path / "findings.parquet"
    pq.write_table(
        pq.read_table(place).drop_columns(["accepted", "accepted_why", "details"]), place
    )
    found = plan_files.read(tmp_path).findings
    assert found == tuple(dataclasses.replace(one, details=None) for one in base().findings)


# ── files ───────────────────────────────────────────────────────────────────────────────────────

ENTRY = (
    '[[correction]]\ntable = "activities"\nkey = "A 4.9"\ncolumn = "amount_eur"\nprinted = "x"\n'
)
GOOD = f'{ENTRY}value = "1.00"\nfault = "plan"\nwhy = "w"\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x = 1", "an unknown 'x'"),
        (GOOD + "[[correction]", "not valid TOML"),
        (GOOD.replace('fault = "plan"', 'fault = "mine"'), r"f\.toml:7 .*'fault'"),
        ("# head\n" + GOOD.replace('why = "w"', 'whi = "w"'), r"f\.toml:9 .*whi"),
        (GOOD + "\n" + GOOD.replace('"1.00"', "1.5"), r"f\.toml:15 .*'value'"),
        (GOOD + GOOD.replace("1.00", "2.00"), r"contradict each other.* in line 1, .* in line 9"),
        (GOOD.replace('"w"', '" "'), "without a reason"),
        (GOOD.replace('"activities"', '"nothing"'), "unknown table 'nothing'"),
        ('[[accepted]]\nrule = "none"\nwhy = "w"\n', r"f\.toml:1 .*unknown rule 'none'"),
        (GOOD.replace('"1.00"', '["a"]'), "do not go together"),
    ],
)
def test_a_wrong_file_is_refused_with_its_line(text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        file.parse(text, "f.toml")


def test_a_heading_inside_a_text_is_none() -> None:
    text = GOOD.replace('"w"', '"""\n[[correction]]\n"""') + GOOD.replace("plan", "mine")
    with pytest.raises(UsageError, match=r"f\.toml:17 "):
        file.parse(text, "f.toml")


def test_saying_the_same_twice_contradicts_nothing() -> None:
    twice = file.parse(GOOD + GOOD, "f.toml")
    assert len([r for r in corrected(base(), twice).findings if r.rule == "stale-correction"]) == 1
