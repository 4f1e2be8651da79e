"""Many plans at once: documents a second of `ricplan extract` on a folder, and on a Dask cluster.

The base plan under forty names, each another file, read two at once, without and with report;
beside it pdfplumber's bare tables of one plan in one process, in the same run. Seconds of the
processor are told too: they hold on a machine that has other things to do.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.process import Spent, compiled, ricplan, spent

BASE = Path(__file__).parents[1] / "raw" / "zpr-2015-2020.pdf"
PLANS, JOBS = 40, 2
_PLUMBER = (
    "import sys, pdfplumber\n"
    "with pdfplumber.open(sys.argv[1]) as opened:\n"
    "    for page in opened.pages: page.extract_tables()\n"
)


@dataclass(frozen=True, slots=True)
class Run:
    """One way to read, what it took, and how many plans it read."""

    name: str
    spent: Spent
    plans: int

    @property
    def seconds(self) -> float:
        """Seconds a plan."""
        return self.spent.seconds / self.plans


def measured(plans: int = PLANS) -> list[Run]:
    """Pdfplumber on one plan (the best of three) first, then each way to read many."""
    with tempfile.TemporaryDirectory() as name:
        folder, out = Path(name) / "raw", Path(name)
        folder.mkdir()
        for number in range(plans):
            content = BASE.read_bytes() + f"% {number}\n".encode()
            (folder / f"plan-{number:03}.pdf").write_bytes(content)
        plumber = [sys.executable, "-c", _PLUMBER, str(BASE)]
        peers = [_succeeded(spent(plumber)) for _ in range(3)]
        found = [Run("pdfplumber extract_tables, one plan", min(peers, key=_cost), 1)]
        many = [*ricplan(), "extract", str(folder), "--jobs", str(JOBS), "--out"]
        for told, more in (("", ["--no-report"]), (" with report", [])):
            took = _succeeded(spent([*many, str(out / f"out{told}"), *more]))
            found.append(Run(f"--jobs {JOBS}{told}", took, plans))
        with _cluster(out) as scheduler:
            command = [*many, str(out / "cluster"), "--no-report", "--dask", scheduler]
            _succeeded(spent([*ricplan(), "extract", str(BASE), "--out", str(out / "warm"),
                              "--no-report", "--dask", scheduler]))  # fmt: skip
            found.append(
                Run("--dask, two workers of one thread", _succeeded(spent(command)), plans)
            )
        return found


def _cost(took: Spent) -> float:
    return took.seconds


def _succeeded(took: Spent) -> Spent:
    if took.exit_code:
        raise RuntimeError(f"a measured command ended with code {took.exit_code}")
    return took


@contextlib.contextmanager
def _cluster(folder: Path) -> Iterator[str]:
    told = folder / "scheduler.json"
    started = [_started("dask_scheduler", "--host", "127.0.0.1", "--port", "0", told)]
    try:
        while not told.exists():
            time.sleep(0.05)
        started += [
            _started("dask_worker", "--nthreads", "1", "--local-directory", folder, told)
            for _ in range(JOBS)
        ]
        yield json.loads(told.read_text(encoding="utf-8"))["address"]
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait()


def _started(program: str, *arguments: object) -> subprocess.Popen[bytes]:
    *rest, told = map(str, arguments)
    command = [sys.executable, "-m", f"distributed.cli.{program}", *rest, "--no-dashboard"]
    return subprocess.Popen(
        [*command, "--scheduler-file", told], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def table(runs: list[Run]) -> list[str]:
    """The measurements as lines of a Markdown table."""
    lines = [
        "| | seconds a plan | plans a second | of pdfplumber | processor, s a plan | of its |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    base = runs[0]
    for run in runs:
        cpu = run.spent.processor / run.plans
        known = "" if "--dask" in run.name else f"{cpu:.2f}"  # that of workers is not ours to see
        share = "" if "--dask" in run.name else f"{cpu / base.spent.processor:.2f}"
        lines.append(
            f"| {run.name} | {run.seconds:.2f} | {1 / run.seconds:.1f} | "
            f"{run.seconds / base.seconds:.2f} | {known} | {share} |"
        )
    return lines


def main() -> None:
    """Print the table."""
    compiled()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, default=PLANS)
    print("\n".join(table(measured(parser.parse_args().plans))))


if __name__ == "__main__":
    main()
