"""Runs command lines of `ricplan` in separate processes, forked from a prepared process where the
platform can fork.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import subprocess
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import IO, NamedTuple


class Ended(NamedTuple):
    """The end of a command line: its exit code (negative: the signal that killed it) and its
    stderr.
    """

    code: int
    stderr: str


def run_alone(python: str, arguments: Sequence[str], folder: Path | None = None) -> Ended:
    """Run a command line in a new process of `python`, in `folder`."""
    command = [python, "-P", "-m", "pipeline", *arguments]
    done = subprocess.run(command, capture_output=True, env=os.environ, check=False, cwd=folder)
    return Ended(done.returncode, done.stderr.decode("utf-8", "replace"))


class CommandRuns:
    """Runs command lines concurrently; thread-safe. A context manager: leaving it ends all
    processes. `python` is the interpreter to run them with.
    """

    def __init__(self, python: str) -> None:
        self._python = python
        self._lock = threading.Lock()
        self._numbers = itertools.count(1)
        self._server: _Server | None = None

    def __enter__(self) -> CommandRuns:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def run(self, arguments: Sequence[str], folder: Path | None = None) -> Ended:
        """Run a command line, in `folder` if given, and wait for its end."""
        if not hasattr(os, "fork"):
            return run_alone(self._python, arguments, folder)
        with self._lock:
            if self._server is not None and self._server.has_ended:
                self._server.close()
                self._server = None
            if self._server is None:
                self._server = _Server(self._python)
            future = self._server.submit(next(self._numbers), arguments, folder)
        return future.result()

    @property
    def process(self) -> int | None:
        """The process id of the prepared process; None before it is started."""
        return self._server.process if self._server else None

    def close(self) -> None:
        """End the running processes and the one that they were forked from."""
        if self._server is not None:
            self._server.close()


class _Server:
    """The prepared process, and the futures of the processes forked from it."""

    def __init__(self, python: str) -> None:
        self._process = subprocess.Popen(
            [python, "-P", "-m", "pipeline.commands.fork_server"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # Thread pools do not survive a fork, and parallel documents keep the processors busy
            # anyway.
            env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
        )
        self.process = self._process.pid
        self._waiting: dict[int, Future[Ended]] = {}
        self._lock = threading.Lock()
        self.has_ended = False
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def submit(self, number: int, arguments: Sequence[str], folder: Path | None) -> Future[Ended]:
        future: Future[Ended] = Future()
        with self._lock:
            if self.has_ended:
                future.set_result(self._ended_with_server())
                return future
            self._waiting[number] = future
        where = str((folder or Path.cwd()).absolute())
        request = {"number": number, "arguments": list(arguments), "folder": where}
        line = json.dumps(request) + "\n"
        pipe = self._process.stdin
        assert pipe is not None
        with contextlib.suppress(BrokenPipeError):  # the server has ended: `_listen` reports that
            pipe.write(line.encode())
            pipe.flush()
        return future

    def _listen(self) -> None:
        pipe = self._process.stdout
        assert pipe is not None
        with pipe:
            self._read_replies(pipe)
        self._process.wait()
        with self._lock:
            self.has_ended = True
            left = list(self._waiting.values())
            self._waiting.clear()
        for future in left:
            future.set_result(self._ended_with_server())

    def _read_replies(self, pipe: IO[bytes]) -> None:
        for line in pipe:
            answer = json.loads(line)
            with self._lock:
                future = self._waiting.pop(answer["number"])
            future.set_result(Ended(answer["code"], answer["stderr"]))

    def _ended_with_server(self) -> Ended:
        code = self._process.returncode
        return Ended(code, f"The process that it was forked from ended with exit code {code}.")

    def close(self) -> None:
        pipe = self._process.stdin
        assert pipe is not None
        with contextlib.suppress(BrokenPipeError):
            pipe.close()
        self._listener.join()
        self._process.wait()
