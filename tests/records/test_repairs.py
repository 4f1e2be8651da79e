"""What reading made doubtful in a cell, as rows of the table of repairs."""

from __future__ import annotations

from pipeline.model import profile
from pipeline.model.geometry import Box
from pipeline.records.builder import PlanBuilder
from pipeline.records.repairs import repaired
from pipeline.tables.logical import LogicalCell, LogicalRow, LogicalTable
from pipeline.text.lines import line_of
from pipeline.text.page import Word

BOX = Box(0.0, 0.0, 100.0, 20.0)


def cell(field: str, text: str, over: bool) -> LogicalCell:
    edges = tuple(float(place) for place in range(len(text) + 1))
    line = line_of([Word(text, 0.0, 50.0, 5.0, 15.0, 10.0, False, 0, edges, over)], 7)
    return LogicalCell(field, (line,), (), ((7, BOX),))


def test_a_cell_whose_text_lies_over_another_is_less_sure() -> None:
    cells = (cell("responsible", "apsaimniekotāji", over=True), cell("amount", "100", over=False))
    builder = PlanBuilder(profile.load("zpr-2015-2020"), {})
    table_row = LogicalRow(cells, ((7, BOX),), (), ())
    shape = [item.kind for item in builder.profile.tables].index("activities")
    repaired(builder, LogicalTable("activities", shape, (), (table_row,)), "A 3.8", table_row)
    (row,) = builder.rows["repairs"]
    assert (row.kind, row.key, row.column) == ("overprint-parted", "A 3.8", "responsible_raw")
    assert (row.page, row.after) == (7, "apsaimniekotāji")
    assert row.confidence < 1
