"""The dictionary: what it knows, and what a slip of one letter makes of a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.dictionary import is_known, one_edit_away

LETTERS = "aābcčdeēfgģhiījkķlļmnņoprsštuūvzž"
WORDS = ["attīstība", "pašvaldībām", "ilgtspējīgu", "uzņēmējus", "ģimenēm", "ceļš"]


def test_forms_are_known_whatever_their_case():
    assert all(map(is_known, [*WORDS, "Attīstība", "PAŠVALDĪBĀM"]))
    assert not any(map(is_known, ["ilgstpējīgu", "attistiba", "pašvaldībambas", ""]))


def every_slip(word: str) -> set[str]:
    """All that one slip makes of a word, known or not."""
    found = {word[:at] + word[at + 1 :] for at in range(len(word))}
    for letter in LETTERS:
        found |= {word[:at] + letter + word[at:] for at in range(len(word) + 1)}
        found |= {word[:at] + letter + word[at + 1 :] for at in range(len(word))}
    found |= {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}
    return found - {word}


@given(st.sampled_from(WORDS), st.data())
def test_one_edit_is_what_trying_all_of_them_finds(word: str, data: st.DataObject):
    slipped = data.draw(st.sampled_from(sorted(every_slip(word))))
    found = one_edit_away(slipped)
    assert word in found
    assert found == {form for form in every_slip(slipped) if is_known(form)}


@pytest.mark.parametrize(
    ("misprint", "meant"), [("ilgstpējīgu", "ilgtspējīgu"), ("iztrādāta", "izstrādāta")]
)
def test_misprints_of_the_base_plan(misprint: str, meant: str):
    assert meant in one_edit_away(misprint)
