"""The quality report: `report.html`, one file that shows how far the tables can be trusted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.layers import Layer
    from pipeline.plan import Plan
    from pipeline.report.pictures import Album

FILE = "report.html"
SCRIPTS = (
    "places.js", "drawer.js", "findings.js", "tables.js", "pages.js", "repairs.js", "main.js",
)


def write(
    plan: Plan,
    pdf: Path | None,
    out: Path,
    layers: Sequence[Layer] | None = None,
    *,
    password: str | None = None,
) -> None:
    """Write `report.html` into the folder `out`.

    `pdf` is the plan's own file; without it the report has boxes on blank pages and no pictures.
    `layers` tell what each part of each page was taken for; without them the report falls back
    on the boxes of provenance. Same input, same bytes.
    """
    from pipeline.report import charts, overview, places, tables
    from pipeline.report.document import write_document

    with _album(pdf, password) as album:  # the workers draw while the rest is made here
        sizes = album.sizes if album else places.guessed_sizes(plan, layers or ())
        write_document(
            out / FILE,
            "report.html.j2",
            {
                "meta": plan.meta,
                "overview": overview.overview(plan),
                "charts": charts.charts(plan),
                "numbers": {"findings": len(plan.findings), "repairs": len(plan.repairs)},
            },
            scripts=SCRIPTS,
            data={
                "plan": tables.data(plan, sizes, pictures=album is not None),
                "provenance": tables.table(plan, "provenance"),
                "layers": places.layers(plan, layers),
            },
            pictures=zip(map(str, count(1)), album.pictures, strict=False) if album else (),
        )


@contextmanager
def _album(pdf: Path | None, password: str | None) -> Iterator[Album | None]:
    if pdf is None:
        yield None
        return
    from pipeline.report.pictures import album

    with album(pdf, password=password) as opened:
        yield opened
