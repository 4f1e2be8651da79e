"""`python -m tests.other_plans OUTDIR [NAME …]` typesets the plans and writes their truths."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.other_plans.forms import FORMS
from tests.other_plans.more_forms import MORE

ALL = {**FORMS, **MORE}


def main() -> None:
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[2:] or ALL:
        paper = ALL[name]()
        paper.print(out / f"{name}.pdf")
        gold = json.dumps(paper.gold, ensure_ascii=False, indent=1)
        (out / f"{name}.gold.json").write_text(gold + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
