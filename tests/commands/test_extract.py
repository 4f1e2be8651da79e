"""`ricplan extract` and `ricplan tables` on real PDFs."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import report
from pipeline.commands import batch, cli
from pipeline.commands.extract import Wanted
from pipeline.model import schema
from pipeline.store import plan_files
from tests.commands.running import Ran, ricplan

ROOT = Path(__file__).parent.parent.parent
BASE = ROOT / "raw" / "zpr-2015-2020.pdf"
AM1 = ROOT / "raw" / "zpr-2015-2020-am1.pdf"
REFLOW = ROOT / "tests" / "samples" / "zpr-2015-2020-reflow.pdf"
Ricplan = Callable[..., Ran]
WANTED = Wanted(profile=None, engine="pdfium", password_file=None, with_report=False)
FILES = {
    *(f"{name}.parquet" for name in schema.plan_tables()),
    "layers.parquet", "plan.json", "metrics.json", "datapackage.json",
}  # fmt: skip


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Ricplan:
    return lambda *arguments: ricplan(monkeypatch, *arguments)


@pytest.fixture
def quick_report(monkeypatch: pytest.MonkeyPatch) -> None:
    """A report is tested elsewhere; here it is enough that it was asked for."""

    def write(plan: object, pdf: Path, out: Path, *rest: object, **more: object) -> None:
        (out / "report.html").write_text(pdf.name)

    monkeypatch.setattr(report, "write", write)


def test_extract_ends_with_a_summary(run: Ricplan, tmp_path: Path, quick_report: None) -> None:
    out = tmp_path / "a" / "b"
    ran = run("extract", BASE, "--out", out)
    assert (ran.code, ran.out) == (0, "")
    title, read, findings, where = ran.err.strip().splitlines()[-4:]
    assert title == "Zemgales plānošanas reģiona Rīcības plāns 2015.-2020.gadam"
    assert read.startswith("Nolasīts: 39 lappuses, ")
    assert read.endswith("no tiem neuzskaitīti 0")
    assert findings.startswith("Konstatējumi: 2 kļūdas, ")
    assert where == f"Pārskats: {out / 'report.html'}"
    assert {path.name for path in out.iterdir()} == FILES | {"report.html"}
    assert plan_files.read(out).meta.doc_id == "zpr-2015-2020"


def test_extract_without_report_in_json(run: Ricplan, tmp_path: Path) -> None:
    ran = run("extract", REFLOW, "--out", tmp_path, "--no-report", "--json", "--doc-id", "cits")
    assert ran.code == 0
    (document,) = ran.json["documents"]
    assert (document["doc_id"], document["state"], document["report"]) == ("cits", "done", None)
    assert document["metrics"] == plan_files.read(tmp_path).metrics
    assert {path.name for path in tmp_path.iterdir()} == FILES


def test_fail_on_counts_the_findings_and_keeps_the_tables(run: Ricplan, tmp_path: Path) -> None:
    assert run("extract", BASE, "--out", tmp_path, "--no-report", "--fail-on", "error").code == 1
    assert {path.name for path in tmp_path.iterdir()} == FILES


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["no.pdf"], 3),
        (["text.pdf"], 3),
        ([BASE, "--profile", "unknown"], 2),
        ([BASE, "--doc-id", "../up"], 2),
        ([BASE, AM1, "--doc-id", "one"], 2),
        (["empty/"], 3),
        ([BASE, "--password-file", "no.txt"], 2),
    ],
)
def test_after_an_error_nothing_is_left(
    arguments: list[object],
    code: int,
    run: Ricplan,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("text.pdf").write_text("This is no PDF.")
    Path("empty").mkdir()
    before = set(tmp_path.rglob("*"))
    ran = run("extract", *arguments, "--out", "out")
    assert ran.code == code, ran.err
    assert ran.out == ""
    assert "Error:" in ran.err
    assert set(tmp_path.rglob("*")) == before


def test_a_report_that_fails_takes_the_tables_with_it(
    run: Ricplan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object, **more: object) -> None:
        raise RuntimeError("no picture")

    monkeypatch.setattr(report, "write", fail)
    ran = run("extract", REFLOW, "--out", tmp_path / "out")
    assert ran.code == cli.BUG
    assert "no picture" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_out_that_is_a_file_is_wrong_usage(run: Ricplan, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("kept")
    ran = run("extract", BASE, "--out", tmp_path / "out")
    assert ran.code == 2
    assert (tmp_path / "out").read_text() == "kept"


def test_many_go_to_a_folder_each_and_are_not_read_twice(run: Ricplan, tmp_path: Path) -> None:
    """One call over a folder with a plan, a copy outside the register and a file that is no PDF."""
    plans = tmp_path / "plans"
    (plans / "below").mkdir(parents=True)
    shutil.copy(AM1, plans / "renamed.PDF")
    shutil.copy(REFLOW, plans / "below" / "cits plāns.pdf")
    (plans / "bad.pdf").write_text("This is no PDF.")
    out = tmp_path / "out"
    arguments = ("extract", plans, "--out", out, "--no-report", "--json")

    first = run(*arguments, "--jobs", 2)
    assert first.code == 3
    states = {document["doc_id"]: document["state"] for document in first.json["documents"]}
    assert states == {"zpr-2015-2020-am1": "done", "cits plāns": "done", "bad": "failed"}
    assert {path.name for path in out.iterdir()} == {"zpr-2015-2020-am1", "cits plāns"}
    assert {path.name for path in (out / "cits plāns").iterdir()} == FILES
    lines = first.err.splitlines()
    assert "cits plāns: nolasīts" in lines
    assert "bad: neizdevās" in lines
    assert next(line for line in lines if line.startswith("plāns")).split() == list(batch.HEADINGS)
    assert "bad.pdf: Error:" in first.err

    (plans / "bad.pdf").unlink()
    again = run(*arguments)
    assert again.code == 0
    assert {document["state"] for document in again.json["documents"]} == {"skipped"}
    assert run(*arguments, "--fail-on", "error").code == 1

    (out / "cits plāns" / "plan.json").unlink()
    mended = run(*arguments)
    states = {document["doc_id"]: document["state"] for document in mended.json["documents"]}
    assert states == {"zpr-2015-2020-am1": "skipped", "cits plāns": "done"}


def test_finished_is_what_this_version_read_from_this_file(tmp_path: Path) -> None:
    task = batch.Task(BASE, "x", "ab", tmp_path)
    plain = batch.Batch(tmp_path, WANTED, force=False)
    meta = {"sha256": "ab", "version": plan_files.__version__, "profile": "p"}

    def finished(batch_: batch.Batch = plain, **other: str) -> bool:
        (tmp_path / "plan.json").write_text(json.dumps(meta | other))
        return batch._finished(task, batch_)

    assert finished()
    assert not finished(sha256="cd")
    assert not finished(version="0.0.0")
    assert finished(batch.Batch(tmp_path, replace(WANTED, profile="p"), force=False))
    assert not finished(batch.Batch(tmp_path, replace(WANTED, profile="q"), force=False))
    reported = batch.Batch(tmp_path, replace(WANTED, with_report=True), force=False)
    assert not finished(reported)
    (tmp_path / "report.html").touch()
    assert finished(reported)
    (tmp_path / "plan.json").write_text("[")
    assert not batch._finished(task, plain)


def test_two_files_of_one_id_are_refused(run: Ricplan, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.pdf").write_text(name)
    ran = run("extract", tmp_path / "a", tmp_path / "b", "--out", tmp_path / "out")
    assert ran.code == 2
    assert "would both be 'x'" in ran.err


def test_a_killed_process_is_one_failed_line(
    run: Ricplan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program that reads is replaced by one that kills itself."""
    killer = tmp_path / "killer"
    killer.write_text("#!/bin/sh\nkill -9 $$\n")
    killer.chmod(0o755)
    (tmp_path / "x.pdf").write_text("x")
    (tmp_path / "y.pdf").write_text("y")
    monkeypatch.setattr(batch.sys, "executable", str(killer))
    ran = run("extract", tmp_path, "--out", tmp_path / "out")
    assert ran.code == 70
    assert ran.err.count("was killed by signal 9") == 2


def test_bars_and_tables_on_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(batch, "on_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "120")
    (tmp_path / "x.pdf").write_text("This is no PDF.")
    code = batch.extract_all(
        [tmp_path],
        batch.Batch(tmp_path / "out", WANTED, force=False),
        jobs=1,
        fail_on="never",
        as_json=False,
    )
    captured = capsys.readouterr()
    assert code == 3
    assert captured.out == ""
    for heading in batch.HEADINGS:
        assert heading in captured.err
    assert "neizdevās" in captured.err


def test_tables_prints_fragments(run: Ricplan) -> None:
    listed = run("tables", REFLOW, "--json")
    assert (listed.code, listed.err) == (0, "")
    fragments = listed.json["tables"]
    for fragment in fragments:
        assert set(fragment) == {"page", "bbox", "rows"}
        x0, top, x1, bottom = fragment["bbox"]
        assert x0 < x1
        assert top < bottom
        assert len({len(row) for row in fragment["rows"]}) == 1
    cells = {cell for fragment in fragments for row in fragment["rows"] for cell in row}
    assert None in cells or "" in cells
    printed = run("tables", REFLOW)
    assert printed.out.startswith(f"Page {fragments[0]['page']} (")
    assert printed.err == f"{len(fragments)} table fragments\n"
    assert next(cell for cell in fragments[0]["rows"][-1] if cell) in printed.out
