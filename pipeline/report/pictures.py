"""Page pictures: drawn by pdfium in a pool of processes, handed over one page at a time.

Each worker is a process of its own (`python -m pipeline.report.pictures`): pdfium is not
thread-safe, a page that crashes it takes down only its worker, and a worker that is ahead waits on
its pipe, so that never more than a few pictures are in memory however long the plan is.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, NamedTuple

DPI = 144  # two pixels a point: hairlines fall on whole pixels, and cut-outs stay sharp
GREYS = 16  # grey steps of a page without colour: 4 bits a pixel
SECONDS_PER_PAGE = 30  # a page that takes longer is left without a picture
MEMORY = 2_000_000_000  # bytes of address space of a worker
LONGEST_SIDE = 4000  # pixels; larger sheets are drawn smaller
PASSWORD_VARIABLE = "RICPLAN_PICTURES_PASSWORD"


class UndrawableError(Exception):
    """pdfium cannot open this file, though its text could be read in another way."""


class Size(NamedTuple):
    """Width and height of a page as seen (`/Rotate` applied), in points."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of a page (from 1); `png` is None where pdfium could not draw it."""

    page: int
    png: bytes | None


@dataclass(frozen=True, slots=True)
class Album:
    """The pages of a PDF as pictures: `sizes` at once, `pictures` in page order as read."""

    sizes: tuple[Size, ...]
    pictures: Iterator[Picture]


@contextmanager
def album(
    pdf: Path,
    *,
    dpi: int = DPI,
    jobs: int | None = None,
    password: str | None = None,
    pages: Iterable[int] | None = None,
) -> Iterator[Album]:
    """Start drawing the pages of `pdf`, all or those named; the workers end with the context.

    Raises UndrawableError when pdfium cannot open the file.
    """
    chosen = None if pages is None else sorted(set(pages))
    jobs = jobs or min(os.cpu_count() or 1, 8)
    with ExitStack() as stack:
        workers = [
            stack.enter_context(_Worker(pdf, n, jobs, dpi, password, chosen)) for n in range(jobs)
        ]
        sizes = workers[0].sizes()
        everything = range(1, len(sizes) + 1)
        drawn = everything if chosen is None else [page for page in chosen if page in everything]
        yield Album(sizes, _in_order(workers, drawn))


def _in_order(workers: Sequence[_Worker], pages: Sequence[int]) -> Iterator[Picture]:
    for index, page in enumerate(pages):
        yield workers[index % len(workers)].picture(index, page)


class _Worker:
    """A process that draws the pages at first, first+step, … of the list of those to be drawn;
    started anew behind a fatal page.
    """

    def __init__(
        self,
        pdf: Path,
        first: int,
        step: int,
        dpi: int,
        password: str | None,
        pages: Sequence[int] | None,
    ) -> None:
        self._pdf, self._step, self._dpi, self._password = pdf, step, dpi, password
        self._pages = json.dumps(pages)
        self._start(first)

    def __enter__(self) -> _Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def _start(self, first: int) -> None:
        environment = dict(os.environ)
        if self._password is not None:
            environment[PASSWORD_VARIABLE] = self._password
        command = [sys.executable, "-m", "pipeline.report.pictures", str(self._pdf)]
        self._process = subprocess.Popen(
            [*command, str(first), str(self._step), str(self._dpi), self._pages],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        self._sizes: tuple[Size, ...] | None = None

    def _stop(self) -> None:
        assert self._process.stdout is not None
        self._process.stdout.close()  # a worker that still wants to write ends by this
        try:
            self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _read(self) -> tuple[dict[str, Any], bytes] | None:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line.endswith(b"\n"):
            return None
        head = json.loads(line)
        body = self._process.stdout.read(head["bytes"])
        return (head, body) if len(body) == head["bytes"] else None

    def sizes(self) -> tuple[Size, ...]:
        """The sizes of all pages of the document."""
        if self._sizes is None:
            frame = self._read()
            if frame is None:
                raise UndrawableError(self._pdf.name)
            self._sizes = tuple(Size(*size) for size in json.loads(frame[1]))
        return self._sizes

    def picture(self, index: int, page: int) -> Picture:
        self.sizes()
        frame = self._read()
        if frame is None:  # crashed or out of time on this page: go on behind it
            self._stop()
            self._start(index + self._step)
            return Picture(page, None)
        return Picture(page, frame[1] or None)


# ── inside the worker ───────────────────────────────────────────────────────────────────────────


def encode(bitmap: Any) -> bytes:
    """A compact PNG of a PIL image of mode L (16 greys) or RGB (16 colours)."""
    target = io.BytesIO()
    if bitmap.mode == "L":
        step = 255 / (GREYS - 1)
        small = bitmap.point([round(value / step) for value in range(256)])
        small.putpalette([round(grey * step) for grey in range(GREYS) for _ in range(3)])
    else:
        small = bitmap.quantize(GREYS, method=2)
    small.save(target, "PNG", bits=4, compress_level=6)
    return target.getvalue()


def _coloured(page: Any, scale: float) -> bool:
    """Whether a page has anything but greys: seen on a small picture, which takes a tenth."""
    from PIL import ImageChops

    bitmap = page.render(scale=scale / 3, rev_byteorder=True)
    red, green, blue = bitmap.to_pil().convert("RGB").split()
    bitmap.close()
    far = ImageChops.lighter(ImageChops.difference(red, green), ImageChops.difference(green, blue))
    return far.point(lambda value: value > 24).getbbox() is not None


def _draw(
    pdf: str, first: int, step: int, dpi: int, pages: Sequence[int] | None, out: IO[bytes]
) -> None:
    import pypdfium2

    _limit_memory()
    document = pypdfium2.PdfDocument(pdf, password=os.environ.get(PASSWORD_VARIABLE))
    count = len(document)
    sizes = [document.get_page_size(number) for number in range(count)]
    _send(out, 0, json.dumps(sizes).encode())
    chosen = [page - 1 for page in pages or () if page <= count]
    for number in (range(count) if pages is None else chosen)[first::step]:
        _limit_time()
        scale = min(dpi / 72, LONGEST_SIDE / max(sizes[number]))
        page = document[number]
        grey = not _coloured(page, scale)
        bitmap = page.render(scale=scale, grayscale=grey, rev_byteorder=True)
        _send(out, number + 1, encode(bitmap.to_pil().convert("L" if grey else "RGB")))
        bitmap.close()
        page.close()


def _send(out: IO[bytes], page: int, body: bytes) -> None:
    out.write(json.dumps({"page": page, "bytes": len(body)}).encode() + b"\n" + body)
    out.flush()


def _limit_memory() -> None:
    """A page that asks for more is left without a picture, as one that crashes."""
    if sys.platform == "linux":
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        most = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _limit_time() -> None:
    """Die when the next page takes too long; the parent then goes on without its picture."""
    import signal

    if hasattr(signal, "setitimer"):  # processor time: waiting for the reader does not count
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, SECONDS_PER_PAGE)


if __name__ == "__main__":
    _first, _step, _dpi = map(int, sys.argv[2:5])
    _draw(sys.argv[1], _first, _step, _dpi, json.loads(sys.argv[5]), sys.stdout.buffer)
