"""Many damaged PDFs read in one process: `python -m tests.hostile.inline FOLDER SEED…`.

A process for each PDF and one more for its reader take most of the time of a run over random
damage, and tell nothing of it. Here the reader's part is answered in this process, frame by frame
as it would be sent. A crash ends it, and the test then knows which PDF it was: the last one begun.
"""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pipeline.reading import child, parent
from pipeline.stages import source
from pipeline.store.params import Limits
from tests.commands.running import ricplan
from tests.hostile import files


class InlineReader(parent.Reader):
    """A reader whose process is this one. The limits of time and memory do not bind it."""

    def __init__(
        self,
        path: Path,
        *,
        engine: str = "pdfium",
        password: str | None = None,
        limits: Limits | None = None,
        pages: bool = True,
        pictures: Sequence[int] = (),
    ) -> None:
        self._path, self._limits = path, limits or Limits()
        self._page, self._late, self._before = 0, False, parent._peak_mb()
        request: dict[str, Any] = {
            "path": str(path),
            "engine": engine,
            "password": password,
            "limits": {name: getattr(self._limits, name) for name in self._limits.__slots__},
            "pages": pages,
            "pictures": list(pictures),
        }
        frames = io.BytesIO()
        child.answer(request, frames.write)  # type: ignore[arg-type]
        frames.seek(0)
        self._process = SimpleNamespace(stdout=frames)  # type: ignore[assignment]

    def close(self) -> None:
        """There is no process to end."""


def main(folder: Path, seeds: Sequence[int]) -> None:
    """Read the PDF of each seed, and tell in a line of JSON how it ended."""
    logging.disable()  # what libraries log goes nowhere in the reader's own process
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source, "Reader", InlineReader)
        for seed in seeds:
            print(json.dumps({"begun": seed}), flush=True)
            pdf, out = folder / f"{seed}.pdf", folder / f"{seed}"
            pdf.write_bytes(files.mutated(seed))
            ran = ricplan(patch, "extract", pdf, "--out", out, "--no-report")
            told = {"seed": seed, "code": ran.code, "err": ran.err, "out": out.exists()}
            print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), list(map(int, sys.argv[2:])))
