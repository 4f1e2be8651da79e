"""Headers printed again on the next page, with the remainder of a row in their cells."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.layout.fragment import Fragment, Layout
from pipeline.tables.headers_again import with_headers_parted
from pipeline.tables.unruled_rows import cut_at
from pipeline.text.page import PageFacts
from tests.tables.test_unruled_rows import by_lines, fragment, rows

HEADER = [["Nr."], ["Rīcības", "nosaukums"], ["Gads"]]
ROW = [["1."], ["Ceļi un"], ["2015"]]


def table(below: Sequence[Sequence[str]], top: float = 44.0) -> Fragment:
    """A header from 20 on, 12 a line, and what stands below it, all in one row."""
    return fragment(
        *(
            {**by_lines(*head), **by_lines(*own, top=top)}
            for head, own in zip(HEADER, below, strict=True)
        )
    )


FIRST = cut_at(table(ROW), 0, [43.0])  # with a rule below its header


def found(*pages: Fragment) -> list[list[list[str]]]:
    layouts = [
        Layout(PageFacts(n, 600, 800, 0, 0, 0, 0.0, str(n), None), (page,))
        for n, page in enumerate(pages, 1)
    ]
    parted = [layout.items[0] for layout in with_headers_parted(layouts)]
    return [rows(item) for item in parted if isinstance(item, Fragment)]


def test_the_remainder_below_a_header_is_a_row() -> None:
    assert found(FIRST, table([[], ["tilti", "un"], []])) == [
        [["Nr.", "Rīcības nosaukums", "Gads"], ["1.", "Ceļi un", "2015"]],
        [["Nr.", "Rīcības nosaukums", "Gads"], ["", "tilti un", ""]],
    ]


@pytest.mark.parametrize(
    "pages",
    [
        (table([[], ["tilti", "un"], []]), FIRST),  # nobody knows the header yet
        (FIRST, table([[], [], []])),  # nothing goes on
        (FIRST, table([["2."], [], []], top=30.0)),  # beside the second line of the header
    ],
)
def test_other_first_rows_stay(pages: tuple[Fragment, Fragment]) -> None:
    assert found(*pages) == [rows(page) for page in pages]


def test_the_second_row_of_a_header_is_no_remainder() -> None:
    """Without rules a header of two lines is two rows on one page, and one on the next."""
    again = table([["1."], ["Ceļi un"], ["2015"]])
    assert found(FIRST, again)[1] == rows(again)
