"""The report of plans that have other levels and columns: an auditor's tasks, done in them."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from pipeline import report, stages
from pipeline.model.plan import Plan
from pipeline.store.layers import Layer
from tests.browsing import visit
from tests.report.test_tasks import printed

GIVEN = Path(__file__).parents[1] / "samples" / "given"
PHONE = (390, 844)


class Read(NamedTuple):
    """A plan as read, what its pages were taken for, and its report."""

    plan: Plan
    layers: tuple[Layer, ...]
    file: Path


def _read(name: str, folder: Path) -> Read:
    pdf = GIVEN / f"{name}.pdf"
    reading = stages.read(pdf)
    report.write(reading.plan, pdf, folder, reading.layers, dpi=40)
    return Read(reading.plan, tuple(reading.layers), folder / "report.html")


@pytest.fixture(scope="module")
def municipality(tmp_path_factory: pytest.TempPathFactory) -> Read:
    return _read("municipality", tmp_path_factory.mktemp("municipality"))


@pytest.fixture(scope="module")
def investments(tmp_path_factory: pytest.TempPathFactory) -> Read:
    return _read("investments", tmp_path_factory.mktemp("investments"))


def shown_ids(page: Page) -> list[str]:
    return page.locator("#view-rows tbody th").all_inner_texts()


# ── levels and columns by the plan's own names ──────────────────────────────────────────────────


def test_measures_stand_under_the_plans_own_names(browser: Browser, municipality: Read) -> None:
    with visit(browser, municipality.file, "rows") as seen:
        page = seen.page
        expect(page.locator("#view-rows h1")).to_have_text("Pasākumi", use_inner_text=True)
        heads = page.locator("#view-rows thead button").all_inner_texts()
        assert {"ID (pasākums)", "Vidēja termiņa prioritāte", "Teritorija"} <= set(heads)
        expect(page.get_by_role("combobox", name="Vidēja termiņa prioritāte")).to_be_visible()
        page.evaluate("location.hash = '#t-action_activities'")
        expect(page.locator(".table-head h2")).to_have_text(
            "Uzdevumi → Pasākumi", use_inner_text=True
        )
        for view in ("overview", "tables", "rows"):  # nothing is called as in another plan
            page.evaluate(f"location.hash = '#{view}'")
            expect(page.locator(f"#view-{view}")).to_be_visible()
            text = page.locator(f"#view-{view}").inner_text()
            # the explanations of checks speak of all plans; names of checks stand in the overview
            own = re.sub(r"Pārbaudes bez konstatējumiem.*", "", text)
            assert "Aktivitātes ID" not in own
            assert "Rīcību aktivitātes" not in own


def test_projects_of_a_priority_with_eu_money_over_a_million(
    browser: Browser, investments: Read
) -> None:
    plan = investments.plan
    eu = {row.activity_id for row in plan.activity_funding if row.source == "ES fondi"}
    wanted = [
        row.activity_id
        for row in plan.activities
        if row.parent_id == "VTP2"
        and row.activity_id in eu
        and (row.amount_eur or Decimal(0)) > 1_000_000
    ]
    assert 1 < len(wanted) < len(plan.activities)
    with visit(browser, investments.file) as seen:
        page = seen.page
        page.get_by_role("link", name="Projekti", exact=True).first.click()
        page.get_by_role("combobox", name="Prioritāte", exact=True).select_option("VTP2")
        page.locator(".pick-list", has_text="Finanšu avoti").locator("summary").click()
        page.get_by_label(re.compile("^ES fondi")).check()
        page.get_by_label("Summa no, EUR").fill("1 000 000,01")
        expect(page.locator("#view-rows tbody tr")).to_have_count(len(wanted))
        assert shown_ids(page) == wanted
        total = sum(row.amount_eur or 0 for row in plan.activities if row.activity_id in wanted)
        said = page.locator("#view-rows .tally b").inner_text()
        assert Decimal(re.sub(r"\D", "", said)) == total
        page.reload()
        expect(page.locator("#view-rows tbody tr")).to_have_count(len(wanted))


def test_a_body_is_found_in_a_long_list_of_them(browser: Browser, municipality: Read) -> None:
    wanted = [
        row.activity_id
        for row in municipality.plan.activity_responsible
        if row.organisation == "Bāriņtiesa"
    ]
    assert wanted
    with visit(browser, municipality.file, "rows") as seen:
        page = seen.page
        bodies = page.locator(".pick-list", has_text="Atbildīgie")
        bodies.locator("summary").click()
        bodies.get_by_label("Meklēt šajā sarakstā").fill("barintiesa")
        expect(bodies.locator(".pick-values label:visible")).to_have_count(1)
        bodies.get_by_label(re.compile("^Bāriņtiesa")).check()
        expect(page.locator("#view-rows tbody tr")).to_have_count(len(wanted))
        assert shown_ids(page) == wanted


def test_a_record_shows_what_the_plan_prints(browser: Browser, investments: Read) -> None:
    with visit(browser, investments.file, "3") as seen:
        drawer = seen.page.locator("#drawer")
        fields = drawer.locator(".fields > div")
        expect(fields.filter(has_text="Summas pa avotiem un gadiem")).to_contain_text(
            "Pašvaldības budžets"
        )
        expect(fields.filter(has_text="Projekta nosaukums")).to_contain_text("Dravnieku")
        # columns that the plan does not have are not shown as empty
        expect(fields.filter(has_text="Indikatīvie finanšu avoti")).to_have_count(0)


def test_a_row_of_a_task_leads_up_and_down(browser: Browser, municipality: Read) -> None:
    with visit(browser, municipality.file, "U1.1.1") as seen:
        page = seen.page
        drawer = page.locator("#drawer")
        expect(drawer.locator(".crumbs")).to_contain_text("Uzdevumi")
        drawer.get_by_role("link", name="1.1.1.2", exact=True).click()
        expect(drawer.locator(".crumbs")).to_contain_text("Pasākumi")
        drawer.get_by_role("link", name="U1.1.1", exact=True).first.click()
        expect(drawer.locator(".crumbs")).to_contain_text("Uzdevumi")


# ── faults on their pages ───────────────────────────────────────────────────────────────────────


def test_a_malformed_amount_on_its_page(browser: Browser, municipality: Read) -> None:
    with visit(browser, municipality.file) as seen:
        page = seen.page
        page.get_by_role("link", name="Nesaprotama summa 1").click()
        card = page.locator(".finding")
        expect(card).to_contain_text("1 37 5000")
        expect(card.locator(".pane")).to_have_count(4)
        card.locator(".cut-link").click()
        expect(page.locator("#drawer .value")).to_have_text("1 37 5000")


def test_an_empty_cell_is_marked_in_its_own_column(browser: Browser, municipality: Read) -> None:
    """Two tables of other widths stand on that page: the mark has to fit the right one."""
    (missing,) = [row for row in municipality.plan.findings if row.rule == "missing-value"]
    assert missing.top is not None
    heads = [
        layer
        for layer in municipality.layers
        if layer.page == missing.page and layer.kind == "header" and layer.bottom < missing.top
    ]
    under = next(layer for layer in heads if layer.x0 > 240 and layer.x1 < 360)
    with visit(browser, municipality.file, f"finding-missing-value-{missing.key}") as seen:
        mark = seen.page.locator(".finding.target .pane").last.locator(".mark")
        left, width = (
            float(str(mark.evaluate(f"node => node.style.{name}")).rstrip("%")) / 100
            for name in ("left", "width")
        )
        script = "page => JSON.parse($('data-plan').textContent).sizes[page - 1][0]"
        script = script.replace("$", "document.getElementById")
        across = float(str(seen.page.evaluate(script, missing.page)))
        assert under.x0 <= left * across < (left + width) * across <= under.x1
        expect(seen.page.locator(".finding.target .message").first).to_contain_text(
            "kolonna „Atbildīgā institūcija / iesaistītie” ir tukša"
        )
        seen.page.get_by_title("In English").click()
        expect(seen.page.locator(".finding.target .message").first).to_contain_text("is empty")


def test_misprinted_totals_are_the_plans_and_lie_beside_their_sums(
    browser: Browser, investments: Read
) -> None:
    with visit(browser, investments.file) as seen:
        page = seen.page
        expect(page.locator(".verdict.good")).to_contain_text(
            "ar rindām saskan 22 no 25 iespiestajām kopsummām"
        )
        expect(page.locator(".verdict-plan")).to_contain_text("Pašā plānā ir 7 kļūdas")
        expect(page.locator(".verdict-plan")).not_to_contain_text("brīdinājum")  # there is none
        wrong = page.locator(".sums tbody tr", has_text="nē")
        expect(wrong).to_have_count(3)
        expect(wrong.first).to_contain_text("Kopā VTP2, ES fondi")
        page.get_by_role("link", name="Kopsumma nesaskan ar rindām 3").click()
        expect(page.locator(".finding").first).to_contain_text(
            "„Kopā VTP2, ES fondi”: iespiesta summa 9 262 000, bet rindu summa ir 9 181 000 EUR."
        )
        expect(page.locator(".finding").last.locator(".mark").first).to_be_attached()


def test_from_a_header_to_its_cells_and_back(browser: Browser, municipality: Read) -> None:
    with visit(browser, municipality.file, "p8") as seen:
        page = seen.page
        paper = page.locator(".page[data-page='8'] .paper")
        amount = paper.get_by_label("2.1.2.3, Indikatīvā summa, EUR: 1 37 5000")
        expect(amount).to_have_attribute("title", re.compile("Pasākumi › Indikatīvā summa, EUR"))
        paper.get_by_label("Kolonnas galvene: Indikatīvā summa, EUR").first.click()
        expect(amount).to_have_class(re.compile(r"\blit\b"))


# ── taken along, found, read by everyone ────────────────────────────────────────────────────────


def test_money_by_source_into_excel(browser: Browser, investments: Read, tmp_path: Path) -> None:
    with visit(browser, investments.file, "t-activity_amounts?sort=amount_eur:down") as seen:
        page = seen.page
        with page.expect_download() as download:
            page.locator("#view-tables [data-export=csv]").click()
        download.value.save_as(tmp_path / "t.csv")
        head, *rows = csv.reader(io.StringIO((tmp_path / "t.csv").read_text("utf-8-sig")))
    assert head[0] == "ID (projekts)"
    amounts = [Decimal(row[head.index("Summa, EUR")]) for row in rows]
    assert len(rows) == len(investments.plan.activity_amounts)
    assert amounts == sorted(amounts, reverse=True)
    assert sum(amounts) == sum(row.amount_eur or 0 for row in investments.plan.activity_amounts)


def test_anything_is_found_without_diacritics(browser: Browser, municipality: Read) -> None:
    with visit(browser, municipality.file) as seen:
        page = seen.page
        page.get_by_label("Meklēt visā plānā").fill("logopeda")
        expect(page.locator(".hits h2").first).to_contain_text("Pasākumi")
        expect(page.locator(".hits mark").first).to_have_text("Logopēd")


VIEWS = ("overview", "findings", "rows", "t-activities", "p5")


def test_no_barrier_and_no_sideways_scrolling(
    browser: Browser, municipality: Read, investments: Read
) -> None:
    with visit(browser, municipality.file) as seen:
        for view in VIEWS:
            seen.go_to(view)
            assert seen.accessibility() == [], view
    with visit(browser, investments.file, size=PHONE) as seen:
        for view in VIEWS:
            seen.go_to(view)
            assert seen.width() <= PHONE[0], view


def test_what_is_filtered_is_printed(browser: Browser, investments: Read, tmp_path: Path) -> None:
    with visit(browser, investments.file, "rows?priority=VTP4") as seen:
        texts = printed(seen.page, tmp_path / "rows.pdf")
    ids = set(re.findall(r"^(\d+(?:#2)?) ", "\n".join(texts).replace("\r", ""), re.MULTILINE))
    under = {row.activity_id for row in investments.plan.activities if row.parent_id == "VTP4"}
    assert under <= ids
    assert not ids & {"1", "2", "3"}
