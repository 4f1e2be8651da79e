"""The regions of a straightened picture to be read: cells of tables, and the area around them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from pipeline.layout.grid import Grid, grids
from pipeline.layout.recognition.picture import Grey, Mask
from pipeline.model.geometry import Border

_LEAST_INK = 12  # pixels; less is noise
_GUTTER = 9.0  # points; words of one text are closer
_LARGE = 0.25  # share of the page; a larger cell is a page of text
MARGIN = 8  # pixels of white around a region


@dataclass(frozen=True, slots=True, eq=False)
class Straight:
    """A straightened picture of a page without its rules."""

    number: int
    scale: float  # pixels a point
    turn: int  # clockwise degrees of the page's orientation, which was corrected
    skew: float  # clockwise skew of the text in degrees
    grey: Grey
    ink: Mask
    horizontal: tuple[Border, ...]
    vertical: tuple[Border, ...]

    @property
    def dpi(self) -> float:
        """Dots per inch."""
        return self.scale * 72


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """A part of a picture that is read by itself, in its pixels."""

    left: int
    top: int
    right: int
    bottom: int
    cell: bool  # a cell of a table; else the page without its tables
    grey: Grey  # the picture to read, with a white margin
    ink: Mask  # without the margin

    def inked(self, left: int, top: int, right: int, bottom: int) -> Mask:
        """The bounding part of the ink within sides in `grey`; empty where there is none."""
        sides = (max(side - MARGIN, 0) for side in (top, bottom, left, right))
        high, low, first, last = sides
        return self.ink[high:low, first:last]

    def drawn(self, left: int, top: int, right: int, bottom: int) -> Grey:
        """A part of `grey`, by its sides."""
        return self.grey[max(top, 0) : bottom, max(left, 0) : right]

    def x(self, read: float) -> float:
        """A place in `grey` in the picture of the page."""
        return self.left - MARGIN + read

    def y(self, read: float) -> float:
        """A place in `grey` in the picture of the page."""
        return self.top - MARGIN + read


def regions_of(page: Straight) -> Iterator[Region]:
    """The regions with ink, first the page around its tables."""
    found = grids(page.horizontal, page.vertical)
    boxes = [box for grid in found for box in _cells(grid, page)]
    height, width = page.ink.shape
    bare = np.ones(page.ink.shape, bool)
    cells = []
    for left, top, right, bottom in boxes:
        if (right - left) * (bottom - top) > _LARGE * width * height:
            continue
        bare[top:bottom, left:right] = False
        cells.append((left, top, right, bottom))
    rest = replace(page, grey=np.where(bare, page.grey, 255), ink=page.ink & bare)
    whole = _region(rest, 0, 0, width, height, cell=False)
    if whole is not None:
        yield whole
    for cell in cells:
        for box in _columns(page, *cell):
            region = _region(page, *box, cell=True)
            if region is not None:
                yield region


def _columns(
    page: Straight, left: int, top: int, right: int, bottom: int
) -> Iterator[tuple[int, int, int, int]]:
    """A cell split at white columns, as it may be a header without rules."""
    start = left
    found = runs(np.any(page.ink[top:bottom, left:right], axis=0))
    for (_, end), (begin, _) in itertools.pairwise(found):
        if begin - end >= _GUTTER * page.scale:
            yield start, top, left + (end + begin) // 2, bottom
            start = left + (end + begin) // 2
    yield start, top, right, bottom


def runs(inked: Any) -> list[tuple[int, int]]:
    """Start and end of each run of ink."""
    edges = np.diff(np.concatenate([[False], inked, [False]]).astype(np.int8))
    starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    return list(zip(starts.tolist(), ends.tolist(), strict=True))


def _cells(grid: Grid, page: Straight) -> Iterator[tuple[int, int, int, int]]:
    """The sides of each cell, in pixels."""
    height, width = page.ink.shape
    for cell in grid.cells:
        yield (
            max(round(grid.borders[cell.column] * page.scale), 0),
            max(round(grid.rows[cell.row] * page.scale), 0),
            min(round(grid.borders[cell.column + cell.columns] * page.scale), width),
            min(round(grid.rows[cell.row + cell.rows] * page.scale), height),
        )


def _region(
    page: Straight, left: int, top: int, right: int, bottom: int, *, cell: bool
) -> Region | None:
    """The inked part of a rectangle; None where there is none."""
    ink = page.ink[top:bottom, left:right]
    if ink.sum() < _LEAST_INK:
        return None
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    bottom, right = top + int(rows[-1]) + 1, left + int(columns[-1]) + 1
    top, left = top + int(rows[0]), left + int(columns[0])
    return Region(
        left,
        top,
        right,
        bottom,
        cell,
        bordered(page.grey[top:bottom, left:right]),
        page.ink[top:bottom, left:right],
    )


def bordered(grey: Grey, above: int = MARGIN, below: int = MARGIN) -> Grey:
    """A picture with a white margin."""
    return np.pad(grey, ((above, below), (MARGIN, MARGIN)), constant_values=255)
