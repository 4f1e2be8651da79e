"""Pictures of the report and of the page of changes for README: `make screenshots`.

They are taken of what the program makes of the plans in `raw/`, so that README shows what a
newcomer gets. The amendment is made up, and its page says so.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from pipeline import report, stages
from pipeline.tracking import diff
from tests.app.running import started as application
from tests.browsing import started, visit
from tests.pages_and_rows import page_and_rows

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "img"
RAW = ROOT / "raw"
# What is shown as coloured on the picture of a page.
LAYERS = (".toggle[data-value=cell]", ".toggle[data-value=header]")
# Pictures of pages are unpacked when they come into view.
_SHOWN = "sheet => document.querySelector(sheet)?.style.backgroundImage.includes('blob:')"


def main() -> None:
    """Make the reports anew and take all pictures."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with started() as browser:
        _application(browser)
    base, amended = RAW / "zpr-2015-2020.pdf", RAW / "zpr-2015-2020-am1.pdf"
    reading, later = stages.read(base), stages.extract(amended)
    with tempfile.TemporaryDirectory() as name, started() as browser:
        folder = Path(name)
        report.write(reading.plan, base, folder, reading.layers)
        diff.write(reading.plan, later, folder, old_pdf=base, new_pdf=amended)
        beside = folder / "beside.html"
        beside.write_text(page_and_rows(reading.plan, base), encoding="utf-8")
        with visit(browser, beside, size=(1360, 520)) as seen:
            seen.page.screenshot(path=IMAGES / "table.png")
        made, changes = folder / "report.html", folder / "diff.html"
        _take(browser, made, "", "overview")
        _take(browser, made, "p28", "page", ".page[data-page='28'] .paper", *LAYERS)
        finding = "#finding-malformed-amount-A-4\\.9"
        _take(browser, made, "finding-malformed-amount-A-4.9", "finding", f"{finding} .cut-sheet")
        _take(browser, made, "finding-malformed-amount-A-4.9", "value",
              "#drawer .cut-sheet", f"{finding} .cut-link")  # fmt: skip
        _take(browser, changes, "A-1.3", "diff", sheet=".item.target .cut-sheet")


def _application(browser: Browser) -> None:
    """The first page of the application, and the review at an amount that is no number."""
    with tempfile.TemporaryDirectory() as name, application(Path(name)) as app:
        page = browser.new_page(viewport={"width": 1360, "height": 760})
        page.goto(app.address)
        page.locator("code").evaluate("node => { node.textContent = '~/plani'; }")
        page.screenshot(path=IMAGES / "app-home.png")
        page.set_input_files("#file", RAW / "zpr-2015-2020.pdf")
        page.locator(".way.first").click(timeout=60_000)
        page.locator(".value-row").first.wait_for()
        while "A 4.9 Nesaprotama" not in page.locator("#h-case").inner_text():
            page.keyboard.press("n")
            page.wait_for_timeout(200)
        page.wait_for_timeout(1000)
        page.keyboard.press("c")
        page.keyboard.type("8 000 000")
        page.screenshot(path=IMAGES / "app-review.png")
        page.close()


def _take(
    browser: Browser, file: Path, anchor: str, name: str, sheet: str = "", *clicks: str
) -> None:
    """Open the file at the anchor, click, wait for the picture of the page in `sheet`, take it."""
    with visit(browser, file, anchor) as seen:
        for click in clicks:
            seen.page.locator(click).click()
        if sheet:
            seen.page.wait_for_function(_SHOWN, arg=sheet)
        target = IMAGES / f"{name}.png"
        seen.page.screenshot(path=target, animations="disabled")
        print(target.relative_to(ROOT))


if __name__ == "__main__":
    main()
