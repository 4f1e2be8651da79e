"""Each kind of bad file, one by one: the exit code, what is said, what it cost, what is left."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline import stages
from pipeline.model.plan import Plan
from tests.hostile import files
from tests.hostile.running import ROOT, Ended, extract, extract_here, left_behind

PROFILE = "zpr-2015-2020"
SMALL = ("--limit", "memory_mb=500")  # so that filling it takes no long time
FEW = ("--limit", "inflated_mb=40")
DRAWN = ("--limit", "objects_per_page=20000")

Maker = Callable[[], bytes]


def written(folder: Path, content: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    pdf = folder / "plan.pdf"
    pdf.write_bytes(content)
    return pdf


def check_refusal(pdf: Path, ended: Ended, code: int, told: str) -> None:
    """An error of three parts that names the file, and nothing of the run on disk."""
    assert ended.code == code, ended.err
    assert ended.err.startswith("Error: "), ended.err
    assert re.search(told, ended.err), ended.err
    assert ended.err.count(". ") >= 2
    assert str(pdf) in ended.err
    assert "Traceback" not in ended.err
    assert left_behind(pdf) == []


# ── what cannot be read: exit code 3 ────────────────────────────────────────────────────────────

UNREADABLE: dict[str, tuple[Maker, str]] = {
    "empty": (lambda: b"", "is empty"),
    "text": (lambda: files.TEXT, "is not a PDF: it begins with"),
    "png": (lambda: files.PNG, r"is not a PDF: it begins with b'\\x89PNG"),
    "header-only": (lambda: files.HEADER, "is damaged"),
    "cut-in-half": (files.halved, r"Page \d+ of .* is blank: the file breaks off"),
    "user-password": (files.user_password, "is encrypted. It opens with a password alone"),
    "old-user-password": (files.old_user_password, "is encrypted"),
    "no-text": (lambda: files.pictures(4), "has no text: .*4 are pictures"),
    "page-tree-loop": (files.page_tree_loop, "is damaged"),
    "page-tree-loop-with-page": (files.page_tree_loop_with_page, "is damaged"),
    "deep-page-tree": (files.deep_page_tree, "is damaged"),
}


@pytest.mark.usefixtures("own_reader")
@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make, told = UNREADABLE[name]
    pdf = written(tmp_path, make())
    check_refusal(pdf, extract_here(monkeypatch, pdf), 3, told)


def test_a_refusal_of_the_program_itself(tmp_path: Path) -> None:
    pdf = written(tmp_path, files.TEXT)
    check_refusal(pdf, extract(pdf), 3, "is not a PDF")


@pytest.mark.usefixtures("own_reader")
def test_what_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = tmp_path / "missing.pdf"
    check_refusal(missing, extract_here(monkeypatch, missing), 3, "There is no file")
    if hasattr(__import__("os"), "mkfifo"):
        pipe = tmp_path / "pipe.pdf"
        __import__("os").mkfifo(pipe)
        check_refusal(pipe, extract_here(monkeypatch, pipe), 3, "is no file")


# ── what costs too much: exit code 5 ────────────────────────────────────────────────────────────

COSTLY: dict[str, tuple[Maker, tuple[str, ...], str, str]] = {
    "file": (lambda: files.base() + b"\n" * 1_000_000, ("--limit", "file_mb=1"), "file_mb", "1 MB"),
    "pages": (lambda: files.base(), ("--limit", "pages=38"), "pages", "39 pages"),
    "million-pages": (files.million_pages, (), "pages", "1000000 pages"),
    "page-size": (files.huge_page, (), "page_points", "Page 1 .* 10000000"),
    "bomb": (files.bomb, (), "inflated_mb", "inflates to more than 200 MB"),
    "nested-bomb": (files.nested_bomb, FEW, "inflated_mb", "inflates to more than 40 MB"),
    "printable-bomb": (files.printable_bomb, FEW, "inflated_mb", "inflates to more than 40 MB"),
    "hidden-bomb": (files.hidden_bomb, FEW, "inflated_mb", "inflates to more than 40 MB"),
    "locked-bomb": (files.locked_bomb, FEW, "inflated_mb", "inflates to more than 40 MB"),
    "rectangles": (
        lambda: files.rectangles(40_000),
        DRAWN,
        "objects_per_page",
        "Page 1 .* draws more",
    ),
    "letters": (lambda: files.letters(40_000), DRAWN, "objects_per_page", "Page 1 .* draws more"),
    "nested-forms": (files.nested_forms, SMALL, "memory_mb", "more memory .* on page 1"),
    "form-in-itself": (files.form_in_itself, SMALL, "memory_mb", "more memory .* on page 1"),
    "picture-in-content": (files.picture_bomb, SMALL, "memory_mb", "more memory .* on page 1"),
    "seconds": (
        files.nested_forms,
        ("--limit", "seconds=1"),
        "seconds",
        "too long, (on page 1|while opening)",
    ),
}


@pytest.mark.no_cover
@pytest.mark.parametrize("name", COSTLY)
def test_what_costs_too_much(name: str, tmp_path: Path) -> None:
    make, options, limit, told = COSTLY[name]
    pdf = written(tmp_path, make())
    ended = extract(pdf, *options)
    check_refusal(pdf, ended, 5, told)
    assert f"--limit {limit}=N" in ended.err
    assert f"limits.{limit} in params.yaml" in ended.err
    bound = 500 if options == SMALL else 400 if name != "seconds" else 4000
    assert ended.peak_mb < bound
    assert ended.seconds < 60


@pytest.mark.no_cover
def test_a_raised_limit_lets_it_through(tmp_path: Path) -> None:
    pdf = written(tmp_path, files.rectangles(3_000))
    check_refusal(pdf, extract(pdf, "--limit", "objects_per_page=2000"), 5, "objects_per_page")
    ended = extract(pdf, "--limit", "objects_per_page=4000")
    check_refusal(pdf, ended, 3, "has no text")


# ── what is much, and within the limits ─────────────────────────────────────────────────────────

MUCH: dict[str, Maker] = {
    "letters": lambda: files.scattered(6_000, 0),
    "letters-and-rules": lambda: files.scattered(4_000, 4_000),
    "mesh": lambda: files.mesh(2_000),
    "far-away": files.far_away,
}


@pytest.mark.no_cover
@pytest.mark.parametrize("name", MUCH)
def test_what_is_much_takes_no_long_time(name: str, tmp_path: Path) -> None:
    """What it costs grows with what is drawn, not with its square, nor with how far away it is.

    Each takes a few seconds of computing, however busy the machine is; by the square, far more.
    """
    pdf = written(tmp_path, MUCH[name]())
    ended = extract(pdf, "--limit", "seconds=60", "--limit", "memory_mb=1000")
    check_refusal(pdf, ended, 4, "table fragments")
    assert ended.peak_mb < 350
    assert ended.seconds < 15


# ── what can be repaired: the true tables ───────────────────────────────────────────────────────


@cache
def gold() -> dict[str, list[dict[str, Any]]]:
    path = ROOT / "tests" / "gold" / "base.gold.json"
    return json.loads(path.read_text(encoding="utf-8"))


def check_gold(plan: Plan) -> None:
    for table, rows in gold().items():
        columns = list(rows[0])  # new columns are null in this plan
        read = [
            {name: row_value(getattr(row, name)) for name in columns} for row in plan.rows(table)
        ]
        assert read == rows, table
    assert plan.metrics["words"]["unaccounted"] == 0


def check_part(plan: Plan) -> None:
    """The tables are those of the part, undamaged."""
    sound = sound_part()
    assert sound.activities
    for table in gold():
        assert plan.rows(table) == sound.rows(table), table
    assert plan.metrics["words"]["unaccounted"] == 0


@cache
def sound_part() -> Plan:
    with tempfile.TemporaryDirectory() as folder:
        return stages.extract(written(Path(folder), files.part()), profile=PROFILE)


def row_value(value: object) -> object:
    return float(value) if type(value).__name__ == "Decimal" else value  # type: ignore[arg-type]


def repairs_of_file(plan: Plan) -> list[str]:
    return [row.reason for row in plan.repairs if row.kind == "file-repaired"]


WHOLE: dict[str, tuple[Maker, str | None]] = {
    "without-end": (files.without_end, "cross-references-broken"),
    "wrong-startxref": (files.wrong_startxref, "cross-references-broken"),
    "shifted": (files.shifted_cross_references, "cross-references-broken"),
    "garbage-in-front": (files.garbage_in_front, "bytes-before-the-header"),
    "rootless": (files.rootless, "structure-broken"),
    "object-streams": (files.object_streams_without_end, "cross-references-broken"),
    "owner-password": (files.owner_password, None),
    "turned-90": (lambda: files.turned(90), None),
    "turned-180": (lambda: files.turned(180), None),
    "turned-270": (lambda: files.turned(270), None),
}


@pytest.mark.usefixtures("own_reader")
@pytest.mark.parametrize("name", WHOLE)
def test_damaged_locked_and_turned_files_give_the_true_tables(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of them whole, the others by a few pages: damage knows nothing of pages."""
    make, repair = WHOLE[name]
    if name == "without-end":
        check_gold(plan := stages.extract(written(tmp_path, make()), profile=PROFILE))
    else:
        monkeypatch.setattr(files, "base", files.part)
        plan = stages.extract(written(tmp_path, make()), profile=PROFILE)
        check_part(plan)
    check_repairs(plan, repair)


@pytest.mark.parametrize("name", WHOLE)
def test_the_other_engine_gives_the_same_tables(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "base", files.part)
    make, repair = WHOLE[name]
    plan = stages.extract(written(tmp_path, make()), profile=PROFILE, engine="pdfplumber")
    check_part(plan)
    check_repairs(plan, repair)


def check_repairs(plan: Plan, repair: str | None) -> None:
    told = repairs_of_file(plan)
    assert len(told) == (repair is not None)
    assert told in ([], [repair])


def test_a_repair_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "base", files.part)
    plan = stages.extract(written(tmp_path, files.wrong_startxref()), profile=PROFILE)
    assert plan.metrics["repairs"]["file-repaired"] == 1


@pytest.mark.usefixtures("own_reader")
@pytest.mark.parametrize("make", [files.user_password, files.owner_password])
def test_a_password_opens_it(make: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "base", files.part)
    pdf = written(tmp_path, make())
    secret = tmp_path / "secret"
    for right in (files.USER, files.OWNER) if make is files.user_password else (files.OWNER,):
        secret.write_text(right + "\n", encoding="utf-8")
        check_part(stages.extract(pdf, profile=PROFILE, password=right))
        assert extract_here(monkeypatch, pdf, "--password-file", str(secret)).code == 0
        assert extract_here(monkeypatch, pdf, RICPLAN_PASSWORD=right).code == 0


@pytest.mark.usefixtures("own_reader")
def test_a_wrong_password_does_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pdf = written(tmp_path, files.user_password())
    ended = extract_here(monkeypatch, pdf, RICPLAN_PASSWORD="cits")
    check_refusal(pdf, ended, 3, "The password given does not open it")
    assert "cits" not in ended.err


# ── pages that are not what they should be ──────────────────────────────────────────────────────


def rules(plan: Plan, rule: str) -> list[tuple[int | None, str | None]]:
    return [(found.page, found.value) for found in plan.findings if found.rule == rule]


def test_a_page_twice(tmp_path: Path) -> None:
    plan = stages.extract(written(tmp_path, files.page_twice()), profile=PROFILE)
    check_gold(plan)
    assert rules(plan, "page-repeated") == [(21, "20")]


@pytest.mark.parametrize(("page", "first"), [(24, "A 3.4"), (25, "A 4.1"), (23, "A 3.1")])
def test_a_page_missing(page: int, first: str, tmp_path: Path) -> None:
    """The gap is seen at the border, also where the page ended together with a group of ids."""
    plan = stages.extract(written(tmp_path, files.page_missing(page)), profile=PROFILE)
    told = [(f.key, f.page) for f in plan.findings if f.rule == "page-missing"]
    assert told == [(first, page)]


def test_pages_without_text_are_told_one_by_one(tmp_path: Path) -> None:
    content = files.pictures(39, text=frozenset(range(1, 36)))
    plan = stages.extract(written(tmp_path, content), profile=PROFILE)
    assert [page for page, _ in rules(plan, "page-without-text")] == [36, 37, 38, 39]
    assert plan.activities


def test_letters_that_a_font_does_not_tell_are_never_guessed(tmp_path: Path) -> None:
    content = files.without_to_unicode(range(30, 32))
    plan = stages.extract(written(tmp_path, content), profile=PROFILE)
    told = rules(plan, "unmapped-glyph")
    assert [page for page, _ in told] == [30, 31]
    texts = [row.text for row in plan.provenance if row.page in (30, 31)]
    assert sum(text.count("\ufffd") for text in texts) > 0
    assert sum(text.count("\ufffd") for text in texts) <= sum(int(value or 0) for _, value in told)
    elsewhere = [row.text for row in plan.provenance if row.page not in (30, 31)]
    assert not any("\ufffd" in text for text in elsewhere)


@pytest.mark.usefixtures("own_reader")
@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_fonts_that_tell_nothing_leave_no_text(
    engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pdf = written(tmp_path, files.subset_fonts_without_to_unicode())
    ended = extract_here(monkeypatch, pdf, "--engine", engine)
    check_refusal(pdf, ended, 3, "has no text: .* fonts that do not tell")


TITLES = {
    "half a surrogate": b"\xfe\xff\x00P\xd8\x00\x00l",
    "a low half first": b"\xfe\xff\xdc\x00\xd8\x00",
    "control characters": b"P\x1b[2Jl\x00n",
    "a book": b"P" * 1_000_000,
}


@pytest.mark.parametrize("name", TITLES)
def test_a_damaged_title_is_null_with_a_finding(name: str, tmp_path: Path) -> None:
    pdf = written(tmp_path, files.titled(TITLES[name]))
    plan = stages.extract(pdf, profile=PROFILE)
    assert plan.meta.title is None
    assert rules(plan, "damaged-metadata") == [(None, "Title")]
    assert plan.activities


def test_a_sound_title_is_the_title(tmp_path: Path) -> None:
    title = "Rīcības plāns 2015.–2020. 📈"
    plan = stages.extract(
        written(tmp_path, files.titled(b"\xfe\xff" + title.encode("utf-16-be"))), profile=PROFILE
    )
    assert plan.meta.title == title
    assert rules(plan, "damaged-metadata") == []


def test_letters_of_a_private_meaning_are_no_letters(tmp_path: Path) -> None:
    plan = stages.extract(written(tmp_path, files.private_use(page=30)), profile=PROFILE)
    assert [page for page, _ in rules(plan, "unmapped-glyph")] == [30]
    assert not any("\ue000" <= char < "\uf900" for row in plan.provenance for char in row.text)
