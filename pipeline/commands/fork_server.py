"""The prepared process from which the processes of a batch are forked, with all imports done.

`command_runs` starts it as `python -m pipeline.commands.fork_server`. Requests come on stdin, one
JSON object a line (`number`, `arguments` of `ricplan`, working `folder`). Each is run in a forked
process; when that has ended, a line goes to stdout (`number`, exit `code`, `stderr`). At the end of
stdin the running children are interrupted, and the server exits.
"""

from __future__ import annotations

import json
import os
import pkgutil
import selectors
import signal
import sys
import tempfile
from collections.abc import Sequence
from importlib import import_module
from typing import IO, NoReturn

from pipeline.reading import forks
from pipeline.report import chart_process, html_file
from pipeline.stages import fingerprint

_PART = 1 << 16  # bytes
# Everything that reading a document, writing its tables and making its report import.
_ROOMS = (
    "store",
    "text",
    "layout",
    "tables",
    "records",
    "records.drafting",
    "records.corrections",
    "validate",
    "report",
    "stages",
)
_LIBRARIES = ("PIL.ImageChops", "dawg_python", "jinja2", "numpy.ma", "pyarrow.parquet", "yaml")


def main() -> None:
    """Serve requests until stdin ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the running children are interrupted too
    requests, replies = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.close(nothing)
    chart_process.start()
    _prepare()
    forks.prepare()
    _Server(requests, replies).serve()


def _prepare() -> None:
    """Import all modules and load all files that are the same for every document."""
    for room in _ROOMS:
        package = import_module(f"pipeline.{room}")
        for module in pkgutil.iter_modules(package.__path__):
            import_module(f"{package.__name__}.{module.name}")
    for library in _LIBRARIES:
        import_module(library)
    for name in ("commands.extract", "commands.pipes", "commands.progress", "text.child"):
        import_module(f"pipeline.{name}")
    fingerprint.code_digest()
    html_file.environment().get_template("report.html.j2")


class _Server:
    def __init__(self, requests: int, replies: int) -> None:
        self._requests, self._replies = requests, replies
        self._working: dict[int, tuple[int, IO[bytes]]] = {}  # pid → number, its stderr
        self._ended, self._wakes = os.pipe()
        os.set_blocking(self._wakes, False)
        os.set_blocking(self._ended, False)
        signal.set_wakeup_fd(self._wakes, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)  # a child's end wakes the selector

    def serve(self) -> None:
        rest = b""
        with selectors.DefaultSelector() as selector:
            selector.register(self._requests, selectors.EVENT_READ)
            selector.register(self._ended, selectors.EVENT_READ)
            while True:
                ready = {key.fd for key, _ in selector.select()}
                if self._ended in ready:
                    os.read(self._ended, _PART)
                    self._reap()
                if self._requests in ready:
                    part = os.read(self._requests, _PART)
                    if not part:
                        break
                    *lines, rest = (rest + part).split(b"\n")
                    for line in lines:
                        request = json.loads(line)
                        self._start(**request)
        self._end()

    def _start(self, number: int, arguments: Sequence[str], folder: str) -> None:
        stderr = tempfile.TemporaryFile()  # noqa: SIM115
        pid = os.fork()
        if pid == 0:
            self._work(arguments, folder, stderr)
        self._working[pid] = number, stderr

    def _work(self, arguments: Sequence[str], folder: str, stderr: IO[bytes]) -> NoReturn:
        code = 70
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            os.dup2(stderr.fileno(), 2)
            os.dup2(0, 1)
            os.closerange(3, max(self._wakes, self._ended, stderr.fileno()) + 1)
            os.chdir(folder)
            from pipeline.commands.cli import run

            code = run(arguments)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    def _reap(self) -> None:
        """Report every child that has ended."""
        for pid in list(self._working):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                number, stderr = self._working.pop(pid)
                self._report(number, os.waitstatus_to_exitcode(status), stderr)

    def _report(self, number: int, code: int, stderr: IO[bytes]) -> None:
        with stderr:
            stderr.seek(0)
            text = stderr.read().decode("utf-8", "replace")
        line = json.dumps({"number": number, "code": code, "stderr": text}).encode() + b"\n"
        while line:
            line = line[os.write(self._replies, line) :]

    def _end(self) -> None:
        """Interrupt the running children and wait for them; stdin is closed."""
        for pid in self._working:
            os.kill(pid, signal.SIGINT)
        for pid in self._working:
            os.waitpid(pid, 0)


if __name__ == "__main__":
    main()
