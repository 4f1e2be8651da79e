"""Scanned pages, recognised: how many cells come out right to the last letter."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from pipeline import stages
from tests.scans import PAGES, scan, share_right, some_pages

BASE = Path(__file__).parents[1] / "raw" / "zpr-2015-2020.pdf"
PROFILE = "zpr-2015-2020"
COPIES = {"straight": 0.0, "0.6° askew": 0.6}


def table() -> Iterator[str]:
    """A line for each scanned copy of four pages of the base plan."""
    yield "| scan at 300 dpi | cells | right | share | seconds a page |"
    yield "|---|---:|---:|---:|---:|"
    if find_spec("ocrmypdf") is None or shutil.which("tesseract") is None:
        yield "| OCRmyPDF or Tesseract missing | | | | |"
        return
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "plan.pdf"
        pdf.write_bytes(some_pages(BASE))
        true = stages.extract(pdf, profile=PROFILE)
        for name, askew in COPIES.items():
            pdf.write_bytes(scan(BASE, askew=askew))
            begun = time.perf_counter()
            plan = stages.extract(pdf, profile=PROFILE, ocr=True)
            spent = (time.perf_counter() - begun) / len(PAGES)
            right, of = share_right(plan, true)
            yield f"| {name} | {of} | {right} | {right / of:.0%} | {spent:.1f} |"
