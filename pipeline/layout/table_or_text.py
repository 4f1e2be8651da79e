"""Whether aligned lines are a table, or what looks like one: running text in columns, contents, a
form, a list.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from pipeline.layout.alignment import TextLine, columns_of, gutters, is_number, sides
from pipeline.layout.blocks import BULLETS
from pipeline.text.page import Word

_LEADERS = regex.compile(r"(?:[.·…_]\s?){4,}")
_CHAPTER = regex.compile(r"\d{1,2}(?:\.\d{1,2})*\.?")
_MARK = regex.compile(rf"[{regex.escape(BULLETS)}]|\(?(?:\d{{1,2}}|\p{{L}}|[ivxIVX]{{1,4}})[.)]")


@dataclass(frozen=True, slots=True)
class RegionLimits:
    """What a table without rules must be, so that running text is none."""

    apart: float = 2.9  # of the font's size: lines of one table follow each other within
    wrapped: float = 1.4  # lines of one cell follow each other within
    ragged: float = 5.0  # of the font's size: the last column may reach further by no more
    single: int = 3  # lines of a single stretch in a row within one table
    lines: int = 3  # with several stretches, at least
    least_columns: float = 0.6  # of the usual number of stretches in its lines
    keeping: float = 0.7  # share of the lines that keep to the columns
    prose_words: float = 3.5  # words of a stretch in running text, on average, at least
    prose_fill: float = 0.72  # share of its column that a line of running text fills, on average
    narrow_words: float = 2.3  # the same where many lines begin within a sentence
    many: int = 8  # lines
    within: float = 0.55  # share of the lines
    numbers: float = 0.15  # share of the stretches that are numbers, in a table of two columns
    larger: float = 1.25  # times the usual step between lines: something else begins
    paragraph: int = 4  # lines of running text beside a table, at least
    aside: float = 1.8  # times the next widest strip of white: another table stands beside
    white: float = 3.0  # of the font's size, at least
    headed: int = 2  # rows that may head groups of columns
    centred: float = 0.4  # of the font's size: as far from the middle a header of a group stands
    alone: float = 0.25  # share of the lines with nothing beside them: columns of text, no table
    across: float = 0.05  # share of the lines that may cross from one column of text to the next
    told: float = 0.5  # share of the lines that makes it a table of contents, a form, a list


LIMITS = RegionLimits()


def is_table(borders: Sequence[float], several: Sequence[TextLine], limits: RegionLimits) -> bool:
    """Whether lines of several stretches, with gutters at `borders`, make a table."""
    columns: list[list[tuple[Word, ...]]] = [[] for _ in range(len(borders) + 1)]
    crossing = 0
    for line in several:
        for cell in line.cells:
            first, stop = columns_of(cell, borders)
            crossing += stop - first > 1
            if stop - first == 1:
                columns[first].append(cell)
    cells = [cell for own in columns for cell in own]
    if not cells or crossing > (1 - limits.keeping) * len(several) * len(columns):
        return False
    numbers = sum(map(is_number, cells)) / len(cells)
    return not (
        _is_contents(several, limits)
        or _is_list(columns, several, limits)
        or _is_prose(_in_columns(several, borders), numbers, limits)
        or (len(columns) == 2 and (numbers < limits.numbers or _is_form(columns, limits)))
    )


def _is_contents(lines: Sequence[TextLine], limits: RegionLimits) -> bool:
    leaders = sum(
        _LEADERS.search(" ".join(word.text for word in line.words)) is not None for line in lines
    )
    ends = [line.words[-1].text for line in lines]
    pages = [int(text) for text in ends if text.isdigit()]
    rising = len(pages) > limits.told * len(lines) and pages == sorted(pages)
    marked = [_CHAPTER.fullmatch(line.words[0].text) is not None for line in lines]
    chapters = sum(marked)
    titles = sum(
        len(line.cells) <= 2 + mark and len(line.words) > 3
        for line, mark in zip(lines, marked, strict=True)
    )
    numbered = chapters > limits.told * len(lines) and all(len(line.cells) < 4 for line in lines)
    return leaders > 0.3 * len(lines) or (
        rising and (titles > 0.8 * len(lines) or numbered) and len(set(pages)) > 3
    )


def _is_list(
    columns: Sequence[Sequence[tuple[Word, ...]]], lines: Sequence[TextLine], limits: RegionLimits
) -> bool:
    """Whether all that stands in the first of two columns are bullets and numbers of items."""
    marks = [cell for cell in columns[0] if len(cell) == 1 and _MARK.fullmatch(cell[0].text)]
    return len(columns) == 2 and len(marks) > limits.told * len(columns[0])


def is_running_text(block: Sequence[TextLine], limits: RegionLimits) -> bool:
    """Whether lines are running text in columns."""
    if is_column_of_text(block, limits):
        return True
    several = [line for line in block if len(line.cells) > 1]
    if len(several) < limits.paragraph:
        return False
    borders = [(start + end) / 2 for start, end in gutters(block)]
    columns = _in_columns(several, borders)
    cells = [cell for own in columns for cell in own]
    return _is_prose(columns, sum(map(is_number, cells)) / len(cells), limits)


def is_column_of_text(lines: Sequence[TextLine], limits: RegionLimits) -> bool:
    """Whether lines are running text in one column: most begin in the middle of a sentence."""
    within = sum(line.words[0].text[0].islower() for line in lines)
    numbers = sum(any(is_number(cell) for cell in line.cells) for line in lines)
    return (
        len(lines) >= limits.paragraph
        and within > limits.within * len(lines)
        and numbers < limits.numbers * len(lines)
        and _runs_on([line.words for line in lines], limits)
        and not any(_parts_columns(lines, strip, limits) for strip in gutters(lines))
    )


def _parts_columns(
    lines: Sequence[TextLine], strip: tuple[float, float], limits: RegionLimits
) -> bool:
    """Whether lines of one stretch leave a strip white as well."""
    middle = (strip[0] + strip[1]) / 2
    crossing = sum(
        sides(cell)[0] < middle < sides(cell)[1] for line in lines for cell in line.cells
    )
    return crossing < limits.numbers * len(lines)


def _in_columns(
    lines: Sequence[TextLine], borders: Sequence[float]
) -> list[list[tuple[Word, ...]]]:
    """What each line has in each column: the wide blanks of justified lines part nothing."""
    columns: list[list[tuple[Word, ...]]] = [[] for _ in range(len(borders) + 1)]
    for line in lines:
        own: list[list[Word]] = [[] for _ in columns]
        for word in line.words:
            own[bisect_right(borders, (word.x0 + word.x1) / 2)].append(word)
        for column, words in zip(columns, own, strict=True):
            if words:
                column.append(tuple(words))
    return columns


def _is_prose(
    columns: Sequence[Sequence[tuple[Word, ...]]], numbers: float, limits: RegionLimits
) -> bool:
    """Whether the columns are running text: lines of many words that fill them."""
    filled = [own for own in columns if own]
    return numbers < limits.numbers and all(_runs_on(own, limits) for own in filled)


def _runs_on(lines: Sequence[tuple[Word, ...]], limits: RegionLimits) -> bool:
    """Whether the lines of a column are of many words and fill it; few words are enough where
    there are many lines, and most begin in the middle of a sentence.
    """
    widths = [sides(line)[1] - sides(line)[0] for line in lines]
    words = _mean([len(line) for line in lines])
    within = sum(line[0].text[0].islower() for line in lines) > limits.within * len(lines)
    many = len(lines) >= limits.many and within
    least = limits.narrow_words if many else limits.prose_words
    return words >= least and _mean(widths) >= limits.prose_fill * max(widths)


def _is_form(columns: Sequence[Sequence[tuple[Word, ...]]], limits: RegionLimits) -> bool:
    """Whether most of the first column are labels: they end with a colon."""
    labels = [cell for cell in columns[0] if cell[-1].text.endswith(":")]
    return len(labels) > limits.told * len(columns[0])


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
