"""Workbooks that LibreOffice saved, and what was filled into them before.

`python -m tests.monitor.recorded` fills the workbooks of `part_of_base` and lets LibreOffice save
them into tests/samples/monitor/ (`soffice` has to be there). The tests need it no more.
"""

from __future__ import annotations

import dataclasses
import random
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from pipeline.model.plan import Plan
from pipeline.store.register import Register
from pipeline.tracking.monitor import forms, sheets
from tests.monitor.filling import AS_OF, Filling, edited, is_empty, rewritten, rows_of
from tests.plans import gold_plan

SAMPLES = Path(__file__).parents[1] / "samples" / "monitor"
FAULTY = "ZPR.xlsx"


def part_of_base() -> Plan:
    """The activities A 1.1 to A 1.17 of the base plan alone: most faults need no more."""
    base = gold_plan()
    kept = {row.activity_id for row in base.activities if row.activity_id.startswith("A 1.")}
    lists = ("activities", "activity_responsible", "activity_funding", "indicators")
    rows: dict[str, Any] = {
        name: tuple(r for r in base.rows(name) if r.activity_id in kept) for name in lists
    }
    meta = dataclasses.replace(base.meta, sha256="a" * 64)
    return dataclasses.replace(base, meta=meta, **rows)


def filled(folder: Path) -> Filling:
    """The workbooks in `folder`, filled; rows sorted and columns moved in all but `FAULTY`, which
    has a formula, a share of per cent, an overspent sum and a text of the plan that was changed.
    """
    plan = part_of_base()
    made = sheets.write(plan, folder, "responsible", AS_OF, Register())
    filling = Filling(plan, random.Random(7))
    for path in made:
        filling.fill(path, 0.8)
        if path.name != FAULTY:
            _rearranged(path, filling)
    edited(folder / FAULTY, _faults)
    return filling


def _rearranged(path: Path, filling: Filling) -> None:
    def change(name: str, rows: list[list[Any]]) -> list[list[Any]]:
        order = list(range(len(rows[0])))
        filling.rng.shuffle(order)
        body = [row for row in rows[1:] if not is_empty(row)]
        filling.rng.shuffle(body)
        return [[row[at] for at in order] for row in (rows[0], *body)]

    rewritten(path, change)


def _faults(book: Workbook) -> None:
    progress = {
        cells["key"].value: cells
        for _, cells in rows_of(book["Progress"], forms.forms(part_of_base())[0])
    }
    progress["A 1.1"]["spent_eur"].value = "=100000+234.5"
    progress["A 1.13"]["share_done"].value = 0.25
    progress["A 1.13"]["share_done"].number_format = "0%"
    progress["A 1.14"]["deadline_raw"].value = "2030"
    progress["A 1.15"]["spent_eur"].value = "1 234,50"
    progress["A 1.15"]["completed_on"].value = "1.2.2018."
    progress["A 1.16"]["spent_eur"].value = "1.000"


def main() -> None:
    """Fill the workbooks, and let LibreOffice save them."""
    with tempfile.TemporaryDirectory() as place:
        filled(Path(place))
        command = ["soffice", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
        SAMPLES.mkdir(parents=True, exist_ok=True)
        files = sorted(map(str, Path(place).glob("*.xlsx")))
        subprocess.run([*command, "--outdir", str(SAMPLES), *files], check=True)


if __name__ == "__main__":
    main()
