"""The process that reads is started before the command is imported, and never stays behind."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.commands import cli
from pipeline.reading import parent
from pipeline.text.reader import PageReader
from tests.hostile.test_killed import gone

SAMPLE = Path(__file__).parent.parent / "samples" / "plain-tables.pdf"


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("extract a.pdf --out x", True),
        ("extract --out x --no-report A.PDF", True),
        ("extract a.pdf b.pdf --out x", False),
        ("extract folder --out x", False),
        ("extract --help", False),
        ("tables a.pdf", False),
        ("", False),
    ],
)
def test_only_a_single_pdf_is_read_ahead(line: str, is_one: bool) -> None:
    assert cli._reads_one(line.split()) is is_one


def test_the_next_reader_takes_the_process_that_waits() -> None:
    parent.start_ahead(PageReader.program)
    waiting = parent._ahead[PageReader.program]
    with PageReader(SAMPLE) as reader:
        assert reader._process is waiting
        assert reader.document().pages == len(list(reader.pages()))
    assert waiting.returncode is not None
    assert not parent._ahead


def test_one_that_is_never_asked_ends_with_its_parent() -> None:
    script = (
        "from pipeline.reading import parent\n"
        "parent.start_ahead('pipeline.text.child')\n"
        "print(parent._ahead['pipeline.text.child'].pid)\n"
    )
    here = os.environ | {"PYTHONPATH": str(Path(cli.__file__).parents[2])}
    command = [sys.executable, "-W", "ignore", "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=here)
    ends = time.monotonic() + 20
    while not gone(int(done.stdout)):
        assert time.monotonic() < ends, "it waits for a request that nobody will send"
        time.sleep(0.02)
