"""CSV: RFC 4180, described by a data package, with options for Excel."""

import csv
import dataclasses
import json
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings

from pipeline.model.plan import Plan
from pipeline.model.schema import plan_tables
from pipeline.store import export, plan_files
from pipeline.store.export.csv import is_formula
from pipeline.store.register import Register
from tests.any_plan import plans
from tests.plans import gold_plan, told_plan


def exported(plan: Plan, out: Path, **options: bool) -> Path:
    return export.write(plan, out, "csv", register=Register(), **options)


def rows(file: Path, delimiter: str = ",", encoding: str = "utf-8") -> list[list[str]]:
    with file.open(encoding=encoding, newline="") as stream:
        return list(csv.reader(stream, delimiter=delimiter, strict=True))


def as_text(value: Any) -> str:
    """None as nothing, yes and no as JSON and a data package write them."""
    return {None: "", True: "true", False: "false"}[value] if is_flag(value) else str(value)


def is_flag(value: Any) -> bool:
    return value is None or isinstance(value, bool)


@settings(max_examples=25, deadline=None)
@given(plan=plans())
def test_any_table_is_read_back_equal(plan: Plan) -> None:
    with TemporaryDirectory() as folder:
        exported(plan, Path(folder))
        for name, table in plan_tables().items():
            head, *body = rows(Path(folder) / f"{name}.csv")
            assert head == ["doc_id", *table.names]
            assert body == [
                [plan.meta.doc_id, *(as_text(getattr(row, column)) for column in table.names)]
                for row in plan.rows(name)
            ]


def test_lines_end_and_quotes_double_as_rfc_4180_has_it(tmp_path: Path) -> None:
    exported(told_plan(), tmp_path)
    content = (tmp_path / "paragraphs.csv").read_bytes()
    assert content.count(b"\r\n") == content.count(b"\n") == 3
    assert 'Teksts, kurā ir ""pēdiņas""; un komats'.encode() in content
    assert not content.startswith(b"\xef\xbb\xbf")


def test_for_excel_in_latvian(tmp_path: Path) -> None:
    exported(told_plan(), tmp_path, excel_lv=True)
    assert (tmp_path / "activities.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    head, first, *_ = rows(tmp_path / "activities.csv", ";", "utf-8-sig")
    assert first[head.index("amount_eur")] == "100000,00"
    assert first[head.index("deadline_year")] == "2018"
    head, first, *_ = rows(tmp_path / "provenance.csv", ";", "utf-8-sig")
    assert first[head.index("x0")] == "108,39"
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    activities = next(item for item in package["resources"] if item["name"] == "activities")
    assert activities["dialect"]["delimiter"] == ";"
    amount = next(item for item in activities["schema"]["fields"] if item["name"] == "amount_eur")
    assert amount["decimalChar"] == ","


@pytest.mark.parametrize(
    "text", ["=1+1", "+371 2", "-5", "@SUM(A1)", "\t=1", " =1", "＝1", "\r=1", "\u00a0-1"]
)
def test_text_like_a_formula_is_told(tmp_path: Path, text: str) -> None:
    assert is_formula(text)
    first, *others = gold_plan().activities
    plan = dataclasses.replace(
        gold_plan(), activities=(dataclasses.replace(first, name=text), *others)
    )
    exported(plan, tmp_path, formula_safe=True)
    head, row, *_ = rows(tmp_path / "activities.csv")
    assert row[head.index("name")] == f"'{text}"
    exported(plan, tmp_path)
    head, row, *_ = rows(tmp_path / "activities.csv")
    assert row[head.index("name")] == text


@pytest.mark.parametrize("text", ["", "A 1.1", "2015 - 2020", "– domuzīme", "a=b", "'=1"])
def test_other_text_is_left_alone(text: str) -> None:
    assert not is_formula(text)


def test_amounts_below_zero_are_numbers_and_no_formulas(tmp_path: Path) -> None:
    first, *others = gold_plan().activities
    below = dataclasses.replace(first, amount_eur=Decimal("-5.00"))
    plan = dataclasses.replace(gold_plan(), activities=(below, *others))
    exported(plan, tmp_path, formula_safe=True)
    head, row, *_ = rows(tmp_path / "activities.csv")
    assert row[head.index("amount_eur")] == "-5.00"


def test_the_default_place_is_inside_the_folder_of_the_plan(tmp_path: Path) -> None:
    plan_files.write(told_plan(), tmp_path)
    assert export.write(tmp_path, None, "csv", register=Register()) == tmp_path / "csv"
    assert plan_files.read(tmp_path) == told_plan()
    names = {path.stem for path in (tmp_path / "csv").glob("*.csv")}
    assert names == {"plans", *plan_tables()}
