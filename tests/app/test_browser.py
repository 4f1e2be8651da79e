"""The application as a person uses it, in a real browser."""

from __future__ import annotations

import http.client
import json
import shutil
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from pipeline.commands.app.queue import queue
from pipeline.records.corrections import Acceptance, editing, file
from pipeline.store import plan_files
from tests.app.running import ROOT, Running, started
from tests.browsing import Visit
from tests.commands.running import ricplan
from tests.scans import some_pages

BASE = ROOT / "raw" / "zpr-2015-2020.pdf"
PAGES = (1, 5, 15, 27, 28)  # text, actions, and activities with A 4.9
BY_HAND = """
# by hand
[[accepted]]
rule = "malformed-amount"
key = "A 1.1"
why = "x"
"""
TOLD = ("409 (Conflict)", "400 (Bad Request)")  # by the browser, where a change is refused
PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1360, "height": 900}


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("pdf") / "plāns.pdf"
    place.write_bytes(some_pages(BASE, PAGES))
    return place


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory, pdf: Path) -> Path:
    """A project whose plan is read: copied for each test, so that none waits for the reading."""
    folder = tmp_path_factory.mktemp("read") / "project"
    with started(folder) as app:
        answer = json.loads(app.ask("/drop?name=plans.pdf", "POST", pdf.read_bytes())[1])
        assert answer["id"] == "plans"
        until_read(app)
        assert app.ask("/plan/plans/page/1.png")[0] == 200  # all pages are drawn
    return folder


def until_read(app: Running) -> None:
    for _ in range(300):
        state = json.loads(app.ask("/plan/plans/state")[1])
        if state["state"] != "reading":
            break
        time.sleep(0.1)
    assert state["state"] == "done", state


@pytest.fixture(scope="module")
def app(read_once: Path) -> Iterator[Running]:
    """One application for all tests, each of which has a plan of its own in it."""
    with started(read_once) as running:
        yield running


@pytest.fixture
def plan(read_once: Path) -> str:
    """The id of a plan that is read already, and that nobody has corrected yet."""
    name = f"plan-{len(list((read_once / 'plans').iterdir()))}"
    shutil.copy(read_once / "plans" / "plans.pdf", read_once / "plans" / f"{name}.pdf")
    for place in ("output", "interim/app"):
        shutil.copytree(read_once / place / "plans", read_once / place / name)
    return name


@pytest.fixture(scope="module")
def profile(browser: Browser) -> Iterator[BrowserContext]:
    """One profile of the browser for all tests, with a window that stays open: see `visit`."""
    made = browser.new_context(viewport=WIDE, accept_downloads=True)  # type: ignore[arg-type]
    made.set_default_timeout(20_000)
    made.new_page()
    yield made
    made.close()


@pytest.fixture
def context(profile: BrowserContext) -> Iterator[BrowserContext]:
    """The browser without anything that another test left in it."""
    profile.clear_cookies()
    yield profile


@contextmanager
def opened(context: BrowserContext, app: Running, path: str = "/") -> Iterator[Page]:
    """A page of the application; at the end nothing may have gone wrong, and nothing been asked of
    anybody else.
    """
    page = context.new_page()
    wrong: list[str] = []
    page.on(
        "console",
        lambda said: None if any(one in said.text for one in TOLD) else wrong.append(said.text),
    )
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    own = (app.origin, "data:", "blob:")
    page.on("request", lambda one: None if one.url.startswith(own) else wrong.append(one.url))
    page.goto(app.address)
    page.evaluate("localStorage.clear()")  # what another test chose
    page.goto(app.origin + path)
    yield page
    seen = list(wrong)
    page.close()
    assert not seen, seen


def kept(app: Running, doc_id: str = "plans") -> file.Corrections:
    return file.read(app.folder / "corrections" / f"{doc_id}.toml")


def values_of(app: Running, doc_id: str = "plans") -> list[object]:
    """The corrected values, in the order of the file; none where it has not been written."""
    place = app.folder / "corrections" / f"{doc_id}.toml"
    return [entry.value for entry in file.read(place).correction] if place.is_file() else []


def go_to(page: Page, title: str) -> None:
    """Press N until the item of that title is shown."""
    for _ in range(200):
        if title in page.locator("#h-case").inner_text():
            return
        at = page.locator("#h-case").get_attribute("data-at")
        page.keyboard.press("n")
        expect(page.locator("#h-case")).not_to_have_attribute("data-at", at or "")
    raise AssertionError(title)


def until(holds: Callable[[], bool]) -> None:
    """Wait for something that the application writes."""
    for _ in range(100):
        if holds():
            return
        time.sleep(0.05)
    raise AssertionError


def press_until_focused(page: Page, key: str, wanted: Locator) -> None:
    """Press a key until the focus is on what is wanted: no script and no mouse helps."""
    for _ in range(60):
        page.keyboard.press(key)
        if wanted.evaluate("node => node === document.activeElement"):
            return
    raise AssertionError(wanted)


def no_barrier(page: Page, size: dict[str, int]) -> None:
    """What is shown, at a size, has nothing that axe-core finds, and does not scroll sideways."""
    page.set_viewport_size(size)  # type: ignore[arg-type]
    assert Visit(page).accessibility() == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def box(page: Page, label: str) -> Locator:
    """The box of a value, by its name in the language that is shown."""
    return page.get_by_role("textbox", name=label, exact=True)


def test_a_new_user_gets_from_a_pdf_to_a_corrected_excel_file(
    context: BrowserContext, pdf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only by what the pages say: drop, review by keyboard alone, download. Then the command line
    gives the same tables.
    """
    with started(tmp_path / "new") as app, opened(context, app) as page:
        expect(page.locator("h1")).to_contain_text("no PDF uz Excel")
        transfer = page.evaluate_handle(
            """bytes => { const held = new DataTransfer();
            held.items.add(new File([Uint8Array.from(bytes)], "plāns.pdf"));
            return held; }""",
            list(pdf.read_bytes()),
        )
        page.dispatch_event("#drop", "drop", {"dataTransfer": transfer})
        page.wait_for_url("**/plan/**")
        expect(page.locator("#told")).not_to_be_empty()  # how far it is, while it is read
        expect(page.locator(".way.first")).to_be_visible(timeout=40_000)
        press_until_focused(page, "Tab", page.locator(".way.first"))
        page.keyboard.press("Enter")
        expect(page.locator("#h-case")).not_to_be_empty()
        corrected = {}
        for title, label, value in (
            ("A 4.9 Nesaprotama summa", "Finansējums, EUR", "8 000 000,00"),
            ("A 4.", "Izpildes termiņš", "2019"),
            ("A 1.", "Aktivitāte", "Cits nosaukums"),
        ):
            go_to(page, title)
            expect(page.locator("#picture")).to_be_visible()
            key = " ".join(page.locator("#h-case").inner_text().split()[:2])
            field = box(page, label)
            expect(field).to_be_visible()
            page.keyboard.press("c")
            if not field.evaluate("node => node === document.activeElement"):
                press_until_focused(page, "Tab", field)
            page.keyboard.press("Control+A")
            page.keyboard.type(value)
            page.keyboard.press("Enter")
            corrected[key] = value
            count = len(corrected)
            until(lambda count=count: len(values_of(app, "plāns")) == count)
            expect(page.locator("#h-case")).to_be_focused()
        go_to(page, "Aktivitāte bez rīcības")
        page.keyboard.press("a")
        expect(page.locator("#said")).to_contain_text("Pieņemts")
        press_until_focused(page, "Shift+Tab", page.get_by_role("link", name="Excel", exact=True))
        with page.expect_download() as waiting:
            page.keyboard.press("Enter")
        waiting.value.save_as(tmp_path / "plan.xlsx")
        press_until_focused(page, "Shift+Tab", page.get_by_role("link", name="Plāns", exact=True))
        page.keyboard.press("Enter")
        with page.expect_download() as waiting:
            page.get_by_text("Lejupielādēt CSV").click()
        names = zipfile.ZipFile(waiting.value.path()).namelist()
        assert {"activities.csv", "findings.csv", "datapackage.json"} <= set(names)
        book = openpyxl.load_workbook(tmp_path / "plan.xlsx", read_only=True)
        cells = {one for row in book["activities"].iter_rows(values_only=True) for one in row}
        assert {8_000_000, "Cits nosaukums"} <= cells
        found = kept(app, "plāns")
        assert len(found.correction) == 3 and len(found.accepted) == 1
    folder = tmp_path / "new"
    monkeypatch.chdir(folder)
    done = ricplan(monkeypatch, "extract", "plans/plāns.pdf", "--out", "again", "--no-report")
    assert done.code == 0, done.err
    one, two = folder / "output" / "plāns", folder / "again"
    assert {path.name: path.read_bytes() for path in two.glob("*.parquet")} == {
        path.name: path.read_bytes() for path in one.glob("*.parquet")
    }
    (row,) = [row for row in plan_files.read(two).activities if row.activity_id == "A 4.9"]
    assert row.amount_eur == Decimal("8000000.00")


def test_what_is_typed_while_a_save_is_drawn_is_kept(
    context: BrowserContext, app: Running, plan: str
) -> None:
    """The finding goes with the first value; who writes in the next field stays where they are."""
    with opened(context, app, f"/plan/{plan}/review") as page:
        go_to(page, "A 4.9 Nesaprotama summa")
        first, second = box(page, "Finansējums, EUR"), box(page, "Izpildes termiņš")
        first.fill("astoņi miljoni")
        first.press("Enter")
        expect(page.locator("#said")).to_contain_text("„astoņi miljoni” nav skaitlis")
        expect(first).to_have_value("astoņi miljoni")
        first.fill("8 000 000,00")
        late: list[Route] = []  # answers that are held back
        for address in ("**/queue", "**/row?*"):
            page.route(address, lambda route: late.append(route))
        page.keyboard.press("Enter")
        press_until_focused(page, "Tab", second)
        page.keyboard.press("Control+A")
        for typed, address in (("20", "/queue"), ("1", "/row?")):
            while not late:
                page.wait_for_timeout(20)
            page.keyboard.type(typed)
            assert address in late[0].request.url
            late.pop().continue_()
        page.unroute("**/queue")
        page.unroute("**/row?*")
        expect(page.locator("#said")).to_contain_text("Izlabots")
        page.keyboard.type("9")  # the focus, and the place in the text, are as they were
        expect(second).to_be_focused()
        expect(second).to_have_value("2019")
        expect(page.locator("#h-case")).to_contain_text("A 4.9 Nesaprotama summa")
        assert values_of(app, plan) == ["8000000.00"]
        page.keyboard.press("Enter")
        until(lambda: sorted(map(str, values_of(app, plan))) == ["2019", "8000000.00"])
        expect(page.locator("#h-case")).to_be_focused()
        box(page, "Aktivitāte").fill("Vēl nav saglabāts")
        page.locator("#next").click()
        page.locator("#previous").click()
        expect(box(page, "Aktivitāte")).to_have_value("Vēl nav saglabāts")
        page.get_by_role("button", name="Saglabāt").click()
        until(lambda: "Vēl nav saglabāts" in values_of(app, plan))


def test_a_file_that_a_hand_broke_is_told_by_its_line_and_nothing_is_lost(
    context: BrowserContext, app: Running, plan: str
) -> None:
    place = app.folder / "corrections" / f"{plan}.toml"
    address = f"/plan/{plan}/review"
    with opened(context, app, address) as page, opened(context, app) as other:
        go_to(page, "A 4.9 Nesaprotama summa")
        page.keyboard.press("a")
        until(place.is_file)
        expect(page.locator("#said")).to_contain_text("Pieņemts")
        go_to(page, "A 4.9 Nesaprotama summa")
        field = box(page, "Finansējums, EUR")
        field.fill("8000000.00")
        good = place.read_text("utf-8")
        broken = good + '\n# by hand\n[[accepted]\nkey = "A 1.1"\n'
        wrong_line = f"{plan}.toml, {good.count(chr(10)) + 3}. rindā"
        place.write_text(broken, "utf-8")
        field.press("Enter")
        expect(page.locator("#said")).to_contain_text(wrong_line)
        expect(page.locator("#said")).to_contain_text("Nekas nav zudis")
        expect(field).to_have_value("8000000.00")
        assert place.read_text("utf-8") == broken
        page.locator("#h-case").click()  # no longer writing: the page follows the file
        for path in (f"/plan/{plan}", f"/plan/{plan}/report", address):
            other.goto(app.origin + path)
            expect(other.locator("#trouble")).to_contain_text(wrong_line)
        no_barrier(other, PHONE)
        place.write_bytes(good.encode() + b"# \xff\n")
        other.get_by_role("link", name="Mēģināt vēlreiz").click()
        expect(other.locator("#trouble")).to_contain_text("UTF-8")
        place.write_text(good + BY_HAND, "utf-8")
        other.get_by_role("link", name="Mēģināt vēlreiz").click()
        expect(other.locator("#h-case")).not_to_be_empty()
        expect(page.locator("#said")).not_to_contain_text("Neizdevās")  # by itself
        expect(field).to_have_value("8000000.00")
        field.press("Enter")
        until(lambda: values_of(app, plan) == ["8000000.00"])
        assert "# by hand" in place.read_text("utf-8")


def test_a_doubtful_row_is_named_by_its_id(app: Running, plan: str) -> None:
    made = plan_files.read(app.folder / "output" / plan)
    doubted = [replace(r, confidence=0.955) for r in made.repairs if r.table == "activities"]
    found = [one for one in queue(replace(made, repairs=tuple(doubted))) if one["rule"] == "row"]
    assert found
    for one in found:
        assert [words.split(": ")[0] for words in one["message"]] == [one["key"]] * 2
        assert one["box"] and one["page"]


def test_the_end_of_the_review_offers_the_excel_file(
    context: BrowserContext, app: Running, plan: str
) -> None:
    items = json.loads(app.ask(f"/plan/{plan}/queue")[1])["items"]
    fields = ("rule", "key", "table", "position", "column", "value")
    text = "".join(
        editing.text_of(Acceptance(**{name: one[name] for name in fields}, why="x"))
        for one in items
    )
    with opened(context, app, f"/plan/{plan}/review") as page:
        expect(page.locator("#h-case")).not_to_be_empty()
        expect(page.locator("#end")).to_be_hidden()
        (app.folder / "corrections" / f"{plan}.toml").write_text(text, "utf-8")
        with page.expect_download() as waiting:
            page.locator("#end").get_by_text("Lejupielādēt Excel").click()
        assert zipfile.ZipFile(waiting.value.path()).testzip() is None
        assert waiting.value.suggested_filename == f"{plan}.xlsx"


def test_undo_takes_back_one_change_after_another(
    context: BrowserContext, app: Running, plan: str
) -> None:
    with opened(context, app, f"/plan/{plan}/review") as page:
        go_to(page, "A 4.9 Nesaprotama summa")
        page.keyboard.press("a")
        expect(page.locator("#said")).to_contain_text("Pieņemts")
        assert len(kept(app, plan).accepted) == 1
        go_to(page, "A 4.9 Nesaprotama summa")
        field = box(page, "Finansējums, EUR")
        for value in ("1.00", "8000000.00"):
            field.fill(value)
            field.press("Enter")
            until(lambda value=value: values_of(app, plan) == [value])
            expect(page.locator("#h-case")).to_be_focused()
        page.locator("#h-case").focus()
        for left in ("1.00", None):
            page.keyboard.press("u")
            expect(page.locator("#said")).to_contain_text("Atsaukts")
            wanted = [left] if left else []
            until(lambda wanted=wanted: values_of(app, plan) == wanted)
        page.keyboard.press("u")
        expect(page.locator("#undo")).to_be_disabled()
        assert kept(app, plan) == file.Corrections()


def test_two_tabs_at_once_see_each_other_and_overwrite_nothing(
    context: BrowserContext, app: Running, plan: str
) -> None:
    with (
        opened(context, app, f"/plan/{plan}/review") as one,
        opened(context, app, f"/plan/{plan}/review") as two,
    ):
        go_to(one, "A 4.9 Nesaprotama summa")
        go_to(two, "A 4.9 Nesaprotama summa")
        field = box(two, "Finansējums, EUR")
        field.fill("2.00")  # it is written in here: the tab does not follow meanwhile
        one.keyboard.press("n")
        one.keyboard.press("a")  # another thing: merged
        expect(one.locator("#said")).to_contain_text("Pieņemts")
        go_to(one, "A 4.9 Nesaprotama summa")
        mine = box(one, "Finansējums, EUR")
        mine.fill("8000000.00")
        mine.press("Enter")
        expect(one.locator("#said")).to_contain_text("Izlabots")
        field.press("Enter")  # the same thing: refused, and what it is now is shown
        expect(two.locator("#said")).to_contain_text("Kāds cits")
        assert [entry.value for entry in kept(app, plan).correction] == ["8000000.00"]
        assert len(kept(app, plan).accepted) == 1
        with (app.folder / "corrections" / f"{plan}.toml").open("a", encoding="utf-8") as by_hand:
            by_hand.write(
                '\n# by hand\n[[accepted]]\nrule = "malformed-amount"\nkey = "A 1.1"\nwhy = "x"\n'
            )
        count = one.locator("#progress").inner_text()
        expect(one.locator("#progress")).not_to_have_text(count, use_inner_text=True)
        go_to(one, "Pieņemts tas, kā nav")  # seen without a reload: it is an acceptance of nothing
        expect(one.locator("#message")).to_contain_text("A 1.1")
        assert "# by hand" in (app.folder / "corrections" / f"{plan}.toml").read_text("utf-8")


def test_killed_while_writing_it_goes_on_where_it_was(
    context: BrowserContext, read_once: Path, plan: str
) -> None:
    wanted = {"do": "accept", "seen": "", "table": "activities", "key": "A 4.9",
              "rule": "malformed-amount", "why": "x"}  # fmt: skip

    def many(app: Running) -> None:
        for number in range(200):
            body = json.dumps(wanted | {"why": f"{number} {'ā' * 5000}"}).encode()
            try:
                app.ask(f"/plan/{plan}/change", "POST", body)
            except (OSError, http.client.HTTPException):
                return

    with started(read_once) as app:
        writer = threading.Thread(target=many, args=(app,))
        writer.start()
        until(lambda: (read_once / "corrections" / f"{plan}.toml").is_file())
        time.sleep(0.7)
        app.kill()
        writer.join()
        assert len(kept(app, plan).accepted) == 1  # the file is whole, and says one of the reasons
    with started(read_once) as again, opened(context, again, f"/plan/{plan}/review") as page:
        go_to(page, "A 4.9 Nesaprotama summa")
        expect(page.locator("#about")).to_contain_text("Pieņemts: ")
    plan_files.read(read_once / "output" / plan)  # the tables are whole too


def test_the_report_corrects_in_place(context: BrowserContext, app: Running, plan: str) -> None:
    with opened(context, app, f"/plan/{plan}/report#A-4.9:activities.amount_eur") as page:
        expect(page.locator("#drawer .value")).to_have_text("(tukšs)", use_inner_text=True)
        page.locator(".correct-here summary").click()
        expect(page.get_by_label("Pareizā vērtība")).to_be_visible()
        no_barrier(page, PHONE)
        page.set_viewport_size(WIDE)  # type: ignore[arg-type]
        page.get_by_label("Pareizā vērtība").fill("8 000 000,00")
        page.get_by_label("Pamatojums").fill("Septiņas nulles.")
        page.get_by_role("button", name="Saglabāt").click()
        expect(page.locator("#drawer .value")).to_have_text("8000000.00")
        expect(page.locator("#drawer .issue")).to_contain_text("Izlabots ar roku")
        expect(page.locator("#drawer .issue.s-error")).to_have_count(0)
        page.goto(f"{app.origin}/plan/{plan}/report#A-4.9:activity_partners.partner.1")
        page.reload()
        page.locator(".correct-here summary").click()
        field = page.get_by_label("Pareizā vērtība")
        lines = field.input_value().split("\n")
        field.fill("\n".join([f"{lines[0]} {lines[1]}", *lines[2:]]))  # two items joined
        page.get_by_role("button", name="Saglabāt").click()
        expect(page.locator("#drawer .value")).to_have_text(f"{lines[0]} {lines[1]}")
        assert len(kept(app, plan).correction) == 2
        page.goto(f"{app.origin}/plan/{plan}/report#A-4.8")
        page.reload()
        page.locator(".correct-here summary").click()
        page.get_by_role("button", name="Dalīt").click()
        until(lambda: len(kept(app, plan).part_row) == 1)
        expect(page.locator("#drawer h2")).to_contain_text("A 4.8")


def test_a_row_is_parted_and_the_tables_follow(
    context: BrowserContext, app: Running, plan: str
) -> None:
    before = plan_files.read(app.folder / "output" / plan)
    stitched = next(
        r.key for r in before.repairs if r.kind == "row-stitched" and r.table == "activities"
    )
    body = {"do": "part", "seen": "", "table": "activities", "key": stitched}
    status, content, _ = app.ask(f"/plan/{plan}/change", "POST", json.dumps(body).encode())
    assert status == 200, content
    app.ask(f"/plan/{plan}/queue")
    after = plan_files.read(app.folder / "output" / plan)
    assert len(after.activities) == len(before.activities) + 1
    assert app.ask(f"/plan/{plan}/undo", "POST", b"{}")[0] == 200
    app.ask(f"/plan/{plan}/queue")
    assert plan_files.read(app.folder / "output" / plan).activities == before.activities


def test_a_row_with_another_id_is_corrected_further(app: Running, plan: str) -> None:
    for column, key, value in (
        ("activity_id", "A 4.9", "A 4.99"),
        ("amount_eur", "A 4.99", "8000000.00"),
        ("partners_raw", "A 4.99", "ZPR, VARAM"),
    ):
        asked = {"do": "correct", "seen": "", "table": "activities", "key": key, "column": column,
                 "value": value}  # fmt: skip
        status, content, _ = app.ask(f"/plan/{plan}/change", "POST", json.dumps(asked).encode())
        assert status == 200, content
    app.ask(f"/plan/{plan}/queue")
    made = plan_files.read(app.folder / "output" / plan)
    (row,) = [row for row in made.activities if row.activity_id == "A 4.99"]
    assert (row.amount_eur, row.partners_raw) == (Decimal("8000000.00"), "ZPR, VARAM")
    partners = [one.partner for one in made.activity_partners if one.activity_id == "A 4.99"]
    assert partners == ["ZPR", "VARAM"]
    assert not any(found.rule == "stale-correction" for found in made.findings)


def test_a_hostile_pdf_is_told_and_harms_nothing(
    context: BrowserContext, app: Running, plan: str
) -> None:
    bad = ROOT / "tests" / "hostile" / "test_files.py"
    with opened(context, app) as page:
        with page.expect_file_chooser() as chooser:
            page.get_by_text("Izvēlieties datni").click()
        chooser.value.set_files({"name": "<img src=x onerror=alert(1)>.pdf",
                                 "mimeType": "application/pdf",
                                 "buffer": b"%PDF-1.7\n" + bad.read_bytes()})  # fmt: skip
        page.wait_for_url("**/plan/**")
        expect(page.locator("#failed")).to_be_visible()
        expect(page.locator("#failed")).not_to_be_empty()
        assert page.locator("img").count() == 0
    assert json.loads(app.ask(f"/plan/{plan}/queue")[1])["items"]


def test_another_version_is_compared(context: BrowserContext, app: Running, plan: str) -> None:
    other = some_pages(ROOT / "raw" / "zpr-2015-2020-am1.pdf", PAGES)
    app.ask("/drop?name=jaunais.pdf", "POST", other)
    with opened(context, app, "/plan/jaunais") as page:
        expect(page.locator(".way.first")).to_be_visible(timeout=40_000)
        page.locator("#with").select_option(plan)
        page.get_by_role("button", name="Salīdzināt").click()
        expect(page.locator("h1").first).to_be_visible()
        expect(page.locator("body")).to_contain_text("Izmaiņas starp divām plāna versijām")
        no_barrier(page, PHONE)


def test_no_barrier_and_no_sideways_scrolling(
    context: BrowserContext, app: Running, plan: str
) -> None:
    with opened(context, app) as page:
        for path in ("/", f"/plan/{plan}", f"/plan/{plan}/review"):
            page.goto(app.origin + path)
            if path.endswith("review"):
                page.wait_for_selector(".value-row")
                page.locator(".value-row input").first.fill("Nav saglabāts")
            for size, language in ((WIDE, "lv"), (PHONE, "en")):
                page.locator(f"[data-switch={language}]").click()
                expect(page.locator("html")).to_have_attribute("lang", language)
                no_barrier(page, size)
