"""Many damaged PDFs read in one process: `python -m tests.hostile.inline FOLDER SEED…`.

A process for each PDF and one more for its reader take most of the time of a run over random
damage, and tell nothing of it. Here the reader's part is answered in this process, frame by frame
as it would be sent. A crash ends it, and the test then knows which PDF it was: the last one begun.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.commands.running import ricplan
from tests.hostile import files
from tests.in_process import read_in_process


def main(folder: Path, seeds: Sequence[int]) -> None:
    """Read the PDF of each seed, and tell in a line of JSON how it ended."""
    logging.disable()  # what libraries log goes nowhere in the reader's own process
    with pytest.MonkeyPatch.context() as patch:
        read_in_process(patch)
        for seed in seeds:
            print(json.dumps({"begun": seed}), flush=True)
            pdf, out = folder / f"{seed}.pdf", folder / f"{seed}"
            pdf.write_bytes(files.mutated(seed))
            ran = ricplan(patch, "extract", pdf, "--out", out, "--no-report")
            told = {"seed": seed, "code": ran.code, "err": ran.err, "out": out.exists()}
            print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), list(map(int, sys.argv[2:])))
