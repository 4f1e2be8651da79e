"""Values recognised in pictures, as repairs: how sure each is, and what was put right in it."""

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
    """A repair for each value that stands on a picture, and one for each of its lines that was
    read otherwise at first. Their confidences together are that of the value.
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
    """Why the words that differ were put right."""
    words = itertools.zip_longest(read.split(), text.split(), fillvalue="")
    digits = [new[:1].isdigit() for old, new in words if old != new]
    found = {BY_DIGITS if own else BY_DICTIONARY for own in digits}
    return "; ".join(sorted(found))


def _each_once(lines: Sequence[Line]) -> list[Line]:
    """The lines without those that are a part of the same printed line as one before."""
    found: dict[tuple[int, float, float], Line] = {}
    for line in lines:
        found.setdefault((line.page, line.box.top, line.sure), line)
    return list(found.values())
