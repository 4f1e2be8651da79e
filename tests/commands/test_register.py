"""`ricplan register`, and a PDF that is not the one that was registered."""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.stages import project
from pipeline.store import register
from tests.commands.running import Ran, ricplan
from tests.hostile import files
from tests.stages.project import BASE, copied

RAW = Path(__file__).parents[2] / "raw"
Ricplan = Callable[..., Ran]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = copied(tmp_path / "project")
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Ricplan:
    return lambda *arguments: ricplan(monkeypatch, *arguments)


def test_another_file_than_the_registered_one_stops_the_run(root: Path, run: Ricplan) -> None:
    pdf = Path("raw", f"{BASE}.pdf")
    expected = register.load().by_id(BASE).sha256
    pdf.write_bytes(files.part())
    seen = hashlib.sha256(files.part()).hexdigest()
    for arguments in (
        ("stage", "ingest", "--doc", BASE),
        ("extract", pdf, "--out", "out", "--no-report"),
    ):
        ran = run(*arguments)
        assert ran.code == 3
        for words in (f"{BASE}.pdf", seen, expected, "ricplan register raw/"):
            assert words in ran.err.replace(f"{root}/", "")
        assert not (root / "out").exists()
    assert not list(root.glob("interim/*/*/*"))

    done = run("register", pdf, "--json").json
    assert done == {"id": BASE, "sha256": seen, "done": "replaced"}
    entry = register.load().by_id(BASE)
    assert entry.sha256 == seen
    assert entry.title.startswith("Zemgales")
    assert run("stage", "ingest", "--doc", BASE).code == 0


def test_one_registered_under_another_name_stops_it_too(root: Path, run: Ricplan) -> None:
    shutil.copy(root / "raw" / f"{BASE}-am1.pdf", root / "raw" / f"{BASE}.pdf")
    ran = run("stage", "ingest", "--doc", BASE)
    assert ran.code == 3
    assert f"the register has as '{BASE}'" in ran.err


def test_a_new_plan_is_added(root: Path, run: Ricplan) -> None:
    before = (root / "raw" / "plans.toml").read_text("utf-8")
    (root / "raw" / "jauns plāns.pdf").write_bytes(files.part())
    ran = run("register", "raw/jauns plāns.pdf", "--title", 'Plāns "2021"', "--region", "Zemgale",
              "--period", "2021-2027", "--amends", f"{BASE}-am1", "--made-up")  # fmt: skip
    assert ran.code == 0, ran.err
    known = register.load()
    entry = known.by_id("jauns plāns")
    assert (entry.title, entry.region, entry.period) == ('Plāns "2021"', "Zemgale", (2021, 2027))
    assert (entry.version, entry.amends, entry.made_up) == (3, f"{BASE}-am1", True)
    assert entry.profile == "zpr-2015-2020"
    text = (root / "raw" / "plans.toml").read_text("utf-8")
    assert set(before.splitlines()) <= set(text.splitlines())  # comments and all
    project.run("ingest", "jauns plāns", root)
    again = run("register", "raw/jauns plāns.pdf", "--json")
    assert again.json["done"] == "unchanged"


def test_a_drafted_profile_is_not_written_down(root: Path, run: Ricplan) -> None:
    text = (root / "raw" / "plans.toml").read_text("utf-8")
    kept, _, _ = text.partition("[plans.vejupes-2025-2031]")
    (root / "raw" / "plans.toml").write_text(kept, encoding="utf-8")
    shutil.copy(RAW / "vejupes-2025-2031.pdf", root / "raw" / "novads.pdf")
    ran = run("register", "raw/novads.pdf", "--region", "Vējupes novads", "--made-up")
    assert ran.code == 0, ran.err
    entry = register.load().by_id("novads")
    assert (entry.period, entry.profile) == ((2025, 2031), None)
    assert entry.title == "Vējupes novada attīstības programma 2025.–2031. gadam"


def test_the_first_amendment_makes_its_table(root: Path, run: Ricplan) -> None:
    toml = root / "raw" / "plans.toml"
    toml.write_text(toml.read_text("utf-8").partition("[plans.zpr-2015-2020-am1]")[0], "utf-8")
    ran = run("register", f"raw/{BASE}-am1.pdf", "--amends", BASE)
    assert ran.code == 0, ran.err
    assert register.load().by_id(f"{BASE}-am1").amends == BASE
    assert register.load().by_id(f"{BASE}-am1").period == (2015, 2020)  # from its title


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["raw/none.pdf"], 3, "cannot be read"),
        (["elsewhere.pdf"], 2, "does not lie in"),
        (["raw/x.pdf", "--id", "a/b"], 2, "cannot be the id"),
        (["raw/x.pdf", "--title", "Plāns"], 2, "No period is given"),
        (["raw/x.pdf", "--period", "2027-2021"], 2, "is no period"),
        (["raw/x.pdf", "--id", BASE, "--period", "2021-2027"], 2, "has a plan"),
        (["raw/x.pdf", "--amends", "none", "--period", "2021-2027"], 2, "no plan 'none'"),
    ],
)
def test_a_register_is_left_as_it_was(
    arguments: list[str], code: int, told: str, root: Path, run: Ricplan
) -> None:
    for place in ("elsewhere.pdf", "raw/x.pdf"):
        (root / place).write_bytes(files.part())
    before = (root / "raw" / "plans.toml").read_bytes()
    ran = run("register", *arguments)
    assert ran.code == code
    assert told in ran.err
    assert (root / "raw" / "plans.toml").read_bytes() == before
    assert not list((root / "raw").glob(".*"))
