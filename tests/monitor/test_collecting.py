"""Workbooks filled in many ways come back as what was filled in, cell by cell."""

from __future__ import annotations

import datetime
import random
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from pipeline.model.errors import InputError
from pipeline.model.findings import message
from pipeline.model.plan import Plan
from pipeline.tracking.monitor import forms
from pipeline.tracking.monitor.collecting import Collected, collect
from tests.monitor.filling import (
    Filling,
    collected,
    edited,
    is_empty,
    proposed,
    rewritten,
    rows_of,
)

MONTHS = (
    "janvārī", "februārī", "martā", "aprīlī", "maijā", "jūnijā", "jūlijā", "augustā", "septembrī",
    "oktobrī", "novembrī", "decembrī",
)  # fmt: skip
Edit = Callable[[Path, Filling], None]


def rules(made: Collected) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for one in made.monitoring.findings:
        found.setdefault(one.rule, []).append(one)
    return found


def every(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.xlsx"), key=lambda path: path.name)


def filled(folder: Path, plan: Plan, seed: int, share: float = 1.0) -> Filling:
    filling = Filling(plan, random.Random(seed))
    for path in every(folder):
        filling.fill(path, share)
    return filling


def no_cell_is_dropped(folder: Path, made: Collected) -> None:
    """Every cell of an open column stands in `progress_cells`."""
    kept = {(c.file, c.sheet, c.cell) for c in made.monitoring.progress_cells}
    for path in every(folder):
        if path.name not in made.workbooks:
            continue
        book = load_workbook(path, data_only=True)
        for form in forms.forms(made.monitoring.plan):
            if form.sheet not in book.sheetnames:
                continue
            for _, cells in rows_of(book[form.sheet], form):
                for column in form.columns:
                    cell = cells.get(column.name)
                    if column.filled and cell is not None and cell.value is not None:
                        assert (path.name, form.sheet, cell.coordinate) in kept


# ── ways that change nothing of what is said ────────────────────────────────────────────────────


def sorted_rows(path: Path, filling: Filling) -> None:
    def change(name: str, rows: list[list[Any]]) -> list[list[Any]]:
        body = [row for row in rows[1:] if not is_empty(row)]
        filling.rng.shuffle(body)
        return [rows[0], *body]

    rewritten(path, change)


def moved_columns(path: Path, filling: Filling) -> None:
    def change(name: str, rows: list[list[Any]]) -> list[list[Any]]:
        order = list(range(len(rows[0])))
        filling.rng.shuffle(order)
        return [[row[at] for at in order] for row in rows]

    rewritten(path, change)


def numbers_as_text(path: Path, filling: Filling) -> None:
    def change(name: str, rows: list[list[Any]]) -> list[list[Any]]:
        money = [at for at, text in enumerate(rows[0]) if "Iztērēts" in str(text)]
        for row in rows[1:]:
            for at in money:
                if row[at] is not None:
                    row[at] = f"{row[at]:,.2f}".replace(",", "\u00a0").replace(".", ",")
        return rows

    rewritten(path, change)


def dates_as_text(path: Path, filling: Filling) -> None:
    shapes = ("{0:%d.%m.%Y}.", "{0:%d.%m.%Y}", "{0:%Y-%m-%d}", "{0.year}. gada {0.day}. {month}")

    def change(name: str, rows: list[list[Any]]) -> list[list[Any]]:
        for row in rows[1:]:
            for at, value in enumerate(row):
                if isinstance(value, datetime.datetime):
                    month = MONTHS[value.month - 1]
                    row[at] = filling.rng.choice(shapes).format(value, month=month)
        return rows

    rewritten(path, change)


def filtered(path: Path, filling: Filling) -> None:
    def hide(book: Workbook) -> None:
        for number in range(2, book["Progress"].max_row, 2):
            book["Progress"].row_dimensions[number].hidden = True

    edited(path, hide)


def renamed_sheets_and_a_title_above(path: Path, filling: Filling) -> None:
    def change(book: Workbook) -> None:
        for name in ("Progress", "Indicators", "Funding", "Proposals"):
            book[name].title = f"{name[:4]} 2018"

    edited(path, change)


def blank_rows_between(path: Path, filling: Filling) -> None:
    def change(name: str, rows: list[list[Any]]) -> list[list[Any]]:
        return [part for row in rows for part in (row, [None] * len(row))]

    rewritten(path, change)


def keys_deleted(path: Path, filling: Filling) -> None:
    """Both hidden columns are gone: the rows are known by what the plan says in them."""

    def change(name: str, rows: list[list[Any]]) -> list[list[Any]]:
        gone = {at for at, text in enumerate(rows[0]) if text in (forms.KEY, forms.HASH)}
        return [[value for at, value in enumerate(row) if at not in gone] for row in rows]

    rewritten(path, change)


def percents(path: Path, filling: Filling) -> None:
    def change(book: Workbook) -> None:
        for _, cells in rows_of(book["Progress"], forms.forms(filling.plan)[0]):
            if cells["share_done"].value is not None:
                cells["share_done"].value = cells["share_done"].value / 100
                cells["share_done"].number_format = "0%"

    edited(path, change)


def properties_dropped(path: Path, filling: Filling) -> None:
    """Some programs keep no properties: the sheet of instructions tells the same."""

    def change(book: Workbook) -> None:
        for name in list(book.custom_doc_props.names):
            del book.custom_doc_props[name]

    edited(path, change)


def upper_case(path: Path, filling: Filling) -> None:
    def change(book: Workbook) -> None:
        for _, cells in rows_of(book["Progress"], forms.forms(filling.plan)[0]):
            if cells["status"].value:
                cells["status"].value = f" {cells['status'].value.upper()} "

    edited(path, change)


def nothing(path: Path, filling: Filling) -> None:
    pass


HARMLESS: dict[str, tuple[Edit, float]] = {
    "complete": (nothing, 1.0),
    "partial": (nothing, 0.3),
    "sorted": (sorted_rows, 0.8),
    "columns moved": (moved_columns, 0.8),
    "numbers as text": (numbers_as_text, 0.8),
    "dates as text": (dates_as_text, 0.8),
    "filtered": (filtered, 0.8),
    "sheets renamed": (renamed_sheets_and_a_title_above, 0.8),
    "blank rows": (blank_rows_between, 0.8),
    "percents": (percents, 0.8),
    "properties dropped": (properties_dropped, 0.8),
    "upper case": (upper_case, 0.8),
}


@pytest.mark.parametrize("way", HARMLESS)
def test_what_was_filled_in_comes_back(way: str, part: Plan, folder: Path) -> None:
    edit, share = HARMLESS[way]
    if way not in ("complete", "columns moved"):
        (folder / "ZPR.xlsx").unlink()  # half of all rows; the others hold the same columns
    filling = filled(folder, part, seed=len(way), share=share)
    for path in every(folder):
        edit(path, filling)
    made = collect(part, folder)
    assert collected(made.monitoring) == filling.wrote
    assert sorted(proposed(made.monitoring)) == sorted(filling.proposals)
    assert len(made.workbooks) == len(every(folder))
    faults = {one.rule for one in made.monitoring.findings if one.severity == "error"}
    assert not faults
    assert "plan-text-changed" not in rules(made)
    no_cell_is_dropped(folder, made)


def test_the_whole_plan_comes_back(base: Plan, whole_folder: Path) -> None:
    filling = filled(whole_folder, base, seed=1)
    for path in every(whole_folder):
        sorted_rows(path, filling)
    made = collect(base, whole_folder)
    assert collected(made.monitoring) == filling.wrote
    assert {row.activity_id for row in made.monitoring.progress} == {
        row.activity_id for row in base.activities
    }
    assert len(made.workbooks) == 8


def test_rows_without_keys_are_known_by_their_text(part: Plan, folder: Path) -> None:
    """Where two rows say the same, which is meant cannot be known: those alone are not taken."""
    filling = filled(folder, part, seed=3)
    for path in every(folder):
        keys_deleted(path, filling)
    made = collect(part, folder)
    found = collected(made.monitoring)
    assert found.items() <= filling.wrote.items()
    lost = filling.wrote.keys() - found.keys()
    assert bool(lost) == ("row-unknown" in rules(made))
    assert {where[0] for where in lost} <= {"progress_funding", "progress_indicators"}


# ── planted faults ──────────────────────────────────────────────────────────────────────────────


def book_of(folder: Path, name: str = "ZPR.xlsx") -> Path:
    return folder / name


def set_cell(folder: Path, sheet: str, key: str, column: str, value: Any, name: str) -> str:
    """Write a cell of an issued row; its place as findings tell it."""
    path = folder / name
    book = load_workbook(path)
    form = next(f for f in forms.forms(PLAN[0]) if f.sheet == sheet)
    for _, cells in rows_of(book[sheet], form):
        if cells["key"].value == key:
            cells[column].value = value
            book.save(path)
            return f"{name}, {sheet}!{cells[column].coordinate}"
    raise LookupError(key)


PLAN: list[Plan] = []


@pytest.fixture(autouse=True)
def _plan(part: Plan) -> None:
    PLAN[:] = [part]


def only(found: list[Any]) -> Any:
    assert len(found) == 1, found
    return found[0]


def test_bodies_that_contradict_each_other(part: Plan, folder: Path) -> None:
    shared = "A 1.10"  # of two bodies
    a = set_cell(folder, "Progress", shared, "status", "nav sākta", "pašvaldības.xlsx")
    b = set_cell(folder, "Progress", shared, "status", "īstenota", "ZPR (ZUC).xlsx")
    made = collect(part, folder)
    found = only(rules(made)["reports-differ"])
    assert (found.key, found.column) == (shared, "status")
    assert a in found.message and b in found.message
    (row,) = made.monitoring.progress
    assert row.status is None
    assert {c.text for c in made.monitoring.progress_cells} == {"nav sākta", "īstenota"}
    assert "reported-twice" not in rules(made)


def test_one_row_twice(part: Plan, folder: Path) -> None:
    def twice(name: str, rows: list[list[Any]]) -> list[list[Any]]:
        return [*rows, list(rows[1])] if name == "Progress" else rows

    set_cell(folder, "Progress", "A 1.1", "share_done", 40, "ZPR.xlsx")
    rewritten(book_of(folder), twice)
    made = collect(part, folder)
    assert only(rules(made)["reported-twice"]).key == "A 1.1"
    assert made.monitoring.progress[0].share_done == 40


def test_a_key_that_the_plan_does_not_have(part: Plan, folder: Path) -> None:
    set_cell(folder, "Progress", "A 1.1", "status", "īstenota", "ZPR.xlsx")
    set_cell(folder, "Progress", "A 1.1", "key", "A 9.9", "ZPR.xlsx")
    made = collect(part, folder)
    assert only(rules(made)["row-unknown"]).value == "A 9.9"
    assert not made.monitoring.progress
    assert "īstenota" in {c.text for c in made.monitoring.progress_cells}


def test_only_some_columns_were_sorted(part: Plan, folder: Path) -> None:
    """The visible part was sorted apart from the hidden keys: no value is put to a wrong row."""

    def apart(name: str, rows: list[list[Any]]) -> list[list[Any]]:
        if name != "Progress":
            return rows
        seen = [at for at, text in enumerate(rows[0]) if text not in (forms.KEY, forms.HASH)]
        turned = [list(row) for row in rows]
        for row, other in zip(turned[1:], reversed(rows[1:]), strict=True):
            for at in seen:
                row[at] = other[at]
        return turned

    filling = filled(folder, part, seed=4)
    rewritten(book_of(folder), apart)
    made = collect(part, folder)
    assert rules(made)["row-unknown"]
    assert collected(made.monitoring).items() <= filling.wrote.items()
    no_cell_is_dropped(folder, made)


def test_locked_text_that_was_changed(part: Plan, folder: Path) -> None:
    place = set_cell(folder, "Progress", "A 1.1", "deadline_raw", "2025", "ZPR.xlsx")
    set_cell(folder, "Progress", "A 1.1", "status", "nav sākta", "ZPR.xlsx")
    made = collect(part, folder)
    found = only(rules(made)["plan-text-changed"])
    assert place in found.message and "2018" in found.message and found.value == "2025"
    assert made.monitoring.progress[0].status == "nav sākta"


@pytest.mark.parametrize(
    ("sheet", "key", "column", "value"),
    [
        ("Progress", "A 1.1", "status", "gandrīz"),
        ("Progress", "A 1.1", "share_done", "140 %"),
        ("Progress", "A 1.1", "completed_on", "12/11/2018"),
        ("Progress", "A 1.1", "completed_on", "31.02.2018."),
        ("Progress", "A 1.1", "completed_on", "43000"),
        ("Progress", "A 1.1", "spent_eur", "1.000"),
        ("Progress", "A 1.1", "spent_eur", -5),
        ("Progress", "A 1.1", "spent_eur", 10.005),
        ("Progress", "A 1.1", "spent_eur", "=1+1"),
        ("Progress", "A 1.1", "share_done", True),
        ("Funding", "A 1.1/1", "spent_eur", "apmēram simts"),
        ("Indicators", "A 1.1/1", "value_raw", "1.000/2"),
    ],
)
def test_values_that_do_not_parse(
    sheet: str, key: str, column: str, value: Any, part: Plan, folder: Path
) -> None:
    place = set_cell(folder, sheet, key, column, value, "ZPR.xlsx")
    made = collect(part, folder)
    found = only(rules(made)["report-unparsed"])
    assert place in found.message and (found.key, found.column) == ("A 1.1", column)
    kept = only(list(made.monitoring.progress_cells))
    assert kept.text.casefold() == str(value).casefold()
    assert not made.monitoring.progress and not made.monitoring.progress_funding
    for item in made.monitoring.progress_indicators:
        assert (item.value_raw, item.value) == (value, None)
    assert message(found, "en") != found.message and place in message(found, "en")


def test_money_dates_and_states_that_do_not_fit(part: Plan, folder: Path) -> None:
    name = "ZPR.xlsx"
    set_cell(folder, "Progress", "A 1.1", "spent_eur", 100_000.01, name)  # planned 100 000
    set_cell(folder, "Progress", "A 1.13", "status", "īstenota", name)
    set_cell(folder, "Progress", "A 1.14", "status", "īstenota", name)
    set_cell(folder, "Progress", "A 1.14", "completed_on", datetime.date(2014, 12, 31), name)
    set_cell(folder, "Progress", "A 1.15", "status", "īstenota", name)
    set_cell(folder, "Progress", "A 1.15", "completed_on", datetime.date(2019, 1, 1), name)
    set_cell(folder, "Progress", "A 1.16", "status", "nav sākta", name)
    set_cell(folder, "Progress", "A 1.16", "share_done", 10, name)
    set_cell(folder, "Funding", "A 1.1/1", "spent_eur", 5, name)
    found = rules(collect(part, folder))
    assert {rule: [one.key for one in some] for rule, some in found.items()} == {
        "overspent": ["A 1.1"],
        "sum-differs": ["A 1.1"],
        "done-without-date": ["A 1.13"],
        "done-too-early": ["A 1.14"],
        "done-in-future": ["A 1.15"],
        "status-contradicts": ["A 1.16"],
        "not-reported": [
            row.activity_id for row in part.activities
            if row.activity_id not in {"A 1.1", "A 1.13", "A 1.14", "A 1.15", "A 1.16"}
        ],
    }  # fmt: skip


def test_another_source_is_typed_below(part: Plan, folder: Path) -> None:
    def typed(book: Workbook) -> None:
        sheet = book["Funding"]
        last = max(c.row for c in sheet["A"] if c.value)
        sheet.cell(last + 2, 1).value, sheet.cell(last + 2, 3).value = "a1.1.", "Norvēģijas grants"
        sheet.cell(last + 2, 5).value = "2 500,50 EUR"

    edited(book_of(folder), typed)
    made = collect(part, folder)
    (row,) = made.monitoring.progress_funding
    assert (row.activity_id, row.source, row.spent_eur) == (
        "A 1.1", "Norvēģijas grants", Decimal("2500.50")
    )  # fmt: skip
    assert only(rules(made)["source-not-planned"]).value == "Norvēģijas grants"
    assert made.monitoring.progress[0].spent_eur == Decimal("2500.50")


def test_strange_sheets_and_columns_are_kept(part: Plan, folder: Path) -> None:
    def more(book: Workbook) -> None:
        book.create_sheet("Manas piezīmes")["B2"] = "zvanīt"
        sheet = book["Progress"]
        sheet.cell(1, sheet.max_column + 1).value = "Kurators"
        sheet.cell(2, sheet.max_column).value = "Ķirsis"

    edited(book_of(folder), more)
    made = collect(part, folder)
    assert sorted(one.value for one in rules(made)["sheet-unknown"]) == [
        "Kurators", "Manas piezīmes"
    ]  # fmt: skip
    assert {c.text for c in made.monitoring.progress_cells} == {"zvanīt", "Ķirsis"}


def test_a_workbook_of_another_plan_or_version(part: Plan, folder: Path) -> None:
    def of(doc_id: str, sha: str) -> Callable[[Workbook], None]:
        def change(book: Workbook) -> None:
            book.custom_doc_props["ricplan_doc_id"].value = doc_id
            book.custom_doc_props["ricplan_sha256"].value = sha * 64

        return change

    filling = filled(folder, part, seed=5)
    edited(book_of(folder, "ZPR.xlsx"), of("jelgava-2020", "f"))
    edited(book_of(folder, "pašvaldības.xlsx"), of("zpr-2015-2020", "e"))
    made = collect(part, folder)
    told = {one.message.partition(":")[0]: one.message for one in rules(made)["workbook-unknown"]}
    assert set(told) == {"ZPR.xlsx", "pašvaldības.xlsx"}
    assert "jelgava-2020" in told["ZPR.xlsx"] and "--from" in told["pašvaldības.xlsx"]
    assert collected(made.monitoring).items() < filling.wrote.items()
    no_cell_is_dropped(folder, made)


def with_part(path: Path, name: str, content: str) -> None:
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, content)


HOSTILE = {
    "macro": ("xl/vbaProject.bin", "x"),
    "link": ("xl/externalLinks/externalLink1.xml", "<externalLink/>"),
    "object": ("xl/embeddings/oleObject1.bin", "x"),
    "damaged": ("xl/x.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_workbooks_are_refused(kind: str, part: Plan, folder: Path) -> None:
    filled(folder, part, seed=6)
    with_part(book_of(folder), *HOSTILE[kind])
    made = collect(part, folder)
    found = only(rules(made)["workbook-refused"])
    assert found.message.startswith("ZPR.xlsx: ")
    assert not [c for c in made.monitoring.progress_cells if c.file == "ZPR.xlsx"]
    assert "ZPR.xlsx" not in made.workbooks and len(made.workbooks) == len(every(folder)) - 1


def test_an_external_relation_is_refused_and_a_link_to_evidence_is_not(
    part: Plan, folder: Path
) -> None:
    def link(book: Workbook) -> None:
        book["Progress"]["L2"].hyperlink = "https://example.lv/lēmums"
        book["Progress"]["L2"].value = "https://example.lv/lēmums"

    edited(book_of(folder), link)
    made = collect(part, folder)
    assert made.monitoring.progress[0].evidence == "https://example.lv/lēmums"

    def named(book: Workbook) -> None:
        book["Progress"]["L2"].hyperlink = "https://example.lv/1"
        book["Progress"]["L2"].value = "Lēmums Nr. 1"

    edited(book_of(folder), named)
    made = collect(part, folder)
    assert made.monitoring.progress[0].evidence == "Lēmums Nr. 1 <https://example.lv/1>"
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" TargetMode="External" Target="file:///srv/budzets.xlsx" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/>'
        "</Relationships>"
    )
    with_part(book_of(folder, "pašvaldības.xlsx"), "xl/drawings/_rels/drawing9.xml.rels", relation)
    assert "budzets.xlsx" in only(rules(collect(part, folder))["workbook-refused"]).message


def test_files_that_are_no_workbooks(part: Plan, folder: Path) -> None:
    (folder / "bojats.xlsx").write_bytes(b"PK\x03\x04 nothing")
    (folder / "parole.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    (folder / "tabula.ods").write_bytes(b"PK")
    (folder / "~$ZPR.xlsx").write_bytes(b"lock")
    (folder / "akts.pdf").write_bytes(b"%PDF")
    made = collect(part, folder)
    assert len(rules(made)["workbook-refused"]) == 3
    assert made.passed_over == ("akts.pdf",)


def test_nothing_to_collect(part: Plan, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no \.xlsx workbook"):
        collect(part, tmp_path)
    (tmp_path / "a.xlsx").write_bytes(b"nothing")
    with pytest.raises(InputError, match="all are refused"):
        collect(part, tmp_path)


def test_columns_have_letters() -> None:
    from pipeline.tracking.monitor.texts import coordinate

    assert all(coordinate(at, 7) == f"{get_column_letter(at + 1)}7" for at in range(1000))
