"""The kind of a sheet: rows of activities or actions, levels only, indicators."""

from __future__ import annotations

from pipeline.model.levels import CONTAINERS
from pipeline.records.drafting import vocabulary
from pipeline.records.drafting.content import content_of, is_principles
from pipeline.records.drafting.sheets import Sheet
from pipeline.records.drafting.thresholds import DRAFTING

_ROWS = (
    "responsible",
    "partners",
    "period",
    "deadline",
    "amount",
    "funding",
    "results",
    "start",
    "end",
)


def kind_of(sheet: Sheet) -> str:
    """`rows` (of activities or actions) or another kind of table; "" where it is not a plan's
    table.
    """
    headers = [header for header in sheet.headers if header]
    if is_principles(sheet.headers):
        return "principles"
    if len(headers) == 2 and _score("short", headers[0]) and _score("long", headers[1]):
        return "abbreviations"
    if len(headers) == 3 and _score("short", headers[1]) and _score("long", headers[2]):
        return "abbreviations"
    if any(_score("base", header) for header in headers) and any(
        _score("target", header) for header in headers
    ):
        return "outcome_indicators"
    if _is_indicators(sheet):
        return "outcome_indicators"
    known = [vocabulary.best(header, (*CONTAINERS, *_ROWS, "name", "id")) for header in headers]
    levels = sum(1 for role, score in known if role in CONTAINERS and score > DRAFTING.kinds.sure)
    others = {role for role, score in known if role in _ROWS and score > DRAFTING.kinds.likely}
    if levels >= 2 and not others:
        return "hierarchy"
    told = [vocabulary.best(header, _ROWS)[1] > DRAFTING.kinds.likely for header in headers]
    if any(
        vocabulary.foreign(header) for header, own in zip(headers, told, strict=True) if not own
    ):
        return ""
    # One word of the vocabulary beside long texts is not sufficient: a SWOT table, proposals.
    if others and (any(_score("name", header) for header in headers) or levels):
        return "rows"
    return "rows" if len(others) > 1 and _long(sheet) else ""


def _score(role: str, header: str) -> bool:
    return vocabulary.score(role, header) > DRAFTING.kinds.sure


def _long(sheet: Sheet) -> bool:
    """Whether a column has long distinct texts, which are names of rows whatever the header."""
    contents = [content_of([item.text for item in column]) for column in sheet.columns]
    limits = DRAFTING.kinds
    return any(
        content.length > limits.long_text and content.distinct > limits.distinct
        for content in contents
    )


def _is_indicators(sheet: Sheet) -> bool:
    """Whether it is a table of indicators, with units and values."""
    headers = sheet.headers
    return any(_score("unit", header) for header in headers) and any(
        vocabulary.score("results", header) > DRAFTING.kinds.sure for header in headers
    )
