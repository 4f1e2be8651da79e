"""Printed cells out of texts, a line each."""

from __future__ import annotations

from pipeline.model.geometry import Box
from pipeline.records.printed import Printed, printed
from pipeline.text.page import Line


def cell(*texts: str, glue: str = " ") -> Printed:
    """A cell of these lines, which a blank joins."""
    return printed([_line(text, row) for row, text in enumerate(texts)], [glue] * (len(texts) - 1))


def _line(text: str, row: int) -> Line:
    box = Box(0.0, 12.0 * row, 6.0 * len(text), 12.0 * row + 10.0)
    edges = tuple(6.0 * index for index in range(len(text) + 1))
    return Line(text=text, page=1, box=box, size=10.0, bold=False, blank=True, edges=edges)
