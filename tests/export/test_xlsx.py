"""The workbook, read back with openpyxl, is the tables, with headings, links and comments."""

import dataclasses
import errno
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import Phase, given, settings
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.model.errors import UsageError
from pipeline.model.plan import Plan
from pipeline.model.schema import Paragraph, plan_tables
from pipeline.store import export
from pipeline.store.export import xlsx
from pipeline.store.register import Register
from tests.any_plan import plans
from tests.plans import gold_plan, told_plan


def exported(plan: Plan, out: Path) -> Workbook:
    return openpyxl.load_workbook(export.write(plan, out, "xlsx", register=Register()))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    return exported(told_plan(), tmp_path_factory.mktemp("xlsx") / "plan.xlsx")


def cell_of(sheet: Worksheet, key: str, column: str) -> Any:
    """The cell in the row that holds `key` in its second column."""
    head = [cell.value for cell in sheet[2]]
    row = next(row for row in sheet.iter_rows(min_row=3) if row[1].value == key)
    return row[head.index(column)]


def as_read(value: Any) -> Any:
    """A value as a workbook gives it back: no decimals, and an empty text is an empty cell."""
    return float(value) if isinstance(value, Decimal) else value if value != "" else None


def test_the_sheets_equal_the_tables(book: Workbook) -> None:
    for name, table in plan_tables().items():
        head, names, *body = book[name].iter_rows(values_only=True)
        assert list(names) == ["doc_id", *table.names]
        assert list(head[1:]) == [column.label.lv for column in table.columns]
        assert body == [
            ("zpr-2015-2020", *(as_read(getattr(row, column)) for column in table.names))
            for row in told_plan().rows(name)
        ]


# shrinking would take minutes: a workbook is slow to write and to read
@settings(max_examples=15, deadline=None, phases=(Phase.reuse, Phase.generate))
@given(plan=plans())
def test_any_text_and_number_is_read_back(plan: Plan) -> None:
    """But what XML cannot hold, and the kind of line break that XML reads as another."""

    def plain(value: Any) -> Any:
        if isinstance(value, str):
            cleaned = xlsx._NOT_XML.sub("\ufffd", value).replace("\r\n", "\n").replace("\r", "\n")
            return cleaned or None
        return as_read(value)

    def read(value: Any) -> Any:
        if isinstance(value, str):
            value = value.replace("_x000D_", "\r").replace("\r\n", "\n").replace("\r", "\n")
            return value or None
        return value

    with TemporaryDirectory() as folder:
        book = exported(plan, Path(folder) / "plan.xlsx")
        for name, table in plan_tables().items():
            body = list(book[name].iter_rows(min_row=3, values_only=True))
            expected = [
                tuple(plain(getattr(row, column)) for column in table.names)
                for row in plan.rows(name)
            ]
            assert [tuple(map(read, row[1:])) for row in body] == [
                tuple(pytest.approx(v) if isinstance(v, float) else v for v in row)
                for row in expected
            ]


def test_the_first_sheet_explains_the_others(book: Workbook) -> None:
    assert book.sheetnames == ["Saturs", "plans", *plan_tables()]
    cells = list(book["Saturs"].iter_rows(values_only=True))
    assert ("activities", "Aktivitātes", "Activities", 81, "Aktivitātes (A)") in cells
    text = "\n".join(str(row[0]) for row in cells)
    assert "2015.–2020. gads" in text and "39 lappuses" in text and "Licence" not in text
    link = next(cell for cell in book["Saturs"]["A"] if cell.value == "activities")
    assert link.hyperlink.location == "'activities'!A1"


def test_rows_are_as_high_as_their_text(book: Workbook) -> None:
    """LibreOffice finds no heights of its own, and prints text over the next row."""
    sheet = book["activities"]
    narrow = {cell.column_letter: sheet.column_dimensions[cell.column_letter].width
              for cell in sheet[2]}  # fmt: skip
    for row in sheet.iter_rows(min_row=3):
        needed = max(
            -(-len(cell.value) // narrow[cell.column_letter])
            for cell in row
            if isinstance(cell.value, str)
        )
        height = sheet.row_dimensions[row[0].row].height or xlsx.LINE  # the usual is not written
        assert height >= min(409, 15 * needed)
        assert height <= 15 * (2 * needed + 2)  # and not far higher
    assert sheet.row_dimensions[1].height > 15


def test_pages_are_printed_on_a4_with_their_headings(book: Workbook) -> None:
    for sheet in book:
        assert sheet.page_setup.paperSize == "9" or sheet.page_setup.paperSize == 9
        assert sheet.page_setup.orientation == "landscape"
        if sheet.title != "Saturs":
            assert sheet.print_title_rows == "$1:$2"


def test_a_full_disk_is_told_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*arguments: object, **options: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "x")

    monkeypatch.setattr("zipfile.ZipFile.write", full)
    with pytest.raises(OSError, match="No space left") as error:
        export.write(told_plan(), tmp_path / "plan.xlsx", "xlsx", register=Register())
    assert error.value.errno == errno.ENOSPC
    assert list(tmp_path.iterdir()) == []


def test_header_filters_and_widths(book: Workbook) -> None:
    sheet = book["activities"]
    assert sheet.freeze_panes == "A3"
    assert sheet.auto_filter.ref == "A2:M83"
    assert 10 <= sheet.column_dimensions["B"].width <= 16
    assert sheet.column_dimensions["D"].width == pytest.approx(60, abs=1)


def test_number_formats(book: Workbook) -> None:
    amount = cell_of(book["activities"], "A 1.1", "amount_eur")
    assert (amount.value, amount.number_format) == (100000, "#,##0.00\\ [$€-426]")
    year = cell_of(book["activities"], "A 1.1", "deadline_year")
    assert (year.value, year.number_format) == (2018, "0")  # no blank between thousands


def test_ids_lead_to_their_rows(book: Workbook) -> None:
    link = cell_of(book["actions"], "R 1.1.1", "direction_id").hyperlink
    assert link.location == "'directions'!A3"
    first = next(book["action_activities"].iter_rows(min_row=3))
    assert first[3].value == "A 1.1"
    assert first[3].hyperlink.location == "'activities'!A3"
    findings = list(book["findings"].iter_rows(min_row=3))
    assert findings[0][4].hyperlink.location == "'activities'!A46"
    assert book["activities"]["B46"].value == "A 4.9"


def test_a_reference_to_nothing_is_text_without_a_link(book: Workbook) -> None:
    dangling = [row for row in book["activity_priorities"].iter_rows() if row[3].value == "P7"]
    assert [row[3].hyperlink for row in dangling] == [None]


def test_findings_are_comments_on_their_cells(book: Workbook) -> None:
    comments = {
        (sheet.title, cell.coordinate): cell.comment.text
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }
    amount = cell_of(book["activities"], "A 4.9", "amount_eur").coordinate
    row = cell_of(book["activities"], "A 1.5", "activity_id").coordinate
    text = comments.pop(("activities", amount))
    assert text.splitlines() == [
        "KĻŪDA: malformed-amount: activities A 4.9 None amount_eur",
        "PIEZĪME: amount-format: activities A 4.9 None amount_eur",
    ]
    assert comments.pop(("activities", row)).startswith("BRĪDINĀJUMS: missing-value")
    assert comments.pop(("horizontal_measures", "E4")).startswith("PIEZĪME: punctuation")
    [(place, text)] = comments.items()
    assert place[0] == "activity_priorities"
    assert book[place[0]][place[1]].value == "P7"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "{=1}", "http://x.lv", "1.5", "#N/A"])
def test_text_stays_text(tmp_path: Path, text: str) -> None:
    plan = dataclasses.replace(gold_plan(), paragraphs=(Paragraph("1", 1, "paragraph", text, 1),))
    cell = exported(plan, tmp_path / "plan.xlsx")["paragraphs"]["E3"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    assert cell.quotePrefix == (text[0] in "=+-@")


def test_text_longer_than_a_cell_is_cut_and_says_so(tmp_path: Path) -> None:
    plan = dataclasses.replace(
        gold_plan(), paragraphs=(Paragraph("1", 1, "paragraph", "ā" * 40_000, 1),)
    )
    value = exported(plan, tmp_path / "plan.xlsx")["paragraphs"]["E3"].value
    assert value == "ā" * 32_766 + "…"


def test_more_rows_than_a_sheet_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 50)
    with pytest.raises(UsageError, match="A sheet of Excel has at most 50"):
        exported(told_plan(), tmp_path / "plan.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_links_end_before_excel_refuses_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "MOST_LINKS", 3)
    sheet = exported(told_plan(), tmp_path / "plan.xlsx")["actions"]
    assert [bool(row[3].hyperlink) for row in sheet.iter_rows(min_row=3, max_row=7)] == [
        True, True, True, False, False,
    ]  # fmt: skip


def test_two_runs_give_the_same_bytes_and_tell_no_time(tmp_path: Path) -> None:
    one = export.write(told_plan(), tmp_path / "one.xlsx", "xlsx", register=Register())
    two = export.write(told_plan(), tmp_path / "two.xlsx", "xlsx", register=Register())
    assert one.read_bytes() == two.read_bytes()
    with ZipFile(one) as packed:
        assert {entry.date_time[0] for entry in packed.infolist()} == {1980}
        assert b"2000-01-01T00:00:00Z" in packed.read("docProps/core.xml")
