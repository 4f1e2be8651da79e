"""A batch on a Dask cluster of two workers, and as one data set without any."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from pipeline.commands import cluster
from pipeline.commands.tasks import Task
from pipeline.store import partitions, places
from tests.hostile import files

ROOT = Path(__file__).parents[2]
LIMIT = 60  # seconds for whatever is waited for


class Ran(NamedTuple):
    code: int
    out: str
    err: str


def ricplan(*arguments: object) -> Ran:
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    return Ran(done.returncode, done.stdout, done.stderr)


def plans(folder: Path, names: str) -> Path:
    """A folder of small plans, each another file."""
    folder.mkdir()
    for name in names:
        (folder / f"{name}.pdf").write_bytes(files.part() + f"% {name}\n".encode())
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "batch.parquet"
    }


def states(out: Path) -> dict[str, str]:
    rows = pq.read_table(out / "batch.parquet").to_pylist()
    return {row["id"]: row["state"] for row in rows}


class Cluster(NamedTuple):
    address: str
    workers: list["subprocess.Popen[bytes]"]


@pytest.fixture
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    folder = tmp_path_factory.mktemp("dask")
    told = folder / "scheduler.json"
    started = [_started("dask_scheduler", "--host", "127.0.0.1", "--port", "0", told)]
    try:
        while not told.exists():
            assert started[0].poll() is None
            time.sleep(0.05)
        started += [
            _started("dask_worker", "--nthreads", "1", "--local-directory", folder, told)
            for _ in range(2)
        ]
        yield Cluster(json.loads(told.read_text())["address"], started[1:])
    finally:
        for process in started:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _started(program: str, *arguments: object) -> "subprocess.Popen[bytes]":
    """A program of Dask, a group of processes with all that it starts; scheduler's file last."""
    *rest, told = map(str, arguments)
    command = [sys.executable, "-m", f"distributed.cli.{program}", *rest, "--no-dashboard"]
    nothing = subprocess.DEVNULL
    return subprocess.Popen(
        [*command, "--scheduler-file", told],
        cwd=ROOT,
        stdout=nothing,
        stderr=nothing,
        start_new_session=True,
    )


def below(process: int) -> list[int]:
    found: list[int] = []
    with contextlib.suppress(FileNotFoundError):
        for task in Path(f"/proc/{process}/task").iterdir():
            found += map(int, (task / "children").read_text().split())
    return found


def reading(nanny: int) -> int | None:
    """The worker of a nanny that has a document at work, if it has one."""
    for worker in below(nanny):
        for server in below(worker):
            command = Path(f"/proc/{server}/cmdline")
            if b"fork_server" in command.read_bytes() and any(below(one) for one in below(server)):
                return worker
    return None


@pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")
def test_a_worker_that_is_killed_in_the_middle_loses_nothing(dask: Cluster, tmp_path: Path) -> None:
    raw = plans(tmp_path / "raw", "abcd")
    (raw / "copy.pdf").write_bytes((raw / "a.pdf").read_bytes())
    (raw / "no.pdf").write_bytes(b"no PDF")
    command = [sys.executable, "-m", "pipeline", "extract", str(raw), "--no-report"]
    running = subprocess.Popen(
        [*command, "--out", str(tmp_path / "cluster"), "--dask", dask.address],
        cwd=ROOT,
        stderr=subprocess.PIPE,
    )
    ends = time.monotonic() + LIMIT
    worker = None
    while worker is None:
        assert time.monotonic() < ends, "no document was begun"
        worker = next(filter(None, (reading(one.pid) for one in dask.workers)), None)
    os.kill(worker, signal.SIGKILL)
    _, err = running.communicate(timeout=LIMIT)
    assert running.returncode == 3, err
    alone = ricplan("extract", raw, "--out", f"file://{tmp_path}/alone", "--no-report")
    assert alone.code == 3, alone.err
    expected = dict.fromkeys("abcd", "done") | {"a": "copy", "no": "failed"}
    assert states(tmp_path / "alone").keys() == expected.keys()
    assert states(tmp_path / "cluster") == states(tmp_path / "alone")
    assert contents(tmp_path / "cluster") == contents(tmp_path / "alone")

    again = ricplan("extract", raw, "--out", tmp_path / "cluster", "--no-report", "--dask",
                    dask.address)  # fmt: skip
    assert again.code == 3, again.err
    assert set(states(tmp_path / "cluster").values()) == {"skipped", "copy", "failed"}


def test_the_data_set_of_a_batch_is_what_combine_makes(tmp_path: Path) -> None:
    """… read as a whole by DuckDB and Arrow, with ids that look like numbers."""
    raw = plans(tmp_path / "raw", "12")
    (tmp_path / "list.txt").write_text("# two plans\nraw/1.pdf\n\nraw/2.pdf\n")
    ran = ricplan(
        "extract", tmp_path / "list.txt", "--out", f"file://{tmp_path}/all", "--no-report"
    )
    assert ran.code == 0, ran.err
    ran = ricplan("extract", tmp_path / "list.txt", "--out", tmp_path / "disk", "--no-report")
    assert ran.code == 0, ran.err
    assert ricplan("combine", tmp_path / "disk", "--out", tmp_path / "combined").code == 0
    assert contents(tmp_path / "combined") == contents(tmp_path / "all")
    assert not list(raw.glob("*.parquet"))

    own = pq.read_table(tmp_path / "disk" / "1" / "activities.parquet")
    parts = f"{tmp_path}/all/activities/*/*.parquet"
    ids = duckdb.sql(
        f"select doc_id, count(*), sum(amount_eur) from read_parquet('{parts}', "
        "hive_types = {'doc_id': VARCHAR}) group by 1 order by 1"
    ).fetchall()
    assert [row[:2] for row in ids] == [("1", own.num_rows), ("2", own.num_rows)]
    by_id = ds.partitioning(pa.schema([("doc_id", pa.string())]), flavor="hive")
    table = ds.dataset(tmp_path / "all" / "activities", partitioning=by_id).to_table()
    first = table.filter(ds.field("doc_id") == "1")
    assert first.select(own.column_names).to_pylist() == own.to_pylist()

    manifest = pq.read_table(tmp_path / "all" / "documents.parquet").to_pylist()
    assert [row["doc_id"] for row in manifest] == ["1", "2"]
    for row in manifest:
        meta = json.loads((tmp_path / "disk" / row["doc_id"] / "plan.json").read_text())
        assert {row[name] for name in ("sha256", "fingerprint")} == {
            meta[name] for name in ("sha256", "fingerprint")
        }


def test_the_queries_of_the_page_on_many_plans_run(tmp_path: Path) -> None:
    raw = plans(tmp_path / "raw", "1")
    (raw / "no.pdf").write_bytes(b"no PDF")
    ran = ricplan("extract", raw, "--out", f"file://{tmp_path}/all", "--no-report")
    assert ran.code == 3, ran.err
    page = (ROOT / "docs" / "many-plans.md").read_text(encoding="utf-8")
    queries = page.partition("```sql")[2].partition("```")[0].replace("'all/", f"'{tmp_path}/all/")
    found = [duckdb.sql(query).fetchall() for query in queries.split(";") if query.strip()]
    assert len(found) == 4
    assert all(found)
    assert found[-1][0][1] == 3


def test_a_plan_read_anew_leaves_none_of_its_old_tables(tmp_path: Path) -> None:
    folder, out = tmp_path / "p", str(tmp_path / "all")
    folder.mkdir()
    table = pa.table({"doc_id": ["p"], "x": [1]})
    for names in (("a", "b"), ("a",)):
        for path in folder.iterdir():
            path.unlink()
        for name in names:
            pq.write_table(table, folder / f"{name}.parquet")
        resources = [{"name": name, "path": f"{name}.parquet"} for name in names]
        (folder / "datapackage.json").write_text(json.dumps({"resources": resources}))
        (folder / "metrics.json").write_text("{}")
        (folder / "plan.json").write_text(json.dumps({"doc_id": "p", "fingerprint": "f"}))
        partitions.put(folder, "p", out)
    assert sorted(path.name for path in (tmp_path / "all").glob("*/*/*")) == [
        "a.parquet", "datapackage.json", "metrics.json", "plan.json",
    ]  # fmt: skip
    assert partitions.fingerprints(out) == {"p": "f"}


def test_places_in_memory_are_as_good_as_a_disk(tmp_path: Path) -> None:
    """What is done to them is done by fsspec: its store in memory stands for S3 and GCS."""
    fsspec = pytest.importorskip("fsspec")
    memory = fsspec.filesystem("memory")
    memory.pipe({"/in/b.pdf": b"b", "/in/deep/a.PDF": b"a", "/in/no.txt": b"deep/a.PDF\n"})
    assert places.pdfs(["memory://in"]) == ["memory:///in/b.pdf", "memory:///in/deep/a.PDF"]
    assert places.pdfs(["memory://in/no.txt"]) == ["memory://in/deep/a.PDF"]
    places.take("memory://in/b.pdf", tmp_path / "b", 10)
    places.put({"x/b": tmp_path / "b"}, "memory://out")
    assert places.read_all("memory://out", "*/b") == {"x/b": b"b"}
    places.remove("memory://out", ["x", "never"])
    assert places.read_all("memory://out", "*/b") == {}


def test_a_document_that_ends_its_worker_is_one_failed_line(tmp_path: Path) -> None:
    from distributed import KilledWorker

    task = Task(tmp_path / "x.pdf", "x", "", tmp_path)
    last = SimpleNamespace(address="tcp://one")
    outcome = cluster._outcome(task, KilledWorker("x", last, 3))
    assert (outcome.state, outcome.exit_code) == ("failed", 70)
    assert "KilledWorker" in outcome.message


@pytest.mark.parametrize("content", ["never/there.docx\n", "\ufffe"])
def test_a_list_names_pdfs(tmp_path: Path, content: str) -> None:
    (tmp_path / "list.txt").write_text(content)
    ran = ricplan("extract", tmp_path / "list.txt", "--out", tmp_path / "out")
    assert ran.code == 3
    assert "is neither a PDF nor a list of them" in ran.err


def test_no_scheduler_is_wrong_usage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_WAIT", 1)
    with pytest.raises(Exception, match="No scheduler answers"):
        cluster._cluster("tcp://127.0.0.1:1").__enter__()
