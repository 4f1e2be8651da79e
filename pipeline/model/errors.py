"""Errors that stop a run. Each message says what was found, why it stops the run, and what to
do.
"""

from __future__ import annotations


class RicplanError(Exception):
    """An expected failure with its exit code (docs/commands.md)."""

    exit_code = 70

    def __init__(self, seen: str, why: str, todo: str) -> None:
        super().__init__(seen, why, todo)
        self.seen = seen
        self.why = why
        self.todo = todo

    def __str__(self) -> str:
        return f"{self.seen} {self.why} {self.todo}"


class UsageError(RicplanError):
    """Wrong usage: an unknown profile, plan, stage or option."""

    exit_code = 2


class InputError(RicplanError):
    """The input cannot be read: missing, not a PDF, damaged, encrypted, without text."""

    exit_code = 3


class NoTableError(RicplanError):
    """The input was read, but has no table of the profile."""

    exit_code = 4


class LimitError(RicplanError):
    """A limit was exceeded: size, pages, time, memory."""

    exit_code = 5
