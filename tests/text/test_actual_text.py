"""`/ActualText`: what a file states beside its letters is read, and told where they differ."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.model.schema import Finding
from pipeline.reading.document import Document
from pipeline.text import pages
from pipeline.text.crosscheck import checked_where_in_doubt

FONT = "actual-text"
FILE = Path(__file__).parents[1] / "fonts" / "DejaVuSans.ttf"


def drawn(pdf: Path, before: str, shown: str, stated: str, after: str) -> Document:
    """A line of which the middle is a span with /ActualText."""
    pdfmetrics.registerFont(TTFont(FONT, str(FILE)))
    canvas = Canvas(str(pdf), pagesize=(400, 100), invariant=1)
    x = 20.0
    for text, actual in ((before, None), (shown, stated), (after, None)):
        if actual is not None:
            code = "FEFF" + actual.encode("utf-16-be").hex().upper()
            canvas._code.append(f"/Span <</ActualText <{code}>>> BDC")
        canvas.setFont(FONT, 10)
        canvas.drawString(x, 50, text)
        x += canvas.stringWidth(text, FONT, 10)
        if actual is not None:
            canvas._code.append("EMC")
    canvas.save()
    return Document(str(pdf), "", 1, None, None)


@pytest.mark.parametrize(
    ("before", "shown", "stated", "after", "text", "told"),
    [
        ("e", "\ufb01", "fi", "kasa vide", "efikasa vide", []),  # a ligature
        ("rīcī", "-", "\u00ad", "", "rīcī\u00ad", []),  # a hyphen that is none of the word's
        ("visa ", "attīstība", "attīstība", " šeit", "visa attīstība šeit", []),
        ("visa ", "at tīs", "attīs", "tība", "visa attīstība", []),  # letters set apart
        ("A ", "B C D", "B C D", " E", "A B C D E", []),
        ("te ", "Rīga", "Jelgava", " ir", "te Jelgava ir", [("Jelgava", "Rīga")]),
        ("summa ", "100", "200", " EUR", "summa 200 EUR", [("200", "100")]),
        ("te ", "ā", "a", " ir", "te a ir", [("a", "ā")]),
    ],
)
def test_a_stated_text_is_read_and_one_of_other_letters_is_told(
    before: str, shown: str, stated: str, after: str, text: str, told: list[tuple[str, str]],
    tmp_path: Path,
) -> None:  # fmt: skip
    document = drawn(tmp_path / "span.pdf", before, shown, stated, after)
    found: list[Finding] = []
    mine = list(pages.read(document))
    list(checked_where_in_doubt(mine, lambda _: list(pages.read(document, "pdfplumber")), found))
    assert " ".join(word.text for word in mine[0].words) == text
    assert [row.value for row in found] == [value for value, _ in told]
    assert all(other in row.message for row, (_, other) in zip(found, told, strict=True))
    assert all(row.rule == "engines-disagree" and row.page == 1 for row in found)
