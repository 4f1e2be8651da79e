"""What a stage reads it declares, and what it declares it reads."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from pipeline import report, stages
from pipeline.model.errors import UsageError
from pipeline.stages import graph, project
from pipeline.stages.given import Given, Stage, UndeclaredError
from pipeline.store import params, plan_files, register
from tests.stages.project import (
    AM1,
    BASE,
    ROOT,
    contents,
    copied,
    reported,
    run_all,
    with_inputs,
    without_others,
)


def quick_report(plan: Any, pdf: Path, out: Path, layers: Any, *, dpi: int, **more: object) -> None:
    """A report is tested elsewhere; here it tells what it was given."""
    (out / "report.html").write_text(f"{plan.meta.doc_id} {pdf.name} {len(layers)} {dpi}")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which every stage has run."""
    root = copied(tmp_path_factory.mktemp("whole") / "project")
    reported(root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(report, "write", quick_report)
        run_all(root)
    return root


@pytest.mark.parametrize("stage", graph.GRAPH, ids=lambda stage: stage.name)
def test_a_stage_needs_what_it_declares_and_no_more(
    stage: Stage, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a project that holds its declared inputs alone, it does the same as in the whole one."""
    given: list[Given] = []

    class Recording(Given):
        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments)
            given.append(self)

    load = register.load

    def only_named(path: Path | None = None) -> register.Register:
        assert path is not None, "a stage looks for the register itself"
        return load(path)

    monkeypatch.setattr(report, "write", quick_report)
    monkeypatch.setattr(project, "Given", Recording)
    monkeypatch.setattr(register, "load", only_named)
    doc_id = project.ALL if stage.place == project.COMBINED else AM1
    root = with_inputs(stage, doc_id, whole, tmp_path / "project")
    monkeypatch.setattr(register, "find_root", lambda start=None: root)
    before = set(contents(root))
    project.run(stage.name, doc_id, root)

    options = {name for name in stage.params if name.startswith("options.")}
    assert given[0].used | options == {*stage.reads, *stage.params}
    made = {name: data for name, data in contents(root).items() if name not in before}
    assert made
    everything = contents(whole)
    assert all(everything[name] == data for name, data in made.items())


def test_what_is_not_declared_is_not_given() -> None:
    given = Given(graph.named("cells"), {"pages": 1, "pdf": 2}.get, lambda name: name)
    assert given["pages"] == 1
    assert given.param("entry.profile") == "entry.profile"
    for name in ("pdf", "entry.title", "layouts"):
        with pytest.raises(UndeclaredError, match=f"cells does not declare '{name}'"):
            given[name]
        with pytest.raises(UndeclaredError):
            given.param(name)
    with pytest.raises(UndeclaredError, match="no folder"):
        _ = given.out


def test_each_value_is_written_by_one_stage_before_it_is_read() -> None:
    known = set(graph.SOURCES)
    for stage in graph.GRAPH:
        assert {graph.local_name(name) for name in stage.reads} <= known, stage.name
        assert not known & set(stage.writes), stage.name
        known |= set(stage.writes)


def test_every_parameter_is_one_that_there_is() -> None:
    from pipeline.stages.given import Options

    kinds = {"entry": register.RegisteredPlan, "options": Options}
    for stage in graph.GRAPH:
        for name in stage.params:
            section, _, key = name.partition(".")
            fields = dataclasses.fields(kinds.get(section, params.Params))
            assert name == graph.FINGERPRINT or (key or section) in {f.name for f in fields}, name


def test_one_by_one_they_give_the_bytes_of_extract(whole: Path, tmp_path: Path) -> None:
    from pipeline.store import layers

    for doc_id in (BASE, AM1):
        reading = stages.read(ROOT / "raw" / f"{doc_id}.pdf")
        plan_files.write(reading.plan, tmp_path / doc_id)
        layers.write(reading.layers, tmp_path / doc_id)
        staged = contents(whole / "output" / doc_id)
        for name, data in contents(tmp_path / doc_id).items():
            assert staged[name] == data, name


@pytest.mark.parametrize("doc_id", [BASE, AM1])
def test_the_metrics_in_git_are_those_of_this_program(whole: Path, doc_id: str) -> None:
    """They are kept there for `dvc metrics diff`."""
    kept = Path("output", doc_id, "metrics.json")
    told = "run `make run` and commit output/*/metrics.json"
    assert (ROOT / kept).read_text("utf-8") == (whole / kept).read_text("utf-8"), told


def test_made_up_plans_stay_out_of_the_combined_set(whole: Path, tmp_path: Path) -> None:
    from pipeline.store.export import dataset

    assert [plan.doc_id for plan in dataset.of_combined(whole / "combined").plans] == [BASE]
    root = tmp_path / "project"
    with_inputs(graph.named("combine"), project.ALL, whole, root)
    import shutil

    shutil.copytree(whole / "interim" / AM1 / "validate", root / "interim" / AM1 / "validate")
    (root / "params.yaml").write_text("combine: {made_up: true}")
    without_others(root)
    project.run("combine", project.ALL, root)
    assert [plan.doc_id for plan in dataset.of_combined(root / "combined").plans] == [BASE, AM1]


def test_a_pattern_over_all_plans_counts_each_row_once(whole: Path) -> None:
    import duckdb

    pattern = whole / "output" / "*" / "activities.parquet"
    count = duckdb.sql(f"SELECT count(*) FROM '{pattern}'").fetchall()
    assert count == [(81 + 81,)]
    everywhere = whole / "output" / "**" / "activities.parquet"
    assert duckdb.sql(f"SELECT count(*) FROM '{everywhere}'").fetchall() == count


def test_the_report_is_as_sharp_as_asked(whole: Path) -> None:
    assert (whole / "output" / BASE / "report.html").read_text().endswith(" 110")


@pytest.mark.parametrize(
    ("name", "doc_id", "told"),
    [
        ("combine", BASE, "It runs on all plans of the register together"),
        ("cells", "all", "It runs on one plan"),
        ("diff", BASE, "amends no plan"),
        ("cells", "x", "no plan 'x' in the register"),
    ],
)
def test_a_stage_takes_its_own_kind_of_id(
    name: str, doc_id: str, told: str, tmp_path: Path
) -> None:
    root = copied(tmp_path / "project", pdfs=False)
    with pytest.raises(UsageError, match=told):
        project.run(name, doc_id, root)
