"""`make bench`: every measurement, written to `docs/benchmarks.md` with date and machine."""

from __future__ import annotations

import datetime
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench import batch, diff, growth, joins, ocr, peers, picture, process, report

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"


def sections() -> Iterator[tuple[str, str, list[str]]]:
    """Heading, explanation and table of each measurement, made when it is its turn."""
    alone = peers.best(rounds=3)
    yield (
        "Beside other programs",
        "The base plan of 39 pages, every program in a process of its own, the best of three "
        "rounds taken in turn. *In process* is the time after imports. A bare table cannot have a "
        "cell that a page break cuts. What was aimed at, and why it is not reached: "
        "[decisions/speed.md](decisions/speed.md).",
        peers.table(alone),
    )
    found = batch.measured()
    picture.draw(_bars(alone, found))
    yield (
        "Many plans",
        f"The base plan under {batch.PLANS} names, and pdfplumber's bare tables of one of them, in "
        "one run. *Processor* is the time of all processes: it holds on a busy machine too.\n\n"
        "![Seconds a plan](img/benchmarks.svg)",
        batch.table(found),
    )
    yield (
        "Growth of `extract --no-report`",
        "The base plan repeated, ids renumbered in each copy; process start included.",
        list(_growth()),
    )
    yield (
        "The comparison of two versions",
        "Invented plans and an amended copy of each.",
        list(diff.table(diff.measured())),
    )
    yield (
        "Line ends of held-out texts",
        "Sentences that the weights were not tuned on, set in narrow columns of three fonts, where "
        "a word wider than its column is broken anywhere. *Told*: the wrong ones whose other "
        "reading is in a finding `uncertain-join`. With blanks, lines between words end with one.",
        list(joins.table()),
    )
    yield (
        "Scanned pages with `--ocr`",
        "Four pages of the base plan as pictures: cells of actions and activities that came out "
        "right to the last letter. Rows and columns are found as in the typeset pages.",
        list(ocr.table()),
    )
    yield (
        "The report in a browser",
        "Made, and opened from disk in headless Chromium.",
        report.table([report.measured(times) for times in (1, 10)]).splitlines(),
    )


def _bars(
    alone: dict[peers.Candidate, peers.Measure | None], many: list[batch.Run]
) -> list[tuple[str, float]]:
    """Seconds a plan: of each program on one plan, of ricplan on many."""
    bars = [(item.name, found.seconds) for item, found in alone.items() if found is not None]
    return [*bars, *((f"ricplan extract {run.name}", run.seconds) for run in many[1:])]


def _growth() -> Iterator[str]:
    yield "| pages | rows | seconds | ms a page | peak, MB | KB a page more |"
    yield "|---:|---:|---:|---:|---:|---:|"
    before: growth.Growth | None = None
    for found in growth.measure():
        more = ""
        if before is not None:
            grown = found.spent.megabytes - before.spent.megabytes
            more = f"{grown * 1024 / (found.pages - before.pages):.0f}"
        seconds, each = found.spent.seconds, found.spent.seconds / found.pages * 1000
        peak = f"{found.spent.megabytes:.0f}"
        yield f"| {found.pages} | {found.rows} | {seconds:.1f} | {each:.1f} | {peak} | {more} |"
        before = found


def machine() -> str:
    """What the figures were taken on."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        names = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        model = names[0].partition(":")[2].strip() if names else model
    return f"{os.cpu_count()} × {model}, {platform.system()}, Python {platform.python_version()}"


def main() -> None:
    """Measure everything and write the page."""
    process.compiled()
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"], capture_output=True, text=True, check=True
    ).stdout.strip()
    parts = [
        "# Benchmarks",
        f"`make bench`, {datetime.date.today()}, commit {commit}: {machine()}.",
    ]
    for heading, about, table in sections():
        print(f"{heading}\n" + "\n".join(table), file=sys.stderr, flush=True)
        parts += [f"## {heading}", about, "\n".join(table)]
    PAGE.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
