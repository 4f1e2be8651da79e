"""Pages that are pictures, recognised: the same tables, most cells right, all marked as unsure."""

from __future__ import annotations

import dataclasses
import os
import subprocess
from functools import cache
from pathlib import Path

import pytest

from pipeline import stages
from pipeline.model.errors import InputError, LimitError, UsageError
from pipeline.model.plan import Plan
from pipeline.reading import ocr
from pipeline.store.params import Limits
from pipeline.validate.confidence import row_confidence
from tests.hostile import files
from tests.scans import PAGES, scan, share_right, some_pages

PROFILE = "zpr-2015-2020"


@cache
def true() -> bytes:
    return some_pages(files.BASE)


def read(folder: Path, content: bytes, **options: object) -> Plan:
    pdf = folder / "plan.pdf"
    pdf.write_bytes(content)
    return stages.extract(pdf, profile=PROFILE, **options)


@pytest.fixture
def without_ghostscript(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Ghostscript before all others that only tells that it was called."""
    folder, called = tmp_path / "bin", tmp_path / "called"
    folder.mkdir()
    ghostscript = folder / "gs"
    ghostscript.write_text(f"#!/bin/sh\ntouch {called}\nexit 1\n")
    ghostscript.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return called


@pytest.mark.parametrize(("pages", "askew"), [(PAGES, 0.0), (PAGES[2:], 0.6)])
def test_a_scanned_copy_gives_the_tables(
    pages: tuple[int, ...],
    askew: float,
    tmp_path: Path,
    without_ghostscript: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    aside = tmp_path / "aside"
    aside.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(aside))
    plan = read(tmp_path, scan(files.BASE, pages, askew), ocr=True)
    printed = read(tmp_path, some_pages(files.BASE, pages))
    rows = ("directions", "actions", "activities")
    assert [len(plan.rows(table)) for table in rows] == [len(printed.rows(t)) for t in rows]
    right, of = share_right(plan, printed)
    assert right / of > 0.7, (right, of)
    assert plan.metrics["words"]["unaccounted"] == 0
    assert not any(found.rule == "page-without-text" for found in plan.findings)
    assert list(aside.iterdir()) == []
    assert not without_ghostscript.exists()
    # every row says where it comes from
    marked = {(row.table, row.key) for row in plan.repairs if row.kind == ocr.KIND}
    assert marked == {(line.table, line.key) for line in plan.provenance}
    sure = row_confidence(plan)
    assert all(sure[row] <= ocr.CONFIDENCE for row in marked if row in sure)


def test_without_the_option_it_is_refused_with_a_hint(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"4 are pictures.*--ocr"):
        read(tmp_path, scan(files.BASE))


def test_pages_that_have_text_stay_as_they_are(tmp_path: Path) -> None:
    """One page of four is a picture: the rows of the others carry no mark."""
    import io

    import pikepdf

    mixed = io.BytesIO()
    with (
        pikepdf.open(io.BytesIO(true())) as typeset,
        pikepdf.open(io.BytesIO(scan(files.BASE, PAGES[3:]))) as scanned,
    ):
        typeset.pages[3] = scanned.pages[0]
        typeset.save(mixed)
    plan, printed = read(tmp_path, mixed.getvalue(), ocr=True), read(tmp_path, true())
    assert plan.actions == printed.actions
    pages = {line.page for line in plan.provenance if line.table == "actions"}
    assert pages == {1, 2}
    assert {row.page for row in plan.repairs if row.kind == ocr.KIND} == {4}


def test_a_document_with_text_takes_no_recognition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "recognised", None)  # would fail when called
    asked, bare = read(tmp_path, true(), ocr=True), read(tmp_path, true())
    # the fingerprint tells that it was asked for
    meta = dataclasses.replace(asked.meta, fingerprint=bare.meta.fingerprint)
    assert dataclasses.replace(asked, meta=meta) == bare


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(ocr, "find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"pip install 'ricplan\[ocr\]'"):
        read(tmp_path, scan(files.BASE, PAGES[:1]), ocr=True)
    monkeypatch.undo()
    monkeypatch.setattr(ocr.shutil, "which", lambda name: None)
    with pytest.raises(UsageError, match="apt-get install tesseract-ocr tesseract-ocr-lav"):
        read(tmp_path, scan(files.BASE, PAGES[:1]), ocr=True)


def test_recognition_is_bound_by_the_limits(tmp_path: Path) -> None:
    with pytest.raises(LimitError, match="took too long"):
        read(tmp_path, scan(files.BASE), ocr=True, limits=Limits(seconds=2))
    running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True)
    assert str(tmp_path) not in running.stdout


def test_what_cannot_be_recognised_is_said(tmp_path: Path) -> None:
    pdf = tmp_path / "plan.pdf"
    pdf.write_bytes(b"%PDF-1.7 and no more")
    with (
        pytest.raises(InputError, match="could not be recognised"),
        ocr.recognised(pdf, [1], Limits()),
    ):
        pass


def test_letters_that_no_font_tells_are_recognised_too(tmp_path: Path) -> None:
    content = files.subset_fonts_without_to_unicode()
    plan = read(tmp_path, content, ocr=True)
    assert plan.activities
    assert not any(found.rule == "unmapped-glyph" for found in plan.findings)
