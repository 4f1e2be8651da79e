"""Compares the words of two independent readers of a PDF: all of them, or those in doubt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from unicodedata import normalize

import regex

from pipeline.model.errors import InputError, LimitError
from pipeline.model.findings import finding
from pipeline.model.geometry import Box
from pipeline.model.schema import Finding
from pipeline.text.doubts import TOLD, in_doubt
from pipeline.text.page import Page, PageFacts, Word, share_width
from pipeline.text.thresholds import TEXT

_MOST_PAGES = 20  # pages with doubts that are reread; `--cross-check` reads all
_JOINTS = regex.compile(r"[\s\p{Pd}\u00ad]")
_UNREAD = "–"

Again = Callable[[Sequence[int]], Sequence[Page]]
"""Reads pages of these numbers with the other reader; InputError or LimitError where it cannot."""


def checked(pages: Iterable[Page], others: Iterable[Page], found: list[Finding]) -> Iterator[Page]:
    """The pages of the first reader, one by one; differences from the second one are added to
    `found`.
    """
    for page, other in zip_longest(pages, others):
        if page is None or other is None:
            present = page or other
            found.append(_finding(present, present.words, [], seen=page is not None))
            if page is None:
                continue
        else:
            found.extend(disagreements(page, other))
        yield page


@dataclass(frozen=True, slots=True)
class _Doubted:
    """The words in doubt of a page, kept until the second reader runs."""

    page: Page  # without its words
    words: tuple[Word, ...]


def checked_where_in_doubt(
    pages: Iterable[Page], again: Again, found: list[Finding]
) -> Iterator[Page]:
    """The pages, one by one; after the last, those with words in doubt are read `again`, and a
    finding is added to `found` for each such word that differs.

    A document without doubts is read once. If very many pages have doubts, only the first ones are
    reread; words on others get findings without confirmation.
    """
    doubted: list[_Doubted] = []
    for page in pages:
        words = in_doubt(page)
        untold = page.unmapped > 0 and not page.words
        if (words or untold) and len(doubted) < _MOST_PAGES:
            doubted.append(_Doubted(_bare(page), words))
        yield page
    if not doubted:
        return
    try:
        others = {page.number: page for page in again([item.page.number for item in doubted])}
    except (InputError, LimitError):  # a page that one reader cannot read counts as a difference
        others = {}
    for item in doubted:
        other = others.get(item.page.number)
        if other is None:
            found.append(_finding(item.page, item.words, []))
        else:
            found.extend(_doubts_confirmed(item, other))


def _bare(page: Page) -> Page:
    return Page(page.number, page.width, page.height, page.turn, (), (), (), 0, 0.0)


def _doubts_confirmed(item: _Doubted, other: Page) -> Iterator[Finding]:
    """The words in doubt for which the other reader has another text at the same place; all its
    words on a page whose letters the first one cannot map.
    """
    if not item.words and other.words:
        yield _finding(item.page, (), other.words)
    for word in item.words:
        there = [own for own in other.words if _is_at(own, word)]
        if not _agree(word, there):
            yield _finding(item.page, [word], there)


def _is_at(word: Word, place: Word) -> bool:
    """Whether a word is at the place of another, or overlaps it."""
    return share_width(word, place) and abs(word.bottom - place.bottom) <= TEXT.crosscheck.near


def _agree(word: Word, there: Sequence[Word]) -> bool:
    """Whether the words at a place equal the word. For /ActualText, spaces and hyphens are ignored,
    and letters that the other reader cannot map match any.
    """
    read = "".join(own.text for own in there)
    if word.text == read or word.text in {own.text for own in there}:
        return True
    if word.doubt != TOLD:
        return False
    known = regex.escape(_letters(read)).replace("\ufffd", ".{1,3}")
    return regex.fullmatch(known, _letters(word.text)) is not None


def _letters(text: str) -> str:
    """A text without spaces and hyphens, with ligatures decomposed."""
    letters: str = _JOINTS.sub("", normalize("NFKC", text))
    return letters


def disagreements(page: Page, other: Page) -> list[Finding]:
    """The differences between two readings of a page: words read differently, missing, or
    elsewhere.
    """
    mine, theirs = _keys(page.words), _keys(other.words)
    result: list[Finding] = []
    for tag, a0, a1, b0, b1 in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            result.extend(
                _finding(page, [word], [again])
                for word, again in zip(page.words[a0:a1], other.words[b0:b1], strict=True)
                if not _same_place(word, again)
            )
            continue
        # Words on one level may be in another order, so each is looked up at its place.
        words = [word for word in page.words[a0:a1] if not _has(other, word)]
        others = [word for word in other.words[b0:b1] if not _has(page, word)]
        if words or others:
            result.append(_finding(page, words, others))
    return result


def _has(page: Page, word: Word) -> bool:
    """Whether a page has the word at its place."""
    return any(own.text == word.text and _same_place(own, word) for own in page.words)


def _same_place(word: Word, again: Word) -> bool:
    return (
        abs(word.x0 - again.x0) <= TEXT.crosscheck.near
        and abs(word.bottom - again.bottom) <= TEXT.crosscheck.near
    )


def _keys(words: Sequence[Word]) -> list[str]:
    return [word.text for word in words]


def _finding(
    page: Page, words: Sequence[Word], others: Sequence[Word], seen: bool = True
) -> Finding:
    mine = " ".join(word.text for word in words)
    theirs = " ".join(word.text for word in others)
    if not seen:
        mine, theirs = theirs, mine
    place = words or others
    facts = PageFacts(page.number, page.width, page.height, page.turn, 0, 0, 0.0, "", None)
    box = facts.shown(
        Box(
            min((word.x0 for word in place), default=0.0),
            min((word.top for word in place), default=0.0),
            max((word.x1 for word in place), default=page.width),
            max((word.bottom for word in place), default=page.height),
        )
    )
    return finding(
        "engines-disagree", page=page.number, box=box, value=mine or None, other=theirs or _UNREAD
    )
