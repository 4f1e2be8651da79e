"""Who may import whom, and what must not be imported at start-up."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "pipeline"
# The rooms of `pipeline`, in the order of a value's way: each imports only what stands before it,
# and itself. A package within one of them is a room of its own.
ORDER = [
    "model", "store", "store.export", "reading", "text", "layout", "layout.recognition", "tables",
    "records.drafting", "records", "records.corrections", "validate", "report", "tracking",
    "tracking.diff", "tracking.monitor", "stages", "api", "commands", "commands.app",
]  # fmt: skip
MOST_AT_THE_TOP = 12  # packages: as many as are seen at one look
# A PDF library is loaded where a PDF is read, and where its pages are drawn.
PDF_LIBRARIES = {"pdfplumber", "pdfminer", "pypdfium2", "pypdfium2.raw", "pikepdf"}
MAY_READ_PDF = {"reading", "report"}
HEAVY = {
    "altair", "duckdb", "jinja2", "numpy", "pandas", "pdfplumber", "pikepdf", "pyarrow",
    "pypdfium2", "rich", "xlsxwriter", "yaml",
}  # fmt: skip


def modules() -> Iterator[Path]:
    yield from sorted(PACKAGE.rglob("*.py"))


@cache
def imports(path: Path) -> tuple[ast.Import | ast.ImportFrom, ...]:
    """The statements with which a file imports, inside functions too."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return tuple(node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom))


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports."""
    for node in imports(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room(name: str) -> str:
    """`diff.engine` of `tracking` is in `tracking.diff`; `api` is a room of its own."""
    parts = name.split(".")
    within = ".".join(parts[:2])
    return within if within in ORDER else parts[0]


def place(path: Path) -> str:
    """The room that a module is in."""
    return room(".".join(path.relative_to(PACKAGE).with_suffix("").parts))


def places_of(path: Path) -> set[str]:
    """The rooms that a file imports from."""
    names = (name.partition(".") for name in imported(path))
    return {room(inner) for outer, _, inner in names if outer == "pipeline" and inner} & set(ORDER)


def test_the_order_names_every_package() -> None:
    assert {place(path) for path in modules()} == {*ORDER, "__init__", "__main__"}


def test_the_top_is_seen_at_one_look() -> None:
    at_the_top = [path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()]
    assert len(at_the_top) <= MOST_AT_THE_TOP


def test_packages_import_only_downwards() -> None:
    upwards = {
        str(path): above
        for path in modules()
        if place(path) in ORDER
        and (above := places_of(path) & set(ORDER[ORDER.index(place(path)) + 1 :]))
    }
    assert upwards == {}


def test_only_reading_knows_a_pdf_library() -> None:
    known = {
        str(path): libraries
        for path in modules()
        if place(path) not in MAY_READ_PDF and (libraries := set(imported(path)) & PDF_LIBRARIES)
    }
    assert known == {}


def test_only_its_own_command_knows_the_application() -> None:
    for path in modules():
        if place(path) != "commands.app":
            found = {name.split(".")[0] for name in imported(path)}
            assert not found & {"starlette", "uvicorn"}, path
            assert "commands.app" not in places_of(path), path


def test_no_two_modules_import_each_other() -> None:
    """Within a package too, and inside functions."""
    names = {path.relative_to(ROOT).with_suffix("").as_posix().replace("/", "."): path
             for path in modules()}  # fmt: skip
    found = {name: set(imported(path)) & names.keys() for name, path in names.items()}
    pairs = {(a, b) for a, others in found.items() for b in others if a in found[b] and a < b}
    assert pairs == set()


def test_relative_imports_do_not_hide_from_these_rules() -> None:
    for path in modules():
        for node in imports(path):
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
        "import pipeline.commands.cli",
        "from pipeline.commands.cli import run; run(['--version'])",
        "from pipeline.commands.cli import run; run(['extract', '--help'])",
        "from pipeline.commands.cli import run; run(['--help'])",
        "from pipeline.commands.cli import run; run(['rules'])",
    ],
)
def test_start_up_loads_nothing_heavy(code: str) -> None:
    assert loaded_by(code) & HEAVY == set()


def test_all_that_reading_a_plan_needs_is_imported_while_its_first_page_is_read(
    tmp_path: Path,
) -> None:
    """Whatever a stage imported later would be waited for, one stage after the other."""
    script = (
        "import sys\n"
        "from pipeline.commands import cli, extract\n"
        "from pipeline.stages import ahead, chain\n"
        "from pipeline.store import places  # of the command line\n"
        "ahead.import_stages()\n"
        "before = set(sys.modules)\n"
        "code = cli.run(sys.argv[1:])\n"
        "print(code, *sorted(set(sys.modules) - before))\n"
    )
    arguments = ["extract", "raw/zpr-2015-2020.pdf", "--out", str(tmp_path / "o"), "--no-report"]
    command = [sys.executable, "-c", script, *arguments]
    here = os.environ | {"PYTHONPATH": str(ROOT)}  # for the process that reads
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env=here)
    code, *later = done.stdout.split()
    rooms = {"layout", "tables", "records", "validate", "store", "text"}
    assert code == "0"
    assert not [name for name in later if name.partition("pipeline.")[2].split(".")[0] in rooms]
    assert not {"pyarrow", "numpy", "numpy.ma", "pandas"} & set(later)
