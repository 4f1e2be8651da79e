"""Plans that many tests look at, read once for all workers of a test run."""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pdfplumber
import pytest

from pipeline import stages
from pipeline.model.plan import Plan
from pipeline.reading import pdfplumber_reader
from tests.scans import some_pages

FOLDER = "RICPLAN_TESTS_SHARED"  # environment variable; conftest makes the folder for a test run


class Letter(NamedTuple):
    """A letter as pdfplumber reads it: its box in points, origin top left."""

    x0: float
    x1: float
    top: float
    bottom: float
    text: str


Letters = dict[int, list[Letter]]  # by page, from 1


def extracted(pdf: Path, **options: Any) -> Plan:
    """What `stages.extract` gives. Plans are frozen: nobody can spoil one for the others."""
    plan: Plan = _kept(("plan", str(pdf), *sorted(options.items())), _extract)
    return plan


def read_by_pdfplumber(pdf: Path) -> tuple[Plan, Letters]:
    """The plan as the slower engine reads it, and the letters of the same pass."""
    found: tuple[Plan, Letters] = _kept(("pdfplumber", str(pdf)), _read_with_letters)
    return found


def letters_by_pdfplumber(pdf: Path, pages: Iterable[int]) -> Letters:
    """The letters of some pages, with no plan."""
    with pdfplumber.open(pdf, pages=list(pages)) as opened:
        return {page.page_number: _letters(page) for page in opened.pages}


def pages_of(pdf: Path, *pages: int) -> Path:
    """A PDF of these pages (from 1) of another, for tests that need no more of it."""
    file = Path(os.environ[FOLDER]) / f"{pdf.stem}-{'-'.join(map(str, pages))}.pdf"
    with _locked(file.with_suffix(".lock")):
        if not file.is_file():
            file.write_bytes(some_pages(pdf, pages))
    return file


def _letters(page: Any) -> list[Letter]:
    return [
        Letter(char["x0"], char["x1"], char["top"], char["bottom"], char["text"])
        for char in page.dedupe_chars().chars
    ]


def _extract(name: str, pdf: str, *options: tuple[str, Any]) -> Plan:
    return stages.extract(Path(pdf), **dict(options))


def _read_with_letters(name: str, pdf: str) -> tuple[Plan, Letters]:
    letters: Letters = {}
    drawing = pdfplumber_reader._drawing

    def told(page: Any) -> Any:
        letters[page.page_number] = _letters(page)
        return drawing(page)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdfplumber_reader, "_drawing", told)
        return stages.extract(Path(pdf), profile="zpr-2015-2020", engine="pdfplumber"), letters


@cache
def _kept(what: tuple[Any, ...], make: Callable[..., Any]) -> Any:
    name = hashlib.sha256(repr(what).encode()).hexdigest()[:16]
    file = Path(os.environ[FOLDER]) / f"{name}.pickle"
    with _locked(file.with_suffix(".lock")):
        if file.is_file():
            return pickle.loads(file.read_bytes())
        made = make(*what)
        file.write_bytes(pickle.dumps(made))
    return made


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    """Wait for a worker that reads the same; where there are no locks, both read it."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
