"""The ways in which changes are shown: terminal, JSON, Parquet, Excel, minutes."""

from __future__ import annotations

import io
import json
import sys
import tempfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText

from pipeline.model.schema import Priority, Text
from pipeline.store.register import Register, RegisteredPlan
from pipeline.tracking import diff
from pipeline.tracking.diff import compare, html_page, minutes, summary, workbook
from pipeline.tracking.diff.comparison import Comparison, compared
from pipeline.tracking.diff.counts import Counts, counts, in_words
from pipeline.tracking.diff.descriptions import described, difference
from pipeline.tracking.diff.files import FILES, write_files
from pipeline.tracking.diff.json_document import as_object
from pipeline.tracking.diff.minutes import escaped, marked
from pipeline.tracking.diff.money import contributions, totals, whole
from pipeline.tracking.diff.redline import Piece, redline
from tests.any_plan import plans
from tests.diff.test_amendments import edited, renumbered, with_activity
from tests.plans import gold_plan

BASE, AM1 = gold_plan(), gold_plan("am1")


@pytest.fixture(scope="module")
def amendment() -> Comparison:
    return compared(BASE, AM1)


def terminal(comparison: Comparison, *, colour: bool = False) -> str:
    stream = io.StringIO()
    summary.write(comparison, stream, colour=colour)
    return stream.getvalue()


def test_the_redline_marks_words_and_loses_nothing() -> None:
    old = "Veikt izpēti par satiksmes drošības pasākumiem (2015)"
    new = "Veikt padziļinātu izpēti par ceļu drošības pasākumiem reģionā (2015)"
    pieces = redline(old, new)
    assert "".join(p.text for p in pieces if p.op != "+") == old
    assert "".join(p.text for p in pieces if p.op != "-") == new
    assert Piece("-", "satiksmes") in pieces
    assert Piece("+", "ceļu") in pieces


def test_words_that_change_in_a_row_are_one_piece() -> None:
    assert redline("viens divi trīs", "viens seši septiņi") == (
        Piece("=", "viens "), Piece("-", "divi trīs"), Piece("+", "seši septiņi")
    )  # fmt: skip


@given(st.text("ab ,.", max_size=30), st.text("ab ,.", max_size=30))
def test_a_redline_holds_both_texts(old: str, new: str) -> None:
    pieces = redline(old, new)
    assert "".join(p.text for p in pieces if p.op != "+") == old
    assert "".join(p.text for p in pieces if p.op != "-") == new


def test_amounts_are_told_with_difference_and_percent(amendment: Comparison) -> None:
    change = next(t for t in described(amendment) if t.change.column == "amount_eur")
    assert change.difference is not None
    assert (change.difference.euros, change.difference.percent) == (Decimal("150000.00"), 30.0)
    assert difference(Decimal(0), Decimal(5)) == diff_of(Decimal(5))
    assert difference(None, Decimal(5)) is None


def diff_of(amount: Decimal) -> object:
    from pipeline.tracking.diff.descriptions import Difference

    return Difference(amount, None)


def test_rows_are_counted_apart_from_entries_and_none_is_said(amendment: Comparison) -> None:
    found = amendment.counts
    assert (found.sorts["row-added"], found.sorts["entry-added"], found.rows_changed) == (1, 3, 11)
    assert in_words(found) == Text(
        "1 rinda pievienota, 1 svītrota, 11 grozītas (6 vērtības, 3 pievienoti ieraksti, "
        "2 grozīti ieraksti); neviena rinda nav pārnumurēta vai pārcelta",
        "1 row added, 1 removed, 11 changed (6 values, 3 entries added, 2 entries changed); "
        "no row renumbered or moved",
    )
    only_text = Counts({**dict.fromkeys(found.sorts, 0), "text-added": 21}, 0, 1)
    assert in_words(only_text).lv == (
        "neviena rinda nav pievienota, svītrota, pārnumurēta, pārcelta vai grozīta; "
        "21 vieta grozīta tekstā; 1 atšķirība tikai noformējumā"
    )
    assert in_words(counts(())) == Text("Izmaiņu nav", "No changes")
    of_every_kind = Counts(dict.fromkeys(found.sorts, 1), 2, 0)
    assert in_words(of_every_kind).en == (
        "1 row added, 1 removed, 1 renumbered, 1 moved, 2 changed (1 value, 1 entry added, "
        "1 entry removed, 1 entry changed); 3 places of the text changed"
    )


# ── money ───────────────────────────────────────────────────────────────────────────────────────


def test_what_became_readable_is_no_change_of_the_plan(amendment: Comparison) -> None:
    total = whole(amendment.totals)
    assert total.after - total.before == Decimal("7625000.00")
    assert (total.real, total.apart) == (Decimal("-375000.00"), Decimal("8000000.00"))
    assert {(c.reason, c.key_new or c.key_old, c.euros) for c in amendment.contributions} == {
        ("changed", "A 1.3", Decimal("150000.00")),
        ("added", "A 6.13", Decimal("75000.00")),
        ("removed", "A 5.18", Decimal("-600000.00")),
        ("newly_readable", "A 4.9", Decimal("8000000.00")),
    }
    back = whole(totals(AM1, BASE))
    assert (back.real, back.apart) == (Decimal("375000.00"), Decimal("-8000000.00"))


def test_words_instead_of_an_amount_are_readable() -> None:
    worded = edited(BASE, "activities", "A 1.1", amount_raw="Esošā budžeta ietvaros",
                    amount_eur=None)  # fmt: skip
    assert [item.reason for item in contributions(worded, BASE)] == ["changed"]
    faulty = edited(BASE, "activities", "A 1.1", amount_raw="1 37 5000", amount_eur=None)
    assert [item.reason for item in contributions(BASE, faulty)] == ["no_longer_readable"]


def test_an_activity_that_moves_takes_its_money_along() -> None:
    new = replace(
        BASE,
        activity_priorities=tuple(
            replace(row, priority_id="P2") if row.activity_id == "A 1.1" else row
            for row in BASE.activity_priorities
        ),
    )
    found = {total.key_new: total for total in totals(BASE, new)}
    amount = next(row.amount_eur for row in BASE.activities if row.activity_id == "A 1.1")
    assert found["P1"].parts == {"moved": -(amount or 0)}
    assert found["P2"].parts == {"moved": amount}
    assert whole(found.values()).real == 0


def test_what_does_not_parse_is_shown_as_printed(amendment: Comparison) -> None:
    change = next(t for t in described(amendment) if t.change.key_new == "A 4.9")
    assert [piece.text for piece in change.pieces] == ["8 000 0000", "8\u00a0000\u00a0000"]


def test_the_totals_count_each_activity_once_under_its_priority(amendment: Comparison) -> None:
    found = {
        t.key_new: (t.before, t.after, t.unread_before, t.unread_after) for t in amendment.totals
    }
    assert found["P1"] == (Decimal("14335000.00"), Decimal("14485000.00"), 0, 0)
    assert found["P4"] == (Decimal("9175000.00"), Decimal("17175000.00"), 1, 0)
    assert sum(t.before for t in amendment.totals) == sum(
        row.amount_eur for row in BASE.activities if row.amount_eur is not None
    )


def test_totals_follow_a_priority_and_keep_those_that_only_ids_name() -> None:
    gone = replace(BASE, priorities=BASE.priorities[:5])
    assert [(t.key_old, t.key_new) for t in totals(BASE, gone)][-1] == ("P6", "P6")
    new = replace(BASE, priorities=(*BASE.priorities, Priority("P7", "Droša telpa")))
    assert [(t.key_old, t.key_new) for t in totals(BASE, new)][-1] == (None, "P7")
    names = {row.priority_id: f"P{n}" for n, row in enumerate(reversed(BASE.priorities), 1)}
    names |= {row.activity_id: f"A {names['P' + row.activity_id[2]][1:]}.{row.activity_id[4:]}"
              for row in BASE.activities}  # fmt: skip
    turned = totals(BASE, renumbered(BASE, names))
    assert {(t.key_old, t.key_new) for t in turned} == {
        (key, new) for key, new in names.items() if key.startswith("P")
    }
    assert all(t.before == t.after for t in turned)


def test_the_terminal_shows_a_redline_and_no_colour_off_a_terminal(amendment: Comparison) -> None:
    text = terminal(amendment)
    assert "1 rinda pievienota, 1 svītrota, 11 grozītas (6 vērtības" in text
    assert "Finansējums: −375\u00a0000 EUR" in text
    assert "starpībā nav ieskaitīts: A 4.9 (8\u00a0000\u00a0000)" in text
    assert "[-500\u00a0000-]{+650\u00a0000+} (+150\u00a0000 EUR; +30\u00a0%)" in text
    assert "infrastruktūras [-izbūvi-]{+attīstību+} reģionā" in text
    assert "− svītrota rinda (Finansējums, EUR: 600\u00a0000" in text
    assert "\x1b" not in text
    coloured = terminal(amendment, colour=True)
    assert "\x1b[9;31m" in coloured
    assert "[-" not in coloured


def test_renumberings_are_told_in_one_line() -> None:
    shift = {f"A 5.{n}": f"A 5.{n + 1}" for n in range(2, 19)}
    text = terminal(compared(BASE, with_activity(renumbered(BASE, shift), "A 5.2")))
    assert "1 rinda pievienota, 17 pārnumurētas;" in text
    assert sum("A 5.17 → A 5.18" in line for line in text.splitlines()) == 1


def test_nothing_changed_is_said_in_words(tmp_path: Path) -> None:
    same = compared(BASE, BASE)
    assert not same.substantive
    assert terminal(same).endswith("Izmaiņu nav.\n")
    minutes.write(same, tmp_path / "m.md")
    assert "Izmaiņu nav." in (tmp_path / "m.md").read_text("utf-8")


def test_text_of_the_pdf_does_not_steer_the_terminal() -> None:
    evil = edited(BASE, "activities", "A 1.1", name="Izveidot\x1b[2J\x1b]0;x\x07 centru \u202e")
    for colour in (False, True):
        text = terminal(compared(BASE, evil), colour=colour)
        assert "\x1b[2J" not in text
        assert "\x07" not in text
        assert "\u202e" not in text


def test_a_made_up_amendment_is_called_so_everywhere(tmp_path: Path) -> None:
    note = "Izdomāti grozījumi, padome tādus nav pieņēmusi."
    meta = replace(AM1.meta, title="IZDOMĀTI grozījumi: plāns", sha256="ab" * 32)
    entry = RegisteredPlan(
        AM1.meta.doc_id, "am1.pdf", "IZDOMĀTI grozījumi: plāns", "Zemgale", (2015, 2020), 2,
        "zpr-2015-2020", "ab" * 32, decision="izdomāts", note=note,
    )  # fmt: skip
    comparison = compared(BASE, replace(AM1, meta=meta), Register((entry,), None))
    write_files(comparison, tmp_path)
    assert note in terminal(comparison)
    assert as_object(comparison)["new"]["note"] == note
    assert note in (tmp_path / "changes.md").read_text("utf-8")
    assert note in (tmp_path / "diff.html").read_text("utf-8")
    sheet = openpyxl.load_workbook(tmp_path / "changes.xlsx")["Kopsavilkums"]
    assert note in [cell.value for cell in sheet["A"]]
    assert "IZDOMĀTI" in sheet["A1"].value


def test_all_files_are_written_and_the_same_each_time(tmp_path: Path) -> None:
    first, second = tmp_path / "1", tmp_path / "2"
    comparison = diff.write(BASE, AM1, first)
    diff.write(BASE, AM1, second)
    assert sorted(path.name for path in first.iterdir()) == sorted(FILES)
    for name in FILES:
        assert (first / name).read_bytes() == (second / name).read_bytes(), name
    table = pq.read_table(first / "changes.parquet")
    assert table.num_rows == len(comparison.changes) == 13
    assert table.column_names[:4] == ["table", "change", "key_old", "key_new"]


def test_after_an_error_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("no minutes")

    monkeypatch.setattr(minutes, "write", fail)
    with pytest.raises(RuntimeError, match="no minutes"):
        diff.write(BASE, AM1, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_without_xlsxwriter_all_else_is_written(
    amendment: Comparison, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And an older workbook is not left to be taken for the new one."""
    write_files(amendment, tmp_path)
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    written = write_files(compared(AM1, BASE), tmp_path)
    assert written.files == ("changes.parquet", "changes.md", "diff.html")
    assert {path.name for path in tmp_path.iterdir()} == set(written.files)
    assert "changes.xlsx was not written" in (written.missing or "")
    assert "pip install 'ricplan[export]'" in (written.missing or "")


def test_the_object_for_other_programs_holds_all(amendment: Comparison) -> None:
    value = json.loads(json.dumps(as_object(amendment)))
    assert value["substantive"] is True
    assert {name: number for name, number in value["counts"].items() if number} == {
        "row-added": 1, "row-removed": 1, "value-changed": 6, "entry-added": 3,
        "entry-changed": 2, "rows-changed": 11,
    }  # fmt: skip
    assert value["total"]["real"] == "-375000.00"
    assert value["contributions"][0]["key_new"] == "A 1.3"
    assert len(value["changes"]) == 13
    assert value["totals"][0]["after"] == "14485000.00"


def test_the_workbook_reads_back(amendment: Comparison, tmp_path: Path) -> None:
    workbook.write(amendment, tmp_path / "c.xlsx")
    book = openpyxl.load_workbook(tmp_path / "c.xlsx", rich_text=True)
    rows = list(book["Izmaiņas"].iter_rows(values_only=True))
    assert rows[0][:6] == ("Nr.", "Tabula", "Izmaiņa", "Būtība", "ID bija", "ID ir")
    assert len(rows) == 14
    amount = next(row for row in rows if row[5] == "A 1.3")
    assert (amount[9], amount[10], amount[12], amount[13]) == (500000, 650000, 150000, 0.3)
    name = next(row for row in rows if row[5] == "RV 3.2")
    assert isinstance(name[11], CellRichText)
    assert "izbūviattīstību" in str(name[11])
    removed = next(row for row in rows if row[4] == "A 5.18")
    assert "Partneri: LM; pašvaldības" in str(removed[9])


def test_text_in_the_workbook_stays_text(tmp_path: Path) -> None:
    evil = edited(BASE, "activities", "A 1.1", name='=HYPERLINK("http://x")')
    workbook.write(compared(BASE, evil), tmp_path / "c.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "c.xlsx")["Izmaiņas"]
    assert {cell.data_type for row in sheet for cell in row} <= {"s", "n"}


def test_the_minutes_read_like_minutes(amendment: Comparison, tmp_path: Path) -> None:
    minutes.write(amendment, tmp_path / "m.md")
    text = (tmp_path / "m.md").read_text("utf-8")
    assert "- **Finansējums, EUR:** ~~500\u00a0000~~ **650\u00a0000** (+150" in text
    assert "- **Rīcību aktivitātes (4.):** pievienot norādi **A 1.5**" in text
    assert "- **Svītrot** rindu A 5.18:" in text
    assert "| P5 Efektīva pakalpojumu sistēma | 18 → 17 |" in text
    assert "Iepriekš summa nebija nolasāma, tagad ir: A 4.9 (8\u00a0000\u00a0000)." in text
    assert "infrastruktūras ~~izbūvi~~ **attīstību** reģionā" in text
    assert "\n\n\n" not in text


def test_the_minutes_list_new_numbers_and_mere_print(tmp_path: Path) -> None:
    new = edited(renumbered(BASE, {"A 3.1": "A 3.2", "A 3.2": "A 3.1"}), "activities", "A 5.6",
                 amount_raw="632 711,00")  # fmt: skip
    minutes.write(compared(BASE, new), tmp_path / "m.md")
    text = (tmp_path / "m.md").read_text("utf-8")
    assert "## Jauni numuri" in text
    assert "| A 3.1 | A 3.2 |" in text
    assert "## Tikai noformējums" in text
    assert "A 5.6, Indikatīvais finansējuma apjoms: ~~632 711.00~~ **632 711,00**" in text


def test_nothing_in_a_text_is_taken_for_markdown() -> None:
    assert escaped("# *a* | <b> & [x](y)\n- z") == "\\# \\*a\\* \\| \\<b\\> \\& \\[x\\](y) - z"
    assert escaped("1. punkts") == "\\1. punkts" or escaped("1. punkts").startswith("1\\.")
    assert marked((Piece("=", "a "), Piece("-", "b "), Piece("+", "*c* "), Piece("=", "d"))) == (
        "a ~~b~~ **\\*c\\*** d"
    )


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans(), plans())
def test_any_plans_can_be_compared_and_shown(old, new) -> None:  # type: ignore[no-untyped-def]
    assert compare(old, old) == ()
    comparison = compared(old, new, Register())
    terminal(comparison)
    terminal(comparison, colour=True)
    json.dumps(as_object(comparison))
    with tempfile.TemporaryDirectory() as folder:
        minutes.write(comparison, Path(folder) / "m.md")
        workbook.write(comparison, Path(folder) / "c.xlsx")
        openpyxl.load_workbook(Path(folder) / "c.xlsx")
        html_page.write(comparison, Path(folder))
