"""Commands on the tables of a folder."""

import dataclasses
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.model.findings import RULES
from pipeline.model.plan import Plan
from pipeline.model.schema import Provenance
from pipeline.store import plan_files, register
from pipeline.store.export import combined
from tests.commands.running import Ran, ricplan
from tests.plans import gold_plan

ROOT = Path(__file__).parent.parent.parent
Ricplan = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Ricplan:
    return lambda *arguments: ricplan(monkeypatch, *arguments)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    plan_files.write(gold_plan(), tmp_path / "plan")
    return tmp_path / "plan"


def printed(plan: Plan, *places: tuple[str, str, int]) -> Plan:
    lines = [
        Provenance(
            table=table, key=key, position=None, column="name", line=1, page=page,
            x0=1.0, top=1.0, x1=2.0, bottom=2.0, text="x",
        )
        for table, key, page in places
    ]  # fmt: skip
    return dataclasses.replace(plan, provenance=tuple(lines))


def test_show_gives_lists_links_and_pages(run: Ricplan, tmp_path: Path) -> None:
    places = (("activities", "A 1.4", 21), ("activities", "A 1.4", 20), ("activities", "A 1.5", 9))
    plan_files.write(printed(gold_plan(), *places), tmp_path)
    shown = run("show", tmp_path, "a1.4", "--json").json
    plan = gold_plan()
    assert (shown["table"], shown["key"]) == ("activities", "A 1.4")
    assert shown["row"]["name"] == next(r.name for r in plan.activities if r.activity_id == "A 1.4")
    leading = {row.action_id for row in plan.action_activities if row.activity_id == "A 1.4"}
    stated = {row.priority_id for row in plan.activity_priorities if row.activity_id == "A 1.4"}
    assert {link["key"] for link in shown["links"]} == leading | stated
    sources = [row.source for row in plan.activity_funding if row.activity_id == "A 1.4"]
    assert [row["source"] for row in shown["lists"]["activity_funding"]] == sources
    assert shown["pages"] == [20, 21]
    assert shown["findings"] == []


def test_show_tells_the_same_in_words(run: Ricplan, folder: Path) -> None:
    run("validate", folder)
    ran = run("show", folder, "A", "1.4")
    assert ran.code == 0
    assert ran.err == ""
    assert ran.out.startswith("A 1.4  Aktivitāte\n")
    for words in ("Iznākuma rādītāji\n", "Saites\n", "indicator-numbering", "Lappuses: nav"):
        assert words in ran.out


def test_show_of_a_direction_has_its_actions_and_priority(run: Ricplan, folder: Path) -> None:
    shown = run("show", folder, "RV 1.1", "--json").json
    keys = {link["key"] for link in shown["links"]}
    assert {"P1", "R 1.1.1"} <= keys
    assert all(link["name"] for link in shown["links"])


def test_show_of_a_priority_that_is_stated_in_vain(run: Ricplan, folder: Path) -> None:
    """A 2.7 states a priority that the plan does not have: the link is there, and leads nowhere."""
    shown = run("show", folder, "A 2.7", "--json").json
    missing = [link for link in shown["links"] if link["name"] is None]
    assert [link["table"] for link in missing] == [None]
    assert "(plānā nav)" in run("show", folder, "A 2.7").out


def test_show_of_no_row_names_the_range(run: Ricplan, folder: Path) -> None:
    ran = run("show", folder, "A 9.9")
    assert ran.code == 2
    assert "no row 'A 9.9'. Its ids of that kind run from A 1.1 to A 6." in ran.err


def test_validate_writes_and_prints_its_findings(run: Ricplan, folder: Path) -> None:
    ran = run("validate", folder)
    assert ran.code == 0
    assert "malformed-amount" in ran.out
    assert ran.err.startswith("Konstatējumi: ")
    found = plan_files.read(folder).findings
    assert len(ran.out.splitlines()) == len(found)
    again = run("validate", folder, "--json")
    assert [row["rule"] for row in again.json["findings"]] == [row.rule for row in found]
    assert plan_files.read(folder).findings == found


def test_validate_fails_on_what_was_asked(run: Ricplan, folder: Path) -> None:
    assert run("validate", folder, "--fail-on", "error").code == 1
    sound = dataclasses.replace(gold_plan(), activities=(), activity_priorities=(), actions=())
    lists = dict.fromkeys(("action_activities", "action_participants", "indicators"), ())
    lists |= {f"activity_{name}": () for name in ("responsible", "partners", "funding")}
    plan_files.write(dataclasses.replace(sound, **lists), folder)
    assert run("validate", folder, "--fail-on", "error").code == 0


def test_all_plans_together_are_a_stage(
    run: Ricplan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "raw").mkdir()
    # the register of the two plans whose tables are at hand
    text = (ROOT / "raw" / "plans.toml").read_text("utf-8")
    others, rest = text.index("[plans.vejupes"), text.index("[amends]")
    text = text[:others] + text[rest:].split("vejupes", 1)[0]
    (tmp_path / "raw" / "plans.toml").write_text(text, encoding="utf-8")
    (tmp_path / "params.yaml").write_text("combine: {made_up: true}")
    monkeypatch.chdir(tmp_path)
    for name in ("base", "am1"):
        plan = gold_plan(name)
        plan_files.write(plan, tmp_path / "interim" / plan.meta.doc_id / "validate")
    assert run("stage", "combine", "--doc", "zpr-2015-2020").code == 2
    assert not (tmp_path / "combined").exists()
    assert run("stage", "combine", "--doc", "all").code == 0
    exported = run("export", "combined", "--to", "csv", "--out", "csv")
    assert exported.code == 0
    rows = (tmp_path / "csv" / "priorities.csv").read_text("utf-8-sig").splitlines()[1:]
    ids = {row.split(",")[0] for row in rows}
    assert ids == {"zpr-2015-2020", "zpr-2015-2020-am1"}


@pytest.mark.parametrize("command", ["validate", "show", "report"])
def test_the_combined_set_is_told_for_what_it_is(
    command: str, run: Ricplan, folder: Path, tmp_path: Path
) -> None:
    combined.write([folder], tmp_path / "combined", register.Register())
    ran = run(command, tmp_path / "combined", *(["A 1.1"] if command == "show" else []))
    assert ran.code == 3
    assert "is the data set of all plans together" in ran.err


def test_a_stage_needs_a_register_and_a_plan_of_it(
    run: Ricplan, monkeypatch: pytest.MonkeyPatch
) -> None:
    unknown = run("stage", "ingest", "--doc", "unknown")
    assert unknown.code == 2
    assert "zpr-2015-2020-am1" in unknown.err
    monkeypatch.setattr(register, "find_root", lambda start=None: None)
    assert "Go to the project's folder." in run("stage", "ingest", "--doc", "x").err


def test_rules_lists_every_rule(run: Ricplan) -> None:
    ran = run("rules")
    assert [line.split()[0] for line in ran.out.splitlines()] == list(RULES)
    listed = run("rules", "--json").json["rules"]
    assert [(rule["id"], rule["severity"]) for rule in listed] == [
        (name, rule.severity) for name, rule in RULES.items()
    ]


@pytest.mark.parametrize("name", ["show", "validate", "report"])
def test_a_folder_without_tables_is_3(name: str, run: Ricplan, tmp_path: Path) -> None:
    ran = run(name, tmp_path, *(["A 1.1"] if name == "show" else []))
    assert ran.code == 3
    assert ran.out == ""
    assert list(tmp_path.iterdir()) == []


def test_report_takes_only_the_file_that_was_read(run: Ricplan, tmp_path: Path) -> None:
    pdf = ROOT / "raw" / "zpr-2015-2020.pdf"
    sha256 = hashlib.sha256(pdf.read_bytes()).hexdigest()
    plan = gold_plan()
    meta = dataclasses.replace(plan.meta, sha256=sha256)
    plan_files.write(dataclasses.replace(plan, meta=meta), tmp_path)
    other = run("report", tmp_path, "--pdf", ROOT / "raw" / "zpr-2015-2020-am1.pdf")
    assert other.code == 3
    assert "another file than the one that was read" in other.err
    assert run("report", tmp_path, "--pdf", tmp_path / "no.pdf").code == 3
    assert not (tmp_path / "report.html").exists()
    ran = run("report", tmp_path)
    assert ran.code == 0, ran.err
    assert "no page pictures" not in ran.err
    assert (tmp_path / "report.html").is_file()


def test_report_without_a_known_file_says_so(run: Ricplan, folder: Path) -> None:
    ran = run("report", folder)
    assert ran.code == 0
    assert "no page pictures" in ran.err
    assert (folder / "report.html").is_file()


def test_export_says_where_the_file_is(run: Ricplan, folder: Path, tmp_path: Path) -> None:
    ran = run("export", folder, "--to", "csv", "--out", tmp_path / "csv")
    assert ran.code == 0
    assert ran.out == ""
    assert str(tmp_path / "csv") in ran.err
    assert (tmp_path / "csv" / "activities.csv").is_file()
