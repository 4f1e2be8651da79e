"""Pictures of scanned pages."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.reading.protocol import MOST_PIXELS, Frame, WireError, pack

DPI = 300  # pages larger than A3, which has 17 million pixels, are rendered at a lower resolution


@dataclass(frozen=True, slots=True)
class Picture:
    """A displayed page (`/Rotate` resolved): grey, one byte per pixel, row by row from the top."""

    number: int
    width: float  # points
    height: float
    grey: NDArray[np.uint8]

    @property
    def scale(self) -> float:
        """Pixels per point."""
        return float(self.grey.shape[1] / self.width)


def pictures(content: bytes, password: str | None, numbers: Sequence[int]) -> Iterator[Picture]:
    """The pages of `numbers` (from 1) of a PDF, rendered by pdfium."""
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


def pack_picture(picture: Picture) -> bytes:
    """The picture of a page as a frame."""
    header = {
        "kind": "picture",
        "number": picture.number,
        "size": (picture.width, picture.height),
        "pixels": picture.grey.shape,
    }
    return pack(header, picture.grey.tobytes())


def unpack_picture(frame: Frame) -> Picture:
    """The picture of a frame. Raises WireError where the frame is invalid."""
    header, payload = frame
    try:
        width, height = (float(side) for side in header["size"])
        rows, columns = (int(side) for side in header["pixels"])
        if not (math.isfinite(width * height) and min(width, height, rows, columns) > 0):
            raise ValueError("a size that is none")
        grey = np.frombuffer(payload, np.uint8).reshape(rows, columns)
        return Picture(int(header["number"]), width, height, grey)
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise WireError(f"no picture: {error}") from error
