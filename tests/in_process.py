"""A reader whose process is that of the test.

A process for each PDF takes longer than a small PDF, and tells nothing where the process is not
what is tested. What the reader would send is sent to this process, frame by frame.
"""

from __future__ import annotations

import io
from types import SimpleNamespace
from typing import Any

import pytest

from pipeline.reading import child
from pipeline.stages import source
from pipeline.text.child import packed
from pipeline.text.reader import PageReader


class InlineReader(PageReader):
    """A reader whose process is this one. No limit of its time can end it."""

    def _started(self) -> Any:
        return SimpleNamespace(stdin=None, stdout=io.BytesIO(), kill=lambda: None, wait=lambda: 0)

    def _ask(self, request: dict[str, Any]) -> None:
        frames: Any = self._process.stdout
        child.answer(request, frames.write, packed)
        frames.seek(0)


def read_in_process(patch: pytest.MonkeyPatch) -> None:
    """From now on PDFs are read in this process."""
    patch.setattr(source, "PageReader", InlineReader)


def read_in_process_of_its_own(patch: pytest.MonkeyPatch) -> None:
    """From now on PDFs are read as the program reads them."""
    patch.setattr(source, "PageReader", PageReader)
