"""Limits are raised by name, and an error says how."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from pipeline.model.errors import LimitError, UsageError
from pipeline.reading.limits import NAMES, exceeded, raised
from pipeline.store.params import Limits

ROOT = Path(__file__).parents[2]


def test_every_limit_can_be_raised_and_is_told_of() -> None:
    assert [field.name for field in dataclasses.fields(Limits)] == list(NAMES)
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    for name in NAMES:
        default = f"{getattr(Limits(), name):,}".replace(",", " ")
        assert f"| `{name}` | {default} |" in text


def test_those_given_override_the_others_stay() -> None:
    given = raised(Limits(pages=7), ["seconds=5", "memory_mb=100", "seconds=6"])
    assert given == Limits(pages=7, seconds=6, memory_mb=100)


@pytest.mark.parametrize(
    "text", ["second=5", "seconds", "seconds=", "seconds=0", "seconds=-1", "seconds=1e3", "=5"]
)
def test_what_is_no_limit_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="The limits are: file_mb"):
        raised(Limits(), [text])


def test_the_error_names_the_limit_its_value_and_the_way_out() -> None:
    error = exceeded("It is large.", "pages", Limits(pages=3))
    assert isinstance(error, LimitError)
    assert error.exit_code == 5
    told = str(error)
    assert "The limit is 3 pages." in told
    assert "--limit pages=N" in told
    assert "limits.pages in params.yaml" in told
