"""Superscripts and subscripts beside words: footnote marks, `m²`, `CO₂`.

They are part of the word that they touch. Digits among them become superscript characters: `100
000⁴` is an amount with a footnote mark, not the number 1 000 004.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pipeline.reading.glyphs import DESCENT
from pipeline.text.page import Word
from pipeline.text.thresholds import TEXT

_PLAIN, _HIGH, _LOW = "0123456789()+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻", "₀₁₂₃₄₅₆₇₈₉₍₎₊₋"
_RAISED, _LOWERED = str.maketrans(_PLAIN, _HIGH), str.maketrans(_PLAIN, _LOW)
MARKS = _HIGH + _LOW


def with_marks(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words, with superscripts and subscripts appended to the word on their left."""
    sizes = [word.size for word in words]
    if not words or max(sizes) * TEXT.raised.smaller < min(sizes):
        return tuple(words)
    ends: dict[int, list[int]] = defaultdict(list)
    for index, word in enumerate(words):
        ends[int(word.x1 / TEXT.raised.bucket)].append(index)
    result = list(words)
    merged: dict[int, int] = {}
    for index in sorted(range(len(words)), key=lambda index: words[index].x0):
        mark = words[index]
        near = [at for cell in (-1, 0, 1) for at in ends[int(mark.x0 / TEXT.raised.bucket) + cell]]
        base = next((at for at in near if at != index and _touches(words[at], mark)), None)
        if base is not None:
            base = merged.get(base, base)
            raised = _baseline(mark) < _baseline(words[base])
            signs = _RAISED if raised else _LOWERED
            mark = mark._replace(text=mark.text.translate(signs))
        else:  # text after a mark: a comma, the rest of the word
            base = next((merged[at] for at in near if at in merged), None)
            if base is None or not _goes_on(result[base], mark):
                continue
        merged[index] = base
        result[base] = _joined(result[base], mark)
    return tuple(word for index, word in enumerate(result) if index not in merged)


def _baseline(word: Word) -> float:
    return word.bottom - DESCENT * word.size


def _touches(word: Word, mark: Word) -> bool:
    """Whether the mark is directly after the word, smaller and off its baseline."""
    limits, size = TEXT.raised, word.size
    off = abs(_baseline(mark) - _baseline(word))
    return (
        mark.size <= limits.smaller * size
        and -limits.touches * size < mark.x0 - word.x1 < limits.touches * size
        and limits.off * size < off < limits.highest * size
        and word.bottom - word.top < limits.upright * size  # not a rotated one
        and any(map(str.isalnum, word.text))
    )


def _goes_on(word: Word, rest: Word) -> bool:
    """Whether a text directly follows the marks of a word, on its baseline."""
    near = TEXT.raised.off * word.size
    return (
        not word.blanks
        and rest.size == word.size
        and abs(_baseline(rest) - _baseline(word)) < near
        and -near < rest.x0 - word.x1 < near
    )


def _joined(word: Word, mark: Word) -> Word:
    return word._replace(
        text=word.text + mark.text,
        x1=max(word.x1, mark.x1),
        blanks=mark.blanks or word.blanks,
        edges=(*word.edges[:-1], *mark.edges),
    )
