"""Printed lines of a corrected text: each keeps its box and gets the aligned part of the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from pipeline.model.schema import Provenance
from pipeline.model.strings import tidy


def rewritten(lines: Sequence[Provenance], text: str) -> list[Provenance]:
    """The lines with parts of another text, split at the best alignment with the old lines."""
    return placed(lines, [text])[0] if lines else []


def placed(lines: Sequence[Provenance], texts: Sequence[str]) -> list[list[Provenance]]:
    """For each of several consecutive texts, its lines with its parts.

    A text without aligned lines is put on the nearest one.
    """
    if not lines:
        return [[] for _ in texts]
    old = [tidy(line.text) for line in lines]
    whole_old, whole_new = " ".join(old), " ".join(texts)
    ends, at = [], 0
    for text in old:
        at += len(text)
        ends.append(_mapped(whole_old, whole_new, at))
        at += 1
    ends[-1] = len(whole_new)
    starts = [0, *ends[:-1]]
    found: list[list[Provenance]] = []
    begin = 0
    for text in texts:
        end = begin + len(text)
        own: list[Provenance] = []
        for line, first, last in zip(lines, starts, ends, strict=True):
            part = whole_new[max(first, begin) : min(last, end)].strip()
            if part:
                own.append(replace(line, line=len(own) + 1, text=part))
        if not own and text:
            nearest = next((n for n, last in enumerate(ends) if begin < last), len(lines) - 1)
            own = [replace(lines[nearest], line=1, text=text)]
        found.append(own)
        begin = end + 1
    return found


def _mapped(old: str, new: str, at: int) -> int:
    """The offset in the new text that corresponds to the offset `at` in the old one."""
    for tag, a0, a1, b0, b1 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if a0 <= at <= a1:
            return b0 + (at - a0) if tag == "equal" else b1 if at == a1 else min(b0 + at - a0, b1)
    return len(new)
