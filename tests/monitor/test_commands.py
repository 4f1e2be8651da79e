"""The commands of monitoring, from empty sheets to the draft of an amendment; and their exports."""

from __future__ import annotations

import json
import random
import sqlite3
from pathlib import Path

import duckdb
import pytest
from openpyxl import load_workbook

from pipeline import stages
from pipeline.model import schema
from pipeline.model.findings import MONITORING, RULES, finding, message
from pipeline.store import plan_files
from pipeline.tracking.monitor import forms
from tests.commands.running import ricplan
from tests.monitor.filling import Filling, rows_of
from tests.monitor.recorded import part_of_base

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "raw" / "progress" / "vejupes-2025-2031"


@pytest.fixture
def plan_dir(tmp_path: Path) -> Path:
    plan_files.write(part_of_base(), tmp_path / "plan")
    return tmp_path / "plan"


def test_a_year(plan_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sheets, progress = tmp_path / "sheets", tmp_path / "progress"
    made = ricplan(monkeypatch, "monitor", "sheet", plan_dir, "--out", sheets, "--by", "one",
                   "--as-of", "31.12.2018", "--json")  # fmt: skip
    (book,) = made.json["workbooks"]
    assert made.code == 0 and load_workbook(book).sheetnames[1:] == [
        "Progress", "Funding", "Indicators", "Proposals"
    ]  # fmt: skip
    again = ricplan(monkeypatch, "monitor", "sheet", plan_dir, "--out", sheets, "--by", "one")
    assert again.code == 2 and "--overwrite" in again.err

    filling = Filling(part_of_base(), random.Random(5))
    filling.fill(Path(book))
    assert filling.proposals
    ran = ricplan(monkeypatch, "monitor", "collect", plan_dir, sheets, "--out", progress, "--json")
    assert ran.code == 0 and ran.json["rows"]["progress"] == 17
    assert ran.json["rows"]["proposals"] == len(filling.proposals)

    review = tmp_path / "review"
    ran = ricplan(monkeypatch, "monitor", "report", progress, "--out", review, "--json")
    assert ran.json["review"]["whole"]["activities"] == 17
    assert {path.name for path in review.iterdir()} == {"review.docx", "review.html"}

    ran = ricplan(monkeypatch, "monitor", "amend", progress, "--out", tmp_path / "am", "--json")
    assert len(ran.json["changes"]) + len(ran.json["findings"]) >= 1
    assert (tmp_path / "am" / "changes.parquet").is_file()


def test_faults_are_told_and_reach_the_exit_code(
    plan_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    samples = ROOT / "tests" / "samples" / "monitor"
    ran = ricplan(monkeypatch, "monitor", "collect", plan_dir, samples, "--out", tmp_path / "p",
                  "--fail-on", "error")  # fmt: skip
    assert ran.code == 1
    assert "kļūda, report-unparsed: ZPR.xlsx, Progress!" in ran.out
    for wrong in ("vakar", "31.02.2018."):
        ran = ricplan(monkeypatch, "monitor", "report", tmp_path / "p", "--out", tmp_path / "r",
                      "--as-of", wrong)  # fmt: skip
        assert ran.code == 2 and wrong in ran.err
    ran = ricplan(monkeypatch, "monitor", "report", plan_dir, "--out", tmp_path / "r")
    assert ran.code == 3 and not (tmp_path / "r").exists()
    ran = ricplan(monkeypatch, "monitor", "collect", plan_dir, tmp_path / "no", "--out", "x")
    assert ran.code == 3


def test_a_missing_package_is_named(
    plan_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    ran = ricplan(monkeypatch, "monitor", "sheet", plan_dir, "--out", tmp_path / "s")
    assert ran.code == 2 and "ricplan[monitor]" in ran.err
    assert not (tmp_path / "s").exists()


def test_the_same_day_gives_the_same_workbooks(
    plan_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for out in ("a", "b"):
        ricplan(monkeypatch, "monitor", "sheet", plan_dir, "--out", tmp_path / out,
                "--as-of", "2018-12-31", "--by", "priority")  # fmt: skip
    made = sorted((tmp_path / "a").iterdir())
    assert made
    for path in made:
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_what_is_locked_and_what_is_open(
    plan_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ricplan(monkeypatch, "monitor", "sheet", plan_dir, "--out", tmp_path / "s", "--by", "one")
    (path,) = (tmp_path / "s").iterdir()
    book = load_workbook(path)
    for form in forms.forms(part_of_base()):
        sheet = book[form.sheet]
        assert sheet.protection.sheet and sheet.sheet_view.view in (None, "normal")
        for _, cells in rows_of(sheet, form):
            spare = "key" not in cells or cells["key"].value is None
            for column in form.columns:
                is_open = column in form.open_in_spare if spare else column.filled
                assert cells[column.name].protection.locked != is_open, (form.sheet, column)
        assert sheet.data_validations.dataValidation
    (status,) = [
        rule for rule in book["Progress"].data_validations.dataValidation if rule.type == "list"
    ]
    assert status.formula1 == f'"{",".join(forms.STATUSES)}"'


def test_exports_have_the_tables_of_monitoring(
    plan_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    samples, progress = ROOT / "tests" / "samples" / "monitor", tmp_path / "p"
    ricplan(monkeypatch, "monitor", "collect", plan_dir, samples, "--out", progress)
    for to in ("sqlite", "duckdb", "xlsx", "csv"):
        out = tmp_path / f"x.{to}"
        assert ricplan(monkeypatch, "export", progress, "--to", to, "--out", out).code == 0
    query = (
        "SELECT count(*), round(sum(spent_eur), 2) FROM progress "
        "JOIN activities USING (doc_id, activity_id)"
    )
    with duckdb.connect(tmp_path / "x.duckdb") as base:
        (row,) = base.execute(query).fetchall()
        kinds = dict(base.execute("SELECT column_name, data_type FROM duckdb_columns() "
                                  "WHERE table_name = 'progress'").fetchall())  # fmt: skip
    assert (kinds["as_of"], kinds["spent_eur"]) == ("DATE", "DECIMAL(14,2)")
    with sqlite3.connect(tmp_path / "x.sqlite") as base:
        assert base.execute(query).fetchall() == [(row[0], float(row[1]))]
        assert not base.execute("PRAGMA foreign_key_check").fetchall()
    names = set(schema.monitoring_tables())
    assert names <= {path.stem for path in (tmp_path / "x.csv").glob("*.csv")}
    assert names <= set(load_workbook(tmp_path / "x.xlsx", read_only=True).sheetnames)
    package = json.loads((progress / "datapackage.json").read_text(encoding="utf-8"))
    fields = {
        one["name"]: {f["name"]: f["type"] for f in one["schema"]["fields"]}
        for one in package["resources"]
    }
    assert fields["progress"]["as_of"] == "date"
    assert set(fields) == {*names, "findings"}


def test_the_made_up_example_is_sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It reads without a doubt, and says what it is."""
    plan = stages.extract(ROOT / "raw" / "vejupes-2025-2031.pdf")
    plan_files.write(plan, tmp_path / "plan")
    for day in ("2026-12-31", "2027-12-31"):
        ran = ricplan(monkeypatch, "monitor", "collect", tmp_path / "plan", EXAMPLE / day,
                      "--out", tmp_path / day, "--json")  # fmt: skip
        assert {one["severity"] for one in ran.json["findings"]} <= {"info"}
        assert ran.json["rows"]["progress_indicators"]
    ran = ricplan(monkeypatch, "monitor", "report", tmp_path / "2026-12-31",
                  tmp_path / "2027-12-31", "--out", tmp_path / "r", "--json")  # fmt: skip
    assert ran.json["review"]["before"]["as_of"] == "2026-12-31"
    (book,) = (EXAMPLE / "2027-12-31").iterdir()
    notes = load_workbook(book)["Norādes"]
    assert "IZDOMĀTS" in str([cell.value for row in notes for cell in row])
    assert "made-up reports" in (ROOT / "raw" / "README.md").read_text(encoding="utf-8").lower()


@pytest.mark.parametrize("rule", MONITORING)
def test_a_rule_says_the_same_in_both_languages(rule: str) -> None:
    from string import Formatter

    declared = MONITORING[rule]
    assert rule not in RULES and declared.source == "monitoring"
    own = {"value", "key", "page", "position", "column", "table"}
    for variant, text in declared.messages.items():
        names = [
            {name for _, name, _, _ in Formatter().parse(words) if name}
            for words in (text.lv, text.en)
        ]
        assert names[0] == names[1] and text.lv.endswith(".") and text.en.endswith(".")
        args = {name: f"<{name}>" for name in names[0] - own}
        found = finding(rule, table="progress", key="A 1.1", column="status", value="1",
                        variant=variant, **args)  # fmt: skip
        english = message(found, "en")
        assert english != found.message and all(word in english for word in args.values())


def test_the_rules_of_monitoring_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = ricplan(monkeypatch, "rules", "--monitoring", "--json")
    assert [one["id"] for one in ran.json["rules"]] == list(MONITORING)
