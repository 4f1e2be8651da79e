"""`python -m tests.typeset OUTDIR [--preset NAME]`: print the base plan in every preset."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from tests.typeset import PRESETS, PlanData, typeset


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.typeset", description=__doc__)
    parser.add_argument("outdir", type=Path)
    parser.add_argument("--preset", choices=sorted(PRESETS), action="append")
    parser.add_argument("--part", action="store_true", help="only a few pages of the plan")
    options = parser.parse_args()
    options.outdir.mkdir(parents=True, exist_ok=True)
    plan = PlanData.gold()
    plan = plan.part(6, 14) if options.part else plan
    for name in options.preset or PRESETS:
        printed = typeset(plan, PRESETS[name])
        (options.outdir / f"{name}.pdf").write_bytes(printed.pdf)
        expected = {
            "tables": printed.expected,
            "running": printed.running,
            "doubtful": sorted(printed.doubtful),
        }
        text = json.dumps(expected, ensure_ascii=False, indent=1)
        (options.outdir / f"{name}.expected.json").write_text(text, encoding="utf-8")
        print(name)


if __name__ == "__main__":
    main()
