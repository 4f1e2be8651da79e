from pathlib import Path

import pytest

from pipeline.model.errors import UsageError
from pipeline.store import params

ROOT = Path(__file__).parents[2]


def loaded(folder: Path, text: str) -> params.Params:
    path = folder / "params.yaml"
    path.write_text(text, encoding="utf-8")
    return params.load(path)


def test_the_file_of_the_project_repeats_the_defaults() -> None:
    """Whoever reads params.yaml sees what holds, and removing a line changes nothing."""
    assert params.load(ROOT / "params.yaml") == params.Params()


def test_a_value_overrides_its_default_alone(tmp_path: Path) -> None:
    given = loaded(tmp_path, "limits:\n  pages: 7\nvalidate:\n  skip: [punctuation]\nreport:\n")
    assert given.limits.pages == 7
    assert given.limits.seconds == params.Limits().seconds
    assert given.validate.skip == ("punctuation",)
    assert given.report == params.Report()
    assert loaded(tmp_path, "") == params.Params()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("limits: [", "not valid YAML"),
        ("limit: {}", r"unknown key 'limit' \(known: limits, validate, report, combine\)"),
        ("limits: {page: 3}", r"unknown key 'limits\.page' \(known: file_mb, pages"),
        ("limits: 3", "a single value for 'limits'"),
        ("3", "a single value for 'all'"),
        ("limits: {pages: many}", "'limits.pages: many', which is no whole number"),
        ("limits: {pages: true}", "no whole number"),
        ("limits: {pages: 0}", "no whole number above 0"),
        ("combine: {made_up: 1}", "'combine.made_up: 1', which is neither true nor false"),
        ("validate: {skip: punctuation}", "no list of names"),
    ],
)
def test_what_is_not_understood_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        loaded(tmp_path, text)


def test_without_a_file_the_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="no file"):
        params.load(tmp_path / "params.yaml")
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "plans.toml").touch()
    monkeypatch.chdir(tmp_path)
    assert params.load() == params.Params()
    (tmp_path / "params.yaml").write_text("report: {dpi: 150}")
    assert params.load().report.dpi == 150
