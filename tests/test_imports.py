"""Who may import whom, and what must not be imported at start-up."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "pipeline"
STAGES = {"ingest", "pages", "cells", "rows", "records", "validate", "export", "report", "diff"}
HEAVY = {
    "altair", "duckdb", "jinja2", "numpy", "pandas", "pdfplumber", "pikepdf", "pyarrow",
    "pypdfium2", "rich", "xlsxwriter", "yaml",
}  # fmt: skip
# Which module may know which stages beside the commands and `run`: the pages of changes show the
# same look as the report, by the same code.
SHARED = {("diff", "report")}


def modules() -> Iterator[Path]:
    yield from sorted(PACKAGE.rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """Every module of the package that a file imports, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def stage_of(dotted: str) -> str | None:
    parts = dotted.split(".")
    return parts[1] if len(parts) > 1 and parts[0] == "pipeline" and parts[1] in STAGES else None


def place(path: Path) -> str:
    """`pipeline/diff/engine.py` is in `diff`, `pipeline/cells.py` in `cells`."""
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


@pytest.mark.parametrize("path", [p for p in modules() if place(p) in STAGES], ids=str)
def test_a_stage_imports_no_other_stage(path: Path) -> None:
    own = place(path)
    others = {stage for name in imported(path) if (stage := stage_of(name))} - {own}
    assert {other for other in others if (own, other) not in SHARED} == set()


@pytest.mark.parametrize("path", [p for p in modules() if place(p) not in STAGES], ids=str)
def test_only_run_the_commands_the_reader_and_the_docs_know_the_stages(path: Path) -> None:
    if place(path) in {"run", "commands", "cli", "docs", "reader", "reading"}:
        return
    assert {stage for name in imported(path) if (stage := stage_of(name))} == set()


def test_relative_imports_do_not_hide_from_these_rules() -> None:
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not (isinstance(node, ast.ImportFrom) and node.level), path


def loaded_by(code: str) -> set[str]:
    """The modules that are loaded in a fresh process after `code`."""
    script = f"{code}; import sys; print(*sorted(m.split('.')[0] for m in sys.modules))"
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "code",
    [
        "import pipeline",
        "import pipeline.cli",
        "from pipeline.cli import run; run(['--version'])",
        "from pipeline.cli import run; run(['extract', '--help'])",
        "from pipeline.cli import run; run(['--help'])",
        "from pipeline.cli import run; run(['rules'])",
    ],
)
def test_start_up_loads_nothing_heavy(code: str) -> None:
    assert loaded_by(code) & HEAVY == set()
