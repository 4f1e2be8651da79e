"""Distinguishes tables from running text in columns, tables of contents, forms and lists."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import regex

from pipeline.layout.alignment import TextLine, columns_of, gutters, is_number, sides
from pipeline.layout.blocks import BULLETS
from pipeline.layout.thresholds import LAYOUT
from pipeline.text.page import Word

_LEADERS = regex.compile(r"(?:[.·…_]\s?){4,}")
_CHAPTER = regex.compile(r"\d{1,2}(?:\.\d{1,2})*\.?")
_MARK = regex.compile(rf"[{regex.escape(BULLETS)}]|\(?(?:\d{{1,2}}|\p{{L}}|[ivxIVX]{{1,4}})[.)]")


def is_table(borders: Sequence[float], several: Sequence[TextLine]) -> bool:
    """Whether lines of several stretches, with gutters at `borders`, are a table."""
    columns: list[list[tuple[Word, ...]]] = [[] for _ in range(len(borders) + 1)]
    crossing = 0
    for line in several:
        for cell in line.cells:
            first, stop = columns_of(cell, borders)
            crossing += stop - first > 1
            if stop - first == 1:
                columns[first].append(cell)
    cells = [cell for own in columns for cell in own]
    if not cells or crossing > (1 - LAYOUT.regions.keeping) * len(several) * len(columns):
        return False
    numbers = sum(map(is_number, cells)) / len(cells)
    return not (
        _is_contents(several)
        or _is_list(columns, several)
        or _is_prose(_in_columns(several, borders), numbers)
        or (len(columns) == 2 and (numbers < LAYOUT.regions.numbers or _is_form(columns)))
    )


def _is_contents(lines: Sequence[TextLine]) -> bool:
    limits = LAYOUT.contents
    leaders = sum(map(_leads_to_a_page, lines))
    ends = [line.words[-1].text for line in lines]
    pages = [int(text) for text in ends if text.isdigit()]
    told = LAYOUT.regions.told * len(lines)
    rising = len(pages) > told and pages == sorted(pages)
    marked = [_CHAPTER.fullmatch(line.words[0].text) is not None for line in lines]
    chapters = sum(marked)
    titles = sum(
        len(line.cells) <= 2 + mark and len(line.words) >= limits.words
        for line, mark in zip(lines, marked, strict=True)
    )
    numbered = chapters > told and all(len(line.cells) <= limits.cells for line in lines)
    return leaders > limits.leaders * len(lines) or (
        rising
        and (titles > limits.titles * len(lines) or numbered)
        and len(set(pages)) >= limits.pages
    )


def _leads_to_a_page(line: TextLine) -> bool:
    """Whether leaders are followed by one number; several numbers are values of a row."""
    text = " ".join(word.text for word in line.words)
    found = _LEADERS.search(text)
    return found is not None and len(text[found.end() :].split()) < LAYOUT.contents.values


def _is_list(columns: Sequence[Sequence[tuple[Word, ...]]], lines: Sequence[TextLine]) -> bool:
    """Whether the first of two columns consists of bullets and numbers of items."""
    marks = [cell for cell in columns[0] if len(cell) == 1 and _MARK.fullmatch(cell[0].text)]
    return len(columns) == 2 and len(marks) > LAYOUT.regions.told * len(columns[0])


def is_running_text(block: Sequence[TextLine]) -> bool:
    """Whether lines are running text in columns."""
    if is_column_of_text(block):
        return True
    several = [line for line in block if len(line.cells) > 1]
    if len(several) < LAYOUT.regions.paragraph:
        return False
    borders = [(start + end) / 2 for start, end in gutters(block)]
    columns = _in_columns(several, borders)
    cells = [cell for own in columns for cell in own]
    return _is_prose(columns, sum(map(is_number, cells)) / len(cells))


def is_column_of_text(lines: Sequence[TextLine]) -> bool:
    """Whether lines are running text in one column, most of which begin in the middle of a
    sentence.
    """
    limits = LAYOUT.regions
    within = sum(line.words[0].text[0].islower() for line in lines)
    numbers = sum(any(is_number(cell) for cell in line.cells) for line in lines)
    return (
        len(lines) >= limits.paragraph
        and within > limits.within * len(lines)
        and numbers < limits.numbers * len(lines)
        and _runs_on([line.words for line in lines])
        and not any(_parts_columns(lines, strip) for strip in gutters(lines))
    )


def _parts_columns(lines: Sequence[TextLine], strip: tuple[float, float]) -> bool:
    """Whether lines of a single stretch leave a strip white as well."""
    middle = (strip[0] + strip[1]) / 2
    crossing = sum(
        sides(cell)[0] < middle < sides(cell)[1] for line in lines for cell in line.cells
    )
    return crossing < LAYOUT.regions.numbers * len(lines)


def _in_columns(
    lines: Sequence[TextLine], borders: Sequence[float]
) -> list[list[tuple[Word, ...]]]:
    """The words of each line by column; wide spaces of justified lines are no separators."""
    columns: list[list[tuple[Word, ...]]] = [[] for _ in range(len(borders) + 1)]
    for line in lines:
        own: list[list[Word]] = [[] for _ in columns]
        for word in line.words:
            own[bisect_right(borders, (word.x0 + word.x1) / 2)].append(word)
        for column, words in zip(columns, own, strict=True):
            if words:
                column.append(tuple(words))
    return columns


def _is_prose(columns: Sequence[Sequence[tuple[Word, ...]]], numbers: float) -> bool:
    """Whether the columns are running text: lines of many words that fill them."""
    filled = [own for own in columns if own]
    return numbers < LAYOUT.regions.numbers and all(_runs_on(own) for own in filled)


def _runs_on(lines: Sequence[tuple[Word, ...]]) -> bool:
    """Whether the lines of a column have many words and fill it; fewer words suffice if there are
    many lines, most of which begin in the middle of a sentence.
    """
    limits = LAYOUT.regions
    widths = [sides(line)[1] - sides(line)[0] for line in lines]
    words = _mean([len(line) for line in lines])
    within = sum(line[0].text[0].islower() for line in lines) > limits.within * len(lines)
    many = len(lines) >= limits.many and within
    least = limits.narrow_words if many else limits.prose_words
    return words >= least and _mean(widths) >= limits.prose_fill * max(widths)


def _is_form(columns: Sequence[Sequence[tuple[Word, ...]]]) -> bool:
    """Whether most of the first column are labels, which end with a colon."""
    labels = [cell for cell in columns[0] if cell[-1].text.endswith(":")]
    return len(labels) > LAYOUT.regions.told * len(columns[0])


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
