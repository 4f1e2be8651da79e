"""Borders as they were meant, out of pieces, pairs and sides of shading; grids from them."""

from __future__ import annotations

import pytest

from pipeline.layout.borders import closed_up, merged, sides_of
from pipeline.layout.grid import grids
from pipeline.model.geometry import Border, Box


@pytest.mark.parametrize(
    ("rules", "whole"),
    [
        ([Border(10, 0, 20), Border(10, 22, 50)], [Border(10, 0, 50)]),  # dashes
        ([Border(10, 0, 20), Border(10, 30, 50)], [Border(10, 0, 20), Border(10, 30, 50)]),
        ([Border(10, 0, 50), Border(11, 0, 50)], [Border(10.5, 0, 50)]),  # both neighbours'
        ([Border(10, 0, 50), Border(14, 0, 50)], [Border(10, 0, 50), Border(14, 0, 50)]),
    ],
)
def test_pieces_of_one_border_are_one(rules: list[Border], whole: list[Border]) -> None:
    assert merged(rules) == whole


def cells_apart(columns: int, rows: int, gap: float) -> tuple[list[Border], list[Border]]:
    """The outlines of cells of 40 × 20 with white between them."""
    level, upright = [], []
    for row in range(rows):
        for column in range(columns):
            x0, y0 = column * (40 + gap), row * (20 + gap)
            level += [Border(y, x0, x0 + 40) for y in (y0, y0 + 20)]
            upright += [Border(x, y0, y0 + 20) for x in (x0, x0 + 40)]
    return level, upright


@pytest.mark.parametrize("gap", [0.0, 1.0, 2.0, 3.0, 5.0, 6.0])
def test_cells_set_apart_are_one_table(gap: float) -> None:
    (grid,) = grids(*cells_apart(3, 4, gap))
    assert (len(grid.borders) - 1, len(grid.rows) - 1, len(grid.cells)) == (3, 4, 12)


def test_tables_further_apart_are_two() -> None:
    level, upright = cells_apart(2, 2, 0.0)
    below = [rule._replace(at=rule.at + 100) for rule in level]
    beside = [Border(rule.at, rule.start + 100, rule.end + 100) for rule in upright]
    assert len(grids([*level, *below], [*upright, *beside])) == 2


def test_borders_that_face_nothing_stay() -> None:
    level = [Border(0, 0, 100), Border(30, 0, 100)]
    upright = [Border(0, 0, 30), Border(100, 0, 30)]
    assert closed_up(level, upright) == (level, upright)


def test_a_shaded_row_has_no_sides_and_shaded_cells_have() -> None:
    row = Box(0, 10, 100, 30)
    assert sides_of([row]) == ([Border(10, 0, 100), Border(30, 0, 100)], [])
    cells = [Box(0, 10, 40, 30), Box(43, 10, 100, 30)]
    assert sorted(rule.at for rule in sides_of(cells)[1]) == [0, 40, 43, 100]
    assert sides_of([Box(0, 10, 100, 12)]) == ([], [])  # no cell is as low


def merged_grid(level: list[Border], upright: list[Border]) -> list[tuple[int, int, int, int]]:
    (grid,) = grids(level, upright)
    return [(cell.row, cell.column, cell.rows, cell.columns) for cell in grid.cells]


LEVELS = [Border(y, 0, 100) for y in (0, 20, 40)]
UPRIGHTS = [Border(x, 0, 40) for x in (0, 50, 100)]


@pytest.mark.parametrize(
    ("level", "upright", "cells"),
    [
        (LEVELS, UPRIGHTS, [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]),
        # the first row has no rule between its columns
        (
            LEVELS,
            [UPRIGHTS[0], Border(50, 20, 40), UPRIGHTS[2]],
            [(0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1)],
        ),
        # the first column has no rule between its rows
        (
            [LEVELS[0], Border(20, 50, 100), LEVELS[2]],
            UPRIGHTS,
            [(0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1)],
        ),
        # the foot is left open
        (LEVELS[:2], UPRIGHTS, [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]),
    ],
)
def test_cells_of_a_grid(
    level: list[Border], upright: list[Border], cells: list[tuple[int, int, int, int]]
) -> None:
    assert merged_grid(level, upright) == cells
