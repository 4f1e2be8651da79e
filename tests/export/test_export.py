"""`ricplan export`: what it takes, where it puts what it makes, and all versions together."""

import dataclasses
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.model.errors import InputError, UsageError
from pipeline.model.plan import Plan
from pipeline.model.schema import plan_tables
from pipeline.store import export, plan_files, register
from pipeline.store.export import combined
from pipeline.store.register import Register
from tests.plans import gold_plan, told_plan

SUFFIXES = {"xlsx": ".xlsx", "sqlite": ".sqlite", "duckdb": ".duckdb"}


@pytest.fixture
def output(tmp_path: Path) -> Path:
    plan_files.write(told_plan(), tmp_path / "plan")
    return tmp_path / "plan"


@pytest.mark.parametrize("to", SUFFIXES)
def test_a_file_is_named_after_the_plan(output: Path, to: str) -> None:
    before = {path.name for path in output.iterdir()}
    made = export.write(output, None, to, register=Register())
    assert made == output / f"zpr-2015-2020.{to}"
    beside = {"metadata.json"} if to == "sqlite" else set()
    assert {path.name for path in output.iterdir()} - before == {made.name} | beside
    assert plan_files.read(output) == told_plan()


@pytest.mark.parametrize("to", SUFFIXES)
def test_out_may_be_a_file_or_a_folder(output: Path, tmp_path: Path, to: str) -> None:
    (tmp_path / "there").mkdir()
    folder = export.write(output, tmp_path / "there", to, register=Register())
    assert folder == tmp_path / "there" / f"zpr-2015-2020.{to}"
    file = export.write(output, tmp_path / "new" / "mine", to, register=Register())
    assert file == tmp_path / "new" / "mine"
    assert file.read_bytes() == folder.read_bytes()


@pytest.mark.parametrize("to", export.FORMATS)
def test_an_empty_plan(tmp_path: Path, to: str) -> None:
    made = export.write(Plan(meta=gold_plan().meta), tmp_path / "x", to, register=Register())
    assert made.exists()


@pytest.mark.parametrize("doc_id", ["../../evil", "a/b", "..", ".hidden", "plāns: 1?"])
def test_an_id_cannot_lead_out_of_the_folder(tmp_path: Path, doc_id: str) -> None:
    out = tmp_path / "plan"
    meta = dataclasses.replace(gold_plan().meta, doc_id=doc_id)
    plan_files.write(dataclasses.replace(gold_plan(), meta=meta), out)
    made = export.write(out, None, "sqlite", register=Register())
    assert made.parent == out
    assert [path.name for path in tmp_path.iterdir()] == ["plan"]


def test_an_unknown_format(output: Path) -> None:
    with pytest.raises(UsageError, match="csv, xlsx, sqlite, duckdb"):
        export.write(output, None, "ods")


@pytest.mark.parametrize("to", SUFFIXES)
@pytest.mark.parametrize("option", ["excel_lv", "formula_safe"])
def test_options_of_csv_are_refused_elsewhere(output: Path, to: str, option: str) -> None:
    with pytest.raises(UsageError, match="do not go with"):
        export.write(output, None, to, **{option: True})  # type: ignore[arg-type]


@pytest.mark.parametrize("to", export.FORMATS)
def test_a_folder_without_tables(tmp_path: Path, to: str) -> None:
    with pytest.raises(InputError, match=r"no plan\.json"):
        export.write(tmp_path, None, to)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("to", "package"), [("xlsx", "xlsxwriter"), ("duckdb", "duckdb")])
def test_a_package_that_is_not_installed(
    output: Path, monkeypatch: pytest.MonkeyPatch, to: str, package: str
) -> None:
    before = {path.name for path in output.iterdir()}
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(UsageError, match=f"'{package}'.*ricplan\\[export\\]"):
        export.write(output, None, to)
    assert {path.name for path in output.iterdir()} == before


@pytest.mark.parametrize("to", export.FORMATS)
def test_an_error_in_the_middle_leaves_the_earlier_export(
    output: Path, monkeypatch: pytest.MonkeyPatch, to: str
) -> None:
    made = export.write(output, None, to, register=Register())
    file = made / "findings.csv" if made.is_dir() else made
    before = (file.read_bytes(), sorted(path.name for path in output.rglob("*")))
    from pipeline.store.export import relational, xlsx

    def fail(*_: object) -> object:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(relational, "search_texts", fail)
    monkeypatch.setattr(xlsx, "_width", fail)
    monkeypatch.setattr(plan_files, "write_json", fail)
    with pytest.raises(OSError, match="No space"):
        export.write(output, None, to, register=Register())
    assert before == (file.read_bytes(), sorted(path.name for path in output.rglob("*")))


def versions(tmp_path: Path) -> list[Path]:
    """The two versions of the register, known by the hashes of their PDFs."""
    folders = []
    for name, known in zip(("base", "am1"), register.load().versions("zpr-2015-2020"), strict=True):
        meta = dataclasses.replace(gold_plan(name).meta, sha256=known.sha256, file=known.file)
        plan_files.write(dataclasses.replace(gold_plan(name), meta=meta), tmp_path / name)
        folders.append(tmp_path / name)
    return folders


def test_all_versions_together(tmp_path: Path) -> None:
    combined.write(versions(tmp_path), tmp_path / "all", register.load())
    for name in plan_tables():
        table = pq.read_table(tmp_path / "all" / f"{name}.parquet").to_pylist()
        assert len(table) == len(gold_plan().rows(name)) + len(gold_plan("am1").rows(name))
    plans = pq.read_table(tmp_path / "all" / "plans.parquet").to_pylist()
    assert [(plan["doc_id"], plan["version"], plan["amends"]) for plan in plans] == [
        ("zpr-2015-2020", 1, None),
        ("zpr-2015-2020-am1", 2, "zpr-2015-2020"),
    ]
    assert "Izdomāti" in plans[1]["note"]  # a made-up amendment says so wherever it is shown
    again = tmp_path / "again"
    combined.write(versions(tmp_path), again, register.load())
    for file in again.iterdir():
        assert file.read_bytes() == (tmp_path / "all" / file.name).read_bytes()


@pytest.mark.parametrize("to", export.FORMATS)
def test_all_versions_are_exported_like_one(tmp_path: Path, to: str) -> None:
    combined.write(versions(tmp_path), tmp_path / "all", register.load())
    made = export.write(tmp_path / "all", None, to)
    assert made == tmp_path / "all" / ("csv" if to == "csv" else f"all.{to}")
    assert made.exists()


def test_a_version_that_is_there_twice(tmp_path: Path) -> None:
    plan_files.write(gold_plan(), tmp_path / "one")
    plan_files.write(gold_plan(), tmp_path / "two")
    with pytest.raises(UsageError, match="Two folders have the plan 'zpr-2015-2020'"):
        combined.write([tmp_path / "one", tmp_path / "two"], tmp_path / "all", Register())
    assert not (tmp_path / "all").exists()


@pytest.mark.parametrize("to", export.FORMATS)
def test_an_export_that_is_there_is_kept_unless_asked(
    output: Path, tmp_path: Path, to: str
) -> None:
    out = tmp_path / "there"
    export.write(output, out, to, register=Register(), overwrite=False)
    with pytest.raises(UsageError, match=r"exists already.*--overwrite"):
        export.write(output, out, to, register=Register(), overwrite=False)
    assert export.write(output, out, to, register=Register(), overwrite=True) == out


def test_metadata_of_another_database_is_kept_too(output: Path, tmp_path: Path) -> None:
    (tmp_path / "metadata.json").write_text("mine")
    with pytest.raises(UsageError, match=r"metadata\.json exists already"):
        export.write(output, tmp_path / "x.sqlite", "sqlite", register=Register(), overwrite=False)
    assert (tmp_path / "metadata.json").read_text() == "mine"
