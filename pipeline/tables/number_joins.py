"""Numbers at a line end and the next line's start: two values, or one broken number.

Lines that end and begin with complete numbers, amounts, years or ids are two values, whatever the
width of their column: a join must not create a number that is not printed.
"""

from __future__ import annotations

import regex

_ENDS = regex.compile(r"(?:^|\s)(\S*\d\S*)$")
_BEGINS = regex.compile(r"^(\S*\d\S*)")
_GROUPED = regex.compile(r"(?<!\S)\d{1,3}(?:[ \u00a0]\d{3})*[ \u00a0](\d{1,2})$")
_REST = regex.compile(r"^(\d{1,2})(?![\d.,])")
_YEAR = regex.compile(r"(?:19|20)\d\d")
_GROUP = 3  # digits per group of an amount


def meets(text: str, follows: str) -> bool:
    """Whether the text on both sides of a line end has digits at it, directly or next to a
    separator.
    """
    ends, begins = _ENDS.search(text), _BEGINS.match(follows)
    return bool(ends and begins) or text[-1:].isdigit() or follows[:1].isdigit()


def is_broken_amount(text: str, follows: str) -> bool:
    """Whether the grouping of digits proves a broken number: `100 00` + `0`."""
    grouped, rest = _GROUPED.search(text), _REST.match(follows)
    return bool(grouped and rest) and len(grouped[1]) + len(rest[1]) == _GROUP


def is_broken_year(text: str, follows: str, known: bool) -> bool:
    """Whether two lines form a year: `201` + `8`; `20` + `18` only where the year is `known`.

    Only to be used where the year is wider than its column.
    """
    ends, begins = _ENDS.search(text), _BEGINS.match(follows)
    if not ends or not begins:
        return False
    head, tail = ends[1].lstrip("(–-"), begins[1].rstrip(".,;)")
    whole = head.isdigit() and tail.isdigit() and _YEAR.fullmatch(head + tail) is not None
    return whole and (known or len(tail) == 1)
