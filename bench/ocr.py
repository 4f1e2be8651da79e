"""Scanned pages, recognised: how many cells come out right to the last letter, and how sure."""

from __future__ import annotations

import itertools
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from pipeline import stages
from tests.scans import PAGES, Scan, keyed_cells, scan, share_right, some_pages

BASE = Path(__file__).parents[1] / "raw" / "zpr-2015-2020.pdf"
PROFILE = "zpr-2015-2020"
COPIES = {
    "300 dpi, straight": Scan(),
    "300 dpi, 0.6° askew": Scan(askew=0.6),
    "200 dpi, 0.4° askew, grainy": Scan(dpi=200, askew=0.4, grain=12, blur=0.6, quality=60),
    "300 dpi, on its head": Scan(turned=180),
}


def table(most: int = len(COPIES)) -> Iterator[str]:
    """A line for each scanned copy of four pages of the base plan, at `most` so many."""
    yield "| scan | cells | right | share | rows lost | seconds a page |"
    yield "|---|---:|---:|---:|---:|---:|"
    if shutil.which("tesseract") is None:
        yield "| Tesseract missing | | | | | |"
        return
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "plan.pdf"
        pdf.write_bytes(some_pages(BASE))
        true = stages.extract(pdf, profile=PROFILE)
        for name, how in itertools.islice(COPIES.items(), most):
            pdf.write_bytes(scan(BASE, PAGES, how))
            begun = time.perf_counter()
            plan = stages.extract(pdf, profile=PROFILE, ocr=True)
            spent = (time.perf_counter() - begun) / len(PAGES)
            right, of = share_right(plan, true)
            lost = len(
                {cell[:2] for cell in keyed_cells(true)} - {c[:2] for c in keyed_cells(plan)}
            )
            yield f"| {name} | {of} | {right} | {right / of:.0%} | {lost} | {spent:.1f} |"
