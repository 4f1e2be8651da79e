"""`python -m tests.typeset OUTDIR [--preset NAME] [--check]`: print the base plan in every preset.

With `--check` each is read too, and told is how many of its cells are right.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from tests.typeset import PRESETS, PlanData, Typeset, typeset


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.typeset", description=__doc__)
    parser.add_argument("outdir", type=Path)
    parser.add_argument("--preset", choices=sorted(PRESETS), action="append")
    parser.add_argument("--part", action="store_true", help="only a few pages of the plan")
    parser.add_argument("--check", action="store_true", help="read each, and count right cells")
    options = parser.parse_args()
    options.outdir.mkdir(parents=True, exist_ok=True)
    plan = PlanData.gold()
    plan = plan.part(6, 14) if options.part else plan
    for name in options.preset or PRESETS:
        printed = typeset(plan, PRESETS[name])
        pdf = options.outdir / f"{name}.pdf"
        pdf.write_bytes(printed.pdf)
        expected = {
            "tables": printed.expected,
            "running": printed.running,
            "doubtful": sorted(printed.doubtful),
        }
        text = json.dumps(expected, ensure_ascii=False, indent=1)
        (options.outdir / f"{name}.expected.json").write_text(text, encoding="utf-8")
        print(f"{name:22}", _checked(printed, pdf) if options.check else "", flush=True)


def _checked(printed: Typeset, pdf: Path) -> str:
    """What reading the PDF gives, in a line."""
    from pipeline.model.errors import RicplanError
    from pipeline.stages import extract
    from tests.typeset.compare import cells_right, differences

    began = time.process_time()
    try:
        plan = extract(pdf, profile="zpr-2015-2020")
    except RicplanError as error:
        return f"not read: {error.seen}"
    right, total = cells_right(printed.expected, plan, printed.doubtful)
    wrong = differences(printed.expected, plan, printed.doubtful)
    told = {row.rule for row in plan.findings} & {"uncertain-join", "unknown-column"}
    seconds = time.process_time() - began
    state = "exact" if not wrong else f"{', '.join(wrong)} ({', '.join(told) or 'nothing told'})"
    return f"{right:5} of {total:5} cells  {seconds:4.1f} s  {state}"


if __name__ == "__main__":
    main()
