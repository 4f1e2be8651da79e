"""The process that reads is made ready before the command is imported, and never stays behind."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.commands import cli
from pipeline.reading import forks, parent
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
        ("tables a.pdf --json", True),
        ("tables --help", False),
        ("report a.pdf", False),
        ("", False),
    ],
)
def test_only_a_single_pdf_is_read_ahead(line: str, is_one: bool) -> None:
    assert cli._reads_one(line.split()) is is_one


def test_the_next_reader_takes_the_process_that_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forks, "prepare_one", lambda _: False)
    parent.start_ahead(PageReader.program)
    waiting = parent._ahead[PageReader.program]
    with PageReader(SAMPLE) as reader:
        assert reader._process is waiting
        assert reader.document().pages == len(list(reader.pages()))
    assert waiting.returncode is not None
    assert not parent._ahead


def run(script: str) -> str:
    """What a program in a process of its own prints."""
    here = os.environ | {"PYTHONPATH": str(Path(cli.__file__).parents[2])}
    command = [sys.executable, "-W", "ignore", "-c", script]
    return subprocess.run(command, capture_output=True, text=True, check=True, env=here).stdout


def test_one_that_is_never_asked_ends_with_its_parent() -> None:
    told = run(
        "from pipeline.reading import forks, parent\n"
        "forks.prepare_one = lambda _: False\n"
        "parent.start_ahead('pipeline.text.child')\n"
        "print(parent._ahead['pipeline.text.child'].pid)\n"
    )
    ends = time.monotonic() + 20
    while not gone(int(told)):
        assert time.monotonic() < ends, "it waits for a request that nobody will send"
        time.sleep(0.02)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a process is started anew")
def test_a_fork_reads_the_same_words_and_is_bound_by_the_limits() -> None:
    told = run(
        "from pathlib import Path\n"
        "from pipeline.reading import forks, parent\n"
        "from pipeline.text.reader import PageReader\n"
        f"pdf = Path({str(SAMPLE)!r})\n"
        "parent.start_ahead(PageReader.program)\n"
        "with PageReader(pdf) as reader:\n"
        "    assert isinstance(reader._process, forks.Fork)\n"
        "    limits = Path(f'/proc/{reader._process.pid}/limits').read_text\n"
        "    reader.document()\n"
        "    print(any('address space' in line and 'unlimited unlimited' not in\n"
        "              ' '.join(line.split()) for line in limits().splitlines()))\n"
        "    print(sum(len(word.text) for page in reader.pages() for word in page.words))\n"
        "print(reader._process.returncode is not None)\n"
    )
    with PageReader(SAMPLE) as reader:
        reader.document()
        letters = sum(len(word.text) for page in reader.pages() for word in page.words)
    assert told.split() == ["True", str(letters), "True"]
