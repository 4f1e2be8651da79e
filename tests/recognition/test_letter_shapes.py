"""Shapes of letters: which of a plan's digits a small one looks most like."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from pipeline.layout.recognition.letter_shapes import Alphabet, Vote
from pipeline.layout.recognition.short_lines import SIDE, Shape, ShortLine

FONT = Path(__file__).parents[1] / "fonts" / "LiberationSerif-Regular.ttf"
DIGITS = "0123456789"


def look(letter: str, size: int, grain: float = 0.0) -> NDArray[np.float32]:
    """A letter of a size in pixels, made as large as all are compared."""
    image = Image.new("L", (2 * size, 2 * size), 255)
    ImageDraw.Draw(image).text((size / 2, 0), letter, font=ImageFont.truetype(FONT, size), fill=0)
    grey = np.asarray(image, float)
    grey = grey + np.random.default_rng(1).normal(0, grain, grey.shape) if grain else grey
    rows, columns = np.nonzero(np.asarray(image) < 128)
    part = grey[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1].clip(0, 255)
    small = Image.fromarray(part.astype(np.uint8)).resize((SIDE, SIDE), Image.Resampling.BOX)
    found = 255.0 - np.asarray(small, np.float32).ravel()
    found -= found.mean()
    return found / np.linalg.norm(found)


@pytest.fixture(scope="module")
def alphabet() -> Alphabet:
    shapes = tuple(Shape(10 * n, 10 * n + 6, "", look(d, 40), 0.6) for n, d in enumerate(DIGITS))
    line = ShortLine(1, 0, 10, shapes, np.zeros((10, 100), np.uint8), 0, 0)
    return Alphabet([(line, (Vote(DIGITS, 0.9), Vote(DIGITS, 0.8)))])


@pytest.mark.parametrize("size", [11, 13, 17])
@pytest.mark.parametrize("digit", DIGITS)
def test_a_small_and_grainy_digit_is_itself_or_unknown(
    alphabet: Alphabet, digit: str, size: int
) -> None:
    found = alphabet.likest(look(digit, size, grain=25), DIGITS)
    assert found in (digit, "")
    assert found or digit not in "23" or size < 13


@pytest.mark.parametrize("other", ["*", "°", "a"])
def test_what_is_no_digit_is_none(alphabet: Alphabet, other: str) -> None:
    assert alphabet.likest(look(other, 13, grain=25), DIGITS) == ""


def test_nobody_knows_a_digit_that_the_plan_does_not_print(alphabet: Alphabet) -> None:
    assert Alphabet([]).likest(look("2", 13), "23") == ""
