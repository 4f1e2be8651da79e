"""Normalises the picture of a page: white paper, dark ink, level lines.

Pictures are arrays of grey values, one byte per pixel, 0 is black, row by row from the top.
"""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from pipeline.layout.recognition.thresholds import RECOGNITION

Grey = NDArray[np.uint8]
Mask = NDArray[np.bool_]


_BOX = Image.Resampling.BOX


def levelled(grey: Grey, scale: float) -> tuple[Grey, Mask]:
    """The picture on white paper without shading and shadows, and the dark fields, whose light
    letters become dark on white. `scale`: pixels per point.
    """
    height, width = grey.shape
    side = max(round(RECOGNITION.picture.grain * scale), 1)
    small = Image.fromarray(grey).resize((-(-width // side), -(-height // side)), _BOX)
    # Letters and rules cover less than half of a field: its median is the paper. In a large field
    # that holds even for words set in bold, in a small one close to the side of shading too.
    tones = [
        np.asarray(small.filter(ImageFilter.MedianFilter(_odd(width_of))))
        for width_of in RECOGNITION.picture.fields
    ]
    low, high = np.minimum.reduce(tones), np.maximum.reduce(tones)
    shaded = (low < RECOGNITION.picture.inverse * 255) & _solid(np.asarray(small))
    paper = np.maximum(_spread(np.where(shaded, low, high), side, grey.shape), 1)
    dark = _spread(shaded, side, grey.shape)
    result = grey / paper.astype(np.float32)
    if dark.any():
        result[dark] = (255.0 - grey[dark]) / (255.0 - paper[dark])
    level: Grey = np.clip(result * 255, 0, 255).astype(np.uint8)
    return level, dark


def _odd(width: float) -> int:
    """A width in points as an odd number of grid fields."""
    return int(width / RECOGNITION.picture.grain + 0.5) // 2 * 2 + 1


def _solid(small: Grey) -> Mask:
    """Areas beside dark patches larger than the strokes of letters: a dark field has such patches
    on the left and right of its text, but not above and below.
    """
    stroke = _odd(RECOGNITION.picture.stroke)
    dark = Image.fromarray((small < RECOGNITION.picture.inverse * 255).astype(np.uint8))
    patches = dark.filter(ImageFilter.MinFilter(stroke)).filter(ImageFilter.MaxFilter(stroke))
    reach = _odd(RECOGNITION.picture.beside)
    counts = np.cumsum(np.pad(np.asarray(patches, np.int32), ((0, 0), (reach + 1, reach))), axis=1)
    width = small.shape[1]
    found: Mask = counts[:, 2 * reach + 1 :][:, :width] > counts[:, :width]
    return found


def _spread(small: Any, side: int, shape: tuple[int, ...]) -> Any:
    """A small picture enlarged to the original pixels."""
    return np.repeat(np.repeat(small, side, axis=0), side, axis=1)[: shape[0], : shape[1]]


def without_sides(grey: Grey, dark: Mask, scale: float) -> Grey:
    """The levelled picture without artefacts at the edges of dark fields."""
    if not dark.any():
        return grey
    reach = max(round(RECOGNITION.picture.side * scale), 1)
    around = np.pad(dark, reach, "edge")
    height, width = dark.shape
    side = np.zeros(dark.shape, bool)
    for dy, dx in itertools.product(range(3), repeat=2):
        moved = around[dy * reach : dy * reach + height, dx * reach : dx * reach + width]
        side |= moved != dark
    return np.where(side, np.uint8(255), grey)


def smoothed(grey: Grey) -> Grey:
    """The picture without scanner noise."""
    image = Image.fromarray(grey)
    calm = np.asarray(image.filter(ImageFilter.MedianFilter(3)))
    bare = calm > RECOGNITION.picture.bare * 255
    if not bare.any():
        return grey
    grain = np.abs(grey[bare].astype(np.int16) - calm[bare]).mean() / 255
    return calm if grain > RECOGNITION.picture.noise else grey


def ink_of(grey: Grey) -> Mask:
    """The inked pixels of a levelled picture, without single specks."""
    dark = np.pad(grey < RECOGNITION.picture.ink * 255, 1)
    around = np.zeros(grey.shape, np.uint8)
    for dy, dx in ((0, 1), (1, 0), (1, 2), (2, 1), (0, 0), (0, 2), (2, 0), (2, 2)):
        around += dark[dy : dy + grey.shape[0], dx : dx + grey.shape[1]]
    return dark[1:-1, 1:-1] & (around >= 2)


def skew_of(ink: Mask) -> float:
    """The skew of a page in degrees; rotating it counter-clockwise by this makes it level.

    Lines of text and rules are sharpest, row by row, where they are level.
    """
    ys, xs = np.nonzero(ink)
    if len(ys) < 100:
        return 0.0
    step = max(len(ys) // RECOGNITION.picture.dots, 1)
    ys, xs = ys[::step].astype(np.float32), xs[::step].astype(np.float32)
    xs -= ink.shape[1] / 2
    best = 0.0
    for reach, width in itertools.pairwise(RECOGNITION.picture.steps):
        angles = np.arange(best - reach, best + reach + width / 2, width)
        best = float(max(angles, key=lambda angle: (_sharpness(ys, xs, angle), -abs(angle))))
    return best if abs(best) > RECOGNITION.picture.level else 0.0


def _sharpness(ys: Any, xs: Any, angle: float) -> float:
    rows = np.rint(ys - xs * math.tan(math.radians(angle))).astype(np.int64)
    counts = np.bincount(rows - rows.min()).astype(np.float64)
    return float(np.square(np.diff(counts)).sum())


def turned(grey: Grey, degrees: float, paper: int = 255) -> Grey:
    """The picture rotated counter-clockwise: losslessly by quarters, else keeping its size."""
    if degrees % 90 == 0:
        return np.rot90(grey, round(degrees / 90) % 4).copy()
    image = Image.fromarray(grey)
    return np.asarray(image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=paper))
