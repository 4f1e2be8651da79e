"""Invented plans of random shape: read with no profile, their tables are true.

More of them than a run of the tests has time for: `python -m tests.invented.test_reading 0 300`.
"""

from __future__ import annotations

import pytest

from tests.invented import make, pdf
from tests.invented.compare import compare
from tests.invented.reading import plan_in, tables_of

pytestmark = pytest.mark.no_cover

SEEDS = range(0, 300, 5)
TOGETHER = 10  # seeds a test
RIGHT = 0.99  # share of cells


@pytest.mark.parametrize("first", SEEDS[::TOGETHER])
def test_plans_that_nobody_has_seen_are_read_with_no_profile(first: int) -> None:
    right = total = 0
    silent: list[str] = []
    for seed in SEEDS[SEEDS.index(first) :][:TOGETHER]:
        made = make(seed)
        plan = plan_in(pdf(made))
        assert plan is not None, (
            f"seed {seed}: no profile could be drafted: {made.shape.describe()}"
        )
        found, cells, wrong = compare(tables_of(plan), made.gold)
        right, total = right + found, total + cells
        known = {row["activity_id"] for row in made.gold["activities"]}
        assert known <= {row.activity_id for row in plan.activities}, f"seed {seed}: a row is lost"
        assert plan.metrics["words"]["unaccounted"] == 0
        doubted = {item.key for item in plan.findings} | {
            item.key for item in plan.repairs if item.confidence < 0.9
        }
        silent += [f"seed {seed}: {line}" for line in wrong if not _told(line, doubted)]
    assert right >= RIGHT * total
    assert silent == []


def _told(line: str, doubted: set[str | None]) -> bool:
    """Whether a wrong cell has a finding or a doubtful repair on its row."""
    return any(key and repr(key) in line for key in doubted)
