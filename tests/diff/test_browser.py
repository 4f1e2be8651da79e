"""The page of changes as a reader meets it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from pipeline import diff
from pipeline.diff import html_page as diff_page
from pipeline.diff.comparison import compared
from tests.browsing import visit
from tests.diff.test_amendments import edited, renumbered, with_activity
from tests.diff.test_pdfs import PDFS, read
from tests.plans import gold_plan
from tests.report.sample import HOSTILE, hostile_plan

PHONE = (390, 844)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("diff")
    diff.write(read("base"), read("am1"), folder, old_pdf=PDFS["base"], new_pdf=PDFS["am1"])
    return folder / "diff.html"


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One addition, seventeen renumberings, a move and a difference of print; no pictures."""
    base = gold_plan()
    shift = {f"A 5.{n}": f"A 5.{n + 1}" for n in range(2, 18)} | {"A 5.18": "A 6.13"}
    new = with_activity(renumbered(base, shift), "A 5.2")
    new = edited(new, "activities", "A 1.6", amount_raw="62000")
    folder = tmp_path_factory.mktemp("mixed")
    diff_page.write(compared(base, new), folder)
    return folder / "diff.html"


def test_the_first_screen_says_what_changed(browser: Browser, file: Path) -> None:
    with visit(browser, file) as seen:
        page = seen.page
        expect(page.locator("h1:visible")).to_contain_text("IZDOMĀTI grozījumi")
        expect(page.locator(".verdict")).to_have_text(
            "13 izmaiņu pēc būtības.", use_inner_text=True
        )
        expect(page.locator(".notice").last).to_contain_text("Reģiona padome tādus nav pieņēmusi")
        expect(page.locator(".money tbody tr")).to_have_count(6)
        expect(page.locator(".money tbody tr").nth(3)).to_contain_text("+8\u00a0000\u00a0000")
        expect(page.locator(".money tfoot")).to_contain_text("+7\u00a0625\u00a0000")
        page.locator("a[data-change=removed]").click()
        expect(page.locator(".change")).to_have_count(1)
        expect(page.locator(".change h3")).to_have_text("A 5.18")


def test_a_change_shows_both_places_side_by_side(browser: Browser, file: Path) -> None:
    with visit(browser, file, "A-1.3") as seen:
        page = seen.page
        card = page.locator(".change.target")
        expect(card).to_be_in_viewport()
        expect(card.locator("del")).to_have_text("500\u202f000")
        expect(card.locator("ins")).to_have_text("650\u202f000")
        expect(card.locator(".by")).to_contain_text("+150\u202f000\u00a0€ (+30\u00a0%)")
        captions = card.locator("figcaption")
        expect(captions.first).to_have_text("Bija, 16. lpp.",
                                            use_inner_text=True)  # fmt: skip
        expect(captions.last).to_have_text("Ir, 11. lpp.", use_inner_text=True)
        expect(card.locator(".mark")).to_have_count(2)
        for sheet in card.locator(".cut-sheet").all():
            sheet.scroll_into_view_if_needed()
        page.wait_for_function(
            "() => [...document.querySelectorAll('.change.target .cut-sheet')]"
            ".every(node => node.style.backgroundImage.includes('blob:'))"
        )


def test_an_added_row_has_one_side(browser: Browser, file: Path) -> None:
    with visit(browser, file, "A-6.13") as seen:
        card = seen.page.locator(".change", has_text="digitālo katalogu")
        expect(card.locator(".content")).to_contain_text("amatnieku biedrības")
        expect(card.locator(".side .none")).to_have_text("Šajā versijā nav.", use_inner_text=True)


def test_switches_the_language(browser: Browser, file: Path) -> None:
    with visit(browser, file, "changes") as seen:
        page = seen.page
        page.get_by_title("In English").click()
        expect(page.locator("#view-changes h1")).to_have_text("Changes", use_inner_text=True)
        expect(page.locator(".change .tag").first).to_have_text("changed", use_inner_text=True)
        expect(page.get_by_label("Table").locator("option").first).to_have_text("all")
        page.reload()
        expect(page.locator("#view-changes h1")).to_have_text("Changes", use_inner_text=True)
        page.locator("[data-switch=lv]").click()
        expect(page.locator("#view-changes h1")).to_have_text("Izmaiņas", use_inner_text=True)


def test_filters_by_sort_substance_table_and_text(browser: Browser, mixed: Path) -> None:
    with visit(browser, mixed, "changes") as seen:
        page = seen.page
        cards = page.locator(".change")
        expect(page.locator(".tally")).to_have_text("Izmaiņas: 19", use_inner_text=True)
        page.locator(".toggle", has_text="pārnumurēts").click()
        expect(cards).to_have_count(3)
        page.locator(".toggle", has_text="pēc būtības").click()
        expect(cards).to_have_count(1)
        expect(cards).to_contain_text("tikai noformējums")
        page.locator(".toggle", has_text="pēc būtības").click()
        page.get_by_label("Meklēt").fill("pārcel")
        expect(cards).to_have_count(0)
        page.get_by_label("Meklēt").fill("a 6.13")
        expect(cards).to_have_count(1)
        expect(cards.locator("h3")).to_have_text("A 5.18 → A 6.13")
        page.get_by_label("Meklēt").fill("")
        page.get_by_label("Tabula").select_option("activities")
        expect(cards).to_have_count(3)


def test_an_address_leads_to_its_change_whatever_is_filtered(browser: Browser, mixed: Path) -> None:
    with visit(browser, mixed, "changes") as seen:
        page = seen.page
        page.locator(".toggle", has_text="pārnumurēts").click()
        page.evaluate("location.hash = '#A-5.10'")
        expect(page.locator(".change.target")).to_be_in_viewport()
        expect(page.locator(".change.target")).to_contain_text("A 5.10")
        address = page.locator(".change.target .meta a").get_attribute("href")
        page.goto(mixed.as_uri() + str(address))
        expect(page.locator(".change.target")).to_be_in_viewport()


def test_nothing_changed_is_said(browser: Browser, tmp_path: Path) -> None:
    diff_page.write(compared(gold_plan(), gold_plan()), tmp_path)
    with visit(browser, tmp_path / "diff.html") as seen:
        expect(seen.page.locator(".verdict")).to_contain_text("Nekas nav mainījies.")
        seen.page.evaluate("location.hash = '#changes'")
        expect(seen.page.locator(".tally")).to_contain_text("0")


@pytest.mark.parametrize("anchor", ["overview", "changes", "A-5.18"])
def test_no_serious_barrier_and_no_sideways_scrolling(
    browser: Browser, file: Path, mixed: Path, anchor: str
) -> None:
    for shown, size in ((file, (1360, 900)), (file, PHONE), (mixed, PHONE)):
        if shown == file or anchor == "changes":
            with visit(browser, shown, anchor, size) as seen:
                seen.page.wait_for_timeout(100)
                assert seen.accessibility() == []
                seen.page.locator("[data-switch=en]").evaluate("button => button.click()")
                assert seen.accessibility() == []
                assert seen.page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_works_by_keyboard_and_prints_all(browser: Browser, mixed: Path) -> None:
    with visit(browser, mixed) as seen:
        page = seen.page
        page.keyboard.press("Tab")
        expect(page.locator(".skip")).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("#view-changes")).to_be_visible()
        page.emulate_media(media="print")
        expect(page.locator(".bar")).to_be_hidden()
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        expect(page.locator(".change")).to_have_count(19)


def test_text_from_the_pdf_stays_text(browser: Browser, tmp_path: Path) -> None:
    evil = hostile_plan()
    evil = replace(evil, meta=replace(evil.meta, doc_id=HOSTILE[1]))
    diff_page.write(compared(gold_plan(), evil), tmp_path)
    with visit(browser, tmp_path / "diff.html", "changes") as seen:
        page = seen.page
        page.wait_for_timeout(100)
        assert page.title() == f"{HOSTILE[0]} – ricplan"
        assert page.locator("img").count() == 0
        assert page.locator("a[href^='javascript']").count() == 0
        assert page.evaluate("[...document.querySelectorAll('*')].every(node => !node.onerror)")
        expect(page.locator(".change .name").first).to_be_visible()


def test_without_the_pdfs_the_pages_are_named(browser: Browser, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"no PDF")
    diff_page.write(compared(read("base"), read("am1")), tmp_path, old_pdf=broken)
    with visit(browser, tmp_path / "diff.html", "A-1.3") as seen:
        card = seen.page.locator(".change.target")
        expect(card.locator(".sides")).to_have_count(0)
        expect(card.locator(".meta").first).to_contain_text("bija 16. lpp.")


def test_a_value_cut_by_a_page_break_is_shown_on_both_pages(browser: Browser, file: Path) -> None:
    with visit(browser, file, "A-3.3") as seen:
        captions = seen.page.locator(".change.target figcaption")
        expect(captions).to_have_text(["Bija, 24. lpp.", "Bija, 25. lpp.", "Ir, 18. lpp."],
                                      use_inner_text=True)  # fmt: skip
