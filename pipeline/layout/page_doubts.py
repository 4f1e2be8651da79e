"""Findings on pages: without text, with unmapped letters, repeated, or missing."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.layout.thresholds import LAYOUT
from pipeline.model.findings import finding
from pipeline.model.geometry import Box
from pipeline.model.ids import numbers_in
from pipeline.model.schema import Finding
from pipeline.text.page import PageFacts


class Span(NamedTuple):
    """The place of a row with an id: its first page, and the box of its id on it."""

    table: str
    key: str
    page: int
    box: Box


def page_findings(pages: Sequence[PageFacts]) -> Iterator[Finding]:
    """Findings on whole pages, in order."""
    for page in pages:
        box = page.shown(Box(0.0, 0.0, page.width, page.height))
        if lacks_text(page):
            yield finding("page-without-text", page=page.number, box=box)
        if page.unmapped:
            yield finding("unmapped-glyph", page=page.number, box=box, value=str(page.unmapped))
        for word in page.overprints:
            yield finding(
                "overprinted-text", page=page.number, box=page.shown(word.box), value=word.text
            )
        if page.copy_of is not None:
            yield finding(
                "page-repeated",
                page=page.number,
                box=box,
                value=str(page.copy_of),
                first=page.copy_of,
            )


def lacks_text(page: PageFacts) -> bool:
    """Whether the page has contents, but no readable text."""
    return not page.words and (page.picture >= LAYOUT.pages.picture or page.unmapped > 0)


def missing_pages(rows: Sequence[Span], referenced: Iterable[str] = ()) -> Iterator[Finding]:
    """Findings on gaps in ids between two pages; `rows` are the rows of a table in order.

    `referenced` are ids mentioned elsewhere in the plan. One that belongs between the two pages
    proves a gap that the sequence of ids does not, as a page may end with a group of ids.
    """
    places = sorted({numbers for key in referenced if (numbers := numbers_in(key))})
    for before, after in itertools.pairwise(rows):
        if (
            before.table == after.table
            and after.page > before.page
            and (_skips(before.key, after.key) or _between(before.key, after.key, places))
        ):
            yield finding(
                "page-missing",
                table=after.table,
                key=after.key,
                page=after.page,
                box=after.box,
                before=before.key,
                earlier=before.page,
            )


def _skips(before: str, after: str) -> bool:
    """Whether ids are missing between two: not the next number, nor the next parent's first."""
    old, new = numbers_in(before), numbers_in(after)
    if not old or len(old) != len(new) or new <= old:
        return False
    for place, (a, b) in enumerate(zip(old, new, strict=True)):
        if a != b:
            return b != a + 1 or any(number != 1 for number in new[place + 1 :])
    return False


def _between(before: str, after: str, places: Sequence[tuple[int, ...]]) -> bool:
    """Whether one of the sorted places is between two ids of its kind."""
    old, new = numbers_in(before), numbers_in(after)
    at = bisect_right(places, old)
    return old < new and at < len(places) and len(places[at]) == len(old) and places[at] < new
