"""Recognised words that are often misread: how sure they are at most."""

from __future__ import annotations

import pytest

from pipeline.layout.recognition.doubtful import doubted
from pipeline.layout.recognition.mending import Known, Reading
from pipeline.layout.recognition.thresholds import RECOGNITION

DOUBTS = RECOGNITION.doubts


def sure(*words: str, often: str = "") -> float:
    """How sure the last of the words of a line is, all of them read without doubt."""
    known = Known([Reading(often, 1.0)] * 3)
    return doubted([Reading(word, 1.0) for word in words], known)[-1].sure


@pytest.mark.parametrize(
    ("line", "most"),
    [
        (["160", "m?"], DOUBTS.unread),  # m²
        (["45", "m?/dnn"], DOUBTS.unread),
        (["par", "140", "m*"], DOUBTS.unread),
        (["Kāpēc", "tā?"], 1.0),
        (["ZPR,", "TAVA,EM"], DOUBTS.lost_blank),
        (["ceļu;tiltu"], DOUBTS.lost_blank),
        (["90", "700,00"], 1.0),
        (["u.c."], 1.0),
        (["(111", "kārta)"], 1.0),
        (["staurācija", "(111"], DOUBTS.ones),
        (["III"], DOUBTS.ones),
        (["Uzlabotas", "Četras"], DOUBTS.case),
        (["Uzlabotas.", "Četras"], 1.0),  # a sentence begins
        (["1.", "Četras"], 1.0),
        (["Četras"], 1.0),  # a line does
        (["Uzlabotas", "Piecas"], 1.0),  # a capital of a shape of its own
        (["upes", "Vējupe"], 1.0),  # no word but a name
    ],
)  # fmt: skip
def test_how_sure_a_word_is_at_most(line: list[str], most: float) -> None:
    assert sure(*line) == most


def test_a_name_that_the_plan_has_often_is_no_doubt() -> None:
    assert sure("Eiropas", "Sociālais") == DOUBTS.case
    assert sure("Eiropas", "Sociālais", often="Sociālais") == 1.0


def test_what_was_less_sure_stays_so() -> None:
    assert doubted([Reading("m?", 0.2)], Known([]))[0].sure == 0.2
