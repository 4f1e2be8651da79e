"""A reader whose process is that of the test.

A process for each PDF takes longer than a small PDF, and tells nothing where the process is not
what is tested. What the reader would send is sent to this process, frame by frame.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pipeline.reading import child, parent
from pipeline.stages import source
from pipeline.store.params import Limits
from pipeline.text.child import packed
from pipeline.text.reader import PageReader


class InlineReader(PageReader):
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
        only: Sequence[int] = (),
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
            "only": list(only),
        }
        frames = io.BytesIO()
        child.answer(request, frames.write, packed)  # type: ignore[arg-type]
        frames.seek(0)
        self._process = SimpleNamespace(stdout=frames)  # type: ignore[assignment]

    def close(self) -> None:
        """There is no process to end."""


def read_in_process(patch: pytest.MonkeyPatch) -> None:
    """From now on PDFs are read in this process."""
    patch.setattr(source, "PageReader", InlineReader)
