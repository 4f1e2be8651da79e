"""The API: typed frames of a real plan."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

import pipeline

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"


@pytest.fixture(scope="module")
def plan() -> object:
    return pipeline.extract(ROOT / "raw/zpr-2015-2020.pdf")


def test_frames_have_the_types_of_the_schema(plan) -> None:
    frame = plan.activities
    assert list(frame.columns[:2]) == ["doc_id", "activity_id"]
    assert str(frame.dtypes["deadline_year"]) == "int32[pyarrow]"
    assert frame.dtypes["amount_eur"].pyarrow_dtype.scale == 2
    assert len(frame) == 81
    assert frame.set_index("activity_id").amount_eur["A 1.1"] == Decimal("100000.00")
    assert frame.amount_eur.isna().sum() == 1


def test_a_frame_is_made_once_and_an_unknown_one_is_named(plan) -> None:
    assert plan.actions is plan.actions
    with pytest.raises(AttributeError, match=r"no table 'activity'; its tables are: goals,"):
        _ = plan.activity
    assert "activities" in dir(plan)


def test_written_frames_are_the_output_of_the_command(plan, tmp_path: Path) -> None:
    from pipeline.store import plan_files

    plan.write(tmp_path / "out")
    assert plan_files.read(tmp_path / "out") == plan.plan


def test_the_example_of_the_readme_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(README.parent)
    block = re.search(
        r"```python\n(.*?from pipeline import extract.*?)```", README.read_text(), re.S
    )
    assert block is not None
    exec(compile(block.group(1), str(README), "exec"), {})
