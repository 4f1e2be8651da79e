"""`python -m tests.invented SEED [--count N] [--chromium] [--out DIR]` writes plans and truths."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from tests.invented import make, pdf


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.invented", description=__doc__)
    parser.add_argument("seed", type=int)
    parser.add_argument("--count", type=int, default=1, help="as many seeds from SEED on")
    parser.add_argument("--chromium", action="store_true", help="set by a browser")
    parser.add_argument("--out", type=Path, default=Path())
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for seed in range(options.seed, options.seed + options.count):
        made = make(seed)
        path = options.out / f"{seed}.pdf"
        if options.chromium:
            from tests.invented.html import print_plan

            print_plan(made.blocks, made.shape.look, made.plan.title, path)
        else:
            path.write_bytes(pdf(made))
        gold = json.dumps(made.gold, ensure_ascii=False, indent=1)
        (options.out / f"{seed}.gold.json").write_text(gold + "\n", encoding="utf-8")
        print(made.shape.describe())


if __name__ == "__main__":
    main()
