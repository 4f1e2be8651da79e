"""Tables on disk: equal when read back, the same bytes each time, refused when they do not fit."""

import dataclasses
import hashlib
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings

from pipeline import __version__
from pipeline.model import schema
from pipeline.model.errors import InputError
from pipeline.model.plan import Plan
from pipeline.model.schema import Change
from pipeline.store import plan_files
from tests.any_plan import plans
from tests.plans import gold_plan, told_plan


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_read_back_equal(tmp_path: Path) -> None:
    plan_files.write(told_plan(), tmp_path)
    assert plan_files.read(tmp_path) == told_plan()


@settings(max_examples=20, deadline=None)
@given(plan=plans())
def test_any_plan_is_read_back_equal(plan: Plan) -> None:
    with TemporaryDirectory() as folder:
        plan_files.write(plan, Path(folder))
        assert plan_files.read(Path(folder)) == plan


def test_an_empty_plan_has_all_tables(tmp_path: Path) -> None:
    plan_files.write(Plan(meta=gold_plan().meta), tmp_path)
    for name, declared in schema.plan_tables().items():
        if declared.optional:
            assert not (tmp_path / f"{name}.parquet").exists()
            continue
        table = pq.read_table(tmp_path / f"{name}.parquet")
        assert table.num_rows == 0
        assert table.schema.names[0] == "doc_id"
    assert plan_files.read(tmp_path) == Plan(meta=gold_plan().meta)


def test_the_files_of_a_plan(tmp_path: Path) -> None:
    plan_files.write(told_plan(), tmp_path)
    declared = schema.plan_tables().values()
    tables = {f"{table.name}.parquet" for table in declared if not table.optional}
    others = {"plan.json", "metrics.json", "datapackage.json"}
    assert {path.name for path in tmp_path.iterdir()} == tables | others


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    plan_files.write(told_plan(), tmp_path / "here")
    script = (
        "import sys; from pathlib import Path; from pipeline.store import plan_files\n"
        "from tests.plans import told_plan\n"
        "plan_files.write(told_plan(), Path(sys.argv[1]))"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "there")]
    root = Path(__file__).parents[2]
    subprocess.run(command, check=True, cwd=root, env={"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"})
    assert digests(tmp_path / "here") == digests(tmp_path / "there")


def test_types_are_those_that_users_rely_on(tmp_path: Path) -> None:
    plan_files.write(gold_plan(), tmp_path)
    types = pq.read_schema(tmp_path / "activities.parquet")
    assert types.names == ["doc_id", *schema.tables()["activities"].names]
    assert types.field("amount_eur").type == pa.decimal128(14, 2)
    assert types.field("deadline_year").type == pa.int32()
    assert types.field("name").type == pa.string()
    assert types.field("name").nullable
    assert not types.field("activity_id").nullable
    assert types.field("name").metadata[b"title_lv"] == "Aktivitāte".encode()
    assert types.metadata[b"description_en"] == b"Activities (A)"


def test_rows_stand_in_the_order_of_the_plan_and_know_their_plan(tmp_path: Path) -> None:
    plan_files.write(gold_plan(), tmp_path)
    rows = pq.read_table(tmp_path / "activities.parquet").to_pylist()
    assert [row["activity_id"] for row in rows] == [
        activity.activity_id for activity in gold_plan().activities
    ]
    assert {row["doc_id"] for row in rows} == {"zpr-2015-2020"}
    assert rows[0]["amount_eur"] == Decimal("100000.00")


def test_plan_and_metrics_as_json(tmp_path: Path) -> None:
    meta = dataclasses.replace(
        gold_plan().meta, sha256="ab" * 32, producer="Ražotājs", file="plāns.pdf",
        expected_rows=(("activities", 81),),
    )  # fmt: skip
    metrics = {"words": {"unaccounted": 0, "cell": 2}, "rows": {"activities": 81}}
    plan_files.write(dataclasses.replace(gold_plan(), meta=meta, metrics=metrics), tmp_path)
    assert json.loads((tmp_path / "plan.json").read_text(encoding="utf-8")) == {
        "doc_id": "zpr-2015-2020",
        "title": "Zemgales plānošanas reģiona rīcības plāns 2015–2020",
        "period": [2015, 2020],
        "file": "plāns.pdf",
        "sha256": "ab" * 32,
        "pages": 39,
        "producer": "Ražotājs",
        "profile": "zpr-2015-2020",
        "expected_rows": {"activities": 81},
        "model": None,
        "licence": None,
        "version": __version__,
        "fingerprint": None,
    }
    text = (tmp_path / "metrics.json").read_text(encoding="utf-8")
    assert json.loads(text) == metrics
    assert text.index('"cell"') < text.index('"unaccounted"') and text.index("rows") < 10


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"deadline_year": "2020"}, "activities.deadline_year: '2020' is no int"),
        ({"amount_eur": Decimal("1.005")}, "activities.amount_eur: 1.005 is no amount"),
        ({"activity_id": None}, "activities.activity_id is null in row 1"),
    ],
)
def test_what_does_not_fit_its_column_stops_the_run_and_leaves_nothing(
    tmp_path: Path, values: dict[str, Any], place: str
) -> None:
    first, *others = gold_plan().activities
    broken = dataclasses.replace(
        gold_plan(), activities=(dataclasses.replace(first, **values), *others)
    )
    with pytest.raises(TypeError, match=place):
        plan_files.write(broken, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("step", range(1, 18, 4))
def test_an_error_at_any_table_leaves_the_earlier_run_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    plan_files.write(gold_plan(), tmp_path)
    before = digests(tmp_path)
    written, write_rows = [], plan_files.write_rows

    def failing(plan: Plan, name: str, file: Path) -> None:
        written.append(file)
        if len(written) == step:
            file.write_bytes(b"half")
            raise OSError(28, "No space left on device")
        write_rows(plan, name, file)

    monkeypatch.setattr(plan_files, "write_rows", failing)
    with pytest.raises(OSError, match="No space"):
        plan_files.write(gold_plan("am1"), tmp_path)
    assert digests(tmp_path) == before


def test_a_reader_ends_a_move_that_was_cut_short(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan_files.write(gold_plan(), tmp_path)
    replace, moves = Path.replace, []

    def cut(self: Path, target: Path) -> Path:
        moves.append(target)
        if len(moves) > 7:
            raise KeyboardInterrupt
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", cut)
    with pytest.raises(KeyboardInterrupt):
        plan_files.write(gold_plan("am1"), tmp_path)
    monkeypatch.undo()
    assert plan_files.read(tmp_path) == gold_plan("am1")


def test_the_report_of_other_tables_goes(tmp_path: Path) -> None:
    plan_files.write(gold_plan(), tmp_path)
    (tmp_path / "report.html").write_text("of base")
    (tmp_path / "notes.txt").write_text("mine")
    plan_files.write(gold_plan(), tmp_path)
    assert (tmp_path / "report.html").exists()
    plan_files.write(gold_plan("am1"), tmp_path)
    assert not (tmp_path / "report.html").exists()
    assert (tmp_path / "notes.txt").read_text() == "mine"


def broken(folder: Path, how: str) -> None:
    plan_files.write(gold_plan(), folder)
    match how:
        case "no plan.json":
            (folder / "plan.json").unlink()
        case "plan.json is not JSON":
            (folder / "plan.json").write_text("{")
        case "plan.json is not an object":
            (folder / "plan.json").write_text("[]")
        case "plan.json lacks 'period'":
            (folder / "plan.json").write_text("{}")
        case "no actions.parquet":
            (folder / "actions.parquet").unlink()
        case "actions.parquet cannot be read":
            (folder / "actions.parquet").write_bytes(b"PAR1")
        case "actions.parquet has other columns":
            pq.write_table(pa.table({"a": [1]}), folder / "actions.parquet")


@pytest.mark.parametrize(
    "how",
    [
        "no plan.json",
        "plan.json is not JSON",
        "plan.json is not an object",
        "plan.json lacks 'period'",
        "no actions.parquet",
        "actions.parquet cannot be read",
        "actions.parquet has other columns",
    ],
)
def test_a_folder_that_holds_no_plan_says_why(tmp_path: Path, how: str) -> None:
    broken(tmp_path, how)
    with pytest.raises(InputError, match=how.split()[0]) as error:
        plan_files.read(tmp_path)
    assert how.split(maxsplit=1)[1] in str(error.value)
    assert "ricplan extract" in error.value.todo
    assert error.value.exit_code == 3


def test_what_is_no_folder_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no folder"):
        plan_files.read(tmp_path / "missing")


def test_changes(tmp_path: Path) -> None:
    change = Change(
        "activities", "changed", "A 1.3", "A 1.3", None, "amount_eur", "500000.00", "650000.00",
        "substantive", 0.98, 17, 17,
    )  # fmt: skip
    plan_files.write_changes([change], tmp_path)
    plan_files.write_changes([change], tmp_path / "again")
    rows = pq.read_table(tmp_path / "changes.parquet").to_pylist()
    assert rows == [dataclasses.asdict(change)]
    assert digests(tmp_path / "again") == {
        "changes.parquet": digests(tmp_path / "again")["changes.parquet"]
    }


def test_writing_and_reading_need_no_pandas(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from pipeline.store import plan_files\n"
        "from tests.plans import told_plan\n"
        "plan_files.write(told_plan(), Path(sys.argv[1])); plan_files.read(Path(sys.argv[1]))\n"
        "assert 'pandas' not in sys.modules"
    )
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=True, cwd=root)
