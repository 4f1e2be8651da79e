"""The program beside others, on the base plan: seconds, peak memory, cells right.

Each is run in a process of its own, one after the other, several rounds in turn, and the best round
counts: a machine has other things to do. The peers are installed apart (`scripts/peers.sh`), each
into a folder of its own, because one of them takes the place of pdfplumber and another pins its
parts. One that is not there is shown as missing.

A cell is right when a cell of the output has its letters, blanks and hyphens aside. What counts are
the printed cells of the proof-read tables; a bare table cannot have those that a page break cuts.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.process import compiled
from pipeline.model import schema

ROOT = Path(__file__).parents[1]
PDF = ROOT / "raw" / "zpr-2015-2020.pdf"
GOLD = ROOT / "tests" / "gold" / "base.gold.json"
PEERS = ROOT / ".bench"
CELLS = (("actions", "name"), ("actions", "participants_raw"), ("activities", "name"),
         ("activities", "partners_raw"), ("activities", "funding_raw"),
         ("activities", "amount_raw"))  # fmt: skip

# Each script has `pdf` and `out` and leaves `cells`; `start` is set when the imports are done.
_TABLES = """
from pathlib import Path
from pipeline.stages import tables
from pipeline.layout import cells
from pipeline.tables import cell_texts
start = time.perf_counter()
cells = [cell for table in tables(Path(pdf)) for row in table["rows"] for cell in row]
"""
_EXTRACT = """
start = time.perf_counter()
import sys
from pipeline.commands import cli
sys.argv = ["ricplan", "extract", pdf, "--out", out, *{options!r}]
try:
    cli.main()
except SystemExit as ended:
    assert not ended.code
took = time.perf_counter() - start
from pathlib import Path
from pipeline.store import plan_files
plan = plan_files.read(Path(out))
cells = [getattr(row, column) for table, column in wanted for row in plan.rows(table)]
"""
_PLUMBER = """
import pdfplumber
start = time.perf_counter()
with pdfplumber.open(pdf) as opened:
    cells = [cell for page in opened.pages for table in page.extract_tables()
             for row in table for cell in row]
"""
_TABLERS = """
import tablers
start = time.perf_counter()
document = tablers.Document(pdf)
cells = [cell.text for page in document.pages()
         for table in tablers.find_tables(page, extract_text=True) for cell in table.cells]
"""
_CAMELOT = """
import camelot
start = time.perf_counter()
tables = camelot.read_pdf(pdf, pages="all")
cells = [str(cell) for table in tables for row in table.df.values for cell in row]
"""
_TABULA = """
import tabula
start = time.perf_counter()
tables = tabula.read_pdf(pdf, pages="all", lattice=True, pandas_options={"header": None})
cells = [str(cell) for table in tables for row in table.values for cell in row]
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A way to read tables: its name, its script and the folder it is installed in, if apart."""

    name: str
    script: str
    folder: str | None = None


CANDIDATES = (
    Candidate("ricplan, bare tables", _TABLES),
    Candidate("ricplan extract --no-report", _EXTRACT.format(options=["--no-report"])),
    Candidate("ricplan extract", _EXTRACT.format(options=[])),
    Candidate("pdfplumber extract_tables", _PLUMBER),
    Candidate("pdfplumber-rs", _PLUMBER, "pdfplumber-rs"),
    Candidate("tablers", _TABLERS, "tablers"),
    Candidate("camelot", _CAMELOT, "camelot-py"),
    Candidate("tabula", _TABULA, "tabula-py"),
)


@dataclass(frozen=True, slots=True)
class Measure:
    """What one candidate took: seconds of the process and within it after imports, and peak MB.

    `cells` are the texts of all cells, squeezed.
    """

    seconds: float
    inner: float
    peak: float
    cells: frozenset[str]
    processor: float  # seconds, of the process and its children


def measured(candidate: Candidate) -> Measure | None:
    """Run a candidate once; None where it is not installed or cannot run here."""
    if candidate.folder and not any((PEERS / candidate.folder).glob("*.dist-info")):
        return None
    with tempfile.TemporaryDirectory() as name:
        result, log = Path(name) / "result.json", Path(name) / "log"
        frame = (
            "import json, time\n"
            f"pdf, out, wanted, took = {str(PDF)!r}, {name + '/out'!r}, {CELLS!r}, None\n"
            f"{candidate.script}\n"
            "took = time.perf_counter() - start if took is None else took\n"
            f"json.dump([took, cells], open({str(result)!r}, 'w'))\n"
        )
        paths = [str(PEERS / candidate.folder)] if candidate.folder else []
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([*paths, str(ROOT)])}
        start = time.perf_counter()
        with log.open("wb") as stream:
            actions = [(os.POSIX_SPAWN_DUP2, stream.fileno(), place) for place in (1, 2)]
            command = [sys.executable, "-c", frame]
            child = os.posix_spawn(sys.executable, command, environment, file_actions=actions)
            _, status, usage = os.wait4(child, 0)
        seconds = time.perf_counter() - start
        if status != 0:
            print(f"{candidate.name}: {log.read_text('utf-8', 'replace').strip()[-300:]}",
                  file=sys.stderr)  # fmt: skip
            return None
        inner, cells = json.loads(result.read_text(encoding="utf-8"))
    peak = usage.ru_maxrss / 1024
    texts = frozenset(squeezed(cell) for cell in cells if cell)
    return Measure(seconds, inner, peak, texts, usage.ru_utime + usage.ru_stime)


def squeezed(text: str) -> str:
    """The letters of a cell, so that rules for joining lines play no part."""
    return re.sub(r"[\s\u00ad-]+", "", text)


def right(measure: Measure) -> tuple[int, int]:
    """How many of the true printed cells are in the output, and how many there are."""
    gold = json.loads(GOLD.read_text(encoding="utf-8"))
    assert {table for table, _ in CELLS} <= schema.plan_tables().keys()
    true = [squeezed(row[column]) for table, column in CELLS for row in gold[table] if row[column]]
    return sum(cell in measure.cells for cell in true), len(true)


def best(rounds: int) -> dict[Candidate, Measure | None]:
    """The quickest round of each candidate; all take turns, so that a busy moment hits all."""
    found: dict[Candidate, Measure | None] = dict.fromkeys(CANDIDATES)
    for _ in range(rounds):
        for candidate in CANDIDATES:
            before, now = found[candidate], measured(candidate)
            if now and (before is None or now.seconds < before.seconds):
                found[candidate] = now
    return found


def table(found: dict[Candidate, Measure | None]) -> list[str]:
    """The measurements as lines of a Markdown table."""
    base = next(measure for item, measure in found.items() if item.name.startswith("pdfplumber "))
    lines = ["| | process, s | of pdfplumber | processor, s | of its | in process, s | peak, MB "
             "| cells right |", "|---|---:|---:|---:|---:|---:|---:|---:|"]  # fmt: skip
    for candidate, measure in found.items():
        if measure is None:
            lines.append(f"| {candidate.name} | missing | | | | | | |")
            continue
        share = f"{measure.seconds / base.seconds:.2f}" if base else ""
        hit, of = right(measure)
        cpu = f"{measure.processor / base.processor:.2f}" if base else ""
        numbers = (
            f"{measure.seconds:.2f}",
            share,
            f"{measure.processor:.2f}",
            cpu,
            f"{measure.inner:.2f}",
            f"{measure.peak:.0f}",
        )
        lines.append(f"| {candidate.name} | {' | '.join(numbers)} | {hit} of {of} |")
    return lines


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    compiled()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    for line in table(best(options.rounds)):
        print(line, flush=True)


if __name__ == "__main__":
    main()
