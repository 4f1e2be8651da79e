"""Ligatures in a form that is drawn smaller."""

from __future__ import annotations

import io

import pikepdf
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.reading import engines
from pipeline.text.pages import page_of
from tests.typeset.wrap import FOLDER

TEXT = "Qnāls proQls"  # its Q is told to be the two letters fi


def printed(matrix: str, own: tuple[float, ...]) -> bytes:
    """The text in a form with a matrix of its own, drawn with another."""
    buffer = io.BytesIO()
    pdfmetrics.registerFont(TTFont("DejaVuSans", str(FOLDER / "DejaVuSans.ttf")))
    canvas = Canvas(buffer, invariant=1, pageCompression=0)
    canvas.setFont("DejaVuSans", 12)
    canvas.drawString(72, 700, TEXT)
    canvas.save()
    with pikepdf.open(buffer) as source, pikepdf.new() as target:
        target.add_blank_page(page_size=(620, 850))
        form = target.copy_foreign(source.pages[0].as_form_xobject())
        (font,) = (font for font in form.Resources.Font.values() if "/ToUnicode" in font)
        told = font.ToUnicode.read_bytes()
        assert b"<0051>" in told
        font.ToUnicode.write(told.replace(b"<0051>", b"<00660069>"))
        form.Matrix = pikepdf.Array(own)
        page = target.pages[0]
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
        page.Contents = target.make_stream(f"q {matrix} cm /F Do Q".encode())
        result = io.BytesIO()
        target.save(result)
    return result.getvalue()


@pytest.mark.parametrize("engine", engines.ENGINES)
@pytest.mark.parametrize("matrix", ["1 0 0 1 0 0", "0.7 0 0 0.7 30 200"])
@pytest.mark.parametrize("own", [(1, 0, 0, 1, 0, 0), (0.8, 0, 0, 0.8, 20, 30)])
def test_ligatures_within_forms_stand_where_they_are_drawn(
    engine: str, matrix: str, own: tuple[float, ...]
) -> None:
    (drawing,) = engines.drawings(printed(matrix, own), engine)
    assert [word.text for word in page_of(drawing).words] == ["fināls", "profils"]
