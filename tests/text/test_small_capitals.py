"""Small capitals: what their sizes tell."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from pipeline.text.letters import Placed
from pipeline.text.small_capitals import with_small_letters

LARGE, SMALL = 10.0, 8.0
Line = tuple[str, str]  # the letters, and below each its size: L, s, or a blank


def read(*lines: Line, bold: Sequence[bool] = ()) -> list[str]:
    """What lines say, one 12 points below the other."""
    heavy = bold or [False] * len(lines)
    text, x0, x1, size, line, bolds = [], [], [], [], [], []
    for n, ((letters, sizes), weight) in enumerate(zip(lines, heavy, strict=True)):
        at = 0.0
        for letter, kind in zip(letters, sizes, strict=True):
            own = SMALL if kind == "s" else LARGE
            width = 0.6 * own
            if letter != " ":
                text.append(letter)
                x0.append(at)
                x1.append(at + width)
                size.append(own)
                line.append(n)
                bolds.append(weight)
            at += width
    placed = Placed(
        text, np.array(x0), np.array(x1), 12.0 * np.array(line), np.array(size),
        np.array(bolds), np.arange(len(text)),
    )  # fmt: skip
    found = with_small_letters(placed, np.array(line)).text
    return ["".join(c for c, own in zip(found, line, strict=True) if own == n)
            for n in range(len(lines))]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        (("RĪCĪBAS ID", "Lssssss LL"), "RīcībasID"),  # an abbreviation is as large as a capital
        (("pRIoRItātes", "Lssssssssss"), "Prioritātes"),  # in disorder
        (("Hp1 VIeDa", "LLL Lssss"), "HP1Vieda"),
        (("RĪCĪBAS", "LLLLLLL"), "RĪCĪBAS"),  # capitals
        (("ZPR LIAA", "LLL ssss"), "ZPRLIAA"),  # words of two sizes: no word begins large
        (("Rīcības", "Lssssss"), "Rīcības"),  # an initial
        (("ZemgaleAB", "LLLLLLLss"), "ZemgaleAB"),  # marks beside a word
        (("iPhone", "sLssss"), "iPhone"),  # no capital among the small ones
    ],
)
def test_small_letters_are_small(line: Line, meant: str) -> None:
    assert read(line) == [meant]


def test_the_next_line_of_the_text_is_small_too() -> None:
    first = ("RĪCĪBAS", "Lssssss")
    assert read(first, ("PERIODS", "sssssss")) == ["Rīcības", "periods"]
    assert read(first, ("kopIenas", "ssssssss")) == ["Rīcības", "kopienas"]


def test_text_below_in_that_size_keeps_its_capitals() -> None:
    first = ("RĪCĪBAS", "Lssssss")
    assert read(first, ("Zemgale", "sssssss"), bold=[True, False])[1] == "Zemgale"
    assert read(first, ("ZEMGALE", "sssssss"), bold=[True, False])[1] == "ZEMGALE"
    far = ("", ""), ("", "")
    assert read(first, *far, ("ZEMGALE", "sssssss"))[3] == "ZEMGALE"
