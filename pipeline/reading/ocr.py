"""Pages that are pictures, recognised by OCRmyPDF with Tesseract (the optional extra `ocr`).

OCRmyPDF runs in a process of its own, with the limits of reading. It writes a copy of the PDF in
which the recognised words lie over the pictures; the copy is then read like any other PDF.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from pipeline.model.errors import InputError, RicplanError, UsageError
from pipeline.model.plan import Plan
from pipeline.model.schema import Repair
from pipeline.reading.limits import exceeded
from pipeline.store.params import Limits

LANGUAGE = "lav"  # Tesseract's name of Latvian
KIND = "ocr"  # of repairs
# Share of cells of a clean scan that came out right to the last letter: docs/benchmarks.md.
CONFIDENCE = 0.7
REASON = "page-is-a-picture"

_NOT_TIDY = 4  # the copy is written, and carries on some fault of the PDF: reading it tells
_HOW = (
    *("--language", LANGUAGE, "--output-type", "pdf", "--rasterizer", "pypdfium"),
    # Also where fonts do not tell their letters; no page lies quite straight on a scanner.
    *("--mode", "force", "--deskew", "--optimize", "0"),
    # Cells are islands of text; columns are known from the rules, not from Tesseract's layout.
    *("--tesseract-pagesegmode", "11"),
)


@contextmanager
def recognised(pdf: Path, pages: Sequence[int], limits: Limits) -> Iterator[Path]:
    """A copy of the PDF with words on these pages; gone at the end.

    UsageError where OCRmyPDF or Tesseract is missing, InputError where they cannot read it.
    """
    _check_installed()
    with tempfile.TemporaryDirectory(prefix="ricplan-ocr-") as folder:
        copy = Path(folder) / "recognised.pdf"
        plugin = Path(__file__).with_name("ocr_plugin.py")
        numbers = ",".join(map(str, pages))
        command = [sys.executable, "-P", "-m", "ocrmypdf", *_HOW, "--plugin", str(plugin)]
        _run([*command, "--pages", numbers, str(pdf), str(copy)], folder, pdf, limits)
        yield copy


def _check_installed() -> None:
    if find_spec("ocrmypdf") is None:
        raise UsageError(
            "--ocr was given, and OCRmyPDF is not installed.",
            "It recognises the text of pages that are pictures.",
            "Install it: pip install 'ricplan[ocr]'.",
        )
    tesseract = shutil.which("tesseract")
    if tesseract is None or LANGUAGE not in _languages(tesseract):
        raise UsageError(
            "--ocr was given, and Tesseract with its Latvian is not installed.",
            "OCRmyPDF reads with it.",
            "Install it (Debian: apt-get install tesseract-ocr tesseract-ocr-lav).",
        )


def _languages(tesseract: str) -> list[str]:
    told = subprocess.run([tesseract, "--list-langs"], capture_output=True, text=True, check=False)
    return told.stdout.split()


def _run(command: list[str], folder: str, pdf: Path, limits: Limits) -> None:
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "TMPDIR": folder,
        "OMP_THREAD_LIMIT": "1",  # a process for each page is quicker than threads within one
    }
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment,
        start_new_session=True,  # so that all its processes can be ended together
    )
    try:
        _bind(process.pid, limits)
        _, err = process.communicate(timeout=limits.seconds)
    except subprocess.TimeoutExpired:
        seen = f"Recognising the text of {pdf} took too long."
        raise exceeded(seen, "seconds", limits) from None
    finally:
        _end(process)
    if process.returncode not in (0, _NOT_TIDY):
        raise _failure(pdf, err.decode("utf-8", "replace"))


def _bind(process: int, limits: Limits) -> None:
    if sys.platform == "linux":
        import resource

        most = limits.memory_mb * 1_000_000
        try:
            resource.prlimit(process, resource.RLIMIT_AS, (most, most))
        except ProcessLookupError:
            return  # it ended already, and tells why


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and all that it started, if they are still there."""
    if process.poll() is None:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
    if process.stderr is not None:
        process.stderr.close()


def _failure(pdf: Path, err: str) -> RicplanError:
    last = err.strip().splitlines()[-1:] or ["it does not say why"]
    return InputError(
        f"{pdf} could not be recognised: {last[0].strip().rstrip('.')}.",
        "Without it, its pages that are pictures have no text.",
        "Save the PDF anew without a password and signatures, or leave --ocr out.",
    )


def marked(plan: Plan, pages: Sequence[int]) -> Plan:
    """The plan with a repair for each row that was recognised: its values are less sure."""
    chosen = frozenset(pages)
    rows: dict[tuple[str, str], int] = {}
    for line in plan.provenance:
        if line.page in chosen:
            rows.setdefault((line.table, line.key), line.page)
    added = tuple(
        Repair(KIND, table, key, None, page, None, None, REASON, CONFIDENCE)
        for (table, key), page in rows.items()
    )
    return replace(plan, repairs=(*plan.repairs, *added))
