"""Blanks of justified lines, and gutters between columns."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.layout.bands import Bands
from pipeline.layout.gutters import before_marks
from pipeline.layout.justified import set_to_both_edges, share_begun, without_blanks
from pipeline.model.geometry import Box
from pipeline.text.page import Word

SIDES, STRIP = ((40.0, 40.0), (400.0, 400.0)), (110.0, 170.0)
Placed = tuple[float, str]  # from where, and what


def words(y: float, *placed: Placed) -> list[Word]:
    """Words of letters five points wide."""
    return [
        Word(text, x, x + 5 * len(text), y - 7.8, y + 2.2, 10.0, False, 1, ()) for x, text in placed
    ]


def table(*bands: Sequence[Sequence[Placed]]) -> Bands:
    rows = tuple(20.0 * n for n in range(len(bands) + 1))
    own = [
        tuple(word for n, line in enumerate(band) for word in words(top + 10 + 12 * n, *line))
        for top, band in zip(rows, bands, strict=False)
    ]
    return Bands(1, Box(40, rows[0], 400, rows[-1]), rows, tuple(own))


JUSTIFIED = [(50, "ES fondu"), (180, "tehniskā")], [(50, "palīdzība")]
HEADER = [(50, "Finanšu"), (195, "avotu")], [(50, "veidi")]


@pytest.mark.parametrize(
    ("bands", "is_gutter"),
    [
        ([HEADER, JUSTIFIED], False),  # both end at 220, and go on below at 50
        ([HEADER, JUSTIFIED, ([(50, "ETS")],)], False),
        ([HEADER, ([(50, "ES fondi"), (180, "tehniskā")],)], True),  # the last line of its text
        ([HEADER, ([(50, "ES fondu"), (175, "tehniskā")], [(50, "daļa")])], True),  # ends apart
        ([HEADER, ([(180, "tehniskā")], [(50, "daļa")])], True),  # nothing at its left
        ([HEADER, ([(50, "ES fondu"), (205, "700")], [(50, "daļa")])], True),  # a number
        ([HEADER], True),  # one line proves nothing
    ],
)
def test_a_blank_of_justified_lines_is_no_gutter(
    bands: Sequence[Sequence[Sequence[Placed]]], is_gutter: bool
) -> None:
    gutters = [SIDES[0], STRIP, SIDES[1]]
    kept = without_blanks(gutters, [table(*bands)])
    assert kept == (gutters if is_gutter else list(SIDES))


@pytest.mark.parametrize(
    ("lines", "reach"),
    [
        # words of one line that stand equally far apart, and the line below
        (([(50, "Vidēja"), (95, "mērķa"), (135, "daļa")], [(50, "plānā")]), [(50, 155)]),
        (([(50, "Vidēja"), (95, "mērķa"), (138, "daļa")], [(50, "plānā")]), []),  # unevenly
        (([(50, "Vidēja"), (95, "mērķa"), (135, "daļa")],), []),  # nothing goes on
        (([(50, "Vidēja"), (95, "mērķa"), (135, "daļa")], [(95, "plānā")]), []),  # elsewhere
        # the third begins where a text of the next column does
        (([(50, "Vidēja"), (95, "mērķa"), (135, "daļa")], [(50, "plānā"), (135, "EUR")]), []),
    ],
)
def test_justified_lines_of_a_header(
    lines: Sequence[Sequence[Placed]], reach: list[tuple[float, float]]
) -> None:
    own = [word for n, line in enumerate(lines) for word in words(100 + 12 * n, *line)]
    assert set_to_both_edges(own) == reach


@pytest.mark.parametrize(
    ("strip", "share"),
    [
        ((125.0, 180.0), 0.75),  # three of four lines of the column begin there
        ((60.0, 115.0), 0.0),  # one does
        ((190.0, 240.0), 0.0),  # nothing at all
    ],
)
def test_a_column_begins_at_its_gutter(strip: tuple[float, float], share: float) -> None:
    """A justified line ends with a dash right before the next column, wider set than that."""
    lines = [
        words(100, (50, "vide"), (115, "–"), (180, "• Ceļi")),
        words(112, (50, "bāze"), (180, "• Tilti")),
        words(124, (180, "• Ielas")),
        words(136, (188, "pilsētā")),
    ]
    assert share_begun(strip, (185.0, 235.0), lines) == share


def test_a_dash_before_bullets_is_none_of_them() -> None:
    strips = [(75.0, 115.0), (120.0, 180.0)]
    dash, bullet = words(100, (115, "–")), words(100, (180, "•"))
    assert before_marks(strips, [*dash, *bullet]) == strips
    assert before_marks(strips, [*dash, *words(100, (180, "Ceļi"))]) == strips[:1]
    number = words(100, (115, "1"))
    assert before_marks(strips, [*number, *words(100, (180, "12"))]) == strips[:1]
