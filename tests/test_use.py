"""The examples of docs/use.md run, and print what the page says."""

import contextlib
import dataclasses
import io
import re
import shlex
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pytest

from pipeline.commands.cli import run
from pipeline.model.schema import tables
from pipeline.store import plan_files, register
from pipeline.store.export import combined
from tests.plans import gold_plan, told_plan

PAGE = Path(__file__).parent.parent / "docs" / "use.md"


class Block(NamedTuple):
    """A fenced block: its info string, its text, and the output that the page shows for it."""

    info: str
    text: str
    output: str | None


def blocks() -> list[Block]:
    found = re.findall(r"^```(\S.*?)\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.M | re.S)
    following = [*found[1:], ("", "")]
    return [
        Block(info, text, after if kind == "text" else None)
        for (info, text), (kind, after) in zip(found, following, strict=True)
        if info != "text"
    ]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the outputs of the register's plans, as `make run` leaves them."""
    folder = tmp_path_factory.mktemp("project")
    outputs = []
    plans = {"zpr-2015-2020": told_plan(), "zpr-2015-2020-am1": gold_plan("am1")}
    for doc_id, plan in plans.items():  # of the made-up municipality the page says nothing
        known = register.load().by_id(doc_id)
        meta = dataclasses.replace(plan.meta, sha256=known.sha256, title=known.title)
        outputs.append(folder / "output" / known.id)
        plan_files.write(dataclasses.replace(plan, meta=meta), outputs[-1])
    combined.write(outputs, folder / "combined", register.load())
    for words in commands():
        with contextlib.chdir(folder), contextlib.redirect_stderr(io.StringIO()):
            assert run(words[1:]) == 0
    return folder


def commands() -> Iterator[list[str]]:
    for block in blocks():
        if block.info == "console":
            yield from (shlex.split(line[2:]) for line in block.text.splitlines())


def printed(rows: list[Any]) -> str:
    return "".join(" | ".join(str(value) for value in row) + "\n" for row in rows)


def output_of(block: Block) -> str:
    kind, *arguments = block.info.split()
    if kind == "python":
        told = io.StringIO()
        with contextlib.redirect_stdout(told):
            exec(compile(block.text, str(PAGE), "exec"), {})
        return told.getvalue()
    engine, *file = arguments
    if engine == "sqlite":
        with contextlib.closing(sqlite3.connect(*file)) as base:
            return printed(base.execute(block.text).fetchall())
    with duckdb.connect(*file, read_only=bool(file)) as base:
        return printed(base.execute(block.text).fetchall())


RUNNABLE = [block for block in blocks() if block.info.split()[0] in {"python", "sql"}]


@pytest.mark.parametrize("block", RUNNABLE, ids=range(len(RUNNABLE)))
def test_an_example_prints_what_the_page_says(
    project: Path, monkeypatch: pytest.MonkeyPatch, block: Block
) -> None:
    monkeypatch.chdir(project)
    assert output_of(block) == block.output


def test_every_kind_of_tool_is_there() -> None:
    kinds = {" ".join(block.info.split()[:2]) for block in blocks()}
    assert kinds == {"python", "sql duckdb", "sql sqlite", "console", "powerquery", "r"}
    assert all(words[:2] == ["ricplan", "export"] for words in commands())


@pytest.mark.parametrize("kind", ["powerquery", "r"])
def test_what_only_stands_as_text_names_true_files_and_columns(kind: str) -> None:
    text = "".join(block.text for block in blocks() if block.info == kind)
    names = re.findall(r"(\w+)\.parquet", text)
    assert names and set(names) <= {"plans", *tables()}
    columns = {"doc_id", *(column for name in names for column in tables()[name].names)}
    used = set(re.findall(r'"(\w+)"', text)) | set(
        re.findall(r"(?:count|group_by|sum)\((\w+)", text)
    )
    assert used <= columns
