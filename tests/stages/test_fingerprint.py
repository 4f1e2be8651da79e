"""Whatever a result depends on is in its fingerprint, and nothing else is."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import pipeline
from pipeline.stages import fingerprint as module
from pipeline.stages.fingerprint import fingerprint
from pipeline.stages.given import Options
from pipeline.store.params import Combine, Limits, Params, Report, Validate
from pipeline.store.register import RegisteredPlan

ROOT = Path(__file__).parents[2]
ENTRY = RegisteredPlan(
    "a", "a.pdf", "Plāns", "Zemgale", (2015, 2020), 1, "zpr-2015-2020", "ab", rows=(("actions", 3),)
)


def told(
    sha256: str = "ab",
    options: Options = Options(),  # noqa: B008
    settings: Params = Params(),  # noqa: B008
    entry: RegisteredPlan | None = ENTRY,
) -> str:
    return fingerprint(sha256, options, settings, entry, ROOT)


@pytest.mark.parametrize(
    "changed",
    [
        {"sha256": "cd"},
        {"options": Options(engine="pdfplumber")},
        {"options": Options(ocr=True)},
        {"options": Options(cross_check=True)},
        {"options": Options(profile="zpr-2015-2020")},
        {"options": Options(doc_id="b")},
        {"settings": Params(limits=Limits(seconds=7))},
        {"settings": Params(validate=Validate(skip=("punctuation",)))},
        {"entry": None},
        {"entry": dataclasses.replace(ENTRY, title="Cits")},
        {"entry": dataclasses.replace(ENTRY, period=(2014, 2020))},
        {"entry": dataclasses.replace(ENTRY, rows=(("actions", 4),))},
        {"entry": dataclasses.replace(ENTRY, profile="other")},
        {"entry": dataclasses.replace(ENTRY, licence="CC0-1.0")},
    ],
    ids=str,
)
def test_it_changes_with_what_the_result_depends_on(changed: dict[str, Any]) -> None:
    assert told(**changed) != told()


@pytest.mark.parametrize(
    "changed",
    [
        {"settings": Params(report=Report(dpi=7), combine=Combine(made_up=True))},
        {"entry": dataclasses.replace(ENTRY, note="x", adopted=date(2017, 5, 5), region="y")},
    ],
    ids=str,
)
def test_it_stays_with_what_it_does_not_depend_on(changed: dict[str, Any]) -> None:
    assert told(**changed) == told()


def test_it_changes_with_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    before = told()
    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "__version__", "9")
        assert told() != before
    monkeypatch.setattr(module, "code_digest", lambda: "other")
    assert told() != before


def test_the_code_is_the_source_as_it_lies_there(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "__init__.py").write_text("")
    (tmp_path / "rules.toml").write_text("a = 1")
    (tmp_path / "x.pyc").write_text("")
    monkeypatch.setattr(pipeline, "__file__", str(tmp_path / "__init__.py"))
    digest = module.code_digest.__wrapped__
    before = digest()
    (tmp_path / "x.pyc").write_text("made by Python")
    assert digest() == before
    (tmp_path / "rules.toml").write_text("a = 2")
    assert digest() != before
