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

    fields: tuple[float, float] = (10.0, 16.0)  # points: squares that tell the tone of the paper
    grain: float = 1.4  # points: and as exactly as this
    stroke: float = 4.0  # points: strokes of letters are thinner
    side: float = 2.0  # points: letters stand further from the sides of a dark field
    around: float = 30.0  # points: twice as far as light letters stand from dark paper, and more
    inverse: float = 0.45  # paper darker than this carries light letters
    ink: float = 0.62  # what is darker, of the paper around it, is ink
    steepest: float = 5.0  # degrees: pages lie no further askew on a scanner
    level: float = 0.04  # degrees: this askew is straight
    dots: int = 150_000  # pixels of ink that tell how far a page is askew
    noise: float = 0.02  # spread of bare paper, from which on the picture is smoothed


LIMITS = PictureLimits()
_BOX = Image.Resampling.BOX


def levelled(grey: Grey, scale: float, limits: PictureLimits = LIMITS) -> tuple[Grey, Mask]:
    """The picture with its paper white, whatever shading or shadow lies on it, and where that is
    so dark that its letters are light: they become dark ones on white. `scale` is in pixels a
    point.
    """
    height, width = grey.shape
    side = max(round(limits.grain * scale), 1)
    small = Image.fromarray(grey).resize((-(-width // side), -(-height // side)), _BOX)
    # Letters and rules cover less than half of a field: its median is the paper. In a large field
    # that holds even for words set in bold, in a small one close to the side of shading too.
    tones = [
        np.asarray(small.filter(ImageFilter.MedianFilter(_odd(limits, width_of))))
        for width_of in limits.fields
    ]
    low, high = np.minimum.reduce(tones), np.maximum.reduce(tones)
    shaded = (low < limits.inverse * 255) & _solid(np.asarray(small), limits)
    paper = np.maximum(_spread(np.where(shaded, low, high), side, grey.shape), 1)
    dark = _spread(shaded, side, grey.shape)
    result = grey / paper.astype(np.float32)
    if dark.any():
        result[dark] = (255.0 - grey[dark]) / (255.0 - paper[dark])
    level: Grey = np.clip(result * 255, 0, 255).astype(np.uint8)
    return level, dark


def _odd(limits: PictureLimits, width: float) -> int:
    return round(width / limits.grain) // 2 * 2 + 1


def _solid(small: Grey, limits: PictureLimits) -> Mask:
    """What lies near to a patch of dark that is larger than the strokes of letters."""
    dark = Image.fromarray((small < limits.inverse * 255).astype(np.uint8))
    patches = dark.filter(ImageFilter.MinFilter(_odd(limits, limits.stroke)))
    return np.asarray(patches.filter(ImageFilter.MaxFilter(_odd(limits, limits.around)))) > 0


def _spread(small: Any, side: int, shape: tuple[int, ...]) -> Any:
    """Each value of a small picture over the pixels that it stands for."""
    return np.repeat(np.repeat(small, side, axis=0), side, axis=1)[: shape[0], : shape[1]]


def without_sides(grey: Grey, dark: Mask, scale: float, limits: PictureLimits = LIMITS) -> Grey:
    """The levelled picture without what is left where dark fields begin and end."""
    if not dark.any():
        return grey
    reach = max(round(limits.side * scale), 1)
    around = np.pad(dark, reach, "edge")
    height, width = dark.shape
    side = np.zeros(dark.shape, bool)
    for dy, dx in ((0, 1), (2, 1), (1, 0), (1, 2)):
        moved = around[dy * reach : dy * reach + height, dx * reach : dx * reach + width]
        side |= moved != dark
    return np.where(side, np.uint8(255), grey)


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


def turned(grey: Grey, degrees: float, paper: int = 255) -> Grey:
    """The picture turned counter-clockwise; by quarters it keeps every pixel, by less its size."""
    if degrees % 90 == 0:
        return np.rot90(grey, round(degrees / 90) % 4).copy()
    image = Image.fromarray(grey)
    return np.asarray(image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=paper))
