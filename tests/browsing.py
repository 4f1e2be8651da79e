"""Reports in a real browser: headless Chromium from `file://`, watched for anything wrong."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
# Rows, cards and boxes of a kind are made alike: the first ones tell what all would.
ALIKE = ("[hidden]", "tbody tr:nth-child(n+9)", "li:nth-child(n+9)", ".finding:nth-child(n+7)",
         ".box:nth-of-type(n+13)")  # fmt: skip
# Nobody meets what is hidden, and axe-core walks it all the same: it is away while it looks.
LOOK = """async ([context, rules]) => {
  const of = (node) => [node, [...node.childNodes]];
  const hidden = [...document.querySelectorAll("[hidden]")].map(of);
  hidden.forEach(([node]) => node.replaceChildren());
  try { return await axe.run(context, rules); }
  finally { hidden.forEach(([node, children]) => node.replaceChildren(...children)); }
}"""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def chromium() -> str:
    """The browser's path; fails the test, saying what is missing, where there is none."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        pytest.fail(
            "Chromium is missing, and the browser tests need it. Install it (Debian: "
            "apt-get install chromium), or set CHROMIUM=/path/to/chromium.",
            pytrace=False,
        )
    return found


@contextmanager
def started() -> Iterator[Browser]:
    """A running headless browser."""
    expect.set_options(timeout=15_000)  # milliseconds: a busy machine is no fault of the page
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Visit:
    """A page that is open, and what the browser complained about or tried to load."""

    page: Page
    wrong: list[str] = field(default_factory=list)

    def go_to(self, anchor: str) -> None:
        """Follow an address within the page, and wait until what it leads to stands."""
        self.page.evaluate("anchor => { location.hash = anchor; }", anchor)
        self.page.evaluate("() => new Promise(done => setTimeout(done, 100))")

    def width(self) -> int:
        """Pixels that the page is wide, what is scrolled out of sight too."""
        return int(self.page.evaluate("document.documentElement.scrollWidth"))

    def accessibility(self) -> list[str]:
        """What axe-core finds in what is shown, against WCAG 2.2 AA and best practice."""
        if self.page.evaluate("typeof window.axe") == "undefined":
            self.page.evaluate(AXE.read_text("utf-8"))
        context = {"include": [["html"]], "exclude": [[one] for one in ALIKE]}
        found: dict[str, Any] = self.page.evaluate(LOOK, [context, RULES])
        return [
            f"{violation['id']}: {node['html'][:160]} {node['failureSummary']}"
            for violation in found["violations"]
            for node in violation["nodes"]
            if not _is_excepted(violation["id"], node)
        ][:12]


def _is_excepted(rule: str, node: dict[str, Any]) -> bool:
    """What axe-core cannot know. On the picture of a page each box stands where its value stands
    (WCAG 2.5.8: essential), and the tables lead to the same values. A link to an address that a
    script answers is no skip link, even where it is scrolled out of sight.
    """
    target = " ".join(map(str, node["target"]))
    if rule == "target-size":
        return ".box" in target or ".paper" in target or 'class="box' in node["html"]
    return rule == "skip-link" and 'class="skip"' not in node["html"]


@contextmanager
def visit(
    browser: Browser, file: Path, anchor: str = "", size: tuple[int, int] = (1360, 900)
) -> Iterator[Visit]:
    """Open a file; at the end nothing may have gone wrong and nothing been asked of a network."""
    free = _free_pages(browser)
    page = free.pop() if free else _profile(browser).new_page()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.set_default_timeout(10_000)
    seen = Visit(page)
    watching = {
        "console": lambda message: seen.wrong.append(f"{message.type}: {message.text}"),
        "pageerror": lambda error: seen.wrong.append(f"error: {error}"),
        "dialog": lambda dialog: seen.wrong.append(f"dialog: {dialog.message}"),
        "request": lambda request: _watch(seen, request.url, file),
    }
    for event, listener in watching.items():
        page.on(event, listener)  # type: ignore[call-overload]
    page.goto(file.as_uri() + (f"#{anchor}" if anchor else ""))
    yield seen
    for event, listener in watching.items():
        page.remove_listener(event, listener)
    page.evaluate("localStorage.clear(); sessionStorage.clear()")
    page.emulate_media(media="null", color_scheme="null")
    page.mouse.move(0, 0)
    page.goto("about:blank")
    free.append(page)
    assert not seen.wrong, seen.wrong


@cache
def _profile(browser: Browser) -> BrowserContext:
    """One profile of the browser for all visits, with a window that stays open.

    A profile of its own for each visit, or the last window closed and another opened, takes a
    second of work more than the visit itself.
    """
    context = browser.new_context()
    context.new_page()
    return context


@cache
def _free_pages(browser: Browser) -> list[Page]:
    """Pages whose visit is over: opening another takes as long again as the visit. One on which a
    test failed does not come back.
    """
    return []


def _watch(seen: Visit, url: str, file: Path) -> None:
    if not url.startswith(("data:", "blob:", file.as_uri())):
        seen.wrong.append(f"request: {url}")
