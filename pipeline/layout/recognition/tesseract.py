"""Runs Tesseract: from pictures to words with places and confidences."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from PIL import Image

from pipeline.layout.recognition.picture import Grey
from pipeline.model.errors import LimitError, UsageError
from pipeline.reading.limits import exceeded
from pipeline.store.params import Limits

# Tesseract's names of Latvian, the best first. `lav_best` is the name of the larger model where it
# is installed beside the usual one.
LANGUAGES = ("lav_best", "lav")

# Tesseract's page segmentation modes.
PAGE, BLOCK, LINE, RAW_LINE = "3", "6", "7", "13"


class ReadWord(NamedTuple):
    """A word read by Tesseract; its box in pixels of the picture."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    sure: float  # Tesseract's confidence, 0 to 1
    line: tuple[int, ...]  # equal for the words of a line


@dataclass(frozen=True, slots=True)
class Tesseract:
    """The installed Tesseract with its Latvian data, and the time limit."""

    program: str
    language: str
    path: str  # of the PDF, for errors
    limits: Limits
    until: float  # of time.monotonic

    def read(self, pictures: Sequence[Grey], mode: str, dpi: float) -> list[list[ReadWord]]:
        """The words of each picture.

        LimitError where it takes too long.
        """
        words: list[list[ReadWord]] = [[] for _ in pictures]
        if not pictures:
            return words
        for line in self._run(_tiff(pictures, dpi), mode).splitlines()[1:]:
            fields = line.split("\t")
            if len(fields) == 12 and fields[0] == "5" and fields[11].strip():
                left, top, width, height = map(int, fields[6:10])
                words[int(fields[1]) - 1].append(
                    ReadWord(
                        fields[11].strip(),
                        left,
                        top,
                        left + width,
                        top + height,
                        max(float(fields[10]), 0.0) / 100,
                        tuple(map(int, fields[2:5])),
                    )
                )
        return words

    def _run(self, pictures: bytes, mode: str) -> str:
        process = subprocess.Popen(
            [self.program, "stdin", "stdout", "-l", self.language, "--psm", mode, "tsv"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            # a process per page is faster than threads within one
            env=os.environ | {"OMP_THREAD_LIMIT": "1"},
        )
        try:
            _bind(process.pid, self.limits)
            told, err = process.communicate(pictures, max(self.until - time.monotonic(), 0.01))
        except subprocess.TimeoutExpired:
            raise self._late() from None
        finally:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout, process.stderr):
                if pipe is not None:
                    with contextlib.suppress(BrokenPipeError):  # the rest of its input
                        pipe.close()
        if process.returncode:
            raise self._failed(process.returncode, err.decode("utf-8", "replace"))
        return told.decode("utf-8", "replace")

    def _late(self) -> LimitError:
        return exceeded(
            f"Recognising the text of {self.path} took too long.", "seconds", self.limits
        )

    def _failed(self, code: int, err: str) -> LimitError | RuntimeError:
        if code < 0 and signal.Signals(-code).name in ("SIGABRT", "SIGKILL", "SIGSEGV"):
            seen = f"Recognising the text of {self.path} needs more memory than the limit."
            return exceeded(seen, "memory_mb", self.limits)
        return RuntimeError(f"Tesseract ended with code {code} on {self.path}: {err[-500:]}")


def found(path: str, limits: Limits) -> Tesseract:
    """The installed Tesseract. UsageError where it or its Latvian data is missing."""
    program = shutil.which("tesseract")
    known = _languages(program) if program else ()
    language = next((name for name in LANGUAGES if name in known), None)
    if program is None or language is None:
        raise UsageError(
            "--ocr was given, and Tesseract with its Latvian is not installed.",
            "It recognises the text of scanned pages.",
            "Install it (Debian: apt-get install tesseract-ocr tesseract-ocr-lav).",
        )
    return Tesseract(program, language, path, limits, time.monotonic() + limits.seconds)


@cache
def _languages(program: str) -> tuple[str, ...]:
    told = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False)
    return tuple(told.stdout.split())


def _bind(process: int, limits: Limits) -> None:
    if sys.platform == "linux":
        import resource

        most = limits.memory_mb * 1_000_000
        try:
            resource.prlimit(process, resource.RLIMIT_AS, (most, most))
        except ProcessLookupError:
            return  # it has ended and reports why


def _tiff(pictures: Sequence[Grey], dpi: float) -> bytes:
    """The pictures as pages of one TIFF file."""
    first, *others = (Image.fromarray(picture) for picture in pictures)
    file = io.BytesIO()
    first.save(file, "TIFF", save_all=True, append_images=others, dpi=(dpi, dpi))
    return file.getvalue()
