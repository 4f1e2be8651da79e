"""Pictures of the changes for the README: the redline with both places, and the first screen."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from pipeline import diff
from tests.browsing import visit
from tests.diff.test_pdfs import PDFS, read


def shoot(browser: Browser, folder: Path) -> None:
    """Write `diff.png` and `diff-overview.png` to the folder."""
    with tempfile.TemporaryDirectory() as made:
        out = Path(made)
        diff.write(read("base"), read("am1"), out, old_pdf=PDFS["base"], new_pdf=PDFS["am1"])
        with visit(browser, out / "diff.html", "A-3.3", (1200, 760)) as seen:
            seen.page.wait_for_function(
                "() => [...document.querySelectorAll('.change.target .cut-sheet')]"
                ".every(node => node.style.backgroundImage.includes('blob:'))"
            )
            seen.page.wait_for_timeout(300)
            seen.page.screenshot(path=folder / "diff.png")
        with visit(browser, out / "diff.html", "", (1200, 900)) as seen:
            seen.page.wait_for_timeout(300)
            seen.page.screenshot(path=folder / "diff-overview.png")
