"""Cells that hold numbered, bulleted or referring items."""

from __future__ import annotations

import pytest

from pipeline.model.ids import pattern
from pipeline.records import numbered
from tests.records.printing import cell


def items(found: list[numbered.Numbered]) -> list[tuple[str | None, str]]:
    return [(item.number.text if item.number else None, item.text.tidied) for item in found]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["1. Izveidots centrs", "2. Apmācīti skolotāji"],
         [("1.", "Izveidots centrs"), ("2.", "Apmācīti skolotāji")]),
        # wrapped lines stay with their item
        (["1. Izveidots", "centrs", "2. Skola"], [("1.", "Izveidots centrs"), ("2.", "Skola")]),
        # the next expected number needs no stop
        (["1. Centrs", "2 Skola"], [("1.", "Centrs"), ("2", "Skola")]),
        # a number in the text is none
        (["1. Izveidoti", "5 centri", "2. Skola"],
         [("1.", "Izveidoti 5 centri"), ("2.", "Skola")]),
        (["1. Ieviests", "2.4.3. pasākums"], [("1.", "Ieviests 2.4.3. pasākums")]),
        # text before the first number is an item without one
        (["Centrs", "2. Skola"], [(None, "Centrs"), ("2.", "Skola")]),
        (["Izveidots centrs"], [(None, "Izveidots centrs")]),
        # a number that jumps is kept as printed
        (["1. Centrs", "3. Skola"], [("1.", "Centrs"), ("3.", "Skola")]),
        ([], []),
    ],
)  # fmt: skip
def test_indicators(lines: list[str], expected: list[tuple[str | None, str]]) -> None:
    assert items(numbered.indicators(cell(*lines))) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # with a number at its beginning: at numbers, also within a line
        (["1. Centrs. 2. Skola."], [("1.", "Centrs."), ("2.", "Skola.")]),
        (["1) Centrs; 2) Skola"], [("1)", "Centrs;"), ("2)", "Skola")]),
        (["1. Centrs", "2. Skola"], [("1.", "Centrs"), ("2.", "Skola")]),
        (["1. Uzbūvētas 6 grupas. 2. Skola."], [("1.", "Uzbūvētas 6 grupas."), ("2.", "Skola.")]),
        (["1. Ieviests 2.4.3. pasākums"], [("1.", "Ieviests 2.4.3. pasākums")]),
        # else at semicolons outside brackets
        (["Uzbūvēts centrs; apmācīti skolotāji"],
         [(None, "Uzbūvēts centrs"), (None, "apmācīti skolotāji")]),
        (["Centrs (zāle; baseins); skola;"], [(None, "Centrs (zāle; baseins)"), (None, "skola")]),
        (["Uzbūvēts centrs, skola"], [(None, "Uzbūvēts centrs, skola")]),
        # or at bullets
        (["• Centrs;", "• Skola"], [(None, "Centrs"), (None, "Skola")]),
        # a dash is nothing
        (["-"], []), (["–"], []), ([], []),
    ],
)  # fmt: skip
def test_results(lines: list[str], expected: list[tuple[str | None, str]]) -> None:
    assert items(numbered.results(cell(*lines))) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["• Atbalsts ģimenēm;", "• Ceļi"], ["Atbalsts ģimenēm", "Ceļi"]),
        (["• Atbalsts", "ģimenēm;", "• Ceļi"], ["Atbalsts ģimenēm", "Ceļi"]),
        (["- Atbalsts;", "- Ceļi"], ["Atbalsts", "Ceļi"]),
        (["- Atbalsts", "- un citi"], ["Atbalsts - un citi"]),  # a dash within a sentence
        (["Atbalsts ģimenēm"], ["Atbalsts ģimenēm"]),
        ([], []),
    ],
)
def test_measures(lines: list[str], expected: list[str]) -> None:
    assert [item.tidied for item in numbered.measures(cell(*lines))] == expected


@pytest.mark.parametrize(
    ("own", "bare", "lines", "expected"),
    [
        ("A #.#", True, ["A 1.1., A 1.2."], [("A 1.1.", "A 1.1"), ("A 1.2.", "A 1.2")]),
        ("A #.#", True, ["A 1.1.;", "A1.2"], [("A 1.1.", "A 1.1"), ("A1.2", "A 1.2")]),
        ("A #.#", True, ["A 1.1., 6.10."], [("A 1.1.", "A 1.1"), ("6.10.", "A 6.10")]),
        # what is none stays as printed, without a target
        ("A #.#", True, ["A 1.1., visas"], [("A 1.1.", "A 1.1"), ("visas", None)]),
        ("A #.#", True, ["A 1.1.1."], [("A 1.1.1.", None)]),
        # a range could mean many
        ("A #.#", True, ["A 1.1.–A 1.4."], [("A 1.1.–A 1.4.", None)]),
        ("U#.#.#", False, ["U1.1.1.,", "U2.1.1."], [("U1.1.1.", "U1.1.1"), ("U2.1.1.", "U2.1.1")]),
        ("P#", False, ["P1, P7"], [("P1", "P1"), ("P7", "P7")]),
        ("P#", False, ["P1, Pl"], [("P1", "P1"), ("Pl", None)]),
        ("A #.#", True, [], []),
    ],
)  # fmt: skip
def test_references(
    own: str, bare: bool, lines: list[str], expected: list[tuple[str, str | None]]
) -> None:
    found = numbered.references(cell(*lines), pattern(own), bare)
    assert [(item.printed.tidied, item.target) for item in found] == expected


def test_an_item_remembers_its_lines() -> None:
    first, second = numbered.indicators(cell("1. Izveidots", "centrs", "2. Skola"))
    assert [line.text for line in first.text.lines] == ["Izveidots", "centrs"]
    assert [line.text for line in second.text.lines] == ["Skola"]
    assert second.number is not None and second.number.lines[0].box.top == 24.0
