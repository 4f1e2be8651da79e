"""Pictures of pages made even: level, light, their rules found."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from pipeline.layout.grid import grids
from pipeline.layout.recognition import picture
from pipeline.layout.recognition.picture import Grey
from pipeline.layout.recognition.rules import rules_in, through_dark

SCALE = 300 / 72
PAPER, TONE = 240, 200


def drawn(dark: int = 0, ground: int = PAPER) -> Image.Image:
    """Two rows of three cells, 300 by 60 points, the first row on a ground of its own."""
    image = Image.new("L", (1500, 500), PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((100, 100, 1350, 225), fill=ground)
    for y in (100, 225, 350):
        pen.line((100, y, 1350, y), fill=dark, width=4)
    for x in (100, 500, 900, 1350):
        pen.line((x, 100, x, 350), fill=dark, width=4)
    return image


def grey(image: Image.Image) -> Grey:
    return np.asarray(image)


@pytest.mark.parametrize("degrees", [-2.3, -0.4, 0.0, 0.7, 4.0])
def test_a_page_askew_is_known_by_its_angle(degrees: float) -> None:
    askew = drawn().rotate(degrees, Image.Resampling.BILINEAR, fillcolor=PAPER)
    level, _ = picture.levelled(grey(askew), SCALE)
    assert picture.skew_of(picture.ink_of(level)) == pytest.approx(-degrees, abs=0.05)


@pytest.mark.parametrize(
    ("dark", "ground"), [(0, PAPER), (120, PAPER), (190, PAPER), (0, TONE), (120, TONE)]
)
def test_rules_are_found_light_or_dark_on_paper_or_shading(dark: int, ground: int) -> None:
    level, _ = picture.levelled(grey(drawn(dark, ground)), SCALE)
    rules = rules_in(level, SCALE)
    (grid,) = grids(rules.horizontal, rules.vertical)
    assert (len(grid.borders), len(grid.rows)) == (4, 3)
    assert grid.box.x0 == pytest.approx(100 / SCALE, abs=1)


def test_rules_that_a_dark_field_hides_go_on_through_it() -> None:
    image = drawn(0, 40)
    pen = ImageDraw.Draw(image)
    pen.rectangle((100, 100, 1350, 225), fill=40)  # a header of the rules' own tone
    level, dark = picture.levelled(grey(image), SCALE)
    rules = rules_in(level, SCALE)
    ink = picture.ink_of(picture.without_sides(level, dark, SCALE))
    vertical = through_dark(rules.vertical, dark, ink, SCALE)
    inner = [rule for rule in vertical if 110 / SCALE < rule.at < 1340 / SCALE]
    assert [round(rule.start * SCALE / 10) for rule in inner] == [10, 10]


def test_light_letters_on_dark_become_dark_on_light() -> None:
    image = Image.new("L", (1500, 500), PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((100, 100, 1350, 225), fill=50)
    pen.text((500, 140), "Pasākums", fill=255, font_size=40)
    level, dark = picture.levelled(grey(image), SCALE)
    assert dark[110:215, 120:1330].all()
    inside = level[115:210, 120:1330]
    assert np.median(inside) > 240
    assert inside[:, 380:600].min() < 60


def test_letters_are_no_rules() -> None:
    image = Image.new("L", (1500, 300), PAPER)
    ImageDraw.Draw(image).text((100, 100), "enošanas mmmm HHHH EEEE", fill=0, font_size=60)
    rules = rules_in(picture.levelled(grey(image), SCALE)[0], SCALE)
    assert (rules.horizontal, rules.vertical) == ((), ())
