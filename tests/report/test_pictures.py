"""Pictures of pages are packed without a loss but that of colours."""

from __future__ import annotations

import io
import random

import pytest
from PIL import Image, ImageChops

from pipeline.report import pictures, png


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


@pytest.mark.parametrize("size", [(1, 1), (2, 1), (7, 5), (64, 33), (101, 2)])
def test_an_image_with_a_palette_comes_back_as_it_was(size: tuple[int, int]) -> None:
    chance = random.Random(1)
    image = Image.new("P", size)
    image.putpalette([chance.randrange(256) for _ in range(3 * png.MOST)])
    image.putdata([chance.randrange(png.MOST) for _ in range(size[0] * size[1])])
    found = opened(png.packed(image))
    assert (found.mode, found.size) == ("P", size)
    assert found.convert("RGB").tobytes() == image.convert("RGB").tobytes()


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_a_page_is_as_good_as_before(mode: str) -> None:
    """Eight greys are at most half a step from what was drawn; of a few colours, none is far."""
    page = Image.new(mode, (333, 97), "white")
    for number in range(12):
        shade = number * 23
        ink = shade if mode == "L" else (shade, 0, 255 - shade)
        page.paste(ink, (number * 20, number, number * 20 + 9, 90))
    found = opened(pictures.encode(page)).convert(mode)
    far = max(high for _, high in _extremes(ImageChops.difference(found, page)))
    assert far <= (255 / (pictures.GREYS - 1) / 2 + 1 if mode == "L" else 16)


def _extremes(image: Image.Image) -> list[tuple[int, int]]:
    return [band.getextrema() for band in image.split()]  # type: ignore[misc]
