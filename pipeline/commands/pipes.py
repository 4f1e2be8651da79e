"""A PDF that comes from a pipe: `-`, `/dev/stdin`, `<(…)`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, BinaryIO

from pipeline.model.errors import UsageError

if TYPE_CHECKING:
    from pipeline.store.params import Limits

NAME = "stdin.pdf"  # file name of the copy; its stem is the plan's id where none is given
_PART = 1 << 20  # bytes
_STDIN = {"-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"}
_DESCRIPTORS = {Path("/dev/fd"), Path("/proc/self/fd")}


def is_pipe(place: Path) -> bool:
    """Whether the path of a PDF denotes a pipe."""
    return str(place) in _STDIN or place.parent in _DESCRIPTORS


@contextmanager
def pdf_at(place: Path, limits: Limits) -> Iterator[Path]:
    """The PDF at `place`; for a pipe a temporary copy, removed at the end of the context.

    The reading process uses pipes of its own and needs a file. Copying stops at the limit of a
    file's size; the reader reports that it is exceeded.
    """
    if not is_pipe(place):
        yield place
        return
    with TemporaryDirectory(prefix="ricplan-pipe-") as folder:
        copy = Path(folder) / NAME
        with _opened(place) as source, copy.open("wb") as target:
            _copy(source, target, limits.file_mb * 1_000_000 + 1)
        yield copy


@contextmanager
def _opened(place: Path) -> Iterator[BinaryIO]:
    if str(place) in _STDIN:
        if sys.stdin.isatty():
            raise UsageError(
                f"{place} is the terminal.", "The PDF should come from a pipe.", "Pipe one in."
            )
        yield sys.stdin.buffer
        return
    with place.open("rb") as source:
        yield source


def _copy(source: BinaryIO, target: BinaryIO, most: int) -> None:
    while most > 0 and (part := source.read(min(most, _PART))):
        target.write(part)
        most -= len(part)
