"""Processes forked from a prepared one, which has done all imports.

Only a process that says so (`prepare`) is forked, and only while it has no other thread: a fork
has none of them, nor what they hold. Everywhere else a process is started as always.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import IO, NoReturn

_OWN_MB = 120  # address space of a newly started reader for its imports
_POLL = 0.005  # seconds
_AHEAD = 1 << 20  # bytes

_prepared = False
_forked = False
_shared = False  # whether forks of other documents run at the same time


class Fork:
    """A forked process with the part of `subprocess.Popen`'s interface that is used here."""

    def __init__(
        self, work: Callable[[], object], *, hidden: Iterable[str] = (), told: bool = False
    ) -> None:
        """Run `work` in a fork, which reads from descriptor 0 and writes to 1.

        `hidden` are environment variables that it does not get; `told` says whether what it
        writes to stderr is shown.
        """
        asks, self_asks = os.pipe()
        self_answers, answers = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            _work(work, asks, answers, hidden, told)
        os.close(asks)
        os.close(answers)
        self.stdin = os.fdopen(self_asks, "wb")
        self.stdout = os.fdopen(self_answers, "rb")
        self.returncode: int | None = None

    def kill(self) -> None:
        """Kill the process."""
        if self.returncode is None:
            os.kill(self.pid, signal.SIGKILL)

    def wait(self, timeout: float | None = None) -> int:
        """The exit code; negative for a signal. TimeoutExpired after `timeout` seconds."""
        ends = None if timeout is None else time.monotonic() + timeout
        while self.returncode is None:
            pid, status = os.waitpid(self.pid, 0 if ends is None else os.WNOHANG)
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
            elif ends is not None and time.monotonic() > ends:
                raise subprocess.TimeoutExpired("a fork", timeout or 0.0)
            else:
                time.sleep(_POLL)
        return self.returncode


Process = subprocess.Popen[bytes] | Fork


def prepare() -> None:
    """Mark this process as one to be forked for each of many documents: it has done all imports and
    has no data of any document.
    """
    global _prepared, _shared
    gc.collect()
    gc.freeze()  # objects exempt from collection are not written to: their pages stay shared
    _prepared = _shared = hasattr(os, "fork")


def prepare_one(program: str) -> bool:
    """Import a module and mark this process, which reads one document and has not started, as one
    to be forked to run it. Return whether it can be: on other systems libraries do not allow it.
    """
    global _prepared
    if sys.platform != "linux":
        return False
    import_module(program)
    gc.freeze()
    _prepared = True
    return True


def possible() -> bool:
    """Whether this process, or the one that it was forked from, is prepared, and it can be forked
    now.
    """
    return _prepared and threading.active_count() == 1


def sharing() -> bool:
    """Whether other documents are read at the same time."""
    return _shared


def widen(pipe: IO[bytes] | None) -> None:
    """Enlarge the pipe's buffer to a megabyte, so that the writer can run ahead of the reader."""
    if sys.platform == "linux" and pipe is not None:
        import fcntl

        with contextlib.suppress(PermissionError):  # the user's limit of pipe buffers is reached
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _AHEAD)


def inherited_mb() -> int:
    """Megabytes of address space that a fork has in addition to a newly started process."""
    if not _forked or sys.platform != "linux":
        return 0
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return max(pages * os.sysconf("SC_PAGE_SIZE") // 1_000_000 - _OWN_MB, 0)


def _work(
    work: Callable[[], object], asks: int, answers: int, hidden: Iterable[str], told: bool
) -> NoReturn:
    global _forked
    _forked = True
    code = 1
    try:
        os.dup2(asks, 0)
        os.dup2(answers, 1)
        if not told:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        os.closerange(3, os.sysconf("SC_OPEN_MAX") if sys.platform != "linux" else _most_open())
        for name in hidden:
            os.environ.pop(name, None)
        work()
        code = 0
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _most_open() -> int:
    return max(int(item.name) for item in Path("/proc/self/fd").iterdir()) + 1
