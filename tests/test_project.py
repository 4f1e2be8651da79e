"""Files beside the code that have to agree with it."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from pipeline import __version__
from pipeline.commands import docs

ROOT = Path(__file__).parent.parent


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(docs.pages()))
def test_generated_pages_are_what_stands_in_docs(name: str) -> None:
    assert read(f"docs/{name}") == docs.pages()[name], "run `make docs`"


def test_docs_are_written_as_they_are_compared(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pipeline.commands.docs", str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    assert {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()} == docs.pages()


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_lock_files_pin_everything_and_hold_no_address(name: str) -> None:
    text = read(name)
    assert not [word for word in ("://", "index-url", "find-links", "file:") if word in text]
    pinned = [line for line in text.splitlines() if line and line[0] not in "# "]
    assert pinned
    assert not [line for line in pinned if "==" not in line]


def test_every_runtime_dependency_is_locked_and_dvc_is_none_of_them() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    locked = {line.split("==")[0] for line in read("requirements.lock").splitlines()}
    assert {wanted.split(">=")[0] for wanted in project["dependencies"]} <= locked
    assert not [name for name in locked if name.startswith(("dvc", "pygit2", "pymupdf"))]


def test_dvc_calls_home_for_nothing() -> None:
    assert "analytics = false" in read(".dvc/config")


def test_the_changelog_names_this_version() -> None:
    assert f"## {__version__}" in read("CHANGELOG.md")


def test_every_data_file_is_packaged() -> None:
    """A file that an editable installation finds and a wheel would lack."""
    tool = tomllib.loads(read("pyproject.toml"))["tool"]["setuptools"]
    package = ROOT / "pipeline"
    packaged = {
        file for pattern in tool["package-data"]["pipeline"] for file in package.glob(pattern)
    }
    places = (path.relative_to(package) for path in package.rglob("*") if path.is_file())
    kept = (path for path in places if not any(part.startswith(".") for part in path.parts))
    files = {package / path for path in kept if path.suffix not in {".py", ".pyc"}}
    assert files <= packaged


def test_ci_calls_what_make_check_does() -> None:
    assert "make check" in read(".ci/run")
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o100


def test_the_lowest_versions_are_tested_too() -> None:
    assert "make lowest" in read(".ci/lowest")
    assert (ROOT / ".ci" / "lowest").stat().st_mode & 0o100
    assert "--resolution lowest-direct" in read("scripts/lowest.sh")


def test_raw_says_what_is_facsimile_and_what_is_made_up() -> None:
    text = read("raw/README.md").lower()
    assert "facsimile" in text
    assert "made-up" in text
    assert "nobody has the original file" in text


def rooms() -> list[str]:
    """The rows of the table that says where to open what."""
    table = read("docs/architecture.md").split("## You want to")[1]
    return [row for row in table.splitlines() if row.startswith("| **")]


def named_files(row: str) -> list[Path]:
    """The files that a row names, those of `pipeline/` without it, siblings by their name alone."""
    found: list[Path] = []
    for name in re.findall(r"`([\w./]+\.(?:py|toml|js|j2|md))`", row):
        folders = [ROOT / "pipeline", ROOT, ROOT / "docs", *(path.parent for path in found[-1:])]
        paths = [folder / name for folder in folders if (folder / name).is_file()]
        paths = paths or [*(ROOT / "pipeline").glob(f"*/{name}")]  # one in each stage
        assert paths, f"no file {name}"
        found += paths
    return found


@pytest.mark.parametrize("row", rooms(), ids=lambda row: row.split("**")[1])
def test_the_table_of_the_architecture_names_what_there_is(row: str) -> None:
    texts = [path.read_text(encoding="utf-8") for path in named_files(row)]
    names = set(re.findall(r"`(_?[A-Z]\w+)`", row)) - {"KeyError", "AttributeError"}
    lost = {name for name in names if not any(re.search(rf"\b{name}\b", text) for text in texts)}
    assert lost == set()
