import datetime
import hashlib
import json
from pathlib import Path

import pytest

from pipeline.model.errors import UsageError
from pipeline.store import register

ROOT = Path(__file__).parents[2]
HASHES = {"a": "a" * 64, "b": "b" * 64, "c": "c" * 64}


def entry(doc_id: str, version: int = 1, **more: str) -> str:
    keys = {
        "file": f'"{doc_id}.pdf"',
        "title": '"Plāns"',
        "region": '"Zemgale"',
        "period": "[2015, 2020]",
        "version": str(version),
        "profile": '"p"',
        "sha256": f'"{HASHES[doc_id]}"',
        **more,
    }
    return f"[plans.{doc_id}]\n" + "".join(f"{key} = {value}\n" for key, value in keys.items())


def loaded(folder: Path, text: str) -> register.Register:
    path = folder / "raw" / "plans.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return register.load(path)


def test_the_register_of_the_project_names_the_files_that_are_there() -> None:
    known = register.load(ROOT / "raw" / "plans.toml")
    assert known.ids == (
        "zpr-2015-2020",
        "zpr-2015-2020-am1",
        "vejupes-2025-2031",
        "vejupes-2025-2031-am1",
    )
    for plan in known.plans:
        pdf = known.pdf(plan)
        assert hashlib.sha256(pdf.read_bytes()).hexdigest() == plan.sha256
        assert known.by_sha256(plan.sha256.upper()) is plan


def test_expected_rows_are_those_of_the_proof_read_tables() -> None:
    known = register.load(ROOT / "raw" / "plans.toml")
    for doc_id, gold in (("zpr-2015-2020", "base"), ("zpr-2015-2020-am1", "am1")):
        tables = json.loads((ROOT / f"tests/gold/{gold}.gold.json").read_text(encoding="utf-8"))
        assert dict(known.by_id(doc_id).rows) == {name: len(rows) for name, rows in tables.items()}


def test_what_is_made_up_says_so() -> None:
    made_up = [plan for plan in register.load(ROOT / "raw" / "plans.toml").plans if plan.made_up]
    assert {plan.id for plan in made_up} == {
        "zpr-2015-2020-am1",
        "vejupes-2025-2031",
        "vejupes-2025-2031-am1",
    }
    for plan in made_up:
        assert "izdomāt" in plan.title.lower()
        assert "izdomāt" in (plan.decision or "")
        assert "izdomāt" in (plan.note or "").lower()


def test_a_plan_needs_no_profile(tmp_path: Path) -> None:
    text = entry("a").replace('profile = "p"\n', "")
    plan = loaded(tmp_path, text).by_id("a")
    assert plan.profile is None
    assert register.from_json(json.dumps(register.as_json(plan))) == plan


def test_versions_are_followed_from_any_of_them(tmp_path: Path) -> None:
    text = entry("b", 2) + entry("a") + entry("c", 3) + '[amends]\nb = "a"\nc = "b"\n'
    known = loaded(tmp_path, text)
    assert [plan.id for plan in known.versions("b")] == ["a", "b", "c"]
    assert [(old.id, new.id) for old, new in known.amendments()] == [("a", "b"), ("b", "c")]
    assert known.by_id("b").amends == "a"


def test_every_field_is_read(tmp_path: Path) -> None:
    more = {"adopted": "2015-06-02", "decision": '"Nr. 1"', "note": '"x"', "rows": "{actions = 3}"}
    plan = loaded(tmp_path, entry("a", **more)).by_id("a")
    assert plan.adopted == datetime.date(2015, 6, 2)
    assert (plan.decision, plan.note, plan.rows) == ("Nr. 1", "x", (("actions", 3),))
    assert plan.period == (2015, 2020)


def test_an_unknown_plan_is_answered_with_the_known_ones(tmp_path: Path) -> None:
    known = loaded(tmp_path, entry("a"))
    assert known.by_sha256("f" * 64) is None
    with pytest.raises(UsageError, match=r"no plan 'x'.*Its ids: a\..*\[plans\.x\]"):
        known.by_id("x")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[plans", "not valid TOML"),
        ("[other]", "unknown table 'other'"),
        ("[plans]\na = 1", "no table for 'a'"),
        (entry("a", colour='"red"'), "unknown key 'colour'.*known: adopted, decision"),
        (entry("a", title="1"), "no 'title' of the kind str"),
        (entry("a", adopted='"soon"'), "no 'adopted' of the kind date"),
        (entry("a", version=0), "whole number from 1"),
        (entry("a", sha256='"12"'), "64 hexadecimal digits"),
        (entry("a", file='"../a.pdf"'), "with a folder"),
        (entry("a", period="[2020, 2015]"), "the first and the last"),
        (entry("a", period="2015"), "the first and the last"),
        (entry("a", rows="3"), "no table of numbers"),
        (entry("a", rows="{acts = 3}"), "unknown table 'acts'.*known: goals, priorities"),
        (entry("a", rows="{actions = -3}"), "no whole number"),
        (entry("a") + entry("b", sha256=f'"{HASHES["a"]}"'), "one sha256 for 'a' and for 'b'"),
        (entry("a") + '[amends]\na = "z"', r"names 'z' in \[amends\].*known: a"),
        (entry("a") + entry("b") + '[amends]\nb = "a"', "version is not lower"),
    ],
)
def test_a_register_in_doubt_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        loaded(tmp_path, text)


def test_a_missing_register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="no register"):
        register.load(tmp_path / "plans.toml")
    monkeypatch.setattr(register, "find_root", lambda start=None: None)
    assert register.load() == register.Register()


def test_the_root_is_found_from_a_folder_below(tmp_path: Path) -> None:
    loaded(tmp_path, entry("a"))
    below = tmp_path / "x" / "y"
    below.mkdir(parents=True)
    assert register.find_root(below) == tmp_path
