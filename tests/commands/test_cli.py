import dataclasses
import errno
import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from rich.progress import Progress

from pipeline import __version__
from pipeline.commands import cli, progress
from pipeline.model import errors
from pipeline.store import plan_files, register
from tests.commands.running import Ran, ricplan
from tests.hostile import files
from tests.plans import gold_plan, told_plan

ROOT = Path(__file__).parents[2]
BASE = ROOT / "raw" / "zpr-2015-2020.pdf"
ROOT_ON_PATH = {"PYTHONPATH": str(ROOT)}
Ricplan = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Ricplan:
    return lambda *arguments: ricplan(monkeypatch, *arguments)


def commands() -> dict[str, click.Command]:
    context = click.Context(cli.cli)
    return {name: cli.cli.get_command(context, name) for name in cli.COMMANDS}  # type: ignore[misc]


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_the_help_of_each_command_has_an_example_of_it(name: str, run: Ricplan) -> None:
    ran = run(name, "--help")
    assert ran.code == 0
    example = ran.out.split("Example:")[1]
    assert f"  ricplan {name} " in example or f"  ricplan {name}\n" in example


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_each_option_is_explained(name: str) -> None:
    for parameter in commands()[name].params:
        assert not isinstance(parameter, click.Option) or parameter.help, parameter.name


def test_json_is_offered_where_there_is_a_result_to_read() -> None:
    with_json = {
        name
        for name, command in commands().items()
        if "--json" in {flag for parameter in command.params for flag in parameter.opts}
    }
    assert {"tables", "diff"} <= with_json
    assert with_json == set(cli.COMMANDS) - {
        "report",
        "export",
        "stage",
        "profile",
        "app",
        "corrections",
        "monitor",
    }  # `profile check` has it


@pytest.mark.parametrize("name", ["", *cli.COMMANDS])
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_is_laid_out_as_it_is_written(name: str, option: str, run: Ricplan) -> None:
    shown = run(*name.split(), option)
    assert shown.code == 0
    assert "\\b" not in shown.out
    assert "-h, --help" in shown.out
    example = shown.out.split("Example:\n")[1].split("\n\n")[0].splitlines()
    assert example
    assert all(line.strip().startswith("ricplan ") for line in example)


def test_every_exit_code_is_documented(run: Ricplan) -> None:
    shown = run("--help").out.split("Exit codes:")[1]
    codes = {cli.BUG, cli.INTERRUPTED, cli.CLOSED, *range(6)}
    assert {line.split()[0] for line in shown.splitlines() if line.startswith("    ")} >= {
        str(code) for code in codes
    }


def test_version_and_help(run: Ricplan) -> None:
    assert run("--version").out == f"ricplan {__version__}\n"
    shown = run("--help")
    assert shown.code == 0
    assert [name for name in cli.COMMANDS if f"  {name} " not in shown.out] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["unknown"],
        ["extract"],
        ["extract", "x.pdf"],
        ["extract", "x.pdf", "--out", "o", "--fail-on", "info"],
        ["export", "x", "--to", "pdf"],
        ["stage", "unknown", "--doc", "x"],
        ["show", "x"],
        ["rules", "--colour"],
    ],
)
def test_wrong_usage_is_2_and_speaks_on_stderr(arguments: list[str], run: Ricplan) -> None:
    ran = run(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert "Error" in ran.err


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.UsageError("Seen.", "Why.", "Do."), 2),
        (errors.InputError("Seen.", "Why.", "Do."), 3),
        (errors.NoTableError("Seen.", "Why.", "Do."), 4),
        (errors.LimitError("Seen.", "Why.", "Do."), 5),
        (MemoryError(), 5),
        (OSError(errno.ENOSPC, "No space left on device", "x.parquet"), 5),
        (PermissionError(errno.EACCES, "Permission denied", "x"), 2),
        (OSError(errno.EIO, "I/O error"), 70),
        (KeyError("x"), 70),
        (KeyboardInterrupt(), 130),
    ],
)
def test_every_failure_has_its_code_and_a_short_message(
    error: BaseException,
    code: int,
    run: Ricplan,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(folder: Path) -> None:
        raise error

    monkeypatch.setattr(plan_files, "read", fail)
    ran = run("show", "x", "A 1.4")
    assert ran.code == code
    assert ran.out == ""
    assert "Traceback" not in ran.err
    assert len(ran.err.strip().splitlines()) <= 2
    if isinstance(error, errors.RicplanError):
        assert ran.err == "Error: Seen. Why. Do.\n"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["show", "nowhere", "A 1.4", "--json"], 3),
        (["extract", "nowhere.pdf", "--out", "x", "--json"], 3),
        (["diff", "a", "b", "--json"], 3),
        (["show", "x", "--json"], 2),
        (["rules", "--json", "--colour"], 2),
        (["extract", "x.pdf", "--out", "o", "--profile", "none", "--json"], 2),
    ],
)
def test_a_failure_is_one_json_object_too(
    arguments: list[str], code: int, run: Ricplan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run(*arguments)
    assert ran.code == code
    assert ran.json["exit_code"] == code
    assert set(ran.json) == {"error", "exit_code"}
    assert ran.err.startswith("Error: ")
    assert ran.json["error"] == ran.err.removeprefix("Error: ").removesuffix("\n")


def test_a_bug_shows_its_traceback_when_asked(
    run: Ricplan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(folder: Path) -> None:
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr(plan_files, "read", fail)
    quiet = run("show", "x", "A 1.4")
    assert f"{cli.TRACEBACK}=1" in quiet.err
    assert "ZeroDivisionError: by nought (test_cli.py:" in quiet.err
    monkeypatch.setenv(cli.TRACEBACK, "1")
    assert "Traceback (most recent call last)" in run("show", "x", "A 1.4").err


def test_the_module_is_the_program() -> None:
    command = [sys.executable, "-m", "pipeline", "show", "nowhere", "A", "1.4"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert done.stdout == ""
    assert "nowhere does not have the tables of a plan" in done.stderr


# ── terminals and pipes ─────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("output")
    plan_files.write(told_plan(), folder / "base")
    plan_files.write(gold_plan("am1"), folder / "am1")
    return folder


def program(*arguments: object, **options: Any) -> subprocess.CompletedProcess:
    """The program as a process of its own, which inherits nothing of this one's streams."""
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    variables = options.pop("env", {})
    return subprocess.run(
        command, capture_output=True, check=False, env=os.environ | variables, **options
    )


@pytest.mark.parametrize(
    ("arguments", "encoding"),
    [
        (("show", "base", "A 1.4"), "latin-1"),
        (("show", "base", "A 1.4"), "cp1252"),
        (("rules",), "cp1252"),
        (("validate", "base"), "latin-1"),
        (("diff", "base", "am1"), "latin-1"),
    ],
    ids=str,
)
def test_a_terminal_that_is_not_utf_8_ends_nothing(
    arguments: tuple[str, ...], encoding: str, output: Path
) -> None:
    done = program(*arguments, cwd=output, env={"PYTHONIOENCODING": encoding} | ROOT_ON_PATH)
    assert done.returncode in (0, 1), done.stderr
    assert b"bug" not in done.stderr
    told = (done.stdout + done.stderr).decode(encoding)
    assert "\\u" in told  # what it cannot show is shown as its escape


def test_history_and_tables_too(tmp_path: Path) -> None:
    for version in register.load(ROOT / "raw" / "plans.toml").versions("zpr-2015-2020"):
        plan = gold_plan("am1" if version.made_up else "base")
        meta = dataclasses.replace(plan.meta, doc_id=version.id, sha256=version.sha256)
        plan_files.write(dataclasses.replace(plan, meta=meta), tmp_path / version.id)
    (tmp_path / "x.pdf").write_bytes(files.sheets())
    history = ("history", "A 1.4", "--doc", "zpr-2015-2020", "--output", tmp_path)
    for arguments in (history, ("tables", tmp_path / "x.pdf")):
        done = program(*arguments, cwd=ROOT, env={"PYTHONIOENCODING": "latin-1"})
        assert done.returncode == 0, done.stderr
        assert "\\u" in done.stdout.decode("latin-1")


def test_a_file_name_that_is_not_utf_8(tmp_path: Path) -> None:
    name = os.fsdecode(b"pl\xe2ns.pdf")
    (tmp_path / name).write_bytes(files.part())
    done = program("extract", name, "--out", "out", "--no-report", "--json",
                   cwd=tmp_path, env=ROOT_ON_PATH)  # fmt: skip
    assert done.returncode == 0, done.stderr
    [document] = json.loads(done.stdout)["documents"]
    assert document["doc_id"] == "pl\ufffdns"
    assert os.fsencode(document["pdf"]) == b"pl\xe2ns.pdf"
    assert plan_files.read(tmp_path / "out").meta.file == "pl\ufffdns.pdf"
    missing = program("tables", os.fsdecode(b"\xff.pdf"), cwd=tmp_path, env=ROOT_ON_PATH)
    assert missing.returncode == 3, missing.stderr


@pytest.mark.parametrize("arguments", [("rules",), ("--help",), ("show", "base", "A 1.4")])
def test_a_closed_pipe_is_neither_a_finding_nor_a_bug(
    arguments: tuple[str, ...], output: Path
) -> None:
    reads, writes = os.pipe()
    os.close(reads)
    command = [sys.executable, "-m", "pipeline", *arguments]
    done = subprocess.run(
        command, stdout=writes, stderr=subprocess.PIPE, cwd=output, check=False,
        env=os.environ | ROOT_ON_PATH,
    )  # fmt: skip
    os.close(writes)
    assert done.returncode == 141
    assert done.stderr == b""


@pytest.mark.parametrize("colour", [True, False])
def test_no_color_is_honoured(colour: bool, run: Ricplan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("click._compat.isatty", lambda stream: True)
    monkeypatch.setattr("click.utils.should_strip_ansi", lambda stream, color: color is False)
    monkeypatch.setenv("NO_COLOR", "" if colour else "1")
    assert ("\x1b[" in run("rules").out) is colour
    assert ("\x1b[" in run("show", "nowhere", "A 1.4").err) is colour


def test_quiet_and_verbose(run: Ricplan, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(files.part())
    arguments = ("extract", tmp_path / "x.pdf", "--out", tmp_path / "out", "--no-report")
    usual = run(*arguments).err
    assert "Nolasīts: " in usual
    assert run(*arguments, "--quiet").err == ""
    assert run("-q", *arguments).err == ""
    told = run(*arguments, "--verbose").err
    assert [f"Nolasīta {page}. lappuse no 5" in told for page in range(1, 6)] == [True] * 5
    assert told.endswith(usual)
    refused = run("extract", tmp_path / "none.pdf", "--out", tmp_path / "out", "--quiet")
    assert refused.err.startswith("Error: ")


def test_one_pdf_has_a_bar_on_a_terminal(
    run: Ricplan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "on_terminal", lambda: True)
    told: list[tuple[float | None, float | None]] = []
    update = Progress.update

    def heard(self: Progress, task: Any, **facts: Any) -> None:
        told.append((facts["completed"], facts["total"]))
        update(self, task, **facts)

    monkeypatch.setattr(Progress, "update", heard)
    (tmp_path / "x.pdf").write_bytes(files.part())
    ran = run("extract", tmp_path / "x.pdf", "--out", tmp_path / "out", "--no-report")
    assert ran.code == 0
    assert told == [(page, 5) for page in range(1, 6)]


@pytest.mark.parametrize("place", ["-", "/dev/stdin"])
def test_a_pdf_comes_from_stdin(place: str, tmp_path: Path) -> None:
    done = program("extract", place, "--out", "out", "--no-report",
                   cwd=tmp_path, env=ROOT_ON_PATH, input=files.part())  # fmt: skip
    assert done.returncode == 0, done.stderr
    meta = plan_files.read(tmp_path / "out").meta
    assert (meta.doc_id, meta.file, meta.pages) == ("stdin", "stdin.pdf", 5)
    listed = program(
        "tables", place, "--json", cwd=tmp_path, env=ROOT_ON_PATH, input=files.sheets()
    )
    assert json.loads(listed.stdout)["tables"]


def test_a_pdf_comes_from_a_pipe_of_the_shell(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(files.part())
    python = shlex.quote(sys.executable)
    line = f"{python} -m pipeline diff <(cat x.pdf) <(cat x.pdf) --json"
    done = subprocess.run(
        ["bash", "-c", line], capture_output=True, cwd=tmp_path, check=False,
        env=os.environ | ROOT_ON_PATH,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["changes"] == []


def test_more_than_a_pdf_may_have_is_not_taken_from_a_pipe(tmp_path: Path) -> None:
    done = program("extract", "-", "--out", "out", "--limit", "file_mb=1",
                   cwd=tmp_path, env=ROOT_ON_PATH, input=b"%PDF-" + bytes(1_500_000))  # fmt: skip
    assert done.returncode == 5
    assert b"file_mb" in done.stderr


def test_versions_read_by_two_programs_are_told(output: Path, run: Ricplan, tmp_path: Path) -> None:
    old = dataclasses.replace(gold_plan().meta, version="0.0.7")
    plan_files.write(dataclasses.replace(gold_plan(), meta=old), tmp_path / "old")
    ran = run("diff", tmp_path / "old", output / "am1")
    assert f"0.0.7, jaunā – ar {__version__}" in ran.err
    assert "Uzmanību" not in run("diff", output / "base", output / "am1").err
