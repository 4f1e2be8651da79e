"""Values recognised in pictures, as repairs: how sure each is, and what was put right in it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from pipeline.model.schema import Repair
from pipeline.model.strings import tidy
from pipeline.records.builder import PlanBuilder
from pipeline.text.page import Line

KIND, MENDED = "ocr", "ocr-mended"
REASON, MENDED_REASON = "page-is-a-picture", "dictionary-knows-another-reading"


def recognised(builder: PlanBuilder) -> Iterable[Repair]:
    """A repair for each value that stands on a picture, and one for each of its lines that was
    read otherwise at first. Their confidences together are that of the value.
    """
    for (table, key, column), lines in builder.recognised.items():
        whole = [line for line in _each_once(lines) if line.read is None]
        for line in _each_once(lines):
            if line.read is not None:
                yield Repair(
                    MENDED,
                    table,
                    key,
                    column,
                    line.page,
                    tidy(line.read),
                    tidy(line.text),
                    MENDED_REASON,
                    round(line.sure, 4),
                )
        sure = round(math.prod(line.sure for line in whole), 4)
        yield Repair(KIND, table, key, column, lines[0].page, None, None, REASON, sure)


def _each_once(lines: Sequence[Line]) -> list[Line]:
    """The lines without those that are a part of the same printed line as one before."""
    found: dict[tuple[int, float, float], Line] = {}
    for line in lines:
        found.setdefault((line.page, line.box.top, line.sure), line)
    return list(found.values())
