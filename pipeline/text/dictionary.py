"""Word forms of Latvian, for what a document alone leaves in doubt.

The data is in `latvian/` and has its own licence (see its README). It is opened when the first word
is asked for, in about ten milliseconds.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

_FORMS = Path(__file__).parent / "latvian" / "forms.dawg"


@cache
def _forms() -> Any:
    from dawg_python import DAWG

    return DAWG().load(str(_FORMS))


@cache
def is_known(word: str) -> bool:
    """Whether it is a form of a Latvian word; letter case does not count."""
    return word.casefold() in _forms()
