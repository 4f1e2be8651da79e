"""The stages one by one, as `dvc.yaml` calls them, on a copy of the project's folder."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import report, stages
from pipeline.stages.graph import NAMES as STAGES
from pipeline.store import plan_files
from tests.commands.running import Ran, ricplan

ROOT = Path(__file__).parent.parent.parent
BASE, AM1 = "zpr-2015-2020", "zpr-2015-2020-am1"
Ricplan = Callable[..., Ran]


@pytest.fixture
def ran(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ricplan:
    """`ricplan` in a project of its own, whose reports are not drawn."""
    shutil.copytree(ROOT / "raw", tmp_path / "raw")
    shutil.copy(ROOT / "params.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)

    def write(plan: object, pdf: Path, out: Path, *rest: object, **more: object) -> None:
        (out / "report.html").write_text(pdf.name)

    monkeypatch.setattr(report, "write", write)
    return lambda *arguments: ricplan(monkeypatch, *arguments)


def test_one_by_one_they_give_the_bytes_of_extract(ran: Ricplan, tmp_path: Path) -> None:
    for name in STAGES[: STAGES.index("diff")]:
        for doc_id in (BASE, AM1):
            done = ran("stage", name, "--doc", doc_id)
            assert (done.code, done.out) == (0, ""), done.err
    for doc_id in (BASE, AM1):
        ran("extract", f"raw/{doc_id}.pdf", "--out", f"whole/{doc_id}")
        staged, whole = tmp_path / "output" / doc_id, tmp_path / "whole" / doc_id
        files = sorted(path.name for path in whole.iterdir())
        assert sorted(path.name for path in staged.iterdir()) == files
        for file in files:
            assert (staged / file).read_bytes() == (whole / file).read_bytes(), file
    assert ran("stage", "diff", "--doc", BASE).code == 2
    assert ran("stage", "diff", "--doc", AM1).code == 0
    made = {path.name for path in (tmp_path / "output" / AM1 / "diff").iterdir()}
    assert made == {"changes.parquet", "changes.xlsx", "changes.md", "diff.html"}


def test_a_read_plan_says_what_the_register_says(ran: Ricplan, tmp_path: Path) -> None:
    for name in STAGES[: STAGES.index("validate")]:
        assert ran("stage", name, "--doc", BASE).code == 0
    staged = plan_files.read(tmp_path / "interim" / BASE / "records").meta
    assert staged == stages.extract(ROOT / "raw" / f"{BASE}.pdf").meta
    assert staged.period == (2015, 2020)
