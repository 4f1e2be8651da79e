"""The comparison of what is really read from the PDFs, and the command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.model.plan import Plan
from pipeline.store import plan_files
from pipeline.tracking.diff import compare
from tests.commands.running import ricplan
from tests.plans import GOLD
from tests.shared import extracted

ROOT = Path(__file__).parents[2]
PDFS = {
    "base": ROOT / "raw" / "zpr-2015-2020.pdf",
    "am1": ROOT / "raw" / "zpr-2015-2020-am1.pdf",
    "reflow": ROOT / "tests" / "samples" / "zpr-2015-2020-reflow.pdf",
}


def read(name: str) -> Plan:
    return extracted(PDFS[name])


@pytest.mark.parametrize("old", ["base", "reflow"])
def test_the_amendment_gives_the_true_changes_and_their_pages(old: str) -> None:
    names = ("table", "change", "key_old", "key_new", "position", "column")
    true = json.loads((GOLD / "am1.changes.json").read_text(encoding="utf-8"))
    changes = compare(read(old), read("am1"))
    assert {
        (*(getattr(c, name) for name in names), *((c.old, c.new) if c.column else ()))
        for c in changes
        if c.table != "paragraphs"
    } == {
        (*(c[name] for name in names), *((c["old"], c["new"]) if c["column"] else ())) for c in true
    }
    for change in changes:
        assert (change.page_old is None) == (change.change == "added")
        assert (change.page_new is None) == (change.change == "removed")


def test_pages_are_those_of_the_values() -> None:
    pages = {
        (c.key_new or c.key_old, c.column): (c.page_old, c.page_new)
        for c in compare(read("base"), read("am1"))
    }
    assert pages["A 1.3", "amount_eur"] == (16, 11)
    assert pages["A 4.4", "partner"] == (26, 19)
    assert pages["A 5.18", None] == (35, None)


def test_another_typesetter_changes_nothing_of_substance() -> None:
    assert [c for c in compare(read("base"), read("reflow")) if c.kind == "substantive"] == []


def test_the_command_compares_folders_and_pdfs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan_files.write(read("base"), tmp_path / "base")
    same = ricplan(monkeypatch, "diff", tmp_path / "base", PDFS["reflow"])
    assert (same.code, same.err) == (0, "")
    assert "Izmaiņu nav." in same.out
    other = ricplan(
        monkeypatch, "diff", tmp_path / "base", PDFS["am1"], "--json", "--out", tmp_path / "out"
    )
    assert other.code == 1
    assert len(other.json["changes"]) == 13
    assert "diff.html" in other.err
    assert "IZDOMĀTI" in (tmp_path / "out" / "changes.md").read_text("utf-8")
    page = (tmp_path / "out" / "diff.html").read_text("utf-8")
    assert 'id="picture-old-16"' in page
    assert 'id="picture-new-11"' in page
    assert 'id="picture-old-1"' not in page


def test_the_command_refuses_what_is_no_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan_files.write(read("base"), tmp_path / "base")
    gone = ricplan(monkeypatch, "diff", tmp_path / "base", tmp_path / "gone.pdf")
    assert gone.code == 3
    assert ricplan(monkeypatch, "diff", tmp_path / "base").code == 2
