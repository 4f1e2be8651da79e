"""Line ends of texts that the weights of joins were not tuned on."""

from __future__ import annotations

import pytest

from bench.joins import measured


@pytest.mark.parametrize("font", ["serif", "sans"])
@pytest.mark.parametrize("width", [42.0, 60.0])
def test_words_are_rejoined_and_no_wrong_one_is_silent(width: float, font: str) -> None:
    with_blanks = measured(width, font, blank=True)
    without = measured(width, font, blank=False)
    assert with_blanks.broken > 0 and with_blanks.wrong == 0
    assert without.recall > 0.98
    assert without.wrong <= 0.01 * without.ends and without.wrong == without.told
