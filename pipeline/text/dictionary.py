"""Word forms of Latvian, for what a document alone leaves in doubt.

The data is in `latvian/` and has its own licence (see its README). It is opened when the first word
is asked for, in about ten milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

_FORMS = Path(__file__).parent / "latvian" / "forms.dawg"
_LETTERS = "aābcčdeēfgģhiījkķlļmnņoprsštuūvzž"


@cache
def _forms() -> Any:
    from dawg_python import DAWG

    return DAWG().load(str(_FORMS))


@cache
def is_known(word: str) -> bool:
    """Whether it is a form of a Latvian word; letter case does not count."""
    return word.casefold() in _forms()


def one_edit_away(word: str) -> Iterator[str]:
    """The known forms that differ from the word by one letter: another, one more, one fewer, or two
    exchanged. In lower case, each once.
    """
    low = word.casefold()
    halves = [(low[:place], low[place:]) for place in range(len(low) + 1)]
    edits = dict.fromkeys(
        [
            *(a + b[1:] for a, b in halves if b),
            *(a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1),
            *(a + letter + b[1:] for a, b in halves if b for letter in _LETTERS),
            *(a + letter + b for a, b in halves for letter in _LETTERS),
        ]
    )
    return (edit for edit in edits if edit != low and is_known(edit))
