"""The report as a reader meets it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from pipeline import report
from pipeline.model.schema import Finding
from tests.browsing import visit
from tests.report.sample import HOSTILE, LAYERS, PDF, hostile_plan, sample_plan, small_plan
from tests.report.test_tasks import printed, sizes

PHONE = (390, 844)


@pytest.fixture(scope="session")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    report.write(sample_plan(), PDF, folder, LAYERS, dpi=40)
    return folder / "report.html"


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same report with few rows of each kind."""
    folder = tmp_path_factory.mktemp("small")
    report.write(small_plan(), PDF, folder, LAYERS, dpi=30)
    return folder / "report.html"


def picture_of(page: Page, selector: str) -> str:
    """The picture behind an element, once it is there."""
    page.wait_for_function(
        "selector => document.querySelector(selector)?.style.backgroundImage.includes('blob:')",
        arg=selector,
    )
    return str(page.eval_on_selector(selector, "node => node.style.backgroundImage"))


def test_the_first_screen_says_whether_to_trust_the_tables(browser: Browser, file: Path) -> None:
    with visit(browser, file) as seen:
        page = seen.page
        expect(page.locator("h1:visible")).to_have_text(
            "Zemgales plānošanas reģiona rīcības plāns 2015–2020"
        )
        expect(page.locator(".verdict")).to_contain_text("uzskaitīti visi vārdi (12\u00a0000)")
        expect(page.locator(".facts .big")).to_contain_text("100")
        expect(page.locator("svg.chart:visible")).to_have_count(4)
        expect(page.locator(".broken")).to_contain_text("A 4.16, A 5.15, A 5.17, A 5.18")
        page.locator(".severities a").first.click()
        expect(page.locator("#view-findings .finding")).to_have_count(2)


def test_switches_the_language_everywhere_and_keeps_it(browser: Browser, file: Path) -> None:
    with visit(browser, file, "findings") as seen:
        page = seen.page
        expect(page.locator("#view-findings h1")).to_have_text("Konstatējumi", use_inner_text=True)
        expect(page.locator(".toggle").first).to_contain_text("Kļūda")
        rules = page.get_by_role("combobox", name="Pārbaude", exact=True)
        expect(rules.locator("option").first).to_have_text("visas")
        page.get_by_title("In English").click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
        expect(page.locator("#view-findings h1")).to_have_text("Findings", use_inner_text=True)
        expect(
            page.get_by_role("combobox", name="Rule", exact=True).locator("option").first
        ).to_have_text("all")
        expect(page.locator(".tabs")).to_have_attribute("aria-label", "Sections")
        expect(page.locator(".finding .message").first).not_to_contain_text(
            "prioritāte", use_inner_text=True
        )
        page.reload()
        expect(page.locator("#view-findings h1")).to_have_text("Findings", use_inner_text=True)
        page.locator("[data-switch=lv]").click()
        expect(page.locator("#view-findings h1")).to_have_text("Konstatējumi", use_inner_text=True)


def test_filters_findings_by_severity_rule_table_and_text(browser: Browser, file: Path) -> None:
    with visit(browser, file, "findings") as seen:
        page = seen.page
        cards = page.locator(".finding")
        expect(cards).to_have_count(3)
        page.locator(".toggle", has_text="Kļūda").click()
        expect(cards).to_have_count(1)
        expect(cards).to_contain_text("A 4.16")
        page.locator(".toggle", has_text="Kļūda").click()
        page.get_by_role("combobox", name="Pārbaude", exact=True).select_option("malformed-amount")
        expect(cards).to_have_count(1)
        expect(cards.locator(".quote")).to_have_text("8 000 0000")
        page.get_by_role("combobox", name="Pārbaude", exact=True).select_option("")
        page.get_by_role("combobox", name="Tabula", exact=True).select_option("activity_priorities")
        expect(cards).to_have_count(1)
        page.get_by_role("combobox", name="Tabula", exact=True).select_option("")
        page.get_by_role("searchbox", name="Meklēt konstatējumos", exact=True).fill("a 4.9")
        expect(cards).to_have_count(1)
        expect(page.locator("#view-findings .tally")).to_contain_text("Atrasts 1 konstatējums no 3")


def test_a_finding_shows_its_place_and_opens_it(browser: Browser, file: Path) -> None:
    with visit(browser, file, "finding-malformed-amount-A-4.9") as seen:
        page = seen.page
        card = page.locator("#finding-malformed-amount-A-4\\.9")
        expect(card).to_be_in_viewport()
        picture_of(page, "#finding-malformed-amount-A-4\\.9 .cut-sheet")
        expect(card.locator(".pane:last-child .mark")).to_be_visible()
        card.locator(".cut-link").click()
        expect(page.locator("#drawer .value")).to_have_text("8 000 0000")
        expect(page.locator("#drawer .issue")).to_have_count(1)
        page.keyboard.press("Escape")
        expect(page.locator("#drawer")).to_be_hidden()
        expect(card.locator(".cut-link")).to_be_focused()


def test_from_value_to_page_and_back(browser: Browser, file: Path) -> None:
    with visit(browser, file, "t-activities") as seen:
        page = seen.page
        row = page.locator('.data tr[data-key="A-1.4"]')
        row.get_by_text("ETS, pašvaldības, uzņēmēji").click()
        expect(page.locator("#drawer h3").first).to_have_text("16. lappuse", use_inner_text=True)
        expect(page.locator("#drawer .pane:last-child .mark")).to_have_count(2)  # it has two lines
        shown = picture_of(page, "#drawer .paper")
        assert picture_of(page, "#drawer .cut-sheet") == shown  # one picture for both
        page.locator("#drawer .paper .box").nth(1).click()
        expect(page.locator("#drawer .value")).to_contain_text("Popularizēt un veicināt")
        page.go_back()
        expect(page.locator("#drawer .value")).to_have_text("ETS, pašvaldības, uzņēmēji")
        page.go_back()
        expect(page.locator("#drawer")).to_be_hidden()
        expect(row).to_be_visible()


def test_from_a_page_to_the_value(browser: Browser, file: Path) -> None:
    with visit(browser, file, "p28") as seen:
        page = seen.page
        expect(page.locator("#page-28")).to_be_in_viewport()
        picture_of(page, ".page[data-page='28'] .paper")
        page.get_by_label("A 4.9, Indikatīvais finansējuma apjoms: 8 000 0000").click()
        expect(page.locator("#drawer .value")).to_have_text("8 000 0000")
        page.locator("#drawer").get_by_text("Rādīt tabulā").click()
        expect(page.locator("tr.target")).to_have_attribute("data-key", "A-4.9")
        expect(page.locator("tr.target")).to_be_in_viewport()


def test_layers_and_stitches_of_pages(browser: Browser, file: Path) -> None:
    with visit(browser, file, "p28") as seen:
        page = seen.page
        paper = page.locator(".page[data-page='28'] .paper")
        expect(paper.locator("rect.l-cell")).to_have_count(0)
        expect(paper.locator("rect.l-doubt")).to_have_count(1)  # what wants a look is shown at once
        page.locator(".toggle", has_text="apšaubāmais").click()
        expect(paper.locator("svg rect")).to_have_count(0)
        page.locator(".toggle", has_text="šūnas").click()
        expect(paper.locator("rect.l-cell")).to_have_count(1)
        page.locator(".toggle", has_text="galvenes").click()
        expect(paper.locator("svg rect")).to_have_count(2)
        page.evaluate("location.hash = '#p21'")
        note = page.locator(".page[data-page='21'] .seam-note a")
        expect(note).to_have_text("A 2.2 turpinājums no 20. lappuses ↑", use_inner_text=True)
        note.click()
        expect(page.locator("#page-20")).to_be_in_viewport()
        expect(page.locator(".page[data-page='20'] .seam.foot")).to_contain_text("A 2.2 turpinās")


def test_a_record_shows_its_links(browser: Browser, file: Path) -> None:
    with visit(browser, file, "A-2.7") as seen:
        page = seen.page
        drawer = page.locator("#drawer")
        expect(drawer.locator("h2")).to_contain_text("A 2.7 Izveidot un uzturēt")
        expect(drawer.locator(".issue")).to_contain_text("P7")
        drawer.get_by_text("R 2.2.1").click()
        expect(drawer.locator("h2")).to_contain_text("R 2.2.1")
        drawer.get_by_text("RV 2.2").click()
        expect(drawer.locator("h2")).to_contain_text("RV 2.2")


def test_tables_sort_as_in_latvian_and_find(browser: Browser, file: Path) -> None:
    with visit(browser, file, "t-principles") as seen:
        page = seen.page
        page.locator(".data thead button", has_text="Nosaukums").click()
        expect(page.locator(".data th").nth(1)).to_have_attribute("aria-sort", "ascending")
        names = page.locator(".data td:nth-child(2)")
        expect(names).to_have_text(["Cerība", "Čaklums", "Dārzs"])  # č is a letter after c
        page.evaluate("location.hash = '#t-activity_partners'")
        page.get_by_label("Meklēt šajā tabulā").fill("AMATNIECĪBAS UN KULTŪRAS")
        expect(page.locator(".data tbody tr")).to_have_count(1)
        page.evaluate("location.hash = '#t-activities'")
        page.locator(".data thead button", has_text="Finansējums, EUR").click()
        page.locator(".data thead button", has_text="Finansējums, EUR").click()
        expect(page.locator(".data tbody tr").first).to_have_attribute("data-key", "A-3.4")


def test_every_table_opens(browser: Browser, file: Path) -> None:
    with visit(browser, file, "tables") as seen:
        links = seen.page.locator(".table-list a")
        expect(links).to_have_count(17)
        for number in range(17):
            links.nth(number).click()
            expect(links.nth(number)).to_have_attribute("aria-current", "true")
            seen.page.wait_for_selector(".data tbody td")


def test_works_by_keyboard_alone(browser: Browser, file: Path) -> None:
    with visit(browser, file) as seen:
        page = seen.page
        page.keyboard.press("Tab")
        expect(page.locator(".skip")).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        expect(page.locator(".tabs a").nth(1)).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#view-findings")).to_be_visible()
        page.evaluate("location.hash = '#t-activities'")
        page.locator(".data tbody a").first.focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowDown")
        expect(page.locator('.data tr[data-key="A-1.2"] td:nth-child(2) a')).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#drawer")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator('.data tr[data-key="A-1.2"] td:nth-child(2) a')).to_be_focused()


VIEWS = ("overview", "findings", "rows", "t-activities", "p28", "repairs", "A-2.7",
         "A-1.4:activities.name")  # fmt: skip


def test_no_serious_barrier_by_day(browser: Browser, small: Path) -> None:
    with visit(browser, small) as seen:
        for view in VIEWS:
            seen.go_to(view)
            assert seen.accessibility() == [], view


def test_no_serious_barrier_on_a_phone_by_night(browser: Browser, small: Path) -> None:
    with visit(browser, small, size=PHONE) as seen:
        seen.page.emulate_media(color_scheme="dark")
        for view in VIEWS:
            seen.go_to(view)
            seen.page.locator("[data-switch=en]").evaluate("button => button.click()")
            assert seen.accessibility() == [], view
            seen.page.locator("[data-switch=lv]").evaluate("button => button.click()")


def test_no_sideways_scrolling_on_a_phone(browser: Browser, file: Path) -> None:
    with visit(browser, file, size=PHONE) as seen:
        for view in VIEWS:
            seen.go_to(view)
            assert seen.width() <= PHONE[0], view


def test_prints_the_open_view_without_its_tools(browser: Browser, file: Path) -> None:
    with visit(browser, file, "t-activities") as seen:
        page = seen.page
        page.emulate_media(media="print")
        expect(page.locator(".bar")).to_be_hidden()
        expect(page.locator(".table-list")).to_be_hidden()
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        expect(page.locator(".data tbody tr")).to_have_count(81)
    with visit(browser, file, "p1") as seen:
        seen.page.locator(".toggle", has_text="šūnas").click()
        seen.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        shown = "nodes => nodes.filter(node => node.style.backgroundImage.includes('url')).length"
        assert seen.page.eval_on_selector_all("#view-pages .paper", shown) == 39
        expect(seen.page.locator(".page[data-page='28'] rect.l-cell")).to_have_count(1)


def test_a_page_of_the_plan_prints_on_one_sheet(
    browser: Browser, small: Path, tmp_path: Path
) -> None:
    with visit(browser, small, "p27") as seen:
        printed(seen.page, tmp_path / "pages.pdf")
        assert len(list(sizes(tmp_path / "pages.pdf"))) == 39


@pytest.mark.parametrize(
    "anchor", ["nothing", "A-99.9", "p999", "t-nothing", "finding-x", "%", ":"]
)
def test_an_address_of_nothing_leads_to_a_view(browser: Browser, small: Path, anchor: str) -> None:
    with visit(browser, small, anchor) as seen:
        expect(seen.page.locator(".view:visible")).to_have_count(1)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    report.write(hostile_plan(), None, folder)
    return folder / "report.html"


@pytest.mark.parametrize("anchor", ["", "findings", "t-activities", "repairs", "p3", "A-1.1"])
def test_text_from_the_pdf_stays_text(browser: Browser, hostile: Path, anchor: str) -> None:
    with visit(browser, hostile, anchor) as seen:
        page = seen.page
        page.wait_for_timeout(100)
        assert page.title() == f"{HOSTILE[0]} – ricplan"
        assert page.locator("img").count() == 0
        assert page.locator("a[href^='javascript']").count() == 0
        assert page.evaluate("[...document.querySelectorAll('*')].every(node => !node.onerror)")
        if anchor == "t-activities":
            for text in HOSTILE:
                expect(page.locator(".data").get_by_text(text, exact=True).first).to_be_visible()
            strange = page.locator(".data tr").last.locator("td").nth(1).locator("a.val")
            page.evaluate("document.querySelector('.data tbody').lastChild.scrollIntoView()")
            page.get_by_label("Meklēt šajā tabulā").fill("onerror")
            strange.click()
            expect(page.locator("#drawer .value")).to_have_text("x")
            expect(page.locator("#drawer .crumbs")).to_contain_text(HOSTILE[1])
        if anchor == "findings":
            assert page.locator(".finding .quote").all_inner_texts() == list(HOSTILE)


def test_names_of_javascript_are_names_like_any_other(browser: Browser, tmp_path: Path) -> None:
    strange = Finding("constructor", "error", "activities", "A 1.1", None, "constructor", "x",
                      "Ziņa", 3, 50.0, 50.0, 90.0, 70.0)  # fmt: skip
    report.write(replace(sample_plan(), findings=(strange,)), None, tmp_path)
    with visit(browser, tmp_path / "report.html", "findings") as seen:
        page = seen.page
        expect(page.locator(".finding")).to_contain_text("constructor")
        page.evaluate("location.hash = '#constructor'")
        expect(page.locator(".unknown")).to_contain_text("constructor")
        page.evaluate("location.hash = '#t-toString'")
        expect(page.locator(".unknown")).to_contain_text("t-toString")
