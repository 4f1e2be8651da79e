import errno
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from pipeline import __version__
from pipeline.commands import cli
from pipeline.model import errors
from pipeline.store import plan_files
from tests.commands.running import Ran, ricplan

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
    assert with_json == set(cli.COMMANDS) - {"report", "export", "stage"}


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
    assert "nowhere does not hold the tables of a plan" in done.stderr
