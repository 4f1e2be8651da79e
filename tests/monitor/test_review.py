"""The numbers of the review are those that DuckDB finds in the tables."""

from __future__ import annotations

import datetime
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import duckdb
import pytest
from playwright.sync_api import Browser

from pipeline.model.errors import InputError
from pipeline.model.plan import Plan
from pipeline.store import progress_files
from pipeline.store.register import Register
from pipeline.tracking.monitor import reporting, sheets, word
from pipeline.tracking.monitor.collecting import collect
from pipeline.tracking.monitor.review import NOT_REPORTED
from tests.browsing import visit
from tests.monitor.filling import Filling

YEARS = {2016: 0.4, 2018: 0.8}
AS_OF = datetime.date(2019, 6, 30)


@pytest.fixture(scope="module")
def progress(base: Plan, tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Two years of reports on the base plan, as folders of tables."""
    root = tmp_path_factory.mktemp("years")
    for year, share in YEARS.items():
        day = datetime.date(year, 12, 31)
        (book,) = sheets.write(base, root / f"filled{year}", "one", day, Register())
        Filling(base, random.Random(year)).fill(book, share)
        made = collect(base, book.parent)
        progress_files.write(made.monitoring, root / str(year), made.workbooks)
    return {year: root / str(year) for year in YEARS}


@pytest.fixture(scope="module")
def written(progress: dict[int, Path], tmp_path_factory: pytest.TempPathFactory) -> Any:
    out = tmp_path_factory.mktemp("review")
    read = [progress_files.read(folder) for folder in progress.values()]
    return reporting.write(read, out, AS_OF)


@pytest.fixture(scope="module")
def sql(progress: dict[int, Path]) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as base:
        for year, folder in progress.items():
            for file in (*folder.glob("*.parquet"), *(folder / "plan").glob("*.parquet")):
                name = f"{file.stem}_{year}" if file.parent == folder else file.stem
                if file.stem != "findings":
                    base.execute(
                        f"CREATE OR REPLACE VIEW {name} AS SELECT * FROM read_parquet('{file}')"
                    )
        yield base


def told(sql: duckdb.DuckDBPyConnection, query: str) -> dict[Any, Any]:
    return {row[0]: row[1] if len(row) == 2 else row[1:] for row in sql.execute(query).fetchall()}


STATE = f"coalesce(p.status, '{NOT_REPORTED}')"
FROM = "activities a LEFT JOIN progress_2018 p USING (activity_id)"


def test_states_and_money_of_the_whole(written: Any, sql: duckdb.DuckDBPyConnection) -> None:
    whole = written.numbers["whole"]
    states = told(sql, f"SELECT {STATE}, count(*) FROM {FROM} GROUP BY 1")
    assert {state: n for state, n in whole["states"].items() if n} == states
    (planned, spent, number), = sql.execute(
        f"SELECT sum(amount_eur), sum(spent_eur), count(*) FROM {FROM}"
    ).fetchall()  # fmt: skip
    assert (whole["planned"], whole["spent"]) == (f"{planned:.2f}", f"{spent:.2f}")
    assert whole["activities"] == number


def test_bodies(written: Any, sql: duckdb.DuckDBPyConnection) -> None:
    rows = told(
        sql,
        f"""SELECT lower(organisation), count(DISTINCT activity_id), sum(amount_eur), sum(spent_eur)
        FROM (SELECT DISTINCT lower(organisation) AS organisation, activity_id
              FROM activity_responsible) JOIN ({"SELECT * FROM " + FROM}) USING (activity_id)
        GROUP BY 1""",
    )
    found = {
        group["key"].lower(): group for group in written.numbers["responsible"]
        if group["key"] != "Bez atbildīgā"
    }  # fmt: skip
    assert found.keys() == rows.keys()
    for key, (number, planned, spent) in rows.items():
        group = found[key]
        assert group["activities"] == number
        assert (group["planned"], group["spent"]) == (f"{planned or 0:.2f}", f"{spent or 0:.2f}")


def test_priorities(written: Any, sql: duckdb.DuckDBPyConnection) -> None:
    """The first stated priority that the plan has, else that of the first action."""
    rows = told(
        sql,
        f"""WITH stated AS (
          SELECT activity_id, arg_min(priority_id, position) AS priority_id
          FROM activity_priorities JOIN priorities USING (priority_id) GROUP BY 1)
        SELECT s.priority_id, count(*), sum(spent_eur),
          count(*) FILTER (WHERE p.status = 'īstenota')
        FROM {FROM} JOIN stated s USING (activity_id) GROUP BY 1""",
    )
    for group in written.numbers["priorities"]:
        number, spent, done = rows[group["key"]]
        assert (group["activities"], group["states"]["īstenota"]) == (number, done)
        assert group["spent"] == f"{spent:.2f}"
    assert sum(g["activities"] for g in written.numbers["priorities"]) == 81


def test_directions_count_each_activity_once(written: Any) -> None:
    whole = written.numbers["whole"]
    groups = written.numbers["directions"]
    assert sum(group["activities"] for group in groups) == whole["activities"]
    assert sum(group["late"] for group in groups) == whole["late"]


def test_what_is_late(written: Any, sql: duckdb.DuckDBPyConnection) -> None:
    late = sql.execute(
        f"""SELECT a.activity_id FROM {FROM} WHERE make_date(deadline_year, 12, 31) < '2019-06-30'
        AND {STATE} NOT IN ('īstenota', 'pārtraukta')"""
    ).fetchall()
    assert set(written.numbers["late"]) == {key for (key,) in late} and late


def test_money_by_source(written: Any, sql: duckdb.DuckDBPyConnection) -> None:
    rows = told(sql, "SELECT lower(source), sum(spent_eur) FROM progress_funding_2018 GROUP BY 1")
    found = {row["source"].lower(): row["spent"] for row in written.numbers["sources"]}
    assert found == {source: f"{spent:.2f}" for source, spent in rows.items()}


def test_what_changed_since_the_last_review(written: Any, sql: duckdb.DuckDBPyConnection) -> None:
    rows = sql.execute(
        f"""SELECT activity_id, coalesce(o.status, '{NOT_REPORTED}'), {STATE}
        FROM {FROM} LEFT JOIN progress_2016 o USING (activity_id) WHERE
        coalesce(o.status, '{NOT_REPORTED}') <> {STATE}"""
    ).fetchall()
    steps = {(s["activity_id"], s["before"], s["after"]) for s in written.numbers["changed"]}
    assert steps == set(rows)
    (spent,), = sql.execute("SELECT sum(spent_eur) FROM progress_2016").fetchall()  # fmt: skip
    assert written.numbers["before"]["spent"] == f"{spent:.2f}"


def test_indicators(written: Any, sql: duckdb.DuckDBPyConnection) -> None:
    rows = sql.execute("SELECT activity_id, value_raw FROM progress_indicators_2018").fetchall()
    found = [
        (row["activity_id"], row["value"]) for row in written.numbers["indicators"]
        if row["value"] is not None
    ]  # fmt: skip
    assert sorted(found) == sorted(row for row in rows if row[1] is not None)


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_the_document_and_the_page_say_these_numbers(written: Any) -> None:
    path, page = written.files
    document = docx.Document(str(path))
    texts = plain(" ".join(p.text for p in document.paragraphs))
    html = plain(re.sub(r"<[^>]+>", " ", page.read_text(encoding="utf-8")))
    whole = written.numbers["whole"]
    reported = whole["activities"] - whole["states"][NOT_REPORTED]
    spent = f"{float(whole['spent']):,.2f}".replace(",", " ").replace(".", ",")
    sentences = [
        f"Plānā ir 81 aktivitāte; statuss ziņots par {reported} no tām",
        f"iztērēti {spent.removesuffix(',00')} EUR",
        "Stāvoklis uz 30.06.2019.",
        "stāvoklis uz 31.12.2016.",
    ]
    for sentence in sentences:
        assert sentence in texts and sentence in html, sentence
    priorities = next(t for t in document.tables if t.rows[0].cells[0].text == "Prioritātes")
    for row, group in zip(priorities.rows[1:], written.numbers["priorities"], strict=False):
        cells = [cell.text for cell in row.cells]
        assert cells[0].startswith(group["key"])
        assert cells[1:8] == [str(n) for n in (
            group["activities"], *group["states"].values(), group["late"])]  # fmt: skip
    assert len(document.inline_shapes) == 2
    assert "<script" not in page.read_text(encoding="utf-8")


def test_two_runs_give_the_same_bytes(
    written: Any, progress: dict[int, Path], tmp_path: Path
) -> None:
    read = [progress_files.read(folder) for folder in progress.values()]
    again = reporting.write(read, tmp_path, AS_OF)
    for one, other in zip(written.files, again.files, strict=True):
        assert one.read_bytes() == other.read_bytes()


def test_a_template_that_the_office_changed(progress: dict[int, Path], tmp_path: Path) -> None:
    own = docx.Document(str(word.TEMPLATE))
    own.paragraphs[0].insert_paragraph_before("Zemgales plānošanas reģions, {{plāns}}")
    own.add_paragraph("Paraksts")
    own.save(str(tmp_path / "own.docx"))
    read = [progress_files.read(progress[2018])]
    made = reporting.write(read, tmp_path / "out", None, tmp_path / "own.docx")
    texts = [p.text for p in docx.Document(str(made.files[0])).paragraphs]
    assert texts[0].startswith("Zemgales plānošanas reģions, Zemgales")
    assert texts[-1] == "Paraksts" and not [text for text in texts if "{{" in text]
    (tmp_path / "no.docx").write_bytes(b"nothing")
    with pytest.raises(InputError, match=r"not a \.docx"):
        reporting.write(read, tmp_path / "out", None, tmp_path / "no.docx")


def test_what_is_read_back_is_what_was_written(base: Plan, progress: dict[int, Path]) -> None:
    read = progress_files.read(progress[2018])
    assert read.plan == base and read.as_of == datetime.date(2018, 12, 31)
    assert read.progress and read.progress_cells
    with pytest.raises(InputError, match="no reported progress"):
        progress_files.read(progress[2018] / "plan")


def test_the_page_in_a_browser(browser: Browser, written: Any) -> None:
    """Nothing is loaded, nothing scrolls sideways on a phone, and a reader of screens finds all."""
    with visit(browser, written.files[1], size=(390, 844)) as seen:
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
        assert seen.accessibility() == []
        assert seen.page.locator("figure svg").count() == 2
        link = seen.page.get_by_role("link", name="Nauda")
        link.click()
        assert seen.page.get_by_role("heading", name="Nauda").is_visible()
