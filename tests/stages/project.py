"""A project of its own for a test: the register, parameters and PDFs of this one."""

from __future__ import annotations

import dataclasses
import random
import shutil
from pathlib import Path

from pipeline.stages import graph, project, values
from pipeline.stages.given import Stage
from pipeline.store import register
from pipeline.tracking.monitor import sheets
from tests.monitor.filling import AS_OF, Filling
from tests.plans import gold_plan

ROOT = Path(__file__).parents[2]
BASE, AM1 = "zpr-2015-2020", "zpr-2015-2020-am1"


def copied(root: Path, *, pdfs: bool = True) -> Path:
    """The project's inputs in the folder `root`."""
    (root / "raw").mkdir(parents=True)
    shutil.copy(ROOT / "params.yaml", root)
    for file in (ROOT / "raw").iterdir():
        if file.is_file() and (pdfs or file.suffix == ".toml"):
            shutil.copy(file, root / "raw")
    return root


def reported(root: Path) -> None:
    """A filled workbook of the amendment among the project's inputs."""
    known = register.load(root / register.REGISTER)
    meta = dataclasses.replace(gold_plan("am1").meta, sha256=known.by_id(AM1).sha256)
    plan = dataclasses.replace(gold_plan("am1"), meta=meta)
    folder = known.workbooks(AM1) / AS_OF.isoformat()
    (book,) = sheets.write(plan, folder, "one", AS_OF, known)
    Filling(plan, random.Random(1)).fill(book, 0.3)


def run_all(root: Path) -> None:
    """Every stage of every plan, in the order of the graph."""
    for stage in graph.GRAPH:
        if stage.place == project.COMBINED:
            project.run(stage.name, project.ALL, root)
            continue
        for doc_id in (BASE, AM1):
            if stage.name not in ("diff", "monitor") or doc_id == AM1:
                project.run(stage.name, doc_id, root)


def with_inputs(stage: Stage, doc_id: str, whole: Path, root: Path) -> Path:
    """A project that holds what the stage declares for one plan (or all), and no file more."""
    copied(root, pdfs=False)
    for name in stage.reads:
        owners = [BASE] if name.startswith(graph.OLD) else [doc_id]
        if name.startswith(graph.EVERY):
            # the amendment is made up, and stays out of the combined set
            owners = [BASE] if stage.place == project.COMBINED else [doc_id]
        for owner in owners:
            _take(graph.local_name(name), owner, whole, root)
    if any(param.startswith("entry.") for param in _params(stage)):
        _take("entry", doc_id, whole, root)
    return root


def without_others(root: Path) -> None:
    """The register of a project without the made-up municipal plan, whose tables are not made."""
    file = root / "raw" / "plans.toml"
    text = file.read_text("utf-8")
    others, rest = text.index("[plans.vejupes"), text.index("[amends]")
    file.write_text(text[:others] + text[rest:].split("vejupes", 1)[0], encoding="utf-8")


def _params(stage: Stage) -> tuple[str, ...]:
    if graph.FINGERPRINT in stage.params:
        return graph.required_params(stage.name)
    return stage.params


def _take(name: str, owner: str, whole: Path, root: Path) -> None:
    if name == "register":
        return
    if name == "profiles":  # those of the made-up project are all shipped with the program
        return
    if name == "corrections":
        made = whole / "corrections" / f"{owner}.toml"
        if made.is_file():  # most plans have none
            (root / "corrections").mkdir(exist_ok=True)
            shutil.copy(made, root / "corrections")
        return
    if name == "workbooks":
        own = Path("raw", "progress", owner)
        shutil.copytree(whole / own, root / own)
        return
    if name == "pdf":
        shutil.copy(whole / "raw" / f"{owner}.pdf", root / "raw")
        return
    folder = Path("interim", owner, graph.writer(name).name)
    source = values.file_in(whole / folder, name)
    target = values.file_in(root / folder, name)
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    else:
        shutil.copy(source, target)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
