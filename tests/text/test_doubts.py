"""What is in doubt is read a second time, and nothing else is."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.model.errors import InputError
from pipeline.model.schema import Finding
from pipeline.reading.document import Document
from pipeline.stages import extract
from pipeline.stages.source import Pdf
from pipeline.store.params import Limits
from pipeline.text import pages
from pipeline.text.crosscheck import checked_where_in_doubt
from pipeline.text.doubts import GAP, OVERLAP, WIDTH, in_doubt
from pipeline.text.page import Page

ROOT = Path(__file__).parents[2]
SIZE = 10.0
Draw = Callable[[Canvas], None]


def read(pdf: Path, engine: str = "pdfium") -> list[Page]:
    return list(pages.read(Document(str(pdf), "", 0, None, None), engine))


def drawn(folder: Path, draw: Draw) -> Path:
    pdf = folder / "page.pdf"
    canvas = Canvas(str(pdf), pagesize=(400, 200), invariant=1)
    for number, text in enumerate(("a plain line above", "and another one below")):
        canvas.setFont("Helvetica", SIZE)
        canvas.drawString(20, 150 - 100 * number, text)
    draw(canvas)
    canvas.save()
    return pdf


def letters(canvas: Canvas, *parts: tuple[str, float], scale: int = 100) -> None:
    """Texts on one line, each so far behind the end of the one before it."""
    x = 20.0
    for text, gap in parts:
        run = canvas.beginText(x + gap, 100)
        run.setFont("Helvetica", SIZE)
        run.setHorizScale(scale)
        run.textOut(text)
        canvas.drawText(run)
        x += gap + canvas.stringWidth(text, "Helvetica", SIZE)


@pytest.mark.parametrize(
    ("draw", "doubts"),
    [
        (lambda canvas: letters(canvas, ("whole", 0)), {}),
        (lambda canvas: letters(canvas, ("two", 0), ("words", 4)), {}),
        (lambda canvas: letters(canvas, ("hal", 0), ("ves", 2.5)), {"halves": GAP}),
        (lambda canvas: letters(canvas, ("mm", 0), scale=250), {"mm": WIDTH}),
        (lambda canvas: letters(canvas, ("room", 0), ("each", -4.5)), {"roomeach": OVERLAP}),
    ],
)
def test_what_the_glyphs_leave_in_doubt(draw: Draw, doubts: dict[str, str], tmp_path: Path) -> None:
    (page,) = read(drawn(tmp_path, draw))
    assert {word.text: word.doubt for word in in_doubt(page)} == doubts


def test_a_word_in_doubt_that_the_other_reader_reads_otherwise_is_a_finding(tmp_path: Path) -> None:
    pdf = drawn(tmp_path, lambda canvas: letters(canvas, ("mm", 0), scale=250))
    mine, theirs = read(pdf), read(pdf, "pdfplumber")
    found: list[Finding] = []
    asked: list[int] = []

    def again(numbers: Sequence[int]) -> list[Page]:
        asked.extend(numbers)
        return theirs

    assert list(checked_where_in_doubt(mine, again, found)) == mine
    assert (asked, found) == ([1], [])
    (page,) = theirs
    others = tuple(word._replace(text="nn") if word.text == "mm" else word for word in page.words)
    theirs = [dataclasses.replace(page, words=others)]
    list(checked_where_in_doubt(mine, again, found))
    ((rule, place, value),) = [(row.rule, (row.page, row.x0), row.value) for row in found]
    assert (rule, place, value) == ("engines-disagree", (1, 20.0), "mm")
    assert "nn" in found[0].message


def test_where_the_other_reader_fails_the_doubt_is_told(tmp_path: Path) -> None:
    mine = read(drawn(tmp_path, lambda canvas: letters(canvas, ("mm", 0), scale=250)))
    found: list[Finding] = []

    def again(numbers: Sequence[int]) -> list[Page]:
        raise InputError("The file breaks.", "It is damaged.", "Fetch it again.")

    list(checked_where_in_doubt(mine, again, found))
    assert [(row.rule, row.value) for row in found] == [("engines-disagree", "mm")]


def test_only_pages_in_doubt_are_read_again() -> None:
    plan = ROOT / "raw/zpr-2015-2020.pdf"
    with Pdf(plan, Limits(), engine="pdfium") as pdf:
        (page,) = pdf.reread_pages([3])
    assert page.number == 3
    assert [word.text for word in page.words] == [word.text for word in read(plan)[2].words]


def test_a_plan_without_doubt_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(self: Pdf, numbers: Sequence[int]) -> list[Page]:
        raise AssertionError(f"pages {numbers} are read again")

    monkeypatch.setattr(Pdf, "reread_pages", never)
    plan = extract(ROOT / "tests/samples/chromium-a4.pdf", profile="zpr-2015-2020")
    assert len(plan.activities) == 20
