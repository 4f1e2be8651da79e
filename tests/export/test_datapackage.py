"""The data packages of Parquet and of CSV are valid, and say what the tables are."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import frictionless
import pytest

from pipeline import __version__
from pipeline.model.plan import Plan
from pipeline.model.schema import plan_tables
from pipeline.store import datapackage, export, plan_files, register
from pipeline.store.export import combined
from pipeline.store.register import Register
from tests.plans import gold_plan, told_plan

CSV: dict[str, dict[str, bool]] = {
    "csv": {},
    "csv for Excel": {"excel_lv": True},
    "csv without formulas": {"formula_safe": True},
    "csv for Excel without formulas": {"excel_lv": True, "formula_safe": True},
}


def package(plan: Plan, folder: Path, form: str) -> Path:
    if form == "parquet":
        plan_files.write(plan, folder)
    else:
        export.write(plan, folder, "csv", register=Register(), **CSV[form])
    return folder / "datapackage.json"


def errors(descriptor: Path) -> list[str]:
    report = frictionless.validate(str(descriptor))
    return [str(error.message) for error in report.errors] + [
        f"{task.name}: {error.message}" for task in report.tasks for error in task.errors
    ]


def resource(descriptor: Path, name: str) -> dict[str, Any]:
    content = json.loads(descriptor.read_text(encoding="utf-8"))
    found: dict[str, Any] = next(one for one in content["resources"] if one["name"] == name)
    return found


@pytest.mark.parametrize("form", ["parquet", "csv", "csv for Excel without formulas"])
@pytest.mark.parametrize("plan", [told_plan(), Plan(meta=gold_plan().meta)], ids=["full", "empty"])
def test_valid(tmp_path: Path, form: str, plan: Plan) -> None:
    assert errors(package(plan, tmp_path, form)) == []


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_frictionless_reads_the_values(tmp_path: Path, form: str) -> None:
    descriptor = package(told_plan(), tmp_path, form)
    read = frictionless.Package(str(descriptor)).get_resource("activities").read_rows()
    assert len(read) == 81
    for row, activity in zip(read, told_plan().activities, strict=True):
        values = row.to_dict()
        assert values.pop("doc_id") == "zpr-2015-2020"
        assert values == dataclasses.asdict(activity)


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_a_broken_reference_would_be_found(tmp_path: Path, form: str) -> None:
    """The check above sees something: a key that the plan breaks is put back and told."""
    descriptor = package(gold_plan(), tmp_path, form)
    content = json.loads(descriptor.read_text(encoding="utf-8"))
    for one in content["resources"]:
        if one["name"] == "activity_priorities":
            one["schema"]["foreignKeys"].append(
                {
                    "fields": ["doc_id", "priority_id"],
                    "reference": {"resource": "priorities", "fields": ["doc_id", "priority_id"]},
                }
            )
    descriptor.write_text(json.dumps(content), encoding="utf-8")
    assert any("P7" in error for error in errors(descriptor))


def test_a_changed_csv_is_found(tmp_path: Path) -> None:
    descriptor = package(gold_plan(), tmp_path, "csv")
    file = tmp_path / "priorities.csv"
    file.write_bytes(file.read_bytes().replace(b"P1", b"P9"))
    assert any("hash" in error for error in errors(descriptor))


def test_keys(tmp_path: Path) -> None:
    descriptor = package(gold_plan(), tmp_path, "parquet")
    assert resource(descriptor, "activities")["schema"]["primaryKey"] == ["doc_id", "activity_id"]
    assert resource(descriptor, "actions")["schema"]["foreignKeys"] == [
        {
            "fields": ["doc_id", "direction_id"],
            "reference": {"resource": "directions", "fields": ["doc_id", "direction_id"]},
        }
    ]
    # A 2.7 states P7, which is no priority of the plan
    assert [
        key["reference"]["resource"]
        for key in resource(descriptor, "activity_priorities")["schema"]["foreignKeys"]
    ] == ["activities"]
    assert "primaryKey" not in resource(descriptor, "provenance")["schema"]


def test_a_key_that_repeats_is_left_out_with_what_leads_to_it(tmp_path: Path) -> None:
    plan = dataclasses.replace(gold_plan(), directions=gold_plan().directions * 2)
    descriptor = package(plan, tmp_path, "parquet")
    assert errors(descriptor) == []
    assert "primaryKey" not in resource(descriptor, "directions")["schema"]
    assert "foreignKeys" not in resource(descriptor, "actions")["schema"]


def test_each_table_has_licence_sources_and_version(tmp_path: Path) -> None:
    meta = dataclasses.replace(
        gold_plan().meta, file="plāns.pdf", sha256="ab" * 32, licence="CC0-1.0"
    )
    descriptor = package(dataclasses.replace(gold_plan(), meta=meta), tmp_path, "parquet")
    for name in (name for name, table in plan_tables().items() if not table.optional):
        one = resource(descriptor, name)
        assert one["licenses"][0]["name"] == "CC0-1.0"
        assert one["sources"] == [
            {"title": meta.title, "path": "plāns.pdf", "version": f"sha256:{'ab' * 32}"}
        ]
        assert one["version"] == __version__


@pytest.mark.parametrize(
    ("names", "licences"),
    [
        ([None], None),
        (["CC0-1.0", None], None),
        (["MIT"], [{"name": "MIT"}]),
        (["Drīkst izmantot, norādot avotu"],
         [{"name": "other", "title": "Drīkst izmantot, norādot avotu"}]),
        (["MIT", "MIT"], [{"name": "MIT"}]),
    ],
)  # fmt: skip
def test_no_licence_is_assumed(names: list[str | None], licences: object) -> None:
    metas = [dataclasses.replace(gold_plan().meta, licence=name) for name in names]
    assert datapackage.licences(metas) == ({"licenses": licences} if licences else {})


def test_titles_and_explanations_in_both_languages(tmp_path: Path) -> None:
    one = resource(package(gold_plan(), tmp_path, "parquet"), "actions")
    assert (one["title"], one["title_en"]) == ("Rīcības", "Actions")
    field = one["schema"]["fields"][3]
    assert field == {
        "name": "direction_id",
        "type": "string",
        "title": "Virziena ID",
        "title_en": "Direction id",
        "description": "Virziens, zem kura rīcība iespiesta",
        "description_en": "The direction under which it is printed",
    }


def test_the_package_of_all_versions(tmp_path: Path) -> None:
    folders = [tmp_path / "base", tmp_path / "am1"]
    for folder in folders:
        plan_files.write(gold_plan(folder.name), folder)
    combined.write(folders, tmp_path / "all", register.load())
    descriptor = tmp_path / "all" / "datapackage.json"
    assert errors(descriptor) == []
    content = json.loads(descriptor.read_text(encoding="utf-8"))
    assert content["name"] == "all"
    assert resource(descriptor, "plans")["schema"]["primaryKey"] == ["doc_id"]
    foreign = resource(descriptor, "findings")["schema"]["foreignKeys"]
    assert foreign == [
        {"fields": ["doc_id"], "reference": {"resource": "plans", "fields": ["doc_id"]}}
    ]
