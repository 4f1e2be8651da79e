"""The program `ricplan`: its commands and its exit codes.

A command's module is imported when it is called, and imports its dependencies when it runs, so that
`--version` and `--help` stay fast.
"""

from __future__ import annotations

import errno
import io
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click

from pipeline import __version__
from pipeline.commands import options
from pipeline.commands.terminal import colour, emit, set_level
from pipeline.model.errors import LimitError, RicplanError, UsageError

BUG = 70
INTERRUPTED = 130  # the shells' convention: 128 + SIGINT
CLOSED = 141  # 128 + SIGPIPE: the reader of the output (such as `head`) closed the pipe
TRACEBACK = "RICPLAN_TRACEBACK"  # environment variable that adds the traceback to a bug's message

COMMANDS = (
    "extract",
    "tables",
    "profile",
    "register",
    "validate",
    "report",
    "rules",
    "corrections",
    "app",
    "diff",
    "history",
    "show",
    "export",
    "combine",
    "monitor",
    "stage",
)

_NO_SPACE = {errno.ENOSPC, errno.EDQUOT}
_NO_ACCESS = {
    errno.EACCES,
    errno.EPERM,
    errno.EROFS,
    errno.ENOTDIR,
    errno.EISDIR,
    errno.ENAMETOOLONG,
}


class Commands(click.Group):
    """A group whose commands are modules of `pipeline.commands`, imported on demand."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the order in which they are used on a plan."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"pipeline.commands.{cmd_name}").command
        return prepared(command)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a closed output pipe has an exit code of its own."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise ClosedPipeError from error


class ClosedPipeError(Exception):
    """The reader of the output has closed the pipe."""


def prepared(command: click.Command) -> click.Command:
    """The command with the options -q and -v, and its help text in click's format."""
    # Docstrings are raw (ruff D301), so `\b` is two characters; click needs the control character.
    command.help = (command.help or "").replace("\\b\n", "\b\n")
    if isinstance(command, click.Group) and not isinstance(command, Commands):
        for part in command.commands.values():
            prepared(part)
    if not any(parameter.name == "quiet" for parameter in command.params):
        command.params += options.loudness()
    return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", message="ricplan %(version)s")
def cli() -> None:
    r"""Latvian regional action plans: from PDF to tables that can be trusted.

    \b
    Example:
      ricplan extract plan.pdf --out plan/

    \b
    Exit codes:
      0    done
      1    done, and findings reach --fail-on, or a substantive change was found
      2    wrong usage
      3    the input cannot be read
      4    it holds no table of the profile
      5    a limit was hit, or the disk is full
      70   a bug
      130  interrupted (Ctrl-C)
      141  the reader of the output closed the pipe

    Colours are left out when the variable NO_COLOR is set. A PDF named - comes from a pipe.
    """


prepared(cli)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit code; every failure becomes a message and a code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        # A character that the terminal cannot encode (Latvian in latin-1) must not end the run.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    set_level(0)
    try:
        try:
            code = cli.main(given, prog_name="ricplan", standalone_mode=False, color=colour())
            sys.stdout.flush()
        except (ClosedPipeError, BrokenPipeError, SystemExit):  # click exits on a closed pipe
            return _closed()
        return code if isinstance(code, int) else 0
    except Exception as error:
        message, code = _message_and_code(error)
    click.echo(message, err=True, color=colour())
    if "--json" in given:
        emit({"error": click.unstyle(message).removeprefix("Error: "), "exit_code": code})
    return code


def main() -> NoReturn:
    """Entry point of the program."""
    # No matrices are multiplied here; BLAS's thread pool would only cost start-up time.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if _reads_one(sys.argv[1:]):
        from pipeline.reading import parent
        from pipeline.text.reader import PageReader

        parent.start_ahead(PageReader.program)  # before the command itself is imported
    sys.exit(run())


def _reads_one(arguments: Sequence[str]) -> bool:
    """Whether a command line looks like one that reads a single PDF in a process of its own."""
    pdfs = [argument for argument in arguments if argument.lower().endswith(".pdf")]
    return arguments[:1] in (["extract"], ["tables"]) and len(pdfs) == 1


def _closed() -> int:
    """Send the rest of stdout to the null device, so that Python's flush at exit does not fail."""
    sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115
    return CLOSED


def _message_and_code(error: Exception) -> tuple[str, int]:
    """The message and the exit code of a failure."""
    match error:
        case click.Abort():
            return "Interrupted. No half-written output was left.", INTERRUPTED
        case click.UsageError():
            hint = f"\nTry '{error.ctx.command_path} -h' for help." if error.ctx else ""
            return _refusal(f"{error.format_message()}{hint}"), error.exit_code
        case click.ClickException():
            return _refusal(error.format_message()), error.exit_code
        case RicplanError():
            return _refusal(str(error)), error.exit_code
        case MemoryError():
            return _message_and_code(
                LimitError(
                    "Memory ran out.",
                    "The document needs more than the machine has.",
                    "Free some memory.",
                )
            )
        case OSError():
            return _system(error)
    return _disk_full() if "No space left on device" in str(error) else _bug(error)


def _refusal(text: str) -> str:
    return f"{click.style('Error:', fg='red', bold=True)} {text}"


def _disk_full(where: str = "A file") -> tuple[str, int]:
    return _message_and_code(
        LimitError(f"{where} cannot be written.", "The disk is full.", "Make room, run again.")
    )


def _system(error: OSError) -> tuple[str, int]:
    """An operating system error that the user can resolve; any other is a bug."""
    where = error.filename or "A file"
    if error.errno in _NO_SPACE:
        return _disk_full(where)
    if error.errno in _NO_ACCESS:
        why = f"The system says: {error.strerror}."
        todo = "Check the path and its permissions, or give another one."
        return _message_and_code(UsageError(f"{where} cannot be used.", why, todo))
    return _bug(error)


def _bug(error: Exception) -> tuple[str, int]:
    if os.environ.get(TRACEBACK):
        traceback.print_exception(error)
    kind = type(error).__name__
    place = traceback.extract_tb(error.__traceback__)[-1]
    message = (
        f"This is a bug in ricplan {__version__}: {kind}: {error} "
        f"({Path(place.filename).name}:{place.lineno}). Nothing of the result can be relied "
        f"on. Run again with {TRACEBACK}=1 and report what it prints."
    )
    return message, BUG
