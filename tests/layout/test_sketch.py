"""What is known of a page before its tables are."""

from pipeline.layout.sketch import facts_of
from pipeline.text.page import Page
from tests.layout.test_ruleless import line


def test_words_are_counted_as_those_of_cells_are() -> None:
    """A damaged font maps one letter to several words: each is counted where it ends up."""
    first, second = line(100, "R", "2015")
    words = (first._replace(text="R 2.3.1."), second)
    assert facts_of(Page(1, 400, 600, 0, words, (), (), 0, 0.0), {}).words == 3
