"""The quality report `report.html`, one file that shows how reliable the tables are.

`report.html.j2` holds a section for each view, `main.js` opens them; each view but the overview is
built in the browser by a script of its own (`SCRIPTS`) from the data of `tables`, `places` and
`pictures`. The overview is made here: `overview`, `charts`, `glossary`.
The review of a plan's implementation is another document: `pipeline.tracking.monitor.review`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.model.plan import Plan
    from pipeline.report.pictures import Album, Drawers
    from pipeline.store.layers import Layer
    from pipeline.store.register import Register

FILE = "report.html"
MOST_WITHOUT_SCRIPT = 300  # findings listed for browsers without JavaScript
SCRIPTS = (
    "places.js",
    "drawer.js",
    "findings.js",
    "joined.js",
    "tables.js",
    "search.js",
    "pages.js",
    "repairs.js",
    "main.js",
)


def write(
    plan: Plan,
    pdf: Path | None,
    out: Path,
    layers: Sequence[Layer] | None = None,
    *,
    password: str | None = None,
    dpi: int | None = None,
    known: Register | None = None,
    drawers: Drawers | None = None,
    drawn: Album | None = None,
    script: Path | None = None,
) -> None:
    """Write `report.html` into the folder `out`.

    `pdf` is the plan's file; without it the report has boxes on blank pages and no pictures.
    `layers` hold how each part of each page was classified; without them the report uses the boxes
    of provenance. `dpi` is the resolution of the pictures; `known` is the register with the PDF's
    source, by default the project's. `drawers` are processes that render the pages already, `drawn`
    are rendered pages; `script` is an additional script of the application, which may connect to
    its server. The same input gives the same bytes.
    """
    from pipeline import __version__
    from pipeline.model import findings, relations, schema
    from pipeline.report import charts, glossary, overview, places, tables
    from pipeline.report.html_file import HERE, write_document
    from pipeline.store import register

    entry = (register.load() if known is None else known).by_sha256(plan.meta.sha256 or "")
    pages = nullcontext(drawn) if drawn else _album(pdf, password, dpi, drawers)
    with pages as album:  # rendered while the rest is made
        sizes = album.sizes if album else places.guessed_sizes(plan, layers or ())
        write_document(
            out / FILE,
            "report.html.j2",
            {
                "meta": plan.meta,
                "overview": overview.overview(plan),
                "charts": charts.charts(plan),
                "numbers": {"findings": len(plan.open_findings), "repairs": len(plan.repairs)},
                "labels": {table: relations.label(plan, table) for table in schema.plan_tables()},
                "glossary": glossary.glossary(plan),
                "version": __version__,
                "application": script is not None,
                "entry": entry,
                "findings": [
                    (found, findings.message(found, "en", plan.declared))
                    for found in plan.findings[:MOST_WITHOUT_SCRIPT]
                ],
            },
            scripts=SCRIPTS if script is None else (*SCRIPTS[:-1], script.name, SCRIPTS[-1]),
            folder=HERE if script is None else script.parent,
            data={
                "plan": tables.data(plan, sizes, pictures=album is not None),
                "provenance": tables.table(plan, "provenance", relations.of(plan)),
                "layers": places.layers(plan, layers),
            },
            pictures=zip(map(str, count(1)), album.pictures, strict=False) if album else (),
        )


@contextmanager
def _album(
    pdf: Path | None, password: str | None, dpi: int | None, drawers: Drawers | None
) -> Iterator[Album | None]:
    """The pictures of the pages; None without a PDF, or where pdfium cannot open it.

    The report then says that it has no pictures, and shows boxes on blank pages.
    """
    from pipeline.report.pictures import DPI, UndrawableError, album

    with ExitStack() as stack:
        opened = None
        with suppress(UndrawableError):
            if drawers is not None:
                opened = drawers.album()
            elif pdf is not None:
                opened = stack.enter_context(album(pdf, password=password, dpi=dpi or DPI))
        yield opened
