"""`dvc.yaml`: what is generated is what stands there, and DVC understands it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from pipeline.model import schema
from pipeline.stages import dvc, graph
from pipeline.store import register
from tests.store.test_register import entry, loaded

ROOT = Path(__file__).parents[2]
IGNORED = ".gitignore", ".dvcignore"


def test_it_is_what_the_graph_and_the_register_say() -> None:
    known = register.load(ROOT / register.REGISTER)
    assert (ROOT / dvc.FILE).read_text("utf-8") == dvc.text(known), "run `make docs`"


def test_it_runs_every_stage_and_writes_every_table() -> None:
    stages = yaml.safe_load((ROOT / dvc.FILE).read_text("utf-8"))["stages"]
    assert tuple(stages) == graph.NAMES
    outs = {next(iter(out)) for out in stages["export"]["do"]["outs"]}
    always = [name for name, table in schema.plan_tables().items() if not table.optional]
    tables = {f"output/${{key}}/{name}.parquet" for name in (*always, "layers")}
    assert outs == tables | {f"output/${{key}}/{name}.json" for name in ("plan", "datapackage")}


def dvc_runs(root: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "dvc", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=root, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An empty project that DVC and git know."""
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    shutil.copytree(ROOT / ".dvc", tmp_path / ".dvc", ignore=shutil.ignore_patterns("tmp", "cache"))
    for name in IGNORED:
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("text", "diffs"),
    [
        (entry("a", adopted="2017-05-05"), set()),
        (entry("b", 2) + entry("a") + '[amends]\nb = "a"\n', {"diff@b"}),
        ("[plans]\n[amends]\n", set()),
    ],
    ids=["a date and no [amends]", "an amendment", "no plan yet"],
)
def test_dvc_sees_every_plan_and_amendment(text: str, diffs: set[str], project: Path) -> None:
    known = loaded(project, text)
    dvc.write(project)
    names = set(dvc_runs(project, "stage", "list", "--name-only").split())
    assert {f"report@{doc_id}" for doc_id in known.ids} <= names
    assert {name for name in names if name.startswith("diff@")} == diffs


def git(root: Path, *arguments: str) -> str:
    person = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")
    command = ["git", *person, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=root, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_metrics_of_two_commits_are_compared(project: Path) -> None:
    loaded(project, entry("a"))
    dvc.write(project)
    metrics = project / "output" / "a" / "metrics.json"
    metrics.parent.mkdir(parents=True)
    for number in (81, 82):
        metrics.write_text(f'{{"rows": {{"activities": {number}}}}}')
        (metrics.parent / "activities.parquet").write_text("made by a run")
        git(project, "add", ".")
        git(project, "commit", "-qm", str(number))
    told = dvc_runs(project, "metrics", "diff", "HEAD~1", "HEAD")
    assert told.split()[-5:] == ["output/a/metrics.json", "rows.activities", "81", "82", "1"]
    kept = git(project, "ls-files", "output").split()
    assert kept == ["output/a/metrics.json"]
