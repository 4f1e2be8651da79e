"""`make bench`: every measurement, or those that are named, written to `docs/benchmarks.md`.

`python -m bench batch growth` makes two of them; the other sections of the page stay as they are.
With `--quick` each is made with the smallest setting, to see that it works, and nothing is written.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import batch, diff, growth, joins, ocr, peers, picture, process, report

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"


@dataclass(frozen=True, slots=True)
class Section:
    """A measurement: its name on the command line, and its section of the page."""

    name: str
    heading: str
    about: str
    table: Callable[[bool], Sequence[str]]  # lines of Markdown; told whether it is to be quick


def _growth(quick: bool) -> Iterator[str]:
    yield "| pages | rows | seconds | processor, s | ms of it a page | peak, MB | KB a page more |"
    yield "|---:|---:|---:|---:|---:|---:|---:|"
    before: growth.Growth | None = None
    for found in growth.measure((1, 2) if quick else growth.COPIES):
        took, more = found.spent, ""
        if before is not None:
            grown = took.megabytes - before.spent.megabytes
            more = f"{grown * 1024 / (found.pages - before.pages):.0f}"
        each = took.processor / found.pages * 1000
        yield (
            f"| {found.pages} | {found.rows} | {took.seconds:.1f} | {took.processor:.1f} "
            f"| {each:.1f} | {took.megabytes:.0f} | {more} |"
        )
        before = found


SECTIONS = (
    Section(
        "peers",
        "Beside other programs",
        "The base plan of 39 pages, every program in a process of its own, the best of three "
        "rounds taken in turn. *Processor* is the time of all processes: it holds on a busy "
        "machine too. *In process* is the time after imports. A bare table cannot have a cell that "
        "a page break cuts. What was aimed at, and why it is not reached: "
        "[decisions/speed.md](decisions/speed.md).",
        lambda quick: peers.table(peers.best(rounds=1 if quick else 3)),
    ),
    Section(
        "batch",
        "Many plans",
        f"The base plan under {batch.PLANS} names, and pdfplumber's bare tables of one of them, in "
        "one run. A batch starts its prepared process once. The processor's time of a cluster's "
        "workers is not seen from outside.\n\n"
        "![Seconds of the processor a plan](img/benchmarks.svg)",
        lambda quick: batch.table(batch.measured(2 if quick else batch.PLANS)),
    ),
    Section(
        "growth",
        "Growth of `extract --no-report`",
        "The base plan repeated, ids renumbered in each copy; process start included.",
        lambda quick: list(_growth(quick)),
    ),
    Section(
        "diff",
        "The comparison of two versions",
        "Invented plans and an amended copy of each.",
        lambda quick: list(diff.table(diff.measured(diff.SIZES[:1] if quick else diff.SIZES))),
    ),
    Section(
        "joins",
        "Line ends of held-out texts",
        "Sentences that the weights were not tuned on, set in narrow columns of three fonts, where "
        "a word wider than its column is broken anywhere. *Told*: the wrong ones whose other "
        "reading is in a finding `uncertain-join`. With blanks, lines between words end with one.",
        lambda quick: list(joins.table(joins.WIDTHS[:1] if quick else joins.WIDTHS)),
    ),
    Section(
        "ocr",
        "Scanned pages with `--ocr`",
        "Four pages of the base plan as pictures: cells of actions and activities that came out "
        "right to the last letter. Rows and columns are found as in the typeset pages.",
        lambda quick: list(ocr.table(*([1] if quick else []))),
    ),
    Section(
        "report",
        "The report in a browser",
        "Made, and opened from disk in headless Chromium.",
        lambda quick: report.table(
            [report.measured(times) for times in ((1,) if quick else (1, 10))]
        ).splitlines(),
    ),
)


def machine() -> str:
    """What the figures were taken on."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        names = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        model = names[0].partition(":")[2].strip() if names else model
    return f"{os.cpu_count()} × {model}, {platform.system()}, Python {platform.python_version()}"


def _commit() -> str:
    asked = ["git", "describe", "--always", "--dirty"]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()


def sections_of(page: str) -> dict[str, str]:
    """What stands under each heading of the page."""
    parts = [part.partition("\n") for part in f"\n{page}".split("\n## ")[1:]]
    return {heading.strip(): body.strip() for heading, _, body in parts}


def _written(found: dict[str, str]) -> None:
    """The page, and the picture of what stands in it."""
    parts = ["# Benchmarks", f"`make bench` on {machine()}."]
    parts += [f"## {it.heading}\n\n{found[it.heading]}" for it in SECTIONS if it.heading in found]
    PAGE.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    bars = picture.bars(found.get(it.heading, "") for it in SECTIONS[:2])
    if bars:
        picture.draw(bars)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and write the page as each section is done."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    names = [section.name for section in SECTIONS]
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=f"of {', '.join(names)}")
    parser.add_argument("--quick", action="store_true", help="smallest settings, nothing written")
    options = parser.parse_args(arguments)
    if unknown := set(options.sections) - set(names):
        parser.error(f"there is no section {unknown.pop()}: they are {', '.join(names)}")
    process.compiled()
    when = f"{datetime.date.today()}, commit {_commit()}."
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    found = sections_of(page)
    for section in SECTIONS:
        if options.sections and section.name not in options.sections:
            continue
        table = "\n".join(section.table(options.quick))
        print(f"{section.heading}\n{table}", file=sys.stderr, flush=True)
        found[section.heading] = f"{section.about} {when}\n\n{table}"
        if not options.quick:
            _written(found)


if __name__ == "__main__":
    main()
