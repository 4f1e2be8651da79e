"""`ricplan tables --stitch`: whole tables of any PDF, without a profile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.layout.fragment import Block, Fragment, Layout
from pipeline.model.values import amount
from pipeline.stages import tables
from pipeline.tables.cell_texts import fragment_words, whole_texts
from pipeline.tables.whole_tables import whole_tables
from pipeline.text.page import PageFacts
from tests.plans import gold_plan
from tests.tables.drawn import LEFT, UP, fragment, heading

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "tests" / "samples"
FACSIMILE = ROOT / "raw" / "zpr-2015-2020.pdf"
CELLS = ("id_raw", "name", "responsible_raw", "partners_raw", "amount_raw", "funding_raw")


def told(text: str | None) -> str:
    """Without what a PDF does not always show: blanks at hyphens and slashes that end a line."""
    return "".join((text or "").split())


@pytest.mark.parametrize("pdf", [FACSIMILE, SAMPLES / "zpr-2015-2020-reflow.pdf"], ids=str)
def test_the_activities_of_the_base_plan_are_one_table(pdf: Path):
    found = tables(pdf, stitch=True)
    rows = next(table["rows"] for table in found if len(table["rows"]) > 50)
    gold = gold_plan().activities
    assert len(rows) == 1 + len(gold)
    for row, true in zip(rows[1:], gold, strict=True):
        printed = [getattr(true, name) for name in CELLS]
        assert list(map(told, row[: len(CELLS)])) == list(map(told, printed)), true.activity_id
        assert amount(row[4] or "") == true.amount_eur


@pytest.mark.parametrize(
    "name",
    [
        "chromium-a4",
        "chromium-middle",
        "chromium-a3-lines",
        "libreoffice-a4",
        "libreoffice-lines",
        "weasyprint-low-pages",
        "xelatex-rules",
        "xelatex-booktabs",
        "writer-shading",
    ],
)
def test_activities_of_other_typesetters(name: str):
    gold = gold_plan().activities[:20]
    found = tables(SAMPLES / f"{name}.pdf", stitch=True)
    own = [table["rows"] for table in found if table["rows"][-1][0] == gold[-1].id_raw]
    assert len(own) == 1
    rows = [row for row in own[0] if row[0] and row[0].startswith("A ")]
    assert [told(row[0]) for row in rows] == [told(true.id_raw) for true in gold]
    assert [told(row[1]) for row in rows] == [told(true.name) for true in gold]


HEAD = ["Novads", "Pasākums", "Gads"]
FIRST = [HEAD, ["Auce", "Ceļš", "2024"], ["Dobele", "Skola", "2025"], ["Iecava", "Parks", "2026"]]


def whole(*pages: Sequence[Fragment | Block]) -> list[list[list[str]]]:
    """The texts of the tables that pages of fragments make."""
    layouts = [
        Layout(PageFacts(number, 600, 800, 0, 0, 0, 0.0, str(number), None), tuple(items))
        for number, items in enumerate(pages, 1)
    ]
    words = fragment_words(layouts)
    return [
        [[cell or "" for cell in row] for row in whole_texts(table, words)]
        for table in whole_tables(layouts)
    ]


def moved(fragment: Fragment, *shares: float) -> Fragment:
    """The fragment with its inner borders moved, by points."""
    inner = [at + by for at, by in zip(fragment.borders[1:-1], shares, strict=True)]
    borders = (fragment.borders[0], *inner, fragment.borders[-1])
    return replace(fragment, borders=borders)


def test_a_header_printed_again_is_dropped_and_columns_may_drift():
    again = moved(fragment([HEAD, ["Ozolnieki", "Tilts", "2027"]], 2), 12.0, -9.0)
    assert whole([fragment(FIRST)], [again]) == [[*FIRST, ["Ozolnieki", "Tilts", "2027"]]]


def test_a_row_cut_by_the_page_is_one():
    rest = fragment([["", "un gājēju celiņš", ""], ["Ozolnieki", "Tilts", "2027"]], 2)
    found = whole([fragment(FIRST)], [rest])
    assert found == [
        [*FIRST[:3], ["Iecava", "Parks un gājēju celiņš", "2026"], ["Ozolnieki", "Tilts", "2027"]]
    ]
    later = fragment([*FIRST[:3], ["", "Parks", ""]])
    rest = fragment([["Iecava", "un celiņš", "2026"], ["Ozolnieki", "Tilts", "2027"]], 2)
    assert whole([later], [rest])[0][3] == ["Iecava", "Parks un celiņš", "2026"]


def test_a_whole_row_is_no_remainder():
    rest = fragment([["Ozolnieki", "tilts", ""]], 2)
    assert whole([fragment(FIRST)], [rest])[0][-1] == ["Ozolnieki", "tilts", ""]


@pytest.mark.parametrize(
    "pages",
    [
        # words between them
        ([fragment(FIRST), heading("Cita nodaļa")], [fragment(FIRST[1:], 2)]),
        ([fragment(FIRST)], [heading("Cita nodaļa", 2), fragment(FIRST[1:], 2)]),
        # a page without a table between them
        ([fragment(FIRST)], [], [fragment(FIRST[1:], 3)]),
        # other columns
        ([fragment(FIRST)], [fragment([["Auce", "2024"], ["Dobele", "2025"]], 2)]),
        ([fragment(FIRST)], [moved(fragment(FIRST, 2), 60.0, 60.0)]),
    ],
)
def test_two_tables_stay_two(pages: Sequence[Sequence[Fragment | Block]]):
    assert len(whole(*pages)) == 2


def test_another_header_begins_another_table():
    def bold(own: Fragment) -> Fragment:
        cells = tuple(
            cell._replace(lines=tuple(line._replace(bold=True) for line in cell.lines))
            if cell.row == 0
            else cell
            for cell in own.cells
        )
        return replace(own, cells=cells)

    other = fragment([["Gads", "Avots", "Summa"], ["2024", "ES", "7"]], 2)
    assert len(whole([bold(fragment(FIRST))], [bold(other)])) == 2
    assert len(whole([bold(fragment(FIRST))], [bold(fragment(FIRST, 2))])) == 1


def test_a_cell_merged_over_rows_and_finer_columns_on_the_next_page():
    merged = fragment([["Novads", "Pasākums", LEFT], ["Auce", "Ceļš", LEFT], [UP, "Tilts", LEFT]])
    finer = fragment([["Dobele", "Skola", "2025"]], 2)
    assert whole([merged], [finer]) == [
        [["Novads", "Pasākums", ""], ["Auce", "Ceļš", ""], ["", "Tilts", ""],
         ["Dobele", "Skola", "2025"]]
    ]  # fmt: skip
