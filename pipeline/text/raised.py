"""Letters raised or lowered beside a word: marks of footnotes, `m²`, `CO₂`.

They belong to the word that they touch. Digits among them are written as what they are, raised
ones: `100 000⁴` is an amount with the mark of a footnote, and never the number 1 000 004.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pipeline.text.page import Word

_RAISED = str.maketrans("0123456789()+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻")
_LOWERED = str.maketrans("0123456789()+-", "₀₁₂₃₄₅₆₇₈₉₍₎₊₋")
_SMALLER = 0.9  # of the size of the word beside: a mark is no larger
_TOUCHES = 0.2  # of that size: a mark stands no further away
_OFF = 0.06  # of that size: its baseline is further from that of the word
_FOOT = 0.22  # of its size a word's box reaches below its baseline
_CELL = 4.0  # points: how finely the right sides of words are looked up


def with_marks(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words, those that are raised or lowered marks put to the word at their left."""
    if not words or max(word.size for word in words) * _SMALLER < min(word.size for word in words):
        return tuple(words)
    ends: dict[int, list[int]] = defaultdict(list)
    for index, word in enumerate(words):
        ends[int(word.x1 / _CELL)].append(index)
    result = list(words)
    merged: dict[int, int] = {}
    for index in sorted(range(len(words)), key=lambda index: words[index].x0):
        mark = words[index]
        near = [at for cell in (-1, 0, 1) for at in ends[int(mark.x0 / _CELL) + cell]]
        base = next((at for at in near if at != index and _touches(words[at], mark)), None)
        if base is not None:
            base = merged.get(base, base)
            raised = _baseline(mark) < _baseline(words[base])
            signs = _RAISED if raised else _LOWERED
            mark = mark._replace(text=mark.text.translate(signs))
        else:  # what goes on behind a mark: a comma, the rest of the word
            base = next((merged[at] for at in near if at in merged), None)
            if base is None or not _goes_on(result[base], mark):
                continue
        merged[index] = base
        result[base] = _joined(result[base], mark)
    return tuple(word for index, word in enumerate(result) if index not in merged)


def _baseline(word: Word) -> float:
    return word.bottom - _FOOT * word.size


def _touches(word: Word, mark: Word) -> bool:
    """Whether the mark stands right behind the word, smaller and off its baseline."""
    off = abs(_baseline(mark) - _baseline(word))
    return (
        mark.size <= _SMALLER * word.size
        and -_TOUCHES * word.size < mark.x0 - word.x1 < _TOUCHES * word.size
        and _OFF * word.size < off < 0.6 * word.size
        and word.bottom - word.top < 1.1 * word.size  # not a turned one
        and any(map(str.isalnum, word.text))
    )


def _goes_on(word: Word, rest: Word) -> bool:
    """Whether a text stands right behind the marks of a word, on its baseline."""
    return (
        not word.blanks
        and rest.size == word.size
        and abs(_baseline(rest) - _baseline(word)) < _OFF * word.size
        and -_OFF * word.size < rest.x0 - word.x1 < _OFF * word.size
    )


def _joined(word: Word, mark: Word) -> Word:
    return word._replace(
        text=word.text + mark.text,
        x1=max(word.x1, mark.x1),
        blanks=mark.blanks or word.blanks,
        edges=(*word.edges[:-1], *mark.edges),
    )
