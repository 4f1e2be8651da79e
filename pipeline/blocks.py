"""Running text out of free lines: headings, paragraphs, bullets, and the furniture of pages."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from pipeline.model import Block, Line
from pipeline.text import tidy

BULLETS = "•●▪■◦○‣⁃·\uf0b7\uf0a7\uf0d8\uf0fc➢➤✓✔*–—-−"
_BULLET = regex.compile(rf"^[{regex.escape(BULLETS)}]\s*(?=\S)(?![\d.,)\]])")
_LABEL = regex.compile(r"^(?:\p{Lu}{1,4}[. ]?\s?\d+(?:\.\s?\d+)*\.?(?=\s|\p{L}|$)|\d{1,2}\.(?:\d{1,2}\.?)*\s+\p{L}|\d{1,2}\.\p{L})")
_NUMBERED = regex.compile(r"^\d{1,2}[.)]\s*\p{L}")
_DIGITS = regex.compile(r"\d+")
_PAGE_NUMBER = regex.compile(r"^[\p{P}\s]*(?:lpp\.?|lapa|page)?[\p{P}\s]*\d{1,4}(?:\s*(?:/|no|of|\|)\s*\d{1,4})?[\p{P}\s]*(?:lpp\.?|lapa|page)?[\p{P}\s]*$", regex.I)

_LEADING = 1.75  # of the font's size: lines of one paragraph follow each other within this
_MARGIN_LINES = 3  # how many lines at either end of a page can be furniture
_SAME_HEIGHT = 4.0  # points: furniture stands at the same distance from the page's edge


def is_label(text: str) -> bool:
    """Whether the text begins like a numbered heading: `P1 …`, `RV 1.1. …`, `4. …`."""
    return _LABEL.match(text) is not None


def is_bullet(text: str) -> bool:
    """Whether the text begins with a bullet."""
    return _BULLET.match(text) is not None


def blocks_of(lines: Sequence[Line], body: float) -> list[Block]:
    """Lines in reading order put together to headings, paragraphs and bullets.

    `body` is the size of the document's running text, in points.
    """
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _goes_on(groups[-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [Block(_kind(group, body), tuple(group)) for group in groups]


def _goes_on(group: Sequence[Line], line: Line) -> bool:
    before = group[-1]
    if is_bullet(line.text) or before.bold != line.bold:
        return False
    if is_label(line.text) and (line.bold or before.text.rstrip()[-1:] in ".;:"):
        return False
    if line.box.top - before.box.top > _LEADING * max(before.size, line.size):
        return False
    if abs(line.size - before.size) > 0.15 * before.size:
        return False
    if line.bold:
        return True
    right = max(item.box.x1 for item in group)
    ended = before.text.rstrip()[-1:] in ".;:!?" and before.box.x1 < right - 2.5 * before.size
    return not ended


def _kind(group: Sequence[Line], body: float) -> str:
    text = group[0].text
    if is_bullet(text):
        return "bullet"
    letters = sum(len(line.text) for line in group)
    bold = sum(len(line.text) for line in group if line.bold) * 2 > letters
    joined = " ".join(line.text for line in group)
    capitals = joined.upper() == joined and any(char.isalpha() for char in joined)
    larger = max(line.size for line in group) > 1.15 * body
    if len(joined) <= 400 and (bold or capitals or (larger and len(joined) <= 200)):
        return "heading"
    if is_label(text) and not _NUMBERED.match(text) and len(joined) <= 400:
        return "heading"
    return "paragraph"


def furniture(pages: Sequence[tuple[float, Sequence[Line]]]) -> list[frozenset[int]]:
    """Which lines of each page are furniture: running headers and footers, page numbers.

    `pages` holds the height and the free lines of each page, top to bottom; the result, the
    indexes of the lines that stand again on other pages at the same distance from the page's edge
    (digits aside), or that are a page number at its edge.
    """
    seen: dict[tuple[str, str], list[tuple[int, int, float]]] = {}
    for number, (height, lines) in enumerate(pages):
        for index, end, distance in _ends(height, lines):
            text = _DIGITS.sub("#", tidy(lines[index].text)).casefold()
            seen.setdefault((end, text), []).append((number, index, distance))
    marked: list[set[int]] = [set() for _ in pages]
    for (_, text), places in seen.items():
        for number, index, distance in places:
            line = pages[number][1][index]
            again = {other for other, _, far in places if other != number and abs(far - distance) <= _SAME_HEIGHT}
            page_number = _PAGE_NUMBER.match(line.text) is not None
            if page_number or (again and not is_label(line.text)) or (len(again) >= 2 and "#" not in text):
                marked[number].add(index)
    return [frozenset(_outermost(lines, own)) for (_, lines), own in zip(pages, marked, strict=True)]


def _ends(height: float, lines: Sequence[Line]) -> list[tuple[int, str, float]]:
    """Candidates for furniture: index, which end of the page, distance from that edge."""
    order = sorted(range(len(lines)), key=lambda index: lines[index].box.top)
    result: list[tuple[int, str, float]] = []
    for index in order:
        box = lines[index].box
        if box.top < 0.12 * height:
            result.append((index, "head", box.top))
        elif box.bottom > 0.88 * height:
            result.append((index, "foot", height - box.bottom))
    heads = [item for item in result if item[1] == "head"][:_MARGIN_LINES]
    feet = [item for item in result if item[1] == "foot"][-_MARGIN_LINES:]
    return heads + feet


def _outermost(lines: Sequence[Line], marked: set[int]) -> set[int]:
    """Furniture has no running text between it and the page's edge."""
    order = sorted(range(len(lines)), key=lambda index: lines[index].box.top)
    head: set[int] = set()
    for index in order:
        if index not in marked:
            break
        head.add(index)
    for index in reversed(order):
        if index not in marked:
            break
        head.add(index)
    return head
