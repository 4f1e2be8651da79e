"""Ids as people type them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model.errors import UsageError

# Letters may be small, and the blank and the last stop may be missing or doubled.
_ID = re.compile(r"(HP|P|RV|R|A)\s*([0-9]+(?:\.[0-9]+)*)\s*\.?\s*(#[0-9]+)?", re.IGNORECASE)


def canonical(words: Sequence[str]) -> str:
    """The id that the words of a command line mean: `a1.4`, `A 1.4.` and `A` `1.4` are `A 1.4`.

    UsageError for what is no id of a priority, principle, direction, action or activity.
    """
    typed = " ".join(words)
    match = _ID.fullmatch(typed.strip())
    if match is None:
        raise UsageError(
            f"'{typed}' is not an id.",
            "Rows are found by their ids.",
            "Write it like P1, HP1, 'RV 1.1', 'R 1.1.1' or 'A 1.4'.",
        )
    letters, number, again = match[1].upper(), match[2], match[3] or ""
    blank = "" if letters in {"P", "HP"} else " "
    return f"{letters}{blank}{number}{again}"
