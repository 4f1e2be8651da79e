"""The picture of a page made even: paper white, ink dark, lines level.

All pictures are arrays of grey, a byte a pixel, 0 black, row by row from the top.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Grey = NDArray[np.uint8]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class PictureLimits:
    """Shares of white, unless told otherwise."""

    tile: float = 8.0  # points: the tone of the paper is taken from squares of this side
    paper: float = 75.0  # per cent of a square's pixels that are no lighter than its paper
    inverse: float = 0.45  # paper darker than this carries light letters
    ink: float = 0.62  # what is darker, of the paper around it, is ink
    steepest: float = 5.0  # degrees: pages lie no further askew on a scanner
    level: float = 0.04  # degrees: this askew is straight
    dots: int = 150_000  # pixels of ink that tell how far a page is askew
    noise: float = 0.02  # spread of bare paper, from which on the picture is smoothed


LIMITS = PictureLimits()


def levelled(grey: Grey, scale: float, limits: PictureLimits = LIMITS) -> Grey:
    """The picture with its paper white, whatever shading or shadow lies on it; light letters on a
    dark ground become dark ones on white. `scale` is in pixels a point.
    """
    height, width = grey.shape
    side = max(int(limits.tile * scale), 8)
    rows, columns = math.ceil(height / side), math.ceil(width / side)
    padded = np.pad(grey, ((0, rows * side - height), (0, columns * side - width)), "edge")
    tiles = padded.reshape(rows, side, columns, side).swapaxes(1, 2).reshape(rows, columns, -1)
    tones = np.percentile(tiles[:, :, ::7], limits.paper, axis=2).astype(np.float32)
    spread = Image.fromarray(tones).resize((columns * side, rows * side), Image.Resampling.BILINEAR)
    paper = np.maximum(np.asarray(spread)[:height, :width], 1.0)
    result = grey / paper
    dark = paper < limits.inverse * 255
    if dark.any():
        result[dark] = (255.0 - grey[dark]) / (255.0 - paper[dark])
    level: Grey = np.clip(result * 255, 0, 255).astype(np.uint8)
    return level


def smoothed(grey: Grey, limits: PictureLimits = LIMITS) -> Grey:
    """The picture without the grain of a scanner, where there is any."""
    image = Image.fromarray(grey)
    calm = np.asarray(image.filter(ImageFilter.MedianFilter(3)))
    bare = calm > 0.9 * 255
    if not bare.any():
        return grey
    grain = np.abs(grey[bare].astype(np.int16) - calm[bare]).mean() / 255
    return calm if grain > limits.noise else grey


def ink_of(grey: Grey, limits: PictureLimits = LIMITS) -> Mask:
    """Where a levelled picture is inked, lone specks left out."""
    dark = np.pad(grey < limits.ink * 255, 1)
    around = np.zeros(grey.shape, np.uint8)
    for dy, dx in ((0, 1), (1, 0), (1, 2), (2, 1), (0, 0), (0, 2), (2, 0), (2, 2)):
        around += dark[dy : dy + grey.shape[0], dx : dx + grey.shape[1]]
    return dark[1:-1, 1:-1] & (around >= 2)


def skew_of(ink: Mask, limits: PictureLimits = LIMITS) -> float:
    """How many degrees the page lies askew: turned back counter-clockwise by as much it is level.

    Lines of text and rules are sharpest, row by row, where they are level.
    """
    ys, xs = np.nonzero(ink)
    if len(ys) < 100:
        return 0.0
    step = max(len(ys) // limits.dots, 1)
    ys, xs = ys[::step].astype(np.float32), xs[::step].astype(np.float32)
    xs -= ink.shape[1] / 2
    best = 0.0
    for reach, width in ((limits.steepest, 0.25), (0.25, 0.05), (0.05, 0.01)):
        angles = np.arange(best - reach, best + reach + width / 2, width)
        best = float(max(angles, key=lambda angle: (_sharpness(ys, xs, angle), -abs(angle))))
    return best if abs(best) > limits.level else 0.0


def _sharpness(ys: Any, xs: Any, angle: float) -> float:
    rows = np.rint(ys - xs * math.tan(math.radians(angle))).astype(np.int64)
    counts = np.bincount(rows - rows.min()).astype(np.float64)
    return float(np.square(np.diff(counts)).sum())


def turned(grey: Grey, degrees: float) -> Grey:
    """The picture turned counter-clockwise; by quarters it keeps every pixel, by less its size."""
    if degrees % 90 == 0:
        return np.rot90(grey, round(degrees / 90) % 4).copy()
    image = Image.fromarray(grey)
    return np.asarray(image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255))
