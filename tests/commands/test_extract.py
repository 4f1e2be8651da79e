"""`ricplan extract` and `ricplan tables` on real PDFs."""

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline import report
from pipeline.commands import batch, cli, outcomes, tasks
from pipeline.commands.request import Wanted
from pipeline.model import schema
from pipeline.stages import fingerprint
from pipeline.stages.given import Options
from pipeline.store import params, plan_files
from pipeline.store.params import Params
from pipeline.store.register import Register, RegisteredPlan
from tests.commands.running import Ran, ricplan
from tests.hostile import files

ROOT = Path(__file__).parent.parent.parent
BASE = ROOT / "raw" / "zpr-2015-2020.pdf"
AM1 = ROOT / "raw" / "zpr-2015-2020-am1.pdf"
REFLOW = ROOT / "tests" / "samples" / "zpr-2015-2020-reflow.pdf"
NOBODY = Register()
Ricplan = Callable[..., Ran]
WANTED = Wanted(profile=None, engine="pdfium", password_file=None, with_report=False)
FILES = {
    *(f"{name}.parquet" for name, table in schema.plan_tables().items() if not table.optional),
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
    title, read, findings, trusted, where = ran.err.strip().splitlines()[-5:]
    assert title == "Zemgales plānošanas reģiona Rīcības plāns 2015.-2020.gadam"
    assert read.startswith("Nolasīts: 39 lappuses, ")
    assert read.endswith("no tiem neuzskaitīti 0")
    assert findings.startswith("Konstatējumi: 2 kļūdas, ")
    assert trusted.startswith("Nolasījumam var uzticēties: uzskaitīti visi vārdi (7\u00a08")
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
    pdf, out = tmp_path / "x.pdf", tmp_path / "out"
    pdf.write_bytes(files.part())
    assert run("extract", pdf, "--out", out, "--no-report", "--fail-on", "error").code == 1
    assert {path.name for path in out.iterdir()} == FILES


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
    pdf = tmp_path / "x.pdf"
    pdf.write_bytes(files.sheets())
    ran = run("extract", pdf, "--out", tmp_path / "out")
    assert ran.code == cli.BUG
    assert "no picture" in ran.err
    assert list(tmp_path.iterdir()) == [pdf]


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
    made = {"zpr-2015-2020-am1", "cits plāns", "batch.parquet"}
    assert {path.name for path in out.iterdir()} == made
    assert {path.name for path in (out / "cits plāns").iterdir()} == FILES
    lines = first.err.splitlines()
    assert "cits plāns: nolasīts" in lines
    assert "bad: neizdevās" in lines
    assert next(line for line in lines if line.startswith("plāns")).split() == list(
        outcomes.HEADINGS
    )
    assert "bad.pdf: Error:" in first.err

    (plans / "bad.pdf").unlink()
    again = run(*arguments)
    assert again.code == 0
    assert {document["state"] for document in again.json["documents"]} == {"skipped"}
    assert run(*arguments, "--fail-on", "error").code == 1

    table = pq.read_table(out / "batch.parquet").to_pylist()
    assert [Path(row["file"]).name for row in table] == ["cits plāns.pdf", "renamed.PDF"]
    assert {row["state"] for row in table} == {"skipped"}
    told = [(row["error"], row["seconds"], row["findings_error"]) for row in table]
    assert told == [(None, None, 2), (None, None, 0)]


def test_a_table_of_the_batch_says_what_became_of_each(run: Ricplan, tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_text("This is no PDF.")
    out = tmp_path / "out"
    assert run("extract", tmp_path / "bad.pdf", AM1, "--out", out, "--no-report").code == 3
    bad, good = pq.read_table(out / "batch.parquet").to_pylist()
    assert (bad["id"], bad["state"], bad["exit_code"]) == ("bad", "failed", 3)
    assert "is not a PDF" in bad["error"]
    assert (bad["pages"], bad["findings_warning"]) == (None, None)
    assert (good["id"], good["state"], good["exit_code"]) == ("zpr-2015-2020-am1", "done", 0)
    assert good["pages"] == 28
    assert good["seconds"] > 0
    found = plan_files.read_metrics(out / good["id"])["findings"]
    assert {name: good[f"findings_{name}"] for name in ("error", "warning", "info")} == {
        name: found[name] for name in ("error", "warning", "info")
    }


# ── when a result is finished ───────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small plan that was read in a batch, and its output folder."""
    folder = tmp_path_factory.mktemp("batch")
    (folder / "x.pdf").write_bytes(files.part())
    with pytest.MonkeyPatch.context() as patch:
        ran = ricplan(patch, "extract", folder / "x.pdf", folder / "x.pdf", "--out",
                      folder / "out", "--no-report")  # fmt: skip
    assert ran.code == 0, ran.err
    return folder


OPTIONS = Options()


def is_finished(
    folder: Path,
    options: Options = OPTIONS,
    settings: Params | None = None,
    with_report: bool = False,
) -> bool:
    [task] = tasks.tasks([folder / "x.pdf"], folder / "out", Register())
    return tasks.finished(task, options, settings or params.load(), with_report)


def test_what_was_read_in_the_same_way_is_finished(read_once: Path) -> None:
    assert is_finished(read_once)


@pytest.mark.parametrize(
    "options",
    [
        Options(engine="pdfplumber"),
        Options(ocr=True),
        Options(cross_check=True),
        Options(profile="p"),
    ],
    ids=str,
)
def test_another_way_of_reading_is_not_finished(read_once: Path, options: Options) -> None:
    assert not is_finished(read_once, options)


def test_other_limits_rules_or_code_are_not_finished(
    read_once: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = params.load()
    assert not is_finished(read_once, settings=replace(now, limits=replace(now.limits, pages=7)))
    skipping = replace(now, validate=params.Validate(skip=("punctuation",)))
    assert not is_finished(read_once, settings=skipping)
    assert not is_finished(read_once, with_report=True)
    monkeypatch.setattr(fingerprint, "code_digest", lambda: "other")
    assert not is_finished(read_once)


def test_another_entry_in_the_register_is_not_finished(read_once: Path) -> None:
    [task] = tasks.tasks([read_once / "x.pdf"], read_once / "out", Register())
    entry = RegisteredPlan("x", "x.pdf", "T", "R", (2015, 2020), 1, "zpr-2015-2020", task.sha256)
    assert not tasks.finished(replace(task, entry=entry), OPTIONS, params.load(), False)


@pytest.mark.parametrize("harm", ["gone", "empty", "fewer rows", "no metrics", "no plan"])
def test_a_table_that_is_harmed_is_not_finished(read_once: Path, harm: str, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(read_once, folder)
    out = folder / "out" / "x"
    table = out / "activities.parquet"
    if harm == "gone":
        table.unlink()
    elif harm == "empty":
        table.write_bytes(b"")
    elif harm == "fewer rows":
        pq.write_table(pq.read_table(table).slice(1), table)
    else:
        (out / f"{harm.removeprefix('no ')}.json").unlink(missing_ok=True)
        (out / "metrics.json").unlink(missing_ok=True)
    assert not is_finished(folder)


def test_validate_keeps_the_version_that_read_the_plan(
    run: Ricplan, read_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "x"
    shutil.copytree(read_once / "out" / "x", out)
    old = json.loads((out / "plan.json").read_text())
    (out / "plan.json").write_text(json.dumps(old | {"version": "0.0.7"}))
    assert run("validate", out).code == 0
    assert json.loads((out / "plan.json").read_text())["version"] == "0.0.7"


# ── each file of a batch has an id of its own ───────────────────────────────────────────────────


def ids(folder: Path, *names: str, known: Register = NOBODY) -> list[str]:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    made = tasks.tasks([folder / name for name in names], folder / "out", known)
    return [task.doc_id for task in made]


def test_files_of_one_stem_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    assert ids(tmp_path, "a/x.pdf", "b/x.pdf", "b/y.pdf") == ["a-x", "b-x", "y"]
    assert ids(tmp_path, "a/x.pdf", "a-x.pdf", "x.pdf") == ["a-x-2", "a-x", "x"]
    assert ids(tmp_path, "x.pdf") == ["x"]


def test_a_registered_plan_keeps_its_id(tmp_path: Path) -> None:
    sha256 = hashlib.sha256(b"a/x.pdf").hexdigest()
    entry = RegisteredPlan("x", "x.pdf", "T", "R", (2015, 2020), 1, "p", sha256)
    assert ids(tmp_path, "a/x.pdf", "b/x.pdf", known=Register((entry,))) == ["x", "b-x"]


def test_a_copy_is_told_and_skipped(run: Ricplan, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.pdf").write_bytes(files.part())
    out = tmp_path / "out"
    ran = run("extract", tmp_path / "a", tmp_path / "b", "--out", out, "--no-report", "--json")
    assert ran.code == 0, ran.err
    first, second = ran.json["documents"]
    assert (first["doc_id"], first["state"]) == ("x", "done")
    assert (second["doc_id"], second["state"], second["out"]) == ("x", "copy", None)
    assert f"tā pati datne kā {tmp_path / 'a' / 'x.pdf'}" in ran.err
    assert {path.name for path in out.iterdir()} == {"x", "batch.parquet"}


def test_many_are_told_in_totals(run: Ricplan, tmp_path: Path) -> None:
    for number in range(outcomes.LONGEST + 1):
        (tmp_path / f"{number}.pdf").write_text("This is no PDF." if number else "Nor is this.")
    ran = run("extract", tmp_path, "--out", tmp_path / "out")
    assert ran.code == 3
    assert "21 datne: kopija 19, neizdevās 2" in ran.err
    assert "plāns  " not in ran.err


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
    monkeypatch.setattr(outcomes, "on_terminal", lambda: True)
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
    for heading in outcomes.HEADINGS:
        assert heading in captured.err
    assert "neizdevās" in captured.err


def test_tables_prints_fragments(run: Ricplan, tmp_path: Path) -> None:
    pdf = tmp_path / "x.pdf"
    pdf.write_bytes(files.part())
    listed = run("tables", pdf, "--json")
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
    printed = run("tables", pdf)
    assert printed.out.startswith(f"Page {fragments[0]['page']} (")
    assert printed.err == f"{len(fragments)} table fragments\n"
    assert next(cell for cell in fragments[0]["rows"][-1] if cell) in printed.out
