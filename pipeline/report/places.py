"""Boxes on pages by kind of content, and the sizes of pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.model.ids import joined_key
from pipeline.model.levels import CONTAINERS, TABLES
from pipeline.model.plan import Plan
from pipeline.model.schema import Provenance
from pipeline.report.pictures import Size
from pipeline.store.layers import KINDS, Layer

A4 = Size(595.28, 841.89)
# tables of the levels that headings and merged rows show
_OVER_ROWS = {TABLES[role] for role in CONTAINERS if role != "action"}
MOST_PAGES = 100_000  # tables of other programs may contain any number


def layers(plan: Plan, given: Sequence[Layer] | None) -> dict[str, Any]:
    """Boxes by page and kind: `pages[page][kind]` is a flat list of x0, top, x1, bottom.

    Without given layers they are made from provenance, paragraphs and findings.
    """
    drawn = _from_provenance(plan) if given is None else given
    pages: dict[int, dict[str, list[float]]] = {}
    for page, kind, *box in drawn:
        pages.setdefault(page, {}).setdefault(kind, []).extend(round(edge, 1) for edge in box)
    kinds = [kind for kind in KINDS if any(kind in boxes for boxes in pages.values())]
    return {"given": given is not None, "kinds": kinds, "pages": pages}


def _from_provenance(plan: Plan) -> list[Layer]:
    kinds = {joined_key((row.chapter, str(row.position))): row.kind for row in plan.paragraphs}
    drawn = [
        Layer(row.page, _kind(row, kinds), row.x0, row.top, row.x1, row.bottom)
        for row in plan.provenance
    ]
    for found in plan.findings:
        if found.rule == "unaccounted-text" and found.page and found.x0 is not None:
            box = (found.x0, found.top or 0.0, found.x1 or 0.0, found.bottom or 0.0)
            drawn.append(Layer(found.page, "unaccounted", *box))
    return drawn


def _kind(row: Provenance, kinds: dict[str, str]) -> str:
    if row.table == "paragraphs":
        return "heading" if kinds.get(row.key) == "heading" else "paragraph"
    return "heading" if row.table in _OVER_ROWS else "cell"


def guessed_sizes(plan: Plan, given: Sequence[Layer]) -> tuple[Size, ...]:
    """Page sizes for a plan without its PDF: A4, portrait or landscape, or as large as its
    boxes.
    """
    reach: dict[int, tuple[float, float]] = {}
    boxes: tuple[Provenance | Layer, ...] = (*plan.provenance, *given)
    for row in boxes:
        right, foot = reach.get(row.page, (0.0, 0.0))
        reach[row.page] = (max(right, row.x1), max(foot, row.bottom))
    last = min(plan.meta.pages, MOST_PAGES)
    return tuple(_paper(*reach.get(page, (0.0, 0.0))) for page in range(1, last + 1))


def _paper(right: float, foot: float) -> Size:
    for size in (A4, Size(A4.height, A4.width)):
        if right <= size.width and foot <= size.height:
            return size
    return Size(right + 36, foot + 36)
