"""What the report says and holds, without a browser."""

from __future__ import annotations

import base64
import dataclasses
import html
import io
import json
import re
import tracemalloc
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from PIL import Image

from pipeline import report
from pipeline.model import reasons
from pipeline.model.findings import RULES, finding, message
from pipeline.model.numbers import whole_euros
from pipeline.model.plan import Plan, PlanMeta
from pipeline.model.schema import Activity, ActivityFunding, Finding, Paragraph, Text
from pipeline.report import charts, glossary, network, overview, pictures, places
from pipeline.report.drawing import shortened
from pipeline.report.html_file import embedded_json, write_document
from pipeline.report.pictures import Picture, Size
from pipeline.store import layers
from pipeline.store.layers import Layer
from tests.any_plan import plans
from tests.plans import gold_plan
from tests.report.sample import HOSTILE, LAYERS, PDF, hostile_plan, sample_plan
from tests.wider_plan import activity, wider_plan


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written")
    report.write(sample_plan(), PDF, folder, LAYERS)
    return folder / "report.html"


def embedded(page: str, name: str) -> Any:
    found = re.search(rf'<script type="application/json" id="data-{name}">(.*?)</script>', page)
    assert found
    return json.loads(found[1])


def images(page: str) -> dict[str, Image.Image]:
    found = re.findall(r'<script type="text/plain" id="picture-(\S+)">([^<]+)</script>', page)
    return {name: Image.open(io.BytesIO(base64.b64decode(text))) for name, text in found}


def test_same_input_gives_the_same_bytes(written: Path, tmp_path: Path) -> None:
    report.write(sample_plan(), PDF, tmp_path, LAYERS)
    assert (tmp_path / "report.html").read_bytes() == written.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


def test_is_small_and_sharp(written: Path) -> None:
    assert written.stat().st_size < 6_000_000
    found = images(written.read_text("utf-8"))
    assert list(found) == [str(page) for page in range(1, 40)]  # each page once
    sizes = embedded(written.read_text("utf-8"), "plan")["sizes"]
    for picture, (width, height) in zip(found.values(), sizes, strict=True):
        assert picture.width / width * 72 >= 110
        assert picture.height / height * 72 >= 110


def test_nothing_is_loaded_from_elsewhere(written: Path) -> None:
    page = written.read_text("utf-8")
    assert "default-src 'none'" in page
    assert not re.findall(r'(?:src|href)="(?!#|data:)[^"]*"', page)
    assert not re.findall(
        r"url\((?!data:|#)[^)\"`]+\)", re.sub(r"<script.*?</script>", "", page, flags=re.S)
    )


def test_every_table_with_all_its_rows_is_in_it(written: Path) -> None:
    plan, data = sample_plan(), embedded(written.read_text("utf-8"), "plan")
    assert {table["name"]: len(table["rows"]) for table in data["tables"]} == {
        table["name"]: len(plan.rows(table["name"])) for table in data["tables"]
    }
    assert len(embedded(written.read_text("utf-8"), "provenance")["rows"]) == len(plan.provenance)


# ── text from the PDF ───────────────────────────────────────────────────────────────────────────


def test_hostile_text_is_escaped_wherever_it_stands(tmp_path: Path) -> None:
    report.write(hostile_plan(), None, tmp_path)
    page = (tmp_path / "report.html").read_text("utf-8")
    assert page.count("<script") == page.count("</script>") == 4  # three of data, one of ours
    elements = Elements()
    elements.feed(page)
    names = {name for name, _ in elements.found}
    assert not names & {"img", "iframe", "object", "form"}
    assert not [name for _, attributes in elements.found for name in attributes if name[:2] == "on"]
    links = {attributes["href"] for name, attributes in elements.found if "href" in attributes}
    assert all(link.startswith(("#", "data:,")) for link in links)
    assert html.escape(HOSTILE[0]) in page
    activities = {table["name"]: table for table in embedded(page, "plan")["tables"]}["activities"]
    assert [row[2] for row in activities["rows"][: len(HOSTILE)]] == list(HOSTILE)


class Elements(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


@pytest.mark.parametrize("text", [*HOSTILE, "\u2028\u2029", "&lt;", "]]>", "\0"])
def test_json_in_a_script_holds_nothing_that_could_end_it(text: str) -> None:
    embedded_text = embedded_json({text: [text]})
    assert json.loads(embedded_text) == {text: [text]}
    assert not re.search("[<>&\u2028\u2029]", embedded_text)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(plan=plans())
def test_any_plan_has_a_report(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("any")
    report.write(plan, None, folder)
    page = (folder / "report.html").read_text("utf-8")
    assert embedded(page, "plan")["id"] == plan.meta.doc_id
    assert page.count("<script") == page.count("</script>") == 4


# ── the first screen ────────────────────────────────────────────────────────────────────────────


def verdict(plan: Plan, **words: int) -> overview.Verdict:
    return overview.overview(dataclasses.replace(plan, metrics={"words": words})).verdict


def found(rule: str, severity: str) -> Finding:
    return Finding(rule, severity, *[None] * 5, "m", *[None] * 5)  # type: ignore[arg-type]


def test_the_verdict_tells_the_reading_from_the_plan() -> None:
    plan = dataclasses.replace(gold_plan(), findings=(found("unknown-priority", "error"),))
    good = verdict(plan, cell=21)
    assert good.level == "good"
    assert good.reading.lv == "Nolasījumam var uzticēties: uzskaitīti visi vārdi (21)."
    assert good.plan.lv == "Pašā plānā ir 1 kļūda."  # what is not there is not counted
    bad = verdict(plan, cell=20, unaccounted=1)
    assert bad.level == "bad"
    assert bad.reading.en.endswith("1 word is unaccounted for.")
    missing = dataclasses.replace(plan, findings=(found("page-missing", "error"),))
    assert verdict(missing, cell=20).level == "bad"
    count = dataclasses.replace(plan, findings=(found("row-count", "warning"),))
    assert verdict(count, cell=20).level == "care"
    assert verdict(gold_plan()).reading.en == "The reading can be trusted: it shows no errors."
    drafted = dataclasses.replace(plan, findings=(found("profile-drafted", "info"),))
    assert verdict(drafted, cell=20).plan.lv == "Pašā plānā pretrunu nav."  # nor a note on its form


def test_percent_is_100_only_when_nothing_is_missing() -> None:
    words = {"words": {"cell": 999_999, "unaccounted": 1}}
    assert overview.overview(dataclasses.replace(gold_plan(), metrics=words)).accounted == "99.99"


def test_money_counts_once_under_the_priority_of_the_id() -> None:
    drawn = charts.charts(gold_plan())
    plan = gold_plan()
    whole = sum((row.amount_eur or Decimal(0) for row in plan.activities), Decimal(0))
    assert sum(bar.value for bar in drawn.money.bars) == float(whole)
    assert drawn.money.total == whole_euros(whole)
    assert [bar.label.split()[0] for bar in drawn.money.bars] == [
        "P1",
        "P2",
        "P3",
        "P4",
        "P5",
        "P6",
    ]
    assert drawn.money.unread == ("A 4.9",)
    fourth = sum(
        row.amount_eur or 0 for row in plan.activities if row.activity_id.startswith("A 4.")
    )
    assert drawn.money.bars[3].value == float(fourth)


def test_sums_by_source_only_where_there_is_one_source() -> None:
    plan = Plan(
        meta=PlanMeta("x", None, None, None, 1, None, "x"),
        activities=tuple(
            Activity(id_, id_, "n", None, None, None, amount, None, None, year)
            for id_, amount, year in (("A 1.1", Decimal(100), 2019), ("A 1.2", Decimal(7), None))
        ),
        activity_funding=(
            ActivityFunding("A 1.1", 1, "ETS"),
            ActivityFunding("A 1.2", 1, "ets"),
            ActivityFunding("A 1.2", 2, "ZPR"),
        ),
    )
    drawn = charts.charts(plan)
    assert [(bar.label, bar.value) for bar in drawn.sources.bars] == [("ETS", 2), ("ZPR", 1)]
    assert drawn.sources.bars[0].extra == f"{whole_euros(Decimal(100))} (1)"
    assert drawn.sources.bars[1].extra == "–"
    assert drawn.sources.known == (
        whole_euros(Decimal(100)),
        whole_euros(Decimal(107)),
        "93\u00a0%",
    )
    assert [(bar.label, bar.value) for bar in drawn.deadlines] == [("2019", 1), ("–", 1)]


def test_money_by_source_and_year_where_the_plan_divides_it() -> None:
    drawn = charts.charts(wider_plan())
    assert drawn.sources.are_sums
    assert [(bar.label, bar.shown) for bar in drawn.sources.bars] == [
        ("ES fondi", whole_euros(Decimal(250_000))),
        ("Pašvaldība", whole_euros(Decimal(190_000))),
    ]
    assert [(bar.label, bar.value) for bar in drawn.money_years.bars] == [
        ("2022", 350_000), ("2023", 90_000),
    ]  # fmt: skip
    assert [bar.label.split()[0] for bar in drawn.money.bars] == ["VTP1", "VTP2"]
    assert [bar.value for bar in drawn.money.bars] == [390_000, 50_000]


def test_the_network_follows_the_levels_that_a_plan_has() -> None:
    drawn = network.drawn(wider_plan())
    assert [level.lv for level in drawn.levels] == ["Rīcības virzieni", "Uzdevumi", "Pasākumi"]
    assert (drawn.broken, drawn.unreached, drawn.idle) == ((), (), ())
    lone = wider_plan(
        directions=(), actions=(), action_activities=(),
        activities=(activity("1", "Jumts", "VTP1"), activity("2", "Logi", "VTP9")),
    )  # fmt: skip
    drawn = network.drawn(lone)
    assert [level.lv for level in drawn.levels] == ["Vidēja termiņa prioritātes", "Pasākumi"]
    assert (drawn.unreached, drawn.idle) == (("2",), ("VTP2",))


def test_sums_that_do_not_add_up_lower_the_verdict() -> None:
    faulty = dataclasses.replace(
        wider_plan(),
        findings=(
            finding("total-differs", table="totals", key="VTP1", column="amount_raw", value="1",
                    sum="2", label="Kopā"),
        ),
    )  # fmt: skip
    first = overview.overview(faulty).verdict
    assert first.level == "bad"
    assert "ne visas kopsummas saskan" in first.reading.lv


def test_printed_sums_are_held_against_their_rows() -> None:
    sums = overview.overview(wider_plan()).sums
    assert [(s.scope, s.adds_up) for s in sums] == [("VTP1", True), (None, False)]
    assert sums[1].summed == whole_euros(Decimal(440_000))


def test_checks_that_found_nothing_are_listed_with_the_bands_of_confidence() -> None:
    plan = dataclasses.replace(
        sample_plan(),
        metrics={"confidence": {"cells": {"certain": 9, "high": 1, "medium": 0, "low": 0}}},
    )
    first = overview.overview(plan)
    assert len(first.passed) + len({found.rule for found in plan.findings}) == len(RULES)
    assert [(share.name, share.count) for share in first.bands] == [
        ("certain", 9), ("high", 1), ("medium", 0), ("low", 0),
    ]  # fmt: skip


def test_abbreviations_are_the_plans_own_else_those_that_its_text_explains() -> None:
    assert [(a.short, a.long, a.listed) for a in glossary.glossary(wider_plan())] == [
        ("ES", "Eiropas Savienība", True)
    ]
    text = "Zemgales plānošanas reģions (ZPR) un Valsts vides dienests (VVD); LIAA – mūsu partneri."
    plan = dataclasses.replace(gold_plan(), paragraphs=(Paragraph("1", 1, "paragraph", text, 1),))
    found = {a.short: a.long for a in glossary.glossary(plan)}
    assert found["ZPR"] == "Zemgales plānošanas reģions"
    assert found["VVD"] == "Valsts vides dienests"
    assert "LIAA" not in found


def test_the_network_marks_what_is_broken() -> None:
    plan = gold_plan()
    first = dataclasses.replace(plan.action_activities[0], activity_id="A 9.9")
    broken = dataclasses.replace(plan, action_activities=(first, *plan.action_activities[1:]))
    drawn = network.drawn(broken)
    assert drawn.broken == ((first.action_id, "A 9.9"),)
    assert "A 4.16" in drawn.unreached
    assert drawn.svg is not None
    assert f'aria-label="{first.action_id} → A 9.9"' in drawn.svg
    assert "stroke-dasharray" in drawn.svg
    assert "stroke-dasharray" not in str(network.drawn(plan).svg)


def test_of_a_large_plan_only_the_faults_are_drawn() -> None:
    plan = gold_plan()
    many = tuple(
        dataclasses.replace(row, activity_id=f"A {n}.{row.activity_id.removeprefix('A ')}")
        for n in range(4)
        for row in plan.activities
    )
    drawn = network.drawn(dataclasses.replace(plan, activities=many))
    assert not drawn.whole
    assert drawn.svg is not None
    assert 'aria-label="RV 1.1"' in drawn.svg


def test_charts_are_optional(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(__import__("sys").modules, "vl_convert", None)
    report.write(sample_plan(), None, tmp_path)
    page = (tmp_path / "report.html").read_text("utf-8")
    assert "<svg" not in re.sub(r"<script.*?</script>", "", page, flags=re.S)
    assert "ricplan[report]" in html.unescape(page)


def test_long_names_are_cut_between_words() -> None:
    assert shortened("viens divi trīs", 12) == "viens divi …"
    assert shortened("viens", 12) == "viens"


def test_reasons_are_told_in_both_languages() -> None:
    sentence = "the line does not end with a space; the whole word occurs elsewhere"
    words = reasons.in_words("no-blank-at-line-end; word-occurs-elsewhere")
    assert words == Text("rindas beigās nav atstarpes; viss vārds sastopams citur plānā", sentence)
    assert reasons.in_words("something new") == Text("something new", "something new")


def test_a_missing_page_is_told_in_both_languages() -> None:
    found = finding("page-missing", table="activities", key="A 5.3", page=34, before="A 4.12",
                    earlier=33)  # fmt: skip
    assert message(found, "en") == (
        "A 4.12 on page 33 is followed by A 5.3 on page 34: the ids between them are missing; "
        "a page may be lost."
    )


# ── pages ───────────────────────────────────────────────────────────────────────────────────────


def test_layers_are_written_and_read_back(tmp_path: Path) -> None:
    assert layers.read(tmp_path) is None
    layers.write(LAYERS, tmp_path)
    assert layers.read(tmp_path) == LAYERS


def test_without_layers_the_boxes_of_values_serve() -> None:
    lost = Finding("unaccounted-text", "error", *[None] * 5, "m", 2, 1.0, 2.0, 3.0, 4.0)  # type: ignore[arg-type]
    plan = dataclasses.replace(sample_plan(), findings=(lost,))
    drawn = places.layers(plan, None)
    assert not drawn["given"]
    assert drawn["pages"][1] == {"heading": [70.0, 90.0, 300.0, 101.5]}
    assert drawn["pages"][28]["cell"][:4] == [427.1, 365.3, 478.8, 376.8]
    assert drawn["pages"][2]["unaccounted"] == [1.0, 2.0, 3.0, 4.0]
    assert places.layers(plan, ())["kinds"] == []


def test_page_sizes_are_guessed_from_what_stands_on_them() -> None:
    plan = dataclasses.replace(
        sample_plan(), meta=dataclasses.replace(sample_plan().meta, pages=40)
    )
    sizes = places.guessed_sizes(plan, (Layer(40, "cell", 0, 0, 2000, 1000),))
    assert len(sizes) == 40
    assert sizes[0] == places.A4
    assert sizes[27] == Size(places.A4.height, places.A4.width)
    assert sizes[39].width > 2000


def test_without_its_pdf_a_plan_has_a_report_too(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 and nothing else")
    for pdf in (None, broken, tmp_path / "missing.pdf"):
        report.write(sample_plan(), pdf, tmp_path)
        page = (tmp_path / "report.html").read_text("utf-8")
        assert embedded(page, "plan")["pictures"] is False
        assert not images(page)


def test_a_page_that_cannot_be_drawn_costs_only_its_own_picture(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pictures._Worker, "_read", _failing_on(5, pictures._Worker._read))
    with pictures.album(PDF, jobs=2) as album:
        drawn = list(album.pictures)
    assert [picture.page for picture in drawn] == list(range(1, 40))
    assert [picture.page for picture in drawn if picture.png is None] == [5]


def _failing_on(page: int, read: Any) -> Any:
    """A worker that dies on a page: its pipe ends there."""

    def fail(worker: Any) -> Any:
        frame = read(worker)
        return None if frame and frame[0]["page"] == page else frame

    return fail


def test_colours_are_kept_where_a_page_has_them(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "c.pdf"), pagesize=(200, 100), invariant=True)
    canvas.setFillColorRGB(0.8, 0.1, 0.1)
    canvas.rect(20, 20, 60, 60, fill=1)
    canvas.showPage()
    canvas.setFillGray(0.6)
    canvas.rect(20, 20, 60, 60, fill=1)
    canvas.save()
    with pictures.album(tmp_path / "c.pdf", jobs=1) as album:
        assert album.sizes == (Size(200, 100), Size(200, 100))
        red, grey = (Image.open(io.BytesIO(p.png or b"")).convert("RGB") for p in album.pictures)
    assert red.size == (400, 200)
    assert red.getpixel((100, 100)) == pytest.approx((204, 26, 26), abs=12)
    assert grey.getpixel((100, 100)) == pytest.approx((153, 153, 153), abs=9)


def test_a_huge_sheet_is_drawn_smaller(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "h.pdf"), pagesize=(14_000, 7_000), invariant=True)
    canvas.showPage()
    canvas.save()
    with pictures.album(tmp_path / "h.pdf", jobs=1) as album:
        (picture,) = album.pictures
    assert Image.open(io.BytesIO(picture.png or b"")).width == pictures.LONGEST_SIDE


def test_pictures_are_written_one_by_one(tmp_path: Path) -> None:
    png = bytes(1_000_000)
    endless = ((str(page), Picture(page, png)) for page in range(60))
    (tmp_path / "t.html.j2").write_text('{% extends "base.html.j2" %}')
    tracemalloc.start()
    try:
        write_document(
            tmp_path / "t.html",
            "t.html.j2",
            {},
            scripts=(),
            data={},
            pictures=endless,
            folder=tmp_path,
        )
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (tmp_path / "t.html").stat().st_size > 80_000_000
    assert peak < 20_000_000


def test_a_failure_leaves_no_half_written_report(tmp_path: Path) -> None:
    def failing() -> Any:
        yield "1", Picture(1, b"x")
        raise RuntimeError("disk full")

    (tmp_path / "t.html.j2").write_text('{% extends "base.html.j2" %}')
    with pytest.raises(RuntimeError):
        write_document(
            tmp_path / "t.html",
            "t.html.j2",
            {},
            scripts=(),
            data={},
            pictures=failing(),
            folder=tmp_path,
        )
    assert [path.name for path in tmp_path.iterdir()] == ["t.html.j2"]
