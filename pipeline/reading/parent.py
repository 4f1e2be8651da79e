"""Reads a PDF in a separate process: the parent's side.

A `Reader` is started first, so that its process starts up while this one imports other modules.
Data from the process is validated, and its outcome (done, refused, limit exceeded, killed, crashed)
determined.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from pipeline.model.errors import InputError, LimitError, RicplanError
from pipeline.reading import forks
from pipeline.reading.limits import exceeded
from pipeline.store.params import Limits

if TYPE_CHECKING:
    from pipeline.reading.document import Document
    from pipeline.reading.protocol import Frame

_TRACEBACK = "RICPLAN_TRACEBACK"
_HIDDEN = (
    "RICPLAN_PASSWORD",
)  # variables withheld from the child, which gets everything in its request
_LOOK_AFTER = 1 << 20  # bytes of pages after which this process checks its own memory
_OUT_OF_MEMORY = "SIGABRT"  # exit codes of pdfium, and C++ in general, on allocation failure


Page = TypeVar("Page")

_ahead: dict[str, subprocess.Popen[bytes]] = {}  # readers started ahead, by program


def start_ahead(program: str) -> None:
    """Prepare the process of the next Reader with this program before the document is known: this
    process is then forked, or else another is started, which waits for its request and ends with
    this process.
    """
    if not forks.prepare_one(program):
        _ahead[program] = _started_anew(program)


class Reader:
    """The reading of a document. A context manager: leaving it ends the process."""

    program: ClassVar[str]  # the module that is run; its `main` serves one request

    def __init__(
        self,
        path: Path,
        *,
        engine: str = "pdfium",
        password: str | None = None,
        limits: Limits | None = None,
        pages: bool = True,
        pictures: Sequence[int] = (),
        only: Sequence[int] = (),
    ) -> None:
        """Start reading the PDF at `path`; `pages` says whether its pages are wanted too.

        `pictures` are pages that are wanted as pictures, and nothing else of the document; `only`
        these pages are read, rising from 1, where any are named.
        """
        self._path, self._limits = path, limits or Limits()
        self._page = 0  # the page in progress; 0 before the first
        self._late = False
        self._before = _peak_mb()
        self._process = self._started()
        self._timer = threading.Timer(self._limits.seconds, self._end)
        self._timer.daemon = True
        self._timer.start()
        self._ask(
            {
                "path": str(path),
                "engine": engine,
                "password": password,
                "limits": dataclasses.asdict(self._limits),
                "pages": pages,
                "pictures": list(pictures),
                "only": list(only),
            }
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Kill the process."""
        self._timer.cancel()
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._process.wait()

    def document(self) -> Document:
        """The document's metadata. Raises InputError or LimitError where it cannot be read."""
        from pipeline.reading.document import Document

        kind, header, _ = self._frame()
        if kind != "document":
            raise self._crashed(f"sent a {kind} first")
        try:
            return Document(**header["document"])
        except (KeyError, TypeError) as error:
            raise self._crashed("described no document") from error

    def unpacked(self, unpack: Callable[[Frame], Page]) -> Iterator[Page]:
        """The pages of the document, one by one; `unpack` raises WireError for an invalid frame."""
        from pipeline.reading.protocol import WireError

        taken = 0  # bytes since the last check of memory
        while True:
            kind, header, payload = self._frame()
            if kind == "end":
                return
            if kind == "begin":
                self._page = header["number"]
                continue
            try:
                page = unpack((header, payload))
            except WireError as error:
                raise self._crashed("sent what is no page") from error
            yield page
            taken += len(payload)
            if taken < _LOOK_AFTER:  # the system call takes a millisecond
                continue
            taken = 0
            if _peak_mb() - self._before > self._limits.memory_mb:
                seen = f"What {self._path} holds up to page {self._page} fills the memory."
                raise exceeded(seen, "memory_mb", self._limits)

    def _started(self) -> forks.Process:
        return _started(self.program)

    def _ask(self, request: dict[str, Any]) -> None:
        pipe = self._process.stdin
        assert pipe is not None
        with contextlib.suppress(
            BrokenPipeError
        ):  # it has ended; reading the first frame reports why
            pipe.write(json.dumps(request).encode() + b"\n")
            pipe.close()

    def _end(self) -> None:
        self._late = True
        self._process.kill()

    def _frame(self) -> tuple[str, dict[str, Any], bytes]:
        """Kind, header and payload of the next frame; error frames are raised."""
        from pipeline.reading.protocol import WireError, unpack

        pipe = self._process.stdout
        assert pipe is not None
        try:
            frame = unpack(pipe.read, self._limits.objects_per_page)
        except WireError as error:
            raise self._crashed(f"sent {error}") from error
        if frame is None:
            raise self._ended()
        header, payload = frame
        kind, told = header.get("kind"), header.get("error")
        if kind == "bug":
            raise RuntimeError(f"the reader failed{self._place()}\n{told}")
        if kind in ("input", "limit"):
            seen, why, todo = map(str, told or ())
            raise (InputError if kind == "input" else LimitError)(seen, why, todo)
        return str(kind), header, payload

    # ── outcome ────────────────────────────────────────────────────────────────────────────

    def _ended(self) -> RicplanError | RuntimeError:
        """The error for a process that ended prematurely."""
        code = self._process.wait()
        if self._late:
            seen = f"Reading {self._path} took too long{self._place()}."
            return exceeded(seen, "seconds", self._limits)
        if code >= 0:
            return RuntimeError(
                f"the reader of {self._path} ended with code {code}; {_TRACEBACK}=1 shows why"
            )
        name = _signal_name(-code)
        if name == "SIGXCPU":
            seen = f"Reading {self._path} took too long{self._place()}."
            return exceeded(seen, "seconds", self._limits)
        if name == _OUT_OF_MEMORY:
            seen = f"Reading {self._path} needs more memory than the limit{self._place()}."
            return exceeded(seen, "memory_mb", self._limits)
        if name in ("SIGKILL", "SIGTERM"):
            return LimitError(
                f"The reader of {self._path} was killed{self._place()} ({name}).",
                "Most often the system does so when memory runs out.",
                "Free some memory and run again.",
            )
        return self._crashed(f"crashed ({name})")

    def _crashed(self, how: str) -> InputError:
        return InputError(
            f"The reader of {self._path} {how}{self._place()}.",
            "The file is damaged or malicious.",
            "Resave it with a PDF program, or try --engine pdfplumber.",
        )

    def _place(self) -> str:
        return f", on page {self._page}" if self._page else ", while opening it"


def _started(program: str) -> forks.Process:
    if forks.possible():
        process: forks.Process = _forked(program)
    else:
        process = _ahead.pop(program, None) or _started_anew(program)
    forks.widen(process.stdout)  # lets the reader run ahead while this process imports
    return process


def _forked(program: str) -> forks.Fork:
    main = import_module(program).main
    return forks.Fork(main, hidden=_HIDDEN, told=bool(os.environ.get(_TRACEBACK)))


def _started_anew(program: str) -> subprocess.Popen[bytes]:
    environment = {name: value for name, value in os.environ.items() if name not in _HIDDEN}
    environment |= {
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        # A thread pool would take address space and is not used by the reader.
        "OPENBLAS_NUM_THREADS": "1",
    }
    return subprocess.Popen(
        [sys.executable, "-P", "-m", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=None if os.environ.get(_TRACEBACK) else subprocess.DEVNULL,
        env=environment,
    )


def _peak_mb() -> float:
    """The peak memory of this process; 0 where the system does not report it."""
    try:
        import resource
    except ImportError:
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
