"""The three plans against the proof-read tables and against their pages, and both engines."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline import stages
from pipeline.model import schema
from pipeline.model.plan import Plan
from pipeline.model.reasons import REASONS
from pipeline.model.strings import tidy
from pipeline.reading.document import Document
from pipeline.text import pages
from tests.shared import extracted, letters_by_pdfplumber, pages_of, read_by_pdfplumber
from tests.test_typeset import missing_provenance

ROOT = Path(__file__).parent.parent
GOLD = Path(__file__).parent / "gold"
PLANS = {
    "facsimile": (ROOT / "raw/zpr-2015-2020.pdf", "base"),
    "reflow": (ROOT / "tests/samples/zpr-2015-2020-reflow.pdf", "base"),
    "amendment": (ROOT / "raw/zpr-2015-2020-am1.pdf", "am1"),
}


# Pages that the slower library reads again: their letters alone, and of the facsimile a part with
# every kind of table, some of them over page breaks, as a plan.
SOME = {"reflow": range(1, 26, 4), "amendment": range(2, 29, 4)}
PART = (1, 2, 3, 4, 12, 13, 15, 16, 17, 27, 28, 39)


def plan(name: str) -> Plan:
    return extracted(PLANS[name][0], profile="zpr-2015-2020")


def part() -> Path:
    return pages_of(PLANS["facsimile"][0], *PART)


@cache
def gold(name: str) -> dict[str, list[dict[str, Any]]]:
    return json.loads((GOLD / f"{PLANS[name][1]}.gold.json").read_text(encoding="utf-8"))


def told(rows: tuple[Any, ...], columns: list[str]) -> list[dict[str, Any]]:
    return [{column: plain(getattr(row, column)) for column in columns} for row in rows]


def plain(value: Any) -> Any:
    return float(value) if type(value).__name__ == "Decimal" else value


@pytest.mark.parametrize("name", PLANS)
def test_every_table_is_the_true_one(name: str) -> None:
    for table, rows in gold(name).items():
        columns = list(rows[0])
        assert set(columns) <= set(schema.plan_tables()[table].names)
        assert told(plan(name).rows(table), columns) == rows, table


def test_the_other_engine_reads_the_same_tables() -> None:
    one, other = extracted(part(), profile="zpr-2015-2020"), read_by_pdfplumber(part())[0]
    for table in gold("facsimile"):
        assert one.rows(table)
        assert other.rows(table) == one.rows(table), table


@pytest.mark.parametrize("name", PLANS)
def test_no_word_is_unaccounted_for(name: str) -> None:
    words = plan(name).metrics["words"]
    document = Document(str(PLANS[name][0]), "", 0, None, None)
    assert words["unaccounted"] == 0
    assert sum(words.values()) == sum(len(page.words) for page in pages.read(document))


@pytest.mark.parametrize("name", PLANS)
def test_every_printed_value_has_its_place(name: str) -> None:
    assert missing_provenance(plan(name)) == []


@pytest.mark.parametrize("name", PLANS)
def test_the_printed_lines_of_a_value_are_the_value(name: str) -> None:
    """Whatever stands in a table is what stands on the page, but for the text rules."""
    lines = defaultdict(list)
    for row in plan(name).provenance:
        lines[row.table, row.key, row.position, row.column].append(row.text)
    for (table, key, position, column), printed in lines.items():
        value = the_value(name, table, key, position, column)
        if column in ("priority_id", "principle_id", "direction_id"):
            assert value.replace(" ", "") == squeezed(printed).rstrip("."), (table, key)
        elif column == "number_raw":
            assert squeezed(printed).rstrip(".") == value
        else:
            assert squeezed(printed) == value.replace(" ", ""), (table, key, column)


def squeezed(lines: list[str]) -> str:
    return "".join(tidy(line).replace(" ", "").replace("\u00ad", "") for line in lines)


@cache
def by_key(name: str, table: str) -> dict[tuple[str, int | None], Any]:
    keys = [key for key in schema.tables()[table].key if key != "position"]
    return {
        ("/".join(getattr(row, key) for key in keys), getattr(row, "position", None)): row
        for row in plan(name).rows(table)
    }


def the_value(name: str, table: str, key: str, position: int | None, column: str) -> str:
    if table == "paragraphs":
        key = key.split("/")[0]
    return getattr(by_key(name, table)[key, position], column)


@pytest.mark.parametrize("name", PLANS)
def test_the_box_of_a_line_holds_just_that_line(name: str) -> None:
    """Checked with letters that another library reads: those in the box spell the line."""
    if name in SOME:
        shown = plan(name)
        letters = letters_by_pdfplumber(PLANS[name][0], SOME[name])
        assert set(letters) == set(SOME[name])
    else:
        shown = extracted(part(), profile="zpr-2015-2020")
        letters = read_by_pdfplumber(part())[1]
    rows = defaultdict(list)
    for row in shown.provenance:
        rows[row.page].append(row)
    assert set(rows) & set(letters)
    for number, chars in letters.items():
        for row in rows[number]:
            inside = [
                char
                for char in chars
                if row.top <= (char.top + char.bottom) / 2 <= row.bottom
                and row.x0 - 0.1 <= (char.x0 + char.x1) / 2 <= row.x1 + 0.1
            ]
            spelt = "".join(char.text for char in sorted(inside))
            assert squeezed([spelt]) == squeezed([row.text]), (number, row)


def test_two_typesetters_of_one_plan_give_equal_tables() -> None:
    apart = {"paragraphs", "provenance", "repairs", "findings"}
    for table in schema.plan_tables():
        if table not in apart:
            assert plan("facsimile").rows(table) == plan("reflow").rows(table), table


def test_stitched_rows_and_rejoined_words_are_recorded() -> None:
    kinds = plan("facsimile").metrics["repairs"]
    assert kinds == {"hyphen-kept": 3, "row-stitched": 18, "word-rejoined": kinds["word-rejoined"]}
    rejoined = {row.after for row in plan("facsimile").repairs if row.kind == "word-rejoined"}
    assert {"pašvaldības", "tūrisma", "uzņēmēji", "kompetences"} <= rejoined
    assert all(0 < row.confidence <= 1 for row in plan("facsimile").repairs)


@pytest.mark.parametrize("name", PLANS)
def test_every_reason_of_a_repair_has_its_words(name: str) -> None:
    given = {part for row in plan(name).repairs for part in row.reason.split("; ")}
    assert given and given <= set(REASONS)


def test_reading_twice_gives_the_same_plan() -> None:
    again = stages.extract(PLANS["reflow"][0], profile="zpr-2015-2020")
    assert again == plan("reflow")


def test_without_a_profile_the_one_whose_headers_match_is_taken() -> None:
    chosen = stages.extract(PLANS["reflow"][0])
    assert chosen.meta.profile == "zpr-2015-2020"
    assert chosen.meta.doc_id == "zpr-2015-2020-reflow"
    assert stages.extract(PLANS["facsimile"][0]).meta.period == (2015, 2020)
