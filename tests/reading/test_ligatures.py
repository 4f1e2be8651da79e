"""Ligatures in a form that is drawn smaller than the page that it was."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from pipeline.reading import ENGINES, engines
from pipeline.text.pages import page_of

SAMPLE = Path(__file__).parent.parent / "samples" / "ligatures.pdf"
WORDS = "fināls office affine flīze ofisa sertifikāts efekts konflikts profils difūzs infra"


def within_a_form(matrix: str, own: tuple[float, ...]) -> bytes:
    """The sample's page as a form with a matrix of its own, drawn with another."""
    with pikepdf.open(SAMPLE) as source, pikepdf.new() as target:
        target.add_blank_page(page_size=(620, 850))
        form = target.copy_foreign(source.pages[0].as_form_xobject())
        form.Matrix = pikepdf.Array(own)
        page = target.pages[0]
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
        page.Contents = target.make_stream(f"q {matrix} cm /F Do Q".encode())
        result = io.BytesIO()
        target.save(result)
    return result.getvalue()


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("matrix", ["1 0 0 1 0 0", "0.7 0 0 0.7 30 200"])
@pytest.mark.parametrize("own", [(1, 0, 0, 1, 0, 0), (0.8, 0, 0, 0.8, 20, 30)])
def test_ligatures_within_forms_stand_where_they_are_drawn(
    engine: str, matrix: str, own: tuple[float, ...]
) -> None:
    (drawing,) = engines.drawings(within_a_form(matrix, own), engine)
    assert " ".join(word.text for word in page_of(drawing).words) == WORDS
