"""The thresholds of each stage: read in one place, and varied in one place."""

from __future__ import annotations

import ast
import dataclasses
import itertools
import sys
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from pipeline.layout.borders import merged
from pipeline.layout.recognition.picture import ink_of
from pipeline.layout.recognition.thresholds import RECOGNITION
from pipeline.layout.thresholds import LAYOUT
from pipeline.model.geometry import Border, Box
from pipeline.model.schema import Direction
from pipeline.reading.edges import rectangle_rules
from pipeline.reading.glyphs import Frame, Glyphs
from pipeline.reading.thresholds import READING
from pipeline.records.drafting import vocabulary
from pipeline.records.drafting.header_rows import head_columns
from pipeline.records.drafting.thresholds import DRAFTING
from pipeline.tables.line_joins import join, lexicon, measure
from pipeline.tables.thresholds import TABLES
from pipeline.text.page import Line
from pipeline.text.thresholds import TEXT
from pipeline.text.words import build
from pipeline.tracking.diff.matching import match
from pipeline.tracking.diff.thresholds import DIFF
from tests.plans import gold_plan

PACKAGE = Path(__file__).parent.parent / "pipeline"
STAGES = {"reading": READING, "text": TEXT, "layout": LAYOUT, "recognition": RECOGNITION,
          "tables": TABLES, "drafting": DRAFTING, "diff": DIFF}  # fmt: skip


def vary(monkeypatch: pytest.MonkeyPatch, stage: str, subject: str, **values: float) -> None:
    """Let the modules of a stage, and all others, read other values."""
    before = STAGES[stage]
    part = msgspec.structs.replace(getattr(before, subject), **values)
    after = msgspec.structs.replace(before, **{subject: part})
    for name, module in list(sys.modules.items()):
        if name.startswith("pipeline."):
            for key, value in list(vars(module).items()):
                if value is before:
                    monkeypatch.setattr(module, key, after)


def test_reading_takes_a_thicker_rectangle_for_a_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    assert rectangle_rules(10, 20, 110, 28) == []
    vary(monkeypatch, "reading", "edges", thick=9.0)
    assert rectangle_rules(10, 20, 110, 28) == [(10, 24, 110, 24)]


def words(text: str, gap: float) -> list[str]:
    """The words of glyphs of 5 points in size 10, each `gap` points behind the one before."""
    count = len(text)
    glyphs = Glyphs(
        tuple(text),
        np.array([50.0 + (5.0 + gap) * place for place in range(count)]),
        np.full(count, 500.0),
        np.full(count, 5.0),
        np.full(count, 10.0),
        np.zeros(count, np.int64),
        np.zeros(count, bool),
        np.zeros(count, bool),
    )
    found, _ = build(glyphs, Frame((0.0, 0.0, 600.0, 800.0), 0, 0), ())
    return [word.text for word in found]


def test_text_parts_words_at_a_narrower_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    assert words("RV1", 1.2) == ["RV1"]
    vary(monkeypatch, "text", "words", gap_without_blanks=0.1)
    assert words("RV1", 1.2) == ["R", "V", "1"]


def test_layout_joins_pieces_of_a_border_further_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = [Border(10, 0, 20), Border(10, 25, 50)]
    assert merged(pieces) == pieces
    vary(monkeypatch, "layout", "borders", dash=6.0)
    assert merged(pieces) == [Border(10, 0, 50)]


def test_recognition_takes_a_lighter_stroke_for_ink(monkeypatch: pytest.MonkeyPatch) -> None:
    grey = np.full((9, 9), 255, np.uint8)
    grey[3:6, 2:7] = 180
    assert not ink_of(grey).any()
    vary(monkeypatch, "recognition", "picture", ink=0.8)
    assert ink_of(grey).sum() == 15


def glue() -> str:
    """What stands between two lines of a column of 60 points, the first one full."""
    box = Box(0.0, 0.0, 60.0, 100.0)
    texts = ("attīstības p", "asākums")
    lines = [
        Line(
            text=text,
            page=1,
            box=Box(0.0, 12.0 * place, 5.0 * len(text), 12.0 * place + 10),
            size=18.0,
            bold=False,
            blank=False,
            edges=tuple(5.0 * index for index in range(len(text) + 1)),
        )
        for place, text in enumerate(texts)
    ]
    room = measure(box, lines)
    return join(*lines, room, lexicon([[(line, room) for line in lines]])).glue


def test_tables_join_a_broken_word_on_other_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    assert glue() == ""
    vary(monkeypatch, "tables", "joins", prior=-20.0)
    assert glue() == " "


def test_drafting_knows_a_header_by_fewer_words(monkeypatch: pytest.MonkeyPatch) -> None:
    headers = ["Nr.", "Pasākums", "Atbildīgais", "Zilais", "Zaļais", "Sarkanais", "Melnais"]
    assert not head_columns(headers)
    vary(monkeypatch, "drafting", "header_rows", named=0.1, explained=0.1)
    assert head_columns(headers)


def test_a_varied_score_of_the_vocabulary_reaches_it(monkeypatch: pytest.MonkeyPatch) -> None:
    long = "Atbildīgais par šī te pasākuma kopējo ieviešanu un izpildi novadā"
    vocabulary.score.cache_clear()
    before = vocabulary.score("responsible", long)
    vocabulary.score.cache_clear()
    vary(monkeypatch, "drafting", "vocabulary", words=2)
    assert vocabulary.score("responsible", long) < before
    vocabulary.score.cache_clear()


def test_diff_pairs_rows_less_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """A direction without its rows, under another id and with another name, is a new one."""
    old = dataclasses.replace(
        gold_plan("base"), directions=(Direction("RV 1.1", "P1", "Uzņēmējdarbības attīstība"),)
    )
    new = dataclasses.replace(
        gold_plan("base"),
        actions=(),
        directions=(Direction("RV 9.1", "P1", "Uzņēmējdarbības un pieejamas vides veidošana"),),
    )
    assert match(old, new, "directions").forth == {}
    vary(monkeypatch, "diff", "rows", other_id=0.01)
    assert match(old, new, "directions").forth == {"RV 1.1": "RV 9.1"}


@pytest.mark.parametrize("stage", STAGES)
def test_thresholds_are_numbers_that_nothing_changes(stage: str) -> None:
    whole = STAGES[stage]
    parts: list[Any] = [getattr(whole, own.name) for own in msgspec.structs.fields(whole)]
    for part in parts:
        fields = msgspec.structs.fields(part)
        with pytest.raises(AttributeError):
            setattr(part, fields[0].name, 0)


@pytest.mark.parametrize(
    "path",
    [
        path
        for stage in ("text", "layout", "tables", "records/drafting")
        for path in sorted((PACKAGE / stage).glob("*.py"))
        if path.stem != "thresholds"
    ],
    ids=lambda path: f"{path.parent.name}/{path.name}",
)
def test_no_threshold_stands_in_a_function(path: Path) -> None:
    """0, 1 and −1 are no thresholds, and a constant with a name of its own says what it is."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    numbers = [
        f"{node.lineno}: {node.value}"
        for node in itertools.chain.from_iterable(ast.walk(own) for own in functions)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, float)
        and node.value not in (0.0, 1.0)
    ]
    assert numbers == []
