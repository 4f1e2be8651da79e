"""Changes of the running text, by chapter.

The division into paragraphs depends on the typesetting, so chapters are compared as text first, and
by paragraph only where the text differs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import regex

from pipeline.model.schema import Change, Paragraph
from pipeline.tracking.diff.alignment import Item, align, gaps
from pipeline.tracking.diff.likeness import normal, ratio
from pipeline.tracking.diff.thresholds import DIFF

# Lines of a table of contents end in dots and a page number.
_LEADER = regex.compile(r"\s*[.…\s]{3,}\s*\d+\s*$")


def compare_text(old: Iterable[Paragraph], new: Iterable[Paragraph]) -> tuple[Change, ...]:
    """The changes of paragraphs. Keys are chapters; an added or removed chapter gives a change for
    each of its paragraphs.
    """
    olds, news = _chapters(old), _chapters(new)
    return tuple(
        change
        for chapter in [*news, *(key for key in olds if key not in news)]
        for change in _chapter(chapter, olds.get(chapter, []), news.get(chapter, []))
    )


def _chapters(paragraphs: Iterable[Paragraph]) -> dict[str, list[Paragraph]]:
    chapters: dict[str, list[Paragraph]] = defaultdict(list)
    for paragraph in paragraphs:
        chapters[paragraph.chapter].append(paragraph)
    return dict(chapters)


def _chapter(chapter: str, olds: list[Paragraph], news: list[Paragraph]) -> list[Change]:
    found = align(list(map(_item, olds)), list(map(_item, news)))
    cut = _redivided(olds, news, sorted((*found.same, *found.reprinted)))
    olds = [paragraph for a, paragraph in enumerate(olds) if (0, a) not in cut]
    news = [paragraph for b, paragraph in enumerate(news) if (1, b) not in cut]
    found = align(list(map(_item, olds)), list(map(_item, news)))
    changes = [_change(chapter, olds[a], news[b], "typographic") for a, b in found.reprinted]
    changes += [_change(chapter, olds[a], news[b]) for a, b in found.replaced]
    changes += [_change(chapter, None, news[b]) for b in found.added]
    changes += [_change(chapter, olds[a], None) for a in found.removed]
    return sorted(changes, key=lambda change: (change.position or 0, change.change))


def _item(paragraph: Paragraph) -> Item:
    return Item(_LEADER.sub("", paragraph.text), paragraph.text)


def _redivided(
    olds: list[Paragraph], news: list[Paragraph], pairs: Sequence[tuple[int, int]]
) -> set[tuple[int, int]]:
    """Paragraphs (side, place) whose text the other version has unchanged, but divided differently.

    Either all paragraphs between two kept ones, or several consecutive ones that are one there.
    """
    blocks: dict[tuple[int, int], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, paragraphs in enumerate((olds, news)):
        paired = {pair[side] for pair in pairs}
        for place, gap in enumerate(gaps(pairs, len(paragraphs), side)):
            if place not in paired:
                blocks[gap][side].append(place)
    cut: set[tuple[int, int]] = set()
    for ours, theirs in blocks.values():
        if _joined(olds, ours) == _joined(news, theirs):
            cut |= {(0, a) for a in ours} | {(1, b) for b in theirs}
        else:
            cut |= {(0, a) for a in _merged(olds, ours, news, theirs, cut, 1)}
            cut |= {(1, b) for b in _merged(news, theirs, olds, ours, cut, 0)}
    return cut


def _merged(
    many: list[Paragraph],
    places: list[int],
    single: list[Paragraph],
    others: list[int],
    cut: set[tuple[int, int]],
    side: int,
) -> set[int]:
    """The places of consecutive paragraphs that are one paragraph of the other version; that one is
    added to `cut`.
    """
    whole = {_joined(single, [place]): place for place in others}
    found: set[int] = set()
    for start in range(len(places)):
        for end in range(start + 2, min(len(places), start + DIFF.texts.longest_run) + 1):
            run = places[start:end]
            place = whole.get(_joined(many, run))
            if place is not None:
                found.update(run)
                cut.add((side, place))
    return found


def _joined(paragraphs: list[Paragraph], places: Iterable[int]) -> str:
    return normal(" ".join(_LEADER.sub("", paragraphs[place].text) for place in places))


def _change(
    chapter: str, old: Paragraph | None, new: Paragraph | None, kind: str = "substantive"
) -> Change:
    """The change of a paragraph: changed, added (no `old`) or removed (no `new`)."""
    place = new or old
    return Change(
        table="paragraphs",
        change="added" if old is None else "removed" if new is None else "changed",
        key_old=chapter,
        key_new=chapter,
        position=place.position if place else None,
        column="text",
        old=old.text if old else None,
        new=new.text if new else None,
        kind=kind,
        similarity=ratio(old.text, new.text) if old and new else None,
        page_old=old.page if old else None,
        page_new=new.page if new else None,
    )
