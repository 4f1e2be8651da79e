"""Pages as pictures, for those that are nothing else."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

DPI = 300
MOST_PIXELS = 25_000_000  # an A3 page at 300 dpi has 17 million; larger pages are drawn coarser


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as it is shown, `/Rotate` resolved: grey, a byte a pixel, row by row from the top."""

    number: int
    width: float  # points
    height: float
    grey: NDArray[np.uint8]

    @property
    def scale(self) -> float:
        """Pixels a point."""
        return float(self.grey.shape[1] / self.width)


def pictures(content: bytes, password: str | None, numbers: Sequence[int]) -> Iterator[Picture]:
    """The pages of these numbers (from 1) of a PDF, drawn by pdfium."""
    import pypdfium2 as pdfium

    with pdfium.PdfDocument(content, password=password) as pdf:
        for number in numbers:
            page = pdf[number - 1]
            yield _picture(page, number)
            page.close()


def _picture(page: Any, number: int) -> Picture:
    width, height = page.get_size()
    scale = min(DPI / 72, math.sqrt(MOST_PIXELS / max(width * height, 1.0)) * 0.99)
    grey = page.render(scale=scale, grayscale=True).to_numpy()
    return Picture(number, width, height, np.ascontiguousarray(grey.reshape(grey.shape[:2])))
