"""The command `ricplan`: which commands there are, and what its exit codes mean.

A command is imported when it is called, and imports what it needs when it runs: `--version` and
`--help` stay quick.
"""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

import click

from pipeline import __version__
from pipeline.model.errors import LimitError, RicplanError, UsageError

BUG = 70
INTERRUPTED = 130  # as shells have it: 128 + SIGINT
TRACEBACK = "RICPLAN_TRACEBACK"  # environment variable that adds the traceback to a bug's message

COMMANDS = (
    "extract",
    "tables",
    "validate",
    "report",
    "rules",
    "diff",
    "history",
    "show",
    "export",
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
    """A group whose commands are modules of `pipeline.commands`, imported when asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the order in which a plan meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, None for an unknown one."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"pipeline.commands.{cmd_name}").command
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", message="ricplan %(version)s")
def cli() -> None:
    r"""Latvian regional action plans: from PDF to tables that can be trusted.

    \b
    Example:
      ricplan extract plan.pdf --out plan/

    \b
    Exit codes: 0 done; 1 done, and findings reach --fail-on or a substantive change was found;
    2 wrong usage; 3 the input cannot be read; 4 it holds no table of the profile; 5 a limit was
    hit; 70 a bug.
    """


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit code; every failure becomes a message and a code."""
    try:
        code = cli.main(arguments, prog_name="ricplan", standalone_mode=False)
    except click.Abort:
        return _fail("Interrupted. No half-written output was left.", INTERRUPTED)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except RicplanError as error:
        return _refuse(error)
    except MemoryError:
        return _refuse(
            LimitError("Memory ran out.", "The document needs more than there is.", "Free some.")
        )
    except OSError as error:
        return _system(error)
    except Exception as error:
        return _bug(error)
    return code if isinstance(code, int) else 0


def main() -> NoReturn:
    """Entry point of the program."""
    sys.exit(run())


def _fail(message: str, code: int) -> int:
    click.echo(message, err=True)
    return code


def _refuse(error: RicplanError) -> int:
    return _fail(f"{click.style('Error:', fg='red', bold=True)} {error}", error.exit_code)


def _system(error: OSError) -> int:
    """An error of the operating system that a person can do something about, else a bug."""
    where = error.filename or "A file"
    if error.errno in _NO_SPACE:
        return _refuse(
            LimitError(f"{where} cannot be written.", "The disk is full.", "Make room, run again.")
        )
    if error.errno in _NO_ACCESS:
        why = f"The system says: {error.strerror}."
        todo = "Check the path and its permissions, or give another one."
        return _refuse(UsageError(f"{where} cannot be used.", why, todo))
    return _bug(error)


def _bug(error: Exception) -> int:
    if os.environ.get(TRACEBACK):
        traceback.print_exception(error)
    kind = type(error).__name__
    place = traceback.extract_tb(error.__traceback__)[-1]
    return _fail(
        f"This is a bug in ricplan {__version__}: {kind}: {error} "
        f"({os.path.basename(place.filename)}:{place.lineno}). Nothing of the result can be relied "  # noqa: PTH119
        f"on. Run again with {TRACEBACK}=1 and report what it prints.",
        BUG,
    )
