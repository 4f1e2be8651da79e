"""Plans of other forms, read with no profile: their tables are true, and nothing else is found."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from pipeline import stages
from pipeline.model import schema
from pipeline.model.errors import NoTableError
from tests.invented.compare import compare
from tests.other_plans.forms import FORMS
from tests.other_plans.more_forms import MORE

SAMPLES = Path(__file__).parents[1] / "samples" / "other"
NAMES = sorted(path.stem for path in SAMPLES.glob("*.pdf"))
FORM_OF = {**FORMS, **MORE}


def tables(plan: Any) -> dict[str, list[dict[str, Any]]]:
    """The rows of each table that has some."""
    found = {name: plan.rows(name) for name in schema.plan_tables()}
    return {name: [dataclasses.asdict(row) for row in rows] for name, rows in found.items() if rows}


@pytest.mark.parametrize("name", [name for name in NAMES if name != "nothing"])
def test_a_plan_of_another_form_is_read_with_no_profile(name: str) -> None:
    plan = stages.extract(SAMPLES / f"{name}.pdf")
    right, total, wrong = compare(tables(plan), FORM_OF[name]().gold)
    assert (wrong, right) == ([], total)
    words: Any = plan.metrics["words"]
    assert words["unaccounted"] == 0
    assert [finding for finding in plan.findings if finding.severity == "error"] == []
    assert plan.meta.title == FORM_OF[name]().title
    assert plan.meta.period is not None


def test_a_document_with_tables_and_no_plan_is_refused() -> None:
    with pytest.raises(NoTableError):
        stages.extract(SAMPLES / "nothing.pdf")


def test_every_sample_has_a_form() -> None:
    assert set(NAMES) <= set(FORM_OF)
    assert len(NAMES) > 10
