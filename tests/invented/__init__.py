"""Invented plans of random shape, with their true tables.

`make(seed)` gives a plan's content, document and tables; `pdf(made)` sets it.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.invented.content import Content
from tests.invented.document import Block, document
from tests.invented.draw import draw
from tests.invented.filling import make_content
from tests.invented.shape import Shape, draw_shape
from tests.invented.truth import Tables, truth


@dataclass(frozen=True)
class Made:
    """One invented plan."""

    shape: Shape
    plan: Content
    blocks: list[Block]
    gold: Tables


def make(seed: int) -> Made:
    """The plan of a seed, always the same."""
    shape = draw_shape(seed)
    plan = make_content(shape)
    return Made(shape, plan, document(plan), truth(plan))


def pdf(made: Made) -> bytes:
    """The plan as PDF, always the same bytes."""
    return draw(made.blocks, made.shape.look, made.plan.title)
