"""Words out of glyphs as typesetters place them: blanks that are none, letters spaced out."""

from __future__ import annotations

import dataclasses

import numpy as np

from pipeline.model.geometry import Border
from pipeline.reading.glyphs import Frame, Glyphs
from pipeline.text import words

SIZE = 10.0
WIDTH = 5.0  # of every glyph


def glyphs(placed: list[tuple[str, float]]) -> Glyphs:
    """Glyphs of one size on one line, each with its place."""
    count = len(placed)
    columns = {
        "text": tuple(text for text, _ in placed),
        "x": np.array([x for _, x in placed]),
        "y": np.full(count, 500.0),
        "advance": np.full(count, WIDTH),
        "size": np.full(count, SIZE),
        "angle": np.zeros(count, np.int64),
        "bold": np.zeros(count, bool),
        "told": np.zeros(count, bool),
    }
    return Glyphs(**{field.name: columns[field.name] for field in dataclasses.fields(Glyphs)})


def row(text: str, step: float, start: float = 50.0) -> list[tuple[str, float]]:
    return [(char, start + step * place) for place, char in enumerate(text)]


def read(placed: list[tuple[str, float]]) -> list[str]:
    found, _ = words.build(glyphs(placed), Frame((0.0, 0.0, 600.0, 800.0), 0, 0), ())
    return [word.text for word in found]


def test_a_blank_drawn_over_a_letter_parts_nothing() -> None:
    # what Chromium prints for a soft hyphen that it did not need
    line = row("Stiprināt ceļus", WIDTH)
    assert read(line) == ["Stiprināt", "ceļus"]
    assert read([*line, (" ", line[6][1])]) == ["Stiprināt", "ceļus"]


def test_letters_spaced_out_are_one_word() -> None:
    # 3 points between letters: more than parts words anywhere else
    assert read(row("RĪCĪBAS PLĀNS", WIDTH + 3)) == ["RĪCĪBAS", "PLĀNS"]


def test_letters_spaced_out_without_blank_glyphs() -> None:
    line = row("RĪCĪBAS", WIDTH + 3) + row("PLĀNS", WIDTH + 3, 50 + 8 * (WIDTH + 3))
    assert read(line) == ["RĪCĪBAS", "PLĀNS"]


def test_numbers_in_a_row_are_not_one() -> None:
    assert read(row("12345678", WIDTH + 3)) == list("12345678")


def test_a_blank_that_comes_with_a_letter_is_not_printed() -> None:
    # pdfium makes blanks up where letters are spaced out, and gives them the place of a letter
    line = [
        (" " + char if place else char, x) for place, (char, x) in enumerate(row("VIDE", WIDTH))
    ]
    assert read(line) == ["VIDE"]


def test_a_word_too_wide_for_its_cell_is_parted_from_the_next() -> None:
    # the border at 88 goes through the first word, whose last letter touches the next cell's
    first = row("prioritātēm", WIDTH)
    between = row("citur", WIDTH, 300)
    second = row("termiņš", WIDTH, 50 + 11 * WIDTH)
    border = (Border(at=88.0, start=200.0, end=400.0),)
    found, _ = words.build(
        glyphs([*first, *between, *second]), Frame((0.0, 0.0, 600.0, 800.0), 0, 0), border
    )
    assert [word.text for word in found] == ["prioritātēm", "termiņš", "citur"]


def test_a_word_printed_over_the_next_cell_keeps_its_letters() -> None:
    # printed one after the other; from left to right their letters would alternate
    long = row("apsaimniekotāji", WIDTH)
    other = row("SPR, biedrības", WIDTH, start=101.5)
    found, _ = words.build(glyphs(long + other), Frame((0.0, 0.0, 600.0, 800.0), 0, 0), ())
    assert [(word.text, word.over) for word in found] == [
        ("apsaimniekotāji", True),
        ("SPR,", True),
        ("biedrības", False),
    ]


def test_a_shadow_is_dropped() -> None:
    assert read(row("RĪCĪBAS", WIDTH) + row("RĪCĪBAS", WIDTH, start=52.0)) == ["RĪCĪBAS"]


def test_kerned_letters_are_one_word() -> None:
    # AV, printed by two operators: they overlap by less than a third of their size
    assert read([("V", 54.0), ("A", 50.0), ("T", 57.5)]) == ["AVT"]
