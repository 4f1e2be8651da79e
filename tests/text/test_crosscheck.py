"""The two readers agree on every sample, and a planted difference is found at its place."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from pipeline.commands.cli import run
from pipeline.model.geometry import Border
from pipeline.model.schema import Finding
from pipeline.reading.document import Document
from pipeline.store import plan_files
from pipeline.text import crosscheck, pages
from pipeline.text.crosscheck import checked, disagreements
from pipeline.text.page import Page
from tests.scans import some_pages
from tests.typeset import PRESETS, PlanData, typeset

ROOT = Path(__file__).parents[2]
SAMPLES = [*sorted((ROOT / "raw").glob("*.pdf")), *sorted((ROOT / "tests/samples").glob("*.pdf"))]
MOST = 4  # pages of a sample
PART = PlanData.gold().part(1, 2)


def read(pdf: Path, engine: str) -> Iterator[Page]:
    return pages.read(Document(str(pdf), "", 0, None, None), engine)


@pytest.mark.no_cover
@pytest.mark.parametrize("pdf", SAMPLES, ids=lambda pdf: pdf.stem)
def test_readers_agree_on_samples(pdf: Path, tmp_path: Path) -> None:
    some = tmp_path / "some.pdf"
    with pikepdf.open(pdf) as whole:
        last = len(whole.pages)
    some.write_bytes(some_pages(pdf, range(1, last + 1, math.ceil(last / MOST))))
    found: list[Finding] = []
    count = sum(1 for _ in checked(read(some, "pdfium"), read(some, "pdfplumber"), found))
    assert count > 0
    assert found == []


@pytest.mark.no_cover
@pytest.mark.parametrize("name", PRESETS)
def test_readers_agree_on_every_way_of_typesetting(name: str, tmp_path: Path) -> None:
    pdf = tmp_path / "plan.pdf"
    pdf.write_bytes(typeset(PART, PRESETS[name]).pdf)
    for page, other in zip(read(pdf, "pdfium"), read(pdf, "pdfplumber"), strict=True):
        assert disagreements(page, other) == []
        assert (page.width, page.height, page.turn) == pytest.approx(
            (other.width, other.height, other.turn), abs=0.01
        )
        for rules, again in ((page.horizontal, other.horizontal), (page.vertical, other.vertical)):
            assert in_order(rules) == [pytest.approx(rule, abs=0.05) for rule in in_order(again)]


def in_order(rules: tuple[Border, ...]) -> list[tuple[float, ...]]:
    return sorted((tuple(rule) for rule in rules), key=lambda rule: [round(x) for x in rule])


@pytest.fixture(scope="module")
def page() -> Page:
    return next(read(ROOT / "raw/zpr-2015-2020.pdf", "pdfium"))


def test_a_word_read_otherwise_is_found(page: Page) -> None:
    words = list(page.words)
    words[7] = words[7]._replace(text="attistibas")
    other = Page(**{**{n: getattr(page, n) for n in page.__slots__}, "words": tuple(words)})
    (found,) = disagreements(page, other)
    assert found.rule == "engines-disagree"
    assert found.value == page.words[7].text
    assert "attistibas" in found.message
    assert (found.x0, found.bottom) == pytest.approx(
        (page.words[7].x0, page.words[7].bottom), abs=0.01
    )


def test_a_word_left_out_and_one_put_elsewhere_are_found(page: Page) -> None:
    words = list(page.words)
    gone = words.pop(3)
    words[-1] = words[-1]._replace(x0=words[-1].x0 + 40)
    other = Page(**{**{n: getattr(page, n) for n in page.__slots__}, "words": tuple(words)})
    missing, moved = disagreements(page, other)
    assert missing.value == gone.text
    assert moved.value == page.words[-1].text


def test_a_page_that_one_reader_lacks_is_found(page: Page) -> None:
    found: list[Finding] = []
    assert list(checked(iter([page]), iter([]), found)) == [page]
    assert [item.page for item in found] == [1]
    assert list(checked(iter([]), iter([page]), found)) == []
    assert len(found) == 2


def test_the_command_reads_with_both_and_finds_nothing_to_say(tmp_path: Path) -> None:
    pdf, out = tmp_path / "plan.pdf", tmp_path / "out"
    pdf.write_bytes(typeset(PART, PRESETS["plain-stroked"]).pdf)
    assert run(["extract", str(pdf), "--out", str(out), "--no-report", "--cross-check"]) == 0
    assert {row.rule for row in plan_files.read(out).findings}.isdisjoint({"engines-disagree"})


def test_what_the_other_reader_saw_is_a_finding_of_the_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pdf, out = tmp_path / "plan.pdf", tmp_path / "out"
    pdf.write_bytes(typeset(PART, PRESETS["plain-stroked"]).pdf)
    plain = crosscheck.disagreements
    monkeypatch.setattr(
        crosscheck,
        "disagreements",
        lambda page, other: plain(page, dataclasses.replace(other, words=other.words[1:])),
    )
    assert run(["extract", str(pdf), "--out", str(out), "--no-report", "--cross-check"]) == 0
    found = [row for row in plan_files.read(out).findings if row.rule == "engines-disagree"]
    assert [row.page for row in found] == list(range(1, plan_files.read(out).meta.pages + 1))


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_marks_set_apart_are_composed_on_turned_pages(turn: int, tmp_path: Path) -> None:
    pdf = tmp_path / "plan.pdf"
    straight = typeset(PART, PRESETS["marks-apart"])
    turned = typeset(PART, dataclasses.replace(PRESETS["marks-apart"], rotate=turn))
    pdf.write_bytes(straight.pdf)
    expected = [[word.text for word in page.words] for page in read(pdf, "pdfium")]
    pdf.write_bytes(turned.pdf)
    assert [[word.text for word in page.words] for page in read(pdf, "pdfium")] == expected


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_a_border_filled_between_two_rectangles_is_four_rules(engine: str, tmp_path: Path) -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(300, 200))
    page.Contents = pdf.make_stream(b"50 50 200 100 re 51 51 198 98 re f*")
    pdf.save(tmp_path / "ring.pdf")
    (found,) = read(tmp_path / "ring.pdf", engine)
    assert [round(rule.at, 1) for rule in found.horizontal] == [50.5, 149.5]
    assert [round(rule.at, 1) for rule in found.vertical] == [50.5, 249.5]
