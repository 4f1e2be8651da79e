"""Shapes as drawn, and the edges that an eye sees in them."""

from __future__ import annotations

import pytest

from pipeline.reading.edges import EdgeFinder, Segment, Shape, dotted_rules

PAGE = (0.0, 0.0, 600.0, 800.0)
BLACK, GREY, WHITE = (0.0, 0.0, 0.0), (0.9, 0.9, 0.9), (1.0, 1.0, 1.0)


def rectangle(x0: float, y0: float, x1: float, y1: float) -> list[tuple[float, float]]:
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


def edges(*shapes: Shape) -> list[Segment]:
    finder = EdgeFinder(PAGE)
    for shape in shapes:
        finder.add(shape)
    return [tuple(round(side, 2) for side in segment) for segment in finder.segments()]


def filled(box: Segment, colour: tuple[float, ...] = BLACK) -> Shape:
    return Shape(rectangle(*box), True, colour, False)


@pytest.mark.parametrize(
    ("box", "rule"),
    [
        ((10, 20, 110, 20.1), (10, 20.05, 110, 20.05)),  # a hairline
        ((10, 20, 110, 23), (10, 21.5, 110, 21.5)),
        ((10, 20, 110, 26), (10, 23, 110, 23)),  # six points thick
        ((10, 20, 16, 60), (13, 20, 13, 60)),
    ],
)
def test_a_thin_rectangle_is_a_rule(box: Segment, rule: Segment) -> None:
    assert edges(filled(box)) == [rule]


@pytest.mark.parametrize("box", [(10, 20, 110, 32), (10, 20, 24, 26)])
def test_a_thick_or_short_one_is_a_field(box: Segment) -> None:
    assert edges(filled(box, GREY)) == [box]  # its diagonal


def test_white_fields_and_the_page_itself_are_not_seen() -> None:
    assert edges(filled((10, 20, 110, 60), WHITE), filled(PAGE, GREY)) == []


def test_fields_of_one_colour_side_by_side_are_one() -> None:
    cells = [(10, 20, 60, 40), (60, 20, 110, 40)]
    assert edges(*(filled(box, GREY) for box in cells)) == [(10, 20, 110, 40)]
    assert len(edges(filled(cells[0], GREY), filled(cells[1], (0.8, 0.8, 0.8)))) == 2


def test_a_border_between_two_rectangles_of_one_path() -> None:
    outer, inner = filled((10, 20, 110, 60)), filled((14, 24, 106, 56))
    assert (12, 22, 108, 22) in edges(outer, inner)


def test_a_rounded_rectangle_has_four_sides() -> None:
    x0, y0, x1, y1, r = 10.0, 20.0, 110.0, 60.0, 4.0
    sides = [
        ((x0 + r, y0), (x1 - r, y0)),
        ((x1, y0 + r), (x1, y1 - r)),
        ((x1 - r, y1), (x0 + r, y1)),
        ((x0, y1 - r), (x0, y0 + r)),
    ]
    points = [point for side in sides for point in side]
    found = edges(Shape(points, True, None, True, curved=True, lines=sides))
    assert sorted(found) == sorted(
        [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)]
    )


def test_an_ellipse_and_slanting_strokes_have_none() -> None:
    oval = Shape(rectangle(10, 20, 110, 60), True, None, True, curved=True)
    slanting = Shape([(10.0, 20.0), (60.0, 80.0)], False, None, True)
    assert edges(oval, slanting) == []


@pytest.mark.parametrize(
    ("dots", "rules"),
    [
        ([(x * 2.0, 50.0) for x in range(10)], [(0.0, 50.0, 18.0, 50.0)]),
        ([(50.0, y * 3.0) for y in range(10)], [(50.0, 0.0, 50.0, 27.0)]),
        ([(x * 2.0, 50.0) for x in range(4)], []),  # too few
        ([(x * 9.0, 50.0) for x in range(10)], []),  # too far apart
    ],
)
def test_dots_in_a_row_are_a_rule(dots: list[tuple[float, float]], rules: list[Segment]) -> None:
    assert dotted_rules(dots) == rules


def test_a_small_circle_is_a_dot() -> None:
    dots = [
        Shape(rectangle(x, 50, x + 1, 51), True, BLACK, False, curved=True) for x in range(0, 40, 2)
    ]
    assert edges(*dots) == [(0.5, 50.5, 38.5, 50.5)]
