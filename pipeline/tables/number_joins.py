"""Numbers at the end of one line and the start of the next: two values, or one broken inside.

Two lines that end and begin with whole numbers, amounts, years or ids are two values, whatever the
width of their column: no number may come out that is printed nowhere.
"""

from __future__ import annotations

import regex

_ENDS = regex.compile(r"(?:^|\s)(\S*\d\S*)$")
_BEGINS = regex.compile(r"^(\S*\d\S*)")
_GROUPED = regex.compile(r"(?<!\S)\d{1,3}(?:[ \u00a0]\d{3})*[ \u00a0](\d{1,2})$")
_REST = regex.compile(r"^(\d{1,2})(?![\d.,])")
_YEAR = regex.compile(r"(?:19|20)\d\d")
_GROUP = 3  # digits of a group in an amount


def meets(text: str, follows: str) -> bool:
    """Whether both sides of a line end hold digits, or the character right before or after it is a
    digit.
    """
    ends, begins = _ENDS.search(text), _BEGINS.match(follows)
    return bool(ends and begins) or text[-1:].isdigit() or follows[:1].isdigit()


def is_broken_amount(text: str, follows: str) -> bool:
    """Whether the grouping proves a number broken inside: `100 00` + `0`."""
    grouped, rest = _GROUPED.search(text), _REST.match(follows)
    return bool(grouped and rest) and len(grouped[1]) + len(rest[1]) == _GROUP


def is_broken_year(text: str, follows: str, known: bool) -> bool:
    """Whether two lines make up a year: `201` + `8`; `20` + `18` only where it is `known` whole.

    To be asked only where the whole year is wider than its column.
    """
    ends, begins = _ENDS.search(text), _BEGINS.match(follows)
    if not ends or not begins:
        return False
    head, tail = ends[1].lstrip("(–-"), begins[1].rstrip(".,;)")
    whole = head.isdigit() and tail.isdigit() and _YEAR.fullmatch(head + tail) is not None
    return whole and (known or len(tail) == 1)
