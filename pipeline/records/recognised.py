"""Repairs for values recognised by OCR: their confidence, and what was corrected in them."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence

from pipeline.model.schema import Repair
from pipeline.model.strings import tidy
from pipeline.records.builder import PlanBuilder
from pipeline.text.page import Line

KIND, MENDED = "ocr", "ocr-mended"
REASON = "page-is-a-picture"
BY_DICTIONARY, BY_DIGITS = "dictionary-knows-another-reading", "letter-read-for-a-digit"


def recognised(builder: PlanBuilder) -> Iterable[Repair]:
    """A repair for each recognised value, and one for each of its lines that was corrected. The
    product of their confidences is that of the value.
    """
    for (table, key, column), lines in builder.recognised.items():
        printed = _each_once(lines)
        whole = [line for line in printed if line.read is None]
        for line in printed:
            if line.read is not None:
                yield Repair(
                    MENDED,
                    table,
                    key,
                    column,
                    line.page,
                    tidy(line.read),
                    tidy(line.text),
                    _reason(line.read, line.text),
                    round(line.sure, 4),
                )
        sure = round(math.prod(line.sure for line in whole), 4)
        yield Repair(KIND, table, key, column, lines[0].page, None, None, REASON, sure)


def _reason(read: str, text: str) -> str:
    """The reason for the corrected words."""
    words = itertools.zip_longest(read.split(), text.split(), fillvalue="")
    digits = [new[:1].isdigit() for old, new in words if old != new]
    found = {BY_DIGITS if own else BY_DICTIONARY for own in digits}
    return "; ".join(sorted(found))


def _each_once(lines: Sequence[Line]) -> list[Line]:
    """The lines without further parts of a printed line that is already included."""
    found: dict[tuple[int, float, float], Line] = {}
    for line in lines:
        found.setdefault((line.page, line.box.top, line.sure), line)
    return list(found.values())
