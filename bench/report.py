"""The report of a long plan: how long it takes to make, how large it is, what opening it takes.

The base plan is repeated (its ids renumbered in each copy, its pages one after another), and the
report opened in headless Chromium from `file://`: the time until the first screen is shown, until
the whole file is read in, and until a page at the end shows its picture.
"""

from __future__ import annotations

import argparse
import dataclasses
import re
import resource
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

from pipeline import report, stages
from pipeline.model import schema
from pipeline.model.plan import Plan
from pipeline.store.layers import Layer
from tests.browsing import started

BASE = Path(__file__).parents[1] / "raw" / "zpr-2015-2020.pdf"
STEP = 10  # the first number of an id grows by this from copy to copy: A 1.4, A 11.4, A 21.4 …
_ID = re.compile(r"\b(HP|P|RV |R |A )(\d+)")
_PRINTED = {"text", "before", "after", "value", "message"}


@dataclass(frozen=True, slots=True)
class Opening:
    """Pages, size in MB, seconds to make; in the browser, seconds from the start of opening."""

    pages: int
    size: float
    made: float
    peak: float  # MB of this process
    first_screen: float
    whole: float
    last_page: float


def repeated(plan: Plan, layers: tuple[Layer, ...], times: int) -> tuple[Plan, tuple[Layer, ...]]:
    """The plan `times` over, with new ids and later pages in each copy."""
    tables: dict[str, Any] = {
        name: tuple(
            _moved(row, copy, plan.meta.pages) for copy in range(times) for row in plan.rows(name)
        )
        for name in schema.plan_tables()
    }
    meta = dataclasses.replace(plan.meta, pages=plan.meta.pages * times, expected_rows=())
    words = {name: count * times for name, count in plan.metrics["words"].items()}
    boxes = tuple(
        box._replace(page=box.page + copy * plan.meta.pages)
        for copy in range(times)
        for box in layers
    )
    return dataclasses.replace(plan, meta=meta, metrics={"words": words}, **tables), boxes


def _moved(row: Any, copy: int, pages: int) -> Any:
    changes: dict[str, Any] = {}
    for field in dataclasses.fields(row):
        value = getattr(row, field.name)
        if field.name == "page" and value is not None:
            changes["page"] = value + copy * pages
        elif field.name == "chapter" or (field.name == "key" and re.match(r"\d", value or "")):
            changes[field.name] = f"{copy}.{value}"
        elif isinstance(value, str) and field.name not in _PRINTED:
            changes[field.name] = _ID.sub(lambda found: _renumbered(found, copy), value)
    return dataclasses.replace(row, **changes)


def _renumbered(found: re.Match[str], copy: int) -> str:
    return f"{found[1]}{int(found[2]) + STEP * copy}"


def measured(times: int) -> Opening:
    """Make and open the report of the base plan repeated so many times."""
    reading = stages.read(BASE)
    plan, layers = repeated(reading.plan, reading.layers, times)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with pikepdf.new() as long, pikepdf.open(BASE) as base:
            for _ in range(times):
                long.pages.extend(base.pages)
            long.save(folder / "long.pdf")
        start = time.perf_counter()
        report.write(plan, folder / "long.pdf", folder, layers)
        made = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        file = folder / "report.html"
        return Opening(
            plan.meta.pages, file.stat().st_size / 1e6, made, peak, *_opened(file, plan.meta.pages)
        )


def _opened(file: Path, pages: int) -> Iterator[float]:
    with started() as browser:
        page = browser.new_page(viewport={"width": 1360, "height": 900})
        start = time.perf_counter()
        page.goto(file.as_uri(), wait_until="commit")
        page.wait_for_selector(".tabs [aria-current=page]")  # drawn, and its scripts at work
        yield time.perf_counter() - start
        page.wait_for_load_state("load")
        yield time.perf_counter() - start
        page.evaluate(f"location.hash = '#p{pages}'")
        page.wait_for_function(
            "page => document.querySelector(`.page[data-page='${page}'] .paper`)"
            "?.style.backgroundImage.includes('blob:')",
            arg=pages,
        )
        yield time.perf_counter() - start


def table(openings: list[Opening]) -> str:
    """The measurements as a Markdown table."""
    head = ("pages", "file, MB", "made, s", "peak, MB", "first screen, s", "whole file, s",
            "last page shown, s")  # fmt: skip
    rows = [
        (f"{o.pages}", f"{o.size:.1f}", f"{o.made:.1f}", f"{o.peak:.0f}", f"{o.first_screen:.1f}",
         f"{o.whole:.1f}", f"{o.last_page:.1f}")
        for o in openings
    ]  # fmt: skip
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---:"] * len(head), *rows))


def main() -> None:
    """Measure the plan as it is, and a plan of about 400 pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("times", nargs="*", type=int, default=[1, 10])
    print(table([measured(times) for times in parser.parse_args().times]))


if __name__ == "__main__":
    main()
