"""Files of corrections as the program writes them, the command, and what is carried on."""

from __future__ import annotations

import datetime
import difflib
import json
import multiprocessing
import os
import shutil
import signal
import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.records.corrections import Acceptance, Correction, Corrections, editing, file
from pipeline.records.corrections.editing import ChangedError
from pipeline.records.corrections.entries import AddRow, Entry, PartRow
from pipeline.store import plan_files
from tests.commands.running import ricplan
from tests.stages.project import AM1, BASE, copied

ROOT = Path(__file__).parents[2]
AMOUNT = Correction(
    table="activities", key="A 4.9", column="amount_eur", printed="8 000 0000",
    value="8000000.00", fault="plan", why="Seven zeros.", on=datetime.date(2026, 11, 24),
)  # fmt: skip
TAKEN = Acceptance(rule="unreferenced-activity", key="A 5.15", why="By decision.")

words = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20)
filled = words.filter(lambda text: text.strip() != "")
entries = st.one_of(
    st.builds(
        Correction, table=st.sampled_from(["activities", "actions"]), key=words,
        column=st.sampled_from(["name", "x"]), printed=words, value=words | st.integers(0, 9999),
        fault=st.sampled_from(["plan", "reading"]), why=filled, by=st.none() | words,
        on=st.none() | st.dates(), position=st.none() | st.integers(1, 9),
    ),
    st.builds(Acceptance, rule=st.sampled_from(["id-format", "punctuation"]), key=words,
              why=filled),
    st.builds(PartRow, page=st.integers(1, 99), printed=words, at=st.integers(1, 99), why=filled),
    st.builds(AddRow, page=st.integers(1, 99), printed=words, table=st.just("actions"),
              place=st.just((1.0, 2.0, 3.5, 4.0)), cells=st.dictionaries(words, words), why=filled),
)  # fmt: skip


def unlike(found: list[Entry]) -> list[Entry]:
    return list({(one.NAME, *one.target): one for one in found}.values())


@settings(deadline=None, max_examples=60)
@given(st.lists(entries, max_size=6).map(unlike), st.data())
def test_what_is_written_is_read_back_in_one_order(found: list[Entry], data: st.DataObject) -> None:
    texts = []
    for some in (found, data.draw(st.permutations(found))):
        text = ""
        for entry in some:
            before, text = text, editing.added(text, entry)
            kept = [
                line
                for line in difflib.ndiff(before.splitlines(), text.splitlines())
                if line[0] == "-"
            ]
            assert kept == []  # one change adds lines, and touches no other
        texts.append(text)
        read = file.parse(text, "f.toml")
        assert sorted(map(repr, read.entries)) == sorted(map(repr, some))
    assert sorted(texts[0].splitlines()) == sorted(texts[1].splitlines())
    for entry in found:
        texts[0] = editing.removed(texts[0], entry)
    assert file.parse(texts[0], "f.toml") == Corrections()


def test_a_change_leaves_what_a_person_wrote() -> None:
    own = (
        "# Mine.\n\n# about A 5.1\n[[correction]] # here\ntable = 'activities'\nkey = 'A 5.1'\n"
        "column = \"deadline_year\"\nprinted = '2018'\nvalue = 2019\nfault = 'plan'\nwhy = 'x'\n"
    )
    text = editing.added(own, AMOUNT)
    assert text.startswith('# Mine.\n\n[[correction]]\ntable = "activities"\nkey = "A 4.9"')
    assert text.endswith(own.removeprefix("# Mine.\n\n"))
    assert editing.removed(text, AMOUNT) == own


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b'[[accepted]]\nrule = "x"\n\n[[accepted]\n', 4),
        (b'[[accepted]]\r\nrule = "id-format"\r\nwhy = "\r\n', 3),
        (b'[[accepted]]\nrule = "id-format"\nwhy = """never ends\n\n', 3),  # told at the end
        (b'[[accepted]]\nwhy = "\xc4"\n', 2),
        (b'\n[[accepted]]\nrule = "id-format"\nkey = "A 1"\n', 2),  # without a reason
    ],
)
def test_a_broken_file_is_told_with_its_line(content: bytes, line: int, tmp_path: Path) -> None:
    place = tmp_path / "plan.toml"
    place.write_bytes(content)
    with pytest.raises(file.WrongFileError) as told:
        file.read(place)
    assert told.value.line == line
    assert f"{place}:{line} " in str(told.value)
    with pytest.raises(file.WrongFileError):
        editing.change(place, lambda text: editing.added(text, TAKEN))
    assert place.read_bytes() == content


def test_a_file_changed_underneath_is_not_overwritten(tmp_path: Path) -> None:
    place = tmp_path / "corrections" / "plan.toml"
    seen = editing.change(place, lambda text: editing.added(text, AMOUNT))
    place.write_text(seen + "# by hand\n", encoding="utf-8")
    with pytest.raises(ChangedError):
        editing.change(place, lambda text: editing.added(text, TAKEN), seen)
    assert place.read_text("utf-8") == seen + "# by hand\n"


def _add(place: Path, number: int) -> None:
    entry = Acceptance(rule="id-format", key=f"A {number}", why="x")
    editing.change(place, lambda text: editing.added(text, entry))


def _forever(place: Path) -> None:
    for number in range(10_000):
        _add(place, number)


def test_writers_wait_for_each_other(tmp_path: Path) -> None:
    place = tmp_path / "plan.toml"
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=_add, args=(place, number)) for number in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(file.read(place).accepted) == 8


def test_a_writer_killed_leaves_a_whole_file(tmp_path: Path) -> None:
    place = tmp_path / "plan.toml"
    counts = []
    for wait in (0.05, 0.11, 0.17):
        writer = multiprocessing.get_context("fork").Process(target=_forever, args=(place,))
        writer.start()
        while not place.is_file():
            assert writer.is_alive()
            time.sleep(0.005)
        time.sleep(wait)
        os.kill(writer.pid or 0, signal.SIGKILL)
        writer.join()
        found = file.read(place)
        counts.append(len(found.accepted))
        assert place.read_text("utf-8").endswith("\n")
    assert min(counts) > 0
    _add(place, 99_999)  # and no lock is left
    assert len(file.read(place).accepted) >= counts[-1]


# ── the program ─────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the correction of the amount, an acceptance, and two that an amendment met."""
    root = copied(tmp_path_factory.mktemp("project"))
    text = ""
    for entry in (
        AMOUNT,
        TAKEN,
        Correction(table="activities", key="A 1.4", column="deadline_year", printed="2018",
                   value=2019, fault="plan", why="y"),
        Correction(table="activities", key="A 99.1", column="deadline_year", printed="2018",
                   value=2019, fault="plan", why="y"),
    ):  # fmt: skip
        text = editing.added(text, entry)
    (root / "corrections").mkdir()
    (root / "corrections" / f"{BASE}.toml").write_text(text, encoding="utf-8")
    return root


def test_the_command_reads_with_the_corrections_beside_the_register(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    out = project / "out"
    done = ricplan(monkeypatch, "extract", f"raw/{BASE}.pdf", "--out", out, "--no-report")
    assert done.code == 0, done.err
    plan = plan_files.read(out)
    (row,) = [row for row in plan.activities if row.activity_id == "A 4.9"]
    assert row.amount_eur == Decimal("8000000.00")
    assert "malformed-amount" not in {found.rule for found in plan.findings}
    first = {path.name: path.read_bytes() for path in out.iterdir()}
    for name in ("two", "three"):
        folder = project / name
        folder.mkdir()
        shutil.copy(project / "corrections" / f"{BASE}.toml", folder)
        given = folder if name == "two" else folder / f"{BASE}.toml"
        done = ricplan(monkeypatch, "extract", f"raw/{BASE}.pdf", "--out", folder / "out",
                       "--no-report", "--corrections", given)  # fmt: skip
        assert done.code == 0, done.err
        assert {p.name: p.read_bytes() for p in (folder / "out").iterdir()} == first


def test_accepted_findings_do_not_fail_a_run(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)

    def code(text: str) -> int:
        given = tmp_path / "c.toml"
        given.write_text(text, encoding="utf-8")
        done = ricplan(monkeypatch, "extract", ROOT / f"raw/{BASE}.pdf", "--out", tmp_path / "out",
                       "--no-report", "--corrections", given, "--fail-on", "error")  # fmt: skip
        return done.code

    both = editing.added("", AMOUNT)
    assert code(both) == 1  # A 2.7 names a priority that is none
    taken = Acceptance(rule="unknown-priority", key="A 2.7", why="Being put right.")
    assert code(editing.added(both, taken)) == 0


def test_corrections_are_listed_checked_and_carried_on(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    listed = ricplan(monkeypatch, "corrections", "list")
    assert "amount_eur → 8000000.00: Seven zeros. (2026-11-24)" in listed.out
    checked = ricplan(monkeypatch, "corrections", "check", BASE, "--json")
    assert checked.code == 1  # A 99.1 is nowhere
    told = {one["rule"] + " " + one["key"] for one in checked.json["plans"][BASE]}
    assert "stale-correction A 99.1" in told and "stale-correction A 4.9" not in told
    carried = ricplan(monkeypatch, "corrections", "carry", BASE, AM1, "--json")
    assert carried.code == 0, carried.err
    answer = carried.json
    new = file.read(project / "corrections" / f"{AM1}.toml")
    assert len(new.entries) == len(answer["carried"])
    reasons = {entry["key"]: entry["reason"] for entry in answer["left"]}
    assert "no row" in reasons["A 99.1"]
    changes = json.loads((ROOT / "tests/gold/am1.changes.json").read_text("utf-8"))
    touched = {
        one.get("key_old") for one in (changes if isinstance(changes, list) else changes["changes"])
    }
    for entry in (AMOUNT, TAKEN):
        assert (entry.key in reasons) == (entry.key in touched)
    again = ricplan(monkeypatch, "corrections", "carry", BASE, AM1, "--json")
    assert again.json["carried"] == []
