"""The vocabulary of headers: scores of roles by the words of a header."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import regex

from pipeline.records.drafting.thresholds import DRAFTING

_WORD = regex.compile(r"\p{L}+")
_YEAR = regex.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class _Role:
    phrases: tuple[tuple[float, tuple[str, ...]], ...]
    against: tuple[str, ...]


@cache
def _vocabulary() -> dict[str, _Role]:
    text = (files("pipeline.records.drafting") / "vocabulary.toml").read_text("utf-8")
    data = tomllib.loads(text)
    data.pop("levels")
    data.pop("foreign")
    return {
        name: _Role(
            tuple((float(weight), tuple(stems)) for weight, *stems in entry["phrases"]),
            tuple(entry.get("not", ())),
        )
        for name, entry in data.items()
    }


@cache
def level_words() -> dict[str, tuple[str, ...]]:
    """The letters of ids and the words that indicate levels, by role."""
    text = (files("pipeline.records.drafting") / "vocabulary.toml").read_text("utf-8")
    return {name: tuple(words) for name, words in tomllib.loads(text)["levels"].items()}


@cache
def _foreign() -> tuple[str, ...]:
    text = (files("pipeline.records.drafting") / "vocabulary.toml").read_text("utf-8")
    return tuple(tomllib.loads(text)["foreign"]["words"])


def foreign(header: str) -> bool:
    """Whether a header does not occur in tables of plans: proposals, persons, votes."""
    words = [word.casefold() for word in _WORD.findall(header)]
    return any(_occurs(stem, words) for stem in _foreign())


@cache
def score(role: str, header: str) -> float:
    """The score of a header for a role, from 0 to 1."""
    own = _vocabulary()[role]
    words = [word.casefold() for word in _WORD.findall(header)]
    if not words or any(_occurs(stem, words) for stem in own.against):
        return 0.0
    best = max(
        (
            weight + DRAFTING.vocabulary.letter * sum(map(len, stems))
            for weight, stems in own.phrases
            if all(_occurs(stem, words) for stem in stems)
        ),
        default=0.0,
    )
    more = max(0, len(words) - DRAFTING.vocabulary.words)
    return max(0.0, min(best, 1.0) - DRAFTING.vocabulary.unexplained * more) if best else 0.0


def _occurs(stem: str, words: list[str]) -> bool:
    """Whether a word begins with the stem; it may continue in the next piece, as headers are broken
    inside words.
    """
    if len(stem) < DRAFTING.vocabulary.broken or stem.endswith("="):
        return stem.rstrip("=") in words
    return any(_goes_on(stem, words, at) for at in range(len(words)))


def roles() -> tuple[str, ...]:
    """All roles of the vocabulary."""
    return tuple(_vocabulary())


@cache
def best(header: str, among: tuple[str, ...]) -> tuple[str, float]:
    """The role with the highest score among these; ("", 0) where there is none."""
    found = max(((score(role, header), role) for role in among), default=(0.0, ""))
    return (found[1], found[0]) if found[0] > 0 else ("", 0.0)


@cache
def explained(header: str) -> tuple[int, int]:
    """The number of words of a header that are in the vocabulary or years, and of all its words."""
    words = [word.casefold() for word in _WORD.findall(header)]
    years = len(_YEAR.findall(header))
    known = sum(any(_begins(stem, words, at) for stem in _stems()) for at in range(len(words)))
    return known + years, len(words) + years


def _begins(stem: str, words: list[str], at: int) -> bool:
    whole = len(stem) < DRAFTING.vocabulary.broken
    return words[at] == stem if whole else _goes_on(stem, words, at)


def _goes_on(stem: str, words: list[str], at: int) -> bool:
    """Whether the pieces of a word, from this one on, begin with the stem."""
    return "".join(words[at : at + DRAFTING.vocabulary.pieces]).startswith(stem)


@cache
def _stems() -> frozenset[str]:
    return frozenset(
        stem for role in _vocabulary().values() for _, stems in role.phrases for stem in stems
    )
