"""The page of changes as a reader meets it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from pipeline.tracking import diff
from pipeline.tracking.diff import html_page as diff_page
from pipeline.tracking.diff.comparison import compared
from pipeline.tracking.diff.files import write_files
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
        expect(page.locator(".verdict")).to_contain_text("1 rinda pievienota, 1 svītrota")
        expect(page.locator(".verdict")).to_contain_text("neviena rinda nav pārnumurēta")
        expect(page.locator(".notice").last).to_contain_text("Reģiona padome tādus nav pieņēmusi")
        expect(page.locator(".none-of", has_text="Pārnumurētas rindas")).to_contain_text("0")
        page.get_by_role("link", name="Svītrotas rindas 1").click()
        expect(page.locator(".change")).to_have_count(1)
        expect(page.locator(".change h2")).to_have_text("A 5.18")


def test_the_money_is_what_the_plan_itself_differs_by(browser: Browser, file: Path) -> None:
    with visit(browser, file) as seen:
        page = seen.page
        expect(page.locator(".lead-sum")).to_contain_text("−375\u00a0000")
        apart = page.locator(".reasons .apart")
        expect(apart).to_contain_text("A 4.9")
        expect(apart).to_contain_text("nav ieskaitīts")
        rows = page.locator(".money tbody tr")
        expect(rows).to_have_count(6)
        expect(rows.nth(3).locator("td").nth(3)).to_have_text("–")
        expect(rows.nth(3)).to_contain_text("+8\u00a0000\u00a0000")
        expect(page.locator(".money tfoot td").nth(3)).to_have_text("−375\u00a0000")
        rows.nth(4).locator("a").click()  # a total leads to its changes
        expect(page.locator(".change h2").all()[0]).to_have_text("R 5.1.1")
        expect(page.locator(".change")).to_have_count(2)
        page.go_back()
        apart.get_by_role("link", name="A 4.9").click()
        expect(page.locator(".item.target")).to_contain_text("8 000 0000")


def test_changes_stand_by_their_rows(browser: Browser, file: Path) -> None:
    with visit(browser, file, "R-1.1.1") as seen:
        card = seen.page.locator(".change", has=seen.page.locator(".item.target"))
        expect(card.locator("h2")).to_have_text("R 1.1.1")
        expect(card.locator(".tag").first).to_have_text("pievienota norāde", use_inner_text=True)
        expect(card.locator("ins")).to_have_text("A 1.5")


def test_a_change_shows_both_places_side_by_side(browser: Browser, file: Path) -> None:
    with visit(browser, file, "A-1.3") as seen:
        page = seen.page
        item = page.locator(".item.target")
        expect(item).to_be_in_viewport()
        expect(item.locator("del")).to_have_text("500\u00a0000")
        expect(item.locator("ins")).to_have_text("650\u00a0000")
        expect(item.locator(".by")).to_contain_text("+150\u00a0000\u00a0€ (+30\u00a0%)")
        captions = item.locator("figcaption")
        expect(captions.first).to_have_text("Bija, 16. lpp.", use_inner_text=True)
        expect(captions.last).to_have_text("Ir, 11. lpp.", use_inner_text=True)
        expect(item.locator(".mark")).to_have_count(2)
        for sheet in item.locator(".cut-sheet").all():
            sheet.scroll_into_view_if_needed()
        page.wait_for_function(
            "() => [...document.querySelectorAll('.item.target .cut-sheet')]"
            ".every(node => node.style.backgroundImage.includes('blob:'))"
        )
        item.locator(".cut-button").first.click()  # a cut-out leads to both whole pages
        expect(page.locator("#pages .paper")).to_have_count(2)
        expect(page.locator("#pages figcaption").last).to_contain_text("11. lpp.")
        page.keyboard.press("Escape")
        expect(page.locator("#pages")).to_be_hidden()


def test_both_reports_are_linked(browser: Browser, tmp_path: Path) -> None:
    reports = [tmp_path / name / "report.html" for name in ("old one", "new")]
    for report in reports:
        report.parent.mkdir()
        report.write_text("<title>report</title>", encoding="utf-8")
    made = compared(read("base"), read("am1"))
    write_files(made, tmp_path / "d", old_report=reports[0], new_report=reports[1])
    with visit(browser, tmp_path / "d" / "diff.html", "A-1.3") as seen:
        links = seen.page.locator(".item.target").get_by_role("link", name="pārskatā")
        assert [link.get_attribute("href") for link in links.all()] == [
            "../old%20one/report.html#p16", "../new/report.html#p11",
        ]  # fmt: skip


def test_an_added_row_has_one_side(browser: Browser, file: Path) -> None:
    with visit(browser, file, "A-6.13") as seen:
        card = seen.page.locator(".change", has_text="digitālo katalogu")
        expect(card.locator(".content")).to_contain_text("amatnieku biedrības")
        expect(card.locator(".side .none")).to_have_text("Šajā versijā nav.", use_inner_text=True)


def test_what_is_filtered_survives_a_reload_and_can_be_sent(browser: Browser, file: Path) -> None:
    with visit(browser, file, "changes?q=pētījum&as=grid") as seen:
        page = seen.page
        expect(page.locator(".grid tbody tr")).to_have_count(1)
        page.get_by_label("Meklēt").fill("petijumu")
        page.wait_for_function("() => location.hash.includes('petijumu')")
        page.reload()
        expect(page.locator(".grid tbody tr")).to_have_count(1)
        expect(page.locator(".grid tbody tr")).to_contain_text("A 1.6")
        page.get_by_role("button", name="Kartītes").click()
        expect(page.locator(".change h2")).to_have_text("A 1.6")


def test_seen_and_noted_marks_are_kept_and_exported(
    browser: Browser, file: Path, tmp_path: Path
) -> None:
    with visit(browser, file, "A-1.3") as seen:
        page = seen.page
        item = page.locator(".item.target")
        item.get_by_label("Apskatīts").check()
        item.get_by_role("button", name="Piezīme").click()
        item.locator("textarea").fill("Jautāt finansistiem; līdz piektdienai")
        expect(page.locator(".marks-tally")).to_contain_text("Apskatīts: 1 no 13; piezīmes: 1")
        page.reload()
        expect(page.locator(".item.target").get_by_label("Apskatīts")).to_be_checked()
        page.evaluate("location.hash = '#changes?marks=noted'")
        expect(page.locator(".item")).to_have_count(1)
        with page.expect_download() as download:
            page.locator("[data-export=csv]").click()
        download.value.save_as(tmp_path / "changes.csv")
    text = (tmp_path / "changes.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[1][0] == "A 1.3"
    assert rows[1][6:9] == ["500000", "650000", "150000"]
    assert rows[1][-2:] == ["jā", "Jautāt finansistiem; līdz piektdienai"]


def test_printed_cut_outs_have_their_pictures(browser: Browser, file: Path, tmp_path: Path) -> None:
    with visit(browser, file, "changes?sort=value-changed") as seen:
        seen.page.pdf(path=tmp_path / "changes.pdf", prefer_css_page_size=True)
        without = "nodes => nodes.filter(node => !node.style.backgroundImage).length"
        assert seen.page.eval_on_selector_all(".cut-sheet", without) == 0
        assert seen.page.locator(".item").count() == 6


def test_switches_the_language(browser: Browser, file: Path) -> None:
    with visit(browser, file, "changes") as seen:
        page = seen.page
        page.get_by_title("In English").click()
        expect(page.locator("#view-changes h1")).to_have_text("Changes", use_inner_text=True)
        expect(page.locator(".change .tag").first).to_have_text(
            "value changed", use_inner_text=True
        )
        expect(page.get_by_label("Table").locator("option").first).to_have_text("all")
        page.reload()
        expect(page.locator("#view-changes h1")).to_have_text("Changes", use_inner_text=True)
        page.locator("[data-switch=lv]").click()
        expect(page.locator("#view-changes h1")).to_have_text("Izmaiņas", use_inner_text=True)


def test_filters_by_sort_substance_table_and_text(browser: Browser, mixed: Path) -> None:
    with visit(browser, mixed, "changes") as seen:
        page = seen.page
        items = page.locator(".item")
        expect(page.locator(".tally")).to_have_text("19 izmaiņu; 19 rindu", use_inner_text=True)
        page.locator(".toggle", has_text="pārnumurēta").click()
        expect(items).to_have_count(3)
        page.locator(".toggle", has_text="pēc būtības").click()
        expect(items).to_have_count(1)
        expect(items).to_contain_text("tikai noformējums")
        page.locator(".toggle", has_text="pēc būtības").click()
        page.get_by_label("Meklēt").fill("pārcel")
        expect(items).to_have_count(0)
        page.get_by_label("Meklēt").fill("a 6.13")
        expect(items).to_have_count(1)
        expect(page.locator(".change h2")).to_have_text("A 5.18 → A 6.13")
        page.get_by_label("Meklēt").fill("")
        page.get_by_label("Tabula").select_option("activities")
        expect(items).to_have_count(3)


def test_an_address_leads_to_its_change_whatever_is_filtered(browser: Browser, mixed: Path) -> None:
    with visit(browser, mixed, "changes") as seen:
        page = seen.page
        page.locator(".toggle", has_text="pārnumurēta").click()
        page.evaluate("location.hash = '#A-5.10'")
        card = page.locator(".change", has=page.locator(".item.target"))
        expect(card).to_be_in_viewport()
        expect(card).to_contain_text("A 5.10")
        address = page.locator(".item.target .meta a").get_attribute("href")
        page.goto(mixed.as_uri() + str(address))
        expect(page.locator(".item.target")).to_be_in_viewport()


@pytest.mark.parametrize("anchor", ["A-99.9", "constructor", "%"])
def test_an_unknown_address_is_told(browser: Browser, mixed: Path, anchor: str) -> None:
    with visit(browser, mixed, anchor) as seen:
        expect(seen.page.locator(".unknown")).to_contain_text(anchor)
        seen.page.evaluate("location.hash = '#changes'")
        expect(seen.page.locator(".unknown")).to_have_count(0)


def test_nothing_changed_is_said(browser: Browser, tmp_path: Path) -> None:
    diff_page.write(compared(gold_plan(), gold_plan()), tmp_path)
    with visit(browser, tmp_path / "diff.html") as seen:
        expect(seen.page.locator(".verdict")).to_contain_text("Izmaiņu nav.")
        seen.page.evaluate("location.hash = '#changes'")
        expect(seen.page.locator(".tally")).to_contain_text("0")


def test_no_serious_barrier_and_no_sideways_scrolling(
    browser: Browser, file: Path, mixed: Path
) -> None:
    for shown, size in ((file, (1360, 900)), (mixed, PHONE)):
        with visit(browser, shown, size=size) as seen:
            for view in ("overview", "changes", "changes?as=grid", "A-5.18"):
                seen.go_to(view)
                if size == PHONE:
                    seen.page.locator("[data-switch=en]").evaluate("button => button.click()")
                assert seen.accessibility() == [], view
                assert seen.width() <= size[0], view


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
        expect(page.locator(".item")).to_have_count(19)


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
        card = seen.page.locator(".item.target")
        expect(card.locator(".sides")).to_have_count(0)
        expect(card.locator(".meta").first).to_contain_text("bija 16. lpp.")


def test_a_value_cut_by_a_page_break_is_shown_on_both_pages(browser: Browser, file: Path) -> None:
    with visit(browser, file, "A-3.3") as seen:
        captions = seen.page.locator(".item.target figcaption")
        expect(captions).to_have_text(["Bija, 24. lpp.", "Bija, 25. lpp.", "Ir, 18. lpp."],
                                      use_inner_text=True)  # fmt: skip
