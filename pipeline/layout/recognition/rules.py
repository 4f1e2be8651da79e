"""Detects rules in the picture of a page: long thin strokes that are lighter on both sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.layout.borders import merged
from pipeline.layout.recognition.picture import Grey, Mask
from pipeline.layout.recognition.thresholds import RECOGNITION
from pipeline.model.geometry import Border


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a picture in points, and the pixels that they cover."""

    horizontal: tuple[Border, ...]
    vertical: tuple[Border, ...]
    pixels: Mask


def rules_in(grey: Grey, scale: float) -> Rules:
    """The rules of a levelled picture; `scale`: pixels per point."""
    runs = [_strokes(part, scale) for part in (grey, np.ascontiguousarray(grey.T))]
    found = [merged([_border(run, scale) for run in own.tolist()]) for own in runs]
    level, upright = _held(found[0], found[1]), _held(found[1], found[0])
    pixels = _drawn(runs[0], level, grey.shape, scale)
    pixels |= _drawn(runs[1], upright, grey.shape[::-1], scale).T
    return Rules(tuple(level), tuple(upright), pixels)


def _border(run: Sequence[int], scale: float) -> Border:
    row, start, end = run
    return Border((row + 0.5) / scale, start / scale, end / scale)


def _strokes(grey: Grey, scale: float) -> NDArray[np.int64]:
    """Row, start and end of each horizontal stroke, by row of pixels."""
    found = [_strokes_of(grey, scale, *kind) for kind in RECOGNITION.rules.kinds]
    runs: NDArray[np.int64] = np.unique(np.concatenate(found), axis=0)
    return runs


def _strokes_of(grey: Grey, scale: float, thick: float, shortest: float) -> NDArray[np.int64]:
    """The strokes up to a thickness and from a length on."""
    away = max(round(thick * scale), 2)
    contrast = round(RECOGNITION.rules.contrast * 255)
    padded = np.pad(grey, ((away, away), (0, 0)), constant_values=255).astype(np.int16)
    beside = np.minimum(padded[: -2 * away], padded[2 * away :])
    stands_out = beside - grey > contrast
    spread = stands_out.copy()  # a slightly skewed rule continues in the next row
    spread[1:] |= stands_out[:-1]
    spread[:-1] |= stands_out[1:]
    runs = _runs(spread, RECOGNITION.rules.gap * scale, shortest * scale)
    drawn = np.zeros((grey.shape[0], grey.shape[1] + 1), np.int32)
    np.cumsum(spread, axis=1, out=drawn[:, 1:])
    filled = drawn[runs[:, 0], runs[:, 2]] - drawn[runs[:, 0], runs[:, 1]]
    return runs[filled >= RECOGNITION.rules.solid * (runs[:, 2] - runs[:, 1])]


def _runs(dark: Mask, gap: float, shortest: float) -> NDArray[np.int64]:
    """Row, start and end of each run along a row; smaller gaps count as dark."""
    edges = np.diff(np.pad(dark, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(edges == 1)
    _, ends = np.nonzero(edges == -1)
    if not len(rows):
        return np.zeros((0, 3), np.int64)
    apart = np.ones(len(rows), bool)
    apart[1:] = (rows[1:] != rows[:-1]) | (starts[1:] - ends[:-1] > gap)
    first = np.flatnonzero(apart)
    last = np.append(first[1:], len(rows)) - 1
    found = np.stack([rows[first], starts[first], ends[last]], axis=1)
    long: NDArray[np.int64] = found[found[:, 2] - found[:, 1] >= shortest]
    return long


def _held(rules: list[Border], across: list[Border]) -> list[Border]:
    """The rules that are long enough, depending on how many of their ends touch others."""
    places = np.array(across).reshape(-1, 3)

    def ends_at_one(at: float, end: float) -> bool:
        near = np.abs(places[:, 0] - end) <= RECOGNITION.rules.touch
        near &= (places[:, 1] - RECOGNITION.rules.touch <= at) & (
            at <= places[:, 2] + RECOGNITION.rules.touch
        )
        return bool(near.any())

    least = (RECOGNITION.rules.alone, RECOGNITION.rules.held, 0.0)
    return [
        rule
        for rule in rules
        if rule.end - rule.start
        >= least[ends_at_one(rule.at, rule.start) + ends_at_one(rule.at, rule.end)]
    ]


def _drawn(
    runs: NDArray[np.int64],
    rules: Sequence[Border],
    shape: tuple[int, ...],
    scale: float,
) -> Mask:
    """The pixels of the strokes that are part of rules, with their soft edges."""
    pixels = np.zeros(shape, bool)
    places = np.array(sorted(rules)).reshape(-1, 3) * scale
    reach = RECOGNITION.rules.touch * scale
    for row, start, end in runs.tolist():
        low, high = np.searchsorted(places[:, 0], (row - reach, row + reach))
        near = places[low:high]
        if ((near[:, 1] <= start + reach) & (end - reach <= near[:, 2])).any():
            pixels[row, start:end] = True
    result = pixels.copy()
    for step in range(1, max(round(RECOGNITION.rules.soft * scale), 1) + 1):
        result[step:] |= pixels[:-step]
        result[:-step] |= pixels[step:]
    return result


def with_dark_sides(rules: Rules, dark: Mask, scale: float) -> Rules:
    """The rules, and the sides of dark fields, which separate rows and columns like rules."""
    level = merged([*rules.horizontal, *_sides(dark, scale)])
    upright = merged([*rules.vertical, *_sides(np.ascontiguousarray(dark.T), scale)])
    return Rules(tuple(level), tuple(upright), rules.pixels)


def _sides(dark: Mask, scale: float) -> list[Border]:
    """The edges of dark fields, by row."""
    limits = RECOGNITION.rules
    runs = _runs(dark[1:] != dark[:-1], limits.gap * scale, limits.piece * scale)
    found = merged([_border((row + 1, *ends), scale) for row, *ends in runs.tolist()])
    return [rule for rule in found if rule.end - rule.start >= limits.alone]


def through_dark(
    vertical: Sequence[Border], dark: Mask, ink: Mask, scale: float
) -> tuple[Border, ...]:
    """The vertical rules, extended through dark fields at which they end, where they are invisible.
    Letters in the way exclude that.
    """
    result = []
    for rule in vertical:
        column = min(round(rule.at * scale), dark.shape[1] - 1)
        side = round(RECOGNITION.rules.soft * scale)
        free = dark[:, column] & ~ink[:, max(column - side, 0) : column + side + 1].any(axis=1)
        start = _as_far(
            free[::-1], len(free) - round(rule.start * scale), RECOGNITION.rules.touch * scale
        )
        end = _as_far(free, round(rule.end * scale), RECOGNITION.rules.touch * scale)
        result.append(Border(rule.at, rule.start - start / scale, rule.end + end / scale))
    return tuple(result)


def _as_far(free: Mask, start: int, reach: float) -> int:
    """The extent of free space from a place, or near it."""
    near = np.flatnonzero(free[start : start + round(reach) + 1])
    if not len(near):
        return 0
    first = start + int(near[0])
    blocked = np.flatnonzero(~free[first:])
    return (first + int(blocked[0]) if len(blocked) else len(free)) - start
