"""The tables of any PDF before interpretation, for `ricplan tables`."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.stages import profiles
from pipeline.stages.source import Pdf
from pipeline.stages.steps import check_text, with_pictures_read
from pipeline.store import params, register

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.layout.fragment import Layout
    from pipeline.model.geometry import Box
    from pipeline.text.page import PageFacts


def tables(
    pdf: Path,
    *,
    engine: str = "pdfium",
    password: str | None = None,
    limits: params.Limits | None = None,
    stitch: bool = False,
    ocr: bool = False,
) -> list[dict[str, Any]]:
    """The table fragments of any PDF: page, bbox and rows of cell texts; whole tables if `stitch`.
    Pages that are pictures are recognised if `ocr`.

    The text of a merged cell is at its top left position; its other positions are None. A whole
    table also has `pieces`: page and bbox of each fragment; `places`: those of each row, several
    where a page break cuts it; `dropped`: those of repeated header rows.
    """
    with Pdf(pdf, limits or params.load().limits, engine=engine, password=password) as source:
        source.start()  # it reads while this process imports the rest
        from pipeline.layout import cells
        from pipeline.tables.headers_again import with_headers_parted

        among = profiles.candidates(None, None, register.find_root())
        pages = with_pictures_read(source, source.pages()) if ocr else source.pages()
        layouts = cells.layouts(pages, profiles.headers(among), profiles.are_headers)
    check_text(str(pdf), layouts)
    layouts = _without_drawings([_in_rows(layout) for layout in with_headers_parted(layouts)])
    return _whole(layouts) if stitch else _fragments(layouts)


def _in_rows(layout: Layout) -> Layout:
    """The layout with rows split that only their ids or lines distinguish."""
    from pipeline.layout.fragment import Fragment
    from pipeline.tables.lines_as_rows import parted_beside_rows, parted_by_lines
    from pipeline.tables.unruled_rows import parted_by_ids

    items = (
        parted_by_lines(parted_beside_rows(parted_by_ids(it))) if isinstance(it, Fragment) else it
        for it in layout.items
    )
    return dataclasses.replace(layout, items=tuple(items))


def _without_drawings(layouts: Sequence[Layout]) -> list[Layout]:
    """The layouts without the fragments that are no tables: charts, boxes around text."""
    from pipeline.layout.fragment import Fragment
    from pipeline.tables.drawn_only import is_drawn_only

    own = [[item for item in layout.items if isinstance(item, Fragment)] for layout in layouts]
    around = [
        [*before, *here, *after]
        for before, here, after in zip([[], *own[:-1]], own, [*own[1:], []], strict=True)
    ]
    return [
        dataclasses.replace(
            layout,
            items=tuple(
                item
                for item in layout.items
                if not isinstance(item, Fragment) or not is_drawn_only(item, near)
            ),
        )
        for layout, near in zip(layouts, around, strict=True)
    ]


def _fragments(layouts: Sequence[Layout]) -> list[dict[str, Any]]:
    from pipeline.layout.fragment import Fragment
    from pipeline.tables import cell_texts

    words = cell_texts.fragment_words(layouts)
    return [
        {**_place(layout.facts, item.box), "rows": cell_texts.texts(item, words)}
        for layout in layouts
        for item in layout.items
        if isinstance(item, Fragment)
    ]


def _whole(layouts: Sequence[Layout]) -> list[dict[str, Any]]:
    from pipeline.tables import cell_texts
    from pipeline.tables.whole_tables import whole_tables

    words = cell_texts.fragment_words(layouts)
    facts = {layout.facts.number: layout.facts for layout in layouts}

    def shown(places: Iterable[tuple[int, Box]]) -> list[dict[str, Any]]:
        return [_place(facts[page], box) for page, box in places]

    return [
        {
            **_place(facts[table.places[0][0]], table.places[0][1]),
            "pieces": shown(table.places),
            "rows": cell_texts.whole_texts(table, words),
            "places": [shown(row.places) for row in table.rows],
            "dropped": shown(table.dropped),
        }
        for table in whole_tables(layouts)
    ]


def _place(facts: PageFacts, box: Box) -> dict[str, Any]:
    """Page and bbox on the page as displayed."""
    return {"page": facts.number, "bbox": [round(side, 2) for side in facts.shown(box)]}
