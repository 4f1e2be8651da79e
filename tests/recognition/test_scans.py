"""Pages that are pictures, recognised: the same tables, nearly all cells right, all marked."""

from __future__ import annotations

import dataclasses
import io
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pikepdf
import pytest

from pipeline import stages
from pipeline.layout.recognition import tesseract
from pipeline.model.errors import InputError, LimitError, UsageError
from pipeline.model.plan import Plan
from pipeline.model.schema import Provenance
from pipeline.records.recognised import KIND
from pipeline.stages.source import Pdf
from pipeline.store.params import Limits
from pipeline.text.page import turned_about
from pipeline.validate.confidence import cell_confidence, row_confidence
from tests.hostile import files
from tests.scans import PAGES, Scan, keyed_cells, scan, some_pages
from tests.typeset import PlanData, Style, typeset

PROFILE = "zpr-2015-2020"
# As a scanner gives a page at its worst: coarse, askew, full of grain.
WORN_PAGES = (3, 16)  # of each table one: a page takes a core four seconds
WORN = Scan(dpi=200, askew=0.4, grain=12.0, blur=0.6, quality=60)


@cache
def true(pages: Sequence[int] = PAGES) -> bytes:
    return some_pages(files.BASE, pages)


def read(folder: Path, content: bytes, **options: object) -> Plan:
    pdf = folder / "plan.pdf"
    pdf.write_bytes(content)
    return stages.extract(pdf, profile=PROFILE, **options)


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    return read(tmp_path_factory.mktemp("printed"), true())


@pytest.fixture(scope="session")
def printed_of_worn(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    return read(tmp_path_factory.mktemp("printed"), true(WORN_PAGES))


@pytest.fixture(scope="session")
def worn(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """Pages of a worn copy as they were recognised, once for all tests that look at them."""
    return read(tmp_path_factory.mktemp("worn"), scan(files.BASE, WORN_PAGES, WORN), ocr=True)


def test_a_worn_copy_gives_the_tables(worn: Plan, printed_of_worn: Plan) -> None:
    found, true_cells = keyed_cells(worn), keyed_cells(printed_of_worn)
    assert {cell[:2] for cell in found} == {cell[:2] for cell in true_cells}  # no row lost
    wrong = {cell for cell, text in true_cells.items() if found.get(cell) != text}
    assert len(wrong) <= 0.03 * len(true_cells), wrong
    assert worn.metrics["words"]["unaccounted"] == 0
    assert not any(found.rule == "page-without-text" for found in worn.findings)


def test_every_value_says_that_it_was_recognised(worn: Plan) -> None:
    marked = {(row.table, row.key, row.column) for row in worn.repairs if row.kind == KIND}
    assert marked == {(line.table, line.key, line.column) for line in worn.provenance}
    sure = row_confidence(worn)
    assert all(0 < sure[table, key] < 1 for table, key, _ in marked if (table, key) in sure)
    assert max(cell_confidence(worn).values()) > 0.9


def test_places_are_those_of_the_page_askew(worn: Plan, printed_of_worn: Plan) -> None:
    """The printed place, turned with the page, is the place that was recognised."""
    size = (841.9, 595.3)

    def place(line: Provenance) -> tuple[object, ...]:
        return line.table, line.key, line.column, line.position, line.line, line.text

    places = {place(line): line for line in worn.provenance}
    seen = 0
    for line in printed_of_worn.provenance:
        other = places.get(place(line))
        if other is None or line.table == "paragraphs":
            continue
        middle = ((line.x0 + line.x1) / 2, (line.top + line.bottom) / 2)
        x, y = turned_about((size[0] / 2, size[1] / 2), middle, -WORN.askew)
        assert abs(x - (other.x0 + other.x1) / 2) < 4, (line, other)
        assert abs(y - (other.top + other.bottom) / 2) < 3, (line, other)
        seen += 1
    assert seen > 100


def test_a_page_on_its_head_is_turned(tmp_path: Path) -> None:
    """One page of three is a picture, turned: the rows of the others carry no mark."""
    whole, mixed = tmp_path / "whole.pdf", io.BytesIO()
    whole.write_bytes(typeset(PlanData.gold().part(1, 2, measures=False), Style()).pdf)
    printed = stages.extract(whole, profile=PROFILE)
    assert printed.actions and printed.meta.pages == 3
    with (
        pikepdf.open(whole) as typed,
        pikepdf.open(io.BytesIO(scan(whole, (3,), Scan(dpi=200, turned=180)))) as scanned,
    ):
        typed.pages[2] = scanned.pages[0]
        typed.save(mixed)
    plan = read(tmp_path, mixed.getvalue(), ocr=True)
    assert plan.actions == printed.actions
    assert {line.page for line in plan.provenance if line.table == "actions"} == {2}
    assert {row.page for row in plan.repairs if row.kind == KIND} == {3}
    assert [row.activity_id for row in plan.activities] == [
        row.activity_id for row in printed.activities
    ]
    last, other = plan.provenance[-1], printed.provenance[-1]
    assert abs(last.x0 + other.x1 - 841.9) < 6  # where it stands on the page as it is shown
    assert abs(last.top + other.bottom - 595.3) < 6


def test_words_printed_over_a_picture_stay_and_it_is_read(tmp_path: Path, printed: Plan) -> None:
    """A stamp on a scan is no reason to leave the scan unread; nor is the stamp read twice."""
    content = files.stamped(
        scan(files.BASE, PAGES[2:3], Scan(dpi=200, askew=-0.5)), "Apstiprinats 2015"
    )
    plan = read(tmp_path, content, ocr=True)
    texts = [row.text for row in plan.paragraphs]
    assert sum("Apstiprinats 2015" in text for text in texts) == 1
    rows = {row.activity_id for row in plan.activities}
    assert {"A 1.3", "A 1.4", "A 1.5"} <= rows


def test_the_raw_tables_of_a_scan_are_those_of_the_page(tmp_path: Path) -> None:
    pdf = tmp_path / "plan.pdf"
    pdf.write_bytes(some_pages(files.BASE, PAGES[2:3]))
    (true_table,) = stages.tables(pdf)
    pdf.write_bytes(scan(files.BASE, PAGES[2:3]))
    with pytest.raises(InputError, match="--ocr"):
        stages.tables(pdf)
    (table,) = stages.tables(pdf, ocr=True)
    assert table["page"] == 1
    assert np.allclose(table["bbox"], true_table["bbox"], atol=2)
    assert [len(row) for row in table["rows"]] == [len(row) for row in true_table["rows"]]
    pairs = [
        pair
        for rows in zip(table["rows"], true_table["rows"], strict=True)
        for pair in zip(*rows, strict=True)
    ]
    assert sum(read == printed for read, printed in pairs) >= 0.95 * len(pairs)


def test_without_the_option_it_is_refused_with_a_hint(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"1 pages 1 are pictures.*--ocr"):
        read(tmp_path, scan(files.BASE, PAGES[:1]))


def test_a_document_with_text_takes_no_recognition(
    tmp_path: Path, printed: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Pdf, "recognised", None)  # would fail when called
    asked = read(tmp_path, true(), ocr=True)
    # the fingerprint tells that it was asked for
    meta = dataclasses.replace(asked.meta, fingerprint=printed.meta.fingerprint)
    assert dataclasses.replace(asked, meta=meta) == printed


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tesseract.shutil, "which", lambda name: None)
    with pytest.raises(UsageError, match="apt-get install tesseract-ocr tesseract-ocr-lav"):
        read(tmp_path, scan(files.BASE, PAGES[:1]), ocr=True)


def test_recognition_is_bound_by_the_limits(tmp_path: Path) -> None:
    with pytest.raises(LimitError, match="took too long"):
        read(tmp_path, scan(files.BASE, PAGES[:1]), ocr=True, limits=Limits(seconds=1))
    running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True)
    assert str(tmp_path) not in running.stdout


def test_letters_that_no_font_tells_are_recognised_too(tmp_path: Path) -> None:
    content = files.subset_fonts_without_to_unicode()
    plan = read(tmp_path, content, ocr=True)
    assert plan.activities
    assert not any(found.rule == "unmapped-glyph" for found in plan.findings)
