"""Random damage: whatever it does to a plan, the run ends as a run may end."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from tests.commands.running import ricplan
from tests.hostile import files

MUTATIONS = 300
BATCHES = 10  # so that the workers of a test run share them out
LIMITS = ("--limit", "seconds=30", "--limit", "memory_mb=1500")


def mutated(seed: int) -> bytes:
    """The part of the plan with one to a hundred bytes changed at random."""
    chance = random.Random(seed)
    content = bytearray(files.part())
    for _ in range(chance.choice((1, 2, 5, 20, 100))):
        content[chance.randrange(len(content))] = chance.randrange(256)
    return bytes(content)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_random_damage(batch: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    aside = tmp_path / "aside"
    aside.mkdir()
    monkeypatch.setenv("TMPDIR", str(aside))
    monkeypatch.setattr("tempfile.tempdir", None)
    ends = set()
    for seed in range(batch, MUTATIONS, BATCHES):
        pdf, out = tmp_path / f"{seed}.pdf", tmp_path / f"{seed}"
        pdf.write_bytes(mutated(seed))
        ran = ricplan(monkeypatch, "extract", pdf, "--out", out, "--no-report", *LIMITS)
        ends.add(ran.code)
        # 5 would be a limit hit: what random bytes cost is far below it.
        assert ran.code in (0, 3, 4), f"seed {seed}: {ran.err}"
        assert out.exists() == (ran.code == 0), f"seed {seed}"
        assert ran.code == 0 or re.match(r"Error: .+\. .+\. .+\.$", ran.err.strip()), ran.err
        assert list(aside.iterdir()) == []
    assert 0 in ends


def test_the_part_itself_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pdf = tmp_path / "part.pdf"
    pdf.write_bytes(files.part())
    ran = ricplan(monkeypatch, "extract", pdf, "--out", tmp_path / "out", "--no-report", "--json")
    [document] = ran.json["documents"]
    assert document["metrics"]["rows"]["activities"] > 5
    assert document["metrics"]["words"]["unaccounted"] == 0
