"""Two independent readers of one PDF held against each other, word by word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from pipeline.model.findings import finding
from pipeline.model.geometry import Box
from pipeline.model.schema import Finding
from pipeline.text.page import Page, PageFacts, Word
from pipeline.text.thresholds import TEXT


def checked(pages: Iterable[Page], others: Iterable[Page], found: list[Finding]) -> Iterator[Page]:
    """The pages of the first reader, passed on one by one; where the second one reads another
    text, a finding is added to `found`.
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


def disagreements(page: Page, other: Page) -> list[Finding]:
    """Where two readings of one page differ: words read otherwise, left out, or put elsewhere."""
    mine, theirs = _keys(page.words), _keys(other.words)
    result: list[Finding] = []
    near = TEXT.crosscheck.near
    for tag, a0, a1, b0, b1 in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            result.extend(
                _finding(page, [word], [again])
                for word, again in zip(page.words[a0:a1], other.words[b0:b1], strict=True)
                if abs(word.x0 - again.x0) > near or abs(word.bottom - again.bottom) > near
            )
        else:
            result.append(_finding(page, page.words[a0:a1], other.words[b0:b1]))
    return result


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
        "engines-disagree", page=page.number, box=box, value=mine or None, other=theirs or "–"
    )
