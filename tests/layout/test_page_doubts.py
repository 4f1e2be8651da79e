"""Pages gone between two, told by the ids at their border."""

from __future__ import annotations

import pytest

from pipeline.layout.page_doubts import Span, missing_pages
from pipeline.model.geometry import Box

BOX = Box(50.0, 100.0, 90.0, 110.0)


@pytest.mark.parametrize(
    ("before", "after", "missing"),
    [
        ("A 4.12", "A 4.13", False),
        ("A 4.12", "A 5.1", False),  # the next group begins
        ("A 4.12", "A 5.3", True),
        ("A 4.12#2", "A 4.13", False),
        ("II.3", "II.4", False),
        ("II.3", "III.1", False),
        ("II.3", "III.2", True),
        ("I", "IV", True),
        ("II/1", "II/2", False),  # rows without an id of their own
    ],
)
def test_ids_at_the_border_of_two_pages(before: str, after: str, missing: bool) -> None:
    rows = [Span("activities", before, 3, BOX), Span("activities", after, 4, BOX)]
    assert [found.key for found in missing_pages(rows)] == ([after] if missing else [])
    same_page = [row._replace(page=3) for row in rows]
    assert list(missing_pages(same_page)) == []
