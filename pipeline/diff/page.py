"""`diff.html`: the changes for a person, with the places in both versions side by side.

One file that needs nothing else, built by the code of the quality report and in its look.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import schema
from pipeline.diff.comparison import Comparison, Total
from pipeline.diff.pages import Place, Places, Spot, spots
from pipeline.diff.shape import LISTS, grouped, printed
from pipeline.diff.telling import (
    CHANGES,
    KINDS,
    MEASURED,
    Told,
    by_row,
    difference,
    euros,
    owner,
    percent,
    told,
)
from pipeline.plan import Plan
from pipeline.schema import Change, Text

if TYPE_CHECKING:
    from pipeline.report.pictures import Album, Picture

FILE = "diff.html"
_HERE = Path(__file__).parent
_SLUG = re.compile(r"[^\w.]+")


@dataclass(frozen=True, slots=True)
class Tally:
    """Changes of one sort, or in one table."""

    name: str
    label: Text
    count: int


@dataclass(frozen=True, slots=True)
class Money:
    """A row of the totals as shown; `share` of the greatest sum, 0 to 1, before and after."""

    key: str
    name: str
    activities: str
    before: str
    after: str
    change: str
    percent: str


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
    wanted = [{place.page for pair in places if (place := pair[side])} for side in (0, 1)]
    with ExitStack() as stack:
        albums = [
            _album(stack, pdf if pages else None)
            for pdf, pages in zip((old_pdf, new_pdf), wanted, strict=True)
        ]
        sizes = [[list(size) for size in album.sizes] if album else [] for album in albums]
        write_document(
            out / FILE,
            "diff.html.j2",
            _context(comparison, changes),
            scripts=("diff.js",),
            data={
                "changes": _data(changes, places),
                "versions": {
                    "old": {"id": comparison.before.meta.doc_id, "sizes": sizes[0]},
                    "new": {"id": comparison.after.meta.doc_id, "sizes": sizes[1]},
                },
            },
            pictures=_pictures(albums, wanted),
            folder=_HERE,
        )


def _album(stack: ExitStack, pdf: Path | None) -> Album | None:
    if pdf is None:
        return None
    from pipeline.report.pictures import album

    return stack.enter_context(album(pdf))


def _pictures(
    albums: Iterable[Album | None], wanted: Iterable[set[int]]
) -> Iterator[tuple[str, Picture]]:
    """The pictures of the pages that cut-outs are made of."""
    for side, album, pages in zip(("old", "new"), albums, wanted, strict=True):
        if album is not None:
            for picture in album.pictures:
                if picture.page in pages:
                    yield f"{side}-{picture.page}", picture
                if picture.page >= max(pages):
                    break


def _context(comparison: Comparison, changes: list[Told]) -> dict[str, Any]:
    counts = comparison.counts
    typographic = counts.pop("typographic")
    labels = {name: CHANGES[name] for name in counts}
    tables = Counter(owner(item.change)[0] for item in changes)
    return {
        "before": comparison.before,
        "after": comparison.after,
        "verdict": _verdict(sum(counts.values()), typographic),
        "substantive": sum(counts.values()),
        "counts": [Tally(name, labels[name], count) for name, count in counts.items()],
        "typographic": typographic,
        "tables": [
            Tally(name, schema.tables()[name].label, tables[name])
            for name in schema.tables()
            if tables[name]
        ],
        "money": [_money(total) for total in comparison.totals],
        "sum": _money(_whole(comparison.totals)),
        "unread": (
            sum(total.unread_before for total in comparison.totals),
            sum(total.unread_after for total in comparison.totals),
        ),
        "chart": _chart(comparison.totals),
        "total": len(changes),
    }


def _verdict(substantive: int, typographic: int) -> Text:
    if substantive:
        one = substantive % 10 == 1 and substantive % 100 != 11
        return Text(
            f"{substantive} {'izmaiņa' if one else 'izmaiņas'} pēc būtības.",
            f"{substantive} substantive change{'s' if substantive != 1 else ''}.",
        )
    if typographic:
        return Text(
            "Pēc būtības nekas nav mainījies, tikai noformējums.",
            "Nothing has changed in substance, only in print.",
        )
    return Text("Nekas nav mainījies.", "Nothing has changed.")


def _whole(totals: tuple[Total, ...]) -> Total:
    return Total(
        None,
        None,
        "",
        sum((total.before for total in totals), Decimal(0)),
        sum((total.after for total in totals), Decimal(0)),
        sum(total.activities_before for total in totals),
        sum(total.activities_after for total in totals),
        sum(total.unread_before for total in totals),
        sum(total.unread_after for total in totals),
    )


def _money(total: Total) -> Money:
    change = difference(total.before, total.after)
    same = total.before == total.after
    rows = total.activities_before, total.activities_after
    return Money(
        key=" → ".join(key for key in dict.fromkeys((total.key_old, total.key_new)) if key),
        name=total.name,
        activities=f"{rows[0]}" if rows[0] == rows[1] else f"{rows[0]} → {rows[1]}",
        before=euros(total.before),
        after=euros(total.after),
        change="–" if same else euros(total.after - total.before, signed=True),
        percent=percent(change.percent) if change and change.percent and not same else "",
    )


def _chart(totals: tuple[Total, ...]) -> str | None:
    """Two bars for each priority, before over after; None where there is nothing to draw."""
    from pipeline.report.drawing import INK, MUTED, TEAL, draw

    if not totals:
        return None
    values = [
        {
            "row": f"{total.key_new or total.key_old} {side}",
            "label": (total.key_new or total.key_old) if side == 0 else "",
            "side": side,
            "value": float(value),
            "shown": euros(value),
        }
        for total in totals
        for side, value in enumerate((total.before, total.after))
    ]
    top = max(float(max(total.before, total.after)) for total in totals) * 1.3 or 1
    across = {
        "field": "value", "type": "quantitative", "axis": None, "scale": {"domain": [0, top]},
    }  # fmt: skip
    colour = {"field": "side", "type": "nominal", "legend": None,
              "scale": {"domain": [0, 1], "range": ["#c3bfb3", TEAL]}}  # fmt: skip
    text = {"type": "text", "align": "left", "baseline": "middle"}
    return draw(
        "money",
        {
            "width": 520,
            "height": {"step": 17},
            "data": {"values": values},
            "encoding": {"y": {"field": "row", "type": "ordinal", "axis": None, "sort": None}},
            "layer": [
                {
                    "mark": {"type": "bar", "height": 11, "cornerRadiusEnd": 2, "xOffset": 34},
                    "encoding": {"x": across, "color": colour},
                },
                {
                    "mark": {**text, "dy": 8, "color": INK, "fontWeight": 600},
                    "encoding": {"x": {"value": 0}, "text": {"field": "label"}},
                },
                {
                    "mark": {**text, "dx": 40, "color": MUTED},
                    "encoding": {"x": across, "text": {"field": "shown"}},
                },
            ],
        },
    )


def _data(changes: list[Told], places: list[tuple[Place | None, Place | None]]) -> dict[str, Any]:
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


def _one(item: Told, pair: tuple[Place | None, Place | None], anchor: str) -> dict[str, Any]:
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
        "places": [None if place is None else _rounded(place) for place in pair],
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


def _places(comparison: Comparison, changes: list[Told]) -> list[tuple[Place | None, Place | None]]:
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
