"""The reading process: the only one that parses an untrusted file.

It is started or forked by `parent`, with a program that defines how pages are processed
(`text.child`). It takes one request on stdin and writes frames (`protocol`) to stdout: the
document; for each page its beginning and its content; an end. It applies the limits to itself
before it opens the file, and ends with its parent.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from pipeline.model.errors import InputError, LimitError, RicplanError

# Everything is imported while the parent is busy with its own imports.
from pipeline.reading import engines, forks, page_pictures, pdfium_reader, protocol
from pipeline.reading.damage import copied, lost_pages
from pipeline.reading.glyphs import CrowdedPageError, Drawing, clean
from pipeline.reading.ingest import Opened, ingest
from pipeline.reading.limits import exceeded
from pipeline.store.params import Limits

__all__ = ["main", "pdfium_reader"]

_MEGABYTE = 1_000_000
_GRACE = 2  # seconds of processor time beyond the limit, for the parent to end this process first

Send = Callable[[bytes], None]
Pack = Callable[[Drawing], bytes]  # turns a page into a frame


def main(pack: Pack) -> None:
    """Serve one request; `pack` turns pages into frames."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # the parent has ended
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is interrupted too and reports it
    send = _sender()
    with open(0, "rb", closefd=False) as pipe:
        line = pipe.readline()
    if not line:
        return
    request = json.loads(line)
    _bind(Limits(**request["limits"]))
    answer(request, send, pack)


def answer(request: dict[str, Any], send: Send, pack: Pack) -> None:
    """Send the document and its pages, or an error frame; exceptions are not raised."""
    path, limits = Path(request["path"]), Limits(**request["limits"])
    try:
        _answer(path, request, limits, send, pack)
    except RicplanError as error:
        send(_refusal(error))
    except MemoryError:
        seen = f"{path} needs more memory than the limit."
        send(_refusal(exceeded(seen, "memory_mb", limits)))
    except Exception:
        import traceback

        send(protocol.pack({"kind": "bug", "error": traceback.format_exc()[-20_000:]}))


def _refusal(error: RicplanError) -> bytes:
    kind = "limit" if isinstance(error, LimitError) else "input"
    return protocol.pack({"kind": kind, "error": [error.seen, error.why, error.todo]})


def _answer(path: Path, request: dict[str, Any], limits: Limits, send: Send, pack: Pack) -> None:
    opened = ingest(path, limits, request["password"])
    document = opened.document
    described = {name: getattr(document, name) for name in document.__slots__}
    send(protocol.pack({"kind": "document", "document": described}))
    if not request["pages"]:
        return
    if request["pictures"]:
        _send_pictures(path, opened, request, limits, send)
        return
    with _explained(path, request["engine"], limits) as begins:
        only = request["only"]
        found = _drawings(opened, request["engine"], limits, only)
        for number in only or range(1, document.pages + 1):
            begins(number)
            send(protocol.pack({"kind": "begin", "number": number}))
            send(pack(clean(next(found))))
    send(protocol.pack({"kind": "end"}))


def _drawings(
    opened: Opened, engine: str, limits: Limits, only: Sequence[int]
) -> Iterator[Drawing]:
    most = limits.objects_per_page
    content, password = opened.content, opened.password
    if engine != "pdfium" and opened.document.repair:
        # Other libraries may not tolerate damage that pdfium repairs on opening.
        content, password = copied(content, password), None
    for drawing in engines.drawings(content, engine, password, most, only):
        if len(drawing.glyphs.text) + len(drawing.segments) > most:
            raise CrowdedPageError
        if _is_blank(drawing) and drawing.number in lost_pages(opened.original, opened.password):
            raise _LostPageError
        yield drawing


def _send_pictures(
    path: Path, opened: Opened, request: dict[str, Any], limits: Limits, send: Send
) -> None:
    """Send the requested pages as pictures, then an end."""
    numbers = request["pictures"]
    with _explained(path, request["engine"], limits) as begins:
        found = page_pictures.pictures(opened.content, opened.password, numbers)
        for number in numbers:
            begins(number)
            send(protocol.pack({"kind": "begin", "number": number}))
            send(page_pictures.pack_picture(next(found)))
    send(protocol.pack({"kind": "end"}))


class _LostPageError(Exception):
    """The content of a page is missing from the file."""


def _is_blank(drawing: Drawing) -> bool:
    return not (drawing.glyphs.text or drawing.segments or drawing.picture)


@contextmanager
def _explained(path: Path, engine: str, limits: Limits) -> Iterator[Callable[[int], None]]:
    """Turn errors on a page into messages with its number; the caller announces each page."""
    page = 0

    def begins(number: int) -> None:
        nonlocal page
        page = number

    try:
        yield begins
    except CrowdedPageError:
        seen = f"Page {page} of {path} draws more objects than the limit."
        raise exceeded(seen, "objects_per_page", limits) from None
    except _LostPageError:
        raise InputError(
            f"Page {page} of {path} is blank: the file breaks off before what it should show.",
            "A plan without one of its pages would be wrong without showing it.",
            "Fetch the PDF again.",
        ) from None
    except (RicplanError, MemoryError):
        raise
    except pdfium.PdfiumError as error:
        raise _unreadable(path, page, error) from error
    except Exception as error:
        if engine == "pdfium":
            raise
        # pdfminer raises all kinds of exceptions on damaged files.
        raise _unreadable(path, page, error) from error


def _unreadable(path: Path, page: int, error: Exception) -> InputError:
    return InputError(
        f"Page {page} of {path} cannot be read: {type(error).__name__}: {error}.",
        "A plan without one of its pages would be wrong without showing it.",
        "Fetch the PDF again, or resave it with a PDF program.",
    )


def _sender() -> Send:
    """A function that writes to the original stdout; output of libraries is redirected to
    stderr.
    """
    pipe = os.dup(1)
    os.dup2(2, 1)

    def send(frame: bytes) -> None:
        rest = memoryview(frame)
        while rest:
            rest = rest[os.write(pipe, rest) :]

    return send


def _bind(limits: Limits) -> None:
    """Apply the limits to this process, as far as the system supports it."""
    try:
        import resource
    except ImportError:  # Windows: the parent limits the time; memory is not limited
        return
    memory = (limits.memory_mb + forks.inherited_mb()) * _MEGABYTE
    for kind, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, limits.seconds + _GRACE),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
        try:
            resource.setrlimit(kind, (bound, bound))
        except (ValueError, OSError):
            continue  # macOS has no limit of address space
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(
            1, signal.SIGKILL
        )  # PR_SET_PDEATHSIG: this process ends with its parent
