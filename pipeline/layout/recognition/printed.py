"""Scanned pages with printed text over the picture: a stamp, a page number, a hidden layer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.layout.recognition.thresholds import RECOGNITION
from pipeline.text.page import Page, Word, in_reading_order, share_width, turned_about


def with_printed(seen: Page, page: Page) -> Page:
    """The recognised page, with printed words replacing recognised ones at the same place. `page`
    has the printed words, in its own reading frame.

    Where their orientations differ, the printed page is used.
    """
    if not page.words:
        return seen
    if seen.turn != page.turn:
        return page
    printed = [_moved(word, page, seen.skew) for word in page.words]
    found = [
        word
        for word in seen.words
        if word.sure >= RECOGNITION.mending.beside and not _covered(word, printed)
    ]
    words = in_reading_order([*printed, *found])
    if page.vertical:  # its tables are printed text
        return replace(page, words=words) if not seen.skew else page
    return replace(seen, words=words, unmapped=page.unmapped, shades=page.shades)


def _moved(word: Word, page: Page, skew: float) -> Word:
    """A printed word in the coordinates of the level page."""
    if not skew:
        return word
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    right, down = turned_about((page.width / 2, page.height / 2), (x, y), -skew)
    dx, dy = right - x, down - y
    return word._replace(
        x0=word.x0 + dx,
        x1=word.x1 + dx,
        top=word.top + dy,
        bottom=word.bottom + dy,
        edges=tuple(edge + dx for edge in word.edges),
    )


def _covered(word: Word, printed: Sequence[Word]) -> bool:
    """Whether a recognised word is one of the printed ones."""
    y = (word.top + word.bottom) / 2
    return any(share_width(word, own) and own.top <= y <= own.bottom for own in printed)
