"""Tables that no rule draws, under headers that are known."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest

from pipeline.layout.alignment import TextLine, text_lines
from pipeline.layout.bands import HeaderWords
from pipeline.layout.found_headers import tells_header
from pipeline.layout.headed import head_boxes, headed_regions
from pipeline.model.strings import squeeze
from pipeline.text.page import Word
from tests.layout.test_ruleless import line

HEADER = ("Rīcība", "Dalībnieki", "Termiņš")
KNOWN = [HeaderWords(squeeze(" ".join(HEADER)))]
ROWS = [("R 1", "Dome", "2015"), ("R 2", "ZPR", "2016"), ("R 3", "VARAM", "2017")]


def is_head(words: Sequence[Word]) -> bool:
    return tells_header(words, KNOWN, None)


def lines(*placed: tuple[float, Sequence[str]], bold: Sequence[float] = ()) -> list[TextLine]:
    """Lines of a page: the height of each, and the texts in its columns."""
    found = (line(y, *cells, bold=y in bold) for y, cells in placed)
    return text_lines(list(itertools.chain(*found)))


def table(top: float, *rows: Sequence[str]) -> list[tuple[float, Sequence[str]]]:
    return [(top + 12 * n, row) for n, row in enumerate((HEADER, *rows))]


def found(*pages: list[TextLine]) -> list[list[tuple[int, int]]]:
    """Of each table on each page how many lines it has, and how many columns."""
    return [
        [(len(table.lines), len(table.borders) + 1) for table in own]
        for own in headed_regions(pages, is_head)
    ]


def test_a_table_begins_with_its_header() -> None:
    page = lines((70, ["Šajā tabulā attēloti pasākumi pa gadiem"]), *table(100, *ROWS))
    assert found(page) == [[(4, 3)]]
    assert headed_regions([page], is_head)[0][0].head == 1


def test_without_a_known_header_there_is_none() -> None:
    assert found(lines(*table(100, *ROWS)[1:])) == [[]]


def test_each_header_begins_a_table() -> None:
    assert found(lines(*table(100, *ROWS), *table(150, *ROWS[:1]))) == [[(4, 3), (2, 3)]]


def test_a_header_of_two_lines_is_one() -> None:
    page = lines((100, ("Rīcība", "", "Termiņš")), (112, ("", "Dalībnieki")), (124, ROWS[0]))
    (region,) = headed_regions([page], is_head)[0]
    assert (region.head, len(region.lines)) == (2, 3)


def test_pages_under_one_header_share_their_columns() -> None:
    first = lines(*table(100, *ROWS))
    second = lines(*table(100, ("R 4 un citi darbi", "Dome", "2018")))
    alone = [headed_regions([page], is_head)[0][0].borders for page in (first, second)]
    together = [own[0].borders for own in headed_regions([first, second], is_head)]
    assert alone[0] != alone[1]
    assert together == [alone[1], alone[1]]


@pytest.mark.parametrize(
    ("after", "bold", "rows"),
    [
        ([(136, ("", "un vēl kāds"))], (), 4),  # goes on in a cell
        ([(136, ["1.2. Otrs virziens"])], (136,), 3),  # a heading
        ([(136, ["1.2. Otrs virziens"])], (), 4),  # in no other letters than the rows: an id
        ([(136, ["Teksts, kas iet pāri visām tabulas kolonnām, ir teksts"])], (), 3),
        ([(190, ("", "tālu zem tabulas"))], (), 3),  # below a wide strip of white
    ],
)
def test_where_a_table_ends(
    after: list[tuple[float, Sequence[str]]], bold: Sequence[float], rows: int
) -> None:
    assert found(lines(*table(100, *ROWS[:2]), *after, bold=bold)) == [[(rows, 3)]]


def test_where_headers_stand() -> None:
    (box,) = head_boxes(lines(*table(100, *ROWS)), is_head)
    assert (box.x0, box.top, box.bottom) == (50, 92.2, 102.2)
    assert head_boxes(lines((100, ROWS[0])), is_head) == []
