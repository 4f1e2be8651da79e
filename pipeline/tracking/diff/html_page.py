"""`diff.html`: the page of changes, with the places in both versions side by side.

A self-contained file, built with the code and the style of the quality report.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.model import lineage, relations, schema
from pipeline.model.ids import joined_key
from pipeline.model.plan import Plan
from pipeline.model.schema import Change, Text
from pipeline.tracking.diff.comparison import Comparison, Version
from pipeline.tracking.diff.counts import SORTS, sort_of
from pipeline.tracking.diff.descriptions import (
    KINDS,
    Described,
    by_row,
    described,
    owner,
)
from pipeline.tracking.diff.html_overview import context
from pipeline.tracking.diff.matching import match
from pipeline.tracking.diff.page_positions import Place, Places, Spot, spots
from pipeline.tracking.diff.row_values import by_owner, printed

if TYPE_CHECKING:
    from pipeline.report.pictures import Album, Picture

FILE = "diff.html"
_HERE = Path(__file__).parent
_MOST_PAGES = 3  # cut-outs per value
_Pair = tuple[tuple[Place, ...], tuple[Place, ...]]  # in the old version, in the new one
_SLUG = re.compile(r"[^\w.]+")


def write(
    comparison: Comparison,
    out: Path,
    *,
    old_pdf: Path | None = None,
    new_pdf: Path | None = None,
    old_report: str | None = None,
    new_report: str | None = None,
) -> None:
    """Write `diff.html` into the folder `out`, with pictures of the PDFs given.

    `old_report` and `new_report` are the addresses of the versions' reports relative to `out`.
    """
    from pipeline.report.html_file import write_document

    groups = by_row(described(comparison))
    changes = [item for group in groups for item in group]
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
            {
                **context(comparison, changes),
                "reports": {"old": old_report, "new": new_report},
            },
            scripts=("diff.js",),
            data={
                "changes": _data(
                    comparison,
                    groups,
                    {id(item): pair for item, pair in zip(changes, places, strict=True)},
                ),
                "versions": {
                    "old": _version(comparison.before, sizes[0], old_report),
                    "new": _version(comparison.after, sizes[1], new_report),
                },
            },
            pictures=_pictures(albums),
            folder=_HERE,
        )


def _version(version: Version, sizes: list[list[float]], report: str | None) -> dict[str, Any]:
    sha = (version.meta.sha256 or "")[:12]
    return {"id": version.meta.doc_id, "sha": sha, "sizes": sizes, "report": report}


def _album(stack: ExitStack, pdf: Path | None, pages: set[int]) -> Album | None:
    """The pictures of the pages needed for cut-outs; None without a PDF, or where pdfium cannot
    open it: page numbers are shown instead.
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


def _data(
    comparison: Comparison, groups: list[list[Described]], places: Mapping[int, _Pair]
) -> dict[str, Any]:
    names = Counter[str]()
    under = [lineage.priorities(plan) for plan in (comparison.old, comparison.new)]
    back = match(comparison.old, comparison.new, "priorities").forth
    return {
        "groups": [_group(group, places, names, under, back) for group in groups],
        "sorts": {name: _both(one) for name, (one, _) in SORTS.items()},
        "kinds": {name: _both(label) for name, label in KINDS.items()},
        "tables": {
            name: _both(relations.label(comparison.new, name))
            for name in schema.plan_tables()
            if any(owner(group[0].change)[0] == name for group in groups)
        },
        "priorities": _both(relations.label_of_one(comparison.new, "priority")),
        "names": {total.key_new or total.key_old or "": total.name for total in comparison.totals},
    }


def _group(
    group: list[Described],
    places: Mapping[int, _Pair],
    names: Counter[str],
    under: Sequence[Mapping[tuple[str, str], str | None]],
    back: Mapping[str, str],
) -> dict[str, Any]:
    """The changes of one row; `priority` is the row's current one."""
    head = group[0].change
    table, key = owner(head)
    new = head.key_new is not None
    priority = under[new].get((table, key))
    renumbered = next((item.change for item in group if item.change.table == table), head)
    return {
        "anchor": "row-" + _SLUG.sub("-", f"{table}-{key}{'' if new else '-removed'}"),
        "table": table,
        "key": key,
        "oldKey": _owner_id(renumbered.table, renumbered.key_old),
        "newKey": _owner_id(renumbered.table, renumbered.key_new),
        "name": group[0].name,
        "priority": priority if new else back.get(priority or "", priority),
        "items": [_one(item, places[id(item)], _anchor(item, names)) for item in group],
    }


def _owner_id(table: str, key: str | None) -> str | None:
    """The id of the row of a change."""
    return None if key is None else relations.declared().owner(table, key)[1]


def _one(item: Described, pair: _Pair, anchor: str) -> dict[str, Any]:
    change = item.change
    moved = item.difference
    return {
        "anchor": anchor,
        "sort": sort_of(change),
        "label": _both(item.sort),
        "kind": change.kind,
        "what": _both(item.what) if change.column or change.table not in _keyed() else None,
        "position": change.position,
        "pieces": [list(piece) for piece in item.pieces],
        "amounts": [change.old, change.new] if item.is_amount else None,
        "difference": None
        if moved is None
        else {"euros": f"{moved.euros:.2f}", "percent": moved.percent},
        "row": [[*_both(label), list(values)] for label, values in item.row],
        "similarity": change.similarity,
        "pages": [change.page_old, change.page_new],
        "places": [[_rounded(place) for place in side[:_MOST_PAGES]] for side in pair],
    }


def _keyed() -> Mapping[str, str]:
    return relations.declared().keys


def _rounded(place: Place) -> list[float]:
    return [place.page, *(round(edge, 1) for edge in place[1:])]


def _anchor(item: Described, taken: Counter[str]) -> str:
    """An address that is unique on the page and stable between runs."""
    change = item.change
    listed = change.table in relations.declared().lists
    parts = (
        owner(change)[1],
        change.table if listed else "",
        change.column or "",
        str(change.position or ""),
        change.change,
    )
    name = "change-" + _SLUG.sub("-", "-".join(part for part in parts if part))
    taken[name] += 1
    return name if taken[name] == 1 else f"{name}-{taken[name]}"


def _both(text: Text) -> list[str]:
    return [text.lv, text.en]


def _places(comparison: Comparison, changes: list[Described]) -> list[_Pair]:
    """The places of each change in both versions. For an item that one version lacks, the place of
    its list or row.
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
    """The position of each item by its text; of equal ones the first."""
    positions: dict[tuple[str, str, str | None], int] = {}
    for table, spec in relations.declared().lists.items():
        for owners, rows in by_owner(plan, spec).items():
            for row in rows:
                for column in filter(None, (spec.value, spec.beside)):
                    text = printed(getattr(row, column))
                    positions.setdefault((table, joined_key(owners), text), row.position)
    for paragraph in plan.paragraphs:
        positions.setdefault(("paragraphs", paragraph.chapter, paragraph.text), paragraph.position)
    return positions
