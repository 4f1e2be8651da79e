"""Random damage: whatever it does to a plan, the run ends as a run may end."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.commands.running import ricplan
from tests.hostile import files
from tests.hostile.running import ROOT

pytestmark = pytest.mark.no_cover

MUTATIONS = 300
BATCHES = 5  # so that the workers of a test run share them out
WHOLE = range(0, MUTATIONS, 43)  # read as a person runs it, with a process each, as well
LIMITS = ("--limit", "seconds=30", "--limit", "memory_mb=1500")


def check(seed: int, code: int, err: str, out: bool) -> None:
    # 5 would be a limit hit: what random bytes cost is far below it.
    assert code in (0, 3, 4), f"seed {seed}: {err}"
    assert out == (code == 0), f"seed {seed}"
    assert code == 0 or re.match(r"Error: .+\. .+\. .+\.$", err.strip()), err


@pytest.fixture
def aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for temporary files."""
    aside = tmp_path / "aside"
    aside.mkdir()
    monkeypatch.setenv("TMPDIR", str(aside))
    monkeypatch.setattr("tempfile.tempdir", None)
    return aside


def inline(folder: Path, seeds: Sequence[int]) -> tuple[list[dict[str, Any]], int | None]:
    """How those ended that were read in one process, and which one it crashed at, if it did."""
    command = [sys.executable, "-m", "tests.hostile.inline", str(folder), *map(str, seeds)]
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=ROOT, check=False, timeout=300,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    told = [json.loads(line) for line in done.stdout.splitlines()]
    ended = [one for one in told if "seed" in one]
    if done.returncode == 0:
        return ended, None
    assert done.returncode < 0, done.stderr  # a signal; an exception is a fault of the test
    return ended, told[-1]["begun"]


@pytest.mark.parametrize("batch", range(BATCHES))
def test_random_damage(
    batch: int, tmp_path: Path, aside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeds = list(range(batch, MUTATIONS, BATCHES))
    ends = set()
    while seeds:
        ended, crashed = inline(tmp_path, seeds)
        for one in ended:
            check(**one)
            ends.add(one["code"])
        seeds = seeds[len(ended) :]
        if crashed is not None:
            # what crashes a process of its own ends in an error of the run
            run_whole(crashed, tmp_path, aside, monkeypatch)
            seeds.remove(crashed)
    assert list(aside.iterdir()) == []
    assert 0 in ends


@pytest.mark.parametrize("seed", WHOLE)
def test_random_damage_as_a_person_meets_it(
    seed: int, tmp_path: Path, aside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_whole(seed, tmp_path, aside, monkeypatch)


def run_whole(seed: int, folder: Path, aside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pdf, out = folder / f"whole-{seed}.pdf", folder / f"whole-{seed}"
    pdf.write_bytes(files.mutated(seed))
    ran = ricplan(monkeypatch, "extract", pdf, "--out", out, "--no-report", *LIMITS)
    check(seed, ran.code, ran.err, out.exists())
    assert list(aside.iterdir()) == []


def test_undamaged_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pdf = tmp_path / "sheets.pdf"
    pdf.write_bytes(files.sheets())
    ran = ricplan(monkeypatch, "extract", pdf, "--out", tmp_path / "out", "--no-report", "--json")
    [document] = ran.json["documents"]
    assert document["metrics"]["rows"]["activities"] > 5
    assert document["metrics"]["words"]["unaccounted"] == 0
