"""`diff.html`: the changes for a person, with the places in both versions side by side.

One file that needs nothing else, built by the code of the quality report and in its look.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.diff.comparison import Comparison
from pipeline.diff.overview import context
from pipeline.diff.pages import Place, Places, Spot, spots
from pipeline.diff.shape import LISTS, grouped, printed
from pipeline.diff.telling import (
    CHANGES,
    KINDS,
    MEASURED,
    Told,
    by_row,
    owner,
    told,
)
from pipeline.model import schema
from pipeline.model.plan import Plan
from pipeline.model.schema import Change, Text

if TYPE_CHECKING:
    from pipeline.report.pictures import Album, Picture

FILE = "diff.html"
_HERE = Path(__file__).parent
_MOST_PAGES = 3  # cut-outs of one value
_Pair = tuple[tuple[Place, ...], tuple[Place, ...]]  # in the old version, in the new one
_SLUG = re.compile(r"[^\w.]+")


def write(
    comparison: Comparison,
    out: Path,
    *,
    old_pdf: Path | None = None,
    new_pdf: Path | None = None,
) -> None:
    """Write `diff.html` into the folder `out`. Pictures are shown of the PDFs that are given."""
    from pipeline.report.document import write_document

    changes = [item for group in by_row(told(comparison)) for item in group]
    places = _places(comparison, changes)
    wanted = [
        {place.page for pair in places for place in pair[side][:_MOST_PAGES]} for side in (0, 1)
    ]
    with ExitStack() as stack:
        albums = [
            _album(stack, pdf, pages) for pdf, pages in zip((old_pdf, new_pdf), wanted, strict=True)
        ]
        sizes = [[list(size) for size in album.sizes] if album else [] for album in albums]
        write_document(
            out / FILE,
            "diff.html.j2",
            context(comparison, changes),
            scripts=("diff.js",),
            data={
                "changes": _data(changes, places),
                "versions": {
                    "old": {"id": comparison.before.meta.doc_id, "sizes": sizes[0]},
                    "new": {"id": comparison.after.meta.doc_id, "sizes": sizes[1]},
                },
            },
            pictures=_pictures(albums),
            folder=_HERE,
        )


def _album(stack: ExitStack, pdf: Path | None, pages: set[int]) -> Album | None:
    """The pictures of the pages that cut-outs are made of; None without a PDF, or with one that
    pdfium cannot open: the page then names the pages instead.
    """
    from pipeline.report.pictures import UndrawableError, album

    if pdf is not None and pages:
        with suppress(UndrawableError):
            return stack.enter_context(album(pdf, pages=pages))
    return None


def _pictures(albums: Iterable[Album | None]) -> Iterator[tuple[str, Picture]]:
    for side, album in zip(("old", "new"), albums, strict=True):
        if album is not None:
            for picture in album.pictures:
                yield f"{side}-{picture.page}", picture


def _data(changes: list[Told], places: list[_Pair]) -> dict[str, Any]:
    names = Counter[str]()
    return {
        "list": [
            _one(item, pair, _anchor(item, names))
            for item, pair in zip(changes, places, strict=True)
        ],
        "changes": {name: _both(label) for name, label in CHANGES.items()},
        "kinds": {name: _both(label) for name, label in KINDS.items()},
        "tables": {
            name: _both(schema.tables()[name].label)
            for name in schema.tables()
            if any(owner(item.change)[0] == name for item in changes)
        },
    }


def _one(item: Told, pair: _Pair, anchor: str) -> dict[str, Any]:
    change = item.change
    measured = change.column in MEASURED
    moved = item.difference
    return {
        "anchor": anchor,
        "table": owner(change)[0],
        "change": change.change,
        "kind": change.kind,
        "oldKey": change.key_old,
        "newKey": change.key_new,
        "key": owner(change)[1],
        "name": item.name,
        "what": _both(item.what) if change.column else None,
        "position": change.position,
        "pieces": [list(piece) for piece in item.pieces],
        "amounts": [change.old, change.new] if measured else None,
        "difference": None
        if moved is None
        else {"euros": f"{moved.euros:.2f}", "percent": moved.percent},
        "row": [[*_both(label), list(values)] for label, values in item.row],
        "similarity": change.similarity,
        "pages": [change.page_old, change.page_new],
        "places": [[_rounded(place) for place in side[:_MOST_PAGES]] for side in pair],
    }


def _rounded(place: Place) -> list[float]:
    return [place.page, *(round(edge, 1) for edge in place[1:])]


def _anchor(item: Told, taken: Counter[str]) -> str:
    """An address that stays the same from run to run, and is nobody else's."""
    change = item.change
    parts = [owner(change)[1], change.table if change.table in LISTS else "", change.column or "",
             str(change.position or ""), change.change]  # fmt: skip
    name = "change-" + _SLUG.sub("-", "-".join(part for part in parts if part))
    taken[name] += 1
    return name if taken[name] == 1 else f"{name}-{taken[name]}"


def _both(text: Text) -> list[str]:
    return [text.lv, text.en]


def _places(comparison: Comparison, changes: list[Told]) -> list[_Pair]:
    """Where each change stands in both versions. An item that one version lacks is shown in it by
    the list or the row where it would be.
    """
    olds = _looked_for(comparison.old, [item.change for item in changes], new=False)
    news = _looked_for(comparison.new, [item.change for item in changes], new=True)
    before = Places(comparison.old, (spot for looked in olds for spot in looked))
    after = Places(comparison.new, (spot for looked in news for spot in looked))
    return [(before.find(a), after.find(b)) for a, b in zip(olds, news, strict=True)]


def _looked_for(plan: Plan, changes: list[Change], *, new: bool) -> list[list[Spot]]:
    positions = _positions(plan)
    return [
        []
        if key is None
        else spots(change.table, key, positions.get((change.table, key, text)), change.column)
        for change in changes
        for key, text in [(change.key_new, change.new) if new else (change.key_old, change.old)]
    ]


def _positions(plan: Plan) -> dict[tuple[str, str, str | None], int]:
    """The position of each item by its text, the first of equal ones."""
    positions: dict[tuple[str, str, str | None], int] = {}
    for table, spec in LISTS.items():
        for owners, rows in grouped(plan, spec).items():
            for row in rows:
                for column in filter(None, (spec.value, spec.beside)):
                    text = printed(getattr(row, column))
                    positions.setdefault((table, "/".join(owners), text), row.position)
    for paragraph in plan.paragraphs:
        positions.setdefault(("paragraphs", paragraph.chapter, paragraph.text), paragraph.position)
    return positions
