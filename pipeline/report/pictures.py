"""Page pictures, rendered by pdfium in a pool of processes and handed over one page at a time.

Workers are processes (`python -m pipeline.report.pictures`, or forks), since pdfium is not
thread-safe and may crash on a page. A worker that is ahead blocks on its pipe, so that only a few
pictures are in memory however long the plan is.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO, Any, NamedTuple

from pipeline.reading import forks
from pipeline.report import png

DPI = 144  # two pixels per point: hairlines fall on whole pixels, and cut-outs stay sharp
GREYS = 8  # shades of a page without colour: look like 16, and compress faster
SECONDS_PER_PAGE = 30  # a page that takes longer gets no picture
MEMORY = 2_000_000_000  # bytes of address space of a worker
_NICE = 5  # reading has priority over rendering where both need the processor
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3  # of malloc.h
_LARGEST_KEPT = 1 << 25  # bytes of one piece of memory; glibc takes no larger number
LONGEST_SIDE = 4000  # pixels; larger sheets are scaled down


class UndrawableError(Exception):
    """pdfium cannot open the file, though another engine could read it."""


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
    """The pages of a PDF as pictures: all `sizes`, and an iterator of `pictures` in page order."""

    sizes: tuple[Size, ...]
    pictures: Iterator[Picture]


class Drawers:
    """A pool of rendering processes. A context manager: leaving it ends all of them.

    They start up in parallel with other work, and render once `draw` is called.
    """

    def __init__(self, jobs: int | None = None) -> None:
        # Other documents at work keep the other processors busy.
        many = 1 if forks.sharing() else min(os.cpu_count() or 1, 8)
        self._workers = [_Worker() for _ in range(jobs or many)]

    def __enter__(self) -> Drawers:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.stop()

    def draw(
        self,
        pdf: Path,
        *,
        dpi: int = DPI,
        password: str | None = None,
        pages: Iterable[int] | None = None,
    ) -> None:
        """Start rendering the pages of `pdf`: all, or those given."""
        chosen = None if pages is None else sorted(set(pages))
        for first, worker in enumerate(self._workers):
            worker.ask(_Request(str(pdf), first, len(self._workers), dpi, password, chosen))

    def album(self) -> Album:
        """The pages whose rendering was started. UndrawableError when pdfium cannot open the
        file.
        """
        workers = self._workers
        sizes = workers[0].sizes()
        everything = range(1, len(sizes) + 1)
        chosen = workers[0].request.pages
        drawn = everything if chosen is None else [page for page in chosen if page in everything]
        return Album(sizes, _in_order(workers, drawn))


@contextmanager
def album(
    pdf: Path,
    *,
    dpi: int = DPI,
    jobs: int | None = None,
    password: str | None = None,
    pages: Iterable[int] | None = None,
) -> Iterator[Album]:
    """Render the pages of `pdf`, all or those given; the workers end with the context.

    Raises UndrawableError when pdfium cannot open the file.
    """
    with Drawers(jobs) as drawers:
        drawers.draw(pdf, dpi=dpi, password=password, pages=pages)
        yield drawers.album()


def _in_order(workers: Sequence[_Worker], pages: Sequence[int]) -> Iterator[Picture]:
    for index, page in enumerate(pages):
        yield workers[index % len(workers)].picture(index, page)


@dataclass(frozen=True, slots=True)
class _Request:
    """A request to a worker: pages first, first+step, … of those to be rendered."""

    pdf: str
    first: int
    step: int
    dpi: int
    password: str | None
    pages: Sequence[int] | None  # None for all


class _Worker:
    """A rendering process; restarted after a page that ended it."""

    def __init__(self) -> None:
        self.request = _Request("", 0, 1, DPI, None, None)
        self._start()

    def _start(self) -> None:
        self._process = forks.Fork(main) if forks.possible() else _started_anew()
        forks.widen(self._process.stdout)
        self._sizes: tuple[Size, ...] | None = None

    def ask(self, request: _Request) -> None:
        self.request = request
        pipe = self._process.stdin
        assert pipe is not None
        with suppress(BrokenPipeError):  # it has ended, and sends no reply
            pipe.write(json.dumps(asdict(request)).encode() + b"\n")
            pipe.flush()

    def stop(self) -> None:
        process = self._process
        assert process.stdin is not None and process.stdout is not None
        process.stdin.close()
        process.stdout.close()  # a worker that still writes ends by the broken pipe
        try:
            process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _read(self) -> tuple[dict[str, Any], bytes] | None:
        pipe = self._process.stdout
        assert pipe is not None
        line = pipe.readline()
        if not line.endswith(b"\n"):
            return None
        head = json.loads(line)
        body = pipe.read(head["bytes"])
        return (head, body) if len(body) == head["bytes"] else None

    def sizes(self) -> tuple[Size, ...]:
        """The sizes of all pages of the document."""
        if self._sizes is None:
            frame = self._read()
            if frame is None:
                raise UndrawableError(Path(self.request.pdf).name)
            self._sizes = tuple(Size(*size) for size in json.loads(frame[1]))
        return self._sizes

    def picture(self, index: int, page: int) -> Picture:
        self.sizes()
        frame = self._read()
        if frame is None:  # crashed or timed out on this page: continue after it
            self.stop()
            self._start()
            self.ask(replace(self.request, first=index + self.request.step))
            return Picture(page, None)
        return Picture(page, frame[1] or None)


def _started_anew() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "pipeline.report.pictures"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )


# ── inside the worker ───────────────────────────────────────────────────────────────────────────


def encode(bitmap: Any) -> bytes:
    """A compact PNG of a PIL image of mode L (8 greys) or RGB (16 colours)."""
    if bitmap.mode == "L":
        step = 255 / (GREYS - 1)
        small = bitmap.point([round(value / step) for value in range(256)])
        small.putpalette([round(grey * step) for grey in range(GREYS) for _ in range(3)])
    else:
        small = bitmap.quantize(png.MOST, method=2)
    return png.packed(small)


def _coloured(page: Any, scale: float) -> bool:
    """Whether a page has colours, judged by a small picture, which takes a tenth of the time."""
    from PIL import ImageChops

    bitmap = page.render(scale=scale / 3, rev_byteorder=True)
    red, green, blue = _in_mode(bitmap.to_pil(), "RGB").split()
    bitmap.close()
    far = ImageChops.lighter(ImageChops.difference(red, green), ImageChops.difference(green, blue))
    return far.point(lambda value: value > 24).getbbox() is not None


def _in_mode(image: Any, mode: str) -> Any:
    """The image in a mode of Pillow's; `convert` would copy one that is in it already."""
    return image if image.mode == mode else image.convert(mode)


def main() -> None:
    """Serve one request from stdin; forks run the same function."""
    if hasattr(os, "nice"):
        os.nice(_NICE)
    import PIL.ImageChops  # noqa: F401  # before it is asked: there is time now
    import pypdfium2  # noqa: F401

    with open(0, "rb", closefd=False) as asked, open(1, "wb", closefd=False) as out:
        line = asked.readline()
        if line:
            _draw(_Request(**json.loads(line)), out)


def _draw(request: _Request, out: IO[bytes]) -> None:
    import pypdfium2

    _limit_memory()
    _keep_memory()
    dpi, pages = request.dpi, request.pages
    document = pypdfium2.PdfDocument(request.pdf, password=request.password)
    count = len(document)
    sizes = [document.get_page_size(number) for number in range(count)]
    _send(out, 0, json.dumps(sizes).encode())
    chosen = [page - 1 for page in pages or () if page <= count]
    for number in (range(count) if pages is None else chosen)[request.first :: request.step]:
        _limit_time()
        scale = min(dpi / 72, LONGEST_SIDE / max(sizes[number]))
        page = document[number]
        grey = not _coloured(page, scale)
        bitmap = page.render(scale=scale, grayscale=grey, rev_byteorder=True)
        _send(out, number + 1, encode(_in_mode(bitmap.to_pil(), "L" if grey else "RGB")))
        bitmap.close()
        page.close()


def _send(out: IO[bytes], page: int, body: bytes) -> None:
    out.write(json.dumps({"page": page, "bytes": len(body)}).encode() + b"\n" + body)
    out.flush()


def _limit_memory() -> None:
    """Limit the address space; a page that needs more gets no picture, as one that crashes."""
    if sys.platform == "linux":
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        most = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _keep_memory() -> None:
    """Let glibc keep what is freed: the next page asks for as much, and giving all of it back to
    the system in between takes a seventh of drawing.
    """
    if sys.platform == "linux":
        import ctypes

        set_option = getattr(ctypes.CDLL(None), "mallopt", None)  # other C libraries have none
        if set_option is not None:
            set_option(_M_MMAP_THRESHOLD, _LARGEST_KEPT)
            set_option(_M_TRIM_THRESHOLD, MEMORY)


def _limit_time() -> None:
    """Limit the time of the next page; the parent then continues without its picture."""
    import signal

    if hasattr(signal, "setitimer"):  # processor time: waiting for the parent does not count
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, SECONDS_PER_PAGE)


if __name__ == "__main__":
    main()
