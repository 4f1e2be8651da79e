"""Letters that meet within words, and where two words meet."""

from __future__ import annotations

from pipeline.tables.letter_pairs import spelling

WORDS = dict.fromkeys(
    [
        "kompetences",
        "resursi",
        "pašvaldības",
        "tūrisma",
        "uzņēmēji",
        "attīstības",
        "reģiona",
        "virzieni",
    ],
    5,
)


def test_letters_that_never_meet_within_a_word_part_two() -> None:
    found = spelling(WORDS, WORDS, WORDS)
    assert found.odds("kompetences", "resursi") < -2


def test_letters_that_meet_within_words_say_nothing() -> None:
    found = spelling(WORDS, WORDS, WORDS)
    assert found.odds("pašvaldī", "bas") == 0
    assert found.odds("uzņē", "mēji") == 0


def test_nothing_is_known_of_an_empty_document() -> None:
    assert spelling({}, {}, {}).odds("a", "b") <= 0
