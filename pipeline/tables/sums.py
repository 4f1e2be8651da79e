"""Rows of sums: printed totals of a level, or of the whole plan."""

from __future__ import annotations

import regex

from pipeline.tables.thresholds import TABLES

# Rows of sums have a first cell that begins or ends with one of these words.
_OPENS = regex.compile(
    r"\s*(?:pavisam|kop[āa]|kopsumm\p{L}*|summa|kopējā\s+summa|total)\b", regex.I
)
_CLOSES = regex.compile(
    r"\b(?:pavisam|kopā|kopsumm\p{L}*)\s*(?:,?\s*(?:EUR|euro))?\s*[:.]?\s*$", regex.I
)


def is_sum(text: str) -> bool:
    """Whether a row with this first text is one of sums: `Kopā VTP1:`, `PAVISAM KOPĀ`."""
    return bool(_OPENS.match(text) or (len(text) <= TABLES.sums.longest and _CLOSES.search(text)))


def is_grand(text: str) -> bool:
    """Whether a sum is of the whole plan, by its words."""
    return bool(
        regex.search(
            r"pavisam|kopā\s+(?:visā\s+)?(?:plān|programm)|kopsumma\s+plān|plāns?\s+kopā",
            text,
            regex.I,
        )
    )
