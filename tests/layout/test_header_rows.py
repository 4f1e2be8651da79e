"""Headers that no rule parts from what stands above them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.layout.bands import Bands, HeaderWords
from pipeline.layout.found_headers import tells_header
from pipeline.layout.fragment import Cell, Fragment
from pipeline.layout.header_rows import with_header_rows
from pipeline.layout.sketch import Sketch
from pipeline.model.geometry import Box
from pipeline.model.strings import squeeze
from pipeline.text.page import PageFacts, Word
from tests.layout.test_ruleless import line

HEADER = ("Rīcība", "Dalībnieki", "Termiņš")
KNOWN = [HeaderWords(squeeze(" ".join(HEADER)))]


def sketch(loose: Sequence[Word], *bands: Sequence[Word], rules: Sequence[float]) -> Sketch:
    facts = PageFacts(1, 400, 600, 0, 0, 0, 0.0, "", None)
    table = Bands(1, Box(48, rules[0], 380, rules[-1]), tuple(rules), tuple(map(tuple, bands)))
    return Sketch(facts, (), ((table, False),), tuple(loose))


def is_head(words: Sequence[Word]) -> bool:
    return tells_header(words, KNOWN, None)


def shown(page: Sketch) -> tuple[list[list[str]], str]:
    """The text of each band of each table, and the free text."""
    texts = [[" ".join(w.text for w in own) for own in table.words] for table, _ in page.bands]
    return texts, " ".join(word.text for word in page.loose)


def test_a_header_above_the_first_rule_is_of_the_table() -> None:
    heading = line(70, "RV 1.1. Virziens", bold=True)
    page = sketch([*heading, *line(100, *HEADER)], line(120, "R 1", "a", "2015"), rules=(105, 125))
    (texts,), free = shown(with_header_rows(page, is_head))
    assert texts == ["Rīcība Dalībnieki Termiņš", "R 1 a 2015"]
    assert free == "RV 1.1. Virziens"


@pytest.mark.parametrize("open_row", [True, False])
def test_a_heading_and_a_header_in_one_band_part_two_tables(open_row: bool) -> None:
    row = line(140, "R 2", "b", "2016") if open_row else []
    middle = [*row, *line(170, "RV 1.2. Otrs virziens", bold=True), *line(190, *HEADER)]
    page = sketch(
        [],
        line(100, *HEADER),
        line(120, "R 1", "a", "2015"),
        middle,
        line(210, "R 3", "c", "2017"),
        rules=(85, 105, 125, 195, 215),
    )
    (first, second), free = shown(with_header_rows(page, is_head))
    assert first == ["Rīcība Dalībnieki Termiņš", "R 1 a 2015", *["R 2 b 2016"] * open_row]
    assert second == ["Rīcība Dalībnieki Termiņš", "R 3 c 2017"]
    assert free == "RV 1.2. Otrs virziens"


def test_frames_and_tables_with_their_header_stay() -> None:
    page = sketch([], line(100, *HEADER), line(120, "R 1", "a", "2015"), rules=(85, 105, 125))
    assert with_header_rows(page, is_head) is page
    framed = sketch(line(100, *HEADER), line(120, "R 1", "a", "2015"), rules=(105, 125))
    assert with_header_rows(framed, is_head, [framed.bands[0][0]]) is framed


@pytest.mark.parametrize(
    ("head", "is_of"),
    [
        (HEADER, True),
        (("Rīcība", "Dalībnieki"), False),  # a column without
        (("Rīcība Dalībnieki", "", "Termiņš"), False),
    ],
)
def test_a_header_above_a_table_with_rules_is_its_first_row(
    head: Sequence[str], is_of: bool
) -> None:
    borders, rows = (48.0, 190.0, 290.0, 380.0), (105.0, 125.0)
    cells = tuple(Cell(0, n, 1, 1, Box(borders[n], 105, borders[n + 1], 125), ()) for n in range(3))
    table = Fragment(1, Box(48, 105, 380, 125), borders, rows, cells, False)
    facts = PageFacts(1, 400, 600, 0, 0, 0, 0.0, "", None)
    loose = (*line(60, "Teksts"), *line(100, *head))
    page = with_header_rows(Sketch(facts, (table,), (), loose), is_head)
    (found,) = page.fragments
    texts = [own.text for cell in found.cells if cell.row == 0 for own in cell.lines]
    assert texts == (list(HEADER) if is_of else [])
    assert [word.text for word in page.loose][:1] == ["Teksts"]
    assert (len(page.loose) == 1) is is_of
