"""Builds blocks of running text from free lines: headings, paragraphs, bullets, and page
furniture.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from pipeline.layout.fragment import Block
from pipeline.layout.thresholds import LAYOUT
from pipeline.model.strings import tidy
from pipeline.text.page import Line

# Bullets of symbol fonts are private-use characters, letters of another font (§), or unmapped.
BULLETS = "•●▪■◦○‣⁃·\uf0b7\uf0a7\uf0d8\uf0fc\uf06e\uf076§\ufffd➢➤✓✔*–—-−"
_BULLET = regex.compile(rf"^[{regex.escape(BULLETS)}]\s*(?=\S)(?![\d.,)\]])")
_LABEL = regex.compile(
    r"^(?:\p{Lu}{1,4}[. ]?\s?\d+(?:\.\s?\d+)*\.?(?=\s|\p{L}|$)"
    r"|\d{1,2}\.(?:\d{1,2}\.?)*\s+\p{L}|\d{1,2}\.\p{L})"
)
_LETTERS = regex.compile(r"\p{Lu}{1,4}(?=[. ]?\s?\d)")
_NUMBERED = regex.compile(r"^\d{1,2}[.)]\s*\p{L}")
_DIGITS = regex.compile(r"\d{1,9}")
_PAGE_NUMBER = regex.compile(
    r"^[\p{P}\s]*(?:lpp\.?|lapa|page)?[\p{P}\s]*\d{1,4}(?:\s*(?:/|no|of|\|)\s*\d{1,4})?"
    r"[\p{P}\s]*(?:lpp\.?|lapa|page)?[\p{P}\s]*$",
    regex.I,
)

_LEADERS = regex.compile(r"(?:[.·…_]\s?){4,}\s*\d{1,3}\s*$|…\s*\d{1,3}\s*$")
_NUMBER = regex.compile(r"\s*(?:[.·…_]\s?)*\s*\d{1,3}\s*")


def is_label(text: str) -> bool:
    """Whether the text begins like a numbered heading: `P1 …`, `RV 1.1. …`, `4. …`."""
    return _LABEL.match(text) is not None


def is_bullet(text: str) -> bool:
    """Whether the text begins with a bullet."""
    return _BULLET.match(text) is not None


def _is_contents(lines: Sequence[Line]) -> bool:
    """Whether the lines are an entry of a table of contents, with leaders or a wide gap before the
    page number.
    """
    return _LEADERS.search(lines[-1].text) is not None or (
        len(lines) > 1 and _is_page_of(lines[-2], lines[-1])
    )


def _is_page_of(entry: Line, number: Line) -> bool:
    """Whether a number is far to the right of a text on the same baseline."""
    return (
        _NUMBER.fullmatch(number.text) is not None
        and number.box.x0 > entry.box.x1
        and abs(number.box.bottom - entry.box.bottom) < LAYOUT.blocks.number_level * entry.size
    )


def blocks_of(lines: Sequence[Line], body: float) -> list[Block]:
    """Lines in reading order grouped into headings, paragraphs, bullets and contents.

    `body` is the size of the document's running text, in points.
    """
    groups: list[list[Line]] = []
    right = 0.0  # right side of the last group's lines
    for line in lines:
        before = groups[-1] if groups else []
        paged = bool(before) and _is_page_of(before[-1], line)
        if paged or (before and not _is_contents(before) and _goes_on(before[-1], line, right)):
            before.append(line)
            right = max(right, line.box.x1)
        else:
            groups.append([line])
            right = line.box.x1
    entries = [index for index, group in enumerate(groups) if _is_contents(group)]
    listed = set(entries)
    # A line between entries is one too, wherever its number is.
    if len(entries) >= LAYOUT.blocks.listed:
        listed = set(range(entries[0], entries[-1] + 1))
    kinds = ["contents" if n in listed else _kind(group, body) for n, group in enumerate(groups)]
    for number, group in enumerate(groups):
        before = groups[number - 1] if number and kinds[number - 1] == "bullet" else []
        if kinds[number] == "heading" and _is_item(group, before):
            kinds[number] = "bullet"
    return [Block(kind, tuple(group)) for kind, group in zip(kinds, groups, strict=True)]


def _is_item(group: Sequence[Line], before: Sequence[Line]) -> bool:
    """Whether lines that begin like a heading are a list item: they end with a semicolon, or follow
    one of the same kind that does.
    """
    text = group[0].text
    if group[0].bold or not is_label(text):
        return False
    if _ends_item(group):
        return True
    letters = _LETTERS.match(text)
    same = letters and before and before[0].text.startswith(letters.group())
    return bool(same) and _ends_item(before) and group[0].size == before[0].size


def _ends_item(group: Sequence[Line]) -> bool:
    return group[-1].text.rstrip()[-1:] in (";", ",")


def _goes_on(before: Line, line: Line, right: float) -> bool:
    if is_bullet(line.text) or before.bold != line.bold:
        return False
    if before.text.rstrip().endswith(";") and line.text[:1].isupper():
        return False
    if is_label(line.text) and (line.bold or before.text.rstrip()[-1:] in ".;:"):
        return False
    if line.box.top - before.box.top > LAYOUT.blocks.leading * max(before.size, line.size):
        return False
    if abs(line.size - before.size) > LAYOUT.blocks.size * before.size:
        return False
    if line.bold:
        return True
    ended = (
        before.text.rstrip()[-1:] in ".;:!?"
        and before.box.x1 < right - LAYOUT.blocks.short * before.size
    )
    return not ended


def _kind(group: Sequence[Line], body: float) -> str:
    limits = LAYOUT.blocks
    text = group[0].text
    if is_bullet(text):
        return "bullet"
    letters = sum(len(line.text) for line in group)
    bold = sum(len(line.text) for line in group if line.bold) * 2 > letters
    joined = " ".join(line.text for line in group)
    capitals = joined.upper() == joined and any(char.isalpha() for char in joined)
    larger = max(line.size for line in group) > limits.larger * body
    large = larger and len(joined) <= limits.large_heading
    if len(joined) <= limits.heading and (bold or capitals or large):
        return "heading"
    if is_label(text) and not _NUMBERED.match(text) and len(joined) <= limits.heading:
        return "heading"
    return "paragraph"


def furniture(pages: Sequence[tuple[float, Sequence[Line]]]) -> list[frozenset[int]]:
    """Detect the furniture of each page: running headers and footers, page numbers.

    `pages` has the height and the free lines of each page, top to bottom; the result are indexes of
    lines. A line is furniture if it is repeated on other pages at the same distance from the page's
    edge, with the same numbers or numbers that count with the pages; everything beside it and
    between it and the edge must be furniture too. (An open row of a table can extend down to the
    footer, and its cells can repeat by chance.)
    """
    places: dict[tuple[str, str], list[_Place]] = {}
    for number, (height, lines) in enumerate(pages):
        for index, end, distance in _ends(height, lines):
            text = tidy(lines[index].text)
            numbers = tuple(int(part) for part in _DIGITS.findall(text))
            key = (end, _DIGITS.sub("#", text).casefold())
            places.setdefault(key, []).append(_Place(number, index, distance, numbers))
    few = len(pages) <= LAYOUT.blocks.few_pages
    enough = LAYOUT.blocks.few_repeated if few else LAYOUT.blocks.repeated
    marked: list[set[int]] = [set() for _ in pages]
    for (_, text), found in places.items():
        for place, repeated, counts in _told(found, enough):
            line = pages[place.page][1][place.line]
            lone = _PAGE_NUMBER.match(line.text) and place.numbers[:1] == (place.page + 1,)
            # Text without such numbers must repeat often; a number that counts with the pages is
            # sufficient.
            again = repeated and not is_label(text) and not is_label(line.text)
            if lone or counts or again:
                marked[place.page].add(place.line)
    return [
        frozenset(_outermost(lines, own)) for (_, lines), own in zip(pages, marked, strict=True)
    ]


class _Place(NamedTuple):
    """A line near the edge of a page: its distance from it, and its numbers."""

    page: int
    line: int  # its index on the page
    distance: float
    numbers: tuple[int, ...]


def _told(found: Sequence[_Place], enough: int) -> Iterator[tuple[_Place, bool, bool]]:
    """Lines of the same wording that are furniture, each with whether one of its numbers counts
    with the pages; else they have the same numbers at the same distance from the edge on enough
    pages.
    """
    same: dict[tuple[int, ...], list[float]] = {}
    counting: dict[tuple[int, tuple[int, ...]], list[float]] = {}
    for place in found:
        same.setdefault(place.numbers, []).append(place.distance)
        for key in _counted(place):
            counting.setdefault(key, []).append(place.distance)
    for distances in (*same.values(), *counting.values()):
        distances.sort()
    for place in found:
        repeated = _near(same[place.numbers], place.distance) >= enough
        pages = max((_near(counting[key], place.distance) for key in _counted(place)), default=0)
        counts = pages >= LAYOUT.blocks.counted
        yield place, repeated, counts


def _counted(place: _Place) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Keys that are equal for lines whose numbers differ only in one that counts with the pages."""
    for index, number in enumerate(place.numbers):
        rest = place.numbers[:index] + place.numbers[index + 1 :]
        yield index, (number - place.page, *rest)


def _near(distances: Sequence[float], distance: float) -> int:
    low = bisect_left(distances, distance - LAYOUT.blocks.same_height)
    return bisect_right(distances, distance + LAYOUT.blocks.same_height) - low


def _ends(height: float, lines: Sequence[Line]) -> list[tuple[int, str, float]]:
    """Candidates for furniture: index, end of the page, distance from its edge."""
    limits = LAYOUT.blocks
    order = sorted(range(len(lines)), key=lambda index: lines[index].box.top)
    result: list[tuple[int, str, float]] = []
    for index in order:
        box = lines[index].box
        if box.top < limits.margin * height:
            result.append((index, "head", box.top))
        elif box.bottom > (1 - limits.margin) * height:
            result.append((index, "foot", height - box.bottom))
    heads = [item for item in result if item[1] == "head"][: limits.margin_lines]
    feet = [item for item in result if item[1] == "foot"][-limits.margin_lines :]
    return heads + feet


def _outermost(lines: Sequence[Line], marked: set[int]) -> set[int]:
    """The marked lines that have only marked ones beside them and between them and the page's
    edge.
    """
    ordered: list[list[int]] = []
    for index in sorted(range(len(lines)), key=lambda index: lines[index].box.bottom):
        bottom = lines[ordered[-1][0]].box.bottom if ordered else 0.0
        if ordered and lines[index].box.bottom - bottom <= LAYOUT.blocks.level * lines[index].size:
            ordered[-1].append(index)
        else:
            ordered.append([index])
    kept: set[int] = set()
    for rows in (ordered, ordered[::-1]):
        for row in rows:
            if not marked.issuperset(row):
                break
            kept.update(row)
    return kept
