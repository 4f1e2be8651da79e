"""What an auditor and a planner come for, done in the report of the whole plan."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from pipeline import report, stages
from tests.browsing import visit
from tests.report.sample import PDF

PHONE = (390, 844)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tasks")
    reading = stages.read(PDF)
    report.write(reading.plan, PDF, folder, reading.layers, dpi=40)
    return folder / "report.html"


def printed(page: Page, target: Path) -> list[str]:
    """The text of each printed page."""
    page.pdf(path=target, prefer_css_page_size=True)
    document = pypdfium2.PdfDocument(target)
    texts = [sheet.get_textpage().get_text_range() for sheet in document]
    document.close()
    return texts


def sizes(target: Path) -> Iterator[tuple[int, int]]:
    document = pypdfium2.PdfDocument(target)
    yield from [(round(sheet.get_width()), round(sheet.get_height())) for sheet in document]
    document.close()


def copied(page: Page, button: str) -> str:
    """What a button copies: the clipboard's plain text."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(button).click()
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_a_malformed_amount_on_its_page_with_id_and_header_in_sight(
    browser: Browser, file: Path
) -> None:
    with visit(browser, file) as seen:
        page = seen.page
        page.get_by_role("link", name="Nesaprotama summa 1").click()
        card = page.locator(".finding")
        expect(card).to_have_count(1)
        expect(card.locator(".pane")).to_have_count(4)  # id, header, and where they meet
        card.locator(".cut-link").click()
        expect(page.locator("#drawer .value")).to_have_text("8 000 0000")


def test_eu_money_over_a_million_in_priority_3(browser: Browser, file: Path) -> None:
    with visit(browser, file) as seen:
        page = seen.page
        page.get_by_role("link", name="Aktivitātes", exact=True).first.click()
        priority = page.get_by_role("combobox", name="Prioritāte", exact=True)
        priority.select_option("P3")
        page.locator(".pick-list", has_text="Finanšu avoti").locator("summary").click()
        page.get_by_label(re.compile("^ETS")).check()
        page.get_by_label("Summa no, EUR").fill("1000000,01")
        rows = page.locator("#view-rows tbody tr")
        expect(rows).to_have_count(2)
        assert page.locator("#view-rows tbody th").all_inner_texts() == ["A 3.2", "A 3.4"]
        tally = page.locator("#view-rows .tally").inner_text()
        assert tally.startswith("2 rindas no 81; kopā")
        page.wait_for_function("() => location.hash.includes('from=1000000')")
        page.reload()
        expect(rows).to_have_count(2)
        expect(priority).to_have_value("P3")


def test_activities_without_an_action(browser: Browser, file: Path) -> None:
    with visit(browser, file) as seen:
        page = seen.page
        expect(page.locator(".broken")).to_contain_text("A 4.16, A 5.15, A 5.17, A 5.18")
        page.locator(".broken").get_by_role("link", name="A 5.15").click()
        expect(page.locator("#drawer h2")).to_contain_text("A 5.15")


def test_a_page_word_by_word(browser: Browser, file: Path) -> None:
    with visit(browser, file, "p27") as seen:
        page = seen.page
        paper = page.locator(".page[data-page='27'] .paper")
        expect(paper.locator("rect.l-doubt")).not_to_have_count(0)
        amount = paper.get_by_label("A 4.6, Indikatīvais finansējuma apjoms: 2 000 000")
        expect(amount).to_have_attribute(
            "title", "šūna → Aktivitātes › Indikatīvais finansējuma apjoms › A 4.6".replace(
                "šūna ", "šūnas ")
        )  # fmt: skip
        header = paper.get_by_label("Kolonnas galvene: Indikatīvais finansējuma apjoms")
        header.click()  # from a header to its cells …
        expect(amount).to_have_class(re.compile(r"\blit\b"))
        expect(paper.locator(".box.lit")).to_have_count(5)
        amount.click()  # … and back
        page.locator("#drawer").get_by_role("link", name="kolonna un tās galvene").click()
        expect(page.locator("#drawer")).to_be_hidden()
        expect(header).to_have_class(re.compile(r"\blit\b"))


def test_what_a_repair_changed(browser: Browser, file: Path) -> None:
    with visit(browser, file, "repairs?key=A%201.9") as seen:
        page = seen.page
        repair = page.locator(".repair")
        expect(repair).to_have_count(1)
        expect(repair).to_contain_text("Rinda A 1.9 turpinās 18. lappusē")
        expect(repair.locator("figcaption")).to_have_text(["17. lappuse", "18. lappuse"],
                                                          use_inner_text=True)  # fmt: skip
        page.evaluate("location.hash = '#repairs?key=A%201.10'")
        expect(page.locator(".repair .sure")).to_contain_text("99,8\u00a0%")
        page.locator(".repair").get_by_role("link", name="Atbildīgie izpildītāji").click()
        expect(page.locator("#drawer .issue", has_text="pašvaldī")).to_be_visible()


def test_a_link_to_a_row_survives_and_an_unknown_one_is_told(browser: Browser, file: Path) -> None:
    with visit(browser, file, "A-4.9") as seen:
        expect(seen.page.locator("#drawer h2")).to_contain_text("A 4.9")
        expect(seen.page.locator("tr.target")).to_have_attribute("data-key", "A-4.9")
    with visit(browser, file, "A-99.9") as seen:
        expect(seen.page.locator(".unknown")).to_contain_text("A-99.9")


def test_a_derived_value_shows_the_fault_of_its_source(browser: Browser, file: Path) -> None:
    with visit(browser, file, "t-activities/A-4.9") as seen:
        page = seen.page
        cell = page.locator("tr.target td").nth(5)
        expect(cell).to_contain_text("–")
        expect(cell.locator(".flag.s-error")).to_have_count(1)
        page.evaluate("location.hash = '#A-4.9:activities.amount_eur'")
        expect(page.locator("#drawer .issue")).to_contain_text("Nesaprotama summa")
        expect(page.locator("#drawer .quiet", has_text="Nolasīts no")).to_have_text(
            "Nolasīts no: Indikatīvais finansējuma apjoms", use_inner_text=True
        )
        page.evaluate("location.hash = '#A-4.9'")
        record = page.locator("#drawer .fields > div", has_text="Finansējums, EUR")
        expect(record.locator(".flag.s-error")).to_have_count(1)


@pytest.mark.parametrize(
    ("anchor", "column"),
    [
        ("finding-priority-not-stated-A-1.3", "Atbilst"),
        ("finding-same-references-R-3.1.4", "ZPR loma"),
        ("finding-missing-value-A-1.5", "Atbild"),
    ],
)
def test_a_finding_marks_the_cell_concerned(
    browser: Browser, file: Path, anchor: str, column: str
) -> None:
    with visit(browser, file, anchor) as seen:
        page = seen.page
        card = page.locator(".finding.target")
        page.wait_for_timeout(50)
        main = card.locator(".pane").last.bounding_box()
        mark = card.locator(".pane").last.locator(".mark").bounding_box()
        assert main and mark
        # the mark lies in the window of the cell, which is not that of the row's id
        assert main["x"] - 5 <= mark["x"]
        assert mark["x"] + mark["width"] <= main["x"] + main["width"] + 5
        assert card.locator(".pane.beside").count() >= 1
        over = page.evaluate("""() => {
          const mark = document.querySelector('.finding.target .pane:last-child .mark');
          return mark.parentElement.style.left + ' ' + mark.style.left; }""")
        assert over
        assert column


def test_a_doubled_blank_is_shown(browser: Browser, file: Path) -> None:
    with visit(browser, file, "finding-amount-format-A-5.2") as seen:
        expect(seen.page.locator(".finding.target .blank").first).to_have_text("␣␣")


def test_a_table_into_excel(browser: Browser, file: Path, tmp_path: Path) -> None:
    with visit(browser, file, "t-activities?sort=amount_eur:down") as seen:
        page = seen.page
        text = copied(page, "#view-tables [data-export=copy]")
        rows = list(csv.reader(io.StringIO(text), delimiter="\t"))
        assert len(rows) == 82
        amount = rows[0].index("Finansējums, EUR")
        assert rows[1][0] == "A 3.4"
        assert re.fullmatch(r"\d+", rows[1][amount])  # no blanks, no links
        assert {row[amount] for row in rows if row[0] == "A 4.9"} == {""}
        page.get_by_label("Meklēt šajā tabulā").fill("bibliotēku tīkla")
        expect(page.locator("#view-tables tbody tr")).to_have_count(1)
        with page.expect_download() as download:
            page.locator("#view-tables [data-export=csv]").click()
        download.value.save_as(tmp_path / "t.csv")
        shown = list(csv.reader(io.StringIO((tmp_path / "t.csv").read_text("utf-8-sig"))))
        assert [row[0] for row in shown[1:]] == ["A 1.4"]
        assert shown[1][amount] == "850000"


def test_biogas_is_found_whatever_its_ending(browser: Browser, file: Path) -> None:
    with visit(browser, file) as seen:
        page = seen.page
        page.get_by_label("Meklēt visā plānā").fill("biogaze")
        hits = page.locator(".hits")
        expect(hits.locator("h2")).to_have_count(4)
        expect(hits.locator("mark").first).to_have_text("biogāz")
        expect(hits.last).to_contain_text("27. lappuse")
        hits.first.get_by_role("link", name="A 4.7").click()
        expect(page.locator("#drawer .value")).to_contain_text("biogāzes")


def test_on_a_phone_the_panel_is_a_dialog_and_ids_stay(browser: Browser, file: Path) -> None:
    with visit(browser, file, "t-activities", PHONE) as seen:
        page = seen.page
        page.locator(".sheet").evaluate("sheet => { sheet.scrollLeft = 900; }")
        first = page.locator("#view-tables tbody th").first
        first.scroll_into_view_if_needed()
        expect(first).to_be_in_viewport()
        first.locator("a").click()
        drawer = page.locator("#drawer")
        expect(drawer).to_have_attribute("aria-modal", "true")
        expect(page.locator("#main")).to_have_attribute("inert", "")
        drawer.get_by_role("button", name="Aizvērt").click()
        expect(page.locator("#main")).not_to_have_attribute("inert", "")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_what_is_filtered_is_what_is_printed(browser: Browser, file: Path, tmp_path: Path) -> None:
    with visit(browser, file, "findings?severity=error") as seen:
        text = " ".join(printed(seen.page, tmp_path / "findings.pdf"))
        assert text.count("saite") == 2
        assert "Smagums: Kļūdas" in text  # what was chosen, in words
    with visit(browser, file, "t-activities") as seen:
        page = seen.page
        page.keyboard.press("Tab")
        page.get_by_label("Meklēt šajā tabulā").fill("bibliotēk")
        expect(page.locator("#view-tables .tally")).to_contain_text("Atrast")
        page.get_by_role("button", name="Finansējums, EUR").click()
        shown = page.locator("#view-tables tbody tr").count()
        texts = printed(page, tmp_path / "table.pdf")
        ids = re.findall(r"^(A \d+\.\d+) A ", "\n".join(texts).replace("\r", ""), re.MULTILINE)
        assert page.locator("#view-tables tbody tr").count() == shown
        assert len(ids) == len(set(ids)) == shown
        assert set(sizes(tmp_path / "table.pdf")) == {(842, 595)}  # a wide table lies across
        page.get_by_label("Meklēt šajā tabulā").fill("")
        expect(page.locator("#view-tables .tally")).to_have_text("Rindas: 81", use_inner_text=True)
        texts = printed(page, tmp_path / "all.pdf")
        assert page.locator("#view-tables tbody tr").count() == 81
        assert all("Sadarbības" in text for text in texts)  # the header on each page
    with visit(browser, file, "rows?priority=P3&from=1000000&funding=ES fondi") as seen:
        text = " ".join(printed(seen.page, tmp_path / "rows.pdf"))
        assert "Prioritāte: P3" in text and "Summa no, EUR: 1000000" in text
    with visit(browser, file, "rows") as seen:
        assert "Summa no" not in " ".join(printed(seen.page, tmp_path / "unfiltered.pdf"))


def tab_to(page: Page, selector: str, most: int = 60) -> None:
    """Press Tab until something that fits has the focus, as one without a mouse does."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} is not reached with {most} presses of Tab")


def test_what_is_filtered_is_printed_by_keyboard_alone(
    browser: Browser, file: Path, tmp_path: Path
) -> None:
    """From the first page on, without a click: findings by severity, rows by text and order."""
    with visit(browser, file) as seen:
        page = seen.page
        tab_to(page, ".tabs a[href='#findings']")
        page.keyboard.press("Enter")
        expect(page.locator("#view-findings")).to_be_visible()
        tab_to(page, "#view-findings .toggle[data-value=warning]")
        page.keyboard.press("Space")
        tab_to(page, "#view-findings .toggle[data-value=info]")
        page.keyboard.press("Space")
        expect(page.locator(".finding")).to_have_count(2)
        texts = printed(page, tmp_path / "findings.pdf")
        assert " ".join(texts).count("saite") == 2
    with visit(browser, file) as seen:
        page = seen.page
        tab_to(page, ".tabs a[href='#rows']")
        page.keyboard.press("Enter")
        tab_to(page, "#view-rows input[type=search]")
        page.keyboard.type("bibliotek")
        page.wait_for_function("() => location.hash.includes('bibliotek')")
        shown = page.locator("#view-rows tbody th").all_inner_texts()
        assert 1 < len(shown) < 12
        tab_to(page, "#view-rows .data a, #view-rows .data button")
        page.keyboard.press("Home")  # the id, above it the heading that sorts by it
        page.keyboard.press("ArrowUp")
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        assert page.locator("#view-rows tbody th").all_inner_texts() == shown[::-1]
        texts = printed(page, tmp_path / "rows.pdf")
        ids = re.findall(r"^(A \d+\.\d+)(?=\s|$)", "\n".join(texts).replace("\r", ""), re.MULTILINE)
        assert ids == shown[::-1]


def test_an_open_record_prints_as_one_record(browser: Browser, file: Path, tmp_path: Path) -> None:
    with visit(browser, file, "A-4.9") as seen:
        texts = printed(seen.page, tmp_path / "record.pdf")
        assert "A 4.9" in texts[0]
        assert "A 1.1\r" not in " ".join(texts)
        assert len(texts) <= 2


def test_the_first_cell_is_few_tabs_away(browser: Browser, file: Path) -> None:
    with visit(browser, file, "t-activities") as seen:
        page = seen.page
        page.get_by_label("Meklēt šajā tabulā").focus()
        for _ in range(3):  # two buttons, then the table
            page.keyboard.press("Tab")
        expect(page.locator("#view-tables tbody th a").first).to_be_focused()
        page.keyboard.press("End")
        expect(page.locator("#view-tables tbody tr").first.locator("td a").last).to_be_focused()
        page.keyboard.press("Home")
        expect(page.locator("#view-tables tbody th a").first).to_be_focused()
        page.keyboard.press("Control+End")
        page.keyboard.press("Home")
        expect(page.locator("#view-tables tbody th a").last).to_be_focused()
        page.keyboard.press("Control+Home")
        page.keyboard.press("ArrowUp")
        expect(page.locator("#view-tables thead button").first).to_be_focused()


def test_findings_are_read_without_a_script(browser: Browser, file: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    expect(page.locator("noscript table tbody tr")).to_have_count(46)
    expect(page.locator("noscript table")).to_contain_text("8 000 0000")
    context.close()


def test_a_bar_leads_to_its_rows(browser: Browser, file: Path) -> None:
    with visit(browser, file) as seen:
        page = seen.page
        page.locator("#c-funding .chart text", has_text="LIFE").first.click()
        expect(page.locator("#view-rows")).to_be_visible()
        expect(page.locator("#view-rows tbody tr")).to_have_count(4)
