"""Reading a PDF in a process of its own, from the side of the one who asks.

A `Reader` is started before anything else, so that its process starts up while this one imports
what comes after reading. What the process sends is checked; what becomes of it (done,
refused, a limit hit, killed, crashed) is told apart here.
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
_HIDDEN = ("RICPLAN_PASSWORD",)  # a child gets what it needs in its request
_LOOK_AFTER = 1 << 20  # bytes of pages, after which this process looks at its own memory
_OUT_OF_MEMORY = "SIGABRT"  # how pdfium, and C++ in general, end where memory is refused


Page = TypeVar("Page")

_ahead: dict[str, subprocess.Popen[bytes]] = {}  # started before there was a document, by program


def start_ahead(program: str) -> None:
    """Make ready the process of the next Reader whose program this is, while nobody knows yet what
    it is to read: this one is forked then. Where it cannot be, another is started that waits for
    its request, and ends with this process where none comes.
    """
    if not forks.prepare_one(program):
        _ahead[program] = _started_anew(program)


class Reader:
    """One document's reading. A context manager: at its end the process is gone, come what may."""

    program: ClassVar[str]  # the module that is run; its `main` answers one request

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
        self._page = 0  # the one that the process is on; 0 before the first
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
        """End the process, whatever it is doing."""
        self._timer.cancel()
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._process.wait()

    def document(self) -> Document:
        """What the file is. Raises InputError or LimitError where it cannot be read."""
        from pipeline.reading.document import Document

        kind, header, _ = self._frame()
        if kind != "document":
            raise self._crashed(f"sent a {kind} first")
        try:
            return Document(**header["document"])
        except (KeyError, TypeError) as error:
            raise self._crashed("described no document") from error

    def unpacked(self, unpack: Callable[[Frame], Page]) -> Iterator[Page]:
        """The pages of the document that was asked for, one by one; `unpack` raises WireError for
        what is none.
        """
        from pipeline.reading.protocol import WireError

        taken = 0  # bytes since memory was looked at
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
            if taken < _LOOK_AFTER:  # asking the system takes a millisecond
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
        with contextlib.suppress(BrokenPipeError):  # it ended already; the first frame tells why
            pipe.write(json.dumps(request).encode() + b"\n")
            pipe.close()

    def _end(self) -> None:
        self._late = True
        self._process.kill()

    def _frame(self) -> tuple[str, dict[str, Any], bytes]:
        """Kind, header and columns of the next frame that is no error."""
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

    # ── how it ended ────────────────────────────────────────────────────────────────────────────

    def _ended(self) -> RicplanError | RuntimeError:
        """Why the process ended before its work was done."""
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
            seen = f"Reading {self._path} needs more memory than it may take{self._place()}."
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
            "The file is damaged, or made to do this.",
            "Save it anew with a PDF program, or try --engine pdfplumber.",
        )

    def _place(self) -> str:
        return f", on page {self._page}" if self._page else ", while opening it"


def _started(program: str) -> forks.Process:
    if forks.possible():
        process: forks.Process = _forked(program)
    else:
        process = _ahead.pop(program, None) or _started_anew(program)
    forks.widen(process.stdout)  # so that the reader runs ahead while this process still imports
    return process


def _forked(program: str) -> forks.Fork:
    main = import_module(program).main
    return forks.Fork(main, hidden=_HIDDEN, told=bool(os.environ.get(_TRACEBACK)))


def _started_anew(program: str) -> subprocess.Popen[bytes]:
    environment = {name: value for name, value in os.environ.items() if name not in _HIDDEN}
    environment |= {
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        # A pool of threads would cost address space and is of no use to the reader.
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
    """The most memory that this process has taken so far; 0 where the system does not tell."""
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
