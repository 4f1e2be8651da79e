"""Which profile a plan is read with when none is named, and what is told of the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import stages
from pipeline.model.findings import message
from pipeline.model.schema import Finding
from pipeline.records.drafting.toml_file import text

PLAN = Path(__file__).parents[2] / "raw" / "vejupes-2025-2031.pdf"


def _told(found: tuple[Finding, ...]) -> dict[str, Finding]:
    wanted = ("profile-drafted", "close-profile")
    return {finding.rule: finding for finding in found if finding.rule in wanted}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with an empty register and two written profiles of the same plan."""
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "plans.toml").write_text("", encoding="utf-8")
    (tmp_path / "profiles").mkdir()
    for name in ("vejupe", "vejupes-agrak"):
        written = text(stages.drafted(PLAN, name=name)).replace("drafted = true\n", "")
        (tmp_path / "profiles" / f"{name}.toml").write_text(written, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_of_two_profiles_that_fit_the_other_one_is_told(project: Path) -> None:
    plan = stages.read(PLAN).plan
    (found,) = _told(plan.findings).values()
    assert {plan.meta.profile, found.value} == {"vejupe", "vejupes-agrak"}
    assert (found.rule, found.severity) == ("close-profile", "info")
    assert "100%" in message(found, "en")


def test_a_written_profile_that_nearly_fits_is_told_beside_the_draft(project: Path) -> None:
    (project / "profiles" / "vejupes-agrak.toml").unlink()
    file = project / "profiles" / "vejupe.toml"
    lines = file.read_text(encoding="utf-8").splitlines()
    # 11 of its 13 columns are known, 85 %: too little to be taken, enough to be told
    kept = [line for line in lines if "Sadarbības partneri" not in line and "Kārta" not in line]
    file.write_text("\n".join(kept), encoding="utf-8")
    told = _told(stages.read(PLAN).plan.findings)
    assert set(told) == {"profile-drafted", "close-profile"}
    assert told["close-profile"].value == "vejupe"


def test_a_profile_that_is_named_needs_no_second(project: Path) -> None:
    assert not _told(stages.read(PLAN, profile="vejupe").plan.findings)


def test_a_profile_of_another_plan_is_not_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "plans.toml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)  # Zemgale's, which is shipped, is the only written one
    assert set(_told(stages.read(PLAN).plan.findings)) == {"profile-drafted"}
